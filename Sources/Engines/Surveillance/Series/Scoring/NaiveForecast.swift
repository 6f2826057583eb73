import Foundation

/// The forecasts that any other must beat.
public enum NaiveForecast: String, Sendable, Equatable, CaseIterable {
    /// The last value again and again.
    case naive = "naive"
    /// The value of the same place one cycle ago.
    case seasonal = "seasonal naive"

    /// Forecasts the next steps, with normal intervals from the errors this rule made in the series.
    ///
    /// As R's forecast::naive and snaive: the variance grows by one lot each step, or each cycle.
    public func forecast(_ series: RegularSeries, steps: Int, levels: [Double]) throws(SeriesError) -> SeriesForecast {
        try SeriesForecast.check(steps: steps, levels: levels)
        let y = try series.complete()
        let lag = self == .naive ? 1 : series.period
        guard y.count > lag else { throw .tooShort(method: "a \(rawValue) forecast", points: y.count, needed: lag + 1) }
        let mean = (0..<steps).map { y[y.count - lag + $0 % lag] }
        var squares = 0.0
        for place in lag..<y.count { squares += (y[place] - y[place - lag]) * (y[place] - y[place - lag]) }
        let variance = squares / Double(y.count - lag)
        let errors = (0..<steps).map { (variance * Double($0 / lag + 1)).squareRoot() }
        let intervals = try SeriesForecast.normalIntervals(around: mean, errors: errors, levels: levels)
        return SeriesForecast(method: rawValue, mean: mean, intervals: intervals)
    }
}
