/// A way to forecast that can be put to the test.
public enum ForecastMethod: Sendable, Equatable, CustomStringConvertible {
    /// One of the rules that any other must beat.
    case naive(NaiveForecast)
    /// Exponential smoothing, the model chosen anew by AICc at each origin.
    case smoothing
    /// One exponential smoothing model.
    case smoothingModel(ETSModel)
    /// A regression of counts on season and trend.
    case counts(CountModel)

    /// Its name.
    public var description: String {
        switch self {
        case .naive(let rule): rule.rawValue
        case .smoothing: "exponential smoothing"
        case .smoothingModel(let model): "\(model)"
        case .counts(let model): "\(model)"
        }
    }

    /// Forecasts the next steps of a series.
    public func forecast(
        _ series: RegularSeries, steps: Int, levels: [Double], paths: Int, seed: UInt64
    ) throws(SeriesError) -> SeriesForecast {
        switch self {
        case .naive(let rule):
            return try rule.forecast(series, steps: steps, levels: levels)
        case .smoothing:
            return try ETS.chosen(for: series).forecast(steps: steps, levels: levels, paths: paths, seed: seed)
        case .smoothingModel(let model):
            return try ETS(series, model: model).forecast(steps: steps, levels: levels, paths: paths, seed: seed)
        case .counts(let model):
            return try CountFit(series, model: model, exposure: nil)
                .forecast(steps: steps, levels: levels, paths: paths, seed: seed, exposure: nil)
        }
    }
}
