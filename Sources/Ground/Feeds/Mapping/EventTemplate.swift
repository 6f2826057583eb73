import Kernel

/// How a row becomes something that happened.
package struct EventTemplate: Codable, Sendable, Equatable {
    /// The field that says when; a row without it tells of nothing.
    package var at: String
    /// The field that says until when.
    package var until: String?
    /// What it was: the first case that applies, none if none does.
    package var cases: [Case]
    package var facts: [Fact]

    package struct Case: Codable, Sendable, Equatable {
        /// All of these must hold; no conditions always do.
        package var when: [Condition]?
        package var kind: String
        /// Plain words that blame nobody; `{field}` is replaced by that field in words.
        package var title: String
        package var weight: FeedEvent.Weight
        package var sign: String?
    }

    package struct Condition: Codable, Sendable, Equatable {
        package var field: String
        /// One of these values.
        package var among: [String]?
        /// A number at most this.
        package var atMost: Double?
        /// Whether there is a value at all.
        package var isGiven: Bool?
    }

    package struct Fact: Codable, Sendable, Equatable {
        package var field: String
        package var name: String
    }
}

/// Something that happened to a young person, as a row of an agency's file tells it.
package struct FeedEvent: Sendable, Equatable {
    package enum Weight: String, Codable, Sendable {
        case ordinary, serious
    }

    package struct Fact: Codable, Sendable, Equatable {
        package let name: String
        package let value: String
    }

    /// "arrest", "suspension", "missing": the word the chronology filters by.
    package let kind: String
    /// Local time in England: `2026-11-19T16:10`, `2026-11-19` or `2026-11`.
    package let at: String
    package let precision: Precision
    package let until: String?
    package let title: String
    package let facts: [Fact]
    package let weight: Weight
    /// What the row says about risk: "weapon", "substance", "care", "missing".
    package let signs: [String]

    /// When it was; in the hour that occurs twice, the first. A month counts from its first day.
    package var instant: Instant? { London.instant(written: at) }

    /// When it was over.
    package var untilInstant: Instant? { until.flatMap(London.instant(written:)) }
}

extension EventTemplate {
    /// The event of one row, from its checked values.
    func event(_ values: RowValues) -> FeedEvent? {
        guard let when = values[at], !when.text.isEmpty,
            let happened = cases.first(where: { $0.applies(to: values) })
        else { return nil }
        let known = facts.compactMap { fact -> FeedEvent.Fact? in
            guard let value = values[fact.field], !value.words.isEmpty else { return nil }
            return FeedEvent.Fact(name: fact.name, value: value.words)
        }
        var signs: [String] = []
        for sign in [happened.sign].compactMap({ $0 }) + values.signs where !signs.contains(sign) { signs.append(sign) }
        let end = until.flatMap { values[$0]?.text } ?? ""
        return FeedEvent(
            kind: happened.kind, at: when.text, precision: when.precision, until: end.isEmpty ? nil : end,
            title: happened.title(values), facts: known, weight: happened.weight, signs: signs)
    }
}

extension EventTemplate.Case {
    func applies(to values: RowValues) -> Bool {
        (when ?? []).allSatisfy { condition in
            let text = values[condition.field]?.text ?? ""
            if let among = condition.among, !among.contains(text) { return false }
            if let most = condition.atMost {
                guard let number = Double(text), number <= most else { return false }
            }
            return condition.isGiven.map { $0 != text.isEmpty } ?? true
        }
    }

    /// The title with `{field}` replaced; a field that is empty leaves no hole.
    func title(_ values: RowValues) -> String {
        guard title.utf8.contains(123) else { return title }
        var output = ""
        var rest = title[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            output += rest[..<open]
            output += values[String(rest[rest.index(after: open)..<close])]?.words ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return (output + rest).tidied
    }
}
