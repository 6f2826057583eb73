import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

/// What a page about a referral shows to somebody who may know only some of it.
@Suite struct DeskMaskingTests {
    private let whereabouts = ["14 Hollow Lane", "EM4 7QT"]

    @Test func `a secret address told in a referral is read by the named team alone`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(
            teacher, given: "Kai", family: "Brennan",
            more: [
                ("address", whereabouts[0]), ("postcode", whereabouts[1]), ("safe_contact", "addressIsSecret"),
                ("phone", "07700 900123"),
            ])
        let person = try #require(ID<Person>(try await house.house.addPeople(1)[0]))
        try await house.tie(id, to: person)
        try await house.involve(.hubCoordinator, as: .meeting, with: person)
        try await house.involve(.panelMember, as: .meeting, with: person)
        try await house.involve(.leadPractitioner, as: .lead, with: person)
        for (role, path) in [(Role.panelMember, "/referrals/\(id)"), (.hubCoordinator, "/desk/\(id)")] {
            let browser = try await house.browser(as: role)
            await browser.open(path)
            let text = await browser.text
            #expect(text.contains("07700 900123"), "\(role.name) may know the rest")
            for words in whereabouts { #expect(!text.contains(words), "\(role.name) reads \(words)") }
        }
        let lead = try await house.browser(as: .leadPractitioner)
        await lead.open("/referrals/\(id)")
        for words in whereabouts { #expect(await lead.text.contains(words)) }
    }

    @Test func `an address the record keeps secret is not read in a referral either`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Brennan", more: [("address", whereabouts[0])])
        let now = house.now
        let person = try await house.database.write { tx in
            var person = Person(
                id: .make(), number: try tx.nextPersonNumber(), givenName: "Kai", familyName: "Brennan")
            person.safeContact = [.addressIsSecret]
            try tx.insert(person, at: now)
            return person.id
        }
        try await house.tie(id, to: person)
        try await house.involve(.panelMember, as: .meeting, with: person)
        let panel = try await house.browser(as: .panelMember)
        await panel.open("/referrals/\(id)")
        #expect(await panel.status == 200)
        #expect(!(await panel.text.contains(whereabouts[0])))
    }

    @Test func `a coordinator without a need to know sees who it is about, and nothing said about them`() async throws {
        let house = try await FrontDoorHouse.make()
        let person = try #require(ID<Person>(try await house.house.addPeople(1)[0]))
        let worker = try #require(house.house.workers[.hubCoordinator])
        let now = house.now
        var report = Referral(
            id: .make(), reference: "EM-AAA-AAA", channel: .publicForm, status: .received, sourceCode: "1B",
            sourceWords: "Mrs Alder, his neighbour", receivedAt: now)
        report.answers = ["noticed": ["A grey car waits for him."]]
        report.person = person
        let referral = report
        try await house.database.write { tx in
            try tx.insert(referral)
            try tx.addStep(.prepared, to: referral.id, because: "His uncle told me", by: worker, at: now)
            try tx.reply(to: referral.id, saying: "We will visit his gran.", by: worker, at: now)
        }
        let secrets = [
            "Mrs Alder", "grey car", "His uncle told me", "We will visit his gran.", "Screening", "What the desk did",
        ]
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(referral.id)")
        #expect(await hub.status == 200)
        #expect(await hub.text.contains("Canary0 Secretname0"))
        for words in secrets { #expect(!(await hub.text.contains(words)), "\(words)") }
        await hub.open("/desk")
        #expect(await hub.text.contains("EM-AAA-AAA"))
        #expect(!(await hub.text.contains("Mrs Alder")))

        try await house.involve(.hubCoordinator, as: .team, with: person)
        await hub.open("/desk/\(referral.id)")
        for words in secrets { #expect(await hub.text.contains(words), "\(words)") }
        await hub.open("/desk")
        #expect(await hub.text.contains("Mrs Alder"))
    }

    @Test func `a referral shown beside another is written into the audit of the one it is about`() async throws {
        let house = try await FrontDoorHouse.make()
        let known = try await house.house.addPeople(1)
        let teacher = try await house.browser(as: .referrer)
        let other = try await house.send(teacher, given: "Kai", family: "Brennan")
        let unlinked = try await house.send(teacher, given: "Kai", family: "Brennan")
        let id = try await house.send(teacher, given: "Kai", family: "Brennan")
        try await house.tie(other, to: try #require(ID<Person>(known[0])))
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(id)")
        for (referral, subject) in [(other, known[0]), (unlinked, unlinked)] {
            let reference = try #require(try await house.referral(referral)?.reference)
            #expect(await hub.text.contains("This referral beside \(reference)"))
            let details: [String] = try await house.database.read { tx in
                try tx.values(
                    "SELECT detail FROM audit WHERE subject_id = \(subject) AND action = \(Action.handleReferral)")
            }
            #expect(details.contains { $0.hasPrefix("\(reference) beside") }, "\(details)")
        }
    }

    @Test func `opening the screening tool is in the audit as adding information`() async throws {
        let house = try await FrontDoorHouse.make()
        let person = try #require(ID<Person>(try await house.house.addPeople(1)[0]))
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Brennan")
        try await house.tie(id, to: person)
        try await house.involve(.panelMember, as: .meeting, with: person)
        let panel = try await house.browser(as: .panelMember)
        await panel.open("/referrals/\(id)/screening")
        #expect(await panel.status == 200)
        let actions: [String] = try await house.database.read { tx in
            try tx.values("SELECT action FROM audit WHERE subject_id = \(person)")
        }
        #expect(actions == [Action.addInformation.rawValue])
    }
}
