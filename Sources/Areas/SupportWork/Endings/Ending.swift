import Governance
import Kernel
import People
import Storage

/// Why support ends. A dated list.
struct EndingLists: Decodable, Sendable {
    /// One reason.
    struct Reason: Decodable, Sendable {
        let id: String
        let name: String
        /// It was worked towards, and the way on is there before we leave.
        let planned: Bool
    }

    let reasons: [Reason]

    static let standard: EndingLists = SupportResource.load("endings")

    func reason(_ id: String) -> Reason? { reasons.first { $0.id == id } }
}

/// How a support ended.
package struct Ending: Sendable, FromRow {
    package let reason: String
    package let words: String
    /// Whether what was agreed at the start about the ending came true.
    package let exitStrategy: String
    package let on: Day
    package let by: String

    package init(row: Row) throws {
        reason = try row["reason"]
        words = try row["words"]
        exitStrategy = try row["exit_strategy"]
        on = try row["ended_on"]
        by = try row["by_name"]
    }
}

/// The next service, asked to take over before we leave.
package struct Handover: Sendable, FromRow {
    package let id: ID<Handover>
    package let to: String
    package let contact: String
    /// "", "accepted" or "declined".
    package let answer: String
    package let words: String
    package let askedOn: Day
    package let answeredOn: Day?

    package init(row: Row) throws {
        id = try row["id"]
        to = try row["to_words"]
        contact = try row["contact"]
        answer = try row["answer"]
        words = try row["words"]
        askedOn = try row["asked_on"]
        answeredOn = try row["answered_on"]
    }
}

/// Why support goes on longer than its pathway allows.
package struct Extension: Sendable, FromRow {
    package let until: Day
    package let reason: String
    package let by: String
    package let at: Instant

    package init(row: Row) throws {
        until = try row["until_day"]
        reason = try row["reason"]
        by = try row["by_name"]
        at = try row["at"]
    }
}

/// What was found out some weeks after the end.
package struct FollowUpAnswer: Sendable, FromRow {
    package let question: String
    /// "yes", "no" or "unknown".
    package let answer: String
    package let words: String
    package let by: String
    package let on: Day

    package init(row: Row) throws {
        question = try row["question"]
        answer = try row["answer"]
        words = try row["words"]
        by = try row["by_name"]
        on = try row["on_day"]
    }
}

/// What stands in the way of an ending that leaves nobody alone. Rules only.
enum EndingRules {
    /// Why a planned ending has to wait, each in a sentence; a manager may end it all the same and say why.
    static func obstacles(
        isPlanned: Bool, handovers: [Handover], hasEndingReview: Bool, reviews weeks: Int?
    ) -> [String] {
        guard isPlanned else { return [] }
        var said: [String] = []
        let waiting = handovers.filter { $0.answer.isEmpty }
        if !waiting.isEmpty {
            said.append("\(waiting.map(\.to).joined(separator: ", ")) has not said yes yet")
        }
        if !handovers.isEmpty, waiting.isEmpty, !handovers.contains(where: { $0.answer == "accepted" }) {
            said.append("Nobody who was asked has taken over")
        }
        if weeks != nil, !hasEndingReview {
            said.append("There is no review at the end, so nobody knows how far they came")
        }
        return said
    }

    /// The last day it may run to: the pathway's weeks from the start, or what an extension says.
    static func latest(started: Day, mostWeeks: Int?, extensions: [Extension]) -> Day? {
        guard let mostWeeks else { return nil }
        return max(started.adding(days: 7 * mostWeeks), extensions.map(\.until).max() ?? started)
    }
}
