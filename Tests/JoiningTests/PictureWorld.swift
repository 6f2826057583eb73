import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

/// A partnership with young people whom agencies' files speak of, each row written as an import would leave it.
struct PictureWorld {
    let house: TestHouse
    let person: ID<Person>

    var record: String { "/young-people/\(person)" }

    static func make(safeContact: [SafeContact] = []) async throws -> PictureWorld {
        let house = try await TestHouse.make()
        let person = try await add("Kai", "Brennan", to: house, safeContact: safeContact)
        return PictureWorld(house: house, person: person)
    }

    static func add(
        _ given: String, _ family: String, to house: TestHouse, address: String = "14 Quay Street",
        postcode: String = "KX1 2AB", school: String = "Fairmead Academy", safeContact: [SafeContact] = []
    ) async throws -> ID<Person> {
        let id = ID<Person>.make()
        try await house.database.write { tx in
            var person = Person(
                id: id, number: try tx.nextPersonNumber(), givenName: given, familyName: family)
            person.born = Day(year: 2010, month: 3, day: 27)
            person.address = address
            person.postcode = postcode
            person.school = school
            person.safeContact = safeContact
            try tx.insert(person, at: house.now)
        }
        return id
    }

    func agency(_ kind: AgencyKind) throws -> Agency { try #require(house.agencies[kind]) }

    func worker(_ role: Role) throws -> Worker { try #require(house.workers[role]) }

    /// The browser of a worker of this role who is in the team.
    func browser(_ role: Role) async throws -> Browser {
        let (worker, person, now) = (try worker(role), person, house.now)
        try await house.database.write { try $0.involve(worker, as: .team, with: person, why: "Test", at: now) }
        return try await house.browser(as: role)
    }

    /// Signs in again after a session has ended by itself.
    func signIn(_ browser: Browser, as role: Role) async throws {
        await browser.open("/sign-in")
        await browser.send("/sign-in/demonstration", [("worker", try worker(role).id.text)])
    }

    /// An agreement under which some kinds of agency give these categories and others receive them.
    @discardableResult
    func agree(
        _ reference: String, from: [AgencyKind], to: [AgencyKind], _ categories: Set<Governance.Category>,
        ends: String = "2026-12-31", fields: Set<IdentityField> = []
    ) async throws -> SharingAgreement {
        let gives = try from.map { SharingAgreement.Party(agency: try agency($0).id, part: .gives, signatory: "A") }
        let takes = try to.filter { !from.contains($0) }.map {
            SharingAgreement.Party(agency: try agency($0).id, part: .receives, signatory: "B")
        }
        let both = try to.filter { from.contains($0) }.map {
            SharingAgreement.Party(agency: try agency($0).id, part: .both, signatory: "C")
        }
        let twice = Set(both.map(\.agency))
        let starts = try #require(Day("2025-01-01"))
        let last = try #require(Day(ends))
        let agreement = SharingAgreement(
            id: .make(), reference: reference, version: 1,
            terms: SharingAgreement.Terms(
                title: "Test", parties: gives.filter { !twice.contains($0.agency) } + takes + both,
                purposes: ["Keeping safe"], categories: categories, fields: fields, legalBases: [],
                otherBasis: "Test", policyDocument: "", control: .separate, flow: "", starts: starts, ends: last,
                review: last, retention: "", breachContact: "", signed: starts),
            recordedAt: house.now, recordedBy: nil, reason: "")
        try await house.database.write { try $0.insert(agreement) }
        return agreement
    }

    /// A row of an agency's kept file about this young person, linked.
    struct Row: Sendable {
        var kind: AgencyKind
        var category: Governance.Category
        var eventKind = ""
        var at: Instant?
        var until: Instant?
        var title = ""
        var facts = "[]"
        var signs = ""
        var period = "2025-10"
        var state = ImportRun.State.kept
        var keptAt: Instant?
        var linkedAt: Instant?
        var forename = "Kai"
        var surname = "Brennan"
        var born: String? = "2010-03-27"
        var address = "14 Quay St"
        var postcode = "KX1 2AB"
        var nhsNumber = ""
        var upn = ""
        var localRef = ""
        var school = ""
        var serious = false

        init(_ kind: AgencyKind, _ category: Governance.Category) {
            self.kind = kind
            self.category = category
        }
    }

    @discardableResult
    func add(_ row: Row, about other: ID<Person>? = nil) async throws -> ID<SourceRecord> {
        let (agency, subject, now) = (try agency(row.kind), other ?? person, house.now)
        let record = ID<SourceRecord>.make()
        try await house.database.write { tx in
            let run = ID<ImportRun>.make()
            try tx.run(
                """
                INSERT INTO import_run (id, agency_id, feed, feed_version, period, agreement, file_name, file_hash,
                    file_bytes, started_at, state, bytes_read, rows_read, accepted, corrected, rejected, pace_bytes,
                    holder, kept_at)
                VALUES (\(run), \(agency.id), 'test', '1', \(row.period), 'ISA-001', 'f.csv', 'x', 1,
                    \(now.adding(days: -40)), \(row.state), 1, 1, 1, 0, 0, 0, '',
                    \(row.keptAt ?? now.adding(days: -30)))
                """)
            try tx.run(
                """
                INSERT INTO source_record (id, agency_id, record_key, local_ref, forename, middle_names, surname,
                    also_known_as, born, sex, address, postcode, nhs_number, upn, pnc, ethnicity, school, created_at)
                VALUES (\(record), \(agency.id), \(record.text), \(row.localRef), \(row.forename), '', \(row.surname),
                    '', \(row.born), 'M', \(row.address), \(row.postcode), \(row.nhsNumber), \(row.upn), '', '',
                    \(row.school), \(now.adding(days: -30)))
                """)
            try tx.run(
                """
                INSERT INTO source_row (id, run_id, line, outcome, record_id, category, event_kind, at, precision,
                    until, title, serious, signs, facts, original, problems, ref_digest, record_digest, key_digest,
                    row_digest)
                VALUES (\(ID<SourceRow>.make()), \(run), 2, 'accepted', \(record), \(row.category.rawValue),
                    \(row.eventKind), \(row.at), 'minute', \(row.until), \(row.title), \(row.serious), \(row.signs),
                    \(row.facts), '[]', '[]', 0, 0, 0, 0)
                """)
            try tx.run(
                """
                INSERT INTO record_link (id, record_id, person_id, maker, reason, since)
                VALUES (\(ID<RecordLink>.make()), \(record), \(subject), 'person', 'Test',
                    \(row.linkedAt ?? now.adding(days: -29)))
                """)
        }
        return record
    }

    /// Something that happened, told by an agency's file.
    func event(
        _ kind: AgencyKind, _ category: Governance.Category, _ eventKind: String, days: Int, _ title: String,
        signs: String = "", change: (inout Row) -> Void = { _ in }
    ) async throws {
        var row = Row(kind, category)
        row.eventKind = eventKind
        row.at = house.now.adding(days: -days)
        row.title = title
        row.signs = signs
        change(&row)
        try await add(row)
    }

    func auditDetails() async throws -> [String] {
        try await house.database.read { try $0.values("SELECT detail FROM audit ORDER BY sequence") }
    }
}
