import Geography
import Governance
import Kernel
import Testing

@testable import Insight

@Suite struct AreaCountTests {
    /// A square of small areas, `side` by `side` kilometres, with their codes in order.
    static func book(side: Int) throws -> AreaBook {
        let set = BoundarySet(
            id: .make(), name: "Squares", year: 2021, source: "invented", areas: side * side,
            loadedAt: Instant(milliseconds: 0), isInUse: true)
        let entries = try (0..<side * side).map { place -> (area: Area, shape: MultiPolygon, drawing: MultiPolygon) in
            let (x, y) = (Double(place % side) * 1000, Double(place / side) * 1000)
            let corners = [(0.0, 0.0), (1000, 0), (1000, 1000), (0, 1000)].map { Point(x: x + $0.0, y: y + $0.1) }
            let shape = MultiPolygon([Polygon(outer: try #require(Ring(corners)), holes: [])])
            let code = "X\(1000 + place)"
            let area = Area(code: code, name: "Area \(place)", easting: x + 500, northing: y + 500, squareKilometres: 1)
            return (area, shape, shape)
        }
        return AreaBook(set: set, entries: entries)
    }

    private let months: ClosedRange<Month>

    init() throws {
        let first = try #require(Month("2025-01"))
        months = first...first.adding(11)
    }

    private func counts(_ book: AreaBook, _ counts: [Int], unplaced: Int, _ audience: CountAudience) -> AreaCounts {
        let byCode = Dictionary(uniqueKeysWithValues: zip(book.areas.map(\.code), counts))
        return AreaCounts(
            book, byCode, total: counts.reduce(unplaced, +), hidesMonth: false, people: [:], months: months,
            figure: .number, for: audience
        )
    }

    @Test func `points lie in one area, off the edge in the nearest, and elsewhere outside`() throws {
        let book = try Self.book(side: 3)
        #expect(book.code(easting: 1500, northing: 500) == "X1001")
        #expect(book.code(easting: 3020, northing: 2500) == "X1008")
        #expect(book.code(easting: 9000, northing: 500) == Area.elsewhere)
        #expect(book.neighbours[4].count == 8 && book.neighbours[0].count == 3)
    }

    @Test func `a cluster of high counts is a hot spot, and even counts are none`() throws {
        let book = try Self.book(side: 10)
        let planted: Set<Int> = [33, 34, 43, 44, 45, 54]
        let high = (0..<100).map { planted.contains($0) ? 40 : 3 + $0 % 5 }
        let hot = HotSpots(counts(book, high, unplaced: 0, .team).lines.map(\.weight), neighbours: book.neighbours)
        #expect(planted.isSubset(of: Set(hot.hot.indices.filter { hot.hot[$0] })))
        #expect(hot.groups(book.neighbours).count == 1)
        for level in [0, 5] {
            let even = HotSpots([Double](repeating: Double(level), count: 100), neighbours: book.neighbours)
            #expect(!even.hot.contains(true))
        }
    }

    /// Solves for every hidden count as a stranger would: by the rule, what is shown, and the total.
    @Test(arguments: 1...40) func `no hidden count can be worked out from what partners are shown`(_ seed: Int) throws {
        let book = try Self.book(side: 3)
        var chance = SplitMix(seed: UInt64(seed))
        let true9 = (0..<9).map { _ in [0, 1, 2, 3, 5, 6, 9, 14, 25].randomElement(using: &chance) ?? 0 }
        let shown = counts(book, true9, unplaced: 7, .outside)
        let rule = Suppression.partner
        let cells = shown.lines.map(\.count) + [shown.unplaced]
        let truth = true9 + [7]
        let hidden = cells.indices.filter { cells[$0].value == nil }
        guard let total = shown.total.value, !hidden.isEmpty else {
            // Without a total each hidden cell may be any of its kind.
            return
        }
        let left = total - cells.compactMap(\.value).reduce(0, +)
        #expect(left == hidden.map { truth[$0] }.reduce(0, +))
        // A hidden cell may be a small count, or a larger one hidden with it: each has two values at least.
        for place in hidden {
            let least = 1
            let most = left - (hidden.count - 1) * least
            #expect(most - least >= 1, "area \(place) of \(truth) can only be \(most)")
        }
        #expect(rule.smallest == 1)
        // Pictures and hot spots come from what is shown: hidden cells all weigh the same.
        let weights = Set(hidden.filter { $0 < 9 }.map { shown.lines[$0].weight })
        #expect(weights.count <= 1)
    }
}
