import Governance
import Kernel
import Storage

/// A young person's details as linkage compares them, with when they were last changed.
package struct PersonIdentity: Sendable, FromRow {
    package let person: Person
    package let changedAt: Int

    package init(row: Row) throws {
        person = try Person(row: row)
        changedAt = try row["updated_at"]
    }
}

extension Transaction {
    /// A page of all young people's details, by identifier. For linkage alone: it shows nothing to anybody.
    package func identities(after last: ID<Person>?, most: Int) throws -> [PersonIdentity] {
        try all(
            """
            SELECT \(sql: Person.columns), p.updated_at FROM person p
            WHERE p.id > \(last?.text ?? "") AND p.joined_into IS NULL ORDER BY p.id LIMIT \(most)
            """)
    }

    /// Records whose details were set or changed since then, the latest first.
    package func changedPeople(since: Int, most: Int) throws -> [(person: ID<Person>, at: Int)] {
        try rows(
            """
            SELECT p.id, p.updated_at FROM person p WHERE p.updated_at >= \(since) AND p.joined_into IS NULL
            ORDER BY p.updated_at DESC, p.id LIMIT \(most)
            """
        ).map { (try $0["id"], try $0["updated_at"]) }
    }

    /// Of these, the records that stand for themselves: there, and not emptied into another.
    package func standing(among people: [ID<Person>]) throws -> Set<ID<Person>> {
        guard !people.isEmpty else { return [] }
        return Set(try values("SELECT id FROM person WHERE id IN \(list: people) AND joined_into IS NULL"))
    }

    /// Some young people's details. Callers ask the policy before showing any.
    package func identities(of people: [ID<Person>]) throws -> [PersonIdentity] {
        guard !people.isEmpty else { return [] }
        return try all(
            "SELECT \(sql: Person.columns), p.updated_at FROM person p WHERE p.id IN \(list: people) ORDER BY p.id")
    }

    /// Of these young people, those whose links need two people: a high or medium risk, a restriction, or something to
    /// mind before making contact.
    package func needingTwo(_ people: [ID<Person>]) throws -> Set<ID<Person>> {
        guard !people.isEmpty else { return [] }
        var found: Set<ID<Person>> = []
        var levels: [ID<Person>: RiskLevel] = [:]
        for row in try rows(
            "SELECT person_id, level FROM risk_judgement WHERE person_id IN \(list: people) ORDER BY set_at, id")
        {
            let (person, level): (ID<Person>, RiskLevel) = (try row["person_id"], try row["level"])
            levels[person] = level
        }
        found.formUnion(levels.filter { $0.value != .low }.keys)
        let minded: [ID<Person>] = try values(
            "SELECT id FROM person WHERE id IN \(list: people) AND safe_contact <> ''")
        found.formUnion(minded)
        for person in people where try !found.contains(person) && isRestricted(person) { found.insert(person) }
        return found
    }

    /// The record everything of this one went to, when it stands empty.
    package func joinedInto(_ person: ID<Person>) throws -> ID<Person>? {
        try value("SELECT joined_into FROM person WHERE id = \(person) AND joined_into IS NOT NULL")
    }

    /// Says that a record stands empty because another holds everything, or that it is one of its own again.
    package func setJoined(_ person: ID<Person>, into other: ID<Person>?) throws {
        try run("UPDATE person SET joined_into = \(other) WHERE id = \(person)")
    }

    /// "YP-2047", for those who may know that a record exists.
    package func reference(of person: ID<Person>) throws -> String {
        let number: Int = try value("SELECT number FROM person WHERE id = \(person)") ?? 0
        return "YP-\(number)"
    }
}
