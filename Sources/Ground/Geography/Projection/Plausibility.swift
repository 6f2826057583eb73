/// Whether a latitude and longitude can be a place in the United Kingdom, and what is probably wrong when not.
package enum Plausibility: Sendable, Equatable {
    case plausible(Position)
    /// Latitude and longitude change places: what they are the right way round.
    case swapped(Position)
    /// 0, 0: what a map program writes when it knows nothing.
    case nullIsland
    /// A true place, but not here.
    case elsewhere(Position)
    /// No place on the Earth.
    case impossible

    /// The United Kingdom with the waters around it, in degrees: from Rockall's side of St Kilda to Lowestoft, from the
    /// Isles of Scilly to Shetland.
    package static let unitedKingdom = Box(minX: -8.7, minY: 49.8, maxX: 1.9, maxY: 60.95)

    package init(latitude: Double, longitude: Double) {
        let given = Position(latitude: latitude, longitude: longitude)
        let turned = Position(latitude: longitude, longitude: latitude)
        if abs(latitude) < 0.01, abs(longitude) < 0.01 {
            self = .nullIsland
        } else if Self.unitedKingdom.contains(given.point) {
            self = .plausible(given)
        } else if Self.unitedKingdom.contains(turned.point) {
            self = .swapped(turned)
        } else if (-90...90).contains(latitude), (-180...180).contains(longitude) {
            self = .elsewhere(given)
        } else {
            self = .impossible
        }
    }

    /// The same question of a place on the National Grid; its axes cannot be told apart, so nothing is turned round.
    package init(_ point: GridPoint) {
        if abs(point.easting) < 1, abs(point.northing) < 1 {
            self = .nullIsland
        } else if NationalGrid.extent.contains(point.point), Self.unitedKingdom.contains(point.position.point) {
            self = .plausible(point.position)
        } else {
            self = .impossible
        }
    }

    /// The place, when there is one that can be used.
    package var position: Position? {
        switch self {
        case .plausible(let position), .swapped(let position): position
        case .nullIsland, .elsewhere, .impossible: nil
        }
    }
}
