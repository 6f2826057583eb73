import Governance
import Kernel
import People
import Storage

/// Our own records as linkage compares them: each a source record of the partnership itself, linked to its person.
///
/// It follows the details as they stand; what they were is in the record's own history of changes.
enum Mirror {
    /// A young person's details as a source record. A secret address is left out: finding somebody by it would tell it.
    static func record(of person: Person, id: ID<SourceRecord>, in agency: ID<Agency>) -> SourceRecord {
        let isSecret = person.safeContact.contains(.addressIsSecret)
        return SourceRecord(
            id: id, agency: agency, localRef: person.id.text, forename: person.givenName, middleNames: "",
            surname: person.familyName, alsoKnownAs: person.knownAs, born: person.isBirthEstimated ? nil : person.born,
            sex: "", address: isSecret ? "" : person.address, postcode: isSecret ? "" : person.postcode,
            nhsNumber: person.nhsNumber, upn: person.upn, pnc: "", ethnicity: "", school: person.school)
    }

    /// The same by the engine's names for its fields, without a number that only we give.
    static func values(of person: Person) -> [String: String] {
        let isSecret = person.safeContact.contains(.addressIsSecret)
        return [
            "forename": person.givenName, "surname": person.familyName, "also_known_as": person.knownAs,
            "date_of_birth": person.isBirthEstimated ? "" : person.born?.description ?? "",
            "postcode": isSecret ? "" : person.postcode, "nhs_number": person.nhsNumber, "upn": person.upn,
        ]
    }

    /// Whether there is anything to compare: a nameless record matches nobody.
    static func isComparable(_ person: Person) -> Bool {
        !(person.givenName.isEmpty && person.familyName.isEmpty)
    }

    static func key(_ person: ID<Person>) -> String { "person:\(person)" }

    static let reason = "Our own record"
}

extension Transaction {
    /// The agency that stands for the partnership itself.
    package func ownAgency() throws -> ID<Agency>? {
        try value(
            "SELECT id FROM agency WHERE kind = \(AgencyKind.partnership) ORDER BY name, id LIMIT 1")
    }

    /// Brings the mirror of these young people up to date, and links each to its person.
    ///
    /// - Returns: Their source records as they stand now.
    func mirror(_ people: [Person], in agency: ID<Agency>, at now: Instant) throws -> [SourceRecord] {
        let keys = people.map { Mirror.key($0.id) }
        let rows = try rows(
            "SELECT id, record_key FROM source_record WHERE agency_id = \(agency) AND record_key IN \(list: keys)")
        let known = try Dictionary(
            rows.map { row -> (String, ID<SourceRecord>) in (try row["record_key"], try row["id"]) },
            uniquingKeysWith: { first, _ in first })
        let stand = try sourceRecords(Array(known.values))
        return try people.map { person in
            let id = known[Mirror.key(person.id)]
            let record = Mirror.record(of: person, id: id ?? .make(), in: agency)
            if let id {
                if stand[id] != record { try refresh(record) }
                if try link(of: id) == nil { try linkMirror(record.id, to: person.id, at: now) }
            } else {
                try insertMirror(record, key: Mirror.key(person.id), at: now)
                try linkMirror(record.id, to: person.id, at: now)
            }
            return record
        }
    }

    private func linkMirror(_ record: ID<SourceRecord>, to person: ID<Person>, at now: Instant) throws {
        try insert(
            RecordLink(
                id: .make(), record: record, person: person, maker: .identity, probability: nil, run: nil,
                worker: nil, reason: Mirror.reason, since: now))
    }

    private func insertMirror(_ record: SourceRecord, key: String, at now: Instant) throws {
        try run(
            """
            INSERT INTO source_record (id, agency_id, record_key, local_ref, forename, middle_names, surname,
                also_known_as, born, sex, address, postcode, nhs_number, upn, pnc, ethnicity, school, created_at)
            VALUES (\(record.id), \(record.agency), \(key), \(record.localRef), \(record.forename),
                \(record.middleNames), \(record.surname), \(record.alsoKnownAs), \(record.born), \(record.sex),
                \(record.address), \(record.postcode), \(record.nhsNumber), \(record.upn), \(record.pnc),
                \(record.ethnicity), \(record.school), \(now))
            """)
    }

    private func refresh(_ record: SourceRecord) throws {
        try run(
            """
            UPDATE source_record SET forename = \(record.forename), surname = \(record.surname),
                also_known_as = \(record.alsoKnownAs), born = \(record.born), address = \(record.address),
                postcode = \(record.postcode), nhs_number = \(record.nhsNumber), upn = \(record.upn),
                school = \(record.school)
            WHERE id = \(record.id)
            """)
    }

    /// Records made from rows, with when their details were last put together from them.
    func madePeople() throws -> [ID<Person>: Int] {
        try Dictionary(
            rows("SELECT person_id, details_at FROM made_person").map { row -> (ID<Person>, Int) in
                (try row["person_id"], try row["details_at"])
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Remembers that a record was made from rows, or that its details were put together from them again.
    func noteMade(
        _ person: ID<Person>, by run: ID<LinkRun>?, _ regrouping: ID<Regrouping>?, at now: Instant
    ) throws {
        try self.run(
            """
            INSERT INTO made_person (person_id, run_id, regrouping_id, made_at, details_at)
            VALUES (\(person), \(run), \(regrouping), \(now), \(now))
            ON CONFLICT (person_id) DO UPDATE SET details_at = \(now)
            """)
    }

    /// Whether a record was made from rows and no worker has changed its details since.
    func isUnedited(_ person: ID<Person>) throws -> Bool {
        try count(
            """
            SELECT COUNT(*) FROM made_person m JOIN person p ON p.id = m.person_id
            WHERE m.person_id = \(person) AND p.updated_at = m.details_at
            """) > 0
    }
}
