import Feeds
import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Insight

/// How complete a hospital's files are, for the team and for others.
@Suite struct `How complete files are` {
    /// Forty attendances in a month: ten at homes, three without a sex, ten without a method, words for nobody.
    private static func month(_ month: Int) -> String {
        (0..<40).map { row in
            PlacingWorld.attendance(
                row, place: row < 10 ? "Home" : "Street", code: "E01000003", method: row % 4 == 0 ? "" : "Fist",
                sex: row < 3 ? "" : "Male", month: month)
        }.joined()
    }

    private func world() async throws -> PlacingWorld {
        let world = try await PlacingWorld.make()
        let rows = [7, 8, 9].map(Self.month).joined()
        try await world.bring("istv", PlacingWorld.istvHeader + rows)
        return world
    }

    private func reading(_ world: PlacingWorld, _ audience: CountAudience) async throws -> FilledReading {
        let counts = try await world.house.database.read { try $0.filledCounts() }
        let istv = try #require(counts.first { $0.feed.name == "istv" })
        #expect(istv.counts.map(\.site) == ["RX1"])
        return FilledReading(try #require(istv.counts.first), for: audience)
    }

    @Test func `the team reads each month, homes left out of where`() async throws {
        let reading = try await reading(try await world(), .team)
        let lines = Dictionary(uniqueKeysWithValues: reading.lines.map { ($0.title, $0.cells) })
        #expect(reading.periods.map(\.lowerBound.text) == ["2025-07", "2025-08", "2025-09"])
        #expect(lines["How they were hurt"] == [.percent(75), .percent(75), .percent(75)])
        #expect(lines["Sex"] == [.percent(93), .percent(93), .percent(93)])
        #expect(lines["Small area"] == [.percent(100), .percent(100), .percent(100)])
        #expect(reading.neverSent.contains("Where, in words"))
        #expect(reading.finding == "“How they were hurt” is filled in for 75 rows in 100")
    }

    @Test func `others read whole quarters, and never how few lack a field`() async throws {
        let world = try await world()
        // The quarter's nine without a sex may be shown; a month's three may not.
        let quarter = try await reading(world, .outside)
        #expect(quarter.periods.map(\.lowerBound.text) == ["2025-07"])
        #expect(quarter.lines.first { $0.title == "Sex" }?.cells == [.percent(93)])
        try await world.bring("istv", PlacingWorld.istvHeader + Self.month(4) + Self.lone, period: "2025-06")
        let both = try await reading(world, .outside)
        #expect(both.periods.map(\.lowerBound.text) == ["2025-04", "2025-07"])
        #expect(both.lines.first { $0.title == "Sex" }?.cells == [.nearlyAll, .percent(93)])
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/data/filled")
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("all but \(Suppression.partner.fewWords)"))
        #expect(await browser.text.contains("You read whole quarters"))
        await browser.open("/insight/data/filled/csv")
        let file = await browser.text.replacing("\"", with: "")
        let line = "istv,RX1,2025-04,2025-06,Sex,all but \(Suppression.partner.fewWords)"
        #expect(file.split(whereSeparator: \.isNewline).contains { $0 == line }, "\(file.prefix(800))")
    }

    /// One attendance late in June.
    private static let lone = PlacingWorld.attendance(7, code: "E01000003", month: 6)

    @Test func `a field that is no longer filled in is what the picture says`() throws {
        let months = (1...6).map { Month(number: 2025 * 12 + $0) }
        let cells = months.enumerated().map { place, month in
            (FilledCounts.Key(month: month, field: "method"), (rows: 50, filled: place == 5 ? 20 : 48))
        }
        let counts = FilledCounts(
            site: "RX1", agency: "A hospital", fields: [("method", "How they were hurt", false)],
            cells: Dictionary(uniqueKeysWithValues: cells))
        #expect(
            FilledReading(counts, for: .team).finding == "“How they were hurt” fell from 96 rows in 100 to 40")
    }

    @Test func `without a file the page says what would be here`() async throws {
        let world = try await PlacingWorld.make()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/data/filled")
        #expect(await browser.text.contains("No file has been counted of which this could be said"))
    }
}
