import Foundation

/// The binomial distribution: how many of a number of trials succeed.
public struct BinomialDistribution: CountDistribution {
    /// How many trials, 0 or more.
    public let trials: Int
    /// The probability that one succeeds.
    public let probability: Double

    /// Makes the distribution.
    public init(trials: Int, probability: Double) throws(DistributionError) {
        self.trials = Int(try Parameter.notNegative(Double(trials), "number of trials"))
        self.probability = try Parameter.share(probability, "probability")
    }

    /// Trials times probability.
    public var mean: Double { Double(trials) * probability }
    /// Trials times the probabilities of success and failure.
    public var variance: Double { mean * (1 - probability) }
    /// All trials.
    public var largest: Int? { trials }

    /// The logarithm of the probability of exactly this count.
    public func logDensity(_ count: Int) -> Double {
        guard count >= 0, count <= trials else { return -.infinity }
        let n = Double(trials)
        let x = Double(count)
        let q = 1 - probability
        if probability == 0 { return count == 0 ? 0 : -.infinity }
        if q == 0 { return count == trials ? 0 : -.infinity }
        if count == 0 { return n * log1p(-probability) }
        if count == trials { return n * log(probability) }
        let correction =
            SpecialFunctions.stirlingError(n) - SpecialFunctions.stirlingError(x)
            - SpecialFunctions.stirlingError(n - x)
        let distance =
            SpecialFunctions.deviance(x, about: n * probability) + SpecialFunctions.deviance(n - x, about: n * q)
        return correction - distance - SpecialFunctions.halfLogTwoPi - 0.5 * (log(x) + log1p(-x / n))
    }

    /// The probability of this count or fewer.
    public func cumulative(_ count: Int) -> Double {
        guard count >= 0 else { return 0 }
        return tails(count)?.upper ?? 1
    }

    /// The probability of more than this count.
    public func survival(_ count: Int) -> Double {
        guard count >= 0 else { return 1 }
        return tails(count)?.lower ?? 0
    }

    private func tails(_ count: Int) -> Tails? {
        guard count < trials else { return nil }
        return SpecialFunctions.betaTails(
            Double(count) + 1, Double(trials - count), probability, complement: 1 - probability)
    }
}
