/// What each row would cost in each column: rows are young people, columns are services or mentors.
public struct CostTable: Sendable, Equatable {
    /// How many there are to be placed.
    public let rows: Int
    /// How many places they could go to.
    public let columns: Int
    /// The costs row by row; infinity where the pair is not allowed.
    public let costs: [Double]

    /// The largest cost either way: sums over 1,000 rows keep four decimals.
    public static let largest = 1e12

    /// Makes a table of costs given row by row.
    public init(rows: Int, columns: Int, costs: [Double]) throws(AssignmentError) {
        let isCounted = rows >= 0 && columns >= 0
        guard isCounted, costs.count == rows * columns else {
            throw .wrongSize(rows: rows, columns: columns, found: costs.count)
        }
        for (place, cost) in costs.enumerated() where !(abs(cost) <= Self.largest) && cost != .infinity {
            let (row, column) = (place / columns, place % columns)
            throw cost.isFinite ? .tooLarge(row: row, column: column) : .badCost(row: row, column: column)
        }
        self.rows = rows
        self.columns = columns
        self.costs = costs
    }

    /// The cost of a pair; infinity where it is not allowed.
    public subscript(row: Int, column: Int) -> Double { costs[row * columns + column] }

    /// True where the pair may be made.
    public func allows(_ row: Int, _ column: Int) -> Bool { self[row, column] < .infinity }

    /// The columns a row may go to, cheapest first; the first of equals first.
    public func choices(of row: Int) -> [Int] {
        (0..<columns).filter { allows(row, $0) }
            .sorted { (self[row, $0], $0) < (self[row, $1], $1) }
    }

    /// The lowest and the highest cost of an allowed pair; nil when no pair is allowed.
    var range: (low: Double, high: Double)? {
        let allowed = costs.lazy.filter { $0 < .infinity }
        guard let low = allowed.min(), let high = allowed.max() else { return nil }
        return (low, high)
    }
}

/// What it means to leave a row without a place.
public enum LeavingOut: Sendable, Equatable {
    /// Not allowed: with too few places there is no answer.
    case never
    /// As few as can be, whatever it costs the others; among those answers the cheapest.
    case asFewAsPossible
    /// Allowed at this cost for anybody.
    case cost(Double)
    /// Allowed at a cost of its own for each row.
    case costs([Double])

    /// One price a row, or nil where leaving out is not allowed.
    ///
    /// "As few as possible" is a price no chain of changes can be worth: more than every row's whole range together.
    func prices(_ table: CostTable) throws(AssignmentError) -> [Double]? {
        switch self {
        case .never: return nil
        case .asFewAsPossible:
            let range = table.range ?? (low: 0, high: 0)
            let price = range.low + (range.high - range.low + 1) * Double(table.rows + 1)
            return Array(repeating: price, count: table.rows)
        case .cost(let cost): return try Self.checked(Array(repeating: cost, count: table.rows), table.rows)
        case .costs(let costs): return try Self.checked(costs, table.rows)
        }
    }

    private static func checked(_ costs: [Double], _ rows: Int) throws(AssignmentError) -> [Double] {
        guard costs.count == rows else { throw .badLeavingCost(row: min(costs.count, rows)) }
        for (row, cost) in costs.enumerated() where !(abs(cost) <= CostTable.largest) {
            throw .badLeavingCost(row: row)
        }
        return costs
    }
}
