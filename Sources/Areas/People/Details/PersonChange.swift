import Governance
import Kernel
import Storage

/// One detail of a young person that can be changed, with what kind of information it is.
enum PersonField: String, CaseIterable, Storable {
    case givenName, familyName, knownAs, born, pronouns, school, yearGroup, nhsNumber, upn
    case address, postcode, phone, livesWith, language, safeContact

    var name: String {
        switch self {
        case .givenName: "First name"
        case .familyName: "Family name"
        case .knownAs: "Likes to be called"
        case .born: "Date of birth"
        case .pronouns: "Pronouns"
        case .school: "School"
        case .yearGroup: "Year"
        case .nhsNumber: "NHS number"
        case .upn: "Pupil number (UPN)"
        case .address: "Address"
        case .postcode: "Postcode"
        case .phone: "Phone"
        case .livesWith: "Lives with"
        case .language: "Language"
        case .safeContact: "Before making contact"
        }
    }

    var category: Category {
        switch self {
        case .givenName, .familyName, .knownAs, .born, .pronouns, .school, .yearGroup, .nhsNumber, .upn: .identity
        case .address, .postcode, .phone, .livesWith, .language, .safeContact: .contact
        }
    }

    /// Tells where somebody lives: hidden when the address is secret.
    var isWhereabouts: Bool { self == .address || self == .postcode }

    /// The detail as it is shown; empty when not known.
    func value(of person: Person) -> String {
        switch self {
        case .givenName: person.givenName
        case .familyName: person.familyName
        case .knownAs: person.knownAs
        case .born: person.born.map { $0.long + (person.isBirthEstimated ? " (a guess)" : "") } ?? ""
        case .pronouns: person.pronouns
        case .school: person.school
        case .yearGroup: person.yearGroup
        case .nhsNumber: NHSNumber(person.nhsNumber)?.description ?? person.nhsNumber
        case .upn: person.upn
        case .address: person.address
        case .postcode: person.postcode
        case .phone: person.phone
        case .livesWith: person.livesWith
        case .language: person.language
        case .safeContact: person.safeContact.map(\.words).joined(separator: ", ")
        }
    }
}

extension Grant<Person> {
    /// Whether this viewer may read where a young person lives: a secret address is for the named team alone.
    package func showsWhereabouts(of person: Person) -> Bool { shows(.address, of: person) }

    /// What of a young person's details this viewer may see. A secret address is for the named team alone.
    func shows(_ field: PersonField, of person: Person) -> Bool {
        guard shows(field.category) else { return false }
        guard field.isWhereabouts, person.safeContact.contains(.addressIsSecret) else { return true }
        return standing.relation == .team
    }
}

/// A detail as it was before somebody changed it, and why they did.
struct PersonChange: Sendable, FromRow {
    let field: PersonField
    let before: String
    let after: String
    let reason: String
    let by: String
    let at: Instant

    init(row: Row) throws {
        field = try row["field"]
        before = try row["before"]
        after = try row["after"]
        reason = try row["reason"]
        by = try row["worker_name"]
        at = try row["changed_at"]
    }

    static let table = Table(
        "person_change", indexes: [["person_id", "changed_at"]],
        columns: [
            .text("id"), .text("person_id", .link, references: "person"),
            .text("field", allowed: PersonField.allCases.map(\.rawValue)), .text("before", .identity),
            .text("after", .identity), .text("reason", .freeText), .text("changed_by", references: "worker"),
            .integer("changed_at"),
        ])

    /// The details in which two states of a person differ, as they were and as they are.
    static func differences(from old: Person, to new: Person) -> [(field: PersonField, before: String, after: String)] {
        PersonField.allCases.compactMap { field in
            let (before, after) = (field.value(of: old), field.value(of: new))
            return before == after ? nil : (field, before, after)
        }
    }
}

extension Transaction {
    /// Changes details and keeps what they were.
    func change(
        _ old: Person, to new: Person, because reason: String, by worker: ID<Worker>, at now: Instant
    ) throws {
        for (field, before, after) in PersonChange.differences(from: old, to: new) {
            try run(
                """
                INSERT INTO person_change (id, person_id, field, before, after, reason, changed_by, changed_at)
                VALUES (\(ID<PersonChange>.make()), \(new.id), \(field), \(before), \(after), \(reason), \(worker),
                    \(now))
                """)
        }
        try update(new, at: now)
    }

    /// What was changed of a young person's details, newest first, as far as the viewer may see the detail.
    func changes(_ grant: Grant<Person>, of person: Person) throws -> [PersonChange] {
        let changes: [PersonChange] = try all(
            """
            SELECT c.field, c.before, c.after, c.reason, w.name AS worker_name, c.changed_at
            FROM person_change c JOIN worker w ON w.id = c.changed_by
            WHERE c.person_id = \(grant.subject) ORDER BY c.changed_at DESC, c.id LIMIT 200
            """)
        return changes.filter { grant.shows($0.field, of: person) }
    }

    /// When a record's details last changed: what a form must not write over unseen.
    func detailsVersion(_ grant: Grant<Person>) throws -> Int {
        try value("SELECT updated_at FROM person WHERE id = \(grant.subject)") ?? 0
    }
}
