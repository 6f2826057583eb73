/// Why a row did, or did not, get the column that would have cost it least.
public enum FirstChoice: Sendable, Equatable {
    /// It did.
    case given(column: Int)
    /// No column is allowed for it.
    case nothingAllowed
    /// It could have, at the same total cost: the choice between equals is by order alone.
    case equal(column: Int, moves: [Move])
    /// The column is full, and giving it to this row would cost the others more than it gains.
    case full(column: Int, holders: [Int], extra: Double, moves: [Move])
    /// The column has no place at all.
    case noPlaces(column: Int)
    /// It would leave a row that must have a place without one.
    case onlyPlaceOfAnother(column: Int, holders: [Int])

    /// What another row would have to do.
    public struct Move: Sendable, Equatable {
        /// The row.
        public let row: Int
        /// Where it is.
        public let from: Int
        /// Where it would go; nil for left out.
        public let to: Int?

        /// Makes a move.
        public init(row: Int, from: Int, to: Int?) {
            self.row = row
            self.from = from
            self.to = to
        }
    }
}

extension Assignment {
    /// Why a row did or did not get its cheapest column, with what it would have cost altogether to give it.
    ///
    /// The extra cost is exact: one more search, from the column wished for to the nearest place that would be spare.
    public func firstChoice(of row: Int) -> FirstChoice {
        guard let wished = table.choices(of: row).first else { return .nothingAllowed }
        if let column = columns[row], table[row, column] == table[row, wished] { return .given(column: column) }
        guard capacities[wished] > 0 else { return .noPlaces(column: wished) }
        let holders = rows(in: wished)
        guard let way = forced(row, into: wished) else {
            return .onlyPlaceOfAnother(column: wished, holders: holders)
        }
        let scale = max(abs(table[row, wished]), abs(placedCost), 1)
        if way.extra <= scale * 1e-12 { return .equal(column: wished, moves: way.moves) }
        return .full(column: wished, holders: holders, extra: way.extra, moves: way.moves)
    }

    /// What it would cost to put a row into a column, and who would move; nil when it cannot be done.
    private func forced(_ row: Int, into wished: Int) -> (extra: Double, moves: [FirstChoice.Move])? {
        var filled = Array(repeating: 0, count: table.columns)
        for column in columns.compactMap({ $0 }) { filled[column] += 1 }
        let own = columns[row].map { table[row, $0] } ?? leaving.map { $0[row] } ?? 0
        if let column = columns[row] { filled[column] -= 1 }
        let gain = table[row, wished] - own
        guard filled[wished] >= capacities[wished] else { return (gain, []) }
        guard let walk = nearestSpare(from: wished, without: row, filled: filled) else { return nil }
        return (gain + walk.cost, walk.moves)
    }

    /// The cheapest chain of moves that frees a place in a column: Bellman's rule, for real costs may be below 0.
    private func nearestSpare(
        from wished: Int, without row: Int, filled: [Int]
    ) -> (cost: Double, moves: [FirstChoice.Move])? {
        let out = table.columns
        var cost = Array(repeating: Double.infinity, count: out + 1)
        var mover = Array(repeating: -1, count: out + 1)
        cost[wished] = 0
        let others = columns.indices.filter { $0 != row && columns[$0] != nil }
        var changed: Set<Int> = [wished]
        for _ in 0...out where !changed.isEmpty {
            var next: Set<Int> = []
            for other in others {
                guard let from = columns[other], changed.contains(from) else { continue }
                let start = cost[from] - table[other, from]
                let scale = max(abs(table[other, from]), 1) * 1e-13
                for to in 0...out where to != from && to != wished {
                    let step = to < out ? table[other, to] : leaving.map { $0[other] } ?? .infinity
                    guard start + step < cost[to] - scale else { continue }
                    cost[to] = start + step
                    mover[to] = other
                    if to < out { next.insert(to) }
                }
            }
            changed = next
        }
        let ends = (0...out).filter { $0 == out || ($0 != wished && filled[$0] < capacities[$0]) }
        guard let end = ends.min(by: { (cost[$0], $0) < (cost[$1], $1) }), cost[end] < .infinity else { return nil }
        return (cost[end], chain(to: end, from: wished, mover))
    }

    private func chain(to end: Int, from wished: Int, _ mover: [Int]) -> [FirstChoice.Move] {
        var moves: [FirstChoice.Move] = []
        var place = end
        // A chain visits no column twice.
        for _ in 0...table.columns where place != wished {
            let row = mover[place]
            guard row >= 0, let from = columns[row] else { break }
            moves.append(FirstChoice.Move(row: row, from: from, to: place < table.columns ? place : nil))
            place = from
        }
        return moves.reversed()
    }
}
