/// Finds which of many areas a point lies in, quickly.
///
/// A grid of cells names the areas whose boxes touch each cell; every ring is kept in runs of a few edges with a box
/// of their own, so that most of a long coast is never looked at.
package struct AreaIndex: Sendable {
    /// How many areas there are.
    package let count: Int
    /// The box around all of them.
    package let box: Box
    private let plane: Plane
    private let store: EdgeStore
    private let boxes: [Box]
    private let cells: CellGrid

    /// - Complexity: O(points of the shapes).
    package init(_ shapes: [MultiPolygon], in plane: Plane) {
        self.plane = plane
        count = shapes.count
        boxes = shapes.map(\.box)
        box = boxes.reduce(.empty) { $0.union($1) }
        store = EdgeStore(shapes)
        cells = CellGrid(boxes, around: box)
    }

    /// The area a point lies in; the first when areas overlap, nil when it lies in none.
    package func area(at point: Point) -> Int? {
        guard box.contains(point) else { return nil }
        for candidate in cells.candidates(at: point) {
            let place = Int(candidate)
            if boxes[place].contains(point), store.contains(point, area: place) { return place }
        }
        return nil
    }

    /// Every area a point lies in: more than one only where boundaries overlap.
    package func areas(at point: Point) -> [Int] {
        guard box.contains(point) else { return [] }
        return cells.candidates(at: point).map { Int($0) }
            .filter { boxes[$0].contains(point) && store.contains(point, area: $0) }
    }

    /// The area whose edge is nearest, if any comes within so many metres; a point inside one is 0 metres from it.
    ///
    /// For places on a quay, a bridge or a simplified coast, which lie just outside every area.
    package func nearest(to point: Point, within metres: Double) -> (area: Int, metres: Double)? {
        if let inside = area(at: point) { return (inside, 0) }
        let scale = plane.scale(near: point)
        guard scale.x > 0, scale.y > 0, metres >= 0 else { return nil }
        let reach = Box(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
            .grown(x: metres / scale.x, y: metres / scale.y)
        var best: (area: Int, squared: Double)?
        for place in cells.candidates(in: reach) where boxes[place].meets(reach) {
            let squared = store.squaredMetres(from: point, toArea: place, scale: scale)
            if squared <= metres * metres, squared < best?.squared ?? .infinity { best = (place, squared) }
        }
        return best.map { ($0.area, $0.squared.squareRoot()) }
    }
}

/// The edges of many shapes one after another, in runs.
private struct EdgeStore: Sendable {
    /// Edges in one run: longer runs make fewer boxes, shorter ones skip more.
    private static let length = 16

    private struct Run {
        /// The first point; the edges go on to the point at `end`.
        let start: Int32
        let end: Int32
        let box: Box
    }

    private var points: [Point] = []
    private var runs: [Run] = []
    private var firstRun: [Int] = [0]

    init(_ shapes: [MultiPolygon]) {
        points.reserveCapacity(shapes.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.points.count + 1 } })
        for shape in shapes {
            for ring in shape.rings { add(ring) }
            firstRun.append(runs.count)
        }
    }

    private mutating func add(_ ring: Ring) {
        let first = points.count
        points += ring.points
        points.append(ring.points[0])
        var start = first
        while start < points.count - 1 {
            let end = min(start + Self.length, points.count - 1)
            runs.append(Run(start: Int32(start), end: Int32(end), box: Box(around: points[start...end])))
            start = end
        }
    }

    /// Whether the point is inside: an odd number of edges to its right, over all rings (see `Ring.isCrossedOddly`).
    func contains(_ point: Point, area: Int) -> Bool {
        var isOdd = false
        for run in runs[firstRun[area]..<firstRun[area + 1]] {
            guard point.y >= run.box.minY, point.y <= run.box.maxY, point.x <= run.box.maxX else { continue }
            let (start, end) = (Int(run.start), Int(run.end))
            if point.x < run.box.minX {
                // All of the run lies to the right: it is crossed oddly when its ends are on different sides.
                if (points[start].y > point.y) != (points[end].y > point.y) { isOdd.toggle() }
                continue
            }
            for place in start..<end {
                let (from, to) = (points[place], points[place + 1])
                if (from.y > point.y) != (to.y > point.y), Edge.isRight(of: point, from, to) { isOdd.toggle() }
            }
        }
        return isOdd
    }

    func squaredMetres(from point: Point, toArea area: Int, scale: (x: Double, y: Double)) -> Double {
        var best = Double.infinity
        for run in runs[firstRun[area]..<firstRun[area + 1]] {
            let x = max(run.box.minX - point.x, 0, point.x - run.box.maxX) * scale.x
            let y = max(run.box.minY - point.y, 0, point.y - run.box.maxY) * scale.y
            guard x * x + y * y < best else { continue }
            for place in Int(run.start)..<Int(run.end) {
                best = min(
                    best, Edge.squaredMetres(from: point, to: points[place], points[place + 1], scale: scale))
            }
        }
        return best
    }
}

/// Cells over a box, each with the items whose boxes touch it.
private struct CellGrid: Sendable {
    private let box: Box
    private let columns: Int
    private let rows: Int
    private let starts: [Int32]
    private let items: [Int32]

    init(_ boxes: [Box], around box: Box) {
        self.box = box
        // About four cells for each area: most cells then name two or three.
        let side = max(1, min(2048, Int((4 * Double(boxes.count)).squareRoot())))
        columns = box.width > 0 ? side : 1
        rows = box.height > 0 ? side : 1
        var counts = [Int32](repeating: 0, count: columns * rows + 1)
        let filled = boxes.filter { !$0.isEmpty }
        for item in filled {
            Self.each(item, box, columns, rows) { counts[$0 + 1] += 1 }
        }
        for cell in 0..<(columns * rows) { counts[cell + 1] += counts[cell] }
        starts = counts
        var next = counts
        var items = [Int32](repeating: 0, count: Int(counts[columns * rows]))
        for (place, item) in boxes.enumerated() where !item.isEmpty {
            Self.each(item, box, columns, rows) { cell in
                items[Int(next[cell])] = Int32(place)
                next[cell] += 1
            }
        }
        self.items = items
    }

    func candidates(at point: Point) -> ArraySlice<Int32> {
        let cell =
            Self.place(point.y, box.minY, box.height, rows) * columns
            + Self.place(point.x, box.minX, box.width, columns)
        return items[Int(starts[cell])..<Int(starts[cell + 1])]
    }

    /// Items whose boxes may meet this one, each once, in their order.
    func candidates(in wanted: Box) -> [Int] {
        guard box.meets(wanted) else { return [] }
        var found: Set<Int> = []
        Self.each(wanted, box, columns, rows) { cell in
            for item in items[Int(starts[cell])..<Int(starts[cell + 1])] { found.insert(Int(item)) }
        }
        return found.sorted()
    }

    private static func each(_ item: Box, _ box: Box, _ columns: Int, _ rows: Int, _ body: (Int) -> Void) {
        let columnsTouched =
            place(item.minX, box.minX, box.width, columns)...place(item.maxX, box.minX, box.width, columns)
        for row in place(item.minY, box.minY, box.height, rows)...place(item.maxY, box.minY, box.height, rows) {
            for column in columnsTouched { body(row * columns + column) }
        }
    }

    private static func place(_ value: Double, _ start: Double, _ length: Double, _ cells: Int) -> Int {
        guard length > 0 else { return 0 }
        return max(0, min(cells - 1, Int(max(0, min(1, (value - start) / length)) * Double(cells))))
    }
}
