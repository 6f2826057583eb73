import Composition
import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing

@testable import Joining

extension LinkWorld {
    static var movables: [Movable] { Composed.movables }
}

/// What a run may do about what stands.
@Suite struct LinkRunTests {
    @Test func `records together become one young person, named by whom most say so`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let police = try await world.file(.police)
        let a = try await world.record(.education, "Kai", "Brennan", upn: "A123456789012", in: school)
        let b = try await world.record(.police, "Ky", "Brennan", in: police)
        let c = try await world.record(.education, "Kai", "Brennan", upn: "A123456789012", in: school)
        let run = try await world.run(together: [[a, b, c]])
        #expect(run.counts.people == 1 && run.counts.links == 3)
        let person = try #require(try await world.person(of: a))
        #expect(try await world.person(of: b) == person)
        let details = try #require(try await world.database.read { try $0.identities(of: [person]).first?.person })
        #expect(details.fullName == "Kai Brennan")
        #expect(details.upn == "A123456789012")
    }

    @Test func `an identifier agencies disagree on is on nobody's record`() async throws {
        let world = try await LinkWorld.make()
        let health = try await world.file(.health)
        let a = try await world.record(.health, "Kai", "Brennan", nhs: "9990000018", in: health)
        let b = try await world.record(.health, "Kai", "Brennan", nhs: "9990000026", in: health)
        try await world.run(together: [[a, b]])
        let person = try #require(try await world.person(of: a))
        let details = try #require(try await world.database.read { try $0.identities(of: [person]).first?.person })
        #expect(details.nhsNumber.isEmpty)
    }

    @Test func `a run with no new rows changes nothing`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        let b = try await world.record(.education, "Kai", "Brenan", in: school)
        let c = try await world.record(.education, "Cai", "Brennan", in: school)
        _ = try await world.person("Ana", "Lopes")
        try await world.run(together: [[a, b]], ask: [(a, c, 0.6)])
        let before = try await world.fingerprint()
        let run = try await world.run(together: [[a, b]], ask: [(a, c, 0.6)])
        #expect(try await world.fingerprint() == before)
        #expect(run.counts.links == 0 && run.counts.people == 0)
    }

    @Test func `new rows join the young person there is, under the same number`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        try await world.run(together: [[a]])
        let person = try await world.person(of: a)
        let health = try await world.file(.health)
        let b = try await world.record(.health, "Kai", "Brennan", nhs: "9990000018", in: health)
        try await world.run(together: [[a, b]])
        #expect(try await world.person(of: b) == person)
        let id = try #require(person)
        let details = try await world.database.read { try $0.identities(of: [id]).first?.person }
        #expect(details?.nhsNumber == "9990000018", "details nobody changed by hand follow the rows")
    }

    @Test func `our own record is linked to itself and takes rows to it`() async throws {
        let world = try await LinkWorld.make()
        let kai = try await world.person("Kai", "Brennan")
        try await world.run(together: [])
        let mirror = try #require(try await world.database.read { try $0.links(to: kai).first })
        #expect(mirror.maker == .identity)
        let police = try await world.file(.police)
        let b = try await world.record(.police, "Kai", "Brennan", in: police)
        try await world.run(together: [[mirror.record, b]])
        #expect(try await world.person(of: b) == kai)
    }

    @Test func `two records of our own are asked about, never joined`() async throws {
        let world = try await LinkWorld.make()
        let (one, other) = (try await world.person("Kai", "Brennan"), try await world.person("Kai", "Brennan"))
        try await world.run(together: [])
        let mirrors = try await world.database.read { tx in
            try [one, other].compactMap { try tx.links(to: $0).first?.record }
        }
        try await world.run(together: [mirrors])
        #expect(try await world.person(of: mirrors[0]) == one)
        #expect(try await world.person(of: mirrors[1]) == other)
        let items = try await world.items()
        #expect(items.map(\.cause) == [.change])
    }

    @Test func `a record only a run made and nobody touched goes where its rows go, and stays findable`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        let b = try await world.record(.education, "Kai", "Brennan", in: school)
        let c = try await world.record(.education, "K", "Brennan", in: school)
        try await world.run(together: [[a, b], [c]])
        let (kept, gone) = (try #require(try await world.person(of: a)), try #require(try await world.person(of: c)))
        try await world.run(together: [[a, b, c]])
        #expect(try await world.person(of: c) == kept)
        #expect(try await world.database.read { try $0.joinedInto(gone) } == kept)
        let found = try await world.database.read {
            try $0.matches(given: "K", family: "Brennan", born: nil, postcode: "", school: "", most: 20)
        }
        #expect(
            !found.contains { $0.person == gone }, "an empty record is not found beside the one that holds everything")
    }

    @Test func `a record somebody opened is not joined by a run`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        let b = try await world.record(.education, "Kai", "Brennan", in: school)
        let c = try await world.record(.education, "K", "Brennan", in: school)
        try await world.run(together: [[a, b], [c]])
        let person = try #require(try await world.person(of: c))
        let (lead, now) = (try #require(world.house.workers[.leadPractitioner]), world.now)
        try await world.database.write { try $0.involve(lead, as: .lead, with: person, why: "test", at: now) }
        try await world.run(together: [[a, b, c]])
        #expect(try await world.person(of: c) == person)
        #expect(try await world.items().map(\.cause) == [.change])
    }

    @Test func `what a person confirmed is never moved, and what would move is asked`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        let b = try await world.record(.education, "Kai", "Brenan", in: school)
        try await world.run(together: [[a], [b]], ask: [(a, b, 0.6)])
        let item = try #require(try await world.items().first)
        let browser = try await world.browser(world.coordinator)
        await world.answer(item, "same", in: browser)
        #expect(await browser.status == 200)
        let person = try await world.person(of: a)
        #expect(try await world.person(of: b) == person)
        #expect(try await world.link(of: a)?.maker == .person)
        // The evidence alone would part them; nothing moves, and nobody is asked again.
        try await world.run(together: [[a], [b]])
        #expect(try await world.person(of: a) == person)
        #expect(try await world.person(of: b) == person)
        #expect(try await world.items().isEmpty)
    }

    @Test func `rows of a replaced file keep their links and take no part`() async throws {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        try await world.run(together: [[a]])
        try await world.database.write { tx in
            try tx.run("UPDATE import_run SET state = \(ImportRun.State.replaced) WHERE id = \(school)")
        }
        let run = try await world.run(together: [])
        #expect(run.counts.records == 0)
        #expect(try await world.person(of: a) != nil)
    }

    @Test func `a run that stopped with its program is said to have failed, and the next goes on from there`()
        async throws
    {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        let stopped = LinkRun(id: .make(), startedAt: world.now.adding(minutes: -30), worker: nil)
        try await world.database.write { tx in _ = try tx.begin(stopped) }
        let run = try await world.run(together: [[a]])
        #expect(run.counts.links == 1)
        #expect(try await world.database.read { try $0.linkRun(stopped.id)?.state } == .failed)
    }

    @Test func `while one run is at work another does not begin`() async throws {
        let world = try await LinkWorld.make()
        let atWork = LinkRun(id: .make(), startedAt: world.clock(), worker: nil)
        try await world.database.write { tx in _ = try tx.begin(atWork) }
        #expect(try await world.linking(.making(together: [])).runNow(by: nil) == nil)
    }

    @Test func `an engine that refuses leaves everything as it was, and says why without a name`() async throws {
        let world = try await LinkWorld.make()
        let engine = LinkEngine { _, _ in throw LinkRefused(words: "There are too few records to learn from.") }
        let run = try await world.linking(engine).runNow(by: nil)
        #expect(run?.state == .failed)
        #expect(run?.problem == "There are too few records to learn from.")
    }

    @Test func `a question is taken back when the evidence for it is gone, unless somebody began to answer`()
        async throws
    {
        let world = try await LinkWorld.make()
        let school = try await world.file(.education)
        let a = try await world.record(.education, "Kai", "Brennan", in: school)
        let b = try await world.record(.education, "Kai", "Brenan", in: school)
        let c = try await world.record(.education, "Ali", "Khan", in: school)
        try await world.run(together: [[a], [b], [c]], ask: [(a, b, 0.6), (b, c, 0.3)])
        #expect(try await world.items().count == 2)
        let begun = try #require(try await world.items().first { $0.probability < 0.5 })
        let browser = try await world.browser(world.coordinator)
        await world.answer(begun, "unsure", in: browser)
        try await world.run(together: [[a], [b], [c]])
        #expect(try await world.items().map(\.id) == [begun.id])
    }
}
