/// Who goes where at the least total cost, with the prices that prove it.
///
/// The assignment problem of Kuhn 1955 (doi:10.1002/nav.3800020109) with capacities, solved by shortest augmenting
/// paths: Jonker and Volgenant 1987 (doi:10.1007/BF02278710), in the form without initialisation of Crouse 2016
/// (doi:10.1109/TAES.2016.140952) that scipy's `linear_sum_assignment` follows. A column with many places is one node
/// here and not many equal columns.
public struct Assignment: Sendable, Equatable {
    /// The column of each row; nil where the row is left out.
    public let columns: [Int?]
    /// The cost of the pairs made, those left out not counted.
    public let placedCost: Double
    /// The cost of leaving out those left out, by the stated costs; 0 under `asFewAsPossible`.
    public let leavingCost: Double
    /// What each row pays at the margin: the duals of the rows.
    public let rowPrices: [Double]
    /// What one more place in each column is worth, as a number of 0 or less: the duals of the columns.
    public let columnPrices: [Double]

    let table: CostTable
    let capacities: [Int]
    let leaving: [Double]?

    /// What all of it costs.
    public var totalCost: Double { placedCost + leavingCost }

    /// The rows without a place.
    public var leftOut: [Int] { columns.indices.filter { columns[$0] == nil } }

    /// The rows in a column, in order.
    public func rows(in column: Int) -> [Int] { columns.indices.filter { columns[$0] == column } }

    /// Assigns rows to columns that have one place each.
    ///
    /// - Complexity: O(rows × columns × (rows + columns)) at worst; far less on ordinary tables.
    public static func least(_ table: CostTable, leavingOut: LeavingOut) throws(AssignmentError) -> Assignment {
        try least(table, capacities: Array(repeating: 1, count: table.columns), leavingOut: leavingOut)
    }

    /// Assigns rows to columns with these numbers of places.
    ///
    /// Deterministic: of equal paths the one to the column that comes first is taken.
    public static func least(
        _ table: CostTable, capacities: [Int], leavingOut: LeavingOut
    ) throws(AssignmentError) -> Assignment {
        guard capacities.count == table.columns else {
            throw .capacities(found: capacities.count, columns: table.columns)
        }
        for (column, value) in capacities.enumerated() where value < 0 {
            throw .negativeCapacity(column: column, value: value)
        }
        let leaving = try leavingOut.prices(table)
        let solved = try AugmentingPaths(table, capacities: capacities, leaving: leaving).solved()
        let placed = solved.columns.enumerated().reduce(0.0) { sum, pair in
            sum + (pair.element.map { table[pair.offset, $0] } ?? 0)
        }
        var left: Double = 0
        if let leaving, leavingOut != .asFewAsPossible {
            left = solved.columns.indices.reduce(0) { $0 + (solved.columns[$1] == nil ? leaving[$1] : 0) }
        }
        return Assignment(
            columns: solved.columns, placedCost: placed, leavingCost: left, rowPrices: solved.rowPrices,
            columnPrices: solved.columnPrices, table: table, capacities: capacities, leaving: leaving)
    }
}
