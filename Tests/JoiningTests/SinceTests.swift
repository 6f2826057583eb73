import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

@Suite struct `Since somebody last looked` {
    private let start = Instant(milliseconds: 1_764_064_800_000)

    @Test func `views within half an hour of each other are one look`() {
        let first = Look.at(start, after: nil)
        #expect(first.before == nil)
        let again = Look.at(start.adding(minutes: 29), after: first)
        #expect(again.before == nil && again.last == start.adding(minutes: 29))
        let next = Look.at(start.adding(minutes: 59), after: again)
        #expect(next.before == again.last)
        let same = Look.at(start.adding(minutes: 61), after: next)
        #expect(same.before == again.last)
    }

    @Test func `a clock that goes back makes nothing newer`() {
        let look = Look.at(start.adding(minutes: -5), after: Look(last: start, before: nil))
        #expect(look == Look(last: start, before: nil))
    }

    @Test func `tells of notes, details, rows, links and people, each with its way, and nothing hidden`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police], to: [.youthJustice], [.police, .identity])
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record)
        #expect(await lead.text.contains("This is your first look at this record"))
        await lead.open(world.record)
        #expect(await lead.text.contains("This is your first look at this record"))

        let later = world.house.now.adding(hours: 2)
        try await world.event(.police, .police, "arrest", days: 3, "Was arrested") {
            $0.keptAt = later
            $0.linkedAt = later
        }
        try await world.event(.health, .health, "injury", days: 3, "Secretinjury") {
            $0.keptAt = later
            $0.linkedAt = later
        }
        try await write(world, at: later)
        await lead.wait(minutes: 180)
        try await world.signIn(lead, as: .leadPractitioner)
        await lead.open(world.record)
        let text = await lead.text
        let card = try #require(
            text.components(separatedBy: "Since you last looked").last?.components(separatedBy: "</section>").first)
        #expect(card.contains("You last looked on 25 November 2025, 10am"))
        #expect(card.contains("New: Theirs, from Eastmere Health") && !card.contains("Mine"))
        #expect(card.contains("Changed detail: Phone"))
        #expect(card.contains("1 new entry from files of Eastmere Police"))
        #expect(card.contains("Linked: a description by Eastmere Police"))
        #expect(card.contains("In the team: Test Panel member"))
        #expect(!card.contains("files of Eastmere Health") && !card.contains("description by Eastmere Health"))
        #expect(PageForm.links(in: card).count >= 5)
        for link in PageForm.links(in: card) {
            // Where links come from is another page's matter.
            guard !link.hasSuffix("/links") else { continue }
            await lead.open(link)
            #expect(await lead.status == 200, "\(link)")
        }
    }

    @Test func `a file sent again makes nothing new`() async throws {
        let world = try await PictureWorld.make()
        try await world.agree("ISA-007", from: [.police], to: [.youthJustice], [.police, .identity])
        try await world.event(.police, .police, "arrest", days: 3, "Was arrested") { $0.state = .replaced }
        let lead = try await world.browser(.leadPractitioner)
        await lead.open(world.record)
        // The same description in a newer file: the same record, so the link is the old one.
        let (now, person) = (world.house.now.adding(hours: 1), world.person)
        try await world.event(.police, .police, "arrest", days: 3, "Was arrested") { $0.keptAt = now }
        await lead.wait(minutes: 120)
        try await world.signIn(lead, as: .leadPractitioner)
        await lead.open(world.record)
        #expect(await lead.text.contains("Nothing new that you can see"), "\(person)")
    }

    private func write(_ world: PictureWorld, at later: Instant) async throws {
        let (mine, theirs, person) = (
            try world.worker(.leadPractitioner), try world.worker(.panelMember), world.person
        )
        try await world.house.database.write { tx in
            for (worker, title) in [(mine, "Mine"), (theirs, "Theirs")] {
                try tx.insert(
                    Note(
                        id: .make(), person: person, kind: .note, at: later.adding(days: -9), precision: .day,
                        title: title, body: "x", by: worker, addedAt: later))
            }
            try tx.run(
                """
                INSERT INTO person_change (id, person_id, field, before, after, reason, changed_by, changed_at)
                VALUES ('c', \(person), 'phone', '', '01632 960111', 'Told us', \(theirs.id), \(later))
                """)
            try tx.involve(theirs, as: .team, with: person, why: "Test", at: later)
        }
    }
}
