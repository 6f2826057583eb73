import Foundation
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Casework

@Suite struct DecisionTests {
    private func opened(_ world: HubWorld, _ role: Role, _ referral: Referral) async throws -> Browser {
        let browser = try await world.house.browser(as: role)
        await browser.open("/hub/\(referral.id)/decide")
        return browser
    }

    @Test func `a decision moves the referral on, tells whoever told us, and says who needs the record`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(
            ("Kai", "Brennan"), receivedAt: world.now.adding(hours: -2), level: .medium)
        let browser = try await opened(world, .hubCoordinator, referral)
        let lead = try world.worker(.leadPractitioner)
        let due: [(String, String)] = [("due-1-day", "27"), ("due-1-month", "11"), ("due-1-year", "2025")]
        await browser.submit(
            "/hub/\(referral.id)/decide",
            try world.decision(
                "supportPathway",
                [
                    ("pathway", "youth-work"), ("lead_agency", lead.agency.id.text), ("lead_worker", lead.id.text),
                    ("what-1", "Ring the school"), ("owner-1", "agency:\(try world.agency(.education).id)"),
                ] + due))
        #expect(await browser.lastPath == "/hub")
        let text = await browser.text
        #expect(text.contains("Youth work and activities"))
        #expect(text.contains("1 of 1"))
        #expect(text.contains("Friday 28 November"), "Medium: first contact within three working days of Tuesday 25")
        let stored = try await world.stored(referral)
        #expect(stored.status == .decided && stored.decidedAt == world.now && stored.toldAt == world.now)
        #expect(try await world.replies(referral).map(\.text) == [Outcome.supportPathway.words.reply])
        let person = try #require(referral.person)
        let (now, involved) = (
            world.now, try await world.house.database.read { try $0.involved(with: person, at: world.now) }
        )
        #expect(involved.contains { $0.kind == .lead && $0.worker == lead.name })
        let later = try await world.house.database.read { try $0.involved(with: person, at: now.adding(days: 29)) }
        #expect(!later.contains { $0.kind == .meeting } && later.contains { $0.kind == .lead })
        let audited = try await world.house.database.read {
            try $0.count(
                "SELECT COUNT(*) FROM audit WHERE subject_id = \(person) AND action = \(Action.decideReferral)")
        }
        #expect(audited >= 2)
    }

    @Test(arguments: [
        ("reason", "", "Say why. A decision without a reason cannot be kept"),
        ("outcome", "", "Choose what was decided"), ("voice", "", "Say whether the young person was heard"),
        ("parent", "no", "Say why no parent or carer was told"),
        ("voice", "no", "Say why they have not been heard yet"),
        ("lead_agency", "", "Choose which agency leads"), ("first-month", "13", "Enter a real date"),
        ("first-year", "1999", "Choose today or a day to come"),
        ("first-year", "2099", "Choose a day within two years"),
        ("reply-earlyHelp", " ", "Write what to say back to whoever told us"),
        ("owner-1", "agency:x", "Say what has to be done"), ("what-1", "Ring them", "Choose who does it"),
        ("reason", String(repeating: "é", count: 4001), "Shorten this to 4,000 characters. It has 4,001"),
    ])
    func `what is missing is said, and what was typed is kept`(field: String, value: String, message: String)
        async throws
    {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .low)
        let browser = try await opened(world, .hubCoordinator, referral)
        await browser.submit(
            "/hub/\(referral.id)/decide",
            try world.decision("earlyHelp", [("dissent", "Kept <words> \u{1F600}"), (field, value)]))
        let text = await browser.text
        #expect(await browser.status == 422)
        #expect(text.contains(message) && text.contains("There is a problem") && text.contains("<title>Error: "))
        #expect(text.contains("Kept &lt;words&gt; \u{1F600}"))
        #expect(try await world.stored(referral).status == .waiting)
        #expect(try await world.replies(referral).isEmpty)
    }

    @Test func `more information needs a day and an agency, and comes back when it is due or has arrived`() async throws
    {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Ellie", "Ward"), receivedAt: world.now, level: .medium)
        let browser = try await opened(world, .hubCoordinator, referral)
        let action = "/hub/\(referral.id)/decide"
        await browser.submit(action, try world.decision("moreInformation", [("lead_agency", "")]))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Say by when the information is needed"))
        #expect(await browser.text.contains("Choose which agency is asked"))
        await browser.submit(
            action,
            try world.decision(
                "moreInformation",
                [
                    ("lead_agency", ""), ("info-day", "27"), ("info-month", "11"), ("info-year", "2025"),
                    ("info_from", try world.agency(.health).id.text),
                ]))
        #expect(await browser.lastPath == "/hub")
        #expect(await browser.text.contains("Waiting for information"))
        #expect(!(await browser.text.contains("Medium risk: 1 to decide")))
        #expect(try await world.stored(referral).status == .moreInformation)
        #expect(try await world.stored(referral).toldAt == nil, "Nothing is decided yet, so the outcome is not told")

        let health = try await world.house.browser(as: .panelMember)
        await health.wait(minutes: 1)
        await health.open("/hub/\(referral.id)")
        await health.submit(
            "/hub/\(referral.id)/information",
            [("text", "Seen in A&E on Friday"), ("basis", "fact"), ("handling", "mayShare")])
        await browser.wait(minutes: 1)
        await browser.open("/hub")
        #expect(await browser.text.contains("Medium risk: 1 to decide"))
        #expect(await browser.text.contains("Back: more information was asked for"))
    }

    @Test func `the second of two deciders sees the first's decision, keeps what they typed, and may supersede`()
        async throws
    {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let action = "/hub/\(referral.id)/decide"
        let first = try await opened(world, .hubCoordinator, referral)
        let second = try await opened(world, .leadPractitioner, referral)
        await first.submit(action, try world.decision("earlyHelp", [("reason", "The first reason")]))
        #expect(await first.lastPath == "/hub")
        await second.submit(action, try world.decision("socialCare", [("reason", "The second reason")]))
        let text = await second.text
        #expect(await second.status == 409)
        #expect(text.contains("Test Hub coordinator decided at 10am: Early help"))
        #expect(text.contains("The first reason") && text.contains("The second reason"))
        #expect(try await world.replies(referral).count == 1)
        // Sent again without saying why: refused. With it: both are kept.
        await second.submit(action)
        #expect(await second.status == 422)
        #expect(await second.text.contains("Say why the decision before no longer stands"))
        await second.submit(action, [("supersedes", "New facts from police")])
        #expect(await second.lastPath == "/hub")
        let outcomes = try await world.house.database.read { tx -> [String] in
            try tx.values("SELECT outcome FROM decision WHERE referral_id = \(referral.id) ORDER BY number")
        }
        #expect(outcomes == ["earlyHelp", "socialCare"])
        await second.open("/hub/\(referral.id)")
        let page = await second.text
        #expect(page.contains("The second reason") && page.contains("The first reason"))
        #expect(page.contains("New facts from police"))
        await second.open("/hub/minutes/\(world.now.day)")
        #expect(await second.text.contains("superseded later that day"))
    }

    @Test func `sent twice, a decision counts once`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let browser = try await opened(world, .hubCoordinator, referral)
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action.hasSuffix("/decide") })
        let typed = try world.decision()
        let names = Set(typed.map(\.0))
        let fields = form.fields.filter { !names.contains($0.0) } + typed
        await browser.send(form.action, fields)
        await browser.send(form.action, fields)
        #expect(await browser.lastPath == "/hub")
        let count = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM decision") }
        #expect(count == 1)
        #expect(try await world.replies(referral).count == 1)
    }

    @Test func `decisions cannot be edited or taken away, even in the database`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let browser = try await opened(world, .hubCoordinator, referral)
        await browser.submit("/hub/\(referral.id)/decide", try world.decision())
        await #expect(throws: (any Error).self) {
            try await world.house.database.write { try $0.run("UPDATE decision SET reason = 'other'") }
        }
        await #expect(throws: (any Error).self) {
            try await world.house.database.write { try $0.run("DELETE FROM decision") }
        }
    }

    @Test func `those who only sit at the meeting cannot decide or set risk`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        for role in Role.allCases {
            let browser = try await world.house.browser(as: role)
            for part in ["", "/decide", "/risk"] {
                await browser.open("/hub/\(referral.id)\(part)")
                let isOpen =
                    part.isEmpty
                    ? [.leadPractitioner, .panelMember, .hubCoordinator].contains(role)
                    : [.leadPractitioner, .hubCoordinator].contains(role)
                #expect((await browser.status == 200) == isOpen, "\(role.name) \(part)")
                if !isOpen { #expect(!(await browser.text.contains("Brennan"))) }
            }
        }
    }

    @Test func `a charity that leads can open the record, and nobody else there could before`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .high)
        let person = try #require(referral.person)
        let provider = try await world.house.browser(as: .provider)
        await provider.open("/young-people/\(person)")
        #expect(await provider.status == 403)
        let browser = try await opened(world, .hubCoordinator, referral)
        await browser.submit(
            "/hub/\(referral.id)/decide",
            try world.decision(
                "supportPathway",
                [
                    ("pathway", "youth-work"), ("lead_agency", try world.agency(.voluntary).id.text),
                    ("what-1", "Meet Kai"), ("owner-1", "agency:\(try world.agency(.voluntary).id)"),
                    ("due-1-day", "26"),
                    ("due-1-month", "11"), ("due-1-year", "2025"),
                ]))
        await provider.open("/young-people/\(person)")
        #expect(await provider.status == 200)
        await provider.open("/actions")
        #expect(await provider.text.contains("Meet Kai"))
    }
}

@Suite struct ReplyTests {
    private func check(_ given: String, _ family: String) -> ReplyCheck {
        let person = Person(id: .make(), number: 2047, givenName: given, familyName: family)
        let agencies = AgencyKind.allCases.map {
            Agency(id: .make(), name: "Eastmere \($0.name)", kind: $0, isOnHub: true)
        }
        return ReplyCheck(person: person, agencies: agencies)
    }

    @Test(arguments: Outcome.allCases)
    func `a prepared reply names nobody and no service, and promises no news of anyone`(outcome: Outcome) {
        let reply = outcome.words.reply
        #expect(check("Kai", "Brennan").finding(in: reply) == nil)
        let words = " \(reply.folded) "
        for told in [
            "known to", "already", "police", "social care", "social worker", "school", "plan", "risk", "record",
        ] {
            #expect(!words.contains(" \(told) "), "\(outcome): \(told)")
        }
        #expect(reply.contains("call 999"))
        let sentences = reply.split(whereSeparator: { ".!?\n".contains($0) })
        #expect(sentences.allSatisfy { $0.split(separator: " ").count < 20 }, "\(outcome)")
    }

    @Test func `whether it is support, early help or social care cannot be told from the reply`() {
        let replies = [Outcome.supportPathway, .earlyHelp, .socialCare].map(\.words.reply)
        #expect(Set(replies).count == 1)
    }

    @Test(arguments: [
        ("Kai Brennan is safe now", "Kai Brennan"), ("We knew the BRENNAN family", "Brennan"),
        ("See YP-2047", "YP-2047"), ("Eastmere Police will call", "Eastmere Police"),
    ])
    func `a reply that names the young person or an agency is refused`(reply: String, found: String) {
        #expect(check("Kai", "Brennan").finding(in: reply) == found)
    }

    @Test func `the page says so and keeps the reply`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now, level: .low)
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/hub/\(referral.id)/decide")
        await browser.submit(
            "/hub/\(referral.id)/decide",
            try world.decision("earlyHelp", [("reply-earlyHelp", "Kai Brennan is known to us")]))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Take out “Kai Brennan”"))
        #expect(await browser.text.contains("Kai Brennan is known to us"))
    }
}
