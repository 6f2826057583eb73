import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Whether something can be checked, or is what somebody makes of it.
package enum InformationBasis: String, Sendable, CaseIterable, Storable {
    case fact, opinion

    var name: String {
        switch self {
        case .fact: "Fact"
        case .opinion: "Professional opinion"
        }
    }
}

/// What the others at the meeting may do with it.
package enum Handling: String, Sendable, CaseIterable, Storable {
    case mayShare, conditions

    package var name: String {
        switch self {
        case .mayShare: "May be shared with those who work with the young person"
        case .conditions: "Only as I say below"
        }
    }
}

/// What one agency told the meeting about a young person, with its author and how it may be used. Only ever added to.
package struct SharedInformation: Sendable {
    package let id: ID<SharedInformation>
    package let referral: ID<Referral>
    package let person: ID<Person>
    package let text: String
    package let basis: InformationBasis
    package let handling: Handling
    package let conditions: String
    /// Which kind of information it is, from what the agency does: who may see it follows.
    package let category: Category
    package let by: Worker
    package let at: Instant

    package init(
        id: ID<SharedInformation>, referral: ID<Referral>, person: ID<Person>, text: String, basis: InformationBasis,
        handling: Handling, conditions: String, by: Worker, at: Instant
    ) {
        self.id = id
        self.referral = referral
        self.person = person
        self.text = text
        self.basis = basis
        self.handling = handling
        self.conditions = conditions
        category = .brought(by: by.agency.kind)
        self.by = by
        self.at = at
    }
}

extension Category {
    /// The kind of information an agency brings.
    package static func brought(by kind: AgencyKind) -> Category {
        switch kind {
        case .police: .police
        case .health: .health
        case .education: .education
        case .socialCare, .youthJustice, .voluntary, .housing, .partnership: .notes
        }
    }
}

/// Shared information with the names around it, as pages show it.
package struct WrittenInformation: Sendable, FromRow {
    let referral: ID<Referral>
    let person: ID<Person>
    let text: String
    let basis: InformationBasis
    let handling: Handling
    let conditions: String
    let category: Category
    let author: String
    let authorID: ID<Worker>
    let agency: String
    let agencyKind: AgencyKind
    let at: Instant

    package init(row: Row) throws {
        referral = try row["referral_id"]
        person = try row["person_id"]
        text = try row["text"]
        basis = try row["basis"]
        handling = try row["handling"]
        conditions = try row["conditions"]
        category = try row["category"]
        author = try row["author_name"]
        authorID = try row["worker_id"]
        agency = try row["agency_name"]
        agencyKind = try row["agency_kind"]
        at = try row["at"]
    }
}

extension SharedInformation {
    static let table = Table(
        "shared_information", indexes: [["referral_id", "at"], ["person_id", "at"], ["shared_day"]], appendOnly: true,
        columns: [
            .text("id"), .text("referral_id", .link, references: "referral"),
            .text("person_id", .link, references: "person"), .text("text", .freeText),
            .text("basis", allowed: InformationBasis.allCases.map(\.rawValue)),
            .text("handling", allowed: Handling.allCases.map(\.rawValue)), .text("conditions", .freeText),
            .text("category", allowed: Category.allCases.map(\.rawValue)), .text("worker_id", references: "worker"),
            .text("agency_id", references: "agency"), .integer("at"), .text("shared_day"),
        ])

    fileprivate static let written: SQL = """
        SELECT s.referral_id, COALESCE(r.person_id, s.person_id) AS person_id, s.text, s.basis, s.handling,
            s.conditions, s.category, s.worker_id, s.at, w.name AS author_name, a.name AS agency_name,
            a.kind AS agency_kind
        FROM shared_information s JOIN referral r ON r.id = s.referral_id JOIN worker w ON w.id = s.worker_id JOIN agency a ON a.id = s.agency_id
        """
}

extension Transaction {
    package func insert(_ information: SharedInformation) throws {
        try run(
            """
            INSERT INTO shared_information (id, referral_id, person_id, text, basis, handling, conditions, category,
                worker_id, agency_id, at, shared_day)
            VALUES (\(information.id), \(information.referral), \(information.person), \(information.text),
                \(information.basis), \(information.handling), \(information.conditions), \(information.category),
                \(information.by.id), \(information.by.agency.id), \(information.at), \(information.at.day))
            """)
    }

    /// What agencies told about a referral, oldest first, as far as the grant shows each kind; one's own always.
    func information(on referral: ID<Referral>, _ grant: Grant<Person>) throws -> [WrittenInformation] {
        let all: [WrittenInformation] = try all(
            """
            \(sql: SharedInformation.written) WHERE s.referral_id = \(referral)
                AND COALESCE(r.person_id, s.person_id) = \(grant.subject)
            ORDER BY s.at, s.id
            """)
        return all.filter { grant.shows($0.category) || $0.authorID == grant.worker }
    }

    /// Everything agencies told about a young person, newest first; the chronology masks it.
    func information(about grant: Grant<Person>) throws -> [WrittenInformation] {
        try all(
            """
            \(sql: SharedInformation.written) WHERE COALESCE(r.person_id, s.person_id) = \(grant.subject)
            ORDER BY s.at DESC, s.id
            """)
    }

    /// Whom agencies told about on a day. Callers ask the policy for each before reading more.
    func peopleToldAbout(on day: Day) throws -> [ID<Person>] {
        try values(
            """
            SELECT DISTINCT COALESCE(r.person_id, s.person_id) AS subject_id
            FROM shared_information s JOIN referral r ON r.id = s.referral_id WHERE s.shared_day = \(day)
            ORDER BY subject_id
            """)
    }

    /// What agencies told on a day, as far as the list's grant shows each kind.
    func information(on day: Day, _ grant: ListGrant<Person>) throws -> [WrittenInformation] {
        let all: [WrittenInformation] = try all(
            "\(sql: SharedInformation.written) WHERE s.shared_day = \(day) ORDER BY s.at, s.id")
        return all.filter { grant.shows($0.category, of: $0.person) }
    }
}
