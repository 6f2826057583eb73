import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

@Suite struct AlternativeSchoolTests {
    @Test func `a listed school raises the flag for whoever is on its roll, and its taking off ends that`() async throws
    {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-020", from: [.education], to: [.partnership], [.identity, .education])
        var row = PictureWorld.Row(.education, .education)
        row.school = "Ropewalk Centre"
        try await world.add(row, about: world.person)
        let (worker, person, now) = (try world.worker(.hubCoordinator), world.person, world.house.now)
        try await world.house.database.write { try $0.involve(worker, as: .team, with: person, why: "test", at: now) }
        let hub = try await world.house.browser(as: .hubCoordinator)
        func isFlagged() async -> Bool {
            await hub.open("/young-people/\(person)/picture")
            let text = await hub.text
            guard let at = text.range(of: "Alternative provision") else { return false }
            return text[at.upperBound...].prefix(400).contains("Yes")
        }
        #expect(await !isFlagged())
        await hub.open("/settings/schools")
        await hub.submit("/settings/schools", [("name", "  ROPEWALK centre "), ("urn", "900077")])
        #expect(await hub.text.contains("is on the list."))
        #expect(await isFlagged())
        await hub.open("/settings/schools")
        #expect(await hub.text.contains("Test Hub coordinator"))
        let end = try #require(PageForm.all(in: await hub.text).first { $0.action.hasSuffix("/end") })
        await hub.submit(end.action)
        #expect(await hub.text.contains("Taken off the list"))
        #expect(await !isFlagged())
    }

    @Test func `what is wrong with an entry is said, and the same school is listed once`() async throws {
        let house = try await TestHouse.make()
        let admin = try await house.browser(as: .administrator)
        for (name, urn, says) in [
            ("", "", "Enter the school’s name"), ("Fairmead Annexe", "12", "A URN has six digits"),
            (String(repeating: "a", count: 201), "", "200 characters or fewer"),
        ] {
            await admin.open("/settings/schools")
            await admin.submit("/settings/schools", [("name", name), ("urn", urn)])
            #expect(await admin.status == 422)
            #expect(await admin.text.contains(says), "\(says)")
        }
        for _ in 0..<2 {
            await admin.open("/settings/schools")
            await admin.submit("/settings/schools", [("name", "<b>Fairmead</b> Annexe"), ("urn", "")])
        }
        #expect(await admin.status == 422)
        #expect(await admin.text.contains("on the list already"))
        #expect(await !admin.text.contains("<b>Fairmead</b>"))
        let notes: [String] = try await house.database.read { tx in
            try tx.values("SELECT detail FROM audit WHERE action = \(Action.setWhatCounts.rawValue)")
        }
        #expect(notes == ["added a school to the list of alternative provision"])
        let lead = try await house.browser(as: .leadPractitioner)
        await lead.open("/settings/schools")
        #expect(await lead.status == 403)
    }

    @Test func `only the whole name counts, or the number`() {
        let now = Instant(milliseconds: 1_764_064_800_000)
        func school(_ name: String, _ urn: String = "", ended: Bool = false) -> AlternativeSchool {
            AlternativeSchool(
                id: .make(), name: name, urn: urn, addedAt: now, addedBy: "Test", endedAt: ended ? now : nil,
                endedBy: nil)
        }
        let own = OwnSchools([school("The Bridge", "900080"), school("Old Mill", ended: true)])
        #expect(own.has("the bridge") && own.has("900080"))
        #expect(!own.has("The Bridge Primary") && !own.has("Old Mill") && !own.has(""))
        let rules = RiskRules.standard
        #expect(rules.flags(school: "The Bridge", own).map(\.key) == ["alternative"])
        #expect(rules.flags(school: "Kestrel Pupil Referral Unit", OwnSchools([])).map(\.key) == ["alternative"])
        #expect(rules.flags(school: "Fairmead Academy", own).isEmpty)
    }
}
