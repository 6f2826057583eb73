/// The Poisson distribution of a count.
public struct PoissonDistribution: CountDistribution {
    /// The average count, 0 or more.
    public let mean: Double

    /// Makes the distribution.
    public init(mean: Double) throws(DistributionError) {
        self.mean = try Parameter.notNegative(mean, "mean")
    }

    /// Equal to the mean.
    public var variance: Double { mean }
    /// None, but that a mean of 0 allows no event.
    public var largest: Int? { mean == 0 ? 0 : nil }

    /// The logarithm of the probability of exactly this count.
    public func logDensity(_ count: Int) -> Double {
        count < 0 ? -.infinity : SpecialFunctions.logPoissonDensity(Double(count), mean: mean)
    }

    /// The probability of this count or fewer.
    public func cumulative(_ count: Int) -> Double {
        guard count >= 0 else { return 0 }
        return SpecialFunctions.gammaTails(shape: Double(count) + 1, mean)?.upper ?? 1
    }

    /// The probability of more than this count.
    public func survival(_ count: Int) -> Double {
        guard count >= 0 else { return 1 }
        return SpecialFunctions.gammaTails(shape: Double(count) + 1, mean)?.lower ?? 0
    }
}
