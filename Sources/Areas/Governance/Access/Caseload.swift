import Kernel
import Storage

/// A young person a worker has to do with now, and how.
package struct CaseloadLine<Subject>: Sendable, FromRow {
    package let subject: ID<Subject>
    package let kind: Involvement
    package let since: Instant

    package init(row: Row) throws {
        subject = try row["subject_id"]
        kind = try row["kind"]
        since = try row["since"]
    }
}

extension Transaction {
    /// Whom a worker leads, is in the team of or supports, and whom their agency meets about today, newest first.
    ///
    /// Says nothing about restrictions: what of it may be shown is for `Visit.visible(of:in:)`.
    package func caseload<Subject>(of worker: Worker, at now: Instant, most: Int) throws -> [CaseloadLine<Subject>] {
        try all(
            """
            SELECT subject_id, kind, since FROM involvement
            WHERE agency_id = \(worker.agency.id) AND (worker_id = \(worker.id) OR worker_id = '')
                AND kind IN \(list: [Involvement.lead, .team, .provider, .meeting])
                AND (until IS NULL OR until > \(now))
            ORDER BY since DESC, subject_id LIMIT \(most)
            """)
    }

    /// The records a worker opened lately, the latest first.
    package func opened<Subject>(by worker: ID<Worker>, since: Instant, most: Int) throws -> [ID<Subject>] {
        try values(
            """
            SELECT subject_id, MAX(at) AS last_at FROM audit
            WHERE worker_id = \(worker) AND at >= \(since) AND action = \(Action.viewRecord)
                AND outcome = \(AuditOutcome.permitted) AND subject_id <> ''
            GROUP BY subject_id ORDER BY last_at DESC, subject_id LIMIT \(most)
            """)
    }
}
