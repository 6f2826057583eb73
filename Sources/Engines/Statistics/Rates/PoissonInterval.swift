/// Ways to put an interval round a count of events.
public enum PoissonInterval: Sendable, CaseIterable {
    /// Byar's approximation (Breslow and Day 1987, volume II, page 69): good from about 10 events, close below.
    case byar
    /// The exact limits of Garwood 1936, through the chi-square distribution.
    case exact
    /// Exact below 10 events and Byar's from there: the rule of England's public health profiles
    /// (PHEindicatormethods).
    case publicHealth

    /// The interval of a count; counts need not be whole, as weighted ones are not.
    public func interval(count: Double, confidence: Confidence = .ninetyFive) throws(CountError) -> Interval {
        try Count.notNegative(count, "The count")
        switch self {
        case .byar: return Self.byar(count, confidence)
        case .exact: return Self.exact(count, confidence)
        case .publicHealth: return count < 10 ? Self.exact(count, confidence) : Self.byar(count, confidence)
        }
    }

    static func byar(_ count: Double, _ confidence: Confidence) -> Interval {
        let z = confidence.z
        let next = count + 1
        let upper = 1 - 1 / (9 * next) + z / (3 * next.squareRoot())
        guard count > 0 else { return Interval(0, next * upper * upper * upper) }
        // Below about a quarter of an event the formula would pass 0.
        let lower = max(1 - 1 / (9 * count) - z / (3 * count.squareRoot()), 0)
        return Interval(count * lower * lower * lower, next * upper * upper * upper)
    }

    static func exact(_ count: Double, _ confidence: Confidence) -> Interval {
        let lower = count > 0 ? try? GammaDistribution(shape: count, rate: 1).quantile(confidence.tail) : 0
        let upper = try? GammaDistribution(shape: count + 1, rate: 1).quantile(upper: confidence.tail)
        return Interval(lower ?? 0, upper ?? count)
    }
}
