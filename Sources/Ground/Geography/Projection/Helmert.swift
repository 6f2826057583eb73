import Foundation

/// Moves places from one figure of the Earth to another: three shifts, three turns and a scale.
///
/// For Great Britain the seven numbers leave up to about 5 metres of error. The exact way is the Ordnance Survey's
/// grid of corrections OSTN15, a file of 15 megabytes that is not part of this program.
struct Helmert: Sendable {
    /// Metres.
    let shift: Cartesian
    /// Radians, position vector convention.
    let turn: Cartesian
    /// 1 and the change of scale.
    let scale: Double

    private init(shift: (Double, Double, Double), seconds: (Double, Double, Double), partsPerMillion: Double) {
        self.shift = Cartesian(x: shift.0, y: shift.1, z: shift.2)
        let second = Double.pi / 180 / 3600
        turn = Cartesian(x: seconds.0 * second, y: seconds.1 * second, z: seconds.2 * second)
        scale = 1 + partsPerMillion * 1e-6
    }

    /// From the datum of the National Grid to WGS84: what `+towgs84` of EPSG:27700 says (EPSG:1314, about 5 metres).
    static let osgb36 = Helmert(
        shift: (446.448, -125.157, 542.06), seconds: (0.15, 0.247, 0.842), partsPerMillion: -20.489)

    /// From OSGB36 to WGS84.
    func forward(_ point: Cartesian) -> Cartesian {
        Cartesian(
            x: shift.x + scale * (point.x - turn.z * point.y + turn.y * point.z),
            y: shift.y + scale * (turn.z * point.x + point.y - turn.x * point.z),
            z: shift.z + scale * (-turn.y * point.x + turn.x * point.y + point.z))
    }

    /// From WGS84 to OSGB36, by the turns the other way round, as PROJ does.
    func inverse(_ point: Cartesian) -> Cartesian {
        let x = (point.x - shift.x) / scale
        let y = (point.y - shift.y) / scale
        let z = (point.z - shift.z) / scale
        return Cartesian(
            x: x + turn.z * y - turn.y * z, y: -turn.z * x + y + turn.x * z, z: turn.y * x - turn.x * y + z)
    }
}
