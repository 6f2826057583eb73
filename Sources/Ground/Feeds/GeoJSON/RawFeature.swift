import Geography

/// A feature as it is written, before it is known what its coordinates are.
struct RawFeature {
    let number: Int
    let properties: [String: String]
    let geometry: RawGeometry

    /// Why a feature is not used.
    struct Refusal: Error {
        let reason: String
    }

    /// The feature in degrees, or why it cannot be used.
    func feature(isGrid: Bool) -> Result<GeoFeature, Refusal> {
        if let problem = geometry.problem { return .failure(Refusal(reason: problem)) }
        guard geometry.first != nil else { return .failure(Refusal(reason: "Its geometry is empty.")) }
        switch geometry.type {
        case "Point": return point(isGrid)
        case "Polygon":
            guard geometry.polygons.count == 1 else {
                return .failure(Refusal(reason: "It is called a Polygon, but its lists are those of a MultiPolygon."))
            }
            return area(isGrid)
        case "MultiPolygon": return area(isGrid)
        case "": return .failure(Refusal(reason: "Its geometry has no type."))
        default:
            let reason = "It is a \(geometry.type.prefix(40)): only Point, Polygon and MultiPolygon can be read."
            return .failure(Refusal(reason: reason))
        }
    }

    private func point(_ isGrid: Bool) -> Result<GeoFeature, Refusal> {
        guard let first = geometry.first, geometry.polygons.count == 1, geometry.polygons[0].count == 1,
            geometry.polygons[0][0].count == 1
        else { return .failure(Refusal(reason: "It is called a Point, but has more than one.")) }
        let position = isGrid ? GridPoint(first).position : Position(first)
        guard Plausibility.isOnEarth(position) else { return .failure(Refusal(reason: Self.offEarth(isGrid))) }
        return .success(GeoFeature(number: number, properties: properties, geometry: .point(position)))
    }

    private func area(_ isGrid: Bool) -> Result<GeoFeature, Refusal> {
        var polygons: [Polygon] = []
        for (piece, rings) in geometry.polygons.enumerated() {
            var made: [Ring] = []
            for (place, points) in rings.enumerated() {
                let name = "ring \(place + 1) of piece \(piece + 1)"
                guard points.first == points.last else {
                    return .failure(
                        Refusal(reason: "Its outline is not closed: \(name) does not end where it begins."))
                }
                guard let ring = Ring(isGrid ? points.map { GridPoint($0).position.point } : points) else {
                    return .failure(Refusal(reason: "Its outline is no area: \(name) has fewer than three points."))
                }
                guard ring.points.allSatisfy({ Plausibility.isOnEarth(Position($0)) }) else {
                    return .failure(Refusal(reason: Self.offEarth(isGrid)))
                }
                made.append(ring)
            }
            guard let outer = made.first else { return .failure(Refusal(reason: "Its geometry is empty.")) }
            polygons.append(Polygon(outer: outer, holes: Array(made.dropFirst())))
        }
        guard !polygons.isEmpty else { return .failure(Refusal(reason: "Its geometry is empty.")) }
        return .success(GeoFeature(number: number, properties: properties, geometry: .area(MultiPolygon(polygons))))
    }

    private static func offEarth(_ isGrid: Bool) -> String {
        isGrid
            ? "Its coordinates are no metres of the National Grid."
            : "Its coordinates are no longitude and latitude. Save the file in WGS84 or British National Grid."
    }
}

extension Plausibility {
    /// Whether there is such a place at all.
    fileprivate static func isOnEarth(_ position: Position) -> Bool {
        (-90...90).contains(position.latitude) && (-180...180).contains(position.longitude)
    }
}
