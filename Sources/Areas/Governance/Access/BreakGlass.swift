import Kernel
import Storage

/// An emergency opening of a record: a typed reason, one hour, and the privacy officer told at once.
package struct BreakGlass: Sendable {
    /// One person, sixty minutes (SECURITY.md 5.12).
    package static let minutes = 60
    /// The shortest reason that can be a reason.
    package static let shortestReason = 15

    static let table = Table(
        "break_glass", indexes: [["subject_id", "worker_id"]],
        columns: [
            .text("id"), .text("subject_id", .link), .text("worker_id", references: "worker"),
            .text("reason", .freeText), .integer("opened_at"), .integer("until"),
            .integer("reviewed_at", optional: true), .text("reviewed_by", optional: true),
            .text("review", .freeText, optional: true),
        ])
}

/// An emergency opening as the privacy officer reviews it: who and why, not whose record.
package struct BreakGlassAlert: Sendable, FromRow {
    package let id: ID<BreakGlass>
    package let worker: String
    package let agency: String
    package let reason: String
    package let openedAt: Instant
    package let until: Instant
    package let reviewedAt: Instant?
    package let review: String?
    /// How many pages of the record were opened meanwhile.
    package let views: Int
    /// What it showed that no sharing agreement covers, by agency and kind of information.
    package var uncovered: [UncoveredView] = []

    package init(row: Row) throws {
        id = try row["id"]
        worker = try row["worker_name"]
        agency = try row["agency_name"]
        reason = try row["reason"]
        openedAt = try row["opened_at"]
        until = try row["until"]
        reviewedAt = try row["reviewed_at"]
        review = try row["review"]
        views = try row["views"]
    }
}

extension Transaction {
    func hasBrokenGlass(_ worker: ID<Worker>, _ subject: String, at now: Instant) throws -> Bool {
        try count(
            """
            SELECT COUNT(*) FROM break_glass
            WHERE subject_id = \(subject) AND worker_id = \(worker) AND until > \(now)
            """) > 0
    }

    /// Until when this worker's emergency opening of the record runs.
    package func glassBroken<Subject>(by worker: ID<Worker>, on subject: ID<Subject>, at now: Instant) throws
        -> Instant?
    {
        try value(
            """
            SELECT until FROM break_glass WHERE subject_id = \(subject) AND worker_id = \(worker) AND until > \(now)
            ORDER BY until DESC LIMIT 1
            """)
    }

    /// Opens a record in an emergency. The page that asks writes the audit line.
    package func breakGlass<Subject>(
        on subject: ID<Subject>, by worker: ID<Worker>, because reason: String, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO break_glass (id, subject_id, worker_id, reason, opened_at, until)
            VALUES (\(ID<BreakGlass>.make()), \(subject), \(worker), \(reason), \(now),
                \(now.adding(minutes: BreakGlass.minutes)))
            """)
    }

    /// Emergency openings, those not yet reviewed first.
    func breakGlassAlerts() throws -> [BreakGlassAlert] {
        var alerts: [BreakGlassAlert] = try all(
            """
            SELECT b.id, w.name AS worker_name, a.name AS agency_name, b.reason, b.opened_at, b.until, b.reviewed_at,
                b.review,
                (SELECT COUNT(*) FROM audit v WHERE v.subject_id = b.subject_id AND v.worker_id = b.worker_id
                    AND v.at >= b.opened_at AND v.at <= b.until AND v.outcome = 'permitted') AS views
            FROM break_glass b JOIN worker w ON w.id = b.worker_id JOIN agency a ON a.id = w.agency_id
            ORDER BY CASE WHEN b.reviewed_at IS NULL THEN 0 ELSE 1 END, b.opened_at DESC LIMIT 200
            """)
        let seen = try uncoveredViews(of: alerts.map(\.id))
        for place in alerts.indices { alerts[place].uncovered = seen[alerts[place].id] ?? [] }
        return alerts
    }

    package func unreviewedBreakGlass() throws -> Int {
        try count("SELECT COUNT(*) FROM break_glass WHERE reviewed_at IS NULL")
    }

    /// False when somebody reviewed it before.
    func review(_ alert: ID<BreakGlass>, by worker: ID<Worker>, saying text: String, at now: Instant) throws -> Bool {
        try run(
            """
            UPDATE break_glass SET reviewed_at = \(now), reviewed_by = \(worker), review = \(text)
            WHERE id = \(alert) AND reviewed_at IS NULL
            """) == 1
    }
}
