import Foundation

/// The beta distribution of a share.
public struct BetaDistribution: ContinuousDistribution {
    /// The first shape, above 0; the mean is a/(a + b).
    public let a: Double
    /// The second shape, above 0.
    public let b: Double

    /// Makes the distribution.
    public init(_ a: Double, _ b: Double) throws(DistributionError) {
        self.a = try Parameter.positive(a, "first shape")
        self.b = try Parameter.positive(b, "second shape")
    }

    /// The logarithm of the density; plus infinity at an end whose shape is below 1.
    public func logDensity(_ x: Double) -> Double {
        guard x >= 0, x <= 1 else { return -.infinity }
        if x == 0 { return a < 1 ? .infinity : a == 1 ? log(b) : -.infinity }
        if x == 1 { return b < 1 ? .infinity : b == 1 ? log(a) : -.infinity }
        return SpecialFunctions.logBetaPower(a, b, x, 1 - x) - log(x) - log1p(-x)
    }

    /// The share at or below `x`.
    public func cumulative(_ x: Double) -> Double {
        let place = min(max(x, 0), 1)
        return SpecialFunctions.betaTails(a, b, place, complement: 1 - place)?.lower ?? 0
    }

    /// The share above `x`.
    public func survival(_ x: Double) -> Double {
        let place = min(max(x, 0), 1)
        return SpecialFunctions.betaTails(a, b, place, complement: 1 - place)?.upper ?? 1
    }

    /// The value with this share below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Double {
        guard share >= 0, share <= 1 else { throw .noQuantile(share: share) }
        return place(Tails(lower: share)).lower
    }

    /// The value with this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Double {
        guard share >= 0, share <= 1 else { throw .noQuantile(share: share) }
        return place(Tails(upper: share)).lower
    }

    /// The quantile and its complement, each with its own digits.
    func place(_ tails: Tails) -> Tails {
        let logs = logPlace(tails)
        return Tails(lower: exp(logs.lower), upper: exp(logs.upper))
    }

    /// The logarithms of the quantile and of its complement, which say more than the numbers where these vanish.
    func logPlace(_ tails: Tails) -> (lower: Double, upper: Double) {
        if tails.lower == 0 { return (-.infinity, 0) }
        if tails.upper == 0 { return (0, -.infinity) }
        let half = SpecialFunctions.betaTails(a, b, 0.5, complement: 0.5) ?? Tails(lower: 0.5)
        let isBelowHalf = half.lower < half.upper ? tails.lower <= half.lower : tails.upper >= half.upper
        if isBelowHalf {
            let lower = Self.lowPlace(a, b, tails)
            return (lower, log1p(-exp(lower)))
        }
        let upper = Self.lowPlace(b, a, tails.swapped)
        return (log1p(-exp(upper)), upper)
    }

    /// The logarithm of a quantile known to be at most one half.
    private static func lowPlace(_ a: Double, _ b: Double, _ tails: Tails) -> Double {
        let isLower = tails.lower <= tails.upper
        let wanted = log(isLower ? tails.lower : tails.upper)
        let edge = (log(tails.lower) + log(a) + SpecialFunctions.logBeta(a, b)) / a
        let start = min(edge, log(min(a / (a + b), 0.45)))
        let limit = log(0.5) + 1e-9
        return TailSearch.solve(from: start, below: limit, wanted: wanted, rising: isLower) { logPlace in
            if isLower, logPlace < -600 {
                return (a * logPlace - log(a) - SpecialFunctions.logBeta(a, b), a)
            }
            let x = exp(logPlace)
            let found = SpecialFunctions.betaTails(a, b, x, complement: 1 - x) ?? Tails(lower: 1)
            // x times the density of x.
            let density = SpecialFunctions.betaPower(a, b, x, 1 - x) / (1 - x)
            return isLower
                ? (log(found.lower), density / found.lower) : (log(found.upper), -density / found.upper)
        }
    }
}
