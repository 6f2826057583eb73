import Foundation
import Testing

@testable import Geography

@Suite struct ShapeTests {
    private struct Reference: Decodable {
        struct Shape: Decodable {
            let polygons: [[[[Double]]]]
            let area: Double
            let centroid: [Double]
            let points: [Sample]
        }

        struct Sample: Decodable {
            let point: Point
            let isInside: Bool
            let distance: Double

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                point = Point(x: try values.decode(Double.self), y: try values.decode(Double.self))
                isInside = try values.decode(Bool.self)
                distance = try values.decode(Double.self)
            }
        }

        let shapes: [Shape]
    }

    private static func shape(_ polygons: [[[[Double]]]]) throws -> MultiPolygon {
        MultiPolygon(
            try polygons.map { rings in
                let made = rings.compactMap { Ring($0.map { Point(x: $0[0], y: $0[1]) }) }
                return Polygon(outer: try #require(made.first), holes: Array(made.dropFirst()))
            })
    }

    @Test func `areas, centroids, distances and what lies inside agree with GEOS`() throws {
        for reference in try fixture("shapes.json", as: Reference.self).shapes {
            let shape = try Self.shape(reference.polygons)
            #expect(abs(shape.area - reference.area) < 1e-6 * reference.area)
            #expect(shape.centroid.distance(to: Point(x: reference.centroid[0], y: reference.centroid[1])) < 1e-6)
            let index = AreaIndex([shape], in: .metres)
            for sample in reference.points {
                #expect(shape.contains(sample.point) == sample.isInside)
                #expect((index.area(at: sample.point) == 0) == sample.isInside)
                let nearest = try #require(index.nearest(to: sample.point, within: 20_000))
                #expect(abs(nearest.metres - (sample.isInside ? 0 : sample.distance)) < 1e-6)
            }
        }
    }

    @Test func `a point on an edge or a corner belongs to exactly one area`() {
        let shapes = patchwork(columns: 7, rows: 6, bends: 3, seed: 3)
        let index = AreaIndex(shapes, in: .metres)
        let middle = Box(minX: 140, minY: 140, maxX: 560, maxY: 460)
        var asked = 0
        for ring in shapes.flatMap(\.rings) {
            for (place, point) in ring.points.enumerated() {
                let next = ring.points[(place + 1) % ring.points.count]
                let half = Point(x: (point.x + next.x) / 2, y: (point.y + next.y) / 2)
                for candidate in [point, half] where middle.contains(candidate) {
                    asked += 1
                    #expect(shapes.filter { $0.contains(candidate) }.count == 1)
                    #expect(index.areas(at: candidate).count == 1)
                }
            }
        }
        #expect(asked > 300)
    }

    @Test func `the index answers as asking every shape does`() {
        let shapes = patchwork(columns: 20, rows: 20, bends: 40, seed: 9)
        let index = AreaIndex(shapes, in: .metres)
        var dice = Dice(state: 1)
        for _ in 0..<2_000 {
            let point = Point(x: .random(in: -100...2_100, using: &dice), y: .random(in: -100...2_100, using: &dice))
            #expect(index.area(at: point) == shapes.firstIndex { $0.contains(point) })
        }
    }

    @Test func `holes and second pieces count, and an area may fill another's hole`() {
        let outer = Ring([(0, 0), (9, 0), (9, 9), (0, 9)].map { Point(x: $0, y: $1) })
        let hole = Ring([(3, 3), (6, 3), (6, 6), (3, 6)].map { Point(x: $0, y: $1) })
        let island = MultiPolygon.plain([(20, 0), (21, 0), (21, 1), (20, 1)])
        guard let outer, let hole else { return #expect(Bool(false)) }
        let town = MultiPolygon([Polygon(outer: outer, holes: [hole])] + island.polygons)
        let inner = MultiPolygon([Polygon(outer: hole, holes: [])])
        let index = AreaIndex([town, inner], in: .metres)
        #expect(index.area(at: Point(x: 1, y: 1)) == 0)
        #expect(index.area(at: Point(x: 4, y: 4)) == 1)
        #expect(index.area(at: Point(x: 20.5, y: 0.5)) == 0)
        #expect(index.area(at: Point(x: 15, y: 4)) == nil)
        #expect(town.area == 81 - 9 + 1)
        // Each point of the hole's edge is in one of the two.
        for point in hole.points + [Point(x: 3, y: 4), Point(x: 5, y: 3), Point(x: 6, y: 5), Point(x: 4, y: 6)] {
            #expect(index.areas(at: point).count == 1)
        }
    }

    @Test func `nearest looks no further than it is told, in metres on degrees too`() throws {
        let square = MultiPolygon.plain([(-2.60, 51.45), (-2.59, 51.45), (-2.59, 51.46), (-2.60, 51.46)])
        let index = AreaIndex([square], in: .degrees)
        let point = Point(x: -2.589, y: 51.455)
        let found = try #require(index.nearest(to: point, within: 100))
        let expected = Position(point).metres(to: Position(latitude: 51.455, longitude: -2.59))
        #expect(found.area == 0 && abs(found.metres - expected) < 0.5)
        #expect(index.nearest(to: point, within: 60) == nil)
        #expect(index.nearest(to: Point(x: 2, y: 10), within: 100) == nil)
    }

    @Test func `rings need three different points, and odd numbers find nothing`() {
        #expect(Ring([Point(x: 0, y: 0), Point(x: 1, y: 1), Point(x: 0, y: 0)]) == nil)
        #expect(Ring([Point(x: 0, y: 0), Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 1, y: 1)])?.points.count == 3)
        let none = AreaIndex([], in: .degrees)
        #expect(none.area(at: Point(x: 0, y: 0)) == nil && none.nearest(to: Point(x: 0, y: 0), within: 1e6) == nil)
        let index = AreaIndex(patchwork(columns: 2, rows: 2, bends: 1, seed: 1), in: .metres)
        #expect(index.area(at: Point(x: .nan, y: 50)) == nil)
        #expect(index.nearest(to: Point(x: .infinity, y: 50), within: 10) == nil)
        let empty = AreaIndex([MultiPolygon([])], in: .metres)
        #expect(empty.area(at: Point(x: 0, y: 0)) == nil && MultiPolygon([]).area == 0)
    }

    @Test func `a square kilometre of the grid is a square kilometre`() {
        let square = MultiPolygon.plain([
            (358_000, 173_000), (359_000, 173_000), (359_000, 174_000), (358_000, 174_000),
        ])
        #expect(square.area == 1_000_000)
        #expect(abs(square.inDegrees.onGrid.area - 1_000_000) < 1)
        #expect(square.centroid == Point(x: 358_500, y: 173_500))
    }
}
