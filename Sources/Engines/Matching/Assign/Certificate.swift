/// What shows that no other assignment is cheaper, without trusting the search that found it.
///
/// Linear programming's duality: if no pair costs less than its row's and column's prices together, prices of columns
/// are 0 or less and 0 where places are spare, and every pair made costs just its prices, then the prices add up to
/// the total cost, and every assignment costs at least that.
public struct Certificate: Sendable, Equatable {
    /// How far any pair, or leaving out, is below its prices: 0 when the prices are sound.
    public let worstPair: Double
    /// How far any pair made is from its prices.
    public let worstMade: Double
    /// The largest price above 0, or price of a column with places to spare.
    public let worstSpare: Double
    /// How many columns hold more than their places, or pairs were made that are not allowed.
    public let broken: Int
    /// What the prices add up to: no assignment costs less.
    public let bound: Double

    /// True when every condition holds to within a tolerance in the units of cost.
    public func holds(within tolerance: Double) -> Bool {
        broken == 0 && max(worstPair, worstMade, worstSpare) <= tolerance
    }
}

extension Assignment {
    /// The proof that this assignment is cheapest, worked out anew from the table and the prices alone.
    public var certificate: Certificate {
        var worstPair: Double = 0
        var worstMade: Double = 0
        var worstSpare: Double = 0
        var broken = 0
        var filled = Array(repeating: 0, count: table.columns)
        for row in 0..<table.rows {
            for column in 0..<table.columns where table.allows(row, column) {
                worstPair = max(worstPair, rowPrices[row] + columnPrices[column] - table[row, column])
            }
            if let leaving { worstPair = max(worstPair, rowPrices[row] - leaving[row]) }
            switch columns[row] {
            case .some(let column):
                filled[column] += 1
                guard table.allows(row, column) else {
                    broken += 1
                    continue
                }
                worstMade = max(worstMade, abs(table[row, column] - rowPrices[row] - columnPrices[column]))
            case nil:
                guard let leaving else {
                    broken += 1
                    continue
                }
                worstMade = max(worstMade, abs(leaving[row] - rowPrices[row]))
            }
        }
        var bound = rowPrices.reduce(0, +)
        for column in 0..<table.columns {
            broken += filled[column] > capacities[column] ? 1 : 0
            let price = columnPrices[column]
            worstSpare = max(worstSpare, filled[column] < capacities[column] ? abs(price) : price)
            bound += price * Double(min(capacities[column], table.rows))
        }
        return Certificate(
            worstPair: worstPair, worstMade: worstMade, worstSpare: worstSpare, broken: broken, bound: bound)
    }
}
