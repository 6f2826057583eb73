import Governance
import Kernel
import People
import Storage

/// Where somebody lives as two descriptions of it are compared: the postcode and every number in the address.
struct AddressKey: Hashable, Sendable {
    let postcode: String
    private let house: String

    /// Nil where a part is missing: a street alone is no household.
    init?(_ address: String, _ postcode: String) {
        guard let code = Postcode(postcode) else { return nil }
        let words = address.folded.split(separator: " ").map(String.init)
        let numbers = words.filter { $0.contains(where: \.isNumber) && Postcode($0) == nil }
        // "14 Quay Street" and "14 Quay St" are one home; "Rose Cottage" goes by its name.
        let house = numbers.isEmpty ? words.prefix(2).joined(separator: " ") : numbers.sorted().joined(separator: " ")
        guard !house.isEmpty else { return nil }
        self.postcode = code.description
        self.house = house
    }
}

/// Another young person who has to do with this one, as far as the viewer may know of them.
struct Neighbour: Sendable {
    let person: ID<Person>
    /// The name, or initials for somebody who may know only that there is a record.
    let name: String
    let isNamed: Bool
    let how: String
}

/// Those around a young person whom details and files tell of.
struct Household: Sendable {
    let atAddress: [Neighbour]
    let siblings: [Tie]
    let atSchool: [Neighbour]
    /// Nothing is looked up by an address that is secret.
    let isAddressSecret: Bool

    var shownPeople: Int { Set((atAddress + atSchool).map(\.person)).count }

    /// How many one list holds at most: a page is for people, a block of flats is not a household.
    static let most = 20
}

extension Visit {
    /// Who lives at the same address, siblings who are written down, and who is at the same school, each only as far
    /// as this worker may know of them. Nobody is found by an address that is secret, theirs or the other's.
    func household(
        _ person: Person, _ grant: Grant<Person>, _ records: [LinkedRecord], _ reach: Reach, in tx: Transaction
    ) throws -> Household {
        let isSecret = person.safeContact.contains(.addressIsSecret)
        let atAddress = isSecret ? [] : try sharers(of: keys(person, grant, records, reach), person, reach, in: tx)
        return Household(
            atAddress: atAddress, siblings: try tx.siblings(grant),
            atSchool: try schoolmates(of: person, grant, in: tx), isAddressSecret: isSecret)
    }

    /// Every address this worker may read, and who says so.
    private func keys(
        _ person: Person, _ grant: Grant<Person>, _ records: [LinkedRecord], _ reach: Reach
    ) -> [AddressKey: String] {
        guard grant.shows(.contact) else { return [:] }
        var keys: [AddressKey: String] = [:]
        var ignored: Set<String> = []
        for record in records where reach.opens(record, noting: &ignored) {
            guard reach.agreement(.address, record, noting: &ignored) != nil else { continue }
            if let key = AddressKey(record.record.address, record.record.postcode) { keys[key] = record.agencyName }
        }
        if let own = AddressKey(person.address, person.postcode) { keys[own] = "this record" }
        return keys
    }

    private func sharers(
        of keys: [AddressKey: String], _ person: Person, _ reach: Reach, in tx: Transaction
    ) throws -> [Neighbour] {
        guard !keys.isEmpty else { return [] }
        let spaced = Set(keys.keys.map(\.postcode))
        let postcodes = spaced.union(spaced.map { $0.filter { !$0.isWhitespace } }).sorted()
        var how: [ID<Person>: String] = [:]
        for other in try tx.residents(of: postcodes, but: person.id) {
            guard let key = AddressKey(other.address, other.postcode), let source = keys[key] else { continue }
            how[other.id] = "Same address in \(source) and on their record"
        }
        for record in try tx.recordsLinked(at: postcodes, but: person.id) where how[record.person] == nil {
            guard let key = AddressKey(record.address, record.postcode), let source = keys[key],
                reach.sharing.covers(.contact, from: record.agency, to: worker.agency.id).isCovered
            else { continue }
            how[record.person] = "Same address in \(source) and in a file of \(record.agencyName)"
        }
        return try neighbours(how, byAddress: true, in: tx)
    }

    /// Those of this worker's own caseload: a list of everybody at a school would be nobody's business.
    private func schoolmates(of person: Person, _ grant: Grant<Person>, in tx: Transaction) throws -> [Neighbour] {
        let school = person.school.folded
        guard grant.shows(.identity), !school.isEmpty else { return [] }
        let lines: [CaseloadLine<Person>] = try tx.caseload(of: worker, at: now, most: 500)
        let others = try tx.identities(of: Set(lines.map(\.subject)).subtracting([person.id]).sorted())
        let same = others.filter { $0.person.school.folded == school }.map(\.person.id)
        let how = Dictionary(same.map { ($0, "Also at \(person.school)") }, uniquingKeysWith: { first, _ in first })
        return try neighbours(how, byAddress: false, in: tx)
    }

    /// Each as far as the policy lets this worker know of them; those it does not are not there.
    private func neighbours(
        _ how: [ID<Person>: String], byAddress: Bool, in tx: Transaction
    ) throws -> [Neighbour] {
        var found: [Neighbour] = []
        for other in try tx.identities(of: how.keys.sorted()).map(\.person) where found.count < Household.most {
            if byAddress && other.safeContact.contains(.addressIsSecret) { continue }
            let seen = try visible(of: other.id, in: tx)
            let isNamed = seen.contains(.identity)
            guard isNamed || seen.contains(.existence) else { continue }
            found.append(
                Neighbour(
                    person: other.id, name: isNamed ? other.fullName : other.initials, isNamed: isNamed,
                    how: how[other.id] ?? ""))
        }
        return found.sorted { ($0.name, $0.person) < ($1.name, $1.person) }
    }
}

/// Where an agency's file says that somebody else lives.
struct LinkedAddress: Sendable, FromRow {
    let person: ID<Person>
    let agency: ID<Agency>
    let agencyName: String
    let address: String
    let postcode: String

    init(row: Row) throws {
        person = try row["person_id"]
        agency = try row["agency_id"]
        agencyName = try row["agency_name"]
        address = try row["address"]
        postcode = try row["postcode"]
    }
}

extension Transaction {
    /// Linked descriptions of other young people with one of these postcodes, in files that count.
    func recordsLinked(at postcodes: [String], but person: ID<Person>) throws -> [LinkedAddress] {
        try all(
            """
            SELECT DISTINCT l.person_id, s.agency_id, a.name AS agency_name, s.address, s.postcode
            FROM source_record s JOIN record_link l ON l.record_id = s.id JOIN agency a ON a.id = s.agency_id
            WHERE s.postcode IN \(list: postcodes) AND l.ended_at IS NULL AND l.person_id <> \(person)
                AND EXISTS (
                    SELECT 1 FROM source_row r JOIN import_run i ON i.id = r.run_id
                    WHERE r.record_id = s.id AND i.state = \(ImportRun.State.kept))
            ORDER BY l.person_id, a.name LIMIT 400
            """)
    }
}
