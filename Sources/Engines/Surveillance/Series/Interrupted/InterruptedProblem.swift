import Foundation
import Statistics

/// What is given to the analysis of an interrupted series, checked.
struct InterruptedProblem {
    let series: RegularSeries
    let change: Int
    let settings: InterruptedSettings
    let comparison: InterruptedSeries.Comparison?
    let design: InterruptedDesign
    let values: [Double]
    let offsets: [Double]?
    let missing: Int

    init(
        series: RegularSeries, change: Int, settings: InterruptedSettings, exposure: [Double]?,
        comparison: InterruptedSeries.Comparison?
    ) throws(SeriesError) {
        guard change > 0, change <= series.count else {
            throw .badSetting("The change lies outside the series. Give a month within it, or the one after its last.")
        }
        guard settings.leftOut >= 0, settings.confidence > 0, settings.confidence < 1 else {
            throw .badSetting("Months left out must be 0 or more, and the confidence between 0 and 1, such as 0.95.")
        }
        guard settings.scatter.isRatio || (exposure == nil && comparison?.exposure == nil) else {
            throw .badSetting("A population goes with counts. Divide first, or use a model for counts.")
        }
        let used = 0..<series.count
        let kept = used.filter { !($0 >= change && $0 < change + settings.leftOut) }
        let target = kept.filter { series.values[$0] != nil }
        var others: [Int] = []
        if let comparison {
            guard comparison.series.count == series.count else {
                throw .unequalLengths("The comparison", comparison.series.count, series.count)
            }
            others = kept.filter { comparison.series.values[$0] != nil }
        }
        try Self.check(series, steps: target, change: change, settings: settings)
        if let comparison { try Self.check(comparison.series, steps: others, change: change, settings: settings) }
        let design = try InterruptedDesign(
            target: target, comparison: others, of: series, change: change, settings: settings)
        guard design.rows.count >= design.matrix.columns + 3 else {
            throw .tooShort(
                method: "this analysis", points: design.rows.count, needed: design.matrix.columns + 3)
        }
        self.series = series
        self.change = change
        self.settings = settings
        self.comparison = comparison
        self.design = design
        missing = kept.count - target.count
        values = target.compactMap { series.values[$0] } + others.compactMap { comparison?.series.values[$0] }
        let own = try CountFit.offsets(exposure, steps: target, count: series.count)
        let theirs = try CountFit.offsets(comparison?.exposure, steps: others, count: series.count)
        if own != nil || theirs != nil {
            offsets = (own ?? target.map { _ in 0 }) + (theirs ?? others.map { _ in 0 })
        } else {
            offsets = nil
        }
    }

    /// Values as the family needs them, and something to learn on either side.
    private static func check(
        _ series: RegularSeries, steps: [Int], change: Int, settings: InterruptedSettings
    ) throws(SeriesError) {
        let values = steps.map { series.values[$0] ?? 0 }
        if let bad = steps.first(where: { !(series.values[$0] ?? 0).isFinite }) { throw .notFinite(position: bad) }
        let before = steps.filter { $0 < change }
        guard before.count >= 3 else {
            throw .tooShort(method: "the trend before the change", points: before.count, needed: 3)
        }
        guard settings.scatter.isRatio else { return }
        if let bad = steps.first(where: { (series.values[$0] ?? 0) < 0 }) { throw .negative(position: bad) }
        for (side, part) in [("before", before), ("after", steps.filter { $0 >= change })] where !part.isEmpty {
            guard part.contains(where: { (series.values[$0] ?? 0) > 0 }) else {
                throw .noVariation("Every count \(side) the change is zero.")
            }
        }
        try CountFit.checkSeasons(values, steps: steps, of: series, season: settings.season)
    }

    func fitted() throws(SeriesError) -> GeneralizedLinearModel {
        do {
            return try GeneralizedLinearModel.fit(
                design: design.matrix, response: values, family: settings.scatter.family, offset: offsets)
        } catch {
            throw .cannotFit("\(error)")
        }
    }

    /// The covariances whose larger variance counts, and the lag behind them.
    func covariances(
        _ fit: GeneralizedLinearModel, _ serial: SerialErrors
    ) throws(SeriesError) -> (covariances: [Matrix], lag: Int?) {
        guard let dispersion = fit.dispersion, dispersion > 0 else {
            throw .noVariation("The model fits every point exactly.")
        }
        func neweyWest(_ rule: InterruptedSettings.Lag) throws(SeriesError) -> (Matrix, Int) {
            if case .given(let lag) = rule, lag < 0 { throw .badSetting("A lag must be 0 or more.") }
            let lag = serial.lag(rule)
            guard let covariance = serial.covariance(lag: lag) else {
                throw .cannotFit("Too few points for errors that allow for autocorrelation. Use the model's own.")
            }
            return (covariance, lag)
        }
        switch settings.errors {
        case .model:
            return ([fit.covariance], nil)
        case .neweyWest(let rule):
            let (covariance, lag) = try neweyWest(rule)
            return ([covariance], lag)
        case .firstOrder:
            return ([FirstOrderErrors(fit, design: design).covariance], nil)
        case .larger(let rule):
            let (covariance, lag) = try neweyWest(rule)
            return ([covariance, fit.covariance], lag)
        }
    }

    func warnings(
        _ fit: GeneralizedLinearModel, _ autocorrelation: Autocorrelation, _ contrasts: InterruptedContrasts
    ) throws(SeriesError) -> [InterruptedWarning] {
        let own = design.rows.filter(\.isTarget)
        let before = own.count { $0.step < change }
        let after = own.count - before
        var found: [InterruptedWarning] = []
        if before < InterruptedWarning.fewest { found.append(.fewBefore(before)) }
        switch after {
        case 0: found.append(.noPointsAfter)
        case 1..<3: found += [.fewAfter(after), .slopeNotTold(after)]
        case 3..<InterruptedWarning.fewest: found.append(.fewAfter(after))
        default: break
        }
        if after > 0, settings.season != .none, after < series.period { found.append(.partOfCycleAfter(after)) }
        if let time = design.ownTime {
            var weights = [Double](repeating: 0, count: design.matrix.columns)
            weights[time] = 1
            let gap = try contrasts.estimate(weights, asRatio: false)
            if gap.chance < 0.05 { found.append(.comparisonRanDifferently(chance: gap.chance)) }
        } else {
            found.append(.otherChangesUnknown)
        }
        if let chance = autocorrelation.chance, chance < 0.05 { found.append(.autocorrelation(chance: chance)) }
        if missing > 0 { found.append(.missing(missing)) }
        return found + fit.warnings.map { .fit("\($0)") }
    }
}
