import Foundation

/// A figure of the Earth: an ellipse turned about its shorter axis.
package struct Ellipsoid: Sendable, Equatable {
    /// Equatorial radius in metres.
    package let equatorial: Double
    /// Polar radius in metres.
    package let polar: Double

    /// What latitudes and longitudes of GPS and GeoJSON are measured on (NIMA TR8350.2, 2000).
    package static let wgs84 = Ellipsoid(equatorial: 6_378_137, flattening: 1 / 298.257_223_563)

    /// What the National Grid is measured on ("A guide to coordinate systems in Great Britain", Ordnance Survey, A.1).
    package static let airy1830 = Ellipsoid(equatorial: 6_377_563.396, polar: 6_356_256.909)

    package init(equatorial: Double, polar: Double) {
        self.equatorial = equatorial
        self.polar = polar
    }

    package init(equatorial: Double, flattening: Double) {
        self.init(equatorial: equatorial, polar: equatorial * (1 - flattening))
    }

    /// Square of the first eccentricity.
    package var eccentricitySquared: Double { 1 - (polar * polar) / (equatorial * equatorial) }

    /// Third flattening, what the series of the projection are in.
    package var thirdFlattening: Double { (equatorial - polar) / (equatorial + polar) }

    /// Metres along the meridian and along the parallel that one degree is worth at a latitude in degrees.
    package func metresPerDegree(atLatitude latitude: Double) -> (north: Double, east: Double) {
        let sine = sin(latitude * .pi / 180)
        let bulge = 1 - eccentricitySquared * sine * sine
        let north = equatorial * (1 - eccentricitySquared) / (bulge * bulge.squareRoot())
        let east = equatorial / bulge.squareRoot() * cos(latitude * .pi / 180)
        return (north * .pi / 180, east * .pi / 180)
    }
}

/// Metres from the Earth's centre: x towards longitude 0, z towards the North Pole.
struct Cartesian: Equatable {
    var x, y, z: Double
}

extension Ellipsoid {
    /// A place on the ellipsoid itself, at height 0, as metres from the Earth's centre; angles in radians.
    func cartesian(latitude: Double, longitude: Double) -> Cartesian {
        let sine = sin(latitude)
        let normal = equatorial / (1 - eccentricitySquared * sine * sine).squareRoot()
        return Cartesian(
            x: normal * cos(latitude) * cos(longitude), y: normal * cos(latitude) * sin(longitude),
            z: normal * (1 - eccentricitySquared) * sine)
    }

    /// Latitude and longitude in radians; the height is dropped.
    ///
    /// Bowring, "Transformation from spatial to geographical coordinates", Survey Review 23, 1976; one step is exact
    /// to less than a micrometre near the ground.
    func geodetic(_ point: Cartesian) -> (latitude: Double, longitude: Double) {
        let across = (point.x * point.x + point.y * point.y).squareRoot()
        let second = (equatorial * equatorial) / (polar * polar) - 1
        let parametric = atan2(point.z * equatorial, across * polar)
        let (sine, cosine) = (sin(parametric), cos(parametric))
        let latitude = atan2(
            point.z + second * polar * sine * sine * sine,
            across - eccentricitySquared * equatorial * cosine * cosine * cosine)
        return (latitude, atan2(point.y, point.x))
    }
}
