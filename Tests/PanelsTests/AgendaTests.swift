import Casework
import Governance
import HouseSupport
import Kernel
import People
import Storage
import SupportWork
import Testing
import Web

@testable import Panels

@Suite struct AgendaTests {
    @Test(arguments: [false, true])
    func `the agenda proposes by reasons, and shows a name and nothing more`(onPostgres: Bool) async throws {
        let world = try await PanelWorld.make(onPostgres: onPostgres)
        let lead = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write {
            try $0.setRisk(
                .high, on: world.other, headline: "zqvheadline", reason: "zqvreason", suggested: "", keepingSafe: [],
                goingWell: [], by: lead, at: world.house.now)
        }
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        await hub.open(panel)
        #expect(await hub.text.contains("You choose"))
        await hub.submit("\(panel)/propose")
        let text = await hub.text
        #expect(text.contains("Ilya Q"))
        #expect(text.contains("High risk"))
        #expect(!text.contains("zqvheadline") && !text.contains("zqvreason"))
        await hub.open("/young-people/\(world.other)")
        #expect(await hub.status == 403)
        await hub.open(panel)
        await hub.submit("\(panel)/put/\(world.other)")
        await hub.open("/young-people/\(world.other)")
        #expect(await hub.status == 200)
    }

    @Test func `nobody is put on an agenda whom no reason and no request brings there`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        _ = try await world.item(on: panel, by: hub)
        await hub.open(panel)
        let token = PageForm.all(in: await hub.text).first { $0.action.hasPrefix(panel) }?.fields ?? []
        await hub.send("\(panel)/put/\(world.other)", token)
        #expect(await hub.status == 404)
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM panel_item") } == 1)
    }

    @Test func `a restricted record is counted and not named`() async throws {
        let world = try await PanelWorld.make()
        let lead = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write { tx in
            try tx.setRisk(
                .high, on: world.other, headline: "x", reason: "x", suggested: "", keepingSafe: [], goingWell: [],
                by: lead, at: world.house.now)
            try tx.restrict(
                world.other, excluding: false, lead.id, because: "test", by: lead.id, at: world.house.now)
        }
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        await hub.open(panel)
        await hub.submit("\(panel)/propose")
        #expect(!(await hub.text.contains("Ilya Q")))
        #expect(await hub.text.contains("1 young person more has a restricted record"))
    }

    @Test func `support without contact and with a late review, risk and new links are read as facts`() async throws {
        let world = try await PanelWorld.make()
        let lead = try #require(world.house.workers[.leadPractitioner])
        let weeksAgo = world.house.now.adding(days: -70)
        let facts = try await world.house.database.write { tx -> [ID<Person>: ProposalFacts] in
            let version = try #require(try tx.pathway("one-to-one-advocate", on: world.today))
            var support = Support(
                person: world.other, pathway: "one-to-one-advocate", pathwayVersion: version.number, openedAt: weeksAgo)
            try tx.insert(support, why: "test", by: lead.id, at: weeksAgo)
            (support.status, support.startedOn) = (.active, weeksAgo.day)
            try tx.move(support, "Begun", why: "", by: lead.id, at: weeksAgo)
            let panel = Panel(kind: "monthly", day: world.today, startsAt: 600, place: "x")
            return try tx.proposalFacts(
                for: panel, PanelLists.standard.proposal, hooks: PanelHooks(newLinks: { _, _ in [world.other: 2] }),
                at: world.house.now)
        }
        #expect(facts[world.person] == ProposalFacts(level: .medium, lookAgainBy: world.today.adding(days: 28)))
        let other = try #require(facts[world.other])
        #expect(other.daysWithoutContact == 70)
        #expect(other.reviewDue == weeksAgo.day.adding(days: 56))
        #expect(other.newLinks == 2)
    }

    @Test func `a place has a plan of its own, comes before a meeting and keeps what was decided`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/panels/matters/new")
        await hub.submit("/panels/matters/new", [("sort", "location"), ("name", ""), ("about", "Adults wait there")])
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Adults wait there"))
        await hub.submit(
            "/panels/matters/new",
            [("sort", "location"), ("name", "The bus station after school"), ("about", "Adults wait there")])
        let id: String? = try await world.house.database.read { try $0.value("SELECT id FROM matter") }
        let matter = "/panels/matters/\(try #require(id))"
        await hub.submit(
            "\(matter)/plan",
            [("harm", "Adults give lifts"), ("protects", "The café owner"), ("aims", "Lights on\nA guardian at four")])
        #expect(await hub.text.contains("A guardian at four"))
        await hub.submit("\(matter)/plan", [("aims", "Other aims"), ("reason", "")])
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Say why the plan changes"))
        let panel = try await world.panel("mace", by: hub)
        await hub.open(panel)
        await hub.submit("\(panel)/matters", [("matter", try #require(id)), ("why", "Three reports in a week")])
        try await world.quorate(panel, by: hub)
        let item: String? = try await world.house.database.read { try $0.value("SELECT id FROM panel_item") }
        let link = "/panels/items/\(try #require(item))"
        await hub.open(link)
        await hub.submit(
            "\(link)/decide",
            [
                ("outcome", "disrupt"), ("reason", "Same car each time"), ("risk", "high"),
                ("risk_reason", "Three reports"),
            ]
                + PanelWorld.day("next", world.today.adding(days: 28)))
        #expect(await hub.text.contains("The decision is recorded"))
        await hub.open(matter)
        #expect(await hub.text.contains("Disrupt those who harm"))
        let member = try await world.house.browser(as: .panelMember)
        await member.open(matter)
        #expect(await member.status == 200)
        #expect(!(await member.text.contains("Write the plan")))
    }

    @Test func `information is read by whom its conditions name, and stays out of minutes it may not be copied to`()
        async throws
    {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        let member = try await world.house.browser(as: .panelMember)
        func told(_ words: String, _ more: [(String, String)]) -> [(String, String)] {
            [("text", words), ("source_grade", "1"), ("information_grade", "A")] + more
        }
        await member.open(item)
        await member.submit(
            "\(item)/information", told("Seen in hospital twice", [("handling", "C"), ("conditions", "")]))
        #expect(await member.status == 422)
        #expect(await member.text.contains("Seen in hospital twice"))
        await member.submit(
            "\(item)/information",
            told(
                "Seen in hospital twice",
                [("handling", "C"), ("conditions", "Not to be told to his school"), ("roles", "hubCoordinator")]))
        await member.submit(
            "\(item)/information",
            told(
                "A nurse knows the family",
                [("handling", "C"), ("conditions", "Health alone"), ("agencies", try world.agency(.health).id.text)]
                    + [("tells", "yes")]))
        await member.submit("\(item)/information", told("He likes to draw", [("handling", "P")]))
        await hub.open(item)
        for words in ["Seen in hospital twice", "1/A/C", "Not to be told to his school", "1 more piece of information"]
        {
            #expect(await hub.text.contains(words), "\(words)")
        }
        #expect(!(await hub.text.contains("A nurse knows")))
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open(item)
        #expect(await lead.text.contains("He likes to draw"))
        for words in ["Seen in hospital", "A nurse knows"] { #expect(!(await lead.text.contains(words)), "\(words)") }
        await hub.open("\(panel)/minutes")
        #expect(await hub.text.contains("He likes to draw"))
        #expect(!(await hub.text.contains("Seen in hospital")))
    }
}
