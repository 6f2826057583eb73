import Composition
import Feeds
import Foundation
import Governance
import HouseSupport
import Kernel
import Linkage
import Logging
import People
import PostgresSupport
import Storage
import Testing
import Web

@testable import Joining

/// The way of an agency's file on PostgreSQL: read, kept, linked, undone.
@Suite(.enabled(if: PostgresServer.isWanted)) struct PostgresImportTests {
    private static let firsts = ["Amara", "Kai", "Zara", "Liam", "Maja", "Idris", "Poppy", "Tomasz", "Ivy", "Reece"]
    private static let lasts = ["Okafor", "Brennan", "Khan", "Nowak", "Walsh", "Mensah", "Quinn", "Sesay", "Fox"]

    /// An invented school roll in which nobody shares name and birthday with anybody else.
    private static func roll(_ count: Int, ref: String) -> String {
        (0..<count).reduce(into: ImportWorld.header) { text, number in
            let (first, last) = (firsts[number % firsts.count], lasts[number % lasts.count])
            let born = "20\(10 + number % 3)-\(two(number % 12 + 1))-\(two(number % 27 + 1))"
            text +=
                "\(ref)\(number),,\(last),\(first),,\(born),F,\(number) Harbour Street,KX1 \(number % 9)AA,900001,"
                + "Fairmead Academy,9,91.5,2025-09-30\r\n"
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private func keep(_ run: ImportRun, in world: ImportWorld) async throws -> ImportRun {
        try await world.importer.decide(run.id, keep: true)
    }

    private func link(_ house: TestHouse) async throws -> LinkRun {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let linking = Composed.linking(house.database, audit: Audit(key: house.keys.audit), logger: logger)
        return try #require(try await linking.runNow(by: nil))
    }

    @Test func `a file is read in batches, kept, replaced, linked, and a link undone`() async throws {
        let house = try await TestHouse.makeOnPostgres()
        let world = try await ImportWorld.make(in: house)
        try await world.sign("ISA-HUB", [.identity, .education], of: [.education], to: [.partnership])
        let first = try await world.read(Self.roll(1300, ref: "P") + ImportWorld.line(9, born: "31/02/2010"))
        #expect(first.state == .staged)
        #expect(first.counts.read == 1301 && first.counts.rejected == 1 && first.counts.isWhole)
        #expect(try await keep(first, in: world).state == .kept)
        let second = try await world.read(Self.roll(1310, ref: "P"))
        let change = try #require(try await house.database.read { try $0.importEntry(second.id)?.change })
        #expect(change.people.new == 10)
        _ = try await keep(second, in: world)
        #expect(try await world.run(first.id).state == .replaced)

        let run = try await link(house)
        #expect(run.state == .done, "\(run.problem ?? "")")
        #expect(run.counts.records == 1310 && run.counts.links == 1310)
        let again = try await link(house)
        #expect(again.counts.links == 0)

        let coordinator = try #require(house.workers[.hubCoordinator])
        let (person, record) = try await joinedPair(house, coordinator)
        let browser = try await house.browser(as: .hubCoordinator)
        await browser.open("/young-people/\(person)/links")
        #expect(await browser.status == 200)
        let form = try #require(
            PageForm.all(in: await browser.text).first { $0.action.hasSuffix("/links/undo") })
        await browser.send(
            form.action,
            form.fields.filter { !["record", "reason"].contains($0.0) }
                + [("record", record.text), ("reason", "They are two")])
        #expect(await browser.status == 200)
        let after = try await house.database.read { try $0.links(of: [record])[record]?.person }
        #expect(after != nil && after != person)
        await browser.open("/links")
        #expect(await browser.status == 200)
        await browser.open("/review")
        #expect(await browser.status == 200)
        await browser.open("/imports")
        #expect(await browser.status == 200)
    }

    /// Two records of one young person, the second put there by hand, for a coordinator who works with them.
    private func joinedPair(_ house: TestHouse, _ coordinator: Worker) async throws -> (ID<Person>, ID<SourceRecord>) {
        let now = house.now
        return try await house.database.write { tx in
            let links = try tx.standingLinks(after: nil, most: 2)
            guard links.count == 2 else { throw ImportWorld.Missing() }
            let (kept, moved) = (links[0], links[1])
            try tx.run(
                "UPDATE record_link SET person_id = \(kept.person) WHERE record_id = \(moved.record) AND ended_at IS NULL"
            )
            try tx.involve(coordinator, as: .team, with: kept.person, why: "test", at: now)
            return (kept.person, moved.record)
        }
    }
}
