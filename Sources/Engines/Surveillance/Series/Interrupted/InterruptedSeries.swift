import Foundation
import Statistics

/// Whether a series changed when something was done: a segmented regression with season and trend.
///
/// Wagner, Soumerai, Zhang and Ross-Degnan 2002, doi:10.1046/j.1365-2710.2002.00430.x; Lopez Bernal, Cummins and
/// Gasparrini 2017, doi:10.1093/ije/dyw098. Coefficients as R's `glm` and `MASS::glm.nb`, errors as `sandwich`.
public struct InterruptedSeries: Sendable {
    /// Another series that the change did not touch.
    public struct Comparison: Sendable, Equatable {
        /// It, with the same steps.
        public let series: RegularSeries
        /// Its population at every step, or nil.
        public let exposure: [Double]?

        /// A series with its population.
        public init(_ series: RegularSeries, exposure: [Double]?) {
            self.series = series
            self.exposure = exposure
        }
    }

    /// One month of the series of interest.
    public struct Month: Sendable, Equatable {
        /// Its position in the series, from 0.
        public let step: Int
        /// Whether it lies after the change.
        public let isAfter: Bool
        /// What came.
        public let observed: Double
        /// What the model has for it.
        public let fitted: Double
        /// What was to be expected had the change not been made; before it, the same as fitted.
        public let expected: Double
        /// The lower end of the interval of that expectation, which is of the mean, not of single months.
        public let expectedLower: Double
        /// Its upper end.
        public let expectedUpper: Double
    }

    /// What changed.
    public struct Effect: Sendable, Equatable {
        /// The jump in the first month used after the change.
        public let level: InterruptedEstimate
        /// The change of trend per step; nil with fewer than three points after.
        public let slope: InterruptedEstimate?
        /// The trend after, per step; nil as above.
        public let trendAfter: InterruptedEstimate?
        /// All that was fitted after the change over (or less) all that was expected.
        public let overall: InterruptedEstimate
        /// How many fewer there were than expected, all months used together; negative when there were more.
        ///
        /// Expected less fitted, summed; its interval by the delta method.
        public let averted: InterruptedEstimate
    }

    /// The settings used.
    public let settings: InterruptedSettings
    /// The first month after the change.
    public let change: Int
    /// The months used.
    public let months: [Month]
    /// The trend before the change, per step.
    public let trendBefore: InterruptedEstimate
    /// What changed; nil where there is no point after.
    public let effect: Effect?
    /// The lag of Newey and West's errors; nil where others were used.
    public let lag: Int?
    /// What was left over.
    public let autocorrelation: Autocorrelation
    /// What to know before believing it; never empty without a comparison.
    public let warnings: [InterruptedWarning]
    /// The fit: base, time, season, level, slope; then the same once more for the series of interest if compared.
    public let fit: GeneralizedLinearModel

    /// Analyses a series that was changed at a step, from 0, which is the first one after.
    public init(
        _ series: RegularSeries, change: Int, settings: InterruptedSettings, exposure: [Double]?,
        comparison: Comparison?
    ) throws(SeriesError) {
        let problem = try InterruptedProblem(
            series: series, change: change, settings: settings, exposure: exposure, comparison: comparison)
        let fit = try problem.fitted()
        let serial = SerialErrors(fit, design: problem.design)
        let (covariances, lag) = try problem.covariances(fit, serial)
        let contrasts = InterruptedContrasts(
            coefficients: fit.coefficients, estimated: fit.estimated, covariances: covariances,
            degreesOfFreedom: fit.residualDF, confidence: settings.confidence)
        let effects = InterruptedEffects(problem: problem, fit: fit, contrasts: contrasts)
        let target = problem.design.rows.indices.filter { problem.design.rows[$0].isTarget }
        let leftOver = target.map { fit.devianceResiduals[$0] }
        let autocorrelation = Autocorrelation(leftOver, period: series.period)
        self.settings = settings
        self.change = change
        self.fit = fit
        self.lag = lag
        self.autocorrelation = autocorrelation
        months = try effects.months()
        trendBefore = try effects.trendBefore()
        effect = try effects.effect()
        warnings = try problem.warnings(fit, autocorrelation, contrasts)
    }
}
