import Statistics

/// Where high values, or low ones, lie together: the local G statistics of Getis and Ord.
///
/// Ord and Getis 1995, doi:10.1111/j.1538-4632.1995.tb00912.x. z as spdep `localG`; esda's differs for row-standardised
/// weights, where its variance lacks the sum of squared weights.
public struct GetisOrd: Sendable, Equatable {
    /// Whether an area's own value is part of its sum.
    public enum Kind: String, Sendable, CaseIterable {
        /// Gi: the neighbours only.
        case gi
        /// Gi*: the area itself too, with weight 1 before the weights are scaled.
        case giStar
    }

    /// The statistic of one area.
    public struct Area: Sendable, Equatable {
        /// The weighted sum around the area as a share of all (for Gi, of all others); nil where the values sum to 0.
        public let g: Double?
        /// The weighted sum around the area.
        public let sum: Double
        /// What that sum would be on average if values were shuffled over the areas.
        public let expected: Double
        /// How many standard deviations the sum lies above that.
        public let z: Double
        /// The probability of a z at least this far from 0, by the normal distribution.
        public let p: Double
        /// What the permutations say, where they were asked for: of the sum, with the area's own value kept.
        public let permutation: PermutationResult?
    }

    /// The closed form of what conditional permutation estimates: the mean and variance of the weighted sum around an
    /// area when its own value stays and the others are shuffled.
    public struct ConditionalMoments: Sendable, Equatable {
        /// The exact mean over all permutations.
        public let mean: Double
        /// The exact variance over all permutations.
        public let variance: Double
    }

    /// Which of the two.
    public let kind: Kind
    /// One for each area; nil for islands, and everywhere when all values are equal.
    public let areas: [Area?]
    /// The areas without neighbours.
    public let islands: [Int]

    /// The statistic of every area.
    ///
    /// - Complexity: O(areas + neighbours), and O(permutations × most neighbours + areas × log permutations) for the
    ///   permutations where the weights of an area are equal.
    public init(
        _ kind: Kind, of values: [Double], weights: SpatialWeights, permutation: PermutationSettings?
    ) throws(SpaceError) {
        try Self.check(values, weights)
        let centre = LocalMoments(values)
        let tallies = permutation.map { settings in
            ConditionalPermutation(
                values: centre.deviations, weights: weights, draws: settings.permutations, seed: settings.seed,
                threads: settings.threads
            ).run()
        }
        self.kind = kind
        islands = weights.islands
        areas = centre.deviations.withUnsafeBufferPointer { deviations in
            (0..<weights.count).map { area in
                let row = Row(kind, area, weights, deviations)
                let chance = row.flatMap { Self.chance($0, centre, tallies?[area], permutation) }
                return row.flatMap { Self.area($0, centre, chance) }
            }
        }
    }

    /// The exact conditional mean and variance of each area's sum; nil for islands.
    public static func conditionalMoments(
        _ kind: Kind, of values: [Double], weights: SpatialWeights
    ) throws(SpaceError) -> [ConditionalMoments?] {
        try check(values, weights)
        let centre = LocalMoments(values)
        return centre.deviations.withUnsafeBufferPointer { deviations in
            (0..<weights.count).map { area in
                Row(kind, area, weights, deviations).map { row in
                    let (mean, variance) = centre.others(than: row.own)
                    let own = row.selfWeight * row.own
                    let total = row.weightSum * centre.mean
                    return ConditionalMoments(
                        mean: total + own + row.otherSum * mean,
                        variance: variance * row.spread(over: Double(values.count - 1)))
                }
            }
        }
    }

    private static func check(_ values: [Double], _ weights: SpatialWeights) throws(SpaceError) {
        try SpaceChecks.length(values.count, of: "values", for: weights.count)
        guard values.count >= 3 else { throw .tooFew(method: "A local G statistic", given: values.count, needed: 3) }
        try SpaceChecks.finite(values, "Value")
    }

    /// The weights and the sum of one area.
    private struct Row {
        /// The area's own deviation from the mean.
        let own: Double
        let selfWeight: Double
        /// The factor from weights as given to weights as used.
        let scale: Double
        /// The sum of the neighbours' weights, and of their squares.
        let otherSum: Double
        let otherSquares: Double
        /// The weighted sum of deviations, the area's own with its weight.
        let lag: Double

        var weightSum: Double { otherSum + selfWeight }

        init?(_ kind: Kind, _ area: Int, _ weights: SpatialWeights, _ deviations: UnsafeBufferPointer<Double>) {
            guard weights.neighbourCount(of: area) > 0 else { return nil }
            let given = weights.givenSum(of: area)
            let star: Double = kind == .giStar ? 1 : 0
            scale = weights.style == .rowStandardised ? 1 / (given + star) : 1
            own = deviations[area]
            selfWeight = star * scale
            otherSum = given * scale
            otherSquares = weights.givenSquares(of: area) * scale * scale
            lag = weights.givenLag(of: area, deviations) * scale + selfWeight * own
        }

        /// The variance of the neighbours' weighted sum, as a multiple of the variance of the `count` values drawn from.
        func spread(over count: Double) -> Double {
            max(0, (count * otherSquares - otherSum * otherSum) / (count - 1))
        }
    }

    private static func area(_ row: Row, _ centre: LocalMoments, _ chance: PermutationResult?) -> Area? {
        let count = Double(centre.count)
        let expectedDeviation: Double
        let variance: Double
        if row.selfWeight > 0 {
            let squares: Double = row.otherSquares + row.selfWeight * row.selfWeight
            expectedDeviation = 0
            variance = centre.variance * (count * squares - row.weightSum * row.weightSum) / (count - 1)
        } else {
            let (mean, others) = centre.others(than: row.own)
            expectedDeviation = row.weightSum * mean
            variance = others * row.spread(over: count - 1)
        }
        // Below this the variance is rounding: the values are equal, or every other area is a neighbour.
        let smallest: Double = count * .ulpOfOne * centre.variance * row.weightSum * row.weightSum
        guard centre.varies, variance > smallest else { return nil }
        let z = (row.lag - expectedDeviation) / variance.squareRoot()
        let total = row.weightSum * centre.mean
        let base: Double = row.selfWeight > 0 ? centre.sum : centre.sum - (row.own + centre.mean)
        return Area(
            g: base == 0 ? nil : (total + row.lag) / base, sum: total + row.lag, expected: total + expectedDeviation,
            z: z, p: NormalDistribution.twoSided(z), permutation: chance)
    }

    private static func chance(
        _ row: Row, _ centre: LocalMoments, _ tally: ConditionalPermutation.Tally??, _ settings: PermutationSettings?
    ) -> PermutationResult? {
        guard let settings, let tally = tally ?? nil else { return nil }
        let mean: Double = tally.mean * row.scale + row.selfWeight * row.own
        let sd = tally.variance.squareRoot() * row.scale
        return PermutationResult(
            p: settings.tail.p(tally, draws: settings.permutations, reversed: false),
            mean: row.weightSum * centre.mean + mean, sd: sd, z: sd > 0 ? (row.lag - mean) / sd : nil)
    }
}
