import Foundation

/// A series split into trend, season and remainder by loess.
///
/// Cleveland, Cleveland, McRae and Terpenning 1990, J. Official Statistics 6, 3–73, with the passes and defaults of
/// R's `stats::stl`. Trend + season + remainder is the series, point by point.
public struct STL: Sendable, Equatable {
    /// What to do about months with no value.
    public enum Missing: Sendable, Equatable {
        /// Refuse, naming them.
        case refuse
        /// Put in trend plus season, found over and over until they settle; the filled places are reported.
        case fillFromTrendAndSeason
    }

    /// The part that repeats each cycle, in the series' units.
    public let seasonal: [Double]
    /// The slow part.
    public let trend: [Double]
    /// What is left.
    public let remainder: [Double]
    /// The weight of each point in the last robust pass; all 1 when not robust.
    public let weights: [Double]
    /// Positions, from 0, that had no value and were filled in.
    public let filled: [Int]

    /// Splits a series.
    ///
    /// - Complexity: O(*n* · period) for each pass.
    public init(_ series: RegularSeries, settings: STLSettings, missing: Missing) throws(SeriesError) {
        guard series.period >= 2 else {
            throw .badSetting("A decomposition needs a cycle of 2 steps or more: 12 for months of a year.")
        }
        guard series.count > 2 * series.period else {
            throw .tooShort(method: "a seasonal decomposition", points: series.count, needed: 2 * series.period + 1)
        }
        let resolved = try settings.resolved(points: series.count, period: series.period)
        if missing == .fillFromTrendAndSeason, !series.missing.isEmpty {
            self = try Self.filling(series, resolved)
        } else {
            self.init(try series.complete(), resolved, filled: [])
        }
    }

    private init(_ y: [Double], _ settings: STLSettings.Resolved, filled: [Int]) {
        var passes = STLPasses(y, settings)
        passes.run()
        var seasonal = passes.seasonal
        if settings.isPeriodic { seasonal = Self.averaged(seasonal, period: settings.period) }
        let trend = passes.trend
        self.seasonal = seasonal
        self.trend = trend
        self.remainder = y.indices.map { y[$0] - seasonal[$0] - trend[$0] }
        self.weights = passes.weights
        self.filled = filled
    }

    private static func averaged(_ seasonal: [Double], period: Int) -> [Double] {
        var means = [Double](repeating: 0, count: period)
        for season in 0..<period {
            let places = stride(from: season, to: seasonal.count, by: period)
            var sum = 0.0
            var count = 0
            for place in places {
                sum += seasonal[place]
                count += 1
            }
            means[season] = sum / Double(count)
        }
        return seasonal.indices.map { means[$0 % period] }
    }

    /// Fills by straight lines first, then by the decomposition's own trend and season until nothing moves.
    private static func filling(
        _ series: RegularSeries, _ settings: STLSettings.Resolved
    ) throws(SeriesError) -> STL {
        var y = try interpolated(series)
        let gaps = series.missing
        let scale = (y.max() ?? 0) - (y.min() ?? 0)
        var found = STL(y, settings, filled: gaps)
        // Each round shrinks what is left by the gap's share of a window: 200 rounds are far more than enough.
        for _ in 0..<200 {
            var moved = 0.0
            for gap in gaps {
                let value = found.trend[gap] + found.seasonal[gap]
                moved = max(moved, abs(value - y[gap]))
                y[gap] = value
            }
            found = STL(y, settings, filled: gaps)
            if moved <= 1e-10 * scale { break }
        }
        return found
    }

    private static func interpolated(_ series: RegularSeries) throws(SeriesError) -> [Double] {
        guard let first = series.values.first, first != nil, let last = series.values.last, last != nil else {
            throw .missingAtEnds
        }
        for season in 0..<series.period {
            let places = stride(from: season, to: series.count, by: series.period)
            guard places.contains(where: { series.values[$0] != nil }) else {
                throw .missingSeason(series.season(at: season))
            }
        }
        let known = series.values.indices.compactMap { place in series.values[place].map { (place, $0) } }
        if let bad = known.first(where: { !$0.1.isFinite }) { throw .notFinite(position: bad.0) }
        var y = [Double](repeating: 0, count: series.count)
        for (left, right) in zip(known, known.dropFirst()) {
            let step = (right.1 - left.1) / Double(right.0 - left.0)
            for place in left.0...right.0 { y[place] = left.1 + step * Double(place - left.0) }
        }
        return y
    }

    /// How strong the trend is, 0 to 1: max(0, 1 − Var(remainder) / Var(trend + remainder)).
    ///
    /// Wang, Smith and Hyndman 2006, doi:10.1007/s10618-005-0039-x. Nil when trend and remainder do not vary.
    public var trendStrength: Double? { Self.strength(of: trend, over: remainder) }

    /// How strong the season is, 0 to 1: max(0, 1 − Var(remainder) / Var(season + remainder)).
    ///
    /// Nil when season and remainder do not vary.
    public var seasonalStrength: Double? { Self.strength(of: seasonal, over: remainder) }

    private static func strength(of part: [Double], over remainder: [Double]) -> Double? {
        let whole = variance(part.indices.map { part[$0] + remainder[$0] })
        guard whole > 0 else { return nil }
        return max(0, 1 - variance(remainder) / whole)
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        var sum = 0.0
        for value in values { sum += (value - mean) * (value - mean) }
        return sum / Double(values.count - 1)
    }
}
