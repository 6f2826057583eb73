import Kernel
import Storage

/// Why somebody has to do with a young person: the facts the policy's relation is read from.
package enum Involvement: String, Sendable, CaseIterable, Storable {
    /// Lead professional: a named worker.
    case lead
    /// In the team around the young person: a named worker.
    case team
    /// The daily meeting's agencies, while the young person is on its list.
    case meeting
    /// Asked to give support: an agency.
    case provider
    /// Told us: a named worker.
    case referrer
    /// Has said that it knows the young person: an agency.
    case known

    static let table = Table(
        "involvement", unique: [["subject_id", "kind", "worker_id", "agency_id"]],
        indexes: [["subject_id"], ["worker_id"], ["agency_id"]],
        columns: [
            .text("id"), .text("subject_id", .link), .text("kind", allowed: allCases.map(\.rawValue)),
            // Empty for an agency's involvement, so that the pair can be unique in both databases.
            .text("worker_id"), .text("agency_id"),
            .integer("since"), .integer("until", optional: true), .text("why"),
        ])
}

/// Somebody who has to do with a young person now.
package struct Involved: Sendable, FromRow {
    package let kind: Involvement
    package let worker: String?
    package let agency: String
    package let agencyKind: AgencyKind
    package let since: Instant
    package let why: String

    package init(row: Row) throws {
        kind = try row["kind"]
        worker = try row["worker_name"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        since = try row["since"]
        why = try row["why"]
    }
}

extension Transaction {
    /// Gives a named worker a need to know. Saying it again renews it.
    package func involve<Subject>(
        _ worker: Worker, as kind: Involvement, with subject: ID<Subject>, why: String, until: Instant? = nil,
        at now: Instant
    ) throws {
        try involve(subject.text, kind, worker.id.text, worker.agency.id.text, why, until, now)
    }

    /// Gives an agency a need to know.
    package func involve<Subject>(
        _ agency: ID<Agency>, as kind: Involvement, with subject: ID<Subject>, why: String, until: Instant? = nil,
        at now: Instant
    ) throws {
        try involve(subject.text, kind, "", agency.text, why, until, now)
    }

    private func involve(
        _ subject: String, _ kind: Involvement, _ worker: String, _ agency: String, _ why: String, _ until: Instant?,
        _ now: Instant
    ) throws {
        try run(
            """
            INSERT INTO involvement (id, subject_id, kind, worker_id, agency_id, since, until, why)
            VALUES (\(ID<Involvement>.make()), \(subject), \(kind), \(worker), \(agency), \(now), \(until), \(why))
            ON CONFLICT (subject_id, kind, worker_id, agency_id) DO UPDATE SET until = \(until), why = \(why)
            """)
    }

    /// Gives an agency a need to know until some moment, and never shortens what another reason gave it.
    package func prolong<Subject>(
        _ agency: ID<Agency>, as kind: Involvement, with subject: ID<Subject>, why: String, until: Instant,
        at now: Instant
    ) throws {
        let longer = try count(
            """
            SELECT COUNT(*) FROM involvement WHERE subject_id = \(subject) AND kind = \(kind) AND worker_id = ''
                AND agency_id = \(agency) AND (until IS NULL OR until >= \(until))
            """)
        if longer == 0 { try involve(agency, as: kind, with: subject, why: why, until: until, at: now) }
    }

    /// Ends what every agency was let see for one reason; what they were let see for another stays.
    package func endInvolvement<Subject>(
        as kind: Involvement, with subject: ID<Subject>, because why: String, at now: Instant
    ) throws {
        try run(
            """
            UPDATE involvement SET until = \(now)
            WHERE subject_id = \(subject) AND kind = \(kind) AND why = \(why) AND (until IS NULL OR until > \(now))
            """)
    }

    /// Ends an involvement now; what was seen stays in the audit.
    package func endInvolvement<Subject>(
        of worker: ID<Worker>, as kind: Involvement, with subject: ID<Subject>, at now: Instant
    ) throws {
        try run(
            """
            UPDATE involvement SET until = \(now)
            WHERE subject_id = \(subject) AND kind = \(kind) AND worker_id = \(worker)
            """)
    }

    /// Everyone with a need to know now, longest first.
    package func involved<Subject>(with subject: ID<Subject>, at now: Instant) throws -> [Involved] {
        try all(
            """
            SELECT i.kind, w.name AS worker_name, a.name AS agency_name, a.kind AS agency_kind, i.since, i.why
            FROM involvement i JOIN agency a ON a.id = i.agency_id LEFT JOIN worker w ON w.id = i.worker_id
            WHERE i.subject_id = \(subject) AND (i.until IS NULL OR i.until > \(now))
            ORDER BY i.since, a.name
            """)
    }

    /// The worker who leads for a young person now and may still sign in, the latest named first.
    package func leadWorker<Subject>(of subject: ID<Subject>, at now: Instant) throws -> Worker? {
        let ids: [ID<Worker>] = try values(
            """
            SELECT i.worker_id FROM involvement i JOIN worker w ON w.id = i.worker_id
            WHERE i.subject_id = \(subject) AND i.kind = \(Involvement.lead) AND w.disabled = 0
                AND (i.until IS NULL OR i.until > \(now))
            ORDER BY i.since DESC, i.worker_id
            """)
        return try ids.first.flatMap { try worker($0) }
    }

    /// How a worker stands to a young person at this moment: relation, restriction, emergency opening.
    package func standing<Subject>(
        of worker: Worker, to subject: ID<Subject>, at now: Instant
    ) throws -> Standing {
        Standing(
            relations: try relations(of: worker, to: subject.text, at: now),
            restriction: try restriction(of: worker.id, to: subject.text),
            hasBrokenGlass: try hasBrokenGlass(worker.id, subject.text, at: now))
    }

    private func relations(of worker: Worker, to subject: String, at now: Instant) throws -> Set<Relation> {
        let rows = try rows(
            """
            SELECT kind, worker_id FROM involvement
            WHERE subject_id = \(subject) AND agency_id = \(worker.agency.id) AND (until IS NULL OR until > \(now))
            """)
        return try Relation.all(of: worker, isMentor: isMentorAccount(worker), from: rows)
    }

    private func restriction(of worker: ID<Worker>, to subject: String) throws -> Restriction {
        let rows = try rows(
            "SELECT worker_id, excluded FROM restriction WHERE subject_id = \(subject) AND ended_at IS NULL")
        return try Restriction.of(worker, from: rows)
    }
}
