/// For each number of cases, which expected numbers give a statistic of at least a level.
///
/// So a window's count need only be compared with a whole number, and no logarithm is taken for windows that cannot
/// matter: with E expected, the fewest cases that reach the level are the first whose largest expected number is E.
struct ScanLevel: Sendable {
    let level: Double
    /// By number of cases, the most that may be expected for high rates to reach the level; below 0 if none.
    private let mostExpected: [Double]
    /// By number of cases, the least that must be expected for low rates to reach the level; infinite if none.
    private let leastExpected: [Double]
    let total: Int

    init(_ level: Double, _ problem: ScanProblem, _ statistic: some ScanStatistic) {
        self.level = level
        total = problem.total
        let rates = problem.settings.rates
        // A little lower, so that rounding never loses a window: a window kept in vain costs nothing but time.
        let safe = level * (1 - 1e-9) - 1e-12
        mostExpected = rates == .low ? [] : Self.high(safe, problem.settings.fewestCases, total, statistic)
        leastExpected = rates == .high ? [] : Self.low(safe, total, statistic)
    }

    private static func high(_ level: Double, _ fewest: Int, _ total: Int, _ statistic: some ScanStatistic) -> [Double]
    {
        var most = [Double](repeating: -1, count: total + 1)
        guard fewest <= total else { return most }
        var last = 0.0
        for cases in fewest...total {
            let count = Double(cases)
            // The statistic falls from its largest at 0 expected to 0 at as many expected as there are.
            var (inside, outside) = (last, count)
            while outside - inside > 1e-7 * outside {
                let middle = (inside + outside) / 2
                if statistic.value(count, middle) >= level { inside = middle } else { outside = middle }
            }
            last = outside
            most[cases] = outside
        }
        return most
    }

    private static func low(_ level: Double, _ total: Int, _ statistic: some ScanStatistic) -> [Double] {
        var least = [Double](repeating: .infinity, count: total + 1)
        var last = Double(total)
        for cases in stride(from: total, through: 0, by: -1) {
            let count = Double(cases)
            // From 0 at as many expected as there are the statistic rises until all are expected.
            var (outside, inside) = (count, last)
            guard cases < total else { continue }
            while inside - outside > 1e-7 * inside {
                let middle = (inside + outside) / 2
                if statistic.value(count, middle) >= level { inside = middle } else { outside = middle }
            }
            last = inside
            least[cases] = outside
        }
        return least
    }

    /// The fewest cases that reach the level where this many are expected, looked for from `start` up.
    func fewest(_ expected: Double, from start: Int) -> Int {
        let safe = expected * (1 - 1e-9)
        var low = start
        if low <= total, mostExpected[low] >= safe { return low }
        var step = 1
        var high = low + step
        while high <= total, mostExpected[high] < safe {
            low = high
            step *= 2
            high = low + step
        }
        // Between low, too few, and high, enough or more than all.
        high = min(high, total + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if mostExpected[middle] < safe { low = middle } else { high = middle }
        }
        return high
    }

    /// The most cases that are so few as to reach the level where this many are expected; below 0 if none.
    func most(_ expected: Double, from start: Int) -> Int {
        let safe = expected * (1 + 1e-9)
        guard leastExpected[0] <= safe else { return -1 }
        var low = max(start, 0)
        if leastExpected[low] > safe { low = 0 }
        var high = total + 1
        var step = 1
        while low + step < high {
            if leastExpected[low + step] <= safe { low += step } else { high = low + step }
            step *= 2
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if leastExpected[middle] <= safe { low = middle } else { high = middle }
        }
        return low
    }

    /// An expected number that no window can be below whose count needs this many cases to reach the level.
    @inline(__always)
    func leastExpected(needing fewest: Int) -> Double { fewest > 0 ? mostExpected[fewest - 1] : -1 }
}
