/// A count out of a total.
public struct Proportion: Sendable, Equatable, Hashable, Codable {
    /// How many.
    public let count: Int
    /// Out of how many.
    public let total: Int

    /// Makes a proportion; the total must be above 0.
    public init(_ count: Int, of total: Int) throws(CountError) {
        try Count.notNegative(Double(count), "The count")
        try Count.base(Double(total), "The total")
        guard count <= total else { throw .partAboveWhole(part: Double(count), whole: Double(total)) }
        self.count = count
        self.total = total
    }

    /// Ways to put an interval round a proportion.
    public enum Method: Sendable, CaseIterable {
        /// The score interval of Wilson 1927 (doi:10.1080/01621459.1927.10502953): the one to use.
        case wilson
        /// Wilson's with a correction for continuity (Newcombe 1998, method 4).
        case wilsonCorrected
        /// The exact interval of Clopper and Pearson 1934: never too narrow, often too wide.
        case exact
        /// The textbook interval by the standard error: too narrow for few events; for comparison only.
        case wald
    }

    /// The share.
    public var share: Double { Double(count) / Double(total) }

    /// The interval of the share.
    public func interval(_ method: Method = .wilson, confidence: Confidence = .ninetyFive) -> Interval {
        switch method {
        case .wilson: wilson(confidence)
        case .wilsonCorrected: wilsonCorrected(confidence)
        case .exact: Self.clopperPearson(count, total, confidence)
        case .wald: wald(confidence)
        }
    }

    /// The share with its Wilson interval.
    public func estimate(confidence: Confidence = .ninetyFive) -> Estimate {
        Estimate(share, wilson(confidence))
    }

    private func wilson(_ confidence: Confidence) -> Interval {
        let z = confidence.z
        let n = Double(total)
        let p = share
        let middle = p + z * z / (2 * n)
        let spread = z * ((p * (1 - p) + z * z / (4 * n)) / n).squareRoot()
        let scale = 1 + z * z / n
        // At the ends the formula gives them but for rounding.
        let lower = count == 0 ? 0 : max((middle - spread) / scale, 0)
        let upper = count == total ? 1 : min((middle + spread) / scale, 1)
        return Interval(lower, upper)
    }

    private func wilsonCorrected(_ confidence: Confidence) -> Interval {
        let z = confidence.z
        let n = Double(total)
        let p = share
        let q = 1 - p
        let scale = 2 * (n + z * z)
        let down = z * max(z * z - 2 - 1 / n + 4 * p * (n * q + 1), 0).squareRoot()
        let up = z * max(z * z + 2 - 1 / n + 4 * p * (n * q - 1), 0).squareRoot()
        let lower = count == 0 ? 0 : max((2 * n * p + z * z - 1 - down) / scale, 0)
        let upper = count == total ? 1 : min((2 * n * p + z * z + 1 + up) / scale, 1)
        return Interval(lower, upper)
    }

    private func wald(_ confidence: Confidence) -> Interval {
        let spread = confidence.z * (share * (1 - share) / Double(total)).squareRoot()
        return Interval(max(share - spread, 0), min(share + spread, 1))
    }

    /// The exact interval, for a count from 0 to the total and a total above 0.
    static func clopperPearson(_ count: Int, _ total: Int, _ confidence: Confidence) -> Interval {
        let x = Double(count)
        let n = Double(total)
        let lower = count > 0 ? try? BetaDistribution(x, n - x + 1).quantile(confidence.tail) : 0
        let upper = count < total ? try? BetaDistribution(x + 1, n - x).quantile(upper: confidence.tail) : 1
        return Interval(lower ?? 0, upper ?? 1)
    }
}
