import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Panels

@Suite struct PanelPageTests {
    @Test(arguments: [false, true])
    func `from asking to minutes, with an action chased at the next meeting`(onPostgres: Bool) async throws {
        let world = try await PanelWorld.make(onPostgres: onPostgres)
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        try await world.quorate(panel, by: hub)
        await hub.open(item)
        await hub.submit("\(item)/decide", world.decision)
        #expect(await hub.text.contains("The decision is recorded"))
        let police = try world.agency(.police)
        await hub.submit(
            "\(item)/actions",
            [
                ("what", "Visit the shop where they wait"), ("agency", police.id.text), ("worker", ""),
                ("tactic", "visits"),
            ] + PanelWorld.day("due", world.today.adding(days: 7)))
        #expect(await hub.text.contains("Visit the shop where they wait"))
        await hub.open(panel)
        await hub.submit("\(panel)/close")
        for words in ["Change the plan", "walks home to be safe", "Before: Medium", "After: High", "Visit the shop"] {
            #expect(await hub.text.contains(words), "\(words)")
        }
        let level: String? = try await world.house.database.read {
            try $0.value(
                "SELECT level FROM risk_judgement WHERE person_id = \(world.person) ORDER BY set_at DESC, id LIMIT 1")
        }
        #expect(level == "high" || level == "medium")
        let levels: [String] = try await world.house.database.read {
            try $0.values("SELECT level FROM risk_judgement WHERE person_id = \(world.person)")
        }
        #expect(levels.sorted() == ["high", "medium"])
        let next = try await world.panel(by: hub)
        await hub.open(next)
        #expect(await hub.text.contains("Open from earlier meetings"))
        let action: String? = try await world.house.database.read { try $0.value("SELECT id FROM panel_action") }
        let link = "/panels/actions/\(try #require(action))"
        await hub.open(link)
        await hub.submit(link, [("how", "carried"), ("words", "")] + PanelWorld.day("due", world.today))
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("what is in the way"))
        await hub.submit(
            link,
            [("how", "carried"), ("words", "The shop was shut")]
                + PanelWorld.day("due", world.today.adding(days: 20)))
        let due: String? = try await world.house.database.read {
            try $0.value("SELECT due FROM task WHERE key LIKE 'panel action %' AND ended_at IS NULL")
        }
        #expect(due == "\(world.today.adding(days: 20))")
        await hub.open(link)
        await hub.submit(link, [("how", "done"), ("words", "Visited twice")])
        let open = try await world.house.database.read {
            try $0.count("SELECT COUNT(*) FROM task WHERE key LIKE 'panel action %' AND ended_at IS NULL")
        }
        #expect(open == 0)
        await hub.open(next)
        #expect(!(await hub.text.contains("Open from earlier meetings")))
    }

    @Test func `putting somebody on an agenda opens the record to the invited agencies and taking them off closes it`()
        async throws
    {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let member = try await world.house.browser(as: .panelMember)
        let record = "/young-people/\(world.person)"
        await member.open(record)
        #expect(await member.status == 403)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        await member.open(record)
        #expect(await member.status == 200)
        await hub.open(item)
        await hub.submit("\(item)/off", [("words", "")])
        #expect(await hub.text.contains("Say why it is taken off"))
        await hub.submit("\(item)/off", [("words", "The strategy discussion comes first")])
        await member.open(record)
        #expect(await member.status == 403)
    }

    @Test func `an agency that is not invited sees no meeting, no agenda, no item and no minutes`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub, inviting: [.socialCare, .police, .health, .partnership])
        let item = try await world.item(on: panel, by: hub)
        // The lead practitioner knows the young person, and is of an agency that was not invited.
        let lead = try await world.house.browser(as: .leadPractitioner)
        for path in [panel, item, "\(panel)/minutes"] {
            await lead.open(path)
            #expect(await lead.status == 404, "\(path)")
        }
        await lead.open("/panels")
        #expect(await lead.text.contains("No meeting is planned"))
        for role in [Role.provider, .analyst, .boardMember, .administrator, .referrer, .privacyOfficer] {
            let browser = try await world.house.browser(as: role)
            await browser.open(panel)
            #expect(await browser.status == 403, "\(role)")
        }
    }

    @Test func `nothing is decided before the statement is read and those who have to be there are`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        await hub.open(item)
        #expect(await hub.text.contains("Read out the statement first"))
        // Somebody who sends the form all the same is told why not.
        let token = PageForm.all(in: await hub.text).first { $0.action == "\(item)/conflict" }?.fields ?? []
        await hub.send("\(item)/decide", token.filter { $0.0.hasPrefix("_") } + [("seen", "0")] + world.decision)
        #expect(await hub.status == 409)
        try await world.quorate(panel, by: hub, without: [.police])
        await hub.open(item)
        #expect(await hub.text.contains("Not everybody who has to be here is here: Police"))
        await hub.open("\(panel)/here")
        await hub.submit("\(panel)/here", [("quorum", "Police answered by phone"), ("statement", "yes")])
        await hub.open(item)
        await hub.submit("\(item)/decide", world.decision)
        #expect(await hub.text.contains("The decision is recorded"))
        await hub.open("\(panel)/minutes")
        #expect(await hub.text.contains("Police answered by phone"))
    }

    @Test func `a decision says what is missing and keeps what was typed`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        try await world.quorate(panel, by: hub)
        await hub.open(item)
        await hub.submit(
            "\(item)/decide",
            [("outcome", ""), ("reason", "Half a reason"), ("risk", "low"), ("risk_reason", ""), ("voice", "no")])
        #expect(await hub.status == 422)
        for words in [
            "Choose what is decided", "Say why the risk level changes", "Say why not", "whether a parent or carer",
            "Enter the day to look at it again", "Half a reason",
        ] { #expect(await hub.text.contains(words), "\(words)") }
    }

    @Test func `two people who decide at once do not overwrite each other`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        try await world.quorate(panel, by: hub)
        let second = try await world.house.browser(as: .hubCoordinator)
        await hub.open(item)
        await second.open(item)
        await hub.submit("\(item)/decide", world.decision)
        await second.submit("\(item)/decide", world.decision.filter { $0.0 != "reason" } + [("reason", "Another")])
        #expect(await second.status == 409)
        let decided = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM panel_outcome") }
        #expect(decided == 1)
    }

    @Test func `whoever steps back reads neither the item nor its minutes`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        let item = try await world.item(on: panel, by: hub)
        let member = try await world.house.browser(as: .panelMember)
        await member.open(item)
        #expect(await member.text.contains("Ilya M"))
        await member.submit("\(item)/conflict", [("words", "His aunt is my neighbour")])
        #expect(await member.status == 200)
        await member.open(item)
        #expect(await member.status == 403)
        for path in [panel, "\(panel)/minutes"] {
            await member.open(path)
            #expect(!(await member.text.contains("Ilya M")), "\(path)")
        }
        await hub.open("\(panel)/minutes")
        #expect(await hub.text.contains("His aunt is my neighbour"))
    }

    @Test func `what is not reached is asked for at the next meeting, and so is everybody of one that is cancelled`()
        async throws
    {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel(by: hub)
        _ = try await world.item(on: panel, by: hub)
        try await world.quorate(panel, by: hub)
        await hub.open(panel)
        await hub.submit("\(panel)/close")
        let next = try await world.panel(by: hub)
        await hub.open(next)
        #expect(await hub.text.contains("Not reached on"))
        await hub.submit("\(next)/put/\(world.person)")
        await hub.open("\(next)/here")
        await hub.submit("\(next)/cancel", [("reason", "Snow")])
        let third = try await world.panel(by: hub)
        await hub.open(third)
        #expect(await hub.text.contains("was cancelled"))
        await hub.open("\(next)/here")
        await hub.submit("\(next)/here", [("statement", "yes")])
        #expect(await hub.status == 409)
    }

    @Test func `enquiries that begin make a task within fifteen working days over the holidays`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        let panel = try await world.panel("strategy", by: hub)
        let item = try await world.item(on: panel, kind: "strategy", by: hub)
        try await world.quorate(panel, by: hub)
        await hub.open(item)
        await hub.submit("\(item)/decide", world.decision.filter { $0.0 != "outcome" } + [("outcome", "joint")])
        let due: String? = try await world.house.database.read {
            try $0.value("SELECT due FROM task WHERE key LIKE 'conference %'")
        }
        // Tuesday 25 November 2025 and fifteen working days.
        #expect(due == "2025-12-16")
    }

    @Test func `a meeting without those it needs is not set up, and nothing typed is lost`() async throws {
        let world = try await PanelWorld.make()
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/panels/new")
        await hub.submit(
            "/panels/new",
            [("kind", "strategy"), ("start", "25:00"), ("place", "By phone, ask Sam")]
                + [("invited", try world.agency(.police).id.text)])
        #expect(await hub.status == 422)
        for words in ["needs social care, health as well", "Enter a time", "Enter the day", "By phone, ask Sam"] {
            #expect(await hub.text.contains(words), "\(words)")
        }
    }
}
