import Composition
import Crypto
import Eastmere
import Foundation
import Geography
import Governance
import HouseSupport
import Insight
import Joining
import Kernel
import Statistics
import Storage
import Surveillance
import Testing
import Web

/// Eastmere with five years of events, made once for every test that reads it.
private struct PlantedTown: Sendable {
    let store: TemporaryDatabase
    let happenings: Happenings
    let counted: Eastmere.Counted

    var map: TownMap { happenings.map }
    var planted: Planted { happenings.planted }

    /// Monday 23 November 2026, ten in the morning.
    static let now = London.instant(Day(number: 20780), hour: 10, minute: 0)

    static let shared = Task { try await make() }

    private static func make() async throws -> PlantedTown {
        let store = try await TemporaryDatabase.make(Composed.migrations)
        let keys = Keys(master: SymmetricKey(data: Data(repeating: 7, count: 32)))
        let audit = Audit(key: keys.audit)
        let wish = Eastmere.Wish(seed: 1, now: now, scale: 0.02)
        _ = try await Eastmere.make(in: store.database, audit: audit, wish) { _ in }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let importer = Importer(
            database: store.database, files: ImportFiles(folder: folder, keys: keys), audit: audit
        ) { now }
        let counting = EventCounting(database: store.database, keys: keys, own: []) { now }
        let counted = try await Eastmere.makePlaces(
            in: store.database, importer: importer, counting: counting, wish
        ) { _ in }
        try? FileManager.default.removeItem(atPath: folder)
        return PlantedTown(store: store, happenings: Happenings(wish), counted: counted)
    }

    /// A measure's page, as the analyst reads it.
    func reading(_ id: String) async throws -> MeasureReading {
        let measure = try #require(Measure.shipped.first { $0.id == id })
        return try await store.database.read { tx in
            MeasureReading(
                ShownSeries(measure, try tx.values(of: id), for: .team), notes: try tx.measureNotes(id))
        }
    }

    func series(_ id: String, area: String = "") async throws -> [Month: Double] {
        let values = try await store.database.read { try $0.values(of: id, area: area) }
        return Dictionary(
            uniqueKeysWithValues: values.compactMap { value in value.numerator.map { (value.month, Double($0)) } })
    }

    /// Whole months, the oldest first.
    var months: [Month] {
        let last = Month(Self.now.day).adding(-1)
        return (last.adding(-59)...last).all
    }

    /// When events of a kind happened, in these areas.
    func times(_ kind: String, in areas: [Int]) async throws -> [Instant] {
        let codes = areas.map { map.plots[$0].code }
        return try await store.database.read {
            try $0.values("SELECT at FROM event WHERE kind = \(kind) AND area IN \(list: codes)")
        }
    }

    func week(_ times: [Instant]) throws -> HourOfWeek {
        try HourOfWeek(
            times.map { .at(($0.day.weekday - 1) * 1440 + London.minuteOfDay($0)) }, longestRange: 720)
    }

    /// Did a series change when something began?
    func change(_ values: [Double], from month: Month) throws -> InterruptedEstimate {
        let place = try #require(months.firstIndex(of: month))
        let season = (months.first?.monthOfYear ?? 1) - 1
        let settings = InterruptedSettings(
            scatter: .quasiPoisson, season: .harmonics(1), leftOut: 0, errors: .larger(.automatic), confidence: 0.95)
        let found = try InterruptedSeries(
            RegularSeries(values.map(Optional.some), period: 12, firstSeason: season), change: place,
            settings: settings, exposure: nil, comparison: nil)
        return try #require(found.effect).overall
    }
}

@Suite struct `What is planted in Eastmere is found` {
    @Test func `every row of every file is taken, and no place lies outside the town`() async throws {
        let town = try await PlantedTown.shared.value
        #expect(town.counted.areas == 180)
        #expect(town.counted.rejected == 0)
        #expect(town.counted.rows > 30_000)
        let elsewhere = try await town.store.database.read {
            try $0.count("SELECT COUNT(*) FROM event WHERE area = \(Area.elsewhere)")
        }
        #expect(elsewhere == 0)
    }

    @Test func `the navigators' chart says improving`() async throws {
        let town = try await PlantedTown.shared.value
        let reading = try await town.reading("ae-assault-under-25")
        #expect(reading.variation == .improvingLow)
        #expect(reading.notes.contains { $0.day == town.planted.navigators.firstDay })
    }

    @Test func `the interrupted series finds the navigators and not the patrols`() async throws {
        let town = try await PlantedTown.shared.value
        let attendances = try await town.series("ae-assault-under-25")
        let worked = try town.change(town.months.map { attendances[$0] ?? 0 }, from: town.planted.navigators)
        #expect(worked.upper < 1)
        #expect((0.5...0.85).contains(worked.value))
        var northfields = [Double](repeating: 0, count: town.months.count)
        for plot in town.map.plots where plot.district == "Northfields" {
            let values = try await town.series("serious-violence-under-25", area: plot.code)
            for (place, month) in town.months.enumerated() { northfields[place] += values[month] ?? 0 }
        }
        let patrols = try town.change(northfields, from: town.planted.patrols)
        #expect(patrols.lower < 1 && patrols.upper > 1)
    }

    @Test func `the map marks the six areas where people go out`() async throws {
        let town = try await PlantedTown.shared.value
        let months = try #require(town.months.last)
        let hot = try await town.store.database.read { tx -> Set<String> in
            let book = try #require(try AreaShelf().book(in: tx))
            let counts = AreaCounts(
                book, try tx.values(of: "ae-assault-under-25", byAreaIn: months.adding(-11)...months), total: 0,
                hidesMonth: false, people: [:], months: months.adding(-11)...months, figure: .number, for: .team)
            let spots = HotSpots(counts.lines.map(\.weight), neighbours: book.neighbours)
            return Set(counts.lines.indices.filter { spots.hot[$0] }.map { counts.lines[$0].code })
        }
        #expect(hot.isSuperset(of: town.map.nightlife.map { town.map.plots[$0].code }))
        #expect(hot.count < 40)
    }

    @Test func `the week shows Friday and Saturday nights in the town centre`() async throws {
        let town = try await PlantedTown.shared.value
        let week = try town.week(try await town.times("assault", in: town.map.nightlife))
        let peak = [(4, 22), (4, 23), (5, 0), (5, 1), (5, 22), (5, 23), (6, 0), (6, 1)]
        let night = peak.compactMap { week.weight(day: $0.0, hour: $0.1) }.reduce(0, +)
        #expect(night > week.cells.reduce(0, +) * 0.6)
    }

    @Test func `the week shows the way home from school at the station`() async throws {
        let town = try await PlantedTown.shared.value
        let week = try town.week(try await town.times("crime", in: [town.map.station]))
        let highest = week.cells.indices.sorted { week.cells[$0] > week.cells[$1] }.prefix(10)
        #expect(Set(highest) == Set((0..<5).flatMap { [$0 * 24 + 15, $0 * 24 + 16] }))
    }

    @Test func `the scan finds three weeks of robberies in Saltmarsh, and nothing else`() async throws {
        let town = try await PlantedTown.shared.value
        let first = PlantedTown.now.day.adding(days: -182)
        let rows = try await town.store.database.read {
            try $0.rows("SELECT area, at FROM event WHERE kind = 'crime' AND category = 'Robbery' AND day >= \(first)")
                .map { row -> (area: String, at: Instant) in (try row["area"], try row["at"]) }
        }
        let places = Dictionary(uniqueKeysWithValues: town.map.plots.enumerated().map { ($1.code, $0) })
        var cases = [Int](repeating: 0, count: town.map.plots.count * 26)
        for row in rows {
            let week = (row.at.day.number - first.number) / 7
            if let place = places[row.area], week < 26 { cases[place * 26 + week] += 1 }
        }
        let data = try ScanData(
            places: town.map.plots.map { ScanPlace(x: $0.middle.x, y: $0.middle.y) }, periods: .generic(26),
            cases: cases, model: .spaceTimePermutation)
        var settings = ScanSettings(window: .spaceTime(.retrospective), rates: .high, seed: 1)
        settings.replications = 199
        settings.largestRadius = 2000
        settings.longestInterval = .periods(6)
        let found = try Scan.run(data, settings).clusters.filter { ($0.pValue ?? 1) < 0.05 }
        #expect(found.count == 1)
        let cluster = try #require(found.first)
        #expect(!Set(cluster.window.places).isDisjoint(with: town.map.outbreak))
        let start = (town.planted.outbreak.lowerBound.number - first.number) / 7
        #expect(cluster.window.periods.overlaps(start...(start + 2)))
    }

    @Test func `what partners do is planted, in every standing`() async throws {
        let town = try await PlantedTown.shared.value
        let actions = try await town.store.database.read { try $0.placeActions() }
        let standings = Set(actions.map { $0.standing(on: PlantedTown.now.day) })
        #expect(standings == [.late, .running, .planned, .ended])
        let station = town.map.plots[town.map.station].code
        #expect(actions.contains { $0.areas == [station] && $0.endedAt == nil })
        let codes = Set(town.map.plots.map(\.code))
        #expect(actions.allSatisfy { !$0.areas.isEmpty && codes.isSuperset(of: $0.areas) })
    }

    @Test func `some places that were only said in words are found`() async throws {
        let town = try await PlantedTown.shared.value
        let found = try await town.store.database.read {
            try $0.count("SELECT SUM(events) FROM event_place WHERE means = 'name'")
        }
        let lost = try await town.store.database.read {
            try $0.count("SELECT SUM(events) FROM event_place WHERE means = 'unknownWords'")
        }
        #expect(found > 20 && lost > 20)
    }

    @Test func `the season is summer`() async throws {
        let town = try await PlantedTown.shared.value
        let counts = try await town.store.database.read { tx -> [Int: Double] in
            var counts: [Int: Double] = [:]
            for row in try tx.rows("SELECT month, COUNT(*) AS calls FROM event WHERE kind = 'ambulance' GROUP BY month")
            {
                let calls: Int = try row["calls"]
                counts[try row["month"]] = Double(calls)
            }
            return counts
        }
        let values = town.months.map { counts[$0.number] }
        let parts = try STL(
            RegularSeries(values, period: 12, firstSeason: (town.months.first?.monthOfYear ?? 1) - 1),
            settings: STLSettings(.periodic), missing: .refuse)
        let year = zip(town.months, parts.seasonal).suffix(12).sorted { $0.1 > $1.1 }
        #expect(Set(year.prefix(3).map(\.0.monthOfYear)) == [6, 7, 8])
    }

    @Test func `in the quiet series nothing is found`() async throws {
        let town = try await PlantedTown.shared.value
        let reading = try await town.reading("missing-episodes")
        #expect(reading.variation == .common)
        let outside = reading.chart?.points.count { $0.causes.has(.outside) } ?? 60
        #expect(outside <= 1)
        let counts = try await town.series("missing-episodes")
        let change = try town.change(town.months.map { counts[$0] ?? 0 }, from: town.planted.navigators)
        #expect(change.lower < 1 && change.upper > 1)
    }
}
