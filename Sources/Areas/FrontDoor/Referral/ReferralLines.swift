import Kernel

/// One concern of a professional referral: what, when, how it is known, and whether it is fact or opinion.
package struct ConcernLine: Sendable {
    /// The most a form takes; more belongs in the record.
    static let most = 10

    let what: String
    let date: LooseDate
    /// "seen", "told" or "heard".
    let known: String
    /// "fact" or "opinion".
    let kind: String

    /// The rows with something in them, in order.
    static func all(in answers: [String: [String]]) -> [ConcernLine] {
        (1...most).compactMap { number in
            let line = ConcernLine(number, in: answers)
            return line.what.isEmpty && line.date.isEmpty ? nil : line
        }
    }

    private init(_ number: Int, in answers: [String: [String]]) {
        func answer(_ part: String) -> String { answers["concern-\(number)-\(part)"]?.first ?? "" }
        what = answer("what")
        date = LooseDate("concern-\(number)-when", in: answers)
        known = answer("known")
        kind = answer("kind")
    }

    /// "November 2026. The young person told me. Fact".
    var note: String {
        let knownWords = ReferralChoices.words(for: known, of: "concern-known")
        let kindWords = ReferralChoices.words(for: kind, of: "concern-kind")
        return [date.words, knownWords, kindWords].filter { !$0.isEmpty }.joined(separator: ". ")
    }
}

/// One line of a professional referral's chronology.
package struct ChronologyLine: Sendable {
    /// The most a form takes.
    static let most = 20

    let what: String
    let date: LooseDate

    /// The rows with something in them: dated ones oldest first, then those with no date.
    static func all(in answers: [String: [String]]) -> [ChronologyLine] {
        let lines = (1...most).compactMap { number -> ChronologyLine? in
            let what = answers["event-\(number)-what"]?.first ?? ""
            let date = LooseDate("event-\(number)-when", in: answers)
            return what.isEmpty && date.isEmpty ? nil : ChronologyLine(what: what, date: date)
        }
        let order = lines.enumerated().sorted { left, right in
            let (first, second) = (left.element.sortKey, right.element.sortKey)
            return first == second ? left.offset < right.offset : first < second
        }
        return order.map(\.element)
    }

    private var sortKey: Int { date.resolved?.day.number ?? Int.max }
}
