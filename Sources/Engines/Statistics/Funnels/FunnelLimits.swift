import Foundation

/// What the values of a funnel are made of.
public enum FunnelKind: Sendable, Equatable {
    /// A count out of a total; limits from the binomial distribution.
    case proportion
    /// Events seen over events to be expected; limits from the Poisson distribution.
    case ratio
    /// Events over people, told per so many; limits from the Poisson distribution.
    case rate(per: Double)

    /// A value on the scale it is told on.
    var multiplier: Double {
        switch self {
        case .proportion, .ratio: 1
        case .rate(let multiplier): multiplier
        }
    }
}

/// How much more the units scatter than chance alone would have them.
public struct Overdispersion: Sendable, Equatable {
    /// The mean of the squared winsorised scores: above 1 when there is more scatter than chance.
    public let phi: Double
    /// The variance between units on the transformed scale (square root, or arcsine of it); 0 when there is no more.
    public let tauSquared: Double
}

/// What is done about scatter beyond chance.
public enum OverdispersionRule: Sendable, Equatable {
    /// Nothing: exact limits.
    case exact
    /// Limits widened by the variance between units (additive; Spiegelhalter 2005, and NHS practice).
    case additive
    /// Limits widened by the root of phi, where phi is above 1 (multiplicative).
    case multiplicative
}

/// The limits at one size of unit: within both pairs is what chance, and scatter if adjusted for, would give.
public struct FunnelLimits: Sendable, Equatable {
    /// 25 in 1,000 fall below, 25 above.
    public let ninetyFive: Interval
    /// 1 in 1,000 falls below, 1 above.
    public let ninetyNineEight: Interval
}

/// Makes limits for a funnel whose target and scatter are known.
struct FunnelLimitMaker: Sendable, Equatable {
    let kind: FunnelKind
    /// Per one.
    let target: Double
    let rule: OverdispersionRule
    let scatter: Overdispersion

    func limits(denominator: Double) -> FunnelLimits {
        FunnelLimits(
            ninetyFive: pair(denominator, .ninetyFive), ninetyNineEight: pair(denominator, .ninetyNineEight))
    }

    private func pair(_ denominator: Double, _ confidence: Confidence) -> Interval {
        let spread = spread(denominator)
        let pair = spread.map { transformed(confidence.z * $0) } ?? exact(denominator, confidence.tail)
        return pair.scaled(by: kind.multiplier)
    }

    /// The standard deviation on the transformed scale; nil where exact limits are to be used.
    private func spread(_ denominator: Double) -> Double? {
        guard let chance = FunnelScore.deviation(kind, denominator, target) else { return nil }
        switch rule {
        case .exact: return nil
        case .additive: return scatter.tauSquared > 0 ? (chance * chance + scatter.tauSquared).squareRoot() : nil
        case .multiplicative: return scatter.phi > 1 ? chance * scatter.phi.squareRoot() : nil
        }
    }

    /// The transformation undone, held where it would turn back on itself.
    private func transformed(_ reach: Double) -> Interval {
        switch kind {
        case .proportion:
            let middle = asin(target.squareRoot())
            let low = sin(max(middle - reach, 0))
            let high = sin(min(middle + reach, .pi / 2))
            return Interval(low * low, high * high)
        case .ratio, .rate:
            let low = max(1 - reach, 0)
            let high = 1 + reach
            return Interval(target * low * low, target * high * high)
        }
    }

    private func exact(_ denominator: Double, _ tail: Double) -> Interval {
        let pair: Interval
        switch kind {
        case .proportion:
            let distribution = try? BinomialDistribution(trials: Int(denominator.rounded()), probability: target)
            pair = Self.interpolated(distribution, tail)
        case .ratio, .rate:
            pair = Self.interpolated(try? PoissonDistribution(mean: denominator * target), tail)
        }
        return pair.scaled(by: 1 / denominator)
    }

    /// Spiegelhalter 2005, appendix A.1.1: the quantile r less (F(r) − p) / (F(r) − F(r − 1)).
    static func interpolated(_ distribution: (some CountDistribution)?, _ tail: Double) -> Interval {
        guard let distribution, distribution.variance > 0 else {
            let mean = distribution?.mean ?? 0
            return Interval(mean, mean)
        }
        let low = (try? distribution.quantile(tail)) ?? 0
        let lowShare = (distribution.cumulative(low) - tail) / distribution.density(low)
        let high = (try? distribution.quantile(upper: tail)) ?? 0
        let highShare = (tail - distribution.survival(high)) / distribution.density(high)
        return Interval(max(Double(low) - lowShare, 0), max(Double(high) - highShare, 0))
    }
}
