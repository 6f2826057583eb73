import Foundation
import Testing

@testable import Geography

@Suite struct MapTests {
    @Test func `simplified neighbours keep one line between them`() {
        let shapes = patchwork(columns: 6, rows: 5, bends: 30, seed: 4)
        let borders = Borders(shapes, in: .metres)
        #expect(borders.count == 6 * 6 + 5 * 7 - 4)
        let total = shapes.reduce(0) { $0 + $1.area }
        for detail in [0.5, 1, 3, 10, 1e6] {
            let simple = borders.simplified(toMetres: detail)
            #expect(simple.count == shapes.count && simple.allSatisfy { !$0.polygons.isEmpty })
            // Between areas nothing opens or overlaps: every inner side is there twice, once each way.
            var sides: [[Point]: Int] = [:]
            for ring in simple.flatMap(\.rings) {
                for (place, point) in ring.points.enumerated() {
                    let next = ring.points[(place + 1) % ring.points.count]
                    sides[[point, next], default: 0] += 1
                }
            }
            let alone = sides.keys.filter { sides[$0.reversed()] == nil }
            let outside = Borders(simple, in: .metres)
            #expect(sides.values.allSatisfy { $0 == 1 })
            #expect(alone.allSatisfy { side in outside.isCoast(side) })
            if detail < 5 {
                #expect(abs(simple.reduce(0) { $0 + $1.area } - total) < 0.01 * total)
            }
        }
        let points = { (shapes: [MultiPolygon]) in shapes.flatMap(\.rings).reduce(0) { $0 + $1.points.count } }
        #expect(points(borders.simplified(toMetres: 3)) < points(shapes) / 2)
        let whole = borders.simplified(toMetres: 0)
        #expect(zip(whole, shapes).allSatisfy { abs($0.area - $1.area) < 1e-6 })
    }

    @Test func `Visvalingam leaves out the smallest triangle first`() {
        let line = [(0, 0), (1, 0.1), (2, 0), (3, 2), (4, 0)].map { Point(x: $0, y: $1) }
        let weights = Visvalingam.weights(line, in: .metres)
        #expect(weights[0] == .infinity && weights[4] == .infinity)
        #expect(abs(weights[1] - 0.1) < 1e-12)
        // With (1, 0.1) gone, (2, 0) spans (0, 0) and (3, 2): 2; with it gone too, (3, 2) spans the ends: 4.
        #expect(abs(weights[2] - 2) < 1e-12 && abs(weights[3] - 4) < 1e-12)
    }

    @Test func `neighbours share a line, or a corner`() {
        let borders = Borders(patchwork(columns: 3, rows: 3, bends: 2, seed: 5), in: .metres)
        let rook = borders.neighbours(.rook)
        let queen = borders.neighbours(.queen)
        #expect(rook[4] == [1, 3, 5, 7] && rook[0] == [1, 3])
        #expect(queen[4] == [0, 1, 2, 3, 5, 6, 7, 8] && queen[0] == [1, 3, 4])
        let island = Borders(
            [MultiPolygon.plain([(0, 0), (1, 0), (1, 1)]), MultiPolygon.plain([(5, 5), (6, 5), (6, 6)])], in: .metres)
        #expect(island.neighbours(.queen) == [[], []])
    }

    @Test(arguments: [MapProjection.webMercator, .local(latitude: 51.45), .grid])
    func `a picture keeps its shape, fits, and can be read back`(projection: MapProjection) {
        let box =
            projection == .grid
            ? Box(minX: 350_000, minY: 170_000, maxX: 370_000, maxY: 180_000)
            : Box(minX: -2.7, minY: 51.4, maxX: -2.5, maxY: 51.5)
        let frame = MapFrame(box, projection: projection, width: 600, height: 400, margin: 10)
        for point in [Point(x: box.minX, y: box.minY), Point(x: box.maxX, y: box.maxY), box.centre] {
            let drawn = frame.drawn(point)
            #expect((10 - 1e-6...590 + 1e-6).contains(drawn.x) && (10 - 1e-6...390 + 1e-6).contains(drawn.y))
            let back = frame.place(drawn)
            #expect(abs(back.x - point.x) < 1e-6 && abs(back.y - point.y) < 1e-6)
        }
        #expect(frame.drawn(Point(x: box.minX, y: box.maxY)).y < frame.drawn(Point(x: box.minX, y: box.minY)).y)
        // 100 metres are as long to the east as to the north.
        let here = GridPoint(easting: 358_700, northing: 173_100)
        func place(_ east: Double, _ north: Double) -> Point {
            let point = GridPoint(easting: here.easting + east, northing: here.northing + north)
            return frame.drawn(projection == .grid ? point.point : point.position.point)
        }
        let east = place(1000, 0).distance(to: place(0, 0))
        let north = place(0, 1000).distance(to: place(0, 0))
        #expect(abs(east / north - 1) < 0.005)
    }

    @Test func `web Mercator is EPSG 3857`() {
        // pyproj 3.7.2: Transformer.from_crs(4326, 3857).transform(51.4545, -2.5879)
        let plane = MapProjection.webMercator.plane(Point(x: -2.5879, y: 51.4545))
        #expect(abs(plane.x + 288_083.71022) < 1e-4 && abs(plane.y - 6_702_086.72712) < 1e-4)
    }

    @Test func `a path is short, closed and only numbers`() throws {
        let square = MultiPolygon.plain([(0, 0), (10, 0), (10, 5.125), (0, 5)])
        let frame = MapFrame(square.box, projection: .grid, width: 100, margin: 0)
        #expect(frame.height == 52)
        #expect(frame.path(of: square, decimals: 1) == "M0 51.6L100 51.6L100 0.4L0 1.6Z")
        #expect(frame.path(of: square, decimals: 0) == "M0 52L100 52L100 0L0 2Z")
        #expect(frame.path(of: MultiPolygon([]), decimals: 1) == "")
        let dot = MapFrame(Box(minX: 3, minY: 3, maxX: 3, maxY: 3), projection: .grid, width: 50, margin: 5)
        #expect(dot.drawn(Point(x: 3, y: 3)).x == 25)
        let nothing = MapFrame(.empty, projection: .webMercator, width: 50, height: 50, margin: 5)
        #expect(nothing.scale.isFinite)
    }
}

extension Borders {
    /// Whether a side of a ring is part of a line that only one area has.
    fileprivate func isCoast(_ side: [Point]) -> Bool {
        var uses: [Int: Int] = [:]
        for arc in areas.joined().joined().flatMap(\.arcs) { uses[arc.place, default: 0] += 1 }
        return arcs.enumerated().contains { place, arc in
            uses[place] == 1
                && zip(arc.points, arc.points.dropFirst()).contains { [$0, $1] == side || [$1, $0] == side }
        }
    }
}
