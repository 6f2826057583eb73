import Foundation

/// The inner and outer passes of a seasonal-trend decomposition.
///
/// Inner: season by loess over each month's own years, made free of trend by a low-pass filter; then trend by loess
/// over what is left. Outer: points far off are weighed down (bisquare of six median absolute remainders).
struct STLPasses {
    private let y: [Double]
    private let settings: STLSettings.Resolved
    private(set) var seasonal: [Double]
    private(set) var trend: [Double]
    private var robustness: [Double] = []

    init(_ y: [Double], _ settings: STLSettings.Resolved) {
        self.y = y
        self.settings = settings
        seasonal = [Double](repeating: 0, count: y.count)
        trend = seasonal
    }

    /// The weights of the last outer pass; all 1 when there was none.
    var weights: [Double] { robustness.isEmpty ? [Double](repeating: 1, count: y.count) : robustness }

    mutating func run() {
        inner()
        for _ in 0..<settings.outer {
            robustness = bisquare()
            inner()
        }
    }

    private mutating func inner() {
        let n = y.count
        let period = settings.period
        for _ in 0..<settings.inner {
            let cycles = cycleSubseries()
            let lowPass = Loess(span: settings.lowPass, robustness: []).smooth(filtered(cycles))
            for i in 0..<n { seasonal[i] = cycles[period + i] - lowPass[i] }
            let deseasoned = y.indices.map { y[$0] - seasonal[$0] }
            trend = Loess(span: settings.trend, robustness: robustness).smooth(deseasoned)
        }
    }

    /// Each place of the cycle smoothed over its own years, with one more cycle at either end.
    private func cycleSubseries() -> [Double] {
        let n = y.count
        let period = settings.period
        let window = settings.seasonal.window
        var cycles = [Double](repeating: 0, count: n + 2 * period)
        for season in 0..<period {
            let places = Array(stride(from: season, to: n, by: period))
            let years = places.count
            let values = places.map { y[$0] - trend[$0] }
            let weights = robustness.isEmpty ? [] : places.map { robustness[$0] }
            let loess = Loess(span: settings.seasonal, robustness: weights)
            let smoothed = loess.smooth(values)
            let before = loess.fit(values, at: 0, from: 1, to: min(window, years)) ?? smoothed[0]
            let after =
                loess.fit(values, at: Double(years + 1), from: max(1, years - window + 1), to: years)
                ?? smoothed[years - 1]
            cycles[season] = before
            for year in 0..<years { cycles[(year + 1) * period + season] = smoothed[year] }
            cycles[(years + 1) * period + season] = after
        }
        return cycles
    }

    /// Running means over a cycle, a cycle again, and three points.
    private func filtered(_ values: [Double]) -> [Double] {
        let once = Self.runningMean(values, over: settings.period)
        let twice = Self.runningMean(once, over: settings.period)
        return Self.runningMean(twice, over: 3)
    }

    private static func runningMean(_ values: [Double], over length: Int) -> [Double] {
        var sum = 0.0
        for i in 0..<length { sum += values[i] }
        var means = [sum / Double(length)]
        means.reserveCapacity(values.count - length + 1)
        for i in length..<values.count {
            sum = sum - values[i - length] + values[i]
            means.append(sum / Double(length))
        }
        return means
    }

    private func bisquare() -> [Double] {
        let off = y.indices.map { abs(y[$0] - (trend[$0] + seasonal[$0])) }
        let upper = y.count / 2 + 1
        let places = [upper, y.count - upper + 1]
        let middles: [Double]
        switch settings.middle {
        case .asReference:
            middles = PartialSort.values(at: places, of: off)
        case .exact:
            let sorted = off.sorted()
            middles = places.map { sorted[$0 - 1] }
        }
        let sixMedians = 3 * (middles[0] + middles[1])
        return off.map { distance in
            if distance <= 0.001 * sixMedians { return 1 }
            if distance > 0.999 * sixMedians { return 0 }
            let share = distance / sixMedians
            let rest = 1 - share * share
            return rest * rest
        }
    }
}
