/// Where events could have been seen: outside nothing is known, which is not the same as nothing there.
public enum StudyWindow: Sendable, Hashable {
    /// A rectangle.
    case rectangle(PlaneRectangle)
    /// An area with its holes and parts.
    case polygon(PlanePolygon)

    /// The smallest rectangle around it.
    public var bounds: PlaneRectangle {
        switch self {
        case .rectangle(let rectangle): rectangle
        case .polygon(let polygon): polygon.bounds
        }
    }

    /// In square metres.
    public var area: Double {
        switch self {
        case .rectangle(let rectangle): rectangle.area
        case .polygon(let polygon): polygon.area
        }
    }

    /// Whether a place lies inside or on a side.
    public func contains(_ point: PlanePoint) -> Bool {
        switch self {
        case .rectangle(let rectangle): rectangle.contains(point)
        case .polygon(let polygon): polygon.contains(point) || polygon.hasOnSide(point)
        }
    }

    /// Whether the middle of a cell lies inside; of one on a side either may be said.
    func holds(_ point: PlanePoint) -> Bool {
        switch self {
        case .rectangle(let rectangle): rectangle.contains(point)
        case .polygon(let polygon): polygon.contains(point)
        }
    }

    /// Its sides, with the window on the left hand of who walks from the first point to the second.
    var sides: [(from: PlanePoint, to: PlanePoint)] {
        let rings: [[PlanePoint]]
        switch self {
        case .rectangle(let box):
            rings = [
                [
                    PlanePoint(x: box.minX, y: box.minY), PlanePoint(x: box.maxX, y: box.minY),
                    PlanePoint(x: box.maxX, y: box.maxY), PlanePoint(x: box.minX, y: box.maxY),
                ]
            ]
        case .polygon(let polygon): rings = polygon.rings
        }
        var sides: [(from: PlanePoint, to: PlanePoint)] = []
        for ring in rings { PlanePolygon.forEachSide(of: ring) { sides.append(($0, $1)) } }
        return sides
    }
}
