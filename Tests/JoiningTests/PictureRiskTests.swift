import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

@Suite struct `The risk picture` {
    private static let all: Set<Governance.Category> = [
        .identity, .contact, .health, .police, .education, .socialCare, .youthJustice,
    ]

    @Test func `has the eight flags, each with rules that the shipped mappings' signs can raise`() {
        let rules = RiskRules.standard
        #expect(rules.flags.count == 8)
        #expect(Set(rules.flags.map(\.letter)).count == 8)
        for flag in rules.flags {
            #expect(!flag.categories.isEmpty && flag.categories.allSatisfy { Governance.Category(rawValue: $0) != nil })
            #expect(!(flag.signs + flag.told + flag.schools).isEmpty, "\(flag.key)")
        }
        #expect(Set(rules.noteKinds) == [.missing, .injury, .arrest, .exclusion])
    }

    @Test func `says yes with last date and sources, and never says no`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police, .health], to: [.youthJustice], Self.all)
        try await world.event(.police, .police, "arrest", days: 30, "Was arrested", signs: "arrest weapon")
        try await world.event(.police, .police, "arrest", days: 10, "Was arrested", signs: "arrest substance")
        try await world.event(.health, .health, "injury", days: 3, "Was hurt", signs: "injury victim")
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/picture")
        let text = await lead.text
        #expect(text.contains("2 times") && text.contains("Eastmere Police") && text.contains("Eastmere Health"))
        #expect(text.contains("Not known to us") && text.contains("Shared under ISA-007"))
        #expect(!text.contains("<td data-label=\"What we know\">No<"))
        await lead.open(world.record)
        #expect(await lead.text.contains("Risk picture"))
        #expect(await lead.text.contains("is not “no”"))
    }

    @Test func `reads our own notes and the school's roll`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.education], to: [.youthJustice], Self.all)
        var roll = PictureWorld.Row(.education, .education)
        roll.school = "Eastmere Pupil Referral Unit"
        try await world.add(roll)
        let (worker, person, now) = (try world.worker(.leadPractitioner), world.person, world.house.now)
        try await world.house.database.write { tx in
            try tx.insert(
                Note(
                    id: .make(), person: person, kind: .missing, at: now.adding(days: -2), precision: .minute,
                    body: "Back now.", missing: MissingEpisode(until: now.adding(days: -1)), by: worker, addedAt: now))
        }
        let grant = try await picture(world, .leadPractitioner)
        #expect(yes(grant).sorted() == ["alternative", "missing"])
    }

    @Test func `says by kind of information alone what is held, never that it is this`() async throws {
        let world = try await PictureWorld.make()
        try await world.event(.police, .police, "arrest", days: 3, "Was arrested", signs: "arrest")
        let one = try await picture(world, .leadPractitioner)
        let other = try await PictureWorld.make()
        try await other.event(.police, .police, "witness", days: 3, "Was a witness")
        let two = try await picture(other, .leadPractitioner)
        #expect(held(one) == held(two))
        #expect(held(one).contains("arrest") && held(one).contains("missing") && !held(one).contains("injury"))
        #expect(yes(one).isEmpty)
    }

    @Test func `raises what its rules name and nothing else`() throws {
        let rules = RiskRules.standard
        #expect(rules.flags(school: "Fairmead Academy", OwnSchools([])).isEmpty)
        #expect(rules.flags(school: "Northfields PRU", OwnSchools([])).map(\.key) == ["alternative"])
        #expect(rules.flags(told: "note.call").isEmpty)
        let condition = RiskRules.Condition(name: "Status", among: ["looked after"])
        #expect(condition.matches(SourceEvent.Fact(name: "status", value: "Child looked after")))
        #expect(!condition.matches(SourceEvent.Fact(name: "Status", value: "Not overlooked afterwards")))
        #expect(SourceEvent.facts(in: "nonsense").isEmpty && SourceEvent.facts(in: #"[["a"]]"#).isEmpty)
    }

    private func picture(_ world: PictureWorld, _ role: Role) async throws -> String {
        let browser = try await world.browser(role)
        await browser.open(world.record + "/picture")
        return await browser.text
    }

    /// The flags whose row says yes.
    private func yes(_ page: String) -> [String] { flags(page) { $0.contains("<strong>Yes</strong>") } }

    private func held(_ page: String) -> [String] { flags(page) { $0.contains("holds information") } }

    private func flags(_ page: String, where holds: (String) -> Bool) -> [String] {
        let rows = page.components(separatedBy: "<tr>").dropFirst()
        return RiskRules.standard.flags.compactMap { flag in
            rows.contains { $0.contains(">\(flag.name)<") && holds($0) } ? flag.key : nil
        }
    }
}
