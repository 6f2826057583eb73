import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Connections

@Suite struct PlaceTests {
    private static let line: [(String, String)] = [
        ("name", "The Zqvline"), ("area", "A city"), ("numbers", "07700 900461"), ("drugs", "Cannabis"),
        ("status", "active"), ("risks", "Adults threaten families"),
    ]

    @Test(arguments: [false, true])
    func `a line is added, changed and keeps what it said`(onPostgres: Bool) async throws {
        let world = try await ConnectionsWorld.make(onPostgres: onPostgres)
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("/lines/new")
        await browser.submit("/lines/new", Self.line + ConnectionsWorld.day("last", world.today))
        #expect(await browser.text.contains("07700 900461"))
        let link = await browser.lastPath
        let second = try await world.house.browser(as: .hubCoordinator)
        await second.open("\(link)/change")
        await browser.open("\(link)/change")
        await browser.submit("\(link)/change", [("risks", "It is quiet now"), ("reason", "")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Say why it is changed"))
        #expect(await browser.text.contains("It is quiet now"))
        await browser.submit("\(link)/change", [("status", "quiet"), ("reason", "Nothing for a month")])
        #expect(await browser.text.contains("Nothing for a month"))
        #expect(await browser.text.contains("Adults threaten families"))
        await second.submit("\(link)/change", [("risks", "Zqvmine"), ("reason", "Seen again")])
        #expect(await second.status == 409)
        #expect(await second.text.contains("Zqvmine"))
        #expect(await second.text.contains("It is quiet now"))
        await second.submit("\(link)/change", [])
        #expect(await second.status == 200)
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM context_version") } == 3)
        await browser.open("/places")
        #expect(!(await browser.text.contains("Zqvline")))
        await browser.open(link.replacing("/lines/", with: "/places/"))
        #expect(await browser.status == 404)
    }

    @Test func `bad input keeps what was typed`() async throws {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/places/new")
        await browser.submit(
            "/places/new",
            [("name", "Zqvflat"), ("kind", "palace"), ("area", ""), ("risks", "")]
                + ConnectionsWorld.day("first", world.today)
                + ConnectionsWorld.day("last", world.today.adding(days: -4)))
        let text = await browser.text
        #expect(await browser.status == 422)
        for words in [
            "Choose what kind of place", "Enter its address or area", "Last seen cannot be before first seen",
            "Zqvflat",
            "Choose how it stands",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test func `young people of a place are named only to those who may see each of them`() async throws {
        let world = try await ConnectionsWorld.make()
        let place = try await world.place()
        for person in [world.person, world.other] {
            try await world.keep(world.connection(person, .context(place), type: "madeToGo"), by: .hubCoordinator)
        }
        let browser = try await world.house.browser(as: .leadPractitioner)
        let before = try await world.audited("young people connected with places, 1 shown")
        await browser.open("/places/\(place)")
        let text = await browser.text
        #expect(text.contains("Ilya Marsh, YP-2047") && text.contains("A young person you may not see."))
        #expect(!text.contains("Zqvother"))
        #expect(try await world.audited("young people connected with places, 1 shown") == before + 1)
        await browser.open("/places")
        #expect(await browser.text.contains("2, 1 of them not shown to you"))
        let (lead, hub, now) = (try world.worker(.leadPractitioner), try world.worker(.hubCoordinator), world.house.now)
        try await world.house.database.write {
            try $0.restrict(world.other, excluding: true, lead.id, because: "test", by: hub.id, at: now)
        }
        await browser.open("/places/\(place)")
        #expect(!(await browser.text.contains("A young person you may not see.")))
        for role in Role.allCases {
            let browser = try await world.house.browser(as: role)
            await browser.open("/places/\(place)")
            #expect(await browser.status == (Policy.allows(role, .seeConnections) ? 200 : 403), "\(role)")
            #expect(!(await browser.text.contains("Zqvother")), "\(role)")
        }
    }

    @Test func `who is connected under conditions is on the place’s page for those they name alone`() async throws {
        let world = try await ConnectionsWorld.make()
        let (place, hub) = (try await world.place(), try world.worker(.hubCoordinator))
        let bound = Handling(.conditions, conditions: "Hub only", agencies: [hub.agency.id], tells: true, copies: true)
        try await world.keep(
            world.connection(world.person, .context(place), type: "madeToGo", handling: bound), by: .hubCoordinator)
        try await world.relate(.hubCoordinator, to: world.person)
        for (role, sees) in [(Role.leadPractitioner, false), (.hubCoordinator, true)] {
            let browser = try await world.house.browser(as: role)
            await browser.open("/places/\(place)")
            #expect(await browser.text.contains("Ilya Marsh") == sees, "\(role)")
            #expect(!(await browser.text.contains("A young person you may not see")), "\(role)")
        }
    }
}
