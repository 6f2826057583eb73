import Statistics

/// What is expected in the steps after the last point, with intervals.
public struct SeriesForecast: Sendable, Equatable {
    /// Limits that hold the value to come with a stated chance, if the model is right.
    public struct Interval: Sendable, Equatable {
        /// The chance, such as 0.8 or 0.95.
        public let level: Double
        /// The lower limit at each step.
        public let lower: [Double]
        /// The upper limit at each step.
        public let upper: [Double]

        /// Limits as given.
        public init(level: Double, lower: [Double], upper: [Double]) {
            self.level = level
            self.lower = lower
            self.upper = upper
        }
    }

    /// What made it, such as ETS(A,N,A).
    public let method: String
    /// The point forecast at each step.
    public let mean: [Double]
    /// Intervals, in the order asked for.
    public let intervals: [Interval]

    /// A forecast as given.
    public init(method: String, mean: [Double], intervals: [Interval]) {
        self.method = method
        self.mean = mean
        self.intervals = intervals
    }

    /// The forecast for something that cannot be below zero: limits and points are raised to it.
    public var flooredAtZero: SeriesForecast {
        SeriesForecast(
            method: method, mean: mean.map { max(0, $0) },
            intervals: intervals.map {
                Interval(level: $0.level, lower: $0.lower.map { max(0, $0) }, upper: $0.upper.map { max(0, $0) })
            })
    }

    /// Refuses horizons and levels that make no sense.
    static func check(steps: Int, levels: [Double]) throws(SeriesError) {
        guard (1...1200).contains(steps) else {
            throw .badSetting("A forecast of \(steps) steps: ask for 1 to 1,200.")
        }
        guard levels.allSatisfy({ $0 > 0 && $0 < 1 }) else {
            throw .badSetting("The level of an interval must lie between 0 and 1, such as 0.95.")
        }
    }

    /// Intervals of each level around a forecast whose errors are normal, with the given standard error at each step.
    static func normalIntervals(
        around mean: [Double], errors: [Double], levels: [Double]
    ) throws(SeriesError) -> [Interval] {
        var intervals: [Interval] = []
        for level in levels {
            let wide = try normalWidth(level)
            intervals.append(
                Interval(
                    level: level, lower: mean.indices.map { mean[$0] - wide * errors[$0] },
                    upper: mean.indices.map { mean[$0] + wide * errors[$0] }))
        }
        return intervals
    }

    /// How many standard errors an interval of a level reaches to either side.
    private static func normalWidth(_ level: Double) throws(SeriesError) -> Double {
        do {
            return try NormalDistribution.critical(confidence: level)
        } catch {
            throw .badSetting("The level of an interval must lie between 0 and 1, such as 0.95.")
        }
    }

    /// Limits from simulated futures, by R's quantile type 8 (Hyndman and Fan 1996).
    static func intervals(of paths: [[Double]], levels: [Double]) -> [Interval] {
        let sorted = paths.map { $0.sorted() }
        return levels.map { level in
            Interval(
                level: level, lower: sorted.map { quantile($0, 0.5 - level / 2) },
                upper: sorted.map { quantile($0, 0.5 + level / 2) })
        }
    }

    /// The quantile of sorted values that is median-unbiased whatever the distribution (type 8).
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = Double(sorted.count) * share + (share + 1) / 3 - 1
        let low = max(0, min(sorted.count - 1, Int(place.rounded(.down))))
        let high = min(sorted.count - 1, low + 1)
        let part = max(0, min(1, place - Double(low)))
        return sorted[low] + part * (sorted[high] - sorted[low])
    }
}
