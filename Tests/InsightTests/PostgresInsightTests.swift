import Feeds
import Governance
import HouseSupport
import Joining
import Kernel
import PostgresSupport
import Storage
import Testing
import Web

@testable import Insight

/// Insight on PostgreSQL: the same files come to the same figures, signals and pages as on SQLite.
@Suite(.enabled(if: PostgresServer.isWanted)) struct PostgresInsightTests {
    private typealias World = EventCountingTests.World

    private static let rising = "knife-crime"

    /// Files, events with their hours, people and a measure that rose, in a house.
    private static func filled(_ house: TestHouse) async throws -> World {
        let world = try await World.make(in: house)
        try await world.bring("police-uk-street", EventCountingTests.header + crimes(1...9), period: "2025-01")
        let run = try await world.bring(
            "police-uk-street", EventCountingTests.header + crimes(1...120), period: "2025-01")
        let counts = (1...9).map { "2025-0\($0),\($0 == 4 ? "*" : "\(300 + $0)")\n" }.joined()
        try await world.bring("monthly-counts", "month,admissions\n" + counts, period: "2025")
        let (events, now) = (try events(of: run.id), house.now)
        let people = (0..<9).map {
            AreaFigure(
                boundaryYear: 2021, code: "X\(1000 + $0)", figure: "population", year: 2024, ages: 10...24,
                value: 400 + Double($0) * 30)
        }
        try await house.database.write { tx in
            try tx.insert(people, run: nil)
            try tx.insert(people, run: nil)
            try tx.insert(events)
        }
        try await world.counting.countMeasures()
        let rise = SignalWorld.quiet(23, around: 22) + [48]
        let last = Month(now.day).adding(-1)
        let values = rise.enumerated().map {
            (area: "", value: MeasureValue(month: last.adding($0 - rise.count + 1), numerator: $1))
        }
        try await house.database.write { try $0.replaceValues(of: Self.rising, with: values, at: now) }
        try await world.counting.findSignals()
        return world
    }

    /// Violent crimes of nine months in all nine areas, most of them in one corner.
    private static func crimes(_ numbers: ClosedRange<Int>) -> String {
        numbers.map { number in
            let place = number % 3 == 0 ? 0 : number % 9
            let (east, north) = (400_500 + Double(place % 3) * 1000, 400_500 + Double(place / 3) * 1000)
            return EventCountingTests.crime(
                EventCountingTests.hash(number), "2025-0\(number % 9 + 1)", east: east, north: north)
        }.joined()
    }

    /// Assaults treated and crimes with injury, by day and hour, under 25.
    private static func events(of run: ID<ImportRun>) throws -> [Event] {
        let first = try #require(Day("2025-03-03"))
        return (0..<160).map { number in
            let isTreated = number % 3 > 0
            let at = London.instant(first.adding(days: number), hour: number % 2 == 0 ? 16 : number % 24, minute: 20)
            return Event(
                run: run, line: 1000 + number, feed: isTreated ? "istv" : "police-crime-events",
                kind: isTreated ? "assault" : "crime", at: at, until: nil, precision: .minute, easting: nil,
                northing: nil, pointPrecision: .area, area: "X\(1000 + number % 9)",
                category: isTreated ? "" : "Violence with injury", method: number % 4 == 0 ? "knife" : "fist",
                placeType: "street", ageFrom: 11 + number % 13, ageTo: 11 + number % 13, sex: "",
                outcome: "", reference: "e\(number)", person: "")
        }
    }

    private static let pages =
        [
            "/insight", "/insight/measures", "/insight/measures/street-violence", "/insight/measures/\(rising)",
            "/insight/map?measure=street-violence&figure=rate&schools=yes&actions=yes", "/insight/places/X1000",
            "/insight/hours?measure=ae-assault-under-25", "/insight/compare", "/insight/actions", "/insight/signals",
            "/insight/signals/digest", "/insight/pack", "/insight/data", "/insight/measures/street-violence/csv",
            "/insight/map/csv?measure=street-violence", "/insight/hours/csv?measure=ae-assault-under-25",
            "/insight/signals/digest/text",
        ]

    /// What a page says, without its markup: names of things differ from one house to the other.
    private func said(_ path: String, _ browser: Browser) async -> String {
        await browser.open(path)
        #expect(await browser.status == 200, "\(path)")
        return await browser.text.replacing(/<[^>]*>/, with: " ")
    }

    @Test func `figures, signals and every page are the same as on SQLite`() async throws {
        let houses = [try await TestHouse.make(), try await TestHouse.makeOnPostgres()]
        let (plain, postgres) = (try await Self.filled(houses[0]), try await Self.filled(houses[1]))
        #expect(try await postgres.events() == plain.events())
        for measure in Measure.shipped {
            let values = try await plain.house.database.read { try $0.countsByArea(of: measure.id) }
            #expect(try await postgres.house.database.read { try $0.countsByArea(of: measure.id) } == values)
            #expect(try await postgres.values(measure.id) == plain.values(measure.id))
        }
        for role in [Role.analyst, .boardMember] {
            let (one, other) = (try await houses[0].browser(as: role), try await houses[1].browser(as: role))
            for path in Self.pages {
                let (first, second) = (await said(path, one), await said(path, other))
                // Files counted in the same moment stand in the order of their names, which chance gives them.
                let isList = path == "/insight/data"
                #expect(isList ? first.sorted() == second.sorted() : first == second, "\(path)")
            }
        }
    }

    @Test func `people mark, act and decide`() async throws {
        let house = try await TestHouse.makeOnPostgres()
        let world = try await Self.filled(house)
        let browser = try await house.browser(as: .analyst)

        let measure = "/insight/measures/street-violence"
        await browser.open(measure)
        await browser.submit(
            "\(measure)/notes",
            [("kind", "done"), ("day-day", "1"), ("day-month", "6"), ("day-year", "2025"), ("words", "Patrols begin")])
        #expect(await browser.status == 200)
        let notes = try await house.database.read { try $0.measureNotes("street-violence") }
        #expect(notes.map(\.words) == ["Patrols begin"])

        let agency = try #require(house.agencies[.voluntary])
        await browser.open("/insight/actions/new?area=X1000")
        await browser.submit(
            "/insight/actions",
            [
                ("title", "Youth workers"), ("lead", agency.id.text), ("areas", "X1000\nArea 1"), ("starts-day", "1"),
                ("starts-month", "6"), ("starts-year", "2025"),
            ])
        let action = try #require(try await house.database.read { try $0.placeActions() }.first)
        #expect(action.areas == ["X1000", "X1001"] && action.endedAt == nil)

        let found = try await house.database.read { try $0.signals() }
        let signal = try #require(found.first { $0.measure.id == Self.rising })
        let path = "/insight/signals/\(signal.id)"
        for state in [Signal.State.watching, .actedOn, .closed] {
            await browser.wait(minutes: 1)
            await browser.open(path)
            await browser.submit(
                "\(path)/decide",
                [("state", state.rawValue), ("reason", "Because \(state)"), ("action", action.id.text)])
            #expect(await browser.status == 200)
        }
        let steps = try await house.database.read { try $0.signalSteps(of: signal.id) }
        #expect(steps.map(\.state) == [.watching, .actedOn, .closed] && steps.last?.action == "Youth workers")
        try await world.counting.findSignals()
        #expect(try await house.database.read { try $0.signals() }.count == found.count)

        await browser.open("/insight/actions/\(action.id)")
        await browser.submit("/insight/actions/\(action.id)/end", [("outcome", "The route is quiet")])
        await browser.open("/insight/actions")
        #expect(await browser.text.contains("The route is quiet"))
    }
}
