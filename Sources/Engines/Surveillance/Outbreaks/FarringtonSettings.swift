/// How the upper bound is taken from the fitted mean.
public enum FarringtonThreshold: String, Codable, Sendable, CaseIterable {
    /// A normal interval on a power of the count, widened by the error of the mean (Farrington 1996).
    case delta
    /// A quantile of the negative binomial with the fitted mean (Noufaily 2013).
    case nbPlugin
    /// The same with the upper quantile of the mean instead of the mean.
    case muan
}

/// The power that makes counts near to normal.
public enum FarringtonPower: String, Codable, Sendable, CaseIterable {
    /// No transform.
    case none
    /// The square root.
    case half = "1/2"
    /// The two-thirds power, which takes most of the skewness away.
    case twoThirds = "2/3"
}

/// When there are too few cases for an alarm to mean anything.
public struct FarringtonMinimum: Codable, Sendable, Equatable {
    /// Fewer cases than this…
    public var cases: Double
    /// …in this many periods up to the tested one suppress its alarm.
    public var periods: Int

    /// Cases in so many periods.
    public init(cases: Double, periods: Int) {
        self.cases = cases
        self.periods = periods
    }
}

/// The settings of the improved Farrington method, named beside those of R's `farringtonFlexible`.
public struct FarringtonSettings: Codable, Sendable, Equatable {
    /// Years of history used; `b`.
    public var years: Int
    /// Periods either side of the same period in those years; `w`.
    public var halfWidth: Int
    /// Seasonal levels, 1 for windows alone; `noPeriods`.
    public var seasons: Int
    /// Newest periods kept out of the reference, so that an outbreak does not teach the model; `pastWeeksNotIncluded`.
    public var leftOut: Int
    /// Whether past outbreaks count less; `reweight`.
    public var reweight: Bool
    /// Anscombe residuals above this count less; `weightsThreshold`.
    public var weightsThreshold: Double
    /// The one-sided chance of a false alarm in a period; `alpha`.
    public var alpha: Double
    /// Whether a trend over time is tried; `trend`.
    public var trend: Bool
    /// A trend is kept when its p value is below this; `pThresholdTrend`.
    public var trendBelow: Double
    /// How the bound is made; `thresholdMethod`.
    public var threshold: FarringtonThreshold
    /// The power of the delta bound; `powertrans`.
    public var power: FarringtonPower
    /// Too few cases for an alarm; `limit54`.
    public var minimum: FarringtonMinimum
    /// Whether counts are taken per head of population; `populationOffset`.
    public var populationOffset: Bool

    /// The improved method of Noufaily et al. 2013, doi:10.1002/sim.5595, with the settings of that paper as in Salmon,
    /// Schumacher and Höhle 2016, doi:10.18637/jss.v070.i10: five years, ten seasonal levels, 26 periods left out,
    /// outbreaks over 2.58 counted less, the trend always kept unless it extrapolates.
    public static func improved(
        alpha: Double = 0.05, threshold: FarringtonThreshold = .delta
    ) -> FarringtonSettings {
        FarringtonSettings(
            years: 5, halfWidth: 3, seasons: 10, leftOut: 26, reweight: true, weightsThreshold: 2.58, alpha: alpha,
            trend: true, trendBelow: 1, threshold: threshold, power: .twoThirds,
            minimum: FarringtonMinimum(cases: 5, periods: 4), populationOffset: false)
    }

    /// What R's `farringtonFlexible` does when nothing is set.
    public static let referenceDefaults = FarringtonSettings(
        years: 5, halfWidth: 3, seasons: 1, leftOut: 3, reweight: true, weightsThreshold: 2.58, alpha: 0.05,
        trend: true, trendBelow: 0.05, threshold: .delta, power: .twoThirds,
        minimum: FarringtonMinimum(cases: 5, periods: 4), populationOffset: false)

    /// The method of Farrington et al. 1996, doi:10.2307/2983331, as R's `algo.farrington` sets it.
    ///
    /// Used with `Farrington.original`, which takes only windows (no seasonal levels), a two-sided interval of `alpha`
    /// and the delta bound; `seasons`, `leftOut`, `trendBelow` other than 0.05 and other bounds are refused there.
    public static func original(alpha: Double = 0.05) -> FarringtonSettings {
        FarringtonSettings(
            years: 5, halfWidth: 3, seasons: 1, leftOut: 0, reweight: true, weightsThreshold: 1, alpha: alpha,
            trend: true, trendBelow: 0.05, threshold: .delta, power: .twoThirds,
            minimum: FarringtonMinimum(cases: 5, periods: 4), populationOffset: false)
    }

    /// Settings in full.
    public init(
        years: Int, halfWidth: Int, seasons: Int, leftOut: Int, reweight: Bool, weightsThreshold: Double,
        alpha: Double, trend: Bool, trendBelow: Double, threshold: FarringtonThreshold, power: FarringtonPower,
        minimum: FarringtonMinimum, populationOffset: Bool
    ) {
        self.years = years
        self.halfWidth = halfWidth
        self.seasons = seasons
        self.leftOut = leftOut
        self.reweight = reweight
        self.weightsThreshold = weightsThreshold
        self.alpha = alpha
        self.trend = trend
        self.trendBelow = trendBelow
        self.threshold = threshold
        self.power = power
        self.minimum = minimum
        self.populationOffset = populationOffset
    }

    /// Throws what is wrong with the settings.
    func check() throws(OutbreakError) {
        guard years >= 1 else { throw .badSetting("at least one year of history is needed") }
        guard halfWidth >= 0, leftOut >= 0 else { throw .badSetting("numbers of periods are not below 0") }
        guard seasons >= 1 else { throw .badSetting("there is at least one seasonal level") }
        guard alpha > 0, alpha < 1 else { throw .badSetting("alpha lies between 0 and 1") }
        guard weightsThreshold > 0 else { throw .badSetting("the threshold for weights is above 0") }
        guard trendBelow >= 0, trendBelow <= 1 else { throw .badSetting("the p value for a trend is 0 to 1") }
        guard minimum.cases >= 0, minimum.periods > 0 else {
            throw .badSetting("the fewest cases are not below 0, and counted in at least one period")
        }
    }
}
