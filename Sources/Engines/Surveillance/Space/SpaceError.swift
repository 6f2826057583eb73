/// Why a spatial method could not be run, in words that say what to do.
public enum SpaceError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Too few places or points for the method.
    case tooFew(method: String, given: Int, needed: Int)
    /// Two lists that must be as long as each other are not.
    case lengths(what: String, given: Int, expected: Int)
    /// A number that is not finite.
    case notFinite(what: String, position: Int)
    /// A number below zero where counts, weights or populations are wanted.
    case negative(what: String, position: Int)
    /// A neighbour that is not one of the areas.
    case noSuchArea(area: Int, neighbour: Int, areas: Int)
    /// An area listed among its own neighbours.
    case ownNeighbour(area: Int)
    /// A neighbour listed twice.
    case neighbourTwice(area: Int, neighbour: Int)
    /// More pairs of neighbours than were allowed for.
    case tooManyNeighbours(found: Int, limit: Int)
    /// A setting outside what makes sense.
    case setting(name: String, value: Double, rule: String)
    /// A ring of a polygon that encloses nothing.
    case flatRing(polygon: Int, ring: Int)
    /// No event lies in the window that was given.
    case nothingInside
    /// A grid with more cells than can be held.
    case gridTooLarge(cells: Int, limit: Int)
    /// Nobody lives in any of the areas.
    case noPopulation
    /// Events where nobody lives, so that no rate exists.
    case eventsWithoutPopulation(positions: [Int])

    /// One or two sentences: what is wrong, then what to do.
    public var description: String {
        switch self {
        case .tooFew(let method, let given, let needed):
            "\(method) needs at least \(needed) places and was given \(given). Use a larger area or longer period."
        case .lengths(let what, let given, let expected):
            "There are \(given) \(what) for \(expected) places. Give one for each place, in the same order."
        case .notFinite(let what, let position):
            "\(what) number \(position + 1) is not a number. Leave the row out or correct it."
        case .negative(let what, let position):
            "\(what) number \(position + 1) is below zero. Correct it."
        case .noSuchArea(let area, let neighbour, let areas):
            "Area \(area + 1) names neighbour \(neighbour + 1), but there are \(areas) areas. Check the list of neighbours."
        case .ownNeighbour(let area):
            "Area \(area + 1) is listed as its own neighbour. Take it out: methods that need it put it in."
        case .neighbourTwice(let area, let neighbour):
            "Area \(area + 1) names neighbour \(neighbour + 1) twice. Name each neighbour once."
        case .tooManyNeighbours(let found, let limit):
            "At least \(found) pairs of neighbours were found and the limit is \(limit). Use a shorter distance."
        case .setting(let name, let value, let rule):
            "\(name) is \(value): \(rule)."
        case .flatRing(let polygon, let ring):
            "Ring \(ring + 1) of polygon \(polygon + 1) encloses nothing. Check the boundary file."
        case .nothingInside:
            "No event lies inside the window. Check the coordinates and the boundary are in the same projection."
        case .gridTooLarge(let cells, let limit):
            "The grid would have \(cells) cells and the limit is \(limit). Use larger cells."
        case .noPopulation:
            "Nobody lives in any of these areas, so there are no rates. Check the population file."
        case .eventsWithoutPopulation(let positions):
            "Events are counted where nobody lives (\(Self.named(positions))). Check the population, or leave them out."
        }
    }

    private static func named(_ positions: [Int]) -> String {
        let first = positions.prefix(3).map { "area \($0 + 1)" }.joined(separator: ", ")
        return positions.count > 3 ? "\(first) and \(positions.count - 3) more" : first
    }
}
