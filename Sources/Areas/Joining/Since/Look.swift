import Governance
import Kernel
import People
import Storage

/// When a worker last looked at a record's overview, and when the look before that was.
struct Look: Sendable, Equatable, FromRow {
    let last: Instant
    /// Nil while they are at their first look.
    let before: Instant?

    /// Views closer together than this are one look: going to a note and back must not make everything old.
    static let minutes = 30

    init(last: Instant, before: Instant?) {
        self.last = last
        self.before = before
    }

    init(row: Row) throws {
        last = try row["last_at"]
        before = try row["before_at"]
    }

    /// The look that a view at this moment belongs to; since its `before`, things are new.
    static func at(_ now: Instant, after previous: Look?) -> Look {
        guard let previous else { return Look(last: now, before: nil) }
        let isSame = now.seconds(since: previous.last) < minutes * 60
        return Look(last: max(now, previous.last), before: isSame ? previous.before : previous.last)
    }

    static let table = Table(
        "record_look", key: ["worker_id", "person_id"], indexes: [["person_id"]],
        columns: [
            .text("worker_id", .staff, references: "worker"), .text("person_id", .link, references: "person"),
            .integer("last_at"), .integer("before_at", optional: true),
        ])
}

extension Transaction {
    /// Writes down that whoever this was granted to looks now.
    func look(_ grant: Grant<Person>) throws -> Look {
        let previous: Look? = try first(
            """
            SELECT last_at, before_at FROM record_look
            WHERE worker_id = \(grant.worker) AND person_id = \(grant.subject)
            """)
        let look = Look.at(grant.at, after: previous)
        try run(
            """
            INSERT INTO record_look (worker_id, person_id, last_at, before_at)
            VALUES (\(grant.worker), \(grant.subject), \(look.last), \(look.before))
            ON CONFLICT (worker_id, person_id) DO UPDATE SET last_at = \(look.last), before_at = \(look.before)
            """)
        return look
    }
}
