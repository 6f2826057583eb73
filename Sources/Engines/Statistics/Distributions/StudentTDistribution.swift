import Foundation

/// Student's t distribution.
public struct StudentTDistribution: ContinuousDistribution {
    /// Degrees of freedom, above 0; need not be whole.
    public let df: Double

    /// Makes the distribution.
    public init(df: Double) throws(DistributionError) {
        self.df = try Parameter.positive(df, "number of degrees of freedom")
    }

    /// The logarithm of the density.
    public func logDensity(_ x: Double) -> Double {
        let front =
            SpecialFunctions.stirlingError((df + 1) / 2) - SpecialFunctions.stirlingError(df / 2)
            - SpecialFunctions.deviance(df / 2, about: (df + 1) / 2)
        let half: Double =
            x * x > 0.2 * df
            ? log(abs(x)) - log(df) / 2 + log1p(df / x / x) / 2
            : log1p(x * x / df) / 2
        return front - df * half - SpecialFunctions.halfLogTwoPi - half
    }

    /// The share at or below `x`.
    public func cumulative(_ x: Double) -> Double {
        x <= 0 ? tail(x) : 1 - tail(x)
    }

    /// The share above `x`.
    public func survival(_ x: Double) -> Double {
        x >= 0 ? tail(x) : 1 - tail(x)
    }

    /// The value with this share below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Double {
        guard share > 0, share < 1 else { throw .noQuantile(share: share) }
        return share < 0.5 ? try -distance(share, centred: 0.5 - share) : try distance(1 - share, centred: share - 0.5)
    }

    /// The value with this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Double {
        guard share > 0, share < 1 else { throw .noQuantile(share: share) }
        return share < 0.5 ? try distance(share, centred: 0.5 - share) : try -distance(1 - share, centred: share - 0.5)
    }

    /// The share further from 0 than x, on its side.
    private func tail(_ x: Double) -> Double {
        // So far out the first term of the series is all there is, and the square would overflow.
        if abs(x) > 1e100 * max(1, df.squareRoot()) {
            let logShare = df / 2 * log(df) - df * log(abs(x))
            return 0.5 * exp(logShare - log(df / 2) - SpecialFunctions.logBeta(df / 2, 0.5))
        }
        let square = x * x
        let isFar = square > df
        let near = isFar ? df / square / (1 + df / square) : 1 / (1 + square / df)
        let rest = isFar ? 1 / (1 + df / square) : square / df / (1 + square / df)
        return 0.5 * (SpecialFunctions.betaTails(df / 2, 0.5, near, complement: rest)?.lower ?? 0)
    }

    /// How far from 0 the point lies with this share beyond it.
    private func distance(_ tail: Double, centred: Double) throws(DistributionError) -> Double {
        guard centred > 0 else { return 0 }
        let place = try BetaDistribution(df / 2, 0.5).logPlace(Tails(lower: 2 * tail, upper: 2 * centred))
        let distance = df.squareRoot() * exp((place.upper - place.lower) / 2)
        guard distance.isFinite else { throw .noQuantile(share: tail) }
        return distance
    }
}
