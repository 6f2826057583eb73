import Foundation

/// Rough first guesses of level, slope and season, from which the search sets out.
///
/// The season by classical decomposition, level and slope by a line through the first points, as in Hyndman, Koehler,
/// Snyder and Grose 2002, doi:10.1016/S0169-2070(01)00110-8.
struct ETSStart {
    var level: Double
    var slope: Double
    var season: [Double]

    init(_ y: [Double], model: ETSModel, period: Int) {
        season = model.season == .none ? [] : Self.season(y, model: model, period: period)
        var clean = y
        if !season.isEmpty {
            for place in y.indices {
                let part = season[place % period]
                clean[place] = model.season == .multiplicative ? y[place] / max(part, 0.01) : y[place] - part
            }
        }
        let window = min(max(10, 2 * season.count), y.count)
        let (at, step) = Self.line(Array(clean.prefix(window)))
        let mean = clean.prefix(window).reduce(0, +) / Double(window)
        switch model.trend {
        case .none:
            level = mean
            slope = 0
        case .additive, .additiveDamped:
            level = at
            slope = step
        case .multiplicative, .multiplicativeDamped:
            level = at > 0 ? at : max(mean, 0.001)
            slope = at > 0 ? max(0.5, min(2, (at + step) / at)) : 1
        }
        if model.needsPositive, model.season != .additive, level <= 0 { level = max(mean, 0.001) }
    }

    /// The same with a season drawn in towards none.
    func withSeason(_ share: Double, model: ETSModel) -> ETSStart {
        var start = self
        let none: Double = model.season == .multiplicative ? 1 : 0
        start.season = season.map { none + share * ($0 - none) }
        return start
    }

    /// The mean departure from a centred running mean at each place of the cycle, or from a line when years are few.
    private static func season(_ y: [Double], model: ETSModel, period: Int) -> [Double] {
        let isMultiplied = model.season == .multiplicative
        let base = y.count >= 3 * period ? centredMeans(y, period: period) : lineThrough(y)
        var sums = [Double](repeating: 0, count: period)
        var counts = sums
        for place in y.indices {
            guard let middle = base[place], !isMultiplied || middle > 0 else { continue }
            sums[place % period] += isMultiplied ? y[place] / middle : y[place] - middle
            counts[place % period] += 1
        }
        var season = sums.indices.map { counts[$0] > 0 ? sums[$0] / counts[$0] : (isMultiplied ? 1 : 0) }
        let mean = season.reduce(0, +) / Double(period)
        for place in season.indices {
            if isMultiplied {
                season[place] = max(season[place], 0.01) / max(mean, 0.01)
            } else {
                season[place] -= mean
            }
        }
        return season
    }

    private static func centredMeans(_ y: [Double], period: Int) -> [Double?] {
        let half = period / 2
        return y.indices.map { place in
            guard place >= half, place + half < y.count else { return nil }
            var sum = 0.0
            for near in (place - half)...(place + half) { sum += y[near] }
            // An even cycle takes half of each end, so that every place of the cycle counts once.
            if period % 2 == 0 { sum -= (y[place - half] + y[place + half]) / 2 }
            return sum / Double(period)
        }
    }

    private static func lineThrough(_ y: [Double]) -> [Double?] {
        let (at, step) = line(y)
        return y.indices.map { at + step * Double($0 + 1) }
    }

    /// Where a straight line through the points stands at 0, and its step.
    private static func line(_ y: [Double]) -> (at: Double, step: Double) {
        let n = Double(y.count)
        let middle = (n + 1) / 2
        let mean = y.reduce(0, +) / n
        var cross = 0.0
        var spread = 0.0
        for (place, value) in y.enumerated() {
            let off = Double(place + 1) - middle
            cross += off * (value - mean)
            spread += off * off
        }
        let step = spread > 0 ? cross / spread : 0
        return (mean - step * middle, step)
    }
}
