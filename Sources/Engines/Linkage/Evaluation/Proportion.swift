/// A count out of a total, with the range the true share plausibly lies in.
public struct Proportion: Codable, Equatable, Sendable {
    /// How many.
    public let count: Int
    /// Out of how many.
    public let total: Int

    /// Makes a proportion.
    public init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// The share; nil when there is nothing to take a share of.
    public var share: Double? {
        total == 0 ? nil : Double(count) / Double(total)
    }

    /// The 95 % interval of Wilson 1927 (doi:10.1080/01621459.1927.10502953), good for small counts too.
    public var interval: ClosedRange<Double>? {
        Self.interval(count: Double(count), total: Double(total))
    }

    /// Wilson's interval for counts that need not be whole.
    static func interval(count: Double, total: Double) -> ClosedRange<Double>? {
        guard total > 0 else { return nil }
        // The point of the normal distribution with 97.5 % below it.
        let z = 1.959963984540054
        let share = count / total
        let middle = share + z * z / (2 * total)
        let spread = z * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot()
        let scale = 1 + z * z / total
        return max(0, (middle - spread) / scale)...min(1, (middle + spread) / scale)
    }
}

/// Precision, recall and their harmonic mean.
public struct Accuracy: Codable, Equatable, Sendable {
    /// The share of what was said that is true.
    public let precision: Double
    /// The share of what is true that was said.
    public let recall: Double

    /// Makes an accuracy from its two parts.
    public init(precision: Double, recall: Double) {
        self.precision = precision
        self.recall = recall
    }

    /// An accuracy from counts; with nothing said the precision is 1, with nothing to find the recall is 1.
    init(right: Int, said: Int, true total: Int) {
        precision = said == 0 ? 1 : Double(right) / Double(said)
        recall = total == 0 ? 1 : Double(right) / Double(total)
    }

    /// The harmonic mean of precision and recall.
    public var f1: Double {
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }
}
