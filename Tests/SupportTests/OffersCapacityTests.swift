import Governance
import HouseSupport
import Kernel
import Matching
import Storage
import Testing
import Web

@testable import SupportWork

@Suite struct OffersCapacityTests {
    private static let today = Day(number: 20_800)

    private static func line(
        _ ago: Int, _ status: SupportStatus, worker: String? = nil, days: Int? = nil
    ) -> CapacityRecords.Line {
        let opened = today.adding(days: -ago)
        return CapacityRecords.Line(
            opened: opened, status: status, worker: worker, started: status == .seeking ? nil : opened,
            ended: days.map { opened.adding(days: $0) })
    }

    @Test func `records hold who asked by whole weeks, how long it lasted, and who waits`() {
        let records = CapacityRecords(
            [
                Self.line(21, .ended, worker: "a", days: 0), Self.line(14, .active, worker: "b"),
                Self.line(7, .active, worker: "b"), Self.line(1, .seeking), Self.line(0, .seeking),
            ], weeks: 52, on: Self.today)
        // Today is not over, so nobody who asked today counts in a week.
        #expect(records.asked == [1, 1, 2])
        #expect(records.ended == [1])
        #expect(records.supportedFor == [14, 7])
        #expect(records.waitedFor == [1, 0])
        #expect(records.workers == 1)
    }

    @Test func `only the weeks asked for are counted`() {
        let lines = [Self.line(400, .seeking), Self.line(3, .seeking)]
        #expect(CapacityRecords(lines, weeks: 2, on: Self.today).asked == [0, 1])
        #expect(CapacityRecords([], weeks: 2, on: Self.today).asked.isEmpty)
    }

    @Test func `small counts and what gives them away are kept from those outside the team`() {
        let few = (0..<2).map { Self.asked("a\($0)", "housing", .unmet(.full)) }
        let many = (0..<40).map { Self.asked("b\($0)", "education", $0 < 20 ? .met : .unmet(.noService)) }
        let team = GapTable(few + many, by: .need, ages: [10], for: .team)
        #expect(team.lines.map(\.unmet) == [.exact(20), .exact(2)])
        let outside = GapTable(few + many, by: .need, ages: [10], for: .outside)
        #expect(outside.lines.allSatisfy { $0.asked.value == nil && $0.unmet.value != 2 })
    }

    private static func asked(_ person: String, _ need: String, _ outcome: AskedFor.Outcome) -> AskedFor {
        AskedFor(person: person, need: need, place: nil, age: 15, hour: nil, level: 3, outcome: outcome)
    }

    @Test func `a need nobody helps with stands in the report, and words typed about a place never do`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open("\(world.link)/offers")
        await lead.submit(
            "\(world.link)/ask", [("needs", "housing"), ("level", "3"), ("area", "near his aunt in Mill Lane")])
        #expect(await lead.text.contains("near his aunt in Mill Lane"), "What was asked stands above who fits")
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/support/gaps")
        #expect(await hub.text.contains("A safe place to live"))
        await hub.open("/support/gaps?by=lack")
        #expect(await hub.text.contains("No service helps with it"))
        for role in [Role.hubCoordinator, .analyst, .boardMember, .panelMember] {
            let browser = try await world.house.browser(as: role)
            for page in ["/support/gaps?by=place", "/support/gaps/csv?by=place"] {
                await browser.open(page)
                #expect(await browser.status == 200, "\(role) \(page)")
                #expect(await !browser.text.contains("Mill Lane"), "\(role) \(page)")
            }
        }
        for role in [Role.provider, .referrer, .administrator, .privacyOfficer] {
            let browser = try await world.house.browser(as: role)
            await browser.open("/support/gaps")
            #expect(await browser.status == 403, "\(role)")
        }
    }

    @Test func `a forecast says when there is too little to go by, keeps what was typed, and else answers`()
        async throws
    {
        let world = try await SupportWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/support/capacity?pathway=one-to-one-advocate")
        #expect(await hub.text.contains("There is too little to go by"))
        await hub.open("/support/capacity?pathway=one-to-one-advocate&workers=none&caseload=12&days=21")
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Enter a number of workers"))
        try await world.house.database.write { tx in
            for ago in 1...80 {
                let opened = London.instant(world.today.adding(days: -ago * 2), hour: 10, minute: 0)
                try tx.insert(
                    Support(
                        person: world.person, pathway: "one-to-one-advocate", pathwayVersion: 1, openedAt: opened),
                    why: "test", by: nil, at: opened)
            }
        }
        await hub.open("/support/capacity?pathway=one-to-one-advocate&workers=2&caseload=12&days=21")
        #expect(await hub.status == 200)
        #expect(await hub.text.contains("With two workers"))
        #expect(await hub.text.contains("would wait more than three weeks"))
        #expect(await hub.text.contains("usual 26 weeks"))
        for role in [Role.provider, .panelMember, .analyst, .boardMember, .administrator] {
            let browser = try await world.house.browser(as: role)
            await browser.open("/support/capacity")
            #expect(await browser.status == 403, "\(role)")
        }
    }
}
