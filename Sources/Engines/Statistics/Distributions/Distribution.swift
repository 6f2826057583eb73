import Foundation

/// A distribution of a number on a line.
public protocol ContinuousDistribution: Sendable, Equatable {
    /// The logarithm of the density; minus infinity where the distribution cannot lie.
    func logDensity(_ x: Double) -> Double
    /// The share at or below `x`.
    func cumulative(_ x: Double) -> Double
    /// The share above `x`, with its own digits however small.
    func survival(_ x: Double) -> Double
    /// The value with this share below it.
    func quantile(_ share: Double) throws(DistributionError) -> Double
    /// The value with this share above it, with the digits of a small share kept.
    func quantile(upper share: Double) throws(DistributionError) -> Double
}

/// A distribution of a count.
public protocol CountDistribution: Sendable, Equatable {
    /// The average count.
    var mean: Double { get }
    /// The average squared distance from the mean.
    var variance: Double { get }
    /// The logarithm of the probability of exactly this count; minus infinity for one that cannot be.
    func logDensity(_ count: Int) -> Double
    /// The probability of this count or fewer.
    func cumulative(_ count: Int) -> Double
    /// The probability of more than this count, with its own digits however small.
    func survival(_ count: Int) -> Double
    /// The largest count that can be; nil when there is none.
    var largest: Int? { get }
}

extension ContinuousDistribution {
    /// The density; infinite where its logarithm is.
    public func density(_ x: Double) -> Double {
        exp(logDensity(x))
    }
}
