import Statistics

/// What waiting may come to: many drawn futures of one plan, and how far they differ.
///
/// The interval is over futures: chance in who asks and how long support lasts, and, where arrivals or lengths are
/// given as data, how little so much data says (each future learns from the data drawn again: Efron 1979,
/// doi:10.1214/aos/1176344552). The same seed gives the same forecast.
public struct WaitingForecast: Sendable, Equatable {
    /// What was asked.
    public let plan: WaitingPlan
    /// How many futures were drawn.
    public let futures: Int
    /// The level of the intervals.
    public let confidence: Confidence
    /// Young people counted, over all futures.
    public let asked: Int
    /// The share of places in use over the counted weeks; nil when workers come or go within them.
    public let use: Double?

    // The waits of each future, sorted.
    private let waits: [[Double]]

    /// The most futures.
    public static let mostFutures = 100_000

    /// Draws futures of a plan.
    public init(
        _ plan: WaitingPlan, futures: Int, seed: UInt64, confidence: Confidence = .ninetyFive
    ) throws(CapacityError) {
        try plan.check()
        guard futures > 0 else { throw .notPositive(what: "The number of futures", value: Double(futures)) }
        guard futures <= Self.mostFutures else {
            throw .tooMany(what: "The number of futures", value: futures, most: Self.mostFutures)
        }
        let generator = Generator(seed: seed)
        var waits: [[Double]] = []
        var given: Double = 0
        for future in 0..<futures {
            var run = try WaitingRun(plan, generator: generator.stream(future))
            run.run()
            waits.append(run.waits.sorted())
            given += run.daysGiven
        }
        self.plan = plan
        self.futures = futures
        self.confidence = confidence
        self.waits = waits
        asked = waits.reduce(0) { $0 + $1.count }
        let isSteady = plan.staff.allSatisfy { $0.from == 0 && $0.until == nil }
        let offered = Double(plan.places * plan.weeks * 7) * Double(futures)
        use = isSteady && plan.supportedFor.isEmpty ? min(given / offered, 1) : nil
    }

    /// The share who wait longer than so many days, with its interval; nil when nobody asks in any future.
    public func waits(longerThan days: Double) -> Estimate? {
        guard asked > 0 else { return nil }
        let over = waits.map { future in future.count - Self.countWithin(days, future) }
        let shares = zip(over, waits).compactMap { over, future in
            future.isEmpty ? nil : Double(over) / Double(future.count)
        }
        return Estimate(Double(over.reduce(0, +)) / Double(asked), middle(of: shares))
    }

    /// The mean wait in days with its interval; nil when nobody asks, or some are never supported.
    public var meanWait: Estimate? {
        guard asked > 0, !waits.contains(where: { $0.last == .infinity }) else { return nil }
        let means = waits.compactMap { future in
            future.isEmpty ? nil : future.reduce(0, +) / Double(future.count)
        }
        return Estimate(waits.reduce(0) { $0 + $1.reduce(0, +) } / Double(asked), middle(of: means))
    }

    /// The wait in days that this share stay within, over all futures; nil when nobody asks, or it is never.
    public func wait(within share: Double) throws(CapacityError) -> Double? {
        guard share > 0, share < 1 else { throw .badShare(share) }
        let all = waits.flatMap { $0 }.sorted()
        guard !all.isEmpty else { return nil }
        let place = min(Int((share * Double(all.count)).rounded(.up)), all.count) - 1
        let wait = all[max(place, 0)]
        return wait.isFinite ? wait : nil
    }

    /// The share who are never supported because no worker is left.
    public var neverSupported: Double {
        guard asked > 0 else { return 0 }
        let never = waits.reduce(0) { sum, future in sum + future.lazy.filter { $0 == .infinity }.count }
        return Double(never) / Double(asked)
    }

    /// The standard error that comes of drawing no more futures than this; nil with fewer than two.
    public func drawingError(ofWaitsLongerThan days: Double) -> Double? {
        guard let estimate = waits(longerThan: days), futures > 1 else { return nil }
        // A ratio of sums: Cochran 1977, "Sampling Techniques", section 6.4.
        let mean = Double(asked) / Double(futures)
        let squares = waits.reduce(0.0) { sum, future in
            let over = Double(future.count - Self.countWithin(days, future))
            let gap = over - estimate.value * Double(future.count)
            return sum + gap * gap
        }
        return (squares / Double(futures - 1) / Double(futures)).squareRoot() / mean
    }

    private func middle(of values: [Double]) -> Interval {
        let sorted = values.sorted()
        func at(_ share: Double) -> Double {
            // Hyndman and Fan's type 7, as R's quantile.
            let place = share * Double(sorted.count - 1)
            let low = Int(place.rounded(.down))
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
        }
        return Interval(at(confidence.tail), at(1 - confidence.tail))
    }

    private static func countWithin(_ days: Double, _ sorted: [Double]) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] <= days { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
