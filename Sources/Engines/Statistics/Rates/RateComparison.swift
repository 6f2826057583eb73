/// Events of two groups, each in its own population or time.
///
/// The ratio is judged as R's `poisson.test` does it: given both counts together, those of the first group are binomial
/// if the rates are alike (Przyborowski and Wilenski 1940).
public struct RateComparison: Sendable, Equatable {
    /// Events of the first group.
    public let first: Int
    /// Its population, or time.
    public let firstPopulation: Double
    /// Events of the second group.
    public let second: Int
    /// Its population, or time.
    public let secondPopulation: Double

    /// Makes a comparison.
    public init(
        first: Int, of firstPopulation: Double, second: Int, of secondPopulation: Double
    ) throws(CountError) {
        try Count.notNegative(Double(first), "The first count")
        try Count.notNegative(Double(second), "The second count")
        self.first = first
        self.firstPopulation = try Count.base(firstPopulation, "The first population")
        self.second = second
        self.secondPopulation = try Count.base(secondPopulation, "The second population")
    }

    /// The first rate over the second; nil when the second group has no event.
    public var ratio: Double? {
        second > 0 ? Double(first) / firstPopulation * (secondPopulation / Double(second)) : nil
    }

    /// The exact interval of the ratio; its upper end is nil where any larger ratio would do, that is when the second
    /// group has no event. Nil when neither group has one.
    public func ratioInterval(confidence: Confidence = .ninetyFive) -> (lower: Double, upper: Double?)? {
        guard first + second > 0 else { return nil }
        let share = Proportion.clopperPearson(first, first + second, confidence)
        let scale = secondPopulation / firstPopulation
        let lower = share.lower / (1 - share.lower) * scale
        return (lower, second > 0 ? share.upper / (1 - share.upper) * scale : nil)
    }

    /// The probability of counts as unlikely as these, or more, if both groups have one rate (exact, two-sided).
    public var pValue: Double {
        let share = firstPopulation / (firstPopulation + secondPopulation)
        return ExactTest.binomial(successes: first, trials: first + second, probability: share)
    }

    /// The first rate less the second, with an interval joined from the exact intervals of both rates.
    ///
    /// MOVER (Zou and Donner 2008, doi:10.1002/sim.3095), the way Newcombe joins proportions.
    public func difference(confidence: Confidence = .ninetyFive) -> Estimate {
        let one = Double(first) / firstPopulation
        let two = Double(second) / secondPopulation
        let oneRange = PoissonInterval.exact(Double(first), confidence).scaled(by: 1 / firstPopulation)
        let twoRange = PoissonInterval.exact(Double(second), confidence).scaled(by: 1 / secondPopulation)
        return Mover.difference(one, oneRange, two, twoRange)
    }
}

/// The interval of a difference from the intervals of its two parts.
enum Mover {
    static func difference(_ one: Double, _ oneRange: Interval, _ two: Double, _ twoRange: Interval) -> Estimate {
        let down = hypotenuse(one - oneRange.lower, twoRange.upper - two)
        let up = hypotenuse(oneRange.upper - one, two - twoRange.lower)
        return Estimate(one - two, Interval(one - two - down, one - two + up))
    }

    private static func hypotenuse(_ a: Double, _ b: Double) -> Double {
        (a * a + b * b).squareRoot()
    }
}
