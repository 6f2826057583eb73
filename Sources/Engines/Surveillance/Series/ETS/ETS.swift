import Foundation

/// An exponential smoothing model fitted to a series.
///
/// Hyndman, Koehler, Ord and Snyder 2008; likelihood, bounds, counting of parameters and the choice by AICc are those
/// of R's forecast::ets 8.20. The search is our own and sets out from several starts.
public struct ETS: Sendable, Equatable {
    /// The model.
    public let model: ETSModel
    /// Its fitted numbers.
    public let parameters: ETSParameters
    /// The log-likelihood up to a constant, as R reports it: −(n log Σe² + 2 Σ log|fitted| if errors multiply) / 2.
    public let logLikelihood: Double
    /// How many numbers were fitted, the variance included.
    public let parameterCount: Int
    /// Akaike's criterion with the correction for few points; less is better.
    public let aicc: Double
    /// The variance of the errors, relative ones where they multiply.
    public let sigma2: Double
    /// The one-step forecasts of the points of the series.
    public let fitted: [Double]
    /// The errors: in the series' units where they add, as shares of the fitted value where they multiply.
    public let residuals: [Double]
    /// The series.
    public let series: RegularSeries

    let last: ETSState

    /// Akaike's criterion.
    public var aic: Double { -2 * logLikelihood + 2 * Double(parameterCount) }

    /// The Bayesian criterion.
    public var bic: Double { -2 * logLikelihood + log(Double(series.count)) * Double(parameterCount) }

    /// Fits one model.
    public init(_ series: RegularSeries, model: ETSModel) throws(SeriesError) {
        let y = try Self.checked(series, model: model)
        guard let found = ETSSearch(model: model, y: y, period: series.period).best() else {
            throw .cannotFit("\(model) cannot be fitted: it breaks at zero or below. Try an additive model.")
        }
        self.init(series, y: y, model: model, parameters: found)
    }

    /// The model of least AICc among the candidates that the points can carry.
    public static func chosen(for series: RegularSeries) throws(SeriesError) -> ETS {
        guard let best = try ranked(for: series).first else {
            throw .cannotFit("No exponential smoothing model fits these points. Use a naive forecast.")
        }
        return best
    }

    /// Every candidate that the points can carry, that of least AICc first.
    public static func ranked(for series: RegularSeries) throws(SeriesError) -> [ETS] {
        let y = try series.complete()
        try refuseLevel(y)
        let candidates = ETSModel.candidates(period: series.period, allPositive: y.allSatisfy { $0 > 0 })
        var fits: [ETS] = []
        for model in candidates where needed(by: model, period: series.period) <= y.count {
            if let fit = try? ETS(series, model: model) { fits.append(fit) }
        }
        guard !fits.isEmpty else {
            throw .tooShort(method: "exponential smoothing", points: y.count, needed: 5)
        }
        return fits.sorted { $0.aicc < $1.aicc }
    }

    /// A fit with given parameters, to apply a model elsewhere.
    public init(_ series: RegularSeries, model: ETSModel, parameters: ETSParameters) throws(SeriesError) {
        let y = try Self.checked(series, model: model)
        var found = [Double](repeating: 0, count: y.count)
        let isSound = ETSRecursion(model: model, y: y).residuals(parameters, into: &found)
        let seasons = model.season == .none ? 0 : series.period
        guard isSound, parameters.season.count == seasons else {
            throw .cannotFit("\(model) breaks with these parameters. Fit them instead.")
        }
        self.init(series, y: y, model: model, parameters: parameters)
    }

    private init(_ series: RegularSeries, y: [Double], model: ETSModel, parameters: ETSParameters) {
        let recursion = ETSRecursion(model: model, y: y)
        let (fitted, last) = recursion.run(parameters)
        let isRelative = model.errors == .multiplicative
        let residuals = zip(y, fitted).map { isRelative ? ($0 - $1) / $1 : $0 - $1 }
        let size = y.reduce(0) { $0 + $1 * $1 }
        var squares = residuals.reduce(0) { $0 + $1 * $1 }
        let n = Double(y.count)
        // A perfect fit has no finite likelihood: errors count as never smaller than rounding.
        squares = max(squares, isRelative ? n * 1e-24 : size * 1e-24)
        var likelihood = n * log(squares)
        if isRelative { likelihood += 2 * fitted.reduce(0) { $0 + log(abs($1)) } }
        let free = model.smoothingCount + model.startCount(period: series.period)
        let count = free + 1
        self.series = series
        self.model = model
        self.parameters = parameters
        self.fitted = fitted
        self.residuals = residuals
        self.last = last
        logLikelihood = -likelihood / 2
        parameterCount = count
        let correction: Double = 2 * Double(count) * Double(count + 1) / (n - Double(count) - 1)
        aicc = likelihood + 2 * Double(count) + correction
        sigma2 = squares / (n - Double(free))
    }

    /// The fewest points a model can be fitted and compared with: two more than its parameters.
    static func needed(by model: ETSModel, period: Int) -> Int {
        model.smoothingCount + model.startCount(period: period) + 3
    }

    private static func checked(_ series: RegularSeries, model: ETSModel) throws(SeriesError) -> [Double] {
        guard model.season == .none || series.period > 1 else {
            throw .badSetting("\(model) has a season, but the series has no cycle. Give its period.")
        }
        let needed = needed(by: model, period: series.period)
        guard series.count >= needed else {
            throw .tooShort(method: "\(model)", points: series.count, needed: needed)
        }
        let y = try series.complete()
        try refuseLevel(y)
        if model.needsPositive, let bad = y.firstIndex(where: { $0 <= 0 }) {
            throw .notPositive(model: "\(model)", position: bad)
        }
        return y
    }

    private static func refuseLevel(_ y: [Double]) throws(SeriesError) {
        if let first = y.first, y.allSatisfy({ $0 == first }) {
            throw .noVariation("Every value of the series is the same.")
        }
    }
}
