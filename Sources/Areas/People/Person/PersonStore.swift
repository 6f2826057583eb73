import Governance
import Kernel
import Storage

extension Transaction {
    /// The next free record number.
    package func nextPersonNumber() throws -> Int {
        let highest: Int? = try value("SELECT number FROM person ORDER BY number DESC LIMIT 1")
        return (highest ?? 2000) + 1
    }

    package func insert(_ person: Person, at now: Instant) throws {
        try run(
            """
            INSERT INTO person (id, number, given_name, family_name, known_as, given_key, family_key, known_key, born,
                born_estimated, pronouns, school, year_group, address, postcode, phone, lives_with, language,
                nhs_number, upn, safe_contact, created_at, updated_at)
            VALUES (\(person.id), \(person.number), \(person.givenName), \(person.familyName), \(person.knownAs),
                \(person.givenName.folded), \(person.familyName.folded), \(person.knownAs.folded), \(person.born),
                \(person.isBirthEstimated), \(person.pronouns), \(person.school), \(person.yearGroup),
                \(person.address), \(person.postcode), \(person.phone), \(person.livesWith), \(person.language),
                \(person.nhsNumber), \(person.upn), \(person.safeContactList), \(now), \(now))
            """)
    }

    package func update(_ person: Person, at now: Instant) throws {
        try run(
            """
            UPDATE person SET given_name = \(person.givenName), family_name = \(person.familyName),
                known_as = \(person.knownAs), given_key = \(person.givenName.folded),
                family_key = \(person.familyName.folded), known_key = \(person.knownAs.folded), born = \(person.born),
                born_estimated = \(person.isBirthEstimated), pronouns = \(person.pronouns), school = \(person.school),
                year_group = \(person.yearGroup), address = \(person.address), postcode = \(person.postcode),
                phone = \(person.phone), lives_with = \(person.livesWith), language = \(person.language),
                nhs_number = \(person.nhsNumber), upn = \(person.upn), safe_contact = \(person.safeContactList),
                updated_at = \(now)
            WHERE id = \(person.id)
            """)
    }

    /// One young person's details: only for somebody the policy let in.
    package func person(_ grant: Grant<Person>) throws -> Person {
        guard
            let person: Person = try first("SELECT \(sql: Person.columns) FROM person p WHERE p.id = \(grant.subject)")
        else { throw StorageError.damaged("A record that was granted is not there.") }
        return person
    }

    /// Whether there is such a record at all. Says nothing about it.
    package func personExists(_ id: ID<Person>) throws -> Bool {
        try count("SELECT COUNT(*) FROM person WHERE id = \(id)") > 0
    }
}

extension Person {
    fileprivate var safeContactList: String { safeContact.map(\.rawValue).joined(separator: ",") }
}
