import Foundation

/// Two proportions side by side: the first group is the one asked about, the second the one it is compared with.
public struct ProportionComparison: Sendable, Equatable {
    /// The group asked about.
    public let first: Proportion
    /// The group it is compared with.
    public let second: Proportion

    /// Makes a comparison.
    public init(_ first: Proportion, _ second: Proportion) {
        self.first = first
        self.second = second
    }

    /// The first share less the second, with an interval joined from intervals of both (Newcombe 1998,
    /// doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
    ///
    /// With Wilson's intervals this is Newcombe's method 10, the one to use; corrected, his 11; with Wald's, his 1.
    public func difference(_ method: Proportion.Method = .wilson, confidence: Confidence = .ninetyFive) -> Estimate {
        let one = first.share
        let two = second.share
        if method == .wald { return waldDifference(confidence) }
        let oneRange = first.interval(method, confidence: confidence)
        let twoRange = second.interval(method, confidence: confidence)
        let joined = Mover.difference(one, oneRange, two, twoRange)
        return Estimate(
            joined.value, Interval(max(joined.interval.lower, -1), min(joined.interval.upper, 1)))
    }

    /// The first share over the second, with the interval of its logarithm (Katz 1978); nil when either has no event.
    public func riskRatio(confidence: Confidence = .ninetyFive) -> Estimate? {
        guard first.count > 0, second.count > 0 else { return nil }
        let variance = left(first) + left(second)
        return exponential(log(first.share / second.share), variance, confidence)
    }

    /// The first odds over the second, with Woolf's interval; nil when any of the four cells is empty.
    public func oddsRatio(confidence: Confidence = .ninetyFive) -> Estimate? {
        let cells = [first.count, first.total - first.count, second.count, second.total - second.count].map(Double.init)
        guard cells.allSatisfy({ $0 > 0 }) else { return nil }
        let variance = cells.reduce(0) { $0 + 1 / $1 }
        return exponential(log(cells[0] / cells[1]) - log(cells[2] / cells[3]), variance, confidence)
    }

    /// Pearson's chi-square on one degree of freedom, with Yates's correction if wanted; nil when all or none of both
    /// groups have the event, so that there is nothing to compare. As R's `chisq.test`.
    public func chiSquare(corrected: Bool) -> (statistic: Double, pValue: Double)? {
        let events = Double(first.count + second.count)
        let total = Double(first.total + second.total)
        guard events > 0, events < total else { return nil }
        let expected = events * Double(first.total) / total
        let gap = abs(Double(first.count) - expected)
        let distance = corrected ? gap - min(0.5, gap) : gap
        let variance = events * (total - events) / total * (Double(first.total) * Double(second.total) / total) / total
        let statistic = distance * distance / variance
        return (statistic, NormalDistribution.twoSided(statistic.squareRoot()))
    }

    /// Fisher's exact two-sided probability: tables as unlikely as this one, or more. As R's `fisher.test`.
    public var fisherPValue: Double {
        ExactTest.fisher(
            first.count, of: first.total, second.count, of: second.total)
    }

    private func left(_ proportion: Proportion) -> Double {
        1 / Double(proportion.count) - 1 / Double(proportion.total)
    }

    private func exponential(_ log: Double, _ variance: Double, _ confidence: Confidence) -> Estimate {
        let spread = confidence.z * variance.squareRoot()
        return Estimate(exp(log), Interval(exp(log - spread), exp(log + spread)))
    }

    private func waldDifference(_ confidence: Confidence) -> Estimate {
        let one = first.share
        let two = second.share
        let variance = one * (1 - one) / Double(first.total) + two * (1 - two) / Double(second.total)
        let spread = confidence.z * variance.squareRoot()
        return Estimate(one - two, Interval(one - two - spread, one - two + spread))
    }
}
