import Foundation

/// How degrees become a flat picture.
package enum MapProjection: Sendable, Equatable {
    /// Web maps' own (EPSG:3857): angles right, so streets look right, sizes grow towards the pole.
    case webMercator
    /// Degrees made as long as they are at this latitude: right for a town or a county.
    case local(latitude: Double)
    /// Metres of the National Grid, drawn as they are.
    case grid

    /// A point on the projection's plane, y to the north.
    package func plane(_ point: Point) -> Point {
        switch self {
        case .grid: return point
        case .local(let latitude):
            let degree = Ellipsoid.wgs84.metresPerDegree(atLatitude: latitude)
            return Point(x: point.x * degree.east, y: point.y * degree.north)
        case .webMercator:
            // Beyond 85° the map would have no end.
            let latitude = max(-85, min(85, point.y)) * .pi / 180
            let radius = Ellipsoid.wgs84.equatorial
            return Point(x: radius * point.x * .pi / 180, y: radius * asinh(tan(latitude)))
        }
    }

    /// The way back.
    package func point(_ plane: Point) -> Point {
        switch self {
        case .grid: return plane
        case .local(let latitude):
            let degree = Ellipsoid.wgs84.metresPerDegree(atLatitude: latitude)
            return Point(x: plane.x / degree.east, y: plane.y / degree.north)
        case .webMercator:
            let radius = Ellipsoid.wgs84.equatorial
            return Point(x: plane.x / radius * 180 / .pi, y: atan(sinh(plane.y / radius)) * 180 / .pi)
        }
    }
}

/// Where on a picture each place is drawn: as large as fits, the right way up, in the middle.
package struct MapFrame: Sendable {
    package let projection: MapProjection
    /// Size of the picture, in its own units.
    package let width: Double
    package let height: Double
    /// Picture units for one unit of the projection's plane.
    package let scale: Double
    private let middle: Point

    /// A picture of this box, with so much left free at each side.
    package init(_ box: Box, projection: MapProjection, width: Double, height: Double, margin: Double) {
        self.projection = projection
        self.width = width
        self.height = height
        let low = projection.plane(Point(x: box.minX, y: box.minY))
        let high = projection.plane(Point(x: box.maxX, y: box.maxY))
        middle = Point(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2)
        let across = max(high.x - low.x, 0)
        let up = max(high.y - low.y, 0)
        let fits = [
            across > 0 ? max(0, width - 2 * margin) / across : .infinity,
            up > 0 ? max(0, height - 2 * margin) / up : .infinity,
        ]
        let least = fits.min() ?? 1
        scale = least.isFinite ? least : 1
    }

    /// A picture this wide and as high as the box needs.
    package init(_ box: Box, projection: MapProjection, width: Double, margin: Double) {
        let low = projection.plane(Point(x: box.minX, y: box.minY))
        let high = projection.plane(Point(x: box.maxX, y: box.maxY))
        let shape = high.x > low.x ? (high.y - low.y) / (high.x - low.x) : 1
        let height = max(0, width - 2 * margin) * shape + 2 * margin
        self.init(box, projection: projection, width: width, height: height.rounded(.up), margin: margin)
    }

    /// Where a place is drawn: x to the right, y downwards.
    package func drawn(_ point: Point) -> Point {
        let plane = projection.plane(point)
        return Point(x: width / 2 + (plane.x - middle.x) * scale, y: height / 2 - (plane.y - middle.y) * scale)
    }

    /// The place drawn at a point of the picture.
    package func place(_ drawn: Point) -> Point {
        projection.point(
            Point(x: middle.x + (drawn.x - width / 2) / scale, y: middle.y - (drawn.y - height / 2) / scale))
    }

    /// The outline of a shape as an SVG path, with so many decimals; every ring closed, holes by the even-odd rule.
    package func path(of shape: MultiPolygon, decimals: Int) -> String {
        let unit = pow(10, Double(max(0, min(6, decimals))))
        var path = ""
        for ring in shape.rings {
            var last: (Int, Int)?
            for point in ring.points {
                let place = drawn(point)
                guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e9, abs(place.y) < 1e9 else { continue }
                let next = (Int((place.x * unit).rounded()), Int((place.y * unit).rounded()))
                if let last, last == next { continue }
                path += last == nil ? "M" : "L"
                path += "\(Self.text(next.0, unit)) \(Self.text(next.1, unit))"
                last = next
            }
            if last != nil { path += "Z" }
        }
        return path
    }

    /// A whole number of units as a decimal, without needless noughts.
    private static func text(_ number: Int, _ unit: Double) -> String {
        let whole = Int(unit)
        guard number % whole != 0 else { return String(number / whole) }
        let rest = String(abs(number % whole) + whole).dropFirst()
        let end = rest.lastIndex { $0 != "0" } ?? rest.startIndex
        return "\(number < 0 ? "-" : "")\(abs(number) / whole).\(rest[...end])"
    }
}
