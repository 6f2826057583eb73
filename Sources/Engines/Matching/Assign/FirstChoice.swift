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
        /// Where it is; nil for left out.
        public let from: Int?
        /// Where it would go; nil for left out.
        public let to: Int?

        /// Makes a move.
        public init(row: Int, from: Int?, to: Int?) {
            self.row = row
            self.from = from
            self.to = to
        }
    }
}

extension Assignment {
    /// Why a row did or did not get its cheapest column, with what it would have cost altogether to give it.
    ///
    /// The extra cost is exact: what the row gives up is filled as well as can be, and then a place is freed where it
    /// wishes to go. Both are one shortest path each, for the assignment is the cheapest there is.
    public func firstChoice(of row: Int) -> FirstChoice {
        guard let wished = table.choices(of: row).first else { return .nothingAllowed }
        if let column = columns[row], table[row, column] == table[row, wished] { return .given(column: column) }
        guard capacities[wished] > 0 else { return .noPlaces(column: wished) }
        let holders = rows(in: wished)
        var others = Rearrangement(self, without: row)
        others.refill(columns[row])
        guard others.free(wished) else { return .onlyPlaceOfAnother(column: wished, holders: holders) }
        let own = columns[row].map { table[row, $0] } ?? leaving.map { $0[row] } ?? 0
        let extra = table[row, wished] - own + others.cost
        let moves = others.moved.filter { others.columns[$0] != columns[$0] }
            .map { FirstChoice.Move(row: $0, from: columns[$0], to: others.columns[$0]) }
        let scale = max(abs(table[row, wished]), abs(placedCost), 1)
        if extra <= scale * 1e-12 { return .equal(column: wished, moves: moves) }
        return .full(column: wished, holders: holders, extra: extra, moves: moves)
    }
}

/// What the other rows would do if one took a given column.
private struct Rearrangement {
    private(set) var columns: [Int?]
    /// What their moves cost.
    private(set) var cost: Double = 0
    /// Who moved, those nearest to the column wished for first.
    private(set) var moved: [Int] = []

    private let assignment: Assignment
    private let row: Int
    // Stands for left out, after the table's columns.
    private let out: Int

    init(_ assignment: Assignment, without row: Int) {
        self.assignment = assignment
        self.row = row
        out = assignment.table.columns
        columns = assignment.columns
        columns[row] = nil
    }

    /// Fills a place that was given up, where that makes the others better off.
    mutating func refill(_ column: Int?) {
        guard let column, let walk = shortest(from: Set(0...out).subtracting([column]), to: [column]) else { return }
        if walk.cost < 0 { follow(walk) }
    }

    /// Frees a place in a column unless one is spare; false when that cannot be done.
    mutating func free(_ column: Int) -> Bool {
        var filled = Array(repeating: 0, count: out)
        for held in columns.compactMap({ $0 }) { filled[held] += 1 }
        guard filled[column] >= assignment.capacities[column] else { return true }
        let spare = (0..<out).filter { $0 != column && filled[$0] < assignment.capacities[$0] }
        guard let walk = shortest(from: [column], to: spare + [out]) else { return false }
        follow(walk)
        return true
    }

    private mutating func follow(_ walk: (cost: Double, steps: [(row: Int, to: Int)])) {
        cost += walk.cost
        for step in walk.steps { columns[step.row] = step.to == out ? nil : step.to }
        moved = walk.steps.map(\.row).filter { !moved.contains($0) } + moved
    }

    /// The cheapest chain of moves from one of the starts to one of the ends: Bellman's rule, for costs may be below 0.
    private func shortest(from starts: Set<Int>, to ends: [Int]) -> (cost: Double, steps: [(row: Int, to: Int)])? {
        var cost = (0...out).map { starts.contains($0) ? 0 : Double.infinity }
        var mover = Array(repeating: -1, count: out + 1)
        var changed = starts
        for _ in 0...out where !changed.isEmpty {
            var next: Set<Int> = []
            for other in columns.indices where other != row && changed.contains(columns[other] ?? out) {
                let from = columns[other] ?? out
                let start = cost[from] - price(other, from)
                let least = max(abs(start), 1) * 1e-13
                for to in 0...out where to != from && start + price(other, to) < cost[to] - least {
                    cost[to] = start + price(other, to)
                    mover[to] = other
                    next.insert(to)
                }
            }
            changed = next
        }
        guard let end = ends.min(by: { (cost[$0], $0) < (cost[$1], $1) }), cost[end] < .infinity else { return nil }
        var steps: [(row: Int, to: Int)] = []
        var place = end
        // A chain visits no column twice.
        while mover[place] >= 0, steps.count <= out {
            steps.append((mover[place], place))
            place = columns[mover[place]] ?? out
        }
        return (cost[end], steps.reversed())
    }

    private func price(_ other: Int, _ place: Int) -> Double {
        place < out ? assignment.table[other, place] : assignment.leaving.map { $0[other] } ?? .infinity
    }
}
