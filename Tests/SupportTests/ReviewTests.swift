import Casework
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWork

@Suite struct ReviewTests {
    static func typed(_ world: SupportWorld, score: Int, days: Int = 0, kind: String = "start") -> [(String, String)] {
        [
            ("kind", kind), ("took_part", "Ilya, his aunt and Ms Okoro"),
            ("said", "School is better; evenings are not"),
            ("youngPerson-safety", String(score)), ("youngPerson-education", String(min(10, score + 2))),
            ("worker-safety", String(max(1, score - 1))), ("outcome", "goOn"), ("sdq-self", "21"), ("swemwbs", "22"),
        ] + SupportWorld.day("on", world.today.adding(days: days))
    }

    private func review(_ on: Int, _ scores: [(String, Scorer, Int)]) -> Review {
        Review(
            id: .make(), support: .make(), kind: .regular, on: Day(number: on), tookPart: "", said: "", outcome: .goOn,
            outcomeReason: "", next: nil, missing: [:],
            scores: scores.map { Review.Score(ladder: $0.0, scorer: $0.1, value: $0.2) }, instruments: [:])
    }

    @Test(arguments: [false, true])
    func `two reviews make a picture, and the next has its day`(onPostgres: Bool) async throws {
        let world = try await SupportWorld.make(onPostgres: onPostgres)
        let browser = try await world.begun()
        let page = "\(world.link)/reviews"
        #expect(try await world.openTasks().contains("A review is due"))
        await browser.open("\(page)/new")
        await browser.submit("\(page)/new", Self.typed(world, score: 3))
        #expect(await browser.text.contains("Next review by"))
        let due: Day? = try await world.house.database.read {
            try $0.value("SELECT due FROM task WHERE what = 'A review is due' AND ended_at IS NULL")
        }
        #expect(due == world.today.adding(days: 56))
        let later = try await world.later(.provider, days: 1)
        await later.open("\(page)/new")
        await later.submit("\(page)/new", Self.typed(world, score: 6, days: 1, kind: "regular"))
        let text = await later.text
        #expect(text.contains("2 of 2 areas are better than at the start"))
        #expect(text.contains("It is not evidence of cause"))
        #expect(text.contains("Very high") && text.contains("19.98"))
        await later.open("\(page)/scores.csv")
        #expect(await later.text.contains("\(world.today),safety,youngPerson,3"))
        await later.open(world.link)
        #expect(await later.text.contains("2 of 2 areas are better"))
    }

    @Test func `what cannot be is refused in words and loses nothing`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        let page = "\(world.link)/reviews/new"
        for (days, words) in [(-1, "A review cannot be before that"), (1, "still to come")] {
            await browser.open(page)
            await browser.submit(page, Self.typed(world, score: 3, days: days))
            #expect(await browser.status == 422)
            #expect(await browser.text.contains(words))
            #expect(await browser.text.contains("evenings are not"))
        }
        await browser.open(page)
        await browser.submit(page, Self.typed(world, score: 11) + [("swemwbs", "36"), ("sdq-self", "41")])
        let text = await browser.text
        #expect(text.contains("Enter 1 to 10"))
        #expect(text.contains("Enter 7 to 35") && text.contains("Enter 0 to 40"))
        await browser.open(page)
        await browser.submit(
            page, Self.typed(world, score: 4).filter { !$0.0.hasPrefix("youngPerson") && !$0.0.hasPrefix("worker") })
        #expect(await browser.text.contains("Say why the young person has not scored"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM support_review") } == 0)
    }

    @Test func `two on one day, and a later next without its why, are refused`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        let page = "\(world.link)/reviews/new"
        await browser.open(page)
        await browser.submit(page, Self.typed(world, score: 4) + SupportWorld.day("next", world.today.adding(days: 90)))
        #expect(await browser.text.contains("Say why this one is later"))
        await browser.submit(page, [("next_reason", "He is away until then")])
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("He is away until then"))
        await browser.open(page)
        await browser.submit(page, Self.typed(world, score: 5))
        #expect(await browser.text.contains("There is a review on that day"))
    }

    @Test func `the end leads to the ending and more help to the hub`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        let page = "\(world.link)/reviews/new"
        await browser.open(page)
        await browser.submit(
            page, Self.typed(world, score: 4) + [("outcome", "stepUp"), ("outcome_reason", "It got worse")])
        #expect(try await world.openTasks().contains("More help is needed: decide at the meeting"))
    }

    @Test func `eight weeks fall on the weekday they began, and before a day nobody works`() throws {
        let start = try #require(Day("2026-02-06"))
        let due = try #require(ReviewClock.next(after: start, every: 8))
        // Good Friday 2026, a bank holiday, after the clocks went forward.
        #expect(due == Day("2026-04-03") && due.weekday == start.weekday)
        #expect(ReviewClock.workable(due, .england) == Day("2026-04-02"))
        let autumn = try #require(Day("2026-09-11"))
        #expect(ReviewClock.next(after: autumn, every: 8) == Day("2026-11-06"))
        #expect(ReviewClock.next(after: start, every: nil) == nil)
    }

    @Test func `overdue means the day has passed, by the pathway or by the last review`() async throws {
        let world = try await SupportWorld.make()
        _ = try await world.begun()
        let (before, after) = try await world.house.database.read { tx in
            (
                try tx.overdueReviews(on: world.today.adding(days: 56)).count,
                try tx.overdueReviews(on: world.today.adding(days: 57))
            )
        }
        #expect(before == 0)
        #expect(after.map(\.due) == [world.today.adding(days: 56)])
    }

    @Test func `a ladder changes from the first score to the last, each scorer alone`() {
        let all = [
            review(10, [("safety", .youngPerson, 3), ("peers", .youngPerson, 5), ("safety", .worker, 6)]),
            review(70, [("safety", .youngPerson, 2)]),
            review(130, [("safety", .youngPerson, 7), ("peers", .youngPerson, 5), ("safety", .worker, 4)]),
        ]
        let young = LadderChange.all(all.reversed(), by: .youngPerson, ladders: ["peers", "safety", "home"])
        #expect(young.map(\.ladder) == ["peers", "safety"])
        #expect(young.map(\.change) == [0, 4])
        #expect(young.last?.between == [2])
        #expect(young.map(\.isMeaningful) == [false, true])
        #expect(LadderChange.all(all, by: .worker, ladders: ["safety"]).map(\.change) == [-2])
    }

    @Test(arguments: [
        ("sdq-teacher", 11, "Close to average"), ("sdq-teacher", 12, "Slightly raised"), ("sdq-teacher", 18, "High"),
        ("sdq-teacher", 19, "Very high"), ("sdq-self", 14, "Close to average"), ("sdq-self", 20, "Very high"),
        ("sdq-parent", 16, "Slightly raised"), ("swemwbs", 21, "Low"), ("swemwbs", 22, "Medium"),
        ("swemwbs", 30, "Medium"), ("swemwbs", 31, "High"),
    ])
    func `bands are those of the published tables`(id: String, total: Int, band: String) throws {
        let instrument = try #require(Instruments.standard.instruments.first { $0.id == id })
        #expect(instrument.band(of: total) == band)
    }

    @Test func `every sum of the wellbeing scale has its metric score, rising`() throws {
        let scale = try #require(Instruments.standard.instruments.first { $0.id == "swemwbs" })
        let all = (scale.least...scale.most).map { scale.scaled($0) }
        #expect(all.count == 29 && all == all.sorted() && all.first == 7 && all.last == 35)
    }

    @Test func `nobody outside the support reads or holds reviews`() async throws {
        let world = try await SupportWorld.make()
        let worker = try await world.begun()
        await worker.open("\(world.link)/reviews/new")
        await worker.submit("\(world.link)/reviews/new", Self.typed(world, score: 3))
        for role in [Role.panelMember, .referrer, .analyst, .boardMember, .privacyOfficer, .administrator] {
            let browser = try await world.house.browser(as: role)
            for page in ["reviews", "reviews/new", "reviews/scores.csv"] {
                await browser.open("\(world.link)/\(page)")
                #expect([403, 404].contains(await browser.status), "\(role) \(page)")
                #expect(!(await browser.text.contains("Okoro")))
            }
        }
    }
}
