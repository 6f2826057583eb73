/// How much each point of a line matters to its shape.
///
/// Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", The Cartographic Journal 30,
/// 1993, doi:10.1179/000870493786962263: the point whose triangle with its neighbours is smallest goes first.
enum Visvalingam {
    /// For each point, the size of its triangle in square metres when it goes; the two ends never go.
    ///
    /// - Complexity: O(n log n).
    static func weights(_ points: [Point], in plane: Plane) -> [Double] {
        var weights = [Double](repeating: .infinity, count: points.count)
        guard points.count > 2 else { return weights }
        let scale = plane.scale(near: Box(around: points).centre)
        let square = scale.x * scale.y / 2
        var before = points.indices.map { $0 - 1 }
        var after = points.indices.map { $0 + 1 }
        func triangle(_ place: Int) -> Double {
            let (a, b, c) = (points[before[place]], points[place], points[after[place]])
            return abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) * square
        }
        var current = weights
        var queue = SmallestFirst()
        for place in 1..<(points.count - 1) {
            current[place] = triangle(place)
            queue.push(current[place], place)
        }
        var least = 0.0
        while let (size, place) = queue.pop() {
            // An entry from before a neighbour went.
            guard size == current[place], weights[place] == .infinity else { continue }
            // What went before was needed less, whatever its triangle has become since.
            least = max(least, size)
            weights[place] = least
            current[place] = -1
            after[before[place]] = after[place]
            before[after[place]] = before[place]
            for near in [before[place], after[place]] where near > 0 && near < points.count - 1 {
                current[near] = triangle(near)
                queue.push(current[near], near)
            }
        }
        return weights
    }
}

/// A queue that gives the smallest first, by place when two are equal.
private struct SmallestFirst {
    private var heap: [(size: Double, place: Int)] = []

    mutating func push(_ size: Double, _ place: Int) {
        heap.append((size, place))
        var child = heap.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (size: Double, place: Int)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) {
                least = child
            }
            if least == parent { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func precedes(_ first: Int, _ second: Int) -> Bool {
        (heap[first].size, heap[first].place) < (heap[second].size, heap[second].place)
    }
}

extension Borders {
    /// The areas without detail finer than about so many metres; neighbours keep one line between them.
    ///
    /// A ring that would vanish keeps as much detail as it needs to stay a shape. Very fine land, such as a spit, may
    /// come to cross itself: this is for drawing, not for asking where a point lies.
    package func simplified(toMetres detail: Double) -> [MultiPolygon] {
        var limits = [Double](repeating: detail * detail, count: arcs.count)
        for path in areas.joined().joined() {
            while line(path, limits).count < 3 {
                for arc in path.arcs { limits[arc.place] = limits[arc.place] < 1e-6 ? -1 : limits[arc.place] / 4 }
                if path.arcs.allSatisfy({ limits[$0.place] < 0 }) { break }
            }
        }
        return areas.map { polygons in
            MultiPolygon(
                polygons.compactMap { paths in
                    let rings = paths.map { Ring(line($0, limits)) }
                    guard let outer = rings.first.flatMap({ $0 }) else { return nil }
                    return Polygon(outer: outer, holes: rings.dropFirst().compactMap { $0 })
                })
        }
    }

    /// The points of a ring that matter enough, the first not repeated.
    private func line(_ path: Path, _ limits: [Double]) -> [Point] {
        var points: [Point] = []
        for (place, isReversed) in path.arcs {
            let arc = arcs[place]
            let kept = arc.points.indices.filter { arc.weights[$0] > limits[place] }.map { arc.points[$0] }
            points += isReversed ? kept.reversed().dropLast() : kept.dropLast()
        }
        return points
    }
}
