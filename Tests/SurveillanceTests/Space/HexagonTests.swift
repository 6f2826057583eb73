import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct HexagonTests {
    private let grid: HexagonGrid

    init() throws {
        grid = try HexagonGrid(side: 250, origin: PlanePoint(x: 358_000, y: 173_000))
    }

    @Test func `a place lies in the hexagon whose middle is nearest`() throws {
        var generator = Generator(seed: 6)
        for _ in 0..<5000 {
            let place = PlanePoint(
                x: 358_000 + 20_000 * (generator.uniform() - 0.5), y: 173_000 + 20_000 * (generator.uniform() - 0.5))
            let cell = try #require(grid.cell(at: place))
            let distance = place.distance(to: grid.centre(of: cell))
            #expect(distance <= 250 * (1 + 1e-12))
            for neighbour in cell.neighbours {
                #expect(distance <= place.distance(to: grid.centre(of: neighbour)) + 1e-9)
            }
        }
    }

    @Test func `corners point north, lie a side away, and are shared by three`() throws {
        let cell = Hexagon(q: 3, r: -2)
        let middle = grid.centre(of: cell)
        let corners = grid.corners(of: cell)
        #expect(corners.allSatisfy { abs($0.distance(to: middle) - 250) < 1e-9 })
        #expect(abs(corners[1].x - middle.x) < 1e-9)
        #expect(abs(corners[1].y - middle.y - 250) < 1e-9)
        for corner in corners {
            let sharing = cell.neighbours.count { neighbour in
                grid.corners(of: neighbour).contains { $0.distance(to: corner) < 1e-6 }
            }
            #expect(sharing == 2)
        }
        #expect(abs(try PlanePolygon(rings: [corners]).area - grid.cellArea) < 1e-6)
        #expect(
            cell.neighbours.allSatisfy { abs(grid.centre(of: $0).distance(to: middle) - 250 * 3.0.squareRoot()) < 1e-9 }
        )
    }

    @Test func `every event is counted once, and cells without events are there too`() throws {
        var generator = Generator(seed: 1)
        let events = (0..<2000).map { _ in
            PlanePoint(x: 358_000 + 3000 * generator.uniform(), y: 173_000 + 2000 * generator.uniform())
        }
        let counts = try grid.counts(of: events)
        #expect(counts.reduce(0) { $0 + $1.count } == 2000)
        #expect(counts.map(\.cell) == counts.map(\.cell).sorted())
        let bounds = PlaneRectangle(minX: 358_000, minY: 173_000, maxX: 361_000, maxY: 175_000)
        let cells = try grid.cells(in: .rectangle(bounds))
        #expect(abs(Double(cells.count) * grid.cellArea / bounds.area - 1) < 0.2)
        #expect(Set(cells).count == cells.count)
        #expect(cells.allSatisfy { bounds.contains(grid.centre(of: $0)) })
    }

    @Test func `places at nowhere and sides of nothing are refused`() throws {
        #expect(throws: SpaceError.notFinite(what: "Point", position: 0)) {
            try grid.counts(of: [PlanePoint(x: .infinity, y: 0)])
        }
        #expect(throws: SpaceError.self) { try HexagonGrid(side: 0, origin: PlanePoint(x: 0, y: 0)) }
        #expect(throws: SpaceError.self) {
            try grid.cells(in: .rectangle(PlaneRectangle(minX: 0, minY: 0, maxX: 1e9, maxY: 1e9)))
        }
    }
}
