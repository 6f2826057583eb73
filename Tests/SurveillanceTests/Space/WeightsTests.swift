import Statistics
import Testing

@testable import Surveillance

@Suite struct WeightsTests {
    private struct Shapes: Decodable {
        let rings: [[[[Double]]]]
        let queen: [[Int]]
        let rook: [[Int]]
        let centres: [[Double]]
        let nearest5: [[Int]]
        let band: [[Int]]
    }

    private func rows(_ weights: SpatialWeights) -> [[Int]] {
        (0..<weights.count).map { weights.neighbours(of: $0) }
    }

    private func points(_ count: Int, seed: UInt64) -> [PlanePoint] {
        var generator = Generator(seed: seed)
        return (0..<count).map { _ in PlanePoint(x: generator.uniform() * 1000, y: generator.uniform() * 1000) }
    }

    @Test func `Columbus's neighbourhoods have the neighbours that spdep finds`() throws {
        let shapes = try SpaceFixtures.read("columbus-shapes.json", as: Shapes.self)
        let polygons = try shapes.rings.map { try PlanePolygon(rings: $0.map { try $0.map(PlanePoint.init) }) }
        let queen = try SpatialWeights.contiguity(.queen, of: polygons, snap: 1.5e-8, style: .binary)
        #expect(rows(queen) == shapes.queen.map { $0.sorted() })
        let rook = try SpatialWeights.contiguity(.rook, of: polygons, snap: 1.5e-8, style: .binary)
        #expect(rows(rook) == shapes.rook.map { $0.sorted() })
        let centres = try shapes.centres.map(PlanePoint.init)
        let near = try SpatialWeights.nearest(5, of: centres, style: .binary, threads: 2)
        #expect(rows(near) == shapes.nearest5.map { $0.sorted() })
        let band = try SpatialWeights.within(0.7, of: centres, style: .binary, limit: 10_000, threads: 2)
        #expect(rows(band) == shapes.band.map { $0.sorted() })
        #expect(band.islands == shapes.band.indices.filter { shapes.band[$0].isEmpty })
    }

    @Test func `a square lattice has eight queens and four rooks inside, three and two in its corners`() throws {
        let squares = try SpaceFixtures.lattice(5)
        let queen = try SpatialWeights.contiguity(.queen, of: squares, snap: 0, style: .rowStandardised)
        let rook = try SpatialWeights.contiguity(.rook, of: squares, snap: 0, style: .binary)
        #expect(queen.neighbours(of: 12) == [6, 7, 8, 11, 13, 16, 17, 18])
        #expect(queen.weights(of: 12) == Array(repeating: 1.0 / 8, count: 8))
        #expect(rook.neighbours(of: 12) == [7, 11, 13, 17])
        #expect(queen.neighbourCount(of: 0) == 3)
        #expect(rook.weights(of: 24) == [1, 1])
    }

    @Test func `a gap within the snapping distance does not part neighbours, a wider one does`() throws {
        let left = try PlanePolygon(PlaneRectangle(minX: 0, minY: 0, maxX: 100, maxY: 100))
        let right = try PlanePolygon(PlaneRectangle(minX: 100.4, minY: 0.2, maxX: 200, maxY: 100))
        let near = try SpatialWeights.contiguity(.rook, of: [left, right], snap: 0.5, style: .binary)
        #expect(rows(near) == [[1], [0]])
        let apart = try SpatialWeights.contiguity(.queen, of: [left, right], snap: 0.3, style: .binary)
        #expect(apart.islands == [0, 1])
    }

    @Test func `the tree finds what comparing every pair finds, ties by the smaller index`() throws {
        // A lattice has ties everywhere; heaps on one spot and a point far away break grids.
        var places = points(300, seed: 4)
        for x in 0..<15 { for y in 0..<15 { places.append(PlanePoint(x: Double(x), y: Double(y))) } }
        places += Array(repeating: PlanePoint(x: 3, y: 3), count: 40) + [PlanePoint(x: 1e9, y: -1e9)]
        let near = try SpatialWeights.nearest(6, of: places, style: .binary, threads: 2)
        let band = try SpatialWeights.within(40, of: places, style: .binary, limit: 1_000_000, threads: 2)
        for index in places.indices {
            let others = places.indices.filter { $0 != index }
            let sorted = others.sorted {
                let (a, b) = (
                    places[$0].squaredDistance(to: places[index]), places[$1].squaredDistance(to: places[index])
                )
                return a != b ? a < b : $0 < $1
            }
            #expect(near.neighbours(of: index) == sorted.prefix(6).sorted())
            #expect(
                band.neighbours(of: index)
                    == others.filter { places[$0].squaredDistance(to: places[index]) <= 1600 })
        }
    }

    @Test func `weights are the same for any number of threads`() throws {
        let places = points(5000, seed: 9)
        #expect(
            try SpatialWeights.nearest(8, of: places, style: .rowStandardised, threads: 1)
                == SpatialWeights.nearest(8, of: places, style: .rowStandardised, threads: 3))
        #expect(
            try SpatialWeights.within(30, of: places, style: .binary, limit: 1_000_000, threads: 1)
                == SpatialWeights.within(30, of: places, style: .binary, limit: 1_000_000, threads: 3))
    }

    @Test func `polygons know their holes, their area and what lies inside, whichever way their rings run`() throws {
        let outer = [(0.0, 0.0), (10, 0), (10, 10), (0, 10), (0, 0)].map { PlanePoint(x: $0.0, y: $0.1) }
        let hole = [(4.0, 4.0), (6, 4), (6, 6), (4, 6)].map { PlanePoint(x: $0.0, y: $0.1) }
        for rings in [[outer, hole], [hole.reversed(), outer], [outer.reversed(), hole]] {
            let polygon = try PlanePolygon(rings: rings)
            #expect(polygon.area == 96)
            #expect(polygon.contains(PlanePoint(x: 2, y: 2)))
            #expect(!polygon.contains(PlanePoint(x: 5, y: 5)))
            #expect(!polygon.contains(PlanePoint(x: 11, y: 5)))
            #expect(polygon.centroid == PlanePoint(x: 5, y: 5))
        }
    }

    @Test func `what cannot be is refused in words`() throws {
        #expect(throws: SpaceError.noSuchArea(area: 0, neighbour: 3, areas: 2)) {
            try SpatialWeights(neighbours: [[3], []], style: .binary)
        }
        #expect(throws: SpaceError.ownNeighbour(area: 1)) {
            try SpatialWeights(neighbours: [[1], [1]], style: .binary)
        }
        #expect(throws: SpaceError.neighbourTwice(area: 0, neighbour: 1)) {
            try SpatialWeights(neighbours: [[1, 1], []], style: .binary)
        }
        #expect(throws: SpaceError.negative(what: "Weight", position: 0)) {
            try SpatialWeights(neighbours: [[1], []], weights: [[-1], []], style: .asGiven)
        }
        let places = points(50, seed: 1)
        #expect(throws: SpaceError.self) {
            try SpatialWeights.within(5000, of: places, style: .binary, limit: 100, threads: 2)
        }
        #expect(throws: SpaceError.tooFew(method: "50 nearest neighbours", given: 50, needed: 51)) {
            try SpatialWeights.nearest(50, of: places, style: .binary, threads: 1)
        }
        #expect(throws: SpaceError.notFinite(what: "Point", position: 1)) {
            try SpatialWeights.nearest(
                1, of: [PlanePoint(x: 0, y: 0), PlanePoint(x: .nan, y: 0), PlanePoint(x: 1, y: 0)], style: .binary,
                threads: 1)
        }
        let line = [PlanePoint(x: 0, y: 0), PlanePoint(x: 1, y: 1), PlanePoint(x: 2, y: 2)]
        #expect(throws: SpaceError.flatRing(polygon: 0, ring: 0)) { try PlanePolygon(rings: [line]) }
        #expect(SpaceError.ownNeighbour(area: 1).description.contains("Area 2"))
    }
}
