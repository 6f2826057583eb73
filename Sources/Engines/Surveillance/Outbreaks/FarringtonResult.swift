/// What the Farrington method says of one period of one series.
public enum FarringtonOutcome: Codable, Sendable, Equatable {
    /// The period was held against its expectation.
    case tested(FarringtonTest)
    /// The period has no data yet.
    case noData
    /// No case in any reference period, so no model: `recent` cases in the newest periods are for a person to judge.
    case noCasesBefore(recent: Double)
    /// The model could not be fitted: too few reference periods with data, or no convergence.
    case notFitted

    /// The test, if there was one.
    public var test: FarringtonTest? {
        if case .tested(let test) = self { return test }
        return nil
    }
}

/// One period held against what past years lead one to expect.
public struct FarringtonTest: Codable, Sendable, Equatable {
    /// The period, from 0.
    public let period: Int
    /// Cases counted.
    public let observed: Double
    /// Cases expected.
    public let expected: Double
    /// The upper bound; an alarm lies above it.
    public let upper: Double
    /// R's score: (observed − fit) / (upper − fit), above 1 for an alarm; nil where bound and fit coincide.
    ///
    /// For the negative binomial bounds surveillance 1.20.3 puts the logarithm of the expectation in place of the fit;
    /// so does this. `exceedance` does not.
    public let score: Double?
    /// (observed − expected) / (upper − expected), the same for all bounds; nil when the bound is not above expectation.
    public let exceedance: Double?
    /// The method's own one-sided p value.
    public let pValue: Double
    /// The chance of as many cases or more, by the negative binomial with this mean and dispersion.
    public let tail: Double
    /// Whether it is an alarm.
    public let isAlarm: Bool
    /// True when too few cases in the newest periods suppress an alarm; R then leaves bound and expectation out.
    public let isSuppressed: Bool
    /// The slope of the log expectation per period, when a trend was kept.
    public let trend: Double?
    /// How much more than chance the reference varies, at least 1.
    public let dispersion: Double
}
