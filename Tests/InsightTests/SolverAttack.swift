/// Somebody who collects every number of every page, and works out what the hidden ones can be.
///
/// Unknown counts with bounds, and sums that must hold: bounds are narrowed until nothing moves, then the sums are
/// combined (Gaussian elimination) and narrowed again.
struct SolverAttack {
    /// One count of the truth.
    struct Cell {
        let name: String
        let truth: Int
        var low = 0
        var high = 1_000_000
    }

    private(set) var cells: [Cell] = []
    private var places: [String: Int] = [:]
    private var sums: [[Int: Int]] = []
    /// What the truth contradicts: the attack itself would be wrong.
    private(set) var mistakes: [String] = []

    /// A count that really is so large, whatever is shown of it.
    mutating func add(_ name: String, _ truth: Int) {
        guard places[name] == nil else { return }
        places[name] = cells.count
        cells.append(Cell(name: name, truth: truth))
    }

    /// Some counts come to as much as others.
    mutating func equate(_ left: [String], _ right: [String]) {
        var sum: [Int: Int] = [:]
        for name in left { if let place = places[name] { sum[place, default: 0] += 1 } else { mistakes.append(name) } }
        for name in right { if let place = places[name] { sum[place, default: 0] -= 1 } else { mistakes.append(name) } }
        if sum.reduce(0, { $0 + $1.value * cells[$1.key].truth }) != 0 { mistakes.append("\(left) ≠ \(right)") }
        sums.append(sum)
    }

    /// A page says that a count lies between two numbers.
    mutating func learn(_ name: String, _ range: ClosedRange<Int>) {
        guard let place = places[name] else { return mistakes.append("unknown: \(name)") }
        if !range.contains(cells[place].truth) { mistakes.append("\(name) is \(cells[place].truth), not \(range)") }
        cells[place].low = max(cells[place].low, range.lowerBound)
        cells[place].high = min(cells[place].high, range.upperBound)
    }

    /// Works out all that can be.
    mutating func solve() {
        narrow(sums)
        let combined = Self.reduced(sums, known: Set(cells.indices.filter { cells[$0].low == cells[$0].high }), cells)
        narrow(sums, plus: combined)
    }

    /// The truly small counts that are left fewer values than `room`.
    func pinned(_ small: ClosedRange<Int>, room: Int) -> [Cell] {
        cells.filter { small.contains($0.truth) && $0.high - $0.low + 1 < room }
    }

    // MARK: Bounds

    private mutating func narrow(_ sums: [[Int: Int]], plus combined: [(sum: [Int: Int], constant: Int)] = []) {
        let all = sums.map { (sum: $0, constant: 0) } + combined
        var moved = true
        var rounds = 0
        while moved, rounds < 200 {
            moved = false
            rounds += 1
            for one in all where tighten(one.sum, one.constant) { moved = true }
        }
    }

    /// Narrows every count of a sum that comes to `constant`.
    private mutating func tighten(_ sum: [Int: Int], _ constant: Int) -> Bool {
        func ends(_ place: Int, _ factor: Int) -> (low: Int, high: Int) {
            factor > 0
                ? (factor * cells[place].low, factor * cells[place].high)
                : (factor * cells[place].high, factor * cells[place].low)
        }
        let low = sum.reduce(0) { $0 + ends($1.key, $1.value).low }
        let high = sum.reduce(0) { $0 + ends($1.key, $1.value).high }
        var moved = false
        for (place, factor) in sum {
            let own = ends(place, factor)
            let (least, most) = (constant - (high - own.high), constant - (low - own.low))
            let (from, to) = factor > 0 ? (least, most) : (-most, -least)
            let size = abs(factor)
            let newLow = Int((Double(from) / Double(size)).rounded(.up))
            let newHigh = Int((Double(to) / Double(size)).rounded(.down))
            if newLow > cells[place].low || newHigh < cells[place].high { moved = true }
            cells[place].low = max(cells[place].low, newLow)
            cells[place].high = min(cells[place].high, newHigh)
        }
        return moved
    }

    // MARK: Combining sums

    /// The sums in reduced form over what is not known yet, those that stayed whole numbers.
    private static func reduced(
        _ sums: [[Int: Int]], known: Set<Int>, _ cells: [Cell]
    ) -> [(sum: [Int: Int], constant: Int)] {
        let open = Array(Set(sums.flatMap(\.keys)).subtracting(known)).sorted()
        let column = Dictionary(uniqueKeysWithValues: open.enumerated().map { ($1, $0) })
        var rows = sums.map { sum -> [Double] in
            var row = [Double](repeating: 0, count: open.count + 1)
            for (place, factor) in sum {
                if let at = column[place] {
                    row[at] += Double(factor)
                } else {
                    row[open.count] -= Double(factor * cells[place].truth)
                }
            }
            return row
        }
        var next = 0
        for at in open.indices where next < rows.count {
            guard let pivot = (next..<rows.count).first(where: { abs(rows[$0][at]) > 1e-9 }) else { continue }
            rows.swapAt(next, pivot)
            let lead = rows[next][at]
            rows[next] = rows[next].map { $0 / lead }
            for other in rows.indices where other != next && abs(rows[other][at]) > 1e-9 {
                let factor = rows[other][at]
                for place in rows[other].indices { rows[other][place] -= factor * rows[next][place] }
            }
            next += 1
        }
        return rows.prefix(next).compactMap { row in
            guard row.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 }) else { return nil }
            var sum: [Int: Int] = [:]
            for (at, place) in open.enumerated() where abs(row[at]) > 0.5 { sum[place] = Int(row[at].rounded()) }
            return (sum, Int(row[open.count].rounded()))
        }
    }
}
