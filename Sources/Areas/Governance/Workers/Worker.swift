import Kernel
import Storage

/// What somebody does here: decides what they may do at all (`Policy`).
package enum Role: String, Sendable, CaseIterable, Storable {
    case leadPractitioner, panelMember, hubCoordinator, referrer, provider, analyst, boardMember, privacyOfficer,
        administrator

    package var name: String {
        switch self {
        case .leadPractitioner: "Lead practitioner"
        case .panelMember: "Panel member"
        case .hubCoordinator: "Hub coordinator"
        case .referrer: "Referrer"
        case .provider: "Provider or mentor"
        case .analyst: "Analyst"
        case .boardMember: "Board member"
        case .privacyOfficer: "Privacy officer"
        case .administrator: "Administrator"
        }
    }
}

/// Somebody who works for one of the agencies.
package struct Worker: Sendable, Hashable {
    package let id: ID<Worker>
    package let name: String
    package let email: String
    package let role: Role
    package let agency: Agency
    /// What they are called at work: "Safeguarding lead, Fairmead Academy".
    package let jobTitle: String
    package let isDisabled: Bool

    package init(
        id: ID<Worker>, name: String, email: String, role: Role, agency: Agency, jobTitle: String, isDisabled: Bool
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.role = role
        self.agency = agency
        self.jobTitle = jobTitle
        self.isDisabled = isDisabled
    }
}

extension Worker: FromRow {
    package init(row: Row) throws {
        id = try row["worker_id"]
        name = try row["worker_name"]
        email = try row["email"]
        role = try row["role"]
        jobTitle = try row["job_title"]
        isDisabled = try row["disabled"]
        agency = Agency(
            id: try row["agency_id"], name: try row["agency_name"], kind: try row["agency_kind"],
            isOnHub: try row["on_hub"])
    }

    static let table = Table(
        "worker", unique: [["email"]], indexes: [["agency_id"]],
        columns: [
            .text("id"), .text("name", .staff), .text("email", .staff),
            .text("role", allowed: Role.allCases.map(\.rawValue)),
            .text("agency_id", references: "agency"), .text("job_title", .staff), .integer("disabled"),
            .integer("created_at"),
            .text("password", .staff, optional: true), .blob("totp_secret", .staff, optional: true),
            .integer("totp_last_step"), .text("setup_hash", .staff, optional: true),
            .integer("setup_until", optional: true),
        ])

    /// The columns `init(row:)` reads, from `worker w` joined with `agency a`.
    static let columns: SQL = """
        w.id AS worker_id, w.name AS worker_name, w.email, w.role, w.job_title, w.disabled,
        a.id AS agency_id, a.name AS agency_name, a.kind AS agency_kind, a.on_hub
        """
}

extension Transaction {
    /// Adds somebody who can sign in once they have set a password through their set-up link.
    package func insert(_ worker: Worker, at now: Instant) throws {
        try run(
            """
            INSERT INTO worker (id, name, email, role, agency_id, job_title, disabled, created_at, totp_last_step)
            VALUES (\(worker.id), \(worker.name), \(worker.email.folding), \(worker.role), \(worker.agency.id),
                \(worker.jobTitle), \(worker.isDisabled), \(now), 0)
            """)
    }

    package func worker(_ id: ID<Worker>) throws -> Worker? {
        try first(
            "SELECT \(sql: Worker.columns) FROM worker w JOIN agency a ON a.id = w.agency_id WHERE w.id = \(id)")
    }

    package func worker(email: String) throws -> Worker? {
        try first(
            """
            SELECT \(sql: Worker.columns) FROM worker w JOIN agency a ON a.id = w.agency_id
            WHERE w.email = \(email.folding)
            """)
    }

    /// Everyone, disabled or not, by agency and name.
    package func workers() throws -> [Worker] {
        try all(
            """
            SELECT \(sql: Worker.columns) FROM worker w JOIN agency a ON a.id = w.agency_id ORDER BY a.name, w.name
            """)
    }

    package func workers(of agency: ID<Agency>) throws -> [Worker] {
        try all(
            """
            SELECT \(sql: Worker.columns) FROM worker w JOIN agency a ON a.id = w.agency_id
            WHERE a.id = \(agency) AND w.disabled = 0 ORDER BY w.name
            """)
    }

    /// Ends somebody's access at once: the account, and every session it has open.
    package func disable(_ worker: ID<Worker>) throws {
        try run("UPDATE worker SET disabled = 1 WHERE id = \(worker)")
        try run("DELETE FROM session WHERE worker_id = \(worker)")
    }
}

extension String {
    /// An e-mail address as accounts are looked up by.
    var folding: String { lowercased().trimmingSpaces }

    private var trimmingSpaces: String { String(filter { !$0.isWhitespace }) }
}
