import Foundation

/// The gamma distribution of a number above 0, mean shape/rate.
public struct GammaDistribution: ContinuousDistribution {
    /// Above 0.
    public let shape: Double
    /// One over the scale; above 0.
    public let rate: Double

    /// Makes the distribution.
    public init(shape: Double, rate: Double) throws(DistributionError) {
        self.shape = try Parameter.positive(shape, "shape")
        self.rate = try Parameter.positive(rate, "rate")
    }

    /// The logarithm of the density; plus infinity at 0 for a shape below 1.
    public func logDensity(_ x: Double) -> Double {
        guard x >= 0, x.isFinite else { return -.infinity }
        let place = x * rate
        if place == 0 { return shape < 1 ? .infinity : shape == 1 ? log(rate) : -.infinity }
        if shape >= 1 { return SpecialFunctions.logPoissonDensity(shape - 1, mean: place) + log(rate) }
        return SpecialFunctions.logPoissonDensity(shape, mean: place) + log(shape / x)
    }

    /// The share at or below `x`.
    public func cumulative(_ x: Double) -> Double {
        SpecialFunctions.gammaTails(shape: shape, max(x, 0) * rate)?.lower ?? 0
    }

    /// The share above `x`.
    public func survival(_ x: Double) -> Double {
        SpecialFunctions.gammaTails(shape: shape, max(x, 0) * rate)?.upper ?? 1
    }

    /// The value with this share below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Double {
        guard share >= 0, share < 1 else { throw .noQuantile(share: share) }
        return place(Tails(lower: share)) / rate
    }

    /// The value with this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Double {
        guard share > 0, share <= 1 else { throw .noQuantile(share: share) }
        return place(Tails(upper: share)) / rate
    }

    /// The quantile for a rate of 1.
    private func place(_ tails: Tails) -> Double {
        guard tails.lower > 0 else { return 0 }
        let isLower = tails.lower <= tails.upper
        let wanted = log(isLower ? tails.lower : tails.upper)
        let start = firstGuess(tails)
        let answer = TailSearch.solve(from: start, wanted: wanted, rising: isLower) { logPlace in
            if isLower, logPlace < -600 {
                return (shape * logPlace - SpecialFunctions.logGamma(onePlus: shape), shape)
            }
            let x = exp(logPlace)
            let found = SpecialFunctions.gammaTails(shape: shape, x) ?? Tails(lower: 1)
            // x times the density of x.
            let density = SpecialFunctions.poissonDensity(shape, mean: x) * shape
            return isLower
                ? (log(found.lower), density / found.lower) : (log(found.upper), -density / found.upper)
        }
        return exp(answer)
    }

    /// The logarithm of the quantile by Wilson and Hilferty 1931, or by the first term of the series near 0.
    private func firstGuess(_ tails: Tails) -> Double {
        let z = NormalQuantile.value(centred: tails.lower - 0.5, tail: max(min(tails.lower, tails.upper), 1e-300))
        let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
        let near = (log(tails.lower) + SpecialFunctions.logGamma(onePlus: shape)) / shape
        guard root > 0.3 else { return near }
        return log(shape) + 3 * log(root)
    }
}
