import Governance
import HouseSupport
import Joining
import Kernel
import Storage
import Web

@testable import Insight

/// A town of nine small areas whose events are made anew for every seed, and every page a partner can read of them.
struct SmallTown {
    let house: TestHouse
    let counting: EventCounting
    let codes: [String]
    let people: [String: Double]
    private let runs: [String: ID<ImportRun>]

    /// Measures that count the same events in ways that overlap.
    static let measures = ["ae-assault-under-25", "ae-sharp-under-18", "knife-crime", "serious-violence-under-25"]
        .compactMap { id in Measure.shipped.first { $0.id == id } }
    static let months = 14

    var newest: Month { Month(house.now.day).adding(-1) }
    var span: ClosedRange<Month> { newest.adding(1 - Self.months)...newest }

    static func make() async throws -> SmallTown {
        let world = try await EventCountingTests.World.make()
        let now = world.house.now
        var runs: [String: ID<ImportRun>] = [:]
        let newest = Month(now.day).adding(-1)
        // Two kept files, made to be of the feeds the events below come by.
        for (number, feed) in ["istv", "police-crime-events"].enumerated() {
            let row = EventCountingTests.crime(
                String(repeating: "\(number)", count: 64), "2025-0\(number + 1)", east: 400_500, north: 400_500)
            let run = try await world.bring(
                "police-uk-street", EventCountingTests.header + row, period: "2025-0\(number + 1)")
            runs[feed] = run.id
            try await world.house.database.write { tx in
                try tx.run(
                    """
                    UPDATE event_run SET feed = \(feed), first_month = \(newest.adding(1 - months).number),
                        last_month = \(newest.number) WHERE run_id = \(run.id)
                    """)
            }
        }
        let codes = (0..<9).map { "X\(1000 + $0)" }
        let people = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, 400 + Double($0) * 35) })
        try await world.house.database.write { tx in
            try tx.insert(
                people.map {
                    AreaFigure(
                        boundaryYear: 2021, code: $0.key, figure: "population", year: 2024, ages: 10...24,
                        value: $0.value)
                }, run: nil)
        }
        return SmallTown(
            house: world.house, counting: world.counting, codes: codes, people: people, runs: runs)
    }

    // MARK: Events

    /// New events by chance: towns with hardly any, and towns with some in every month.
    func events(_ seed: Int) -> [Event] {
        var chance = SplitMix(seed: UInt64(seed) &* 7919)
        let aMonth = [1, 2, 5, 9, 16, 30, 60].randomElement(using: &chance) ?? 5
        let centre = Int.random(in: 0..<9, using: &chance)
        var events: [Event] = []
        for feed in ["istv", "police-crime-events"] {
            guard let run = runs[feed] else { continue }
            for month in span.all {
                for _ in 0..<Int.random(in: 0...(aMonth * 2), using: &chance) {
                    events.append(event(feed, run, events.count, month, centre, &chance))
                }
            }
        }
        return events
    }

    private func event(
        _ feed: String, _ run: ID<ImportRun>, _ number: Int, _ month: Month, _ centre: Int, _ chance: inout SplitMix
    ) -> Event {
        let day = month.firstDay.adding(days: Int.random(in: 0..<month.days, using: &chance))
        let isNight = Bool.random(using: &chance)
        let hour = isNight ? Int.random(in: 20...23, using: &chance) : Int.random(in: 0...23, using: &chance)
        let spot = Int.random(in: 0...9, using: &chance)
        let area = Bool.random(using: &chance) ? codes[centre] : spot == 9 ? "" : codes[spot]
        let age = Int.random(in: 11...24, using: &chance)
        let isKnown = Int.random(in: 0...9, using: &chance) > 0
        let isPolice = feed == "police-crime-events"
        return Event(
            run: run, line: number + 10, feed: feed, kind: isPolice ? "crime" : "assault",
            at: London.instant(day, hour: hour, minute: 20), until: nil, precision: isKnown ? .minute : .day,
            easting: nil, northing: nil, pointPrecision: .area, area: area,
            category: isPolice ? (isNight ? "Violence with injury" : "Robbery") : "",
            method: ["knife", "", "", "firearm", "glass"].randomElement(using: &chance) ?? "", placeType: "",
            ageFrom: age, ageTo: age, sex: "", outcome: "", reference: "e\(number)", person: "")
    }

    /// Puts a seed's events in the place of the last one's, and counts.
    func plant(_ events: [Event]) async throws {
        let now = house.now
        try await house.database.write { tx in
            try tx.run("DELETE FROM event")
            try tx.insert(events)
            for measure in Self.measures { try counting.measures.count(measure, at: now, in: tx) }
        }
    }

    // MARK: Pages

    /// Where a partner can go.
    var paths: [String] {
        var paths = ["/insight", "/insight/measures", "/insight/pack", "/insight/signals", "/insight/signals/digest"]
        paths += ["/insight/data", "/insight/signals/digest/text"] + codes.map { "/insight/places/\($0)" }
        for id in Self.measures.map(\.id) {
            paths += ["/insight/measures/\(id)", "/insight/measures/\(id)/csv", "/insight/compare?measure=\(id)"]
            paths += ["/insight/hours?measure=\(id)", "/insight/hours/csv?measure=\(id)"]
            for figure in AreaCounts.Figure.allCases.map(\.rawValue) {
                paths += ["", "/csv"].map { "/insight/map\($0)?measure=\(id)&figure=\(figure)" }
            }
        }
        return paths
    }

    /// Every page as a board member opens it.
    func pages(_ browser: Browser) async -> [String: String] {
        var pages: [String: String] = [:]
        for path in paths {
            await browser.open(path)
            if await browser.status == 200 { pages[path] = await browser.text }
        }
        return pages
    }
}
