import Foundation

/// The projection of the National Grid: conformal, true along its central meridian but for a factor of scale.
///
/// Krüger's series to the sixth order: Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of
/// Geodesy 85, 2011, doi:10.1007/s00190-011-0445-3, equations 7 to 36. In Britain it agrees with Redfearn's series,
/// which the Ordnance Survey prints, to less than a tenth of a millimetre.
struct TransverseMercator: Sendable {
    private let eccentricity: Double
    /// Radius of the circle as long as a meridian, times the factor of scale.
    private let radius: Double
    private let forwards: [Double]
    private let backwards: [Double]
    private let meridian: Double
    private var origin: (easting: Double, northing: Double)

    /// Angles in degrees; `origin` is the easting and northing given to the true origin.
    init(
        _ ellipsoid: Ellipsoid, scale: Double, latitude: Double, longitude: Double,
        origin: (easting: Double, northing: Double)
    ) {
        let n = ellipsoid.thirdFlattening
        eccentricity = ellipsoid.eccentricitySquared.squareRoot()
        let even = 1 + n * n / 4 + pow(n, 4) / 64 + pow(n, 6) / 256
        radius = scale * ellipsoid.equatorial / (1 + n) * even
        forwards = Self.series(Self.alpha, n)
        backwards = Self.series(Self.beta, n)
        meridian = longitude * .pi / 180
        self.origin = (origin.easting, 0)
        let start = plane(latitude: latitude * .pi / 180, longitude: meridian)
        self.origin = (origin.easting, origin.northing - start.northing)
    }

    /// Easting and northing in metres of a latitude and longitude in radians.
    func plane(latitude: Double, longitude: Double) -> (easting: Double, northing: Double) {
        let tangent = conformal(tan(latitude))
        let away = longitude - meridian
        let xi = atan2(tangent, cos(away))
        let eta = asinh(sin(away) / (tangent * tangent + cos(away) * cos(away)).squareRoot())
        var (north, east) = (xi, eta)
        for (place, coefficient) in forwards.enumerated() {
            let times = Double(2 * (place + 1))
            north += coefficient * sin(times * xi) * cosh(times * eta)
            east += coefficient * cos(times * xi) * sinh(times * eta)
        }
        return (origin.easting + radius * east, origin.northing + radius * north)
    }

    /// Latitude and longitude in radians of an easting and northing in metres.
    func geodetic(easting: Double, northing: Double) -> (latitude: Double, longitude: Double) {
        let xi = (northing - origin.northing) / radius
        let eta = (easting - origin.easting) / radius
        var (north, east) = (xi, eta)
        for (place, coefficient) in backwards.enumerated() {
            let times = Double(2 * (place + 1))
            north -= coefficient * sin(times * xi) * cosh(times * eta)
            east -= coefficient * cos(times * xi) * sinh(times * eta)
        }
        let across = sinh(east)
        let tangent = sin(north) / (across * across + cos(north) * cos(north)).squareRoot()
        return (atan(geographic(tangent)), meridian + atan2(across, cos(north)))
    }

    /// Tangent of the conformal latitude from that of the geographic one (Karney, equation 7).
    private func conformal(_ tangent: Double) -> Double {
        let secant = (1 + tangent * tangent).squareRoot()
        let sigma = sinh(eccentricity * atanh(eccentricity * tangent / secant))
        return tangent * (1 + sigma * sigma).squareRoot() - sigma * secant
    }

    /// The other way round, by Newton's method (Karney, equations 19 to 21): two or three steps.
    private func geographic(_ wanted: Double) -> Double {
        let rest = 1 - eccentricity * eccentricity
        var tangent = wanted / rest
        for _ in 0..<6 {
            let found = conformal(tangent)
            let step =
                (wanted - found) / (1 + found * found).squareRoot() * (1 + rest * tangent * tangent)
                / (rest * (1 + tangent * tangent).squareRoot())
            tangent += step
            if abs(step) < 1e-15 * max(1, abs(tangent)) { break }
        }
        return tangent
    }

    /// Karney, equation 35: for each term of the series, its coefficients of n, n², … n⁶.
    private static let alpha: [[Double]] = [
        [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37_800],
        [0, 13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1_983_433 / 1_935_360],
        [0, 0, 61 / 240, -103 / 140, 15_061 / 26_880, 167_603 / 181_440],
        [0, 0, 0, 49_561 / 161_280, -179 / 168, 6_601_661 / 7_257_600],
        [0, 0, 0, 0, 34_729 / 80_640, -3_418_889 / 1_995_840],
        [0, 0, 0, 0, 0, 212_378_941 / 319_334_400],
    ]

    /// Karney, equation 36.
    private static let beta: [[Double]] = [
        [1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96_199 / 604_800],
        [0, 1 / 48, 1 / 15, -437 / 1440, 46 / 105, -1_118_711 / 3_870_720],
        [0, 0, 17 / 480, -37 / 840, -209 / 4480, 5569 / 90_720],
        [0, 0, 0, 4397 / 161_280, -11 / 504, -830_251 / 7_257_600],
        [0, 0, 0, 0, 4583 / 161_280, -108_847 / 3_991_680],
        [0, 0, 0, 0, 0, 20_648_693 / 638_668_800],
    ]

    private static func series(_ rows: [[Double]], _ n: Double) -> [Double] {
        rows.map { row in row.reversed().reduce(0) { ($0 + $1) * n } }
    }
}
