/// Why waiting could not be worked out.
public enum CapacityError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A number that must be above 0 and finite.
    case notPositive(what: String, value: Double)
    /// A number that must be 0 or more and finite.
    case negative(what: String, value: Double)
    /// No places.
    case noPlaces
    /// So many that the sums would take for ever.
    case tooMany(what: String, value: Int, most: Int)
    /// Nothing to learn from.
    case noData(what: String)
    /// A share outside 0 to 1.
    case badShare(Double)
    /// Not seven numbers for the days of the week, or none above 0.
    case badWeek(what: String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .notPositive(let what, let value): "\(what) is \(value): it must be above 0."
        case .negative(let what, let value): "\(what) is \(value): it must be a number of 0 or more."
        case .noPlaces: "There are no places. Give at least one worker with room for one young person."
        case .tooMany(let what, let value, let most): "\(what) is \(value): at most \(most) can be worked with."
        case .noData(let what): "\(what): there is nothing to learn from. Give at least one figure."
        case .badShare(let value): "The share is \(value): it must be above 0 and below 1."
        case .badWeek(let what): "\(what) needs seven numbers of 0 or more, Monday first, with one above 0."
        }
    }

    static func positive(_ value: Double, _ what: String) throws(CapacityError) -> Double {
        guard value > 0, value.isFinite else { throw .notPositive(what: what, value: value) }
        return value
    }

    static func atLeastZero(_ value: Double, _ what: String) throws(CapacityError) -> Double {
        guard value >= 0, value.isFinite else { throw .negative(what: what, value: value) }
        return value
    }
}
