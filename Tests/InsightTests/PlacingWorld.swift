import Feeds
import Governance
import HouseSupport
import Joining
import Kernel
import Storage
import Testing
import Web

@testable import Insight

/// Sixteen squares, an agreement under which health sends files, and what reads and counts them.
struct PlacingWorld {
    let house: TestHouse
    let importer: Importer
    let counting: EventCounting

    static let istvHeader =
        "site_code,arrival_at,assault_at,method_code,location_type,location_text,lsoa_code,age_band,sex\n"

    static func make() async throws -> PlacingWorld {
        let house = try await PlaceWorld.make([]).house
        let now = house.now
        let importer = Importer(
            database: house.database, files: ImportFiles(folder: house.store.folder + "/files", keys: house.keys),
            audit: Audit(key: house.keys.audit), clock: { now })
        let world = PlacingWorld(
            house: house, importer: importer,
            counting: EventCounting(database: house.database, keys: house.keys, own: [], clock: { now }))
        try await world.agree()
        return world
    }

    private func agree() async throws {
        let now = house.now
        let parties = AgencyKind.allCases.compactMap { house.agencies[$0] }.map {
            SharingAgreement.Party(agency: $0.id, part: .both, signatory: "A signatory")
        }
        let (first, last) = (now.day.adding(days: -900), now.day.adding(days: 300))
        let terms = SharingAgreement.Terms(
            title: "Counting what happens", parties: parties, purposes: ["Prevention"],
            categories: Set(Governance.Category.agreeable), fields: [], legalBases: [], otherBasis: "A duty",
            policyDocument: "APD-1", control: .joint, flow: "Monthly", starts: first, ends: last, review: last,
            retention: "Six years", breachContact: "01632 960100", signed: first)
        try await house.database.write { tx in
            try tx.insert(
                SharingAgreement(
                    id: .make(), reference: "ISA-001", version: 1, terms: terms, recordedAt: now, recordedBy: nil,
                    reason: ""))
        }
    }

    /// Takes a file in, keeps it and counts it.
    func bring(_ feed: String, _ csv: String, period: String = "2025", from kind: AgencyKind = .health) async throws {
        let agency = try #require(house.agencies[kind])
        let mapping = try Mapping.shipped(feed)
        let order = ImportOrder(
            agency: agency.id, feed: feed, period: period,
            agreement: mapping.category == .published ? "published" : "ISA-001")
        let taken = try await importer.take(order, mapping, file: .text(csv), name: "\(feed).csv")
        let read = try await importer.read(taken.run.id)
        #expect(read.state == .staged && read.counts.rejected == 0, "\(read.problem ?? "")")
        _ = try await importer.decide(read.id, keep: true)
        try await counting.countAll()
    }

    /// Events by small area.
    func areas() async throws -> [String: Int] {
        try await counts("SELECT area AS name, COUNT(*) AS events FROM event GROUP BY area")
    }

    /// Events by how their place was found.
    func means() async throws -> [String: Int] {
        try await counts("SELECT means AS name, SUM(events) AS events FROM event_place GROUP BY means")
    }

    private func counts(_ sql: SQL) async throws -> [String: Int] {
        let rows = try await house.database.read { try $0.rows(sql) }
        var counts: [String: Int] = [:]
        for row in rows {
            let name: String = try row["name"]
            counts[name] = try row["events"]
        }
        return counts
    }

    /// An attendance at a minute of an October day.
    static func attendance(
        _ minute: Int, place: String = "Street", text: String = "", code: String = "", method: String = "Fist",
        sex: String = "Male", month: Int = 10, site: String = "RX1"
    ) -> String {
        let (day, hour, rest) = (minute / 600 + 1, 10 + minute / 60 % 10, minute % 60)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let at = "2025-\(two(month))-\(two(day)) \(two(hour)):\(two(rest))"
        return "\(site),\(at),\(at),\(method),\(place),\(text),\(code),17,\(sex)\n"
    }
}
