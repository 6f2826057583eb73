import Foundation

/// The normal distribution.
public struct NormalDistribution: ContinuousDistribution {
    /// The middle.
    public let mean: Double
    /// The standard deviation.
    public let sd: Double

    /// Makes the distribution; the standard deviation must be above 0.
    public init(mean: Double, sd: Double) throws(DistributionError) {
        self.mean = try Parameter.finite(mean, "mean")
        self.sd = try Parameter.positive(sd, "standard deviation")
    }

    private init() {
        mean = 0
        sd = 1
    }

    /// Mean 0 and standard deviation 1.
    public static let standard = NormalDistribution()

    /// The logarithm of the density.
    public func logDensity(_ x: Double) -> Double {
        let z = (x - mean) / sd
        return -0.5 * z * z - SpecialFunctions.halfLogTwoPi - log(sd)
    }

    /// The share at or below `x`.
    public func cumulative(_ x: Double) -> Double {
        Self.lowerTail((x - mean) / sd)
    }

    /// The share above `x`.
    public func survival(_ x: Double) -> Double {
        Self.lowerTail((mean - x) / sd)
    }

    /// The value with this share below it.
    public func quantile(_ share: Double) throws(DistributionError) -> Double {
        guard share > 0, share < 1 else { throw .noQuantile(share: share) }
        return mean + sd * NormalQuantile.value(centred: share - 0.5, tail: min(share, 1 - share))
    }

    /// The value with this share above it.
    public func quantile(upper share: Double) throws(DistributionError) -> Double {
        guard share > 0, share < 1 else { throw .noQuantile(share: share) }
        return mean - sd * NormalQuantile.value(centred: share - 0.5, tail: min(share, 1 - share))
    }

    /// The probability of a standard normal number at least this far from 0, either way.
    public static func twoSided(_ z: Double) -> Double {
        erfc(abs(z) * 0.5.squareRoot())
    }

    /// How many standard deviations either side of the middle hold `confidence`; 1.959963984540054 for 0.95.
    public static func critical(confidence: Double) throws(DistributionError) -> Double {
        guard confidence > 0, confidence < 1 else { throw .noQuantile(share: confidence) }
        return NormalQuantile.value(centred: confidence / 2, tail: (1 - confidence) / 2)
    }

    private static func lowerTail(_ z: Double) -> Double {
        0.5 * erfc(-z * 0.5.squareRoot())
    }
}
