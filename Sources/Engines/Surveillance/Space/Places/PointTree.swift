/// Points arranged so that those near a place are found without looking at the rest.
///
/// A k-d tree (Bentley 1975, doi:10.1145/361002.361007) that halves the points by their order, so that points heaped on
/// one spot, or one point far away, cost nothing extra. Ties of distance are settled by the smaller index.
struct PointTree: Sendable {
    /// A run of the points in tree order with the rectangle around them; a branch has two children.
    private struct Node {
        let bounds: PlaneRectangle
        let start: Int
        let end: Int
        var left: Int
        var right: Int
    }

    /// A point found, with the square of its distance.
    struct Found: Equatable {
        let index: Int
        let squaredDistance: Double

        static func nearer(_ a: Found, _ b: Found) -> Bool {
            a.squaredDistance != b.squaredDistance ? a.squaredDistance < b.squaredDistance : a.index < b.index
        }
    }

    private static let leafSize = 12

    private let indices: [Int]
    private let points: [PlanePoint]
    private let nodes: [Node]

    init(_ given: [PlanePoint]) {
        var order = Array(given.indices)
        var nodes: [Node] = []
        nodes.reserveCapacity(2 * (given.count / Self.leafSize + 1))
        if !given.isEmpty { _ = Self.build(given, &order, 0, given.count, &nodes) }
        indices = order
        points = order.map { given[$0] }
        self.nodes = nodes
    }

    private static func build(
        _ given: [PlanePoint], _ order: inout [Int], _ start: Int, _ end: Int, _ nodes: inout [Node]
    ) -> Int {
        let bounds = rectangle(given, order, start, end)
        let place = nodes.count
        nodes.append(Node(bounds: bounds, start: start, end: end, left: -1, right: -1))
        guard end - start > leafSize else { return place }
        let middle = (start + end) / 2
        if bounds.width >= bounds.height {
            select(&order, start, end, middle) { a, b in
                given[a].x != given[b].x ? given[a].x < given[b].x : a < b
            }
        } else {
            select(&order, start, end, middle) { a, b in
                given[a].y != given[b].y ? given[a].y < given[b].y : a < b
            }
        }
        nodes[place].left = build(given, &order, start, middle, &nodes)
        nodes[place].right = build(given, &order, middle, end, &nodes)
        return place
    }

    private static func rectangle(_ given: [PlanePoint], _ order: [Int], _ start: Int, _ end: Int) -> PlaneRectangle {
        let first = given[order[start]]
        var (west, south, east, north) = (first.x, first.y, first.x, first.y)
        for place in start..<end {
            let point = given[order[place]]
            west = min(west, point.x)
            east = max(east, point.x)
            south = min(south, point.y)
            north = max(north, point.y)
        }
        return PlaneRectangle(minX: west, minY: south, maxX: east, maxY: north)
    }

    /// Hoare's selection: what belongs before `middle` goes before it. The order is strict, so the answer is one.
    private static func select(
        _ order: inout [Int], _ start: Int, _ end: Int, _ middle: Int, _ before: (Int, Int) -> Bool
    ) {
        var low = start
        var high = end - 1
        while low < high {
            let pivot = order[(low + high) / 2]
            var i = low
            var j = high
            while i <= j {
                while before(order[i], pivot) { i += 1 }
                while before(pivot, order[j]) { j -= 1 }
                if i <= j {
                    order.swapAt(i, j)
                    i += 1
                    j -= 1
                }
            }
            if middle <= j {
                high = j
            } else if middle >= i {
                low = i
            } else {
                return
            }
        }
    }

    /// Calls `body` with every point at most this far away, itself included, in no particular order.
    @inline(__always)
    func visit(within radius: Double, of centre: PlanePoint, _ body: (Int, Double) -> Void) {
        guard !nodes.isEmpty else { return }
        let limit = radius * radius
        var waiting = [0]
        while let next = waiting.popLast() {
            let node = nodes[next]
            guard node.bounds.squaredDistance(to: centre) <= limit else { continue }
            if node.left >= 0 {
                waiting.append(node.right)
                waiting.append(node.left)
                continue
            }
            for place in node.start..<node.end {
                let squared = points[place].squaredDistance(to: centre)
                if squared <= limit { body(indices[place], squared) }
            }
        }
    }

    /// The `count` nearest points but for `excluded`, nearest first.
    func nearest(_ count: Int, to centre: PlanePoint, excluding excluded: Int?) -> [Found] {
        guard count > 0, !nodes.isEmpty else { return [] }
        var best: [Found] = []
        best.reserveCapacity(count + 1)
        search(0, count, centre, excluded, &best)
        return best
    }

    private func search(_ at: Int, _ count: Int, _ centre: PlanePoint, _ excluded: Int?, _ best: inout [Found]) {
        let node = nodes[at]
        if best.count == count, let last = best.last,
            node.bounds.squaredDistance(to: centre) > last.squaredDistance
        {
            return
        }
        guard node.left >= 0 else {
            for place in node.start..<node.end where indices[place] != excluded {
                let found = Found(index: indices[place], squaredDistance: points[place].squaredDistance(to: centre))
                Self.keep(found, count, &best)
            }
            return
        }
        let left = nodes[node.left].bounds.squaredDistance(to: centre)
        let right = nodes[node.right].bounds.squaredDistance(to: centre)
        search(left <= right ? node.left : node.right, count, centre, excluded, &best)
        search(left <= right ? node.right : node.left, count, centre, excluded, &best)
    }

    private static func keep(_ found: Found, _ count: Int, _ best: inout [Found]) {
        if best.count == count, let last = best.last, !Found.nearer(found, last) { return }
        var place = best.count
        while place > 0, Found.nearer(found, best[place - 1]) { place -= 1 }
        best.insert(found, at: place)
        if best.count > count { best.removeLast() }
    }
}
