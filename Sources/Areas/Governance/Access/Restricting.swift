import Kernel
import Storage

/// Restrictions on a record: named staff kept out, or only named staff let in.
enum Restricting {
    static let table = Table(
        "restriction", indexes: [["subject_id"]],
        columns: [
            .text("id"), .text("subject_id", .link), .text("worker_id", references: "worker"), .integer("excluded"),
            .text("reason", .freeText), .text("set_by", references: "worker"), .integer("set_at"),
            .integer("ended_at", optional: true), .text("ended_by", optional: true, references: "worker"),
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
    /// Keeps a worker out of a record, or puts them on the list of the only ones let in. What stood before is ended,
    /// never overwritten.
    package func restrict<Subject>(
        _ subject: ID<Subject>, excluding: Bool, _ worker: ID<Worker>, because reason: String, by setter: ID<Worker>,
        at now: Instant
    ) throws {
        try liftRestriction(on: subject, for: worker, by: setter, at: now)
        try run(
            """
            INSERT INTO restriction (id, subject_id, worker_id, excluded, reason, set_by, set_at)
            VALUES (\(ID<Restriction>.make()), \(subject), \(worker), \(excluding), \(reason), \(setter), \(now))
            """)
    }

    package func liftRestriction<Subject>(
        on subject: ID<Subject>, for worker: ID<Worker>, by setter: ID<Worker>, at now: Instant
    ) throws {
        try run(
            """
            UPDATE restriction SET ended_at = \(now), ended_by = \(setter)
            WHERE subject_id = \(subject) AND worker_id = \(worker) AND ended_at IS NULL
            """)
    }

    /// Whether this worker is the only one named as let in: keeping them out would open the record to everyone.
    func isOnlyOneNamed<Subject>(_ worker: ID<Worker>, on subject: ID<Subject>) throws -> Bool {
        let named: [ID<Worker>] = try values(
            "SELECT worker_id FROM restriction WHERE subject_id = \(subject) AND excluded = 0 AND ended_at IS NULL")
        return named == [worker]
    }

    package func restrictions<Subject>(on subject: ID<Subject>) throws -> [RestrictionLine] {
        try all(
            """
            SELECT r.worker_id, w.name, r.excluded, r.reason, r.set_at
            FROM restriction r JOIN worker w ON w.id = r.worker_id
            WHERE r.subject_id = \(subject) AND r.ended_at IS NULL ORDER BY r.excluded, w.name
            """)
    }
}
