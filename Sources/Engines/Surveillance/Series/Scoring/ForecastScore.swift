import Foundation

/// How near a method's forecasts came.
public struct ForecastScore: Sendable, Equatable {
    /// The method.
    public let method: String
    /// Forecasts scored: origins times steps.
    public let count: Int
    /// The mean absolute error, in the series' units.
    public let meanAbsoluteError: Double
    /// The mean absolute error over that of the seasonal naive rule within the points each forecast saw; below 1 is
    /// better. Hyndman and Koehler 2006, doi:10.1016/j.ijforecast.2006.03.001. Nil where those points never change.
    public let meanAbsoluteScaledError: Double?
    /// The root of the mean squared error over that of the same rule, as in R's fabletools; nil as above.
    public let rootMeanSquaredScaledError: Double?
    /// The mean weighted interval score over the point and the 80 and 95 % intervals, in the series' units; less is
    /// better. Bracher, Ray, Gneiting and Reich 2021, doi:10.1371/journal.pcbi.1008618, the point standing for the
    /// median.
    public let weightedIntervalScore: Double
    /// The share of values within the 80 and the 95 % interval, in that order.
    public let coverage: [Double]
    /// The mean absolute error at each step ahead.
    public let errorByStep: [Double]
    /// The mean weighted interval score of each origin, in time order.
    public let scoreByOrigin: [Double]

    /// What a forecast of one step is compared with.
    struct Scale: Equatable {
        let absolute: Double?
        let squared: Double?

        /// The errors of the seasonal naive rule within points.
        init(_ seen: [Double], period: Int) {
            let gaps = seen.count > period ? (period..<seen.count).map { seen[$0] - seen[$0 - period] } : []
            let sum = gaps.reduce(0) { $0 + abs($1) }
            let squares = gaps.reduce(0) { $0 + $1 * $1 }
            absolute = sum > 0 ? sum / Double(gaps.count) : nil
            squared = squares > 0 ? squares / Double(gaps.count) : nil
        }
    }

    /// One forecast step beside what came.
    struct Case {
        let origin: Int
        let step: Int
        let error: Double
        let scale: Scale
        let isWithin: [Bool]
        let weightedIntervalScore: Double

        init(_ forecast: SeriesForecast, step: Int, origin: Int, actual: Double, scale: Scale) {
            self.origin = origin
            self.step = step
            self.scale = scale
            error = actual - forecast.mean[step]
            isWithin = forecast.intervals.map { $0.lower[step] <= actual && actual <= $0.upper[step] }
            weightedIntervalScore = ForecastScore.weighted(forecast, step: step, actual: actual)
        }
    }

    init(method: String, cases: [Case], horizon: Int) {
        self.method = method
        count = cases.count
        meanAbsoluteError = Self.mean(cases.map { abs($0.error) }) ?? 0
        let scaled = cases.compactMap { one in one.scale.absolute.map { abs(one.error) / $0 } }
        meanAbsoluteScaledError = scaled.count == cases.count ? Self.mean(scaled) : nil
        let squared = cases.compactMap { one in one.scale.squared.map { one.error * one.error / $0 } }
        rootMeanSquaredScaledError = squared.count == cases.count ? Self.mean(squared)?.squareRoot() : nil
        weightedIntervalScore = Self.mean(cases.map(\.weightedIntervalScore)) ?? 0
        coverage = ForecastTrial.levels.indices.map { level in
            Self.mean(cases.map { $0.isWithin[level] ? 1 : 0 }) ?? 0
        }
        errorByStep = (0..<horizon).map { step in
            Self.mean(cases.filter { $0.step == step }.map { abs($0.error) }) ?? 0
        }
        scoreByOrigin = stride(from: 0, to: cases.count, by: horizon).map { first in
            Self.mean(cases[first..<first + horizon].map(\.weightedIntervalScore)) ?? 0
        }
    }

    /// The weighted interval score of one step: (½ |y − point| + Σ α/2 · score of the interval) / (intervals + ½).
    static func weighted(_ forecast: SeriesForecast, step: Int, actual: Double) -> Double {
        var sum = abs(actual - forecast.mean[step]) / 2
        for interval in forecast.intervals {
            let alpha = 1 - interval.level
            let (low, high) = (interval.lower[step], interval.upper[step])
            let missed = max(0, low - actual) + max(0, actual - high)
            sum += alpha / 2 * (high - low + 2 / alpha * missed)
        }
        return sum / (Double(forecast.intervals.count) + 0.5)
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
