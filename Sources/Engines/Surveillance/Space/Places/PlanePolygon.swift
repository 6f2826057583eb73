/// An area on a plane: rings of points in metres, where what lies inside an odd number of rings is inside.
///
/// So holes, islands in holes and areas of several parts are all rings of one list, in any order and direction.
public struct PlanePolygon: Sendable, Hashable {
    /// The rings, open (the first point is not repeated), the area always on the left hand of who walks along them.
    public let rings: [[PlanePoint]]
    /// The smallest rectangle around it.
    public let bounds: PlaneRectangle
    /// In square metres.
    public let area: Double

    /// An area bounded by rings; points that repeat the one before and the closing point are dropped.
    public init(rings given: [[PlanePoint]]) throws(SpaceError) {
        try self.init(rings: given, number: 0)
    }

    /// The same, for the polygon of this number, so that an error can name it.
    init(rings given: [[PlanePoint]], number: Int) throws(SpaceError) {
        var open: [[PlanePoint]] = []
        for (index, ring) in given.enumerated() {
            try SpaceChecks.finite(ring)
            let clean = Self.withoutRepeats(ring)
            guard clean.count >= 3, Self.signedArea(clean) != 0 else { throw .flatRing(polygon: number, ring: index) }
            open.append(clean)
        }
        guard let bounds = PlaneRectangle(around: open.flatMap { $0 }) else {
            throw .flatRing(polygon: number, ring: 0)
        }
        self.bounds = bounds
        rings = open.indices.map { Self.turned(open, $0) }
        area = rings.reduce(0) { $0 + Self.signedArea($1) }
    }

    /// A rectangle as a polygon.
    public init(_ rectangle: PlaneRectangle) throws(SpaceError) {
        try self.init(rings: [
            [
                PlanePoint(x: rectangle.minX, y: rectangle.minY), PlanePoint(x: rectangle.maxX, y: rectangle.minY),
                PlanePoint(x: rectangle.maxX, y: rectangle.maxY), PlanePoint(x: rectangle.minX, y: rectangle.maxY),
            ]
        ])
    }

    /// Whether a place lies inside: what lies on a western or southern side is, on an eastern or northern side is not,
    /// so that of areas without gaps each place is in one.
    public func contains(_ point: PlanePoint) -> Bool {
        guard bounds.contains(point) else { return false }
        return rings.reduce(false) { $0 != Self.encloses($1, point) }
    }

    /// Whether a place lies on a side, as nearly as coordinates of this size can tell.
    public func hasOnSide(_ point: PlanePoint) -> Bool {
        let size = max(abs(bounds.minX), abs(bounds.maxX), abs(bounds.minY), abs(bounds.maxY))
        let rounding = 4 * size.ulp
        guard bounds.squaredDistance(to: point) <= rounding * rounding else { return false }
        return rings.contains { ring in
            var found = false
            Self.forEachSide(of: ring) { a, b in
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let along: Double = ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy)
                let share = max(0, min(1, along))
                let nearest = PlanePoint(x: a.x + share * dx, y: a.y + share * dy)
                found = found || nearest.squaredDistance(to: point) <= rounding * rounding
            }
            return found
        }
    }

    /// The centre of gravity, which may lie outside.
    public var centroid: PlanePoint {
        var (x, y): (Double, Double) = (0, 0)
        let origin = PlanePoint(x: bounds.minX, y: bounds.minY)
        for ring in rings {
            Self.forEachSide(of: ring) { a, b in
                let (ax, ay) = (a.x - origin.x, a.y - origin.y)
                let (bx, by) = (b.x - origin.x, b.y - origin.y)
                let cross: Double = ax * by - bx * ay
                x += (ax + bx) * cross
                y += (ay + by) * cross
            }
        }
        return PlanePoint(x: origin.x + x / (6 * area), y: origin.y + y / (6 * area))
    }

    /// Each side of a ring, from point to point.
    @inline(__always)
    static func forEachSide(of ring: [PlanePoint], _ body: (PlanePoint, PlanePoint) -> Void) {
        guard var previous = ring.last else { return }
        for point in ring {
            body(previous, point)
            previous = point
        }
    }

    private static func withoutRepeats(_ ring: [PlanePoint]) -> [PlanePoint] {
        var clean: [PlanePoint] = []
        for point in ring where clean.last != point { clean.append(point) }
        while clean.count > 1, clean.first == clean.last { clean.removeLast() }
        return clean
    }

    /// The shoelace formula about the first point, so that large grid references lose no figures.
    static func signedArea(_ ring: [PlanePoint]) -> Double {
        guard let origin = ring.first else { return 0 }
        var twice: Double = 0
        forEachSide(of: ring) { a, b in
            twice += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return twice / 2
    }

    /// Crossings of the ring with the ray that goes east.
    private static func encloses(_ ring: [PlanePoint], _ point: PlanePoint) -> Bool {
        var inside = false
        forEachSide(of: ring) { a, b in
            guard (a.y > point.y) != (b.y > point.y) else { return }
            let crossing: Double = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
            if point.x < crossing { inside.toggle() }
        }
        return inside
    }

    /// The ring turned so that the area is on its left: anticlockwise unless it lies in an odd number of others.
    private static func turned(_ rings: [[PlanePoint]], _ index: Int) -> [PlanePoint] {
        let ring = rings[index]
        var depth = 0
        for (other, outer) in rings.enumerated() where other != index {
            // Rings may touch, so the most of the points say.
            let within = ring.reduce(0) { $0 + (encloses(outer, $1) ? 1 : 0) }
            if 2 * within > ring.count { depth += 1 }
        }
        let anticlockwise = signedArea(ring) > 0
        return anticlockwise == (depth % 2 == 0) ? ring : ring.reversed()
    }
}
