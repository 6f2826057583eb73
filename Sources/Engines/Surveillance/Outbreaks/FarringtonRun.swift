import Foundation
import Statistics

/// One series going through its tested periods, with the room it works in.
struct FarringtonRun {
    let series: WatchedSeries
    let settings: FarringtonSettings
    let variant: Variant
    let terms: CountTerms
    private var model = SeasonalPoisson()

    /// Which of the two methods.
    enum Variant: Sendable {
        case flexible, original
    }

    init(series: WatchedSeries, settings: FarringtonSettings, variant: Variant, terms: CountTerms) {
        self.series = series
        self.settings = settings
        self.variant = variant
        self.terms = terms
    }

    /// A model as R keeps it.
    private struct Fitted {
        let hasTrend: Bool
        /// At least 1.
        let phi: Double
        /// What R's `summary` reports, for the error of the mean and the test of the trend.
        let reported: Double
    }

    /// What the method says of the period a design belongs to.
    mutating func outcome(_ design: FarringtonDesign) -> FarringtonOutcome {
        guard let observed = series.counts[design.period] else { return .noData }
        model.load(design, series: series, terms: terms, population: settings.populationOffset)
        let offset = settings.populationOffset ? series.logPopulation(design.period) : 0
        guard
            let fitted = chosen(design, offset: offset),
            let test = test(observed, design: design, fitted: fitted, offset: offset)
        else {
            return model.counts.allSatisfy { $0 == 0 }
                ? .noCasesBefore(recent: recent(upTo: design.period)) : .notFitted
        }
        return .tested(test)
    }

    /// Cases in the newest periods, those without data left out.
    private func recent(upTo period: Int) -> Double {
        series.counts[max(0, period - settings.minimum.periods + 1)...period].reduce(0) { $0 + ($1 ?? 0) }
    }

    /// With the trend if it is significant, at least three years are used and it does not lead above all seen before.
    private mutating func chosen(_ design: FarringtonDesign, offset: Double) -> Fitted? {
        guard let first = fitted(trend: settings.trend) else { return nil }
        guard first.hasTrend else { return first }
        guard
            let now = model.predicted(season: design.nowSeason, time: design.nowTime, offset: offset),
            settings.years >= 3, isSignificant(first),
            exp(now.predictor) <= model.counts.max() ?? 0
        else { return fitted(trend: false) }
        return first
    }

    private func isSignificant(_ fitted: Fitted) -> Bool {
        let trend = model.trend
        let t = trend.slope / (fitted.reported * trend.variance).squareRoot()
        guard t.isFinite, let student = try? StudentTDistribution(df: Double(model.residualDegrees)) else {
            return false
        }
        return 2 * student.survival(t.magnitude) < settings.trendBelow
    }

    /// Fits, and fits again with past outbreaks counting less.
    private mutating func fitted(trend: Bool) -> Fitted? {
        model.forgetWeights()
        var hasTrend = trend
        var end = model.fit(trend: trend)
        if end != .converged, trend {
            hasTrend = false
            end = model.fit(trend: false)
        }
        guard end == .converged || (end == .stoppedShort && variant == .original) else { return nil }
        guard settings.reweight else { return described(hasTrend) }
        guard
            model.downweight(above: settings.weightsThreshold, dispersion: max(model.dispersion, 1)),
            model.fit(trend: hasTrend) != .failed
        else { return nil }
        return described(hasTrend)
    }

    private func described(_ hasTrend: Bool) -> Fitted? {
        let dispersion = model.dispersion
        guard dispersion.isFinite else { return nil }
        switch variant {
        case .flexible:
            // farringtonFlexible overwrites the model's working weights with the prior ones before it is summarised.
            let reported = settings.reweight ? model.dispersionByPriors : dispersion
            return Fitted(hasTrend: hasTrend, phi: max(dispersion, 1), reported: reported)
        case .original:
            return Fitted(hasTrend: hasTrend, phi: max(dispersion, 1), reported: dispersion)
        }
    }

    private func test(
        _ observed: Double, design: FarringtonDesign, fitted: Fitted, offset: Double
    ) -> FarringtonTest? {
        guard
            let now = model.predicted(season: design.nowSeason, time: design.nowTime, offset: offset)
        else { return nil }
        let expected = exp(now.predictor)
        let spread = variant == .flexible ? fitted.reported : fitted.phi
        let error = (spread * now.variance).squareRoot()
        guard
            expected.isFinite,
            let bound = bound(observed, predictor: now.predictor, error: error, phi: fitted.phi),
            let counts = OverdispersedCounts(mean: expected, dispersion: fitted.phi)
        else { return nil }
        let isSuppressed = recent(upTo: design.period) < settings.minimum.cases
        let above = (bound.score ?? 0) > 1
        return FarringtonTest(
            period: design.period, observed: observed, expected: expected, upper: bound.upper, score: bound.score,
            exceedance: bound.upper > expected ? (observed - expected) / (bound.upper - expected) : nil,
            pValue: bound.pValue, tail: counts.atLeast(observed),
            isAlarm: above && !isSuppressed && observed != 0, isSuppressed: isSuppressed,
            trend: fitted.hasTrend ? model.trend.slope : nil, dispersion: fitted.phi)
    }

    private func bound(
        _ observed: Double, predictor: Double, error: Double, phi: Double
    ) -> FarringtonBound? {
        // The original interval is two-sided.
        let share = variant == .original ? settings.alpha / 2 : settings.alpha
        guard let z = try? NormalDistribution.standard.quantile(upper: share) else { return nil }
        let fit = exp(predictor)
        switch settings.threshold {
        case .delta:
            return FarringtonBound(
                delta: fit, error: error * fit, dispersion: phi, power: settings.power, z: z, count: observed)
        case .nbPlugin, .muan:
            let mean = settings.threshold == .nbPlugin ? fit : exp(predictor + z * error)
            return FarringtonBound(
                predictor: predictor, quantileMean: mean, dispersion: phi, alpha: settings.alpha, count: observed)
        }
    }
}
