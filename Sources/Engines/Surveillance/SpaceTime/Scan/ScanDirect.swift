/// Every window, one after the other: how the data themselves are scanned, and a drawn data set where bounds fail.
struct ScanDirect<Statistic: ScanStatistic>: Sendable {
    /// The likeliest window of a centre.
    struct Best: Sendable {
        var centre: Int
        /// How many sites of the centre's circle.
        var sites: Int
        var interval: Int
        var cases: Int
        var expected: Double
        var value: Double
    }

    let problem: ScanProblem
    let statistic: Statistic

    /// Two statistics that differ by less are equal: the same sum in another order.
    static func same(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-9 * max(1, abs(other)) }

    /// Whether a window with these cases is looked at.
    @inline(__always)
    private func counts(_ cases: Double, _ expected: Double, fewest: Double, high: Bool, low: Bool) -> Bool {
        cases > expected ? high && cases >= fewest : low && cases < expected
    }

    /// The windows about a centre with its largest statistic: more than one where they tie.
    func best(about centre: Int, caseSums: [Int32]) -> [Best] {
        var found: [Best] = []
        var limit = 0.0
        visit(centre, caseSums) { sites, interval, cases, expected in
            guard statistic.bound(cases, expected) >= limit else { return }
            let value = statistic.value(cases, expected)
            guard value > 0, value >= limit else { return }
            if let first = found.first, !Self.same(value, first.value), value > first.value { found = [] }
            let window = Best(
                centre: centre, sites: sites, interval: interval, cases: Int(cases), expected: expected, value: value)
            if found.count < Self.mostTies { found.append(window) }
            limit = value * (1 - 1e-9) - 1e-12
        }
        return found
    }

    /// The largest statistic of all windows.
    func maximum(caseSums: [Int32]) -> Double {
        var most = 0.0
        for centre in problem.circles.indices {
            visit(centre, caseSums) { _, _, cases, expected in
                guard statistic.bound(cases, expected) > most else { return }
                most = max(most, statistic.value(cases, expected))
            }
        }
        return most
    }

    // Ties beyond this are not worth a reader's time, and data without pattern have many.
    private static var mostTies: Int { 32 }

    @inline(__always)
    private func visit(
        _ centre: Int, _ caseSums: [Int32],
        _ window: (_ sites: Int, _ interval: Int, _ cases: Double, _ expected: Double) -> Void
    ) {
        let intervals = problem.intervals
        let row = problem.periods + 1
        let fewest = Double(problem.settings.fewestCases)
        let high = problem.settings.rates != .low
        let low = problem.settings.rates != .high
        var cases = [Int32](repeating: 0, count: intervals.count)
        var expected = [Double](repeating: 0, count: intervals.count)
        caseSums.withUnsafeBufferPointer { caseSums in
            problem.expectedSums.withUnsafeBufferPointer { expectedSums in
                for (place, site) in problem.circles[centre].enumerated() {
                    let start = Int(site) * row
                    for index in intervals.indices {
                        let interval = intervals[index]
                        cases[index] &+= caseSums[start + interval.to] &- caseSums[start + interval.from]
                        expected[index] += expectedSums[start + interval.to] - expectedSums[start + interval.from]
                        let count = Double(cases[index])
                        if counts(count, expected[index], fewest: fewest, high: high, low: low) {
                            window(place + 1, index, count, expected[index])
                        }
                    }
                }
            }
        }
    }
}
