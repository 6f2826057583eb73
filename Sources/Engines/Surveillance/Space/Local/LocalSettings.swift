/// Which departures from chance a permutation test counts.
public enum PermutationTail: String, Sendable, CaseIterable {
    /// The smaller of the two tails, (min(at least, at most) + 1)/(draws + 1); draws equal to what was observed count in
    /// both. At no ties this is esda's p_sim and spdep's "Pr(folded) Sim".
    case folded
    /// As esda's default and spdep, which count ties on the upper side only. Where many areas hold 0 this makes quiet
    /// areas look like cold spots: a draw of 0 is no evidence against 0. Kept to compare with them.
    case directed
    /// Twice the folded p, at most 1.
    case twoSided
    /// Only high values.
    case greater
    /// Only low values.
    case less

    /// The p of a statistic that falls as the neighbours' sum rises when `reversed`.
    func p(_ tally: ConditionalPermutation.Tally, draws: Int, reversed: Bool) -> Double {
        let atLeast = reversed ? tally.atMost : tally.atLeast
        let atMost = reversed ? tally.atLeast : tally.atMost
        let extreme: Int
        switch self {
        case .folded, .twoSided: extreme = min(atLeast, atMost)
        case .directed: extreme = min(atLeast, draws - atLeast)
        case .greater: extreme = atLeast
        case .less: extreme = atMost
        }
        let p = Double(extreme + 1) / Double(draws + 1)
        return self == .twoSided ? min(1, 2 * p) : p
    }
}

/// How a permutation test is made.
public struct PermutationSettings: Sendable, Equatable {
    /// How many permutations are drawn; 999 gives p in steps of a thousandth.
    public let permutations: Int
    /// Which departures from chance count.
    public let tail: PermutationTail
    /// Where the random numbers start: the same seed gives the same answer.
    public let seed: UInt64
    /// How many threads share the work; the answer is the same for any number.
    public let threads: Int

    /// The settings as given.
    public init(permutations: Int, tail: PermutationTail, seed: UInt64, threads: Int) throws(SpaceError) {
        try SpaceChecks.atLeast(1, permutations, "The number of permutations")
        self.permutations = permutations
        self.tail = tail
        self.seed = seed
        self.threads = max(1, threads)
    }
}

/// What the permutations say of one area's statistic.
public struct PermutationResult: Sendable, Equatable {
    /// The share of permutations at least as extreme, the observed one counted in.
    public let p: Double
    /// The mean of the statistic over the permutations.
    public let mean: Double
    /// The standard deviation of the statistic over the permutations.
    public let sd: Double
    /// How many of these standard deviations the statistic lies above the mean; nil where they do not vary.
    public let z: Double?
}
