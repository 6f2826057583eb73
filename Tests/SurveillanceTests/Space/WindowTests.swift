import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct WindowTests {
    /// A star with a hole, far from the origin as grid references are.
    private func star() throws -> PlanePolygon {
        let ring = { (corners: Int, far: Double, near: Double) in
            (0..<corners).map { corner in
                let angle = 2 * Double.pi * Double(corner) / Double(corners)
                let radius = corner % 2 == 0 ? far : near
                return PlanePoint(x: 358_000 + radius * cos(angle), y: 173_000 + radius * sin(angle))
            }
        }
        return try PlanePolygon(rings: [ring(24, 3000, 2200), ring(8, 500, 400)])
    }

    @Test func `the index says of every place what the window says`() throws {
        let polygon = try star()
        let window = StudyWindow.polygon(polygon)
        let index = WindowIndex(window)
        var generator = Generator(seed: 33)
        var places = (0..<4000).map { _ in
            PlanePoint(x: 354_900 + 6200 * generator.uniform(), y: 169_900 + 6200 * generator.uniform())
        }
        // Corners and middles of sides lie on the window's edge.
        for side in window.sides {
            places.append(side.from)
            places.append(PlanePoint(x: (side.from.x + side.to.x) / 2, y: (side.from.y + side.to.y) / 2))
        }
        for place in places { #expect(index.contains(place) == window.contains(place)) }
        #expect(window.sides.allSatisfy { window.contains($0.from) })
        let raster = try Raster(over: polygon.bounds, columns: 61, rows: 47)
        let cells = index.cells(of: raster, threads: 2)
        for row in 0..<47 {
            for column in 0..<61 {
                #expect(
                    cells[raster.index(column: column, row: row)]
                        == window.holds(raster.centre(column: column, row: row)))
            }
        }
    }

    @Test func `fast edges are the exact ones, on the raster and at the events`() throws {
        let polygon = try star()
        let window = StudyWindow.polygon(polygon)
        let raster = try Raster(over: polygon.bounds, columns: 60, rows: 50)
        var generator = Generator(seed: 3)
        let events = (0..<300).map { _ in
            PlanePoint(x: 355_000 + 6000 * generator.uniform(), y: 170_000 + 6000 * generator.uniform())
        }
        for sigma in [250.0, 490, 2000] {
            let map = { (edge: EdgeCorrection, summation: KernelDensity.Summation) in
                try KernelDensity.map(
                    of: events, kernel: .gaussian(sigma: sigma), window: window, raster: raster, edge: edge,
                    summation: summation, threads: 2)
            }
            for (edge, tolerance) in [(EdgeCorrection.uniform, 1e-6), (.diggle, 1e-5)] {
                let exact = try map(edge, .exact)
                let fast = try map(edge, .fast(tolerance: 1e-7))
                #expect(exact.isInside == fast.isInside)
                let largest = exact.values.max() ?? 0
                for (a, b) in zip(exact.values, fast.values) { #expect(abs(a - b) < tolerance * largest) }
            }
        }
    }

    @Test func `half of a kernel on a straight side lies inside, a quarter in a square corner`() throws {
        let box = try PlanePolygon(PlaneRectangle(minX: 0, minY: 0, maxX: 1000, maxY: 1000))
        for kernel in [DensityKernel.gaussian(sigma: 20), .quartic(radius: 60)] {
            let edges = EdgeMass(kernel, .polygon(box))
            #expect(abs(edges.mass(at: PlanePoint(x: 500, y: 0)) - 0.5) < 1e-12)
            #expect(abs(edges.mass(at: PlanePoint(x: 1000, y: 300)) - 0.5) < 1e-12)
            #expect(abs(edges.mass(at: PlanePoint(x: 0, y: 1000)) - 0.25) < 1e-12)
            #expect(abs(edges.mass(at: PlanePoint(x: 500, y: 500)) - 1) < 1e-12)
            // Just inside is just above a half: the two ways to count meet.
            #expect(abs(edges.mass(at: PlanePoint(x: 500, y: 1e-7)) - 0.5) < 1e-8)
        }
    }

    @Test func `a rectangle is the same window as a polygon with its corners`() throws {
        let box = PlaneRectangle(minX: 100, minY: 200, maxX: 1300, maxY: 900)
        var generator = Generator(seed: 5)
        let events = (0..<100).map { _ in
            PlanePoint(x: 100 + 1200 * generator.uniform(), y: 200 + 700 * generator.uniform())
        }
        let raster = try Raster(over: box, columns: 24, rows: 14)
        for edge in EdgeCorrection.allCases {
            let maps = try [StudyWindow.rectangle(box), .polygon(PlanePolygon(box))].map {
                try KernelDensity.map(
                    of: events, kernel: .gaussian(sigma: 150), window: $0, raster: raster, edge: edge,
                    summation: .exact, threads: 2)
            }
            for (a, b) in zip(maps[0].values, maps[1].values) { #expect(abs(a - b) <= 1e-10 * max(a, b)) }
        }
    }

    @Test func `absurd sizes give an answer or a refusal, never a crash`() throws {
        let box = PlaneRectangle(minX: 0, minY: 0, maxX: 1000, maxY: 800)
        let events = (0..<40).map { index -> PlanePoint in
            PlanePoint(x: Double(index * 23 % 1000), y: Double(index * 71 % 800))
        }
        let raster = try Raster(over: box, columns: 64, rows: 50)
        for window in [StudyWindow.rectangle(box), .polygon(try PlanePolygon(box))] {
            for size in [1e-9, 1e-3, 1, 1e6, 1e30, 1e150] {
                for kernel in [DensityKernel.gaussian(sigma: size), .quartic(radius: size)] {
                    for edge in EdgeCorrection.allCases {
                        let map = try KernelDensity.map(
                            of: events, kernel: kernel, window: window, raster: raster, edge: edge,
                            summation: .fast(tolerance: 1e-6), threads: 2)
                        #expect(map.values.allSatisfy { $0.isFinite && $0 >= 0 })
                    }
                }
            }
        }
        let flat = StudyWindow.rectangle(PlaneRectangle(minX: 0, minY: 5, maxX: 100, maxY: 5))
        let line = (0..<10).map { PlanePoint(x: Double($0), y: 5) }
        #expect(throws: SpaceError.self) { try Bandwidth.diggle(line, window: flat, threads: 1) }
        #expect(throws: SpaceError.self) { try Raster(over: flat.bounds, columns: 5, rows: 5) }
        let endless = PlaneRectangle(minX: 0, minY: 0, maxX: .infinity, maxY: 1)
        #expect(throws: SpaceError.self) { try Raster(over: endless, cell: 10) }
        let grid = try HexagonGrid(side: 1e-6, origin: PlanePoint(x: 0, y: 0))
        #expect(throws: SpaceError.self) { try grid.cells(in: .rectangle(box)) }
        #expect(throws: SpaceError.self) { try grid.cells(in: .rectangle(endless)) }
    }
}
