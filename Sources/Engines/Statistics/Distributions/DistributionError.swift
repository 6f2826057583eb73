/// Why a distribution could not be made or asked.
public enum DistributionError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A parameter outside what the distribution allows.
    case badParameter(name: String, value: Double, needed: String)
    /// A quantile of a share that is not between 0 and 1, or that no finite number has.
    case noQuantile(share: Double)

    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .badParameter(let name, let value, let needed):
            "The \(name) of the distribution is \(value): it must be \(needed)."
        case .noQuantile(let share):
            "No finite value has the share \(share) below or above it: ask for a share between 0 and 1."
        }
    }
}

/// Checks of parameters that many distributions share.
enum Parameter {
    static func positive(_ value: Double, _ name: String) throws(DistributionError) -> Double {
        guard value > 0, value.isFinite else {
            throw .badParameter(name: name, value: value, needed: "above 0 and finite")
        }
        return value
    }

    static func notNegative(_ value: Double, _ name: String) throws(DistributionError) -> Double {
        guard value >= 0, value.isFinite else {
            throw .badParameter(name: name, value: value, needed: "0 or more and finite")
        }
        return value
    }

    static func share(_ value: Double, _ name: String) throws(DistributionError) -> Double {
        guard value >= 0, value <= 1 else {
            throw .badParameter(name: name, value: value, needed: "from 0 to 1")
        }
        return value
    }

    static func finite(_ value: Double, _ name: String) throws(DistributionError) -> Double {
        guard value.isFinite else { throw .badParameter(name: name, value: value, needed: "finite") }
        return value
    }
}
