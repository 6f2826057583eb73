import Casework
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWork

@Suite struct EndingTests {
    static func typed(_ world: SupportWorld, _ reason: String, days: Int = 0) -> [(String, String)] {
        [("reason", reason), ("words", "He is back at school"), ("exit_strategy", "The gym place came true")]
            + SupportWorld.day("on", world.today.adding(days: days))
    }

    private func ended(_ world: SupportWorld) async throws -> Browser {
        let browser = try await world.begun()
        let page = "\(world.link)/ending"
        await browser.open(page)
        await browser.submit(page, Self.typed(world, "declined"))
        #expect(try await world.stored().status == .ended)
        return browser
    }

    @Test(arguments: [false, true])
    func `a planned ending waits for who comes next and for the last review`(onPostgres: Bool) async throws {
        let world = try await SupportWorld.make(onPostgres: onPostgres)
        let browser = try await world.begun()
        let page = "\(world.link)/ending"
        await browser.open(page)
        await browser.submit("\(page)/handovers", [("to", "Quay boxing gym"), ("contact", "Dee, at the desk")])
        await browser.submit(page, Self.typed(world, "completed"))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Quay boxing gym has not said yes yet"))
        #expect(await browser.text.contains("There is no review at the end"))
        #expect(await browser.text.contains("He is back at school"))
        let handover: String? = try await world.house.database.read { try $0.value("SELECT id FROM support_handover") }
        await browser.open(page)
        await browser.submit(
            "\(page)/handovers/\(try #require(handover))", [("answer", "yes"), ("words", "From Monday")])
        #expect(await browser.text.contains("Takes over"))
        await browser.open("\(world.link)/reviews/new")
        await browser.submit("\(world.link)/reviews/new", ReviewTests.typed(world, score: 7, kind: "ending"))
        await browser.open(page)
        await browser.submit(page, Self.typed(world, "completed"))
        #expect(await browser.text.contains("They have what they came for"))
        #expect(try await world.stored().endedOn == world.today)
        #expect(try await world.openTasks() == ["Ask how it is since support ended"])
    }

    @Test func `a manager may end it all the same, and says why`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        let page = "\(world.link)/ending"
        await browser.open(page)
        await browser.submit(
            page, Self.typed(world, "completed") + [("anyway", "Team leader: the family asked for it")])
        #expect(try await world.stored().status == .ended)
        await browser.open("\(world.link)/history")
        #expect(await browser.text.contains("Team leader: the family asked for it"))
    }

    @Test func `it cannot end before it began or tomorrow`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        for (days, words) in [(-3, "It cannot end before that"), (2, "Enter today or a day before it")] {
            await browser.open("\(world.link)/ending")
            await browser.submit("\(world.link)/ending", Self.typed(world, "declined", days: days))
            #expect(await browser.status == 422)
            #expect(await browser.text.contains(words))
        }
    }

    @Test func `twelve weeks afterwards it is asked, answered once, and what may be seen ends`() async throws {
        let world = try await SupportWorld.make()
        _ = try await ended(world)
        let due: Day? = try await world.house.database.read {
            try $0.value("SELECT due FROM task WHERE ended_at IS NULL")
        }
        #expect(due == world.today.adding(days: 84))
        let later = try await world.later(.provider, days: 90)
        let page = "\(world.link)/ending"
        await later.open(page)
        #expect(await later.text.contains("Was due"))
        await later.submit("\(page)/follow-ups/still-with", [("answer", "unknown")])
        #expect(await later.text.contains("Say how you tried to find out"))
        await later.submit("\(page)/follow-ups/still-with", [("answer", "yes"), ("words", "Still at the gym")])
        #expect(try await world.openTasks().isEmpty)
        await later.open(page)
        #expect(await later.status == 403)
        let lead = try await world.later(.leadPractitioner, days: 90)
        await lead.open(page)
        #expect(await lead.text.contains("Still at the gym"))
    }

    @Test func `taken up again, the same people and the same plan are there`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        await browser.open("\(world.link)/plan/change")
        await browser.submit("\(world.link)/plan/change", PlanTests.typed(world))
        await browser.open("\(world.link)/ending")
        await browser.submit("\(world.link)/ending", Self.typed(world, "declined"))
        await browser.open("\(world.link)/ending")
        await browser.submit("\(world.link)/ending/reopen", [("reason", "It started again")])
        #expect(await browser.text.contains("taken up again"))
        let again = try await world.house.database.read { tx in try tx.openSupports(of: nil) }
        let one = try #require(again.first?.support)
        #expect(again.count == 1 && one.reopens == world.support.id && one.status == .accepted)
        #expect(one.worker == (try world.worker(.provider).id))
        await browser.open("/support/\(one.id)/plan")
        #expect(await browser.text.contains("I want to be back at school"))
    }

    @Test func `week eight asks how it ends, week twelve ends it, and longer needs a why`() async throws {
        let world = try await SupportWorld.make(pathway: "diversion")
        _ = try await world.begun()
        let due = try await world.house.database.read { tx -> [String: Day] in
            let rows = try tx.rows("SELECT key, due FROM task WHERE ended_at IS NULL")
            return try Dictionary(
                rows.map { row -> (String, Day) in
                    let key: String = try row["key"]
                    return (String(key.split(separator: " ")[0]), try row["due"])
                }, uniquingKeysWith: { a, _ in a })
        }
        #expect(due["exit-prompt"] == world.today.adding(days: 56))
        #expect(due["end"] == world.today.adding(days: 84))
        let page = "\(world.link)/ending"
        let ninth = try await world.later(.provider, days: 60)
        await ninth.open(page)
        #expect(await ninth.text.contains("How will it end?"))
        let late = try await world.later(.provider, days: 90)
        await late.open(page)
        #expect(await late.text.contains("It has run longer than it may"))
        await late.submit("\(page)/extend", SupportWorld.day("until", world.today.adding(days: 120)))
        #expect(await late.text.contains("Say why it goes on longer"))
        await late.submit("\(page)/extend", [("reason", "The college place starts in a month")])
        #expect(await late.text.contains("The college place starts in a month"))
        #expect(!(await late.text.contains("It has run longer than it may")))
    }

    @Test func `an extension shorter than what it may run is refused`() async throws {
        let world = try await SupportWorld.make(pathway: "diversion")
        let browser = try await world.begun()
        await browser.open("\(world.link)/ending")
        await browser.submit(
            "\(world.link)/ending/extend", [("reason", "x")] + SupportWorld.day("until", world.today.adding(days: 30)))
        #expect(await browser.text.contains("It may run to"))
    }

    @Test func `an unplanned ending leaves nothing to wait for`() {
        #expect(EndingRules.obstacles(isPlanned: false, handovers: [], hasEndingReview: false, reviews: 8).isEmpty)
        #expect(EndingRules.obstacles(isPlanned: true, handovers: [], hasEndingReview: true, reviews: 8).isEmpty)
        #expect(EndingRules.obstacles(isPlanned: true, handovers: [], hasEndingReview: false, reviews: nil).isEmpty)
        #expect(EndingRules.obstacles(isPlanned: true, handovers: [], hasEndingReview: false, reviews: 8).count == 1)
    }
}
