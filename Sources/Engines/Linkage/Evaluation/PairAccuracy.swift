/// A pair of records with how likely it was said to be one person.
public struct JudgedPair: Sendable {
    /// The place of one record in the table.
    public let a: Int
    /// The place of the other.
    public let b: Int
    /// The probability, or any score that is higher for likelier pairs.
    public let score: Double

    /// Makes a judged pair.
    public init(_ a: Int, _ b: Int, score: Double) {
        self.a = a
        self.b = b
        self.score = score
    }
}

/// How good scored pairs are when those from some score on are taken as links.
///
/// Recall is of all pairs that truly are one person, so pairs no blocking rule found count against it.
public struct PairAccuracy: Sendable, Equatable {
    /// The accuracy from one score on.
    public struct Point: Codable, Sendable, Equatable {
        /// The lowest score taken as a link.
        public let threshold: Double
        /// The pairs at or above it.
        public let links: Int
        /// Those of them that are truly one person.
        public let right: Int
        /// Precision, recall and F1.
        public let accuracy: Accuracy
    }

    /// The pairs that truly are one person.
    public let truePairs: Int
    /// Those of them that were scored at all: the ceiling of recall, which blocking sets.
    public let foundTruePairs: Int
    /// One point for every different score, strictest first.
    public let points: [Point]

    /// Measures pairs against the truth; pairs with a record of which the truth is not known are left out.
    ///
    /// - Complexity: O(*n* log *n*) for *n* pairs.
    public init(_ pairs: [JudgedPair], truth: Truth) {
        let known = pairs.filter { truth.person[$0.a] >= 0 && truth.person[$0.b] >= 0 }
        let sorted = known.map { (score: $0.score, isRight: truth.isSame($0.a, $0.b)) }.sorted { $0.score > $1.score }
        let total = truth.pairs
        var points: [Point] = []
        var right = 0
        for (place, pair) in sorted.enumerated() {
            if pair.isRight { right += 1 }
            let isLast = place + 1 == sorted.count || sorted[place + 1].score < pair.score
            guard isLast else { continue }
            points.append(
                Point(
                    threshold: pair.score, links: place + 1, right: right,
                    accuracy: Accuracy(right: right, said: place + 1, true: total)))
        }
        self.points = points
        truePairs = total
        foundTruePairs = right
    }

    /// The accuracy when pairs with at least this score are links.
    public func at(_ threshold: Double) -> Point {
        var low = 0
        var high = points.count
        while low < high {
            let middle = (low + high) / 2
            if points[middle].threshold >= threshold { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else {
            return Point(
                threshold: threshold, links: 0, right: 0, accuracy: Accuracy(right: 0, said: 0, true: truePairs))
        }
        let point = points[low - 1]
        return Point(threshold: threshold, links: point.links, right: point.right, accuracy: point.accuracy)
    }

    /// The point with the highest F1, the strictest of equals; nil when no pair was scored.
    public var best: Point? {
        var best: Point?
        for point in points where point.accuracy.f1 > best?.accuracy.f1 ?? -1 { best = point }
        return best
    }

    /// The probabilities a report shows beside each other.
    public static let shownThresholds: [Double] = [
        0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999,
    ]

    /// The accuracy at each shown threshold.
    public var table: [Point] {
        Self.shownThresholds.map(at)
    }
}
