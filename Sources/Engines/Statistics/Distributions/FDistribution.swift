import Foundation

/// The F distribution of a ratio of two variances.
public struct FDistribution: ContinuousDistribution {
    /// Degrees of freedom of the upper variance, above 0.
    public let upperDF: Double
    /// Degrees of freedom of the lower variance, above 0.
    public let lowerDF: Double
    private let beta: BetaDistribution

    /// Makes the distribution.
    public init(_ upperDF: Double, _ lowerDF: Double) throws(DistributionError) {
        self.upperDF = try Parameter.positive(upperDF, "first number of degrees of freedom")
        self.lowerDF = try Parameter.positive(lowerDF, "second number of degrees of freedom")
        beta = try BetaDistribution(upperDF / 2, lowerDF / 2)
    }

    /// The logarithm of the density; plus infinity at 0 for fewer than two upper degrees of freedom.
    public func logDensity(_ x: Double) -> Double {
        guard x >= 0, x.isFinite else { return -.infinity }
        if x == 0 { return upperDF < 2 ? .infinity : upperDF == 2 ? 0 : -.infinity }
        let place = share(x)
        return SpecialFunctions.logBetaPower(beta.a, beta.b, place.lower, place.upper) - log(x)
    }

    /// The share at or below `x`.
    public func cumulative(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        let place = share(x)
        return SpecialFunctions.betaTails(beta.a, beta.b, place.lower, complement: place.upper)?.lower ?? 1
    }

    /// The share above `x`.
    public func survival(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let place = share(x)
        return SpecialFunctions.betaTails(beta.a, beta.b, place.lower, complement: place.upper)?.upper ?? 0
    }

    /// The value with this share below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Double {
        guard share >= 0, share < 1 else { throw .noQuantile(share: share) }
        return try ratio(beta.logPlace(Tails(lower: share)))
    }

    /// The value with this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Double {
        guard share > 0, share <= 1 else { throw .noQuantile(share: share) }
        return try ratio(beta.logPlace(Tails(upper: share)))
    }

    private func share(_ x: Double) -> Tails {
        let odds = upperDF * x / lowerDF
        return odds > 1
            ? Tails(lower: 1 / (1 + 1 / odds), upper: 1 / odds / (1 + 1 / odds))
            : Tails(lower: odds / (1 + odds), upper: 1 / (1 + odds))
    }

    private func ratio(_ place: (lower: Double, upper: Double)) throws(DistributionError) -> Double {
        let ratio = exp(place.lower - place.upper) * lowerDF / upperDF
        guard ratio.isFinite else { throw .noQuantile(share: exp(place.upper)) }
        return ratio
    }
}
