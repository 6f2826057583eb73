import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Something the meeting asked an agency, or one of its workers, to do by a day.
package struct AgreedAction: Sendable {
    package let id: ID<AgreedAction>
    package let decision: ID<Decision>
    package let referral: ID<Referral>
    package let person: ID<Person>
    package let what: String
    package let agency: ID<Agency>
    package let worker: ID<Worker>?
    package let due: Day
    package let at: Instant

    package init(
        id: ID<AgreedAction>, decision: ID<Decision>, referral: ID<Referral>, person: ID<Person>, what: String,
        agency: ID<Agency>, worker: ID<Worker>?, due: Day, at: Instant
    ) {
        self.id = id
        self.decision = decision
        self.referral = referral
        self.person = person
        self.what = what
        self.agency = agency
        self.worker = worker
        self.due = due
        self.at = at
    }
}

/// An action with the names around it, as lists show it.
package struct WrittenAction: Sendable, FromRow {
    package let action: AgreedAction
    package let agency: String
    package let agencyKind: AgencyKind
    package let worker: String?
    package let reference: String
    package let doneAt: Instant?
    package let doneBy: String?
    package let note: String

    package init(row: Row) throws {
        action = AgreedAction(
            id: try row["id"], decision: try row["decision_id"], referral: try row["referral_id"],
            person: try row["person_id"], what: try row["what"], agency: try row["agency_id"],
            worker: try row["worker_id"], due: try row["due"], at: try row["created_at"])
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        worker = try row["worker_name"]
        reference = try row["reference"]
        doneAt = try row["done_at"]
        doneBy = try row["done_by_name"]
        note = try row["note"]
    }

    package func isOverdue(on day: Day) -> Bool { doneAt == nil && action.due < day }

    /// "Rowan Ellis, Eastmere Police" or the agency alone.
    var owner: String { worker.map { "\($0), \(agency)" } ?? agency }
}

extension AgreedAction {
    static let table = Table(
        "agreed_action", indexes: [["agency_id", "done_at"], ["decision_id"], ["person_id"]],
        columns: [
            .text("id"), .text("decision_id", .link, references: "decision"),
            .text("referral_id", .link, references: "referral"), .text("person_id", .link, references: "person"),
            .text("what", .freeText), .text("agency_id", references: "agency"),
            .text("worker_id", optional: true, references: "worker"), .text("due"), .integer("created_at"),
            .integer("done_at", optional: true), .text("done_by", optional: true, references: "worker"),
            .text("note", .freeText),
        ])

    fileprivate static let written: SQL = """
        SELECT t.id, t.decision_id, t.referral_id, COALESCE(r.person_id, t.person_id) AS person_id, t.what, t.agency_id,
            t.worker_id, t.due, t.created_at, t.done_at, t.note, a.name AS agency_name, a.kind AS agency_kind, w.name AS worker_name,
            r.reference, b.name AS done_by_name
        FROM agreed_action t JOIN agency a ON a.id = t.agency_id JOIN decision d ON d.id = t.decision_id
            JOIN referral r ON r.id = t.referral_id
            LEFT JOIN worker w ON w.id = t.worker_id LEFT JOIN worker b ON b.id = t.done_by
        """
}

/// How many actions an agency has to do, and how many should have been done.
package struct ActionCount: Sendable, FromRow {
    let agency: String
    let open: Int
    let overdue: Int

    package init(row: Row) throws {
        agency = try row["agency_name"]
        open = try row["open_count"]
        overdue = try row["overdue_count"]
    }
}

extension Transaction {
    package func insert(_ action: AgreedAction) throws {
        try run(
            """
            INSERT INTO agreed_action (id, decision_id, referral_id, person_id, what, agency_id, worker_id, due,
                created_at, note)
            VALUES (\(action.id), \(action.decision), \(action.referral), \(action.person), \(action.what),
                \(action.agency), \(action.worker), \(action.due), \(action.at), '')
            """)
    }

    /// Says that an action is done, once; false when somebody had said so before.
    package func finish(_ action: ID<AgreedAction>, saying note: String, by worker: ID<Worker>, at now: Instant) throws
        -> Bool
    {
        try run(
            """
            UPDATE agreed_action SET done_at = \(now), done_by = \(worker), note = \(note)
            WHERE id = \(action) AND done_at IS NULL
            """) == 1
    }

    /// One action. Callers ask the policy for its young person before showing it.
    func action(_ id: ID<AgreedAction>) throws -> WrittenAction? {
        try first("\(sql: AgreedAction.written) WHERE t.id = \(id)")
    }

    /// What is to do, the longest overdue first, for one agency or for all. Callers mask it person by person.
    func openActions(of agency: ID<Agency>?) throws -> [WrittenAction] {
        let whose: SQL = agency.map { "t.agency_id = \($0)" } ?? "1 = 1"
        return try all(
            "\(sql: AgreedAction.written) WHERE \(sql: whose) AND t.done_at IS NULL ORDER BY t.due, t.id LIMIT 500")
    }

    /// What an agency did lately, the latest first. Callers mask it person by person.
    func doneActions(of agency: ID<Agency>, most: Int) throws -> [WrittenAction] {
        try all(
            """
            \(sql: AgreedAction.written) WHERE t.agency_id = \(agency) AND t.done_at IS NOT NULL
            ORDER BY t.done_at DESC, t.id LIMIT \(most)
            """)
    }

    /// The actions of these decisions, in the order they were agreed. Callers mask them person by person.
    func actions(of decisions: [ID<Decision>]) throws -> [ID<Decision>: [WrittenAction]] {
        guard !decisions.isEmpty else { return [:] }
        let all: [WrittenAction] = try all(
            "\(sql: AgreedAction.written) WHERE t.decision_id IN \(list: decisions) ORDER BY t.created_at, t.due, t.id")
        return Dictionary(grouping: all) { $0.action.decision }
    }

    /// How many actions each agency has to do. Counts of agencies' work; says nothing of anyone.
    package func actionCounts(on day: Day) throws -> [ActionCount] {
        try all(
            """
            SELECT a.name AS agency_name, COUNT(*) AS open_count,
                SUM(CASE WHEN t.due < \(day) THEN 1 ELSE 0 END) AS overdue_count
            FROM agreed_action t JOIN agency a ON a.id = t.agency_id WHERE t.done_at IS NULL
            GROUP BY a.name ORDER BY a.name
            """)
    }
}
