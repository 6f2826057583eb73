import Governance
import Kernel
import People
import Storage

/// Two young people's records joined into one, or one separated into two: what went where, so that it can go back.
package struct Regrouping: Sendable, FromRow {
    /// What was done.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        /// Everything on `from` went to `to`, and `from` stands empty.
        case joined
        /// Some of what was on `from` went to `to`.
        case separated
    }

    package let id: ID<Regrouping>
    package let kind: Kind
    package let from: ID<Person>
    package let to: ID<Person>
    package let reason: String
    /// Nobody, when a run found that a record only it had made was another's.
    package let worker: ID<Worker>?
    package let at: Instant
    package let undoneAt: Instant?

    package init(
        id: ID<Regrouping>, kind: Kind, from: ID<Person>, to: ID<Person>, reason: String, worker: ID<Worker>?,
        at: Instant
    ) {
        self.id = id
        self.kind = kind
        self.from = from
        self.to = to
        self.reason = reason
        self.worker = worker
        self.at = at
        undoneAt = nil
    }

    package init(row: Row) throws {
        id = try row["id"]
        kind = try row["kind"]
        from = try row["from_id"]
        to = try row["to_id"]
        reason = try row["reason"]
        worker = try row["worker_id"]
        at = try row["at"]
        undoneAt = try row["undone_at"]
    }

    static let columns: SQL = "g.id, g.kind, g.from_id, g.to_id, g.reason, g.worker_id, g.at, g.undone_at"

    static let table = Table(
        "regrouping", indexes: [["from_id"], ["to_id"]],
        columns: [
            .text("id"), .text("kind", allowed: Kind.allCases.map(\.rawValue)),
            .text("from_id", .link, references: "person"), .text("to_id", .link, references: "person"),
            .text("reason", .freeText), .text("worker_id", .staff, optional: true), .integer("at"),
            .integer("undone_at", optional: true), .text("undone_by", .staff, optional: true),
            .text("undone_reason", .freeText, optional: true),
        ])

    /// Each thing that changed its record, once, for good: notes, referrals, links and the rest.
    static let moves = Table(
        "record_move", indexes: [["regrouping_id"], ["thing", "thing_id"]],
        columns: [
            .text("id"), .text("regrouping_id", references: "regrouping"), .text("thing"), .text("thing_id", .link),
            .text("from_id", .link, references: "person"), .text("to_id", .link, references: "person"),
            .integer("copied"), .integer("at"),
        ])
}

/// That two young people are never to be joined, because somebody who knew said so.
package struct NeverLink: Sendable, FromRow {
    package let id: ID<NeverLink>
    package let left: ID<Person>
    package let right: ID<Person>
    package let reason: String
    package let worker: ID<Worker>
    package let since: Instant

    package init(row: Row) throws {
        id = try row["id"]
        left = try row["left_id"]
        right = try row["right_id"]
        reason = try row["reason"]
        worker = try row["worker_id"]
        since = try row["since"]
    }

    /// The other of the two.
    package func other(than person: ID<Person>) -> ID<Person> { person == left ? right : left }

    static let table = Table(
        "never_link", indexes: [["left_id", "ended_at"], ["right_id", "ended_at"]],
        columns: [
            .text("id"), .text("left_id", .link, references: "person"), .text("right_id", .link, references: "person"),
            .text("reason", .freeText), .text("worker_id", .staff), .integer("since"),
            .integer("ended_at", optional: true), .text("ended_by", .staff, optional: true),
            .text("ended_reason", .freeText, optional: true),
        ])
}

/// A record of a young person that was made from agencies' rows, and not by somebody who met or heard of them.
package enum MadePerson {
    static let table = Table(
        "made_person", key: ["person_id"],
        columns: [
            .text("person_id", .link, references: "person"), .text("run_id", optional: true, references: "link_run"),
            .text("regrouping_id", optional: true, references: "regrouping"), .integer("made_at"),
            // The details' own time of change when they were last put together from rows: another says a worker did.
            .integer("details_at"),
        ])
}
