import Foundation
import Geography
import Testing

@testable import Feeds

/// Real published files, when they are there: named by `BREAKWATER_OPEN_DATA`, or in `../shared/data` by the package.
enum OpenData {
    static let folder: String? = {
        if let named = ProcessInfo.processInfo.environment["BREAKWATER_OPEN_DATA"] { return named }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let near = root.deletingLastPathComponent().appendingPathComponent("shared/data").path
        return FileManager.default.fileExists(atPath: near) ? near : nil
    }()

    static func has(_ path: String) -> Bool {
        folder.map { FileManager.default.fileExists(atPath: "\($0)/\(path)") } ?? false
    }

    static func path(_ path: String) -> String { "\(folder ?? "")/\(path)" }
    static let advice: Comment = "Skipped: set BREAKWATER_OPEN_DATA to a folder with the published files."
}

@Suite struct OpenDataTests {
    private func rows(_ feed: String, _ path: String) throws -> (MatchedMapping, [CheckedRow]) {
        var reader = try FeedReader(.file(OpenData.path(path)))
        let matched = try Mapping.shipped(feed).matched(to: reader.headers, on: today)
        return (matched, try reader.first(1_000_000).map(matched.check))
    }

    @Test(
        .enabled(if: OpenData.has("bristol/lsoa-2011.geojson"), OpenData.advice),
        arguments: [
            ("2025-01", 14_828, 5_217, 8_542, 1_069), ("2025-02", 13_984, 4_829, 7_774, 1_381),
            ("2025-03", 16_522, 5_516, 9_021, 1_985), ("2025-04", 16_612, 5_608, 9_040, 1_964),
        ])
    func `every row of Bristol's months is read, and lies in Bristol, outside it, or nowhere`(
        month: String, all: Int, inside: Int, outside: Int, nowhere: Int
    ) throws {
        let file = try GeoJSONFile(.file(OpenData.path("bristol/lsoa-2011.geojson")))
        let city = Boundaries(file, try #require(file.columns))
        #expect(city.areas.count == 263 && city.year == 2011 && city.problems.isEmpty)
        let (matched, rows) = try rows("police-uk-street", "bristol/\(month)-avon-and-somerset-street.csv")
        let reader = try EventReader(matched.mapping, boundaries: nil)
        #expect(rows.count == all && rows.allSatisfy { $0.problems.isEmpty })
        let events = rows.compactMap(reader.event)
        let points = events.compactMap(\.point)
        let found = points.count { city.area(at: $0.position) != nil }
        // Counted with shapely 2.2.0 (STRtree, within), on the same files.
        #expect(events.count == all && found == inside && points.count - found == outside)
        #expect(all - points.count == nowhere)
        // The file's areas are those of 2021: joining them to the boundaries of 2011 would lose some.
        #expect(BoundaryYear.told(by: events.lazy.compactMap(\.area)) == 2021)
    }

    @Test(.enabled(if: OpenData.has("2019-06-greater-manchester-stop-and-search.csv"), OpenData.advice))
    func `every row of a month of stop and search is read`() throws {
        let (matched, rows) = try rows("police-uk-stop-and-search", "2019-06-greater-manchester-stop-and-search.csv")
        let reader = try EventReader(matched.mapping, boundaries: nil)
        let events = rows.compactMap(reader.event)
        #expect(rows.count == 907 && events.count == 907 && rows.allSatisfy { $0.outcome == .accepted })
        #expect(events.count { $0.ages?.text == "10-17" } == 141 && events.count { $0.location == .none } == 10)
    }

    @Test(.enabled(if: OpenData.has("nhs"), OpenData.advice))
    func `ten years of admissions are read, small numbers and gaps as such`() throws {
        for (name, all, hidden, gaps) in [
            ("england", 120, 0, 0), ("by-age", 600, 0, 0), ("by-sex", 240, 0, 0), ("by-region", 1680, 228, 24),
        ] {
            let (matched, rows) = try rows("monthly-counts", "nhs/sharp-assault-admissions-\(name).csv")
            let counts = try CountReader(matched, boundaries: nil)
            let figures = rows.flatMap(counts.counts)
            #expect(figures.count == all && rows.allSatisfy { $0.problems.isEmpty }, "\(name)")
            #expect(
                figures.count { $0.figure == .suppressed(nil, nil) } == hidden
                    && figures.count { $0.figure == .none } == gaps)
            #expect(Set(figures.compactMap(\.period)).count == 120)
        }
    }

    @Test(.enabled(if: OpenData.has("bristol/imd-2025-lsoa-2021.csv"), OpenData.advice))
    func `a council's copy of the indices is read`() throws {
        let (matched, rows) = try rows("deprivation-2025", "bristol/imd-2025-lsoa-2021.csv")
        let facts = rows.compactMap { AreaFacts($0, matched.mapping) }
        #expect(facts.count == 268 && rows.allSatisfy { $0.problems.isEmpty })
        #expect(facts.allSatisfy { (1...10).contains($0.numbers["imd_decile"] ?? 0) && $0.boundaries == 2021 })
        #expect(facts.reduce(0) { $0 + ($1.numbers["population"] ?? 0) } > 450_000)
    }

    @Test(.enabled(if: OpenData.has("bristol/lsoa-2011.geojson"), OpenData.advice))
    func `Bristol's borders are shared, and a simpler map has no gaps`() throws {
        let file = try GeoJSONFile(.file(OpenData.path("bristol/lsoa-2011.geojson")))
        let city = Boundaries(file, try #require(file.columns))
        let borders = Borders(city.areas.map(\.shape), in: .degrees)
        #expect(borders.neighbours(.queen).allSatisfy { !$0.isEmpty })
        let simple = borders.simplified(toMetres: 50)
        let before = city.areas.reduce(0) { $0 + $1.shape.onGrid.area }
        let after = simple.reduce(0) { $0 + $1.onGrid.area }
        #expect(abs(after - before) < 0.01 * before)
    }
}
