/// A closed line: its first point is not written again at its end.
package struct Ring: Hashable, Sendable {
    package let points: [Point]

    /// Takes points with the first repeated at the end or not; nil for fewer than three different ones.
    package init?(_ points: some Sequence<Point>) {
        var kept: [Point] = []
        for point in points where point != kept.last { kept.append(point) }
        while kept.count > 1, kept.first == kept.last { kept.removeLast() }
        guard kept.count >= 3 else { return nil }
        self.points = kept
    }

    /// For rings made of a ring by moving its points, of which there stay as many.
    init(moved points: [Point]) {
        self.points = points
    }

    package var box: Box { Box(around: points) }

    /// Twice the area, positive when the ring runs against the clock; and twice-area-weighted sums for the centroid.
    var moments: (doubled: Double, x: Double, y: Double) {
        // About the first point, so that large coordinates lose no figures.
        let start = points[0]
        var sums = (doubled: 0.0, x: 0.0, y: 0.0)
        for place in 1..<(points.count - 1) {
            let (ax, ay) = (points[place].x - start.x, points[place].y - start.y)
            let (bx, by) = (points[place + 1].x - start.x, points[place + 1].y - start.y)
            let doubled = ax * by - bx * ay
            sums.doubled += doubled
            sums.x += doubled * (ax + bx)
            sums.y += doubled * (ay + by)
        }
        return sums
    }

    /// The area inside, whichever way the ring runs, in the plane's unit squared.
    package var area: Double { abs(moments.doubled) / 2 }

    /// Whether a ray to the right of the point crosses the ring an odd number of times.
    ///
    /// Half-open: of two shapes that share an edge, a point on it belongs to exactly one. An edge takes its lower end
    /// and not its upper; both shapes ask the same question of the edge's ends in the same order, lower first, so
    /// that rounding cannot make them answer differently.
    func isCrossedOddly(_ point: Point) -> Bool {
        var isOdd = false
        var previous = points[points.count - 1]
        for next in points {
            if (previous.y > point.y) != (next.y > point.y), Edge.isRight(of: point, previous, next) { isOdd.toggle() }
            previous = next
        }
        return isOdd
    }
}

/// One side of a ring.
enum Edge {
    /// Whether the edge, which the point's horizontal line crosses, lies to the right of the point.
    @inline(__always)
    static func isRight(of point: Point, _ first: Point, _ second: Point) -> Bool {
        let (low, high) = first.y < second.y ? (first, second) : (second, first)
        return (high.x - low.x) * (point.y - low.y) - (point.x - low.x) * (high.y - low.y) > 0
    }

    /// Squared distance from a point to the edge, after both axes are scaled to metres.
    static func squaredMetres(
        from point: Point, to first: Point, _ second: Point, scale: (x: Double, y: Double)
    ) -> Double {
        let (ax, ay) = ((first.x - point.x) * scale.x, (first.y - point.y) * scale.y)
        let (dx, dy) = ((second.x - first.x) * scale.x, (second.y - first.y) * scale.y)
        let length = dx * dx + dy * dy
        let share = length > 0 ? max(0, min(1, -(ax * dx + ay * dy) / length)) : 0
        let (x, y) = (ax + share * dx, ay + share * dy)
        return x * x + y * y
    }
}

/// A piece of land with its holes.
package struct Polygon: Hashable, Sendable {
    package let outer: Ring
    package let holes: [Ring]

    package init(outer: Ring, holes: [Ring]) {
        self.outer = outer
        self.holes = holes
    }

    package var rings: [Ring] { [outer] + holes }
    package var box: Box { outer.box }

    /// Whether the point lies inside and in no hole; see `Ring.isCrossedOddly` for points on an edge.
    package func contains(_ point: Point) -> Bool {
        var isInside = outer.isCrossedOddly(point)
        for hole in holes where hole.isCrossedOddly(point) { isInside.toggle() }
        return isInside
    }

    package var area: Double { max(0, outer.area - holes.reduce(0) { $0 + $1.area }) }
}

/// A named area's land: one piece or several, as islands make it.
package struct MultiPolygon: Hashable, Sendable {
    package let polygons: [Polygon]

    package init(_ polygons: [Polygon]) {
        self.polygons = polygons
    }

    package var rings: [Ring] { polygons.flatMap(\.rings) }
    package var box: Box { polygons.reduce(.empty) { $0.union($1.box) } }

    package func contains(_ point: Point) -> Bool {
        polygons.contains { $0.contains(point) }
    }

    /// The area in the plane's unit squared: for square metres, ask the shape on the grid.
    package var area: Double { polygons.reduce(0) { $0 + $1.area } }

    /// The point on which the shape would balance; it may lie outside a bent shape, or in a hole.
    ///
    /// Where people live is not known to a boundary: a population-weighted centre has to come from a file.
    package var centroid: Point {
        var sum = (weight: 0.0, x: 0.0, y: 0.0)
        for polygon in polygons {
            for (place, ring) in polygon.rings.enumerated() {
                let moments = ring.moments
                guard moments.doubled != 0 else { continue }
                let weight = (place == 0 ? 1 : -1) * abs(moments.doubled)
                sum.weight += weight
                sum.x += weight * (ring.points[0].x + moments.x / (3 * moments.doubled))
                sum.y += weight * (ring.points[0].y + moments.y / (3 * moments.doubled))
            }
        }
        return sum.weight > 0 ? Point(x: sum.x / sum.weight, y: sum.y / sum.weight) : box.centre
    }

    /// The same shape with every point moved.
    package func mapped(_ move: (Point) -> Point) -> MultiPolygon {
        func moved(_ ring: Ring) -> Ring { Ring(moved: ring.points.map(move)) }
        return MultiPolygon(polygons.map { Polygon(outer: moved($0.outer), holes: $0.holes.map(moved)) })
    }

    /// A shape in degrees on the plane of the National Grid, in metres.
    package var onGrid: MultiPolygon {
        mapped { NationalGrid.unbounded(Position($0)).point }
    }

    /// A shape on the National Grid in degrees.
    package var inDegrees: MultiPolygon {
        mapped { NationalGrid.position(GridPoint($0)).point }
    }
}
