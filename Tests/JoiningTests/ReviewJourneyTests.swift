import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

/// Answering questions in a browser.
@Suite struct ReviewJourneyTests {
    /// Two records nobody is sure about, each with a young person of its own.
    private func asked(
        _ world: LinkWorld, probability: Double = 0.6
    ) async throws -> (left: ID<SourceRecord>, right: ID<SourceRecord>, item: ReviewItem) {
        let school = try await world.file(.education)
        let police = try await world.file(.police)
        let a = try await world.record(
            .education, "Kai", "Brennan", upn: "A123456789012", postcode: "KX1 2AB", in: school)
        let b = try await world.record(.police, "Kye", "Brennan", postcode: "KX1 2AB", in: police)
        try await world.run(together: [[a], [b]], ask: [(a, b, probability)])
        return (a, b, try #require(try await world.items().first))
    }

    @Test func `the list and a question show both records, what differs in words, and what would follow`() async throws
    {
        let world = try await LinkWorld.make()
        let (_, _, item) = try await asked(world)
        let browser = try await world.browser(world.coordinator)
        await browser.open("/review")
        var text = await browser.text
        #expect(text.contains("Kai Brennan and Kye Brennan") || text.contains("Kye Brennan and Kai Brennan"))
        #expect(text.contains("0 of 40 today"))
        await browser.open("/review/\(item.id)")
        text = await browser.text
        #expect(await browser.status == 200)
        for words in ["Different", "The same", "Only one says", "would join", "Before comparing", "They may be twins"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(text.contains("data-key=\"s\"") && text.contains("data-keys"))
        #expect(text.contains("See the numbers as a table"))
    }

    @Test func `same puts both on one record, and undo puts them back`() async throws {
        let world = try await LinkWorld.make()
        let (a, b, item) = try await asked(world)
        let (one, other) = (try await world.person(of: a), try await world.person(of: b))
        let browser = try await world.browser(world.coordinator)
        await world.answer(item, "same", in: browser)
        #expect(try await world.person(of: a) == world.person(of: b))
        #expect(try await world.items().isEmpty)
        await browser.open("/review/\(item.id)")
        #expect(await browser.text.contains("Decided: same young person"))
        // Without a reason a decision is not taken back.
        await browser.submit("/review/\(item.id)/undo", [("undo", "settled"), ("reason", "")])
        #expect(await browser.status == 422)
        await browser.submit("/review/\(item.id)/undo", [("undo", "settled"), ("reason", "Another school said no")])
        #expect(await browser.status == 200)
        #expect(try await world.person(of: a) == one)
        #expect(try await world.person(of: b) == other)
        #expect(try await world.link(of: a)?.maker == .engine)
        #expect(try await world.items().count == 1, "the question is open again")
        let kept = try await world.database.read { try $0.count("SELECT COUNT(*) FROM pair_decision") }
        #expect(kept == 1, "the answer stays written")
    }

    @Test func `different keeps them apart in every later run`() async throws {
        let world = try await LinkWorld.make()
        let (a, b, item) = try await asked(world)
        let browser = try await world.browser(world.coordinator)
        await world.answer(item, "different", in: browser)
        // The same question about the same two young people is not asked through other rows either.
        let school = try await world.file(.education)
        let c = try await world.record(.education, "Kai", "Brennan", in: school)
        try await world.run(together: [[a, c], [b]], ask: [(b, c, 0.8), (a, b, 0.8)])
        #expect(try await world.items().isEmpty)
    }

    @Test func `where something is at risk a second person answers, blind to the first`() async throws {
        let world = try await LinkWorld.make()
        let (a, b, item) = try await asked(world)
        let person = try #require(try await world.person(of: a))
        let (lead, now) = (try #require(world.house.workers[.leadPractitioner]), world.now)
        try await world.database.write { tx in
            try tx.setRisk(
                .high, on: person, headline: "Adults are using Kai", reason: "x", suggested: "", keepingSafe: [],
                goingWell: [], by: lead, at: now)
        }
        let first = try await world.browser(world.coordinator)
        await world.answer(item, "same", reason: "Zqvfirstreason", in: first)
        #expect(try await world.person(of: a) != world.person(of: b), "nothing is linked yet")
        // The same person again is not a second one.
        await world.answer(item, "same", in: first)
        #expect(try await world.person(of: a) != world.person(of: b))
        let second = try await world.browser(world.second)
        await second.open("/review/\(item.id)")
        let text = await second.text
        #expect(text.contains("Two people have to answer"))
        #expect(!text.contains("Zqvfirstreason") && !text.contains("Test Hub coordinator:"))
        await world.answer(item, "same", in: second)
        #expect(try await world.person(of: a) == world.person(of: b))
    }

    @Test func `two who disagree meet on a short list, and either may change their answer`() async throws {
        let world = try await LinkWorld.make()
        let (a, b, item) = try await asked(world)
        let person = try #require(try await world.person(of: a))
        let (setter, now) = (world.second.id, world.now)
        let other = try #require(world.house.workers[.panelMember])
        try await world.database.write { tx in
            try tx.restrict(person, excluding: true, other.id, because: "family", by: setter, at: now)
        }
        let (first, second) = (
            try await world.browser(world.coordinator), try await world.browser(world.second)
        )
        await world.answer(item, "same", reason: "Same school", in: first)
        await world.answer(item, "different", reason: "Met both", in: second)
        #expect(try await world.items().map(\.state) == [.disputed])
        await first.open("/review")
        #expect(await first.text.contains("Answered differently by two people"))
        await first.open("/review/\(item.id)")
        #expect(await first.text.contains("Met both"))
        await first.wait(minutes: 1)
        await world.answer(item, "different", reason: "I see", in: first)
        let left = try await world.items().map { "\($0.state) \($0.cause)" }
        #expect(left.isEmpty)
        #expect(try await world.person(of: a) != world.person(of: b))
    }

    @Test func `the second of two workers at once is shown what the first decided`() async throws {
        let world = try await LinkWorld.make()
        let (_, _, item) = try await asked(world)
        let (first, second) = (
            try await world.browser(world.coordinator), try await world.browser(world.second)
        )
        await second.open("/review/\(item.id)")
        await world.answer(item, "different", in: first)
        await second.submit("/review/\(item.id)", [("answer", "same")])
        #expect(await second.status == 409)
        #expect(await second.text.contains("Test Hub coordinator answered this question"))
    }

    @Test func `going against the numbers needs a reason, and what was typed is kept`() async throws {
        let world = try await LinkWorld.make()
        let health = try await world.file(.health)
        let a = try await world.record(.health, "Kai", "Brennan", nhs: "9990000018", in: health)
        let b = try await world.record(.health, "Kai", "Brennan", nhs: "9990000026", in: health)
        try await world.run(together: [[a], [b]], doubts: [(a, b, .refused)])
        let item = try #require(try await world.items().first)
        #expect(item.cause == .refused)
        let browser = try await world.browser(world.coordinator)
        await world.answer(item, "same", in: browser)
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Error: Are these the same young person?"))
        await world.answer(item, "same", reason: String(repeating: "é", count: 1001), in: browser)
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("éééé"))
        await world.answer(item, "same", reason: "The GP gave one a new number", in: browser)
        #expect(try await world.person(of: a) == world.person(of: b))
    }

    @Test func `no answer without an agreement that lets both be compared, and no detail either`() async throws {
        let world = try await LinkWorld.make(agreements: false)
        let (a, b, item) = try await asked(world)
        let browser = try await world.browser(world.coordinator)
        await browser.open("/review")
        #expect(!(await browser.text.contains("Brennan")))
        await browser.open("/review/\(item.id)")
        let text = await browser.text
        #expect(await browser.status == 200)
        #expect(!text.contains("KX1 2AB") && !text.contains("A123456789012") && !text.contains(">Kye<"))
        #expect(!text.contains("value=\"same\""))
        await browser.open("/account")
        let token = try #require(PageForm.all(in: await browser.text).first { $0.action == "/account/display" })
        await browser.send("/review/\(item.id)", token.fields.filter { $0.0 == "_token" } + [("answer", "same")])
        #expect(await browser.status == 422)
        #expect(try await world.person(of: a) != world.person(of: b))
    }

    @Test func `somebody kept out of a record learns nothing of a question about it`() async throws {
        let world = try await LinkWorld.make()
        let (a, _, item) = try await asked(world)
        let person = try #require(try await world.person(of: a))
        let (coordinator, setter, now) = (world.coordinator.id, world.second.id, world.now)
        try await world.database.write { tx in
            try tx.restrict(person, excluding: true, coordinator, because: "family", by: setter, at: now)
        }
        let browser = try await world.browser(world.coordinator)
        await browser.open("/review")
        #expect(!(await browser.text.contains("Brennan")))
        await browser.open("/review/\(item.id)")
        #expect(await browser.status == 404)
    }

    @Test func `a decision is in the audit on both young people's records`() async throws {
        let world = try await LinkWorld.make()
        let (a, b, item) = try await asked(world)
        let people = [try await world.person(of: a), try await world.person(of: b)].compactMap { $0 }
        let browser = try await world.browser(world.coordinator)
        await world.answer(item, "different", in: browser)
        for person in people {
            let lines = try await world.database.read {
                try $0.views(of: person.text, since: Instant(milliseconds: 0), most: 50)
            }
            #expect(lines.contains { $0.detail.contains("different young people") })
        }
    }

    @Test func `how people and the engine agree is said once there are enough, and not before`() async throws {
        let world = try await LinkWorld.make()
        let (_, _, item) = try await asked(world)
        let browser = try await world.browser(world.coordinator)
        await world.answer(item, "same", in: browser)
        await browser.open("/links")
        var text = await browser.text
        #expect(await browser.status == 200)
        #expect(text.contains("Too few pairs have been reviewed"))
        #expect(text.contains("Too few to say: 1 pair"))
        // Forty settled pairs: in thirty the people said what the engine leant to.
        let school = try await world.file(.education)
        var ask: [(ID<SourceRecord>, ID<SourceRecord>, Double)] = []
        for number in 0..<40 {
            let left = try await world.record(.education, "Ana\(number)", "Silva", in: school)
            let right = try await world.record(.education, "Ana\(number)", "Sylva", in: school)
            ask.append((left, right, number < 20 ? 0.9 : 0.2))
        }
        try await world.run(together: [], ask: ask)
        let now = world.now
        try await world.database.write { tx in
            for (number, item) in try tx.reviewItems(in: [.open], most: 100).sorted(by: {
                $0.probability > $1.probability
            })
            .enumerated() {
                let verdict: PairDecision.Verdict = number < 10 || (20..<30).contains(number) ? .same : .different
                try tx.settle(item.id, as: verdict, with: nil, at: now)
            }
        }
        await browser.open("/links")
        text = await browser.text
        #expect(text.contains("They lean the same way on"))
        #expect(text.contains("kappa"))
        #expect(text.contains("Male"))
        #expect(text.contains("Education and Education"))
    }
}
