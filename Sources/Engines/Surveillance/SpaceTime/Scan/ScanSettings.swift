/// How to scan; the starting values are SaTScan's, but for the seed and what is looked for, which must be given.
public struct ScanSettings: Sendable, Equatable {
    /// Over what windows are laid.
    public enum Window: Sendable, Equatable {
        /// Circles over the whole study period.
        case spatial
        /// Intervals over all places together.
        case temporal(Interest)
        /// Circles with intervals: cylinders.
        case spaceTime(Interest)
    }

    /// Which intervals count.
    public enum Interest: String, Sendable, Equatable {
        /// Any interval of the study period.
        case retrospective
        /// Intervals that reach the last period: clusters that are alive now.
        case prospective
    }

    /// Which rates are unusual.
    public enum Rates: String, Sendable, Equatable {
        /// More cases than expected.
        case high
        /// Fewer cases than expected.
        case low
        /// Either.
        case both
    }

    /// The longest interval.
    public enum LongestInterval: Sendable, Equatable {
        /// A share of the number of periods, rounded down.
        case share(Double)
        /// A number of periods.
        case periods(Int)
    }

    /// Over what windows are laid.
    public var window: Window
    /// Which rates are unusual.
    public var rates: Rates
    /// The largest share of what is expected that a circle may hold.
    public var largestShare = 0.5
    /// What the share is of, place by place; without it what is expected over the study period, as in SaTScan.
    public var shareOf: [Double]?
    /// The largest radius of a circle, in the unit of the coordinates.
    public var largestRadius: Double?
    /// The longest interval.
    public var longestInterval = LongestInterval.share(0.5)
    /// The shortest interval, in periods.
    public var shortestInterval = 1
    /// The fewest cases of a cluster with high rates.
    public var fewestCases = 2
    /// How many data sets are drawn to judge by.
    public var replications = 999
    /// Stop drawing when this many drawn data sets reach the most likely cluster (Besag and Clifford 1991).
    public var stopAfter: Int?
    /// The most clusters to report.
    public var mostClusters = 20
    /// Where the random numbers start.
    public var seed: UInt64
    /// How many threads share the work; the answer does not depend on it.
    public var threads = 1

    /// SaTScan's usual settings for a scan.
    public init(window: Window, rates: Rates, seed: UInt64) {
        self.window = window
        self.rates = rates
        self.seed = seed
    }

    /// Throws when a setting makes no sense.
    func check(places: Int) throws(ScanError) {
        guard largestShare > 0, largestShare <= 1 else { throw .badSetting("a circle may hold \(largestShare) of all") }
        if let radius = largestRadius, !(radius >= 0) { throw .badSetting("the largest radius is \(radius)") }
        if let weights = shareOf {
            guard weights.count == places else {
                throw .wrongLength(what: "populations for the share", expected: places, found: weights.count)
            }
            if let place = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .badNumber(what: "the population for the share", place: place)
            }
            guard weights.contains(where: { $0 > 0 }) else { throw .badSetting("nobody lives in any place") }
        }
        switch longestInterval {
        case .share(let share):
            guard share > 0, share <= 1 else { throw .badSetting("an interval may take \(share) of the study period") }
        case .periods(let count):
            guard count > 0 else { throw .badSetting("the longest interval is \(count) periods") }
        }
        guard shortestInterval > 0 else { throw .badSetting("the shortest interval is \(shortestInterval) periods") }
        guard fewestCases > 0 else { throw .badSetting("a cluster of high rates needs at least 1 case") }
        guard replications >= 0 else { throw .badSetting("\(replications) replications") }
        if let stop = stopAfter, stop < 1 { throw .badSetting("stopping after \(stop) larger replications") }
        guard mostClusters > 0 else { throw .badSetting("at most \(mostClusters) clusters") }
        guard threads > 0 else { throw .badSetting("\(threads) threads") }
    }
}
