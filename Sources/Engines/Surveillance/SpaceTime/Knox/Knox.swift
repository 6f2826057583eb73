import Statistics

/// What counts as near, and how often to shuffle, for a Knox test.
public struct KnoxSettings: Sendable, Equatable {
    /// Pairs up to and with this distance are near in space.
    public var distance: Double
    /// Pairs up to and with this many days apart are near in time.
    public var days: Int
    /// How distance is measured.
    public var measure = PairDistance.euclidean
    /// How many times the dates are shuffled; 0 for the exact moments alone.
    public var replications = 999
    /// Where the random numbers start.
    public var seed: UInt64
    /// How many threads share the work; the answer does not depend on it.
    public var threads = 1

    /// A test of pairs within a distance and a number of days.
    public init(distance: Double, days: Int, seed: UInt64) {
        self.distance = distance
        self.days = days
        self.seed = seed
    }
}

/// What a Knox test found.
public struct KnoxResult: Sendable, Equatable {
    /// How many events there are.
    public let events: Int
    /// Pairs near in space.
    public let nearInSpace: Int
    /// Pairs near in time.
    public let nearInTime: Int
    /// Pairs near in both.
    public let observed: Int
    /// What is expected of that when dates have nothing to do with places.
    public let expected: Double
    /// Its exact variance over all shuffles of the dates (Barton and David 1966).
    public let variance: Double
    /// How many standard deviations the observed is above the expected; none where no shuffle differs.
    public let z: Double?
    /// The probability of as many or more by the normal distribution.
    public let normalPValue: Double?
    /// The probability of as many or more by the Poisson distribution.
    public let poissonPValue: Double
    /// How many shuffles have as many or more.
    public let reached: Int
    /// The rank of the observed among the shuffles and itself: (reached + 1) / (replications + 1); none without any.
    public let pValue: Double?
    /// The pairs near in both of each shuffle.
    public let shuffled: [Int]
}

/// Knox's test of space–time interaction: are events near in space also near in time more often than by chance?
///
/// Knox 1964 (doi:10.2307/2985220). All p values are of as many or more, unlike those by Poisson of R's
/// `surveillance::knox` and of `pointpats.Knox`, which are of more.
public enum Knox {
    /// Counts near pairs, and judges their number exactly and by shuffles of the dates.
    public static func run(_ events: SpaceTimeEvents, _ settings: KnoxSettings) throws(SpaceTimeError) -> KnoxResult {
        guard settings.distance >= 0, settings.distance.isFinite else {
            throw .badSetting("a distance of \(settings.distance)")
        }
        guard (0..<1_000_000_000).contains(settings.days) else { throw .badSetting("\(settings.days) days") }
        guard settings.replications >= 0, settings.threads > 0 else {
            throw .badSetting("\(settings.replications) shuffles on \(settings.threads) threads")
        }
        let pairs = try ClosePairs(events, .within(settings.distance), settings.measure)
        let permuted = PermutedPairs(events, pairs, breaks: [settings.days + 1])
        let observed = permuted.observed()[0][0]
        let moments = PairMoments(
            space: pairs.degrees(0), time: TimePairs.degrees(events.days, below: settings.days + 1))
        let shuffled = permuted.shuffled(settings.replications, seed: settings.seed, threads: settings.threads)
            .map { $0[0][0] }
        return result(observed, moments, shuffled)
    }

    private static func result(_ observed: Int, _ moments: PairMoments, _ shuffled: [Int]) -> KnoxResult {
        let z = moments.variance > 0 ? (Double(observed) - moments.mean) / moments.variance.squareRoot() : nil
        let poisson = try? PoissonDistribution(mean: moments.mean)
        let reached = shuffled.count { $0 >= observed }
        return KnoxResult(
            events: moments.events, nearInSpace: moments.spacePairs, nearInTime: moments.timePairs, observed: observed,
            expected: moments.mean, variance: moments.variance, z: z,
            normalPValue: z.map { NormalDistribution.standard.survival($0) },
            poissonPValue: observed > 0 ? poisson?.survival(observed - 1) ?? 1 : 1, reached: reached,
            pValue: shuffled.isEmpty ? nil : Double(reached + 1) / Double(shuffled.count + 1), shuffled: shuffled)
    }
}
