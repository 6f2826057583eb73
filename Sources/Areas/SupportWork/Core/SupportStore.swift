import Casework
import Governance
import Kernel
import People
import Providers
import Storage

extension Support: FromRow {
    package init(row: Row) throws {
        self.init(
            id: try row["id"], person: try row["person_id"], referral: try row["referral_id"],
            decision: try row["decision_id"], pathway: try row["pathway"], pathwayVersion: try row["pathway_version"],
            openedAt: try row["opened_at"], interimFor: try row["interim_for"], reopens: try row["reopens"])
        status = try row["status"]
        agency = try row["agency_id"]
        service = try row["service_id"]
        worker = try row["worker_id"]
        mentor = try row["mentor_id"]
        acceptedAt = try row["accepted_at"]
        startedOn = try row["started_on"]
        endedOn = try row["ended_on"]
    }

    static let table = Table(
        "support",
        indexes: [["person_id"], ["status", "agency_id"], ["worker_id", "status"], ["pathway", "opened_at"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"),
            .text("referral_id", .link, optional: true, references: "referral"),
            .text("decision_id", .link, optional: true, references: "decision"), .text("pathway"),
            .integer("pathway_version"), .integer("opened_at"), .text("interim_for", optional: true),
            .text("reopens", optional: true), .text("status"),
            .text("agency_id", optional: true, references: "agency"),
            .text("service_id", optional: true, references: "service"),
            .text("worker_id", optional: true, references: "worker"),
            .text("mentor_id", optional: true, references: "mentor"), .integer("accepted_at", optional: true),
            .text("started_on", optional: true), .text("ended_on", optional: true),
        ])

    /// What of a young person's support a viewer may see: a provider its agency's, a mentor their own.
    static func seen(by grant: Grant<Person>) -> SQL {
        guard grant.role == .provider else { return "1 = 1" }
        if grant.standing.relations.contains(.mentor) { return "s.worker_id = \(grant.worker)" }
        return "s.agency_id = \(grant.agency.id)"
    }

    static let moveTable = Table(
        "support_move", indexes: [["support_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("support_id", .link, references: "support"), .text("what"), .text("status"),
            .text("reason", .freeText), .text("by_id", optional: true, references: "worker"), .integer("at"),
        ])

    /// Every support with the names around it; a `WHERE` on `s` follows.
    static let written: SQL = """
        SELECT s.id, s.person_id, s.referral_id, s.decision_id, s.pathway, s.pathway_version, s.opened_at,
            s.interim_for, s.reopens, s.status, s.agency_id, s.service_id, s.worker_id, s.mentor_id, s.accepted_at,
            s.started_on, s.ended_on, a.name AS agency_name, a.kind AS agency_kind, a.on_hub AS agency_on_hub,
            w.name AS worker_name, sv.name AS service_name, mv.name AS mentor_name
        FROM support s LEFT JOIN agency a ON a.id = s.agency_id LEFT JOIN worker w ON w.id = s.worker_id
            LEFT JOIN service sn ON sn.id = s.service_id
            LEFT JOIN service_version sv ON sv.service_id = sn.id AND sv.version = sn.version
            LEFT JOIN mentor mn ON mn.id = s.mentor_id
            LEFT JOIN mentor_version mv ON mv.mentor_id = mn.id AND mv.version = mn.version
        """
}

extension Transaction {
    /// Opens a support; the history begins with why.
    package func insert(_ support: Support, why: String, by worker: ID<Worker>?, at now: Instant) throws {
        try run(
            """
            INSERT INTO support (id, person_id, referral_id, decision_id, pathway, pathway_version, opened_at,
                interim_for, reopens, status, agency_id, service_id, worker_id, mentor_id, accepted_at, started_on,
                ended_on)
            VALUES (\(support.id), \(support.person), \(support.referral), \(support.decision), \(support.pathway),
                \(support.pathwayVersion), \(support.openedAt), \(support.interimFor), \(support.reopens),
                \(support.status), \(support.agency), \(support.service), \(support.worker), \(support.mentor),
                \(support.acceptedAt), \(support.startedOn), \(support.endedOn))
            """)
        try noteMove(of: support, "Opened", why, by: worker, at: now)
    }

    /// Keeps a support as it stands after a step, and the step in its history: nothing moves in silence.
    package func move(
        _ support: Support, _ what: String, why: String, by worker: ID<Worker>?, at now: Instant
    ) throws {
        try run(
            """
            UPDATE support SET status = \(support.status), agency_id = \(support.agency),
                service_id = \(support.service), worker_id = \(support.worker), mentor_id = \(support.mentor),
                accepted_at = \(support.acceptedAt), started_on = \(support.startedOn),
                ended_on = \(support.endedOn)
            WHERE id = \(support.id)
            """)
        try noteMove(of: support, what, why, by: worker, at: now)
    }

    private func noteMove(
        of support: Support, _ what: String, _ why: String, by worker: ID<Worker>?, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO support_move (id, support_id, what, status, reason, by_id, at)
            VALUES (\(ID<SupportMove>.make()), \(support.id), \(what), \(support.status), \(why), \(worker), \(now))
            """)
    }

    /// Whose support it is, so that the policy can be asked before anything of it is read.
    package func personOfSupport(_ id: ID<Support>) throws -> ID<Person>? {
        try value("SELECT person_id FROM support WHERE id = \(id)")
    }

    /// One support of a young person, for somebody the policy let see plans.
    package func support(_ id: ID<Support>, _ grant: Grant<Person>) throws -> WrittenSupport? {
        guard grant.shows(.plan) else { return nil }
        return try first(
            "\(sql: Support.written) WHERE s.id = \(id) AND s.person_id = \(grant.subject) AND \(sql: Support.seen(by: grant))"
        )
    }

    /// Every support of a young person, the newest first, for somebody the policy let see plans.
    package func supports(_ grant: Grant<Person>) throws -> [WrittenSupport] {
        guard grant.shows(.plan) else { return [] }
        return try all(
            """
            \(sql: Support.written) WHERE s.person_id = \(grant.subject) AND \(sql: Support.seen(by: grant))
            ORDER BY s.opened_at DESC, s.id
            """)
    }

    /// What a support has been through, the latest first, for somebody the policy let see plans.
    package func moves(of support: Support, _ grant: Grant<Person>) throws -> [SupportMove] {
        guard grant.shows(.plan), grant.subject == support.person else { return [] }
        return try all(
            """
            SELECT m.what, m.reason, m.at, w.name AS by_name FROM support_move m LEFT JOIN worker w ON w.id = m.by_id
            WHERE m.support_id = \(support.id) ORDER BY m.at DESC, m.id DESC
            """)
    }

    /// Open supports of an agency, or of one worker of it, or those alone that stand somewhere. Callers mask them person
    /// by person.
    package func openSupports(
        of agency: ID<Agency>?, worker: ID<Worker>? = nil,
        standing statuses: [SupportStatus] = SupportStatus.allCases.filter(\.isOpen)
    ) throws -> [WrittenSupport] {
        let whose: SQL = agency.map { "s.agency_id = \($0)" } ?? "1 = 1"
        let hand: SQL = worker.map { "s.worker_id = \($0)" } ?? "1 = 1"
        return try all(
            """
            \(sql: Support.written)
            WHERE s.status IN \(list: statuses) AND \(sql: whose) AND \(sql: hand)
            ORDER BY s.opened_at, s.id
            """)
    }
}
