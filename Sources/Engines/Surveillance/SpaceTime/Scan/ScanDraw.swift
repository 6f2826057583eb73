import Statistics

/// Draws data sets as they would be if nothing clustered, each from its own stream of random numbers.
struct ScanDraw: Sendable {
    private enum Source: Sendable {
        /// Cells by how much is expected there, as Walker's alias table.
        case cells(AliasTable)
        /// The cell of every person.
        case people([Int32])
        /// The site and the period of every case.
        case cases(sites: [Int32], periods: [Int32])
    }

    private let source: Source
    private let generator: Generator
    private let total: Int
    private let sites: Int
    private let periods: Int

    init(_ problem: ScanProblem) {
        generator = Generator(seed: problem.settings.seed)
        total = problem.total
        sites = problem.sites.count
        periods = problem.periods
        switch problem.data.model {
        case .poisson:
            var weights: [Double] = []
            for site in 0..<problem.sites.count {
                for period in 0..<problem.periods {
                    weights.append(problem.expected(site, .init(from: period, to: period + 1)))
                }
            }
            source = .cells(AliasTable(weights))
        case .bernoulli(let controls):
            let people = zip(problem.data.cases, controls).map { $0 + $1 }
            let bySite = problem.sites.summed(people, columns: problem.data.periods.count)
            let merged = problem.data.periods.count / problem.periods
            source = .people(bySite.enumerated().flatMap { [Int32](repeating: Int32($0 / merged), count: $1) })
        case .spaceTimePermutation:
            var sites: [Int32] = []
            var periods: [Int32] = []
            for (cell, count) in problem.cases.enumerated() {
                for _ in 0..<count {
                    sites.append(Int32(cell / problem.periods))
                    periods.append(Int32(cell % problem.periods))
                }
            }
            source = .cases(sites: sites, periods: periods)
        }
    }

    /// Running sums of the cases over the periods, by site, of one drawn data set.
    func caseSums(_ number: Int) -> [Int32] {
        var random = generator.stream(number)
        let row = periods + 1
        var sums = [Int32](repeating: 0, count: sites * row)
        // A case of cell s·T + t is first put at s·(T + 1) + t + 1, then summed along the row.
        switch source {
        case .cells(let table):
            for _ in 0..<total {
                let cell = table.draw(&random)
                sums[cell + cell / periods + 1] += 1
            }
        case .people(var people):
            for drawn in 0..<total {
                people.swapAt(drawn, drawn + random.integer(below: people.count - drawn))
                let cell = Int(people[drawn])
                sums[cell + cell / periods + 1] += 1
            }
        case .cases(let sites, var periods):
            random.shuffle(&periods)
            for (site, period) in zip(sites, periods) { sums[Int(site) * row + Int(period) + 1] += 1 }
        }
        for start in stride(from: 0, to: sums.count, by: row) {
            for index in start + 1..<start + row { sums[index] += sums[index - 1] }
        }
        return sums
    }
}

/// Draws numbers by given weights with one random word each (Walker 1977, built as Vose 1991).
struct AliasTable: Sendable {
    private let columns: [Column]

    private struct Column {
        /// The share of the column that is its own, of 2³².
        var own: UInt32
        var other: Int32
    }

    /// Weights of 0 or more, not all 0.
    init(_ weights: [Double]) {
        let mean = weights.reduce(0, +) / Double(weights.count)
        var heights = weights.map { $0 / mean }
        var columns = weights.indices.map { Column(own: .max, other: Int32($0)) }
        var small = heights.indices.filter { heights[$0] < 1 }
        var large = heights.indices.filter { heights[$0] >= 1 }
        while let low = small.popLast(), let high = large.last {
            columns[low] = Column(own: UInt32(min(heights[low] * 0x1p32, 0x1p32 - 1)), other: Int32(high))
            heights[high] -= 1 - heights[low]
            if heights[high] < 1 {
                large.removeLast()
                small.append(high)
            }
        }
        // Columns left by rounding keep all of themselves, unless nothing is expected there.
        if let sink = weights.indices.max(by: { weights[$0] < weights[$1] }) {
            for index in columns.indices where weights[index] == 0 && columns[index].other == Int32(index) {
                columns[index] = Column(own: 0, other: Int32(sink))
            }
        }
        self.columns = columns
    }

    @inline(__always)
    func draw(_ random: inout Generator) -> Int {
        // The high half of the product is the column, the low half where in it.
        let product = random.next().multipliedFullWidth(by: UInt64(columns.count))
        let index = Int(product.high)
        let column = columns[index]
        return UInt32(truncatingIfNeeded: product.low >> 32) < column.own ? index : Int(column.other)
    }
}
