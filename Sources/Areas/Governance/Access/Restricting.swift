import Kernel
import Storage

/// Restrictions on a record: named staff kept out, or only named staff let in.
enum Restricting {
    static let table = Table(
        "restriction", unique: [["subject_id", "worker_id"]],
        columns: [
            .text("id"), .text("subject_id", .link), .text("worker_id", references: "worker"), .integer("excluded"),
            .text("reason", .freeText), .text("set_by", references: "worker"), .integer("set_at"),
        ])
}

/// One line of a record's restrictions.
package struct RestrictionLine: Sendable, FromRow {
    package let worker: ID<Worker>
    package let name: String
    package let isExcluded: Bool
    package let reason: String
    package let setAt: Instant

    package init(row: Row) throws {
        worker = try row["worker_id"]
        name = try row["name"]
        isExcluded = try row["excluded"]
        reason = try row["reason"]
        setAt = try row["set_at"]
    }
}

extension Transaction {
    /// Keeps a worker out of a record, or puts them on the list of the only ones let in.
    package func restrict<Subject>(
        _ subject: ID<Subject>, excluding: Bool, _ worker: ID<Worker>, because reason: String, by setter: ID<Worker>,
        at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO restriction (id, subject_id, worker_id, excluded, reason, set_by, set_at)
            VALUES (\(ID<Restriction>.make()), \(subject), \(worker), \(excluding), \(reason), \(setter), \(now))
            ON CONFLICT (subject_id, worker_id) DO UPDATE
            SET excluded = \(excluding), reason = \(reason), set_by = \(setter), set_at = \(now)
            """)
    }

    package func liftRestriction<Subject>(on subject: ID<Subject>, for worker: ID<Worker>) throws {
        try run("DELETE FROM restriction WHERE subject_id = \(subject) AND worker_id = \(worker)")
    }

    package func restrictions<Subject>(on subject: ID<Subject>) throws -> [RestrictionLine] {
        try all(
            """
            SELECT r.worker_id, w.name, r.excluded, r.reason, r.set_at
            FROM restriction r JOIN worker w ON w.id = r.worker_id
            WHERE r.subject_id = \(subject) ORDER BY r.excluded, w.name
            """)
    }
}
