/// One exponential smoothing model of the family error, trend, season.
///
/// Hyndman, Koehler, Ord and Snyder 2008, Forecasting with Exponential Smoothing (Springer), table 2.1.
public struct ETSModel: Hashable, Sendable, CustomStringConvertible {
    /// How chance enters.
    public enum Errors: String, Hashable, Sendable, CaseIterable {
        /// Added: its size does not follow the level.
        case additive = "A"
        /// Multiplied: its size follows the level; values must be positive.
        case multiplicative = "M"
    }

    /// How the level moves on.
    public enum Trend: String, Hashable, Sendable, CaseIterable {
        /// It does not.
        case none = "N"
        /// By a step each time.
        case additive = "A"
        /// By a step that fades.
        case additiveDamped = "Ad"
        /// By a factor each time.
        case multiplicative = "M"
        /// By a factor that fades.
        case multiplicativeDamped = "Md"

        var isDamped: Bool { self == .additiveDamped || self == .multiplicativeDamped }
        var isMultiplicative: Bool { self == .multiplicative || self == .multiplicativeDamped }
    }

    /// How the season enters.
    public enum Season: String, Hashable, Sendable, CaseIterable {
        /// It does not.
        case none = "N"
        /// Added to the level.
        case additive = "A"
        /// Multiplied with the level.
        case multiplicative = "M"
    }

    /// How chance enters.
    public let errors: Errors
    /// How the level moves on.
    public let trend: Trend
    /// How the season enters.
    public let season: Season

    /// A model by its three parts.
    public init(_ errors: Errors, _ trend: Trend, _ season: Season) {
        self.errors = errors
        self.trend = trend
        self.season = season
    }

    /// The usual name, such as ETS(M,Ad,M).
    public var description: String { "ETS(\(errors.rawValue),\(trend.rawValue),\(season.rawValue))" }

    /// The models an automatic choice looks at: all with finite forecast variance, multiplicative trends apart.
    ///
    /// As R's forecast::ets with `restrict = TRUE` and `allow.multiplicative.trend = FALSE`.
    public static func candidates(period: Int, allPositive: Bool) -> [ETSModel] {
        var models: [ETSModel] = []
        for errors in Errors.allCases where allPositive || errors == .additive {
            for trend in [Trend.none, .additive, .additiveDamped] {
                models.append(ETSModel(errors, trend, .none))
                guard period > 1 else { continue }
                models.append(ETSModel(errors, trend, .additive))
                if errors == .multiplicative { models.append(ETSModel(errors, trend, .multiplicative)) }
            }
        }
        return models
    }

    /// Whether forecasts have an exact variance: additive errors with nothing multiplied.
    var isLinear: Bool { errors == .additive && !trend.isMultiplicative && season != .multiplicative }

    /// Whether a fitted value of zero or less makes no sense.
    var needsPositive: Bool { errors == .multiplicative || trend.isMultiplicative || season == .multiplicative }

    /// Smoothing parameters: alpha and as many of beta, gamma and phi as there are parts.
    var smoothingCount: Int {
        1 + (trend == .none ? 0 : 1) + (season == .none ? 0 : 1) + (trend.isDamped ? 1 : 0)
    }

    /// Free starting values: level, slope, and one fewer seasons than the period, as their sum is fixed.
    func startCount(period: Int) -> Int {
        1 + (trend == .none ? 0 : 1) + (season == .none ? 0 : period - 1)
    }
}
