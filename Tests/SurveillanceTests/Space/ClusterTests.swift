import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct ClusterTests {
    /// Three knots of points with a few strays between.
    private func town() -> [PlanePoint] {
        var generator = Generator(seed: 15)
        var events: [PlanePoint] = []
        for (x, y, count) in [(1000.0, 1000.0, 30), (1400, 1200, 20), (8000, 7000, 25)] {
            for _ in 0..<count {
                events.append(PlanePoint(x: x + 60 * generator.uniform(), y: y + 60 * generator.uniform()))
            }
        }
        for _ in 0..<25 {
            events.append(PlanePoint(x: 10_000 * generator.uniform(), y: 10_000 * generator.uniform()))
        }
        return events
    }

    @Test func `the threshold of chance by hand`() throws {
        // 100 points on a square kilometre: mean ½√(10,000) = 50 m, error 0.26136·√(10⁶)/100 = 2.6136 m.
        let half = try NearestNeighbourClusters.distance(
            .random(area: 1e6, probability: 0.5), count: 100, isFirst: true)
        #expect(abs(half - 50) < 1e-12)
        let low = try NearestNeighbourClusters.distance(
            .random(area: 1e6, probability: 0.05), count: 100, isFirst: true)
        #expect(abs(low - (50 - 1.644_853_63 * 2.613_6)) < 1e-3)
    }

    @Test func `three knots are found, and the two near each other make one of second order`() throws {
        let events = town()
        let found = try NearestNeighbourClusters(
            of: events, threshold: .fixed(metres: 85, area: 1e8), minimum: 10)
        let first = try #require(found.orders.first)
        #expect(first.clusters.map(\.members) == [Array(0..<30), Array(50..<75), Array(30..<50)])
        for cluster in first.clusters {
            let hull = try PlanePolygon(rings: [cluster.hull])
            #expect(abs(hull.area - cluster.area) < 1e-6)
            #expect(cluster.members.allSatisfy { hull.contains(events[$0]) || hull.hasOnSide(events[$0]) })
            #expect(cluster.eventCount == cluster.members.count)
        }
        let pairs = try NearestNeighbourClusters(of: events, threshold: .fixed(metres: 85, area: 1e8), minimum: 2)
        let second = try #require(pairs.orders.dropFirst().first)
        #expect(second.clusters.contains { $0.eventCount >= 50 })
    }

    @Test func `an independent search of all pairs finds the same groups`() throws {
        let events = town()
        let distance = 150.0
        let found = try NearestNeighbourClusters(
            of: events, threshold: .fixed(metres: distance, area: 1e8), minimum: 3)
        var free = Set(events.indices)
        var groups: [[Int]] = []
        while true {
            let near = free.sorted().map { index in
                free.filter { events[$0].distance(to: events[index]) <= distance }.sorted()
            }
            guard let most = near.map(\.count).max(), most >= 3, let group = near.first(where: { $0.count == most })
            else { break }
            groups.append(group)
            free.subtract(group)
        }
        #expect(found.orders.first?.clusters.map(\.members) == groups)
    }

    @Test func `hulls of squares, lines and spots`() throws {
        let square = (0..<25).map { PlanePoint(x: Double($0 % 5), y: Double($0 / 5)) }
        #expect(
            ConvexHull.around(square) == [
                PlanePoint(x: 0, y: 0), PlanePoint(x: 4, y: 0), PlanePoint(x: 4, y: 4), PlanePoint(x: 0, y: 4),
            ])
        let line = (0..<6).map { PlanePoint(x: Double($0), y: 2 * Double($0)) }
        #expect(ConvexHull.around(line) == [PlanePoint(x: 0, y: 0), PlanePoint(x: 5, y: 10)])
        #expect(ConvexHull.around(Array(repeating: PlanePoint(x: 1, y: 1), count: 4)) == [PlanePoint(x: 1, y: 1)])
        #expect(ConvexHull.around([]) == [])
    }

    @Test func `events on one spot are a cluster without area, few events are none`() throws {
        let heap = Array(repeating: PlanePoint(x: 5, y: 5), count: 12)
        let found = try NearestNeighbourClusters(of: heap, threshold: .random(area: 1e6, probability: 0.5), minimum: 10)
        #expect(found.orders.count == 1)
        #expect(found.orders[0].clusters[0].eventCount == 12)
        #expect(found.orders[0].clusters[0].density == nil)
        let few = try NearestNeighbourClusters(of: [], threshold: .random(area: 1e6, probability: 0.5), minimum: 5)
        #expect(few.orders.isEmpty)
        #expect(throws: SpaceError.self) {
            try NearestNeighbourClusters(of: heap, threshold: .random(area: 1e6, probability: 1), minimum: 5)
        }
        #expect(throws: SpaceError.self) {
            try NearestNeighbourClusters(of: heap, threshold: .random(area: -1, probability: 0.5), minimum: 5)
        }
    }
}
