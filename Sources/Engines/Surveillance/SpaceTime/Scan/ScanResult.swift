/// A circle with an interval: which places, and when.
public struct ScanWindow: Sendable, Equatable {
    /// The places, nearest to the centre first.
    public let places: [Int]
    /// The periods.
    public let periods: ClosedRange<Int>
    /// The first day, or the number of the first period.
    public let start: String
    /// The last day, or the number of the last period.
    public let end: String
}

/// A cluster, as SaTScan reports one.
public struct ScanCluster: Sendable, Equatable {
    /// Where and when.
    public let window: ScanWindow
    /// The place in the middle of the circle; none for a purely temporal scan.
    public let centre: Int?
    /// The distance from the centre to the farthest place in it; none for a purely temporal scan.
    public let radius: Double?
    /// The cases in it.
    public let observed: Int
    /// The cases expected in it.
    public let expected: Double
    /// Observed divided by expected.
    public let ratio: Double
    /// The risk inside divided by the risk outside; none where that is infinite, and for the permutation model.
    public let relativeRisk: Double?
    /// The logarithm of the likelihood ratio: the test statistic.
    public let logLikelihoodRatio: Double
    /// How many of the drawn data sets have a cluster at least as strong.
    public let reached: Int
    /// The probability of a cluster as strong as this anywhere if nothing clusters; none without replications.
    public let pValue: Double?
    /// The same by a Gumbel distribution fitted to the drawn data sets, good below one in their number (Abrams 2010).
    public let gumbelPValue: Double?
    /// How many periods pass on average until chance gives a cluster as strong; for prospective scans only.
    public let recurrencePeriods: Double?
    /// The same in the unit of the periods' lengths.
    public let recurrenceTime: Double?
    /// Other windows whose statistic is the same to nine figures.
    public let ties: [ScanWindow]
}

/// What a scan found.
public struct ScanResult: Sendable, Equatable {
    /// The most likely cluster first, then those that share no place with a likelier one.
    public let clusters: [ScanCluster]
    /// All cases.
    public let cases: Int
    /// The statistic of the most likely cluster of each drawn data set that was used, in the order drawn.
    public let replicateMaxima: [Double]
    /// Whether drawing stopped early.
    public let stoppedEarly: Bool
    /// The longest interval that was scanned, in periods.
    public let longestInterval: Int
    /// How many windows were scanned.
    public let windows: Int
}
