import Foundation
import Statistics

/// A regression of counts on season and trend with a log link.
public struct CountModel: Sendable, Equatable, CustomStringConvertible {
    /// How counts scatter about their mean.
    public enum Scatter: String, Sendable, Equatable {
        /// As chance alone would have it.
        case poisson = "Poisson"
        /// A multiple of that; simulated as a negative binomial of the same variance.
        case quasiPoisson = "quasi-Poisson"
        /// More for larger means: mean + mean²/theta.
        case negativeBinomial = "negative binomial"

        var family: Family {
            switch self {
            case .poisson: .poisson
            case .quasiPoisson: .quasiPoisson
            case .negativeBinomial: .negativeBinomial(theta: nil)
            }
        }
    }

    /// How counts scatter.
    public let scatter: Scatter
    /// How the season comes in.
    public let season: SeasonTerms
    /// Whether there is a steady growth or decline by a factor each step.
    public let hasTrend: Bool

    /// A model by its three parts.
    public init(_ scatter: Scatter, season: SeasonTerms, hasTrend: Bool) {
        self.scatter = scatter
        self.season = season
        self.hasTrend = hasTrend
    }

    /// In words.
    public var description: String {
        "\(scatter.rawValue) regression with \(season)\(hasTrend ? " and trend" : "")"
    }

    /// The design of steps, which may lie beyond the series.
    func design(steps: [Int], of series: RegularSeries) throws(SeriesError) -> Matrix {
        var columns = [[Double](repeating: 1, count: steps.count)]
        if hasTrend { columns.append(steps.map(Double.init)) }
        let seasons = steps.map { series.season(at: $0) }
        columns += try season.columns(seasons: seasons, period: series.period)
        return Matrix(columns: columns)
    }
}

/// A regression of counts fitted to a series.
///
/// McCullagh and Nelder 1989; figures as R's `glm` and `MASS::glm.nb`. Months with no value are left out: they are no
/// obstacle here.
public struct CountFit: Sendable {
    /// The model.
    public let model: CountModel
    /// The series.
    public let series: RegularSeries
    /// The fit: coefficients in the order base, trend per step, season.
    public let fit: GeneralizedLinearModel
    /// The steps with a value, in the order of the rows of the fit.
    public let steps: [Int]

    /// Population or days at risk of every step, where given.
    let exposure: [Double]?

    /// Fits a model; `exposure` is the population (or days) of every step, or nil for plain counts.
    public init(_ series: RegularSeries, model: CountModel, exposure: [Double]?) throws(SeriesError) {
        let steps = series.values.indices.filter { series.values[$0] != nil }
        let counts = try RegularSeries(steps.map { series.values[$0] }, period: 1, firstSeason: 0).completeCounts()
        let design = try model.design(steps: steps, of: series)
        guard counts.count >= design.columns + 3 else {
            throw .tooShort(method: "a \(model)", points: counts.count, needed: design.columns + 3)
        }
        guard counts.contains(where: { $0 > 0 }) else { throw .noVariation("Every count is zero.") }
        try Self.checkSeasons(counts, steps: steps, of: series, season: model.season)
        let offsets = try Self.offsets(exposure, steps: steps, count: series.count)
        do {
            fit = try GeneralizedLinearModel.fit(
                design: design, response: counts, family: model.scatter.family, offset: offsets)
        } catch {
            throw .cannotFit("\(error)")
        }
        self.model = model
        self.series = series
        self.steps = steps
        self.exposure = exposure
    }

    /// A place of the cycle that was never seen, or held nothing but zeros, has no factor to learn.
    static func checkSeasons(
        _ counts: [Double], steps: [Int], of series: RegularSeries, season: SeasonTerms
    ) throws(SeriesError) {
        guard season == .factors else { return }
        var totals = [Double?](repeating: nil, count: series.period)
        for (count, step) in zip(counts, steps) {
            let place = series.season(at: step)
            totals[place] = (totals[place] ?? 0) + count
        }
        if let unseen = totals.firstIndex(where: { $0 == nil }) { throw .missingSeason(unseen) }
        if let empty = totals.firstIndex(where: { $0 == 0 }) {
            throw .cannotFit(
                "Place \(empty + 1) of the cycle has only zeros: no factor can be told for it. Use waves or no season.")
        }
    }

    static func offsets(_ exposure: [Double]?, steps: [Int], count: Int) throws(SeriesError) -> [Double]? {
        guard let exposure else { return nil }
        guard exposure.count >= count else { throw .unequalLengths("The population", exposure.count, count) }
        if let bad = exposure.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
            throw .notPositive(model: "a population", position: bad)
        }
        return steps.map { log(exposure[$0]) }
    }

    /// How much more counts scatter than chance alone would have it: 1 is chance.
    ///
    /// Pearson's statistic over its degrees of freedom; nil where none are left.
    public var dispersion: Double? {
        guard fit.residualDF > 0 else { return nil }
        let sum = zip(fit.responseResiduals, fit.fitted).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
        return sum / Double(fit.residualDF)
    }
}
