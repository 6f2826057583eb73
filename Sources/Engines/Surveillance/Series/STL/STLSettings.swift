import Foundation

/// The windows, degrees, jumps and passes of a seasonal-trend decomposition, named as in R's `stl`.
public struct STLSettings: Sendable, Equatable {
    /// How the season may change from year to year.
    public enum SeasonalWindow: Sendable, Equatable {
        /// The same season every year.
        case periodic
        /// A loess window in years; odd, and at least 7 to be smooth (Cleveland 1990, section 3.3).
        case years(Int)
    }

    /// How the middle remainder is found in robust passes.
    public enum Middle: Sendable, Equatable {
        /// As R's program finds it, which is at times a neighbour of the median: results equal R's.
        case asReference
        /// The true median, as statsmodels takes it.
        case exact
    }

    /// `s.window`.
    public var seasonalWindow: SeasonalWindow
    /// `s.degree`, 0 or 1; always 0 for a periodic season.
    public var seasonalDegree = 0
    /// `t.window`; nil for the next odd number after 1.5 · period / (1 − 1.5 / s.window).
    public var trendWindow: Int?
    /// `t.degree`, 0 or 1.
    public var trendDegree = 1
    /// `l.window`; nil for the next odd number from the period.
    public var lowPassWindow: Int?
    /// `l.degree`, 0 or 1; nil for the trend's.
    public var lowPassDegree: Int?
    /// `s.jump`; nil for a tenth of the window, rounded up.
    public var seasonalJump: Int?
    /// `t.jump`; nil for a tenth of the window, rounded up.
    public var trendJump: Int?
    /// `l.jump`; nil for a tenth of the window, rounded up.
    public var lowPassJump: Int?
    /// Whether outlying points are weighed down; sets the passes where they are nil.
    public var robust = false
    /// How the middle remainder is found in robust passes.
    public var middle = Middle.asReference
    /// `inner`; nil for 2, or 1 when robust.
    public var innerPasses: Int?
    /// `outer`; nil for 0, or 15 when robust.
    public var outerPasses: Int?

    /// R's defaults for a season window.
    public init(_ seasonalWindow: SeasonalWindow) {
        self.seasonalWindow = seasonalWindow
    }

    /// The settings as the smoother needs them, each a number.
    struct Resolved {
        var period: Int
        var seasonal: LoessSpan
        var trend: LoessSpan
        var lowPass: LoessSpan
        var inner: Int
        var outer: Int
        var isPeriodic: Bool
        var middle: Middle
    }

    /// Fills in what is nil as R does, and refuses what R refuses.
    func resolved(points: Int, period: Int) throws(SeriesError) -> Resolved {
        let isPeriodic = seasonalWindow == .periodic
        let window: Int
        switch seasonalWindow {
        case .periodic: window = 10 * points + 1
        case .years(let years): window = years
        }
        guard window >= 2 else {
            throw .badSetting("A season window of \(window) years: it must be at least 2, better odd and 7 or more.")
        }
        let trend = trendWindow ?? Self.defaultTrendWindow(period: period, seasonalWindow: window)
        let lowPass = lowPassWindow ?? Self.nextOdd(period)
        let degrees = [isPeriodic ? 0 : seasonalDegree, trendDegree, lowPassDegree ?? trendDegree]
        guard degrees.allSatisfy({ $0 == 0 || $0 == 1 }) else {
            throw .badSetting("The degrees of a decomposition must be 0 (level) or 1 (line).")
        }
        let jumps = [
            seasonalJump ?? Self.tenth(window), trendJump ?? Self.tenth(trend), lowPassJump ?? Self.tenth(lowPass),
        ]
        guard trend >= 1, lowPass >= 1, jumps.allSatisfy({ $0 >= 1 }) else {
            throw .badSetting("The windows and jumps of a decomposition must be 1 or more.")
        }
        let inner = innerPasses ?? (robust ? 1 : 2)
        let outer = outerPasses ?? (robust ? 15 : 0)
        guard inner >= 1, outer >= 0 else {
            throw .badSetting("A decomposition needs at least 1 inner pass, and 0 or more outer ones.")
        }
        return Resolved(
            period: period,
            seasonal: LoessSpan(window: window, degree: degrees[0], jump: jumps[0]),
            trend: LoessSpan(window: trend, degree: degrees[1], jump: jumps[1]),
            lowPass: LoessSpan(window: lowPass, degree: degrees[2], jump: jumps[2]),
            inner: inner, outer: outer, isPeriodic: isPeriodic, middle: middle)
    }

    private static func defaultTrendWindow(period: Int, seasonalWindow: Int) -> Int {
        let wanted: Double = 1.5 * Double(period) / (1 - 1.5 / Double(seasonalWindow))
        return nextOdd(Int(wanted.rounded(.up)))
    }

    private static func nextOdd(_ number: Int) -> Int { number % 2 == 0 ? number + 1 : number }

    private static func tenth(_ window: Int) -> Int { (window + 9) / 10 }
}
