/// The bands of distance and time of a near-repeat analysis, and how often to shuffle.
public struct NearRepeatSettings: Sendable, Equatable {
    /// Where bands of distance end, rising: from above 0 to below the first, from there to below the second, and so on.
    public var distances: [Double]
    /// Where bands of days end, rising: from 0 to below the first, from there to below the second, and so on.
    public var days: [Int]
    /// How distance is measured.
    public var measure = PairDistance.euclidean
    /// How many times the dates are shuffled.
    public var replications = 999
    /// Where the random numbers start.
    public var seed: UInt64
    /// How many threads share the work; the answer does not depend on it.
    public var threads = 1

    /// An analysis in these bands.
    public init(distances: [Double], days: [Int], seed: UInt64) {
        self.distances = distances
        self.days = days
        self.seed = seed
    }

    func check() throws(SpaceTimeError) {
        guard !distances.isEmpty, !days.isEmpty else { throw .badSetting("no band of distance or of days is given") }
        guard distances.allSatisfy({ $0 > 0 && $0.isFinite }), zip(distances, distances.dropFirst()).allSatisfy(<)
        else {
            throw .badSetting("bands of distance must end above 0 and rise")
        }
        guard days.allSatisfy({ (1...1_000_000_000).contains($0) }), zip(days, days.dropFirst()).allSatisfy(<) else {
            throw .badSetting("bands of days must end above 0 and rise")
        }
        guard replications > 0, threads > 0 else { throw .badSetting("\(replications) shuffles on \(threads) threads") }
    }
}

/// Pairs in one band of distance and one of days.
public struct NearRepeatCell: Sendable, Equatable {
    /// Pairs as they are.
    public let observed: Int
    /// What is expected of that over all shuffles, exactly.
    public let expected: Double
    /// The mean of the shuffles made.
    public let mean: Double
    /// The middle of the shuffles.
    public let median: Double
    /// Observed divided by the mean of the shuffles: Ratcliffe's Knox ratio; none where that is 0.
    public let ratioToMean: Double?
    /// Observed divided by the median of the shuffles; none where that is 0.
    public let ratioToMedian: Double?
    /// Observed divided by what is expected exactly; none where that is 0.
    public let ratio: Double?
    /// How many shuffles have as many or more.
    public let reached: Int
    /// The rank of the observed among the shuffles and itself.
    public let pValue: Double
}

/// What a near-repeat analysis found.
public struct NearRepeatResult: Sendable, Equatable {
    /// How many events there are.
    public let events: Int
    /// Where bands of distance end; the first row of cells is the same place, before the first of these.
    public let distances: [Double]
    /// Where bands of days end.
    public let days: [Int]
    /// Pairs in each band of distance, however far in time.
    public let pairsByDistance: [Int]
    /// Pairs in each band of days, however far in space.
    public let pairsByDays: [Int]
    /// By band of distance, the same place first, and by band of days.
    public let cells: [[NearRepeatCell]]
    /// How many shuffles were made.
    public let replications: Int
}

/// Near repeats: after an event, are others near it in the days that follow more often than by chance?
///
/// As Ratcliffe's Near Repeat Calculator (2009), with bands that hold their start and not their end, and the same place
/// as a band of its own.
public enum NearRepeat {
    /// Counts pairs in each band, and judges them exactly and by shuffles of the dates.
    public static func run(
        _ events: SpaceTimeEvents, _ settings: NearRepeatSettings
    ) throws(SpaceTimeError) -> NearRepeatResult {
        try settings.check()
        let pairs = try ClosePairs(events, .halfOpen(settings.distances), settings.measure)
        let permuted = PermutedPairs(events, pairs, breaks: settings.days)
        let observed = permuted.observed().map(parted)
        let shuffled = permuted.shuffled(settings.replications, seed: settings.seed, threads: settings.threads)
            .map { $0.map(parted) }
        let byDays = parted(settings.days.map { TimePairs.count(events.days, below: $0) })
        let byDistance = pairs.bands.map(\.count)
        let all = Double(events.count) * Double(events.count - 1) / 2
        let cells = byDistance.indices.map { row in
            byDays.indices.map { column in
                cell(
                    observed[row][column], expected: Double(byDistance[row]) * Double(byDays[column]) / all,
                    shuffled.map { $0[row][column] })
            }
        }
        return NearRepeatResult(
            events: events.count, distances: settings.distances, days: settings.days, pairsByDistance: byDistance,
            pairsByDays: byDays, cells: cells, replications: settings.replications)
    }

    /// Counts below each break as counts from each break to the next.
    private static func parted(_ below: [Int]) -> [Int] {
        zip(below, [0] + below.dropLast()).map { $0 - $1 }
    }

    private static func cell(_ observed: Int, expected: Double, _ shuffled: [Int]) -> NearRepeatCell {
        let sorted = shuffled.sorted()
        let mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
        let median = Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        let reached = sorted.count { $0 >= observed }
        func ratio(to other: Double) -> Double? { other > 0 ? Double(observed) / other : nil }
        return NearRepeatCell(
            observed: observed, expected: expected, mean: mean, median: median, ratioToMean: ratio(to: mean),
            ratioToMedian: ratio(to: median), ratio: ratio(to: expected), reached: reached,
            pValue: Double(reached + 1) / Double(sorted.count + 1))
    }
}
