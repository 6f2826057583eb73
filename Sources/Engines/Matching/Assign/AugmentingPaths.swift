/// The shortest augmenting paths that build an assignment up row by row.
///
/// Each row in turn starts a search of Dijkstra's kind over the columns, by costs less prices. A column with a place
/// to spare ends it; a full one leads on through each row it holds. The prices then move so that every pair made stays
/// tight and no pair is worth more than its cost.
struct AugmentingPaths {
    private let table: CostTable
    private let leaving: [Double]?
    // Columns of the table, and after them one of no limit for those left out.
    private let width: Int
    private let capacities: [Int]
    // Where the rows of each column stand in `held`.
    private let starts: [Int]

    private var held: [Int32]
    private var filled: [Int]
    private var column: [Int32]
    private var rowPrices: [Double]
    private var prices: [Double]
    private var distance: [Double]
    private var through: [Int32]
    private var isDone: [Bool]
    private var scanned: [Int]

    init(_ table: CostTable, capacities: [Int], leaving: [Double]?) {
        self.table = table
        self.leaving = leaving
        width = table.columns + (leaving == nil ? 0 : 1)
        self.capacities = capacities.map { min($0, table.rows) } + (leaving == nil ? [] : [table.rows])
        var starts: [Int] = []
        var seats = 0
        for capacity in self.capacities {
            starts.append(seats)
            seats += capacity
        }
        self.starts = starts
        held = Array(repeating: -1, count: seats)
        filled = Array(repeating: 0, count: width)
        column = Array(repeating: -1, count: table.rows)
        rowPrices = Array(repeating: 0, count: table.rows)
        prices = Array(repeating: 0, count: width)
        distance = Array(repeating: .infinity, count: width)
        through = Array(repeating: -1, count: width)
        isDone = Array(repeating: false, count: width)
        scanned = []
    }

    /// The finished assignment: a column a row, and the prices of the table's rows and columns.
    func solved() throws(AssignmentError) -> (columns: [Int?], rowPrices: [Double], columnPrices: [Double]) {
        var work = self
        for row in 0..<table.rows {
            guard let end = work.search(from: row) else { throw .noPlaceFor(row: row) }
            work.reprice(row, reached: work.distance[end])
            work.augment(row, to: end)
        }
        let columns = work.column.map { Int($0) < table.columns ? Int($0) : nil }
        return (columns, work.rowPrices, Array(work.prices.prefix(table.columns)))
    }

    /// Finds the nearest column with a place to spare; nil when none can be reached.
    private mutating func search(from row: Int) -> Int? {
        for place in 0..<width {
            distance[place] = .infinity
            through[place] = -1
            isDone[place] = false
        }
        scanned.removeAll(keepingCapacity: true)
        relax(row, from: 0, priced: 0)
        while let next = nearest() {
            isDone[next] = true
            if filled[next] < capacities[next] { return next }
            scanned.append(next)
            for seat in starts[next]..<(starts[next] + filled[next]) {
                let other = Int(held[seat])
                relax(other, from: distance[next], priced: rowPrices[other])
            }
        }
        return nil
    }

    /// Shortens the way to every column that is nearer by way of a row.
    ///
    /// Never to one that is done: rounding alone could seem to shorten it, and lead the path round in a ring.
    private mutating func relax(_ row: Int, from start: Double, priced price: Double) {
        let offset = start - price
        let first = row * table.columns
        let count = table.columns
        let name = Int32(row)
        table.costs.withUnsafeBufferPointer { costs in
            distance.withUnsafeMutableBufferPointer { distance in
                through.withUnsafeMutableBufferPointer { through in
                    prices.withUnsafeBufferPointer { prices in
                        for place in 0..<count where !isDone[place] {
                            let way = offset + costs[first + place] - prices[place]
                            if way < distance[place] {
                                distance[place] = way
                                through[place] = name
                            }
                        }
                    }
                }
            }
        }
        guard let leaving else { return }
        let way = offset + leaving[row] - prices[count]
        if !isDone[count], way < distance[count] {
            distance[count] = way
            through[count] = name
        }
    }

    /// The column not yet done that is nearest; of equals one with a place to spare, then the first.
    private func nearest() -> Int? {
        var best: Int?
        var least = Double.infinity
        for place in 0..<width where !isDone[place] && distance[place] <= least && distance[place] < .infinity {
            let isNearer = distance[place] < least
            let endsSooner = best.map { filled[$0] >= capacities[$0] } ?? true && filled[place] < capacities[place]
            if isNearer || endsSooner {
                best = place
                least = distance[place]
            }
        }
        return best
    }

    private mutating func reprice(_ row: Int, reached: Double) {
        rowPrices[row] = reached
        for place in scanned {
            let gain = reached - distance[place]
            prices[place] -= gain
            for seat in starts[place]..<(starts[place] + filled[place]) { rowPrices[Int(held[seat])] += gain }
        }
    }

    /// Gives the start row its place by moving each row along the path one column on.
    private mutating func augment(_ row: Int, to end: Int) {
        var place = end
        while true {
            let mover = Int(through[place])
            let before = Int(column[mover])
            column[mover] = Int32(place)
            guard mover != row else { return take(mover, at: place) }
            take(mover, at: place)
            leave(mover, from: before)
            place = before
        }
    }

    private mutating func take(_ row: Int, at place: Int) {
        held[starts[place] + filled[place]] = Int32(row)
        filled[place] += 1
    }

    private mutating func leave(_ row: Int, from place: Int) {
        let last = starts[place] + filled[place] - 1
        for seat in starts[place]...last where held[seat] == Int32(row) {
            held[seat] = held[last]
            break
        }
        filled[place] -= 1
    }
}
