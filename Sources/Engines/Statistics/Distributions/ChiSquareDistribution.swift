/// The chi-square distribution of a sum of squared standard normal numbers.
public struct ChiSquareDistribution: ContinuousDistribution {
    /// Degrees of freedom, above 0; need not be whole.
    public let df: Double
    private let gamma: GammaDistribution

    /// Makes the distribution.
    public init(df: Double) throws(DistributionError) {
        self.df = try Parameter.positive(df, "number of degrees of freedom")
        gamma = try GammaDistribution(shape: df / 2, rate: 0.5)
    }

    /// The logarithm of the density; plus infinity at 0 for fewer than two degrees of freedom.
    public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }

    /// The share at or below `x`.
    public func cumulative(_ x: Double) -> Double { gamma.cumulative(x) }

    /// The share above `x`: the p value of a chi-square test.
    public func survival(_ x: Double) -> Double { gamma.survival(x) }

    /// The value with this share below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Double { try gamma.quantile(share) }

    /// The value with this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Double {
        try gamma.quantile(upper: share)
    }
}
