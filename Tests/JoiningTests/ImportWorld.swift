import Feeds
import Foundation
import Governance
import HouseSupport
import Joining
import Kernel
import Storage
import Web

/// A house in which schools, health and police have signed an agreement, and what reads their files.
struct ImportWorld: Sendable {
    let house: TestHouse
    let importer: Importer
    let files: ImportFiles

    static func make() async throws -> ImportWorld {
        try await make(in: TestHouse.make())
    }

    static func make(in house: TestHouse) async throws -> ImportWorld {
        let files = ImportFiles(folder: house.store.folder + "/files", keys: house.keys)
        let now = house.now
        let importer = Importer(
            database: house.database, files: files, audit: Audit(key: house.keys.audit), clock: { now })
        let world = ImportWorld(house: house, importer: importer, files: files)
        let day = now.day
        try await world.sign("ISA-001", [.education, .health], of: [.education, .health])
        try await world.sign("ISA-OLD", [.education], of: [.education], ends: day.adding(days: -3))
        try await world.sign(
            "ISA-THIN", [.education], of: [.education], fields: [.localRef, .forename, .surname, .dateOfBirth])
        return world
    }

    func sign(
        _ reference: String, _ categories: Set<Governance.Category>, of kinds: [AgencyKind],
        to receivers: [AgencyKind] = [], fields: Set<IdentityField> = [], ends: Day? = nil
    ) async throws {
        let day = house.now.day
        func parties(_ kinds: [AgencyKind], _ part: SharingAgreement.Part) -> [SharingAgreement.Party] {
            kinds.compactMap { house.agencies[$0] }
                .map { SharingAgreement.Party(agency: $0.id, part: part, signatory: "Test") }
        }
        let parties = parties(kinds, .gives) + parties(receivers, .receives)
        let terms = SharingAgreement.Terms(
            title: "Test", parties: parties, purposes: ["keeping young people safe"], categories: categories,
            fields: fields, legalBases: [], otherBasis: "test", policyDocument: "", control: .separate, flow: "monthly",
            starts: day.adding(days: -100), ends: ends ?? day.adding(days: 100), review: day.adding(days: 50),
            retention: "test", breachContact: "test", signed: day.adding(days: -101))
        let agreement = SharingAgreement(
            id: .make(), reference: reference, version: 1, terms: terms, recordedAt: house.now, recordedBy: nil,
            reason: "test")
        try await house.database.write { try $0.insert(agreement) }
    }

    func order(_ period: String = "2026-09", agreement: String = "ISA-001") throws -> ImportOrder {
        guard let agency = house.agencies[.education] else { throw Missing() }
        return ImportOrder(agency: agency.id, feed: "school-roll", period: period, agreement: agreement)
    }

    /// Takes a school roll as the command line does, and reads it to its end.
    func read(_ csv: String, period: String = "2026-09", agreement: String = "ISA-001") async throws -> ImportRun {
        let run = try await take(csv, period: period, agreement: agreement)
        return try await importer.read(run.id)
    }

    func take(_ csv: String, period: String = "2026-09", agreement: String = "ISA-001") async throws -> ImportRun {
        let mapping = try Mapping.shipped("school-roll")
        return try await importer.take(order(period, agreement: agreement), mapping, file: .text(csv), name: "roll.csv")
            .run
    }

    /// What was counted of agreements' use.
    func uses() async throws -> [AgreementUse] {
        let since = house.now.day.adding(days: -1)
        return try await house.database.read { try $0.agreementUse(since: since) }
    }

    func run(_ id: ID<ImportRun>) async throws -> ImportRun {
        guard let run = try await house.database.read({ try $0.importRun(id) }) else { throw Missing() }
        return run
    }

    /// Rows of a run as they are kept, without identifiers that differ from one run to another.
    func rows(_ id: ID<ImportRun>) async throws -> [[Value]] {
        try await house.database.read { tx in
            try tx.rows(
                """
                SELECT r.line, r.outcome, s.record_key, s.surname, r.category, r.event_kind, r.at, r.precision, r.until,
                    r.title, r.serious, r.signs, r.facts, r.original, r.problems, r.ref_digest, r.row_digest
                FROM source_row r LEFT JOIN source_record s ON s.id = r.record_id
                WHERE r.run_id = \(id) ORDER BY r.line
                """
            ).map(\.values)
        }
    }

    struct Missing: Error {}

    static let header =
        "pupil_id,upn,surname,forename,middle_names,dob,sex,address,postcode,school_urn,school_name,year_group,"
        + "attendance_percent,snapshot_date\r\n"

    /// One line of a school roll.
    static func line(_ number: Int, surname: String = "Okafor", born: String = "2010-05-01") -> String {
        "P\(number),,\(surname),Amara,,\(born),F,\(number) Harbour Street,KX1 1AA,900001,Fairmead Academy,9,91.5,"
            + "2025-09-30\r\n"
    }

    static func roll(_ numbers: some Sequence<Int>) -> String {
        numbers.reduce(into: header) { $0 += line($1) }
    }
}
