import Foundation

/// A place on the Earth in degrees of WGS84, as GPS, GeoJSON and police.uk give it.
package struct Position: Hashable, Sendable, Codable {
    package var latitude: Double
    package var longitude: Double

    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// The same place on the plane of degrees: x is the longitude, y the latitude.
    package var point: Point { Point(x: longitude, y: latitude) }

    package init(_ point: Point) {
        self.init(latitude: point.y, longitude: point.x)
    }

    /// Where it lies on the National Grid, to about 5 metres; nil away from Great Britain.
    package var grid: GridPoint? { NationalGrid.grid(self) }
}

/// A place on the National Grid (EPSG:27700) in metres east and north of its false origin.
package struct GridPoint: Hashable, Sendable, Codable {
    package var easting: Double
    package var northing: Double

    package init(easting: Double, northing: Double) {
        self.easting = easting
        self.northing = northing
    }

    /// The same place on the plane of metres.
    package var point: Point { Point(x: easting, y: northing) }

    package init(_ point: Point) {
        self.init(easting: point.x, northing: point.y)
    }

    /// Where it lies in WGS84, to about 5 metres.
    package var position: Position { NationalGrid.position(self) }
}

/// The way between WGS84 and the National Grid of Great Britain, without the grid of corrections OSTN15.
///
/// The transformation of datum (see `Helmert`) leaves up to about 5 metres; the projection itself less than a
/// millimetre. Both ways agree with PROJ's `+proj=tmerc … +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489`.
package enum NationalGrid {
    /// "A guide to coordinate systems in Great Britain", Ordnance Survey, A.2.
    static let projection = TransverseMercator(
        .airy1830, scale: 0.999_601_271_7, latitude: 49, longitude: -2, origin: (400_000, -100_000))

    /// How far off a place may be after the change of datum, in metres: a rounder of maps need not care.
    package static let accuracy = 5.0

    /// Where the grid's letters reach, in metres.
    package static let extent = Box(minX: 0, minY: 0, maxX: 700_000, maxY: 1_300_000)

    /// The place on the grid; nil when the grid does not reach there.
    package static func grid(_ position: Position) -> GridPoint? {
        let point = unbounded(position)
        return point.easting.isFinite && point.northing.isFinite && extent.contains(point.point) ? point : nil
    }

    /// The place on the grid's plane, however far from Britain.
    package static func unbounded(_ position: Position) -> GridPoint {
        let here = Ellipsoid.wgs84.cartesian(
            latitude: position.latitude * .pi / 180, longitude: position.longitude * .pi / 180)
        let there = Ellipsoid.airy1830.geodetic(Helmert.osgb36.inverse(here))
        let plane = projection.plane(latitude: there.latitude, longitude: there.longitude)
        return GridPoint(easting: plane.easting, northing: plane.northing)
    }

    package static func position(_ point: GridPoint) -> Position {
        let there = projection.geodetic(easting: point.easting, northing: point.northing)
        let moved = Helmert.osgb36.forward(
            Ellipsoid.airy1830.cartesian(latitude: there.latitude, longitude: there.longitude))
        let here = Ellipsoid.wgs84.geodetic(moved)
        return Position(latitude: here.latitude * 180 / .pi, longitude: here.longitude * 180 / .pi)
    }
}
