/// The pairs of events that are near each other, in bands of distance, found by a grid and never by all pairs.
struct ClosePairs: Sendable {
    /// Which distances make which band.
    enum Bands: Sendable {
        /// One band: up to and with this distance.
        case within(Double)
        /// A band of distance 0, then from each break to below the next, the first from above 0.
        case halfOpen([Double])

        var count: Int {
            switch self {
            case .within: 1
            case .halfOpen(let breaks): breaks.count + 1
            }
        }

        var farthest: Double {
            switch self {
            case .within(let distance): distance
            case .halfOpen(let breaks): breaks.last ?? 0
            }
        }

        @inline(__always)
        func band(_ distance: Double) -> Int? {
            switch self {
            case .within(let most): return distance <= most ? 0 : nil
            case .halfOpen(let breaks):
                if distance == 0 { return 0 }
                for (index, end) in breaks.enumerated() where distance < end { return index + 1 }
                return nil
            }
        }
    }

    /// Pairs of one band: for each event in grid order, the later ones in that order.
    struct Band: Sendable {
        var starts: [Int] = [0]
        var others: [Int32] = []

        var count: Int { others.count }
    }

    /// Events in grid order.
    let order: [Int]
    let bands: [Band]

    init(
        _ events: SpaceTimeEvents, _ bands: Bands, _ distance: PairDistance, most: Int = ClosePairs.most
    ) throws(SpaceTimeError) {
        let grid = Grid(events, size: bands.farthest)
        order = grid.order
        var found = [Band](repeating: Band(), count: bands.count)
        var total = 0
        for position in grid.order.indices {
            let event = grid.order[position]
            grid.visitLater(position) { other in
                let apart = distance.between(
                    events.x[event] - events.x[grid.order[other]], events.y[event] - events.y[grid.order[other]])
                if let band = bands.band(apart) {
                    found[band].others.append(Int32(other))
                    total += 1
                }
            }
            if total > most { throw .tooManyPairs(most: most) }
            for band in found.indices { found[band].starts.append(found[band].others.count) }
        }
        self.bands = found
    }

    // A pair takes 4 bytes.
    static let most = 150_000_000

    /// How many pairs of a band each event, in grid order, is in.
    func degrees(_ band: Int) -> [Int] {
        var degrees = [Int](repeating: 0, count: order.count)
        for position in order.indices {
            let range = bands[band].starts[position]..<bands[band].starts[position + 1]
            degrees[position] += range.count
            for other in bands[band].others[range] { degrees[Int(other)] += 1 }
        }
        return degrees
    }

    /// Events in square cells, sorted row by row.
    private struct Grid {
        let order: [Int]
        private let columns: [Int]
        private let rows: [Int]
        /// Where each row of cells starts in the order, by row number in turn.
        private let rowStarts: [Int: Range<Int>]

        init(_ events: SpaceTimeEvents, size: Double) {
            let west = events.x.min() ?? 0
            let south = events.y.min() ?? 0
            let extent = max((events.x.max() ?? 0) - west, (events.y.max() ?? 0) - south)
            // Cells a little larger than the distance, lest rounding put two a cell further apart, and not too many.
            let cell = max(size * (1 + 1e-6), extent / 0x1p20, .leastNormalMagnitude)
            let column = events.x.map { Int(($0 - west) / cell) }
            let row = events.y.map { Int(($0 - south) / cell) }
            order = events.x.indices.sorted {
                (row[$0], column[$0], $0) < (row[$1], column[$1], $1)
            }
            columns = order.map { column[$0] }
            rows = order.map { row[$0] }
            var starts: [Int: Range<Int>] = [:]
            var start = 0
            for position in order.indices where position + 1 == order.count || rows[position + 1] != rows[position] {
                starts[rows[position]] = start..<position + 1
                start = position + 1
            }
            rowStarts = starts
        }

        /// Calls for every event after this one in the order whose cell is its own or touches it.
        @inline(__always)
        func visitLater(_ position: Int, _ body: (Int) -> Void) {
            let column = columns[position]
            var other = position + 1
            while other < order.count, rows[other] == rows[position], columns[other] <= column + 1 {
                body(other)
                other += 1
            }
            guard let next = rowStarts[rows[position] + 1] else { return }
            other = first(column - 1, in: next)
            while other < next.upperBound, columns[other] <= column + 1 {
                body(other)
                other += 1
            }
        }

        private func first(_ column: Int, in range: Range<Int>) -> Int {
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if columns[middle] < column { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
