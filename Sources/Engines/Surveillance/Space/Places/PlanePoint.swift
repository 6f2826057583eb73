/// A place on a plane, in metres east and north of some origin (British National Grid, say).
public struct PlanePoint: Sendable, Hashable {
    /// Metres east.
    public let x: Double
    /// Metres north.
    public let y: Double

    /// The place this far east and north.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// The square of the distance to another place, in square metres.
    @inlinable
    public func squaredDistance(to other: PlanePoint) -> Double {
        let dx = x - other.x
        let dy = y - other.y
        return dx * dx + dy * dy
    }

    /// The distance to another place in metres.
    @inlinable
    public func distance(to other: PlanePoint) -> Double {
        squaredDistance(to: other).squareRoot()
    }
}

/// A rectangle whose sides run east and north, in metres.
public struct PlaneRectangle: Sendable, Hashable {
    /// The western side.
    public let minX: Double
    /// The southern side.
    public let minY: Double
    /// The eastern side.
    public let maxX: Double
    /// The northern side.
    public let maxY: Double

    /// The rectangle between these sides, in whichever order they come.
    public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = min(minX, maxX)
        self.minY = min(minY, maxY)
        self.maxX = max(minX, maxX)
        self.maxY = max(minY, maxY)
    }

    /// The smallest rectangle that holds every point, or nil without points.
    public init?(around points: [PlanePoint]) {
        guard let first = points.first else { return nil }
        var (west, south, east, north) = (first.x, first.y, first.x, first.y)
        for point in points {
            west = min(west, point.x)
            east = max(east, point.x)
            south = min(south, point.y)
            north = max(north, point.y)
        }
        self.init(minX: west, minY: south, maxX: east, maxY: north)
    }

    /// From west to east, in metres.
    public var width: Double { maxX - minX }
    /// From south to north, in metres.
    public var height: Double { maxY - minY }
    /// In square metres.
    public var area: Double { width * height }

    /// Whether a place lies inside or on the sides.
    public func contains(_ point: PlanePoint) -> Bool {
        point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
    }

    /// The square of the distance from a place to the nearest place of the rectangle.
    func squaredDistance(to point: PlanePoint) -> Double {
        let dx = max(0, max(minX - point.x, point.x - maxX))
        let dy = max(0, max(minY - point.y, point.y - maxY))
        return dx * dx + dy * dy
    }
}
