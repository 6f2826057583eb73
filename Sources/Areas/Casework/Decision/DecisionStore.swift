import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Decision: FromRow {
    package init(row: Row) throws {
        self.init(
            id: try row["id"], referral: try row["referral_id"], person: try row["person_id"],
            number: try row["number"], outcome: try row["outcome"], pathway: try row["pathway"],
            reason: try row["reason"], supersedesBecause: try row["supersedes_because"],
            riskBefore: try row["risk_before"], riskAfter: try row["risk_after"],
            leadAgency: try row["lead_agency_id"], leadWorker: try row["lead_worker_id"],
            firstContactBy: try row["first_contact_by"], informationBy: try row["information_by"],
            informationFrom: try row["information_from"], voice: try row["voice"], voiceWords: try row["voice_words"],
            parentTold: try row["parent_told"], parentWords: try row["parent_words"], dissent: try row["dissent"],
            reply: try row["reply"], by: try row["decided_by"], at: try row["decided_at"])
    }

    static let table = Table(
        "decision", unique: [["referral_id", "number"]], indexes: [["decided_day"], ["person_id", "decided_at"]],
        appendOnly: true,
        columns: [
            .text("id"), .text("referral_id", .link, references: "referral"),
            .text("person_id", .link, references: "person"), .integer("number"),
            .text("outcome", allowed: Outcome.allCases.map(\.rawValue)), .text("pathway"),
            .text("reason", .freeText), .text("supersedes_because", .freeText),
            .text("risk_before", optional: true, allowed: RiskLevel.allCases.map(\.rawValue)),
            .text("risk_after", optional: true, allowed: RiskLevel.allCases.map(\.rawValue)),
            .text("lead_agency_id", optional: true, references: "agency"),
            .text("lead_worker_id", optional: true, references: "worker"), .text("first_contact_by", optional: true),
            .text("information_by", optional: true),
            .text("information_from", optional: true, references: "agency"),
            .text("voice", allowed: Heard.allCases.map(\.rawValue)), .text("voice_words", .freeText),
            .text("parent_told", allowed: Heard.allCases.map(\.rawValue)), .text("parent_words", .freeText),
            .text("dissent", .freeText), .text("reply", .freeText), .text("decided_by", references: "worker"),
            .integer("decided_at"), .text("decided_day"),
        ])

    fileprivate static let written: SQL = """
        SELECT d.id, d.referral_id, COALESCE(r.person_id, d.person_id) AS person_id, d.number, d.outcome,
            d.pathway, d.reason, d.supersedes_because, d.risk_before, d.risk_after, d.lead_agency_id,
            d.lead_worker_id, d.first_contact_by, d.information_by, d.information_from, d.voice, d.voice_words, d.parent_told, d.parent_words, d.dissent, d.reply,
            d.decided_by, d.decided_at, a.name AS lead_agency_name, a.kind AS lead_agency_kind,
            a.on_hub AS lead_agency_on_hub, l.name AS lead_worker_name, f.name AS information_from_name,
            (SELECT v.name FROM pathway_version v WHERE v.pathway = d.pathway AND v.number = (
                SELECT MAX(n.number) FROM pathway_version n WHERE n.pathway = d.pathway)) AS pathway_name,
            w.name AS by_name, b.id AS by_agency_id, b.name AS by_agency_name, b.kind AS by_agency_kind,
            b.on_hub AS by_agency_on_hub
        FROM decision d JOIN referral r ON r.id = d.referral_id JOIN worker w ON w.id = d.decided_by
            JOIN agency b ON b.id = w.agency_id
            LEFT JOIN agency a ON a.id = d.lead_agency_id LEFT JOIN worker l ON l.id = d.lead_worker_id
            LEFT JOIN agency f ON f.id = d.information_from
        """
}

extension Transaction {
    /// Keeps a decision, and nothing around it: `decide` does the rest.
    package func insert(_ decision: Decision) throws {
        try run(
            """
            INSERT INTO decision (id, referral_id, person_id, number, outcome, pathway, reason, supersedes_because,
                risk_before, risk_after, lead_agency_id, lead_worker_id, first_contact_by, information_by,
                information_from, voice, voice_words, parent_told, parent_words, dissent, reply, decided_by,
                decided_at, decided_day)
            VALUES (\(decision.id), \(decision.referral), \(decision.person), \(decision.number), \(decision.outcome),
                \(decision.pathway), \(decision.reason), \(decision.supersedesBecause), \(decision.riskBefore),
                \(decision.riskAfter), \(decision.leadAgency), \(decision.leadWorker), \(decision.firstContactBy),
                \(decision.informationBy), \(decision.informationFrom), \(decision.voice), \(decision.voiceWords),
                \(decision.parentTold), \(decision.parentWords), \(decision.dissent), \(decision.reply),
                \(decision.by), \(decision.at), \(decision.at.day))
            """)
    }

    /// Every decision about a referral, the one that stands first: for somebody the policy let in.
    package func decisions(on referral: ID<Referral>, _ grant: Grant<Person>) throws -> [WrittenDecision] {
        guard grant.shows(.decisions) else { return [] }
        return try all(
            """
            \(sql: Decision.written) WHERE d.referral_id = \(referral)
                AND COALESCE(r.person_id, d.person_id) = \(grant.subject)
            ORDER BY d.number DESC
            """)
    }

    /// Every decision about a young person, newest first: for somebody the policy let in.
    ///
    /// The referral says whose it is now: a decision is never rewritten when a record is separated.
    package func decisions(about grant: Grant<Person>) throws -> [WrittenDecision] {
        guard grant.shows(.decisions) else { return [] }
        return try all(
            """
            \(sql: Decision.written) WHERE COALESCE(r.person_id, d.person_id) = \(grant.subject)
            ORDER BY d.decided_at DESC, d.id
            """)
    }

    /// Whom the decisions of a day are about. Callers ask the policy for each before reading more.
    func peopleDecided(on day: Day) throws -> [ID<Person>] {
        try values(
            """
            SELECT DISTINCT COALESCE(r.person_id, d.person_id) AS subject_id
            FROM decision d JOIN referral r ON r.id = d.referral_id WHERE d.decided_day = \(day) ORDER BY subject_id
            """)
    }

    /// What was decided on a day, in the order it was, as far as the list's grant shows decisions.
    func decisions(on day: Day, _ grant: ListGrant<Person>) throws -> [WrittenDecision] {
        let all: [WrittenDecision] = try all(
            "\(sql: Decision.written) WHERE d.decided_day = \(day) ORDER BY d.decided_at, d.id")
        return all.filter { grant.shows(.decisions, of: $0.decision.person) }
    }

    /// Whether a later decision stands instead, for each referral decided on that day.
    func standingNumbers(of referrals: [ID<Referral>]) throws -> [ID<Referral>: Int] {
        guard !referrals.isEmpty else { return [:] }
        let rows = try rows(
            """
            SELECT referral_id, MAX(number) AS number FROM decision WHERE referral_id IN \(list: referrals)
            GROUP BY referral_id
            """)
        return try Dictionary(
            rows.map { (try $0["referral_id"], try $0["number"]) }, uniquingKeysWith: { first, _ in first })
    }

    /// What referrals still wait for: the latest decision of each that asked for more information.
    func awaited(_ referrals: [ID<Referral>]) throws -> [ID<Referral>: Awaited] {
        guard !referrals.isEmpty else { return [:] }
        let waits: [Awaited] = try all(
            """
            SELECT d.referral_id, d.information_by, a.name AS from_name, a.kind AS from_kind,
                CASE WHEN EXISTS (SELECT 1 FROM shared_information s WHERE s.referral_id = d.referral_id
                    AND s.agency_id = d.information_from AND s.at > d.decided_at) THEN 1 ELSE 0 END AS arrived
            FROM decision d JOIN agency a ON a.id = d.information_from
            WHERE d.referral_id IN \(list: referrals) AND d.number = (
                SELECT MAX(e.number) FROM decision e WHERE e.referral_id = d.referral_id)
            """)
        return Dictionary(waits.map { ($0.referral, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// What a referral waits for before it can be decided.
package struct Awaited: Sendable, FromRow {
    let referral: ID<Referral>
    let by: Day
    let from: String
    let fromKind: AgencyKind
    /// That agency has said something since it was asked.
    let hasArrived: Bool

    init(referral: ID<Referral>, by: Day, from: String, fromKind: AgencyKind, hasArrived: Bool) {
        self.referral = referral
        self.by = by
        self.from = from
        self.fromKind = fromKind
        self.hasArrived = hasArrived
    }

    package init(row: Row) throws {
        referral = try row["referral_id"]
        by = try row["information_by"]
        from = try row["from_name"]
        fromKind = try row["from_kind"]
        hasArrived = try row["arrived"]
    }

    /// Whether the meeting takes it up again today.
    func isBack(on day: Day) -> Bool { hasArrived || by <= day }
}
