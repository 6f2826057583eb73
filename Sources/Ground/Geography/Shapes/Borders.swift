/// The lines between areas, each kept once, so that both neighbours keep the same line when it is made simpler.
///
/// Built as TopoJSON builds its arcs (Bostock, "How to infer topology", 2013): rings are cut where lines meet. Points
/// closer than a centimetre count as one.
package struct Borders: Sendable {
    struct Arc: Sendable {
        let points: [Point]
        /// How much land each point's corner takes in, in square metres; the ends are never left out.
        let weights: [Double]
    }

    /// A ring as arcs one after another, each forwards or backwards.
    struct Path: Sendable {
        let arcs: [(place: Int, isReversed: Bool)]
    }

    let arcs: [Arc]
    /// For each area its polygons, for each polygon its rings.
    let areas: [[[Path]]]
    /// For each area the numbers of its corner points.
    private let corners: [Set<Int>]

    package init(_ shapes: [MultiPolygon], in plane: Plane) {
        var builder = BorderBuilder(shapes, plane)
        areas = shapes.map { shape in
            shape.polygons.map { polygon in polygon.rings.map { builder.path(of: $0) } }
        }
        arcs = builder.finished
        corners = shapes.map { builder.numbers(of: $0) }
    }

    /// How many separate lines there are: a border between two areas counts once.
    package var count: Int { arcs.count }

    /// Which areas lie beside which.
    package enum Contiguity: Sendable {
        /// They share a line.
        case rook
        /// They share a line or a corner.
        case queen
    }

    /// For each area, the areas beside it in rising order; islands have none.
    package func neighbours(_ contiguity: Contiguity) -> [[Int]] {
        var sharers: [Int: [Int]] = [:]
        for area in areas.indices {
            let marks: Set<Int> =
                switch contiguity {
                case .queen: corners[area]
                case .rook: Set(areas[area].flatMap { $0.flatMap { $0.arcs.map(\.place) } })
                }
            for mark in marks { sharers[mark, default: []].append(area) }
        }
        var found = [Set<Int>](repeating: [], count: areas.count)
        for group in sharers.values where group.count > 1 {
            for area in group { found[area].formUnion(group) }
        }
        return found.enumerated().map { area, near in near.filter { $0 != area }.sorted() }
    }
}

/// The work of cutting rings into arcs.
private struct BorderBuilder {
    private struct Key: Hashable {
        let x, y: Int64
    }

    private let plane: Plane
    private let step: Double
    private var numbers: [Key: Int] = [:]
    /// The point of each number: the first one met.
    private var points: [Point] = []
    /// For each point its two neighbours in the first ring it was met in.
    private var sides: [(Int, Int)?] = []
    private var junctions: [Bool] = []
    private var known: [[Int]: Int] = [:]
    private var lines: [[Int]] = []

    init(_ shapes: [MultiPolygon], _ plane: Plane) {
        self.plane = plane
        step = plane == .degrees ? 1e-7 : 0.01
        for ring in shapes.flatMap(\.rings) { learn(ring) }
    }

    /// Notes the ring's points and where its neighbours differ from those met before.
    private mutating func learn(_ ring: Ring) {
        let line = numbered(ring)
        for (place, point) in line.enumerated() {
            let before = line[(place + line.count - 1) % line.count]
            let after = line[(place + 1) % line.count]
            let pair = before < after ? (before, after) : (after, before)
            if let other = sides[point] {
                if other != pair { junctions[point] = true }
            } else {
                sides[point] = pair
            }
        }
    }

    private mutating func numbered(_ ring: Ring) -> [Int] {
        var line: [Int] = []
        for point in ring.points {
            let key = Key(x: whole(point.x), y: whole(point.y))
            let number: Int
            if let old = numbers[key] {
                number = old
            } else {
                number = points.count
                numbers[key] = number
                points.append(point)
                sides.append(nil)
                junctions.append(false)
            }
            if number != line.last { line.append(number) }
        }
        while line.count > 1, line.first == line.last { line.removeLast() }
        return line
    }

    /// Steps of a centimetre; what is no number, or beyond any map, is put at the end of all maps.
    private func whole(_ value: Double) -> Int64 {
        let steps = (value / step).rounded()
        return abs(steps) < 9e15 ? Int64(steps) : .max
    }

    mutating func numbers(of shape: MultiPolygon) -> Set<Int> {
        Set(shape.rings.flatMap { numbered($0) })
    }

    /// The ring as arcs, starting at a junction, or at its lowest number when nothing meets it.
    mutating func path(of ring: Ring) -> Borders.Path {
        let line = numbered(ring)
        let start = line.firstIndex { junctions[$0] } ?? line.indices.min { line[$0] < line[$1] } ?? 0
        let turned = Array(line[start...] + line[...start])
        var arcs: [(place: Int, isReversed: Bool)] = []
        var current = [turned[0]]
        for (place, point) in turned.enumerated().dropFirst() {
            current.append(point)
            if junctions[point] || place == turned.count - 1 {
                arcs.append(number(current))
                current = [point]
            }
        }
        return Borders.Path(arcs: arcs)
    }

    /// The arc's place among all, in the direction that was met first.
    private mutating func number(_ line: [Int]) -> (place: Int, isReversed: Bool) {
        let backwards = Array(line.reversed())
        let isReversed = backwards.lexicographicallyPrecedes(line)
        let canonical = isReversed ? backwards : line
        if let place = known[canonical] { return (place, isReversed) }
        known[canonical] = lines.count
        lines.append(canonical)
        return (lines.count - 1, isReversed)
    }

    var finished: [Borders.Arc] {
        lines.map { line in
            let corners = line.map { points[$0] }
            return Borders.Arc(points: corners, weights: Visvalingam.weights(corners, in: plane))
        }
    }
}
