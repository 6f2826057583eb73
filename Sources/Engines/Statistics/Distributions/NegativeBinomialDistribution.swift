import Foundation

/// The negative binomial distribution of a count that scatters more than chance: variance mean + mean²/size.
///
/// R's `dnbinom(mu =, size =)`; MASS calls the size theta.
public struct NegativeBinomialDistribution: CountDistribution {
    /// The average count, 0 or more.
    public let mean: Double
    /// The smaller, the more the count scatters; above 0.
    public let size: Double

    /// Makes the distribution.
    public init(mean: Double, size: Double) throws(DistributionError) {
        self.mean = try Parameter.notNegative(mean, "mean")
        self.size = try Parameter.positive(size, "size")
    }

    /// Mean plus mean²/size.
    public var variance: Double { mean + mean * mean / size }
    /// None, but that a mean of 0 allows no event.
    public var largest: Int? { mean == 0 ? 0 : nil }

    /// The logarithm of the probability of exactly this count.
    public func logDensity(_ count: Int) -> Double {
        guard count >= 0 else { return -.infinity }
        if mean == 0 { return count == 0 ? 0 : -.infinity }
        let x = Double(count)
        let missed = -size * log1p(mean / size)
        if count == 0 { return missed }
        // Γ(x + size)/(Γ(size) x!) p^size q^x = x^(-1) · p^size q^x / B(x, size).
        let success = x * -log1p(size / mean)
        if min(x, size) >= 10 {
            return SpecialFunctions.logBetaPower(x, size, mean / (mean + size), size / (mean + size))
                - log(x)
        }
        return missed + success - SpecialFunctions.logBeta(x, size) - log(x)
    }

    /// The probability of this count or fewer.
    public func cumulative(_ count: Int) -> Double {
        guard count >= 0 else { return 0 }
        return tails(count)?.lower ?? 1
    }

    /// The probability of more than this count.
    public func survival(_ count: Int) -> Double {
        guard count >= 0 else { return 1 }
        return tails(count)?.upper ?? 0
    }

    private func tails(_ count: Int) -> Tails? {
        guard mean > 0 else { return nil }
        let sum = mean + size
        return SpecialFunctions.betaTails(size, Double(count) + 1, size / sum, complement: mean / sum)
    }
}
