import Casework
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@Suite struct BoardTests {
    /// The places of these words in a page, in the order given; nil where one is missing.
    private func places(_ words: [String], in text: String) -> [String.Index?] {
        words.map { text.firstRange(of: $0)?.lowerBound }
    }

    private func areInOrder(_ words: [String], in text: String) -> Bool {
        let found = places(words, in: text).compactMap { $0 }
        return found.count == words.count && found == found.sorted()
    }

    @Test func `lanes run from not set to low, and each from the longest overdue to the most time left`() async throws {
        let world = try await HubWorld.make()
        let now = world.now
        try await world.referral(("Lola", "Lowe"), receivedAt: now.adding(hours: -30), level: .low)
        try await world.referral(("Harry", "Hale"), receivedAt: now.adding(hours: -2), level: .high)
        try await world.referral(("Hana", "Hill"), receivedAt: now.adding(hours: -29), level: .high)
        try await world.referral(("Max", "Moss"), receivedAt: now.adding(hours: -3), level: .medium)
        try await world.referral(("Uma", "Unwin"), receivedAt: now.adding(hours: -1), level: nil)
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/hub")
        let text = await browser.text
        let order = [
            "Risk not set yet: 1 to decide", "Uma U, 15", "High risk: 2 to decide", "Hana H, 15", "Harry H, 15",
            "Medium risk: 1 to decide", "Max M, 15", "Low risk: 1 to decide", "Lola L, 15",
        ]
        #expect(areInOrder(order, in: text))
        #expect(text.contains("0 of 5"))
        // Monday's 5am fell due on Tuesday at 5am: five hours ago.
        #expect(text.contains("5h overdue"))
    }

    @Test func `an empty board says what will be there`() async throws {
        let world = try await HubWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/hub")
        #expect(await browser.text.contains("No referrals waiting. New ones appear here as they arrive."))
        #expect(await browser.text.contains("Nobody is marked as here yet."))
    }

    @Test func `who told us anonymously is named only to those who may know`() async throws {
        let world = try await HubWorld.make()
        try await world.referral(
            ("Kai", "Brennan"), receivedAt: world.now.adding(hours: -2), level: .high, channel: .publicForm,
            source: "Neighbour at number 9")
        let coordinator = try await world.house.browser(as: .hubCoordinator)
        await coordinator.open("/hub")
        #expect(await coordinator.text.contains("Neighbour at number 9"))
        for role in [Role.leadPractitioner, .panelMember] {
            let browser = try await world.house.browser(as: role)
            for path in ["/hub", "/hub/agenda"] {
                await browser.open(path)
                #expect(await browser.text.contains("From the public, online") || path == "/hub/agenda")
                #expect(!(await browser.text.contains("Neighbour at number 9")), "\(role.name), \(path)")
            }
        }
    }

    @Test func `a restricted record shows that it waits and nothing more, and to those kept out nothing at all`()
        async throws
    {
        let world = try await HubWorld.make()
        let referral = try await world.referral(
            ("Rosa", "Secretname"), receivedAt: world.now.adding(hours: -2), level: .high,
            concerns: ["Hidden concern"])
        let person = try #require(referral.person)
        let (named, keptOut) = (try world.worker(.hubCoordinator), try world.worker(.panelMember))
        let now = world.now
        try await world.house.database.write { tx in
            try tx.restrict(person, excluding: false, named.id, because: "Witness", by: named.id, at: now)
            try tx.restrict(person, excluding: true, keptOut.id, because: "Family", by: named.id, at: now)
        }
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open("/hub")
        #expect(await lead.text.contains("Restricted record"))
        #expect(!(await lead.text.contains("Secretname")))
        #expect(!(await lead.text.contains("Hidden concern")))
        let panel = try await world.house.browser(as: .panelMember)
        await panel.open("/hub")
        #expect(!(await panel.text.contains("Restricted record")))
        #expect(await panel.text.contains("No referrals waiting"))
        let coordinator = try await world.house.browser(as: .hubCoordinator)
        await coordinator.open("/hub")
        #expect(await coordinator.text.contains("Hidden concern"))
    }

    @Test func `a view writes one audit line that says how many young people were shown`() async throws {
        let world = try await HubWorld.make()
        for number in 0..<4 {
            try await world.referral(("Person", "Number\(number)"), receivedAt: world.now, level: .low)
        }
        let browser = try await world.house.browser(as: .panelMember)
        let before = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM audit") }
        await browser.open("/hub")
        let lines = try await world.house.database.read { tx -> [String] in
            try tx.values("SELECT detail FROM audit WHERE sequence > \(before)")
        }
        #expect(lines == ["daily meeting, 4 shown"])
    }

    @Test func `filters narrow the list and can be taken off`() async throws {
        let world = try await HubWorld.make()
        try await world.referral(("Ana", "Abel"), receivedAt: world.now, level: .high)
        try await world.referral(
            ("Ben", "Boyd"), receivedAt: world.now, level: .high, postcode: "EM9 1AA",
            concerns: ["Missing for 19 hours"], proposed: "Housing to lead")
        let browser = try await world.house.browser(as: .hubCoordinator)
        for (query, shown, hidden, chip) in [
            ("area=EM9", "Ben B, 15", "Ana A, 15", "Area: EM9"),
            ("reason=weapon", "Ana A, 15", "Ben B, 15", "Reason: Weapons"),
            ("reason=missing", "Ben B, 15", "Ana A, 15", "Reason: Missing from home or care"),
            ("agency=housing", "Ben B, 15", "Ana A, 15", "Agency: Housing"),
            ("agency=police", "Ana A, 15", "Ben B, 15", "Agency: Police"),
        ] {
            await browser.open("/hub?\(query)")
            let text = await browser.text
            #expect(text.contains(shown) && !text.contains(hidden), "\(query)")
            #expect(text.contains(chip) && text.contains("Clear all filters"), "\(query)")
        }
        await browser.open("/hub?area=EM1")
        #expect(await browser.text.contains("2 referrals to decide without it"))
    }

    @Test func `an action name in the address that is no agency's filters nothing`() async throws {
        let world = try await HubWorld.make()
        try await world.referral(("Ana", "Abel"), receivedAt: world.now, level: .high)
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/hub?agency=%3Cscript%3E&reason=%27;DROP")
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("Ana A, 15"))
    }

    @Test func `the coordinator says who is here, and the board shows who is not`() async throws {
        let world = try await HubWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        let police = try world.agency(.police)
        await browser.open("/hub/meeting")
        await browser.submit(
            "/hub/meeting",
            [
                ("here", police.id.text), ("chair", try world.worker(.hubCoordinator).id.text), ("start", "9.15"),
                ("conflict", "A panel member knows a family"),
            ])
        let text = await browser.text
        #expect(text.contains("9:15am, chaired by Test Hub coordinator"))
        #expect(text.contains("Not here yet:"))
        #expect(!text.contains("Nobody is marked as here yet."))
        await browser.open("/hub/minutes/\(world.now.day)")
        #expect(await browser.text.contains("A panel member knows a family"))
        await browser.open("/hub/meeting")
        await browser.submit("/hub/meeting", [("start", "half nine")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Enter a time, such as 9:30 or 14:15"))
        #expect(await browser.text.contains("half nine"))
    }
}
