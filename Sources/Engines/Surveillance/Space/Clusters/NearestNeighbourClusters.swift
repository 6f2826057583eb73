import Foundation
import Statistics

/// Clusters of events nearer to each other than chance would have them, and clusters of those clusters.
///
/// CrimeStat's nearest neighbour hierarchical clustering (Levine 2015, CrimeStat IV, chapter 7). Of the events not yet in a
/// cluster, the one with the most others within the threshold is taken with them, as long as they are enough; then the
/// next. The middles of the clusters are clustered the same way, with a threshold for that many points, until fewer than
/// two clusters come out. Where CrimeStat leaves it open, ties go to the event that comes first.
public struct NearestNeighbourClusters: Sendable, Equatable {
    /// How near events must be.
    public enum Threshold: Sendable, Hashable {
        /// The one-tailed confidence limit of the mean distance to the nearest neighbour under chance, in a study area of
        /// this many square metres: the mean itself at a probability of 0.5, less for smaller ones.
        case random(area: Double, probability: Double)
        /// Metres for the first order; higher orders use the mean distance under chance in the area.
        case fixed(metres: Double, area: Double)
    }

    /// One cluster.
    public struct Cluster: Sendable, Equatable {
        /// The events for the first order, the clusters of the order below otherwise, from the smallest index up.
        public let members: [Int]
        /// The mean of the members' places.
        public let centre: PlanePoint
        /// The corners of the convex hull around all events in it, anticlockwise; two for a line, one for a spot.
        public let hull: [PlanePoint]
        /// How many events there are in it.
        public let eventCount: Int
        /// The area of the hull in square metres.
        public let area: Double

        /// Events per square kilometre of the hull; nil where it has no area.
        public var density: Double? { area > 0 ? Double(eventCount) / area * 1e6 : nil }
    }

    /// All clusters of one order.
    public struct Order: Sendable, Equatable {
        /// How near members had to be, in metres.
        public let threshold: Double
        /// From the one found first, which has the most.
        public let clusters: [Cluster]
    }

    /// The first order and those above it; empty when there are no clusters.
    public let orders: [Order]

    /// The clusters with at least `minimum` members.
    public init(of events: [PlanePoint], threshold: Threshold, minimum: Int) throws(SpaceError) {
        try SpaceChecks.finite(events)
        try SpaceChecks.atLeast(2, minimum, "The fewest members of a cluster")
        var orders: [Order] = []
        var places = events
        var members = events.indices.map { [$0] }
        while places.count >= max(2, minimum) {
            let distance = try Self.distance(threshold, count: places.count, isFirst: orders.isEmpty)
            let groups = Self.groups(of: places, within: distance, minimum: minimum)
            guard !groups.isEmpty, orders.isEmpty || groups.count < places.count else { break }
            let clusters = groups.map { group in
                Self.cluster(group, places, group.flatMap { members[$0] }.map { events[$0] })
            }
            orders.append(Order(threshold: distance, clusters: clusters))
            members = groups.map { group in group.flatMap { members[$0] } }
            places = clusters.map(\.centre)
        }
        self.orders = orders
    }

    /// The mean distance to the nearest neighbour of points scattered by chance, and so many standard errors more.
    ///
    /// Clark and Evans 1954, doi:10.2307/1931034: mean ½√(A/N), standard error √((4 − π)A/(4πN²)) = 0.26136/√(N²/A).
    static func distance(_ threshold: Threshold, count: Int, isFirst: Bool) throws(SpaceError) -> Double {
        let (area, probability): (Double, Double)
        switch threshold {
        case .random(let given, let share): (area, probability) = (given, share)
        case .fixed(let metres, let given):
            try SpaceChecks.positive(metres, "The threshold distance")
            if isFirst { return metres }
            (area, probability) = (given, 0.5)
        }
        try SpaceChecks.positive(area, "The area")
        guard let quantile = try? NormalDistribution.standard.quantile(probability) else {
            throw .setting(name: "The probability", value: probability, rule: "it must lie between 0 and 1")
        }
        let number = Double(count)
        let mean = 0.5 * (area / number).squareRoot()
        let error = ((4 - Double.pi) * area / (4 * .pi * number * number)).squareRoot()
        let distance = mean + quantile * error
        guard distance > 0 else {
            throw .setting(
                name: "The probability", value: probability, rule: "no distance is so small; take a larger one")
        }
        return distance
    }

    private static func cluster(_ group: [Int], _ places: [PlanePoint], _ events: [PlanePoint]) -> Cluster {
        let count = Double(group.count)
        let centre = PlanePoint(
            x: group.reduce(0) { $0 + places[$1].x } / count, y: group.reduce(0) { $0 + places[$1].y } / count)
        let hull = ConvexHull.around(events)
        return Cluster(
            members: group, centre: centre, hull: hull, eventCount: events.count,
            area: hull.count > 2 ? PlanePolygon.signedArea(hull) : 0)
    }

    /// The groups in the order found, each from the smallest index up.
    private static func groups(of places: [PlanePoint], within distance: Double, minimum: Int) -> [[Int]] {
        let tree = PointTree(places)
        var isFree = Array(repeating: true, count: places.count)
        let near = { (index: Int) -> [Int] in
            var found: [Int] = []
            tree.visit(within: distance, of: places[index]) { other, _ in
                if isFree[other] { found.append(other) }
            }
            return found
        }
        // Counts only fall as events are taken, so a count that is out of date is corrected when it comes up.
        var waiting = BusiestFirst()
        for index in places.indices { waiting.add(count: near(index).count, index: index) }
        var groups: [[Int]] = []
        while let next = waiting.take(), next.count >= minimum {
            guard isFree[next.index] else { continue }
            let members = near(next.index)
            if members.count == next.count {
                for member in members { isFree[member] = false }
                groups.append(members.sorted())
            } else {
                waiting.add(count: members.count, index: next.index)
            }
        }
        return groups
    }
}

/// Events by the number of others near them, most first, the first of equal ones first: a binary heap.
private struct BusiestFirst {
    private var heap: [(count: Int, index: Int)] = []

    private func before(_ a: Int, _ b: Int) -> Bool {
        heap[a].count != heap[b].count ? heap[a].count > heap[b].count : heap[a].index < heap[b].index
    }

    mutating func add(count: Int, index: Int) {
        heap.append((count, index))
        var place = heap.count - 1
        while place > 0, before(place, (place - 1) / 2) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func take() -> (count: Int, index: Int)? {
        guard let top = heap.first else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var best = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && before(child, best) { best = child }
            guard best != place else { return top }
            heap.swapAt(place, best)
            place = best
        }
    }
}
