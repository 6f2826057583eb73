import Foundation

/// A point of a plane: longitude and latitude, easting and northing, or the dots of a picture.
package struct Point: Hashable, Sendable, Codable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Straight distance, in the plane's own unit.
    package func distance(to other: Point) -> Double {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
}

/// What the numbers of a plane are.
package enum Plane: Sendable, Equatable {
    /// Longitude and latitude in degrees.
    case degrees
    /// Easting and northing, or any other metres.
    case metres

    /// Metres one step of x and of y is worth near a point.
    package func scale(near point: Point) -> (x: Double, y: Double) {
        switch self {
        case .metres: return (1, 1)
        case .degrees:
            let degree = Ellipsoid.wgs84.metresPerDegree(atLatitude: point.y)
            return (degree.east, degree.north)
        }
    }

    /// Metres between two points: straight on the grid, along the great circle on degrees.
    package func metres(from first: Point, to second: Point) -> Double {
        switch self {
        case .metres: first.distance(to: second)
        case .degrees: Position(first).metres(to: Position(second))
        }
    }
}

extension Position {
    /// Metres along the great circle, on a ball as large as the Earth: right to 0.5 % (haversine; Sinnott 1984).
    package func metres(to other: Position) -> Double {
        let radian = Double.pi / 180
        let rise = sin((other.latitude - latitude) * radian / 2)
        let run = sin((other.longitude - longitude) * radian / 2)
        let share = rise * rise + cos(latitude * radian) * cos(other.latitude * radian) * run * run
        return 2 * Self.meanRadius * asin(min(1, share.squareRoot()))
    }

    /// Mean radius of the Earth in metres (IUGG 1980).
    private static let meanRadius = 6_371_008.8
}

/// An upright rectangle, edges included.
package struct Box: Hashable, Sendable {
    package var minX, minY, maxX, maxY: Double

    package init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// A box that holds nothing and grows by `include`.
    package static let empty = Box(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

    package init(around points: some Sequence<Point>) {
        self = .empty
        for point in points { include(point) }
    }

    package var isEmpty: Bool { minX > maxX || minY > maxY }
    package var width: Double { max(0, maxX - minX) }
    package var height: Double { max(0, maxY - minY) }
    package var centre: Point { Point(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

    package func contains(_ point: Point) -> Bool {
        point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
    }

    package func meets(_ other: Box) -> Bool {
        minX <= other.maxX && maxX >= other.minX && minY <= other.maxY && maxY >= other.minY
    }

    package mutating func include(_ point: Point) {
        minX = min(minX, point.x)
        minY = min(minY, point.y)
        maxX = max(maxX, point.x)
        maxY = max(maxY, point.y)
    }

    package func union(_ other: Box) -> Box {
        Box(
            minX: min(minX, other.minX), minY: min(minY, other.minY), maxX: max(maxX, other.maxX),
            maxY: max(maxY, other.maxY))
    }

    /// The same box with so much more on each side.
    package func grown(x: Double, y: Double) -> Box {
        Box(minX: minX - x, minY: minY - y, maxX: maxX + x, maxY: maxY + y)
    }
}
