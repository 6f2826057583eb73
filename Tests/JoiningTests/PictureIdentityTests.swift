import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

@Suite struct `What agencies say` {
    private static let all: Set<Governance.Category> = [.identity, .contact, .health, .police, .education]

    private func world(_ safe: [SafeContact] = [], fields: Set<IdentityField> = []) async throws -> PictureWorld {
        let world = try await PictureWorld.make(safeContact: safe)
        try await world.agree(
            "ISA-007", from: [.police, .health, .education], to: [.youthJustice, .partnership, .health], Self.all,
            fields: fields)
        var police = PictureWorld.Row(.police, .police)
        police.surname = "Brannan"
        police.born = "2010-03-21"
        police.address = "9 Harbour Row"
        police.postcode = "KX2 3CD"
        police.localRef = "PX00912345"
        try await world.add(police)
        var health = PictureWorld.Row(.health, .health)
        health.nhsNumber = "9990000018"
        try await world.add(health)
        var school = PictureWorld.Row(.education, .education)
        school.upn = "H801200001001"
        try await world.add(school)
        return world
    }

    @Test func `stands side by side, the best supported first, with who and since when`() async throws {
        let world = try await world()
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/agencies")
        let text = await lead.text
        #expect(await lead.status == 200)
        #expect(text.contains("They differ") && text.contains("Brannan"))
        let right = try #require(text.range(of: "27 March 2010")).lowerBound
        let wrong = try #require(text.range(of: "21 March 2010")).lowerBound
        #expect(right < wrong)
        #expect(text.contains("Eastmere Police") && text.contains("last in the file for October 2025"))
    }

    @Test func `shows numbers whole to the hub and to whoever works with them, and their end to others`() async throws {
        let world = try await world()
        let hub = try await world.browser(.hubCoordinator)
        await hub.open(world.record + "/agencies")
        #expect(await hub.text.contains("999 000 0018"))
        #expect(await hub.text.contains("H801200001001"))
        let panel = try await world.browser(.panelMember)
        await panel.open(world.record + "/agencies")
        let text = await panel.text
        // The panel member is of health: its own number is theirs to read, the school's is not.
        #expect(text.contains("999 000 0018"))
        #expect(text.contains("ends in 001") && !text.contains("H801200001001"))
        #expect(text.contains("ends in 345") && !text.contains("PX00912345"))
    }

    @Test func `hides where they live from all but the team when that is secret`() async throws {
        let world = try await world([.addressIsSecret])
        let (worker, person, now) = (try world.worker(.hubCoordinator), world.person, world.house.now)
        try await world.house.database.write { tx in
            try tx.involve(worker.agency.id, as: .meeting, with: person, why: "Test", at: now)
        }
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open(world.record + "/agencies")
        let text = await hub.text
        #expect(await hub.status == 200)
        #expect(text.contains("Secret. Ask the lead professional"))
        #expect(!text.contains("Harbour Row") && !text.contains("Quay St") && !text.contains("KX1 2AB"))
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/agencies")
        #expect(await lead.text.contains("Harbour Row"))
        #expect(await lead.text.contains("nobody is looked up by it"))
    }

    @Test func `leaves out a detail that no agreement names, and says so`() async throws {
        let world = try await world(fields: [.surname, .forename, .dateOfBirth])
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/agencies")
        let text = await lead.text
        #expect(text.contains("Brannan") && !text.contains("999 000 0018") && !text.contains("Harbour Row"))
        #expect(text.contains("ISA-007 does not include this detail: NHS number"))
    }

    @Test(arguments: [
        ("14 Quay Street", "KX1 2AB", "14 quay st, Eastmere", "kx12ab", true),
        ("Flat 2, 14 Quay Street", "KX1 2AB", "14 Quay Street", "KX1 2AB", false),
        ("14/2 Quay Street", "KX1 2AB", "Flat 2 14 Quay St", "KX1 2AB", false),
        ("Rose Cottage", "KX1 2AB", "Rose Cottage, The Lane", "KX1 2AB", true),
        ("14 Quay Street", "KX1 2AB", "14 Quay Street", "KX1 2AC", false),
    ])
    func `are the same home or not`(_ one: String, _ code: String, _ two: String, _ other: String, same: Bool) {
        #expect((AddressKey(one, code) == AddressKey(two, other)) == same)
    }

    @Test func `is no home without a postcode or a house`() {
        #expect(AddressKey("14 Quay Street", "") == nil)
        #expect(AddressKey("14 Quay Street", "KX1") == nil)
        #expect(AddressKey("", "KX1 2AB") == nil)
    }
}

@Suite struct `The household` {
    /// Somebody at the same address, and how the lead practitioner may know of them.
    enum Way: String, CaseIterable {
        case team, colleague, nobody, restricted, excluded, secretAddress
    }

    @Test(arguments: Way.allCases) func `shows others only as far as the viewer may know of them`(_ way: Way)
        async throws
    {
        let world = try await PictureWorld.make()
        let other = try await PictureWorld.add(
            "Zara", "Quillfeather", to: world.house, address: "14, Quay Street",
            safeContact: way == .secretAddress ? [.addressIsSecret] : [])
        let (worker, second, now) = (
            try world.worker(.leadPractitioner), try world.worker(.panelMember), world.house.now
        )
        try await world.house.database.write { tx in
            switch way {
            case .team, .secretAddress: try tx.involve(worker, as: .team, with: other, why: "Test", at: now)
            case .colleague: try tx.involve(worker.agency.id, as: .known, with: other, why: "Test", at: now)
            case .nobody: break
            case .restricted:
                try tx.involve(worker, as: .team, with: other, why: "Test", at: now)
                try tx.restrict(other, excluding: false, second.id, because: "Test", by: second.id, at: now)
            case .excluded:
                try tx.involve(worker, as: .team, with: other, why: "Test", at: now)
                try tx.restrict(other, excluding: true, worker.id, because: "Test", by: second.id, at: now)
            }
        }
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/agencies")
        let text = await lead.text
        let home = try #require(
            text.components(separatedBy: "At the same address").last?
                .components(separatedBy: "Brothers and sisters").first)
        switch way {
        case .team: #expect(home.contains("Zara Quillfeather") && home.contains(other.text))
        case .colleague:
            #expect(home.contains("ZQ.") && !text.contains("Quillfeather") && !text.contains(other.text))
        case .nobody, .restricted, .excluded, .secretAddress:
            #expect(home.contains("Nobody else that you may know of") && !text.contains("ZQ"))
            #expect(!home.contains("Quillfeather") && !home.contains(other.text))
        }
    }

    @Test func `is found through an agency's file only where its agreement lets it`() async throws {
        let world = try await PictureWorld.make()
        let other = try await PictureWorld.add("Zara", "Quillfeather", to: world.house, address: "", postcode: "")
        var row = PictureWorld.Row(.education, .education)
        row.forename = "Zara"
        try await world.add(row, about: other)
        let (worker, now) = (try world.worker(.leadPractitioner), world.house.now)
        try await world.house.database.write { try $0.involve(worker, as: .team, with: other, why: "T", at: now) }
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/agencies")
        #expect(await !lead.text.contains("in a file of Eastmere Education"))
        try await world.agree("ISA-009", from: [.education], to: [.youthJustice], [.contact, .identity, .education])
        await lead.open(world.record + "/agencies")
        #expect(await lead.text.contains("in a file of Eastmere Education"))
    }

    @Test func `lists brothers and sisters who are written down, and schoolmates of one's own caseload`() async throws {
        let world = try await PictureWorld.make()
        let mate = try await PictureWorld.add(
            "Omar", "Schoolmate", to: world.house, address: "1 Far Lane", postcode: "KX9 9ZZ")
        let stranger = try await PictureWorld.add("Ann", "Unknownpupil", to: world.house, address: "", postcode: "")
        let (worker, person, now) = (try world.worker(.leadPractitioner), world.person, world.house.now)
        try await world.house.database.write { tx in
            try tx.involve(worker, as: .team, with: mate, why: "T", at: now)
            try tx.insert(
                Tie(
                    id: .make(), person: person, name: "Mia", relation: "Half-sister, 9", kind: .helps, isAgreed: true,
                    source: "Kai", lookAgainBy: now.day.adding(days: 90)), by: worker.id, at: now)
        }
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record + "/agencies")
        let text = await lead.text
        #expect(text.contains("Mia, Half-sister, 9") && text.contains("Omar Schoolmate"))
        #expect(!text.contains("Unknownpupil") && !text.contains(stranger.text))
    }
}
