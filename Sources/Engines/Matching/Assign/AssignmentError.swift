/// Why nobody could be assigned anywhere.
public enum AssignmentError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A table whose costs are not rows times columns many.
    case wrongSize(rows: Int, columns: Int, found: Int)
    /// A cost that is not a number, or below every number.
    case badCost(row: Int, column: Int)
    /// A cost so large that sums of costs would lose their digits.
    case tooLarge(row: Int, column: Int)
    /// Fewer or more capacities than columns.
    case capacities(found: Int, columns: Int)
    /// A capacity below 0.
    case negativeCapacity(column: Int, value: Int)
    /// Costs of leaving out that are not one for each row, or not numbers.
    case badLeavingCost(row: Int)
    /// Everybody must have a place, and not everybody can.
    case noPlaceFor(row: Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .wrongSize(let rows, let columns, let found):
            "A table of \(rows) rows and \(columns) columns needs \(rows * columns) costs, and \(found) were given."
        case .badCost(let row, let column):
            "The cost in row \(row + 1), column \(column + 1) is not a number. Use infinity where a pair is not allowed."
        case .tooLarge(let row, let column):
            "The cost in row \(row + 1), column \(column + 1) is beyond 1e12 either way. Use smaller units."
        case .capacities(let found, let columns):
            "\(found) capacities were given for \(columns) columns. Give one for each."
        case .negativeCapacity(let column, let value):
            "Column \(column + 1) has \(value) places. A capacity is 0 or more."
        case .badLeavingCost(let row):
            "The cost of leaving out row \(row + 1) is missing or not a number. Give one finite cost for each row."
        case .noPlaceFor(let row):
            "Row \(row + 1) cannot be given a place without taking one from a row that has no other. "
                + "Add places, allow more pairs, or allow rows to be left out."
        }
    }
}
