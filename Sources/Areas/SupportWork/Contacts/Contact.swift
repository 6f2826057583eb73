import Governance
import Kernel
import People
import Storage

/// What can come of a contact, how somebody is reached, and after how long silence is told. A dated list.
package struct ContactLists: Decodable, Sendable {
    /// What came of a contact.
    package struct Outcome: Decodable, Sendable {
        let id: String
        let name: String
        /// They met.
        let held: Bool
        /// Effort of ours that did not reach them: work all the same.
        let tried: Bool
    }

    let quietDays: Int
    let outcomes: [Outcome]
    let ways: [Named]

    package static let standard: ContactLists = SupportResource.load("contacts")

    func outcome(_ id: String) -> Outcome? { outcomes.first { $0.id == id } }
}

/// A meeting with a young person, or an attempt at one, planned or past. What replaces it stands beside it.
package struct Contact: Sendable, Equatable {
    package let id: ID<Contact>
    package let support: ID<Support>
    /// The one it stands in place of: moved, amended, or told what came of it.
    package let replaces: ID<Contact>?
    /// Kind of session, by the pathway's list.
    package let kind: String
    package let way: String
    package let at: Instant
    package let hasTime: Bool
    package let place: String
    /// Empty while it is planned.
    package let outcome: String
    /// Minutes with them, and minutes it took beside: travel, waiting, calls.
    package let minutes: Int
    package let aroundMinutes: Int
    package let notes: String
    package let nextStep: String
    /// Why it was moved or amended; who wanted it.
    package let reason: String

    package init(
        id: ID<Contact>, support: ID<Support>, replaces: ID<Contact>?, kind: String, way: String, at: Instant,
        hasTime: Bool, place: String, outcome: String, minutes: Int, aroundMinutes: Int, notes: String,
        nextStep: String, reason: String
    ) {
        self.id = id
        self.support = support
        self.replaces = replaces
        self.kind = kind
        self.way = way
        self.at = at
        self.hasTime = hasTime
        self.place = place
        self.outcome = outcome
        self.minutes = minutes
        self.aroundMinutes = aroundMinutes
        self.notes = notes
        self.nextStep = nextStep
        self.reason = reason
    }

    package var isPlanned: Bool { outcome.isEmpty }
    package var isHeld: Bool { ContactLists.standard.outcome(outcome)?.held ?? false }
    package var isTried: Bool { ContactLists.standard.outcome(outcome)?.tried ?? false }
}

/// A contact with who wrote it down.
package struct WrittenContact: Sendable, FromRow {
    package let contact: Contact
    package let by: String
    package let byID: ID<Worker>
    package let recordedAt: Instant
    package let isReplaced: Bool

    package init(row: Row) throws {
        contact = try Contact(row: row)
        by = try row["by_name"]
        byID = try row["by_id"]
        recordedAt = try row["recorded_at"]
        isReplaced = try row["is_replaced"]
    }
}

/// What was done to reach a young person: attempts count as work.
package struct Effort: Sendable, Equatable {
    package let held: Int
    package let tried: Int
    package let minutes: Int
    /// Attempts, and days from the first of them, before they first met; nil when they never did.
    package let beforeFirst: (tries: Int, days: Int)?

    /// Counts what stands of a support's contacts; `since` is when it was opened.
    package init(_ contacts: [Contact], since: Instant) {
        let past = contacts.filter { !$0.isPlanned }.sorted { $0.at < $1.at }
        held = past.filter(\.isHeld).count
        tried = past.filter(\.isTried).count
        minutes = past.reduce(0) { $0 + $1.minutes + $1.aroundMinutes }
        beforeFirst = past.firstIndex(where: \.isHeld).map { first in
            let tries = past[..<first].filter(\.isTried).count
            let from = past[..<first].first(where: \.isTried)?.at ?? since
            return (tries, past[first].at.day.number - from.day.number)
        }
    }

    package static func == (left: Effort, right: Effort) -> Bool {
        (left.held, left.tried, left.minutes) == (right.held, right.tried, right.minutes)
            && left.beforeFirst?.tries == right.beforeFirst?.tries && left.beforeFirst?.days == right.beforeFirst?.days
    }

    /// "7 tries in 19 days before the first conversation".
    package var persistence: String? {
        guard let beforeFirst, beforeFirst.tries > 0 else { return nil }
        let tries = beforeFirst.tries == 1 ? "1 try" : "\(beforeFirst.tries) tries"
        let days = beforeFirst.days == 1 ? "1 day" : "\(beforeFirst.days) days"
        return "\(tries) in \(days) before the first conversation"
    }

    /// "4 h 30 min".
    package var time: String { minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min" }
}
