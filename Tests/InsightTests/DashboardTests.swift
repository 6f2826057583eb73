import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Insight

@Suite struct DashboardTests {
    @Test func `with open data only the tiles are the measures that have figures`() async throws {
        let world = try await EventCountingTests.World.make()
        let rows = ["Violence and sexual offences", "Robbery", "Possession of weapons"].enumerated().map {
            number, type in
            EventCountingTests.crime(
                String(repeating: "\(number + 1)", count: 64), "2025-01", east: 400_500, north: 400_500, type: type)
        }
        try await world.bring("police-uk-street", EventCountingTests.header + rows.joined(), period: "2025-01")
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight")
        let page = await browser.text
        let tiles = page.components(separatedBy: "class=\"ui-tile\"").dropFirst()
        #expect(tiles.count == 3)
        #expect(tiles.first?.contains("Violence and sexual offences (police.uk)") == true)
        #expect(page.contains("No figures yet for: A&amp;E attendances for assault, under 25"))
        #expect(!page.contains("No figure</") && !page.contains(">No figure<"))
    }

    @Test func `headline measures keep their order and the rest stand after them`() throws {
        let start = try #require(Month("2024-01"))
        func line(_ id: String, _ counts: [Int?]) throws -> MeasurePages.Line {
            let measure = try #require(Measure.shipped.first { $0.id == id })
            let values = counts.enumerated().map { MeasureValue(month: start.adding($0), numerator: $1) }
            return MeasurePages.Line(
                reading: MeasureReading(ShownSeries(measure, values, for: .team), notes: []), late: nil, countedAt: nil)
        }
        let lines = [
            try line("street-robbery", [3, 4]), try line("missing-episodes", []),
            try line("knife-crime", [9, 8]), try line("ae-assault-under-25", [20, 21]), try line("arrests", [1, 2]),
        ]
        let shown = DashboardPages.headlines(lines).map(\.measure.id)
        #expect(shown == ["ae-assault-under-25", "knife-crime", "street-robbery"])
    }

    @Test func `only those who may import are sent to imports`() async throws {
        let house = try await TestHouse.make()
        for (role, mayImport) in [(Role.boardMember, false), (.analyst, true), (.hubCoordinator, true)] {
            let browser = try await house.browser(as: role)
            for path in ["/insight/compare", "/insight/data"] {
                await browser.open(path)
                let main = await browser.text.components(separatedBy: "<main").last ?? ""
                #expect(main.contains("href=\"/imports\"") == mayImport, "\(role) \(path)")
            }
        }
    }

    @Test func `unknown places and ages are a part of their own, never the whole`() async throws {
        let world = try await EventCountingTests.World.make()
        let csv =
            "month,region,admissions\n2021-10,England,312\n2021-10,Unknown,7\n2021-11,England,300\n2021-11,Unknown,9\n"
        try await world.bring("monthly-counts", csv, period: "2021")
        let parts: [String] = try await world.house.database.read {
            try $0.values("SELECT DISTINCT part FROM monthly_count ORDER BY part")
        }
        #expect(parts == ["England", "place not known"])
        #expect(try await world.values("sharp-admissions").isEmpty)
    }
}
