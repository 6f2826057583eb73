import Governance
import Kernel
import Storage
import Web
import Wording

/// A young person in a list or a search, as far as this viewer may know of them.
package enum PersonHit: Sendable {
    /// Somebody whose name the viewer may know.
    case named(PersonLine, reasons: [String])
    /// Only that there is a record, and whom to ask.
    case exists(initials: String, ask: String, emergency: Link?)

    /// The record, when the viewer may open it.
    package var person: ID<Person>? {
        switch self {
        case .named(let line, _): line.id
        case .exists: nil
        }
    }
}

/// What a list shows of a young person whose name the viewer may know.
package struct PersonLine: Sendable {
    package let id: ID<Person>
    package let reference: String
    package let name: String
    package let shortName: String
    package let age: Int?
    package let isAgeEstimated: Bool
    package let school: String
    /// Nil when nobody set it, or when the viewer may not see it.
    package let risk: RiskLevel?
    package let lookAgainBy: Day?

    init(_ person: Person, risk: RiskMark?, on today: Day) {
        id = person.id
        reference = person.reference
        name = person.fullName
        shortName = person.shortName
        age = person.age(on: today)
        isAgeEstimated = person.isBirthEstimated
        school = person.school
        self.risk = risk?.level
        lookAgainBy = risk?.lookAgainBy
    }

    package var ageWords: String {
        guard let age else { return "Age not known" }
        return isAgeEstimated ? "about \(age)" : "\(age)"
    }
}

/// The level that stands, for lists.
struct RiskMark: Sendable, FromRow {
    let person: ID<Person>
    let level: RiskLevel
    let lookAgainBy: Day

    init(row: Row) throws {
        person = try row["person_id"]
        level = try row["level"]
        lookAgainBy = try row["look_again_by"]
    }
}

extension Visit {
    /// Matches as this worker may see them: the one place where a search is masked.
    ///
    /// - Returns: At most `most`; those of whom the worker may know nothing are left out without a trace.
    package func hits(_ matches: [PersonMatch], most: Int, in tx: Transaction) throws -> [PersonHit] {
        var shown: [(match: PersonMatch, categories: Set<Category>)] = []
        for match in matches where shown.count < most {
            let categories = try visible(of: match.person, in: tx)
            if categories.contains(.existence) { shown.append((match, categories)) }
        }
        let ids = shown.map(\.match.person)
        let people = try tx.people(ids)
        let risks = try tx.riskMarks(of: ids)
        return try shown.compactMap { match, categories -> PersonHit? in
            guard let person = people[match.person] else { return nil }
            if categories.contains(.identity) {
                let risk = categories.contains(.risk) ? risks[match.person] : nil
                return .named(PersonLine(person, risk: risk, on: today), reasons: match.reasons)
            }
            let involved = try tx.involved(with: match.person, at: now)
            return .exists(
                initials: person.initials, ask: Asking.words(worker.agency.name, involved),
                emergency: Policy.allows(worker.role, .breakGlass) ? "/young-people/\(match.person)/emergency" : nil)
        }
    }
}

/// Whom to ask about a record one may not open.
enum Asking {
    /// A sentence that names agencies and roles, and never a worker.
    static func words(_ agency: String, _ involved: [Involved]) -> String {
        let lead = involved.first { $0.kind == .lead }
        let whom = lead.map { "the lead professional at \($0.agency)" } ?? "the hub coordinator"
        return "Someone at \(agency) knows this young person. Ask them, or \(whom)."
    }
}

extension Transaction {
    /// Details by record, before masking: for this file's lists alone.
    fileprivate func people(_ ids: [ID<Person>]) throws -> [ID<Person>: Person] {
        guard !ids.isEmpty else { return [:] }
        let people: [Person] = try all("SELECT \(sql: Person.columns) FROM person p WHERE p.id IN \(list: ids)")
        return Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    fileprivate func riskMarks(of ids: [ID<Person>]) throws -> [ID<Person>: RiskMark] {
        guard !ids.isEmpty else { return [:] }
        let marks: [RiskMark] = try all(
            """
            SELECT person_id, level, look_again_by FROM risk_judgement WHERE person_id IN \(list: ids)
            ORDER BY set_at, id
            """)
        return Dictionary(marks.map { ($0.person, $0) }, uniquingKeysWith: { _, later in later })
    }
}
