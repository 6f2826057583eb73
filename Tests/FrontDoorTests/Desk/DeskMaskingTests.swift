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
}
