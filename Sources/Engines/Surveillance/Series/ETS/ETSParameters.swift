/// The numbers that make an exponential smoothing model: how fast it learns and where it starts.
public struct ETSParameters: Sendable, Equatable {
    /// How fast the level learns, 0.0001 to 0.9999.
    public var alpha: Double
    /// How fast the slope learns, 0.0001 to alpha; 0 with no trend.
    public var beta: Double
    /// How fast the season learns, 0.0001 to 1 − alpha; 0 with no season.
    public var gamma: Double
    /// What is left of the slope after each step, 0.8 to 0.98; 1 where it does not fade.
    public var phi: Double
    /// The level before the first point.
    public var level: Double
    /// The slope, or growth factor, before the first point; 0 or 1 with no trend.
    public var slope: Double
    /// The season of the first points in order of time, one for each place of the cycle; empty with none.
    public var season: [Double]
}

/// The coordinates a search moves in, each within fixed bounds.
///
/// Beta lies between its floor and alpha, gamma between its floor and 1 − alpha: both are searched as shares of that
/// room, so that every bound is a plain number. Bounds are those of R's forecast::ets.
struct ETSCoordinates {
    static let floor = 0.0001
    static let ceiling = 0.9999
    static let phiBounds = (low: 0.8, high: 0.98)

    let model: ETSModel
    let period: Int

    var count: Int { model.smoothingCount + model.startCount(period: period) }

    var lower: [Double] {
        var bounds = [Self.floor]
        if model.trend != .none { bounds.append(0) }
        if model.season != .none { bounds.append(0) }
        if model.trend.isDamped { bounds.append(Self.phiBounds.low) }
        bounds.append(model.needsPositive && model.season != .additive ? 0 : -.infinity)
        if model.trend != .none { bounds.append(model.trend.isMultiplicative ? 0 : -.infinity) }
        let seasons = max(0, count - bounds.count)
        return bounds + [Double](repeating: model.season == .multiplicative ? 0 : -.infinity, count: seasons)
    }

    var upper: [Double] {
        var bounds = [Self.ceiling]
        if model.trend != .none { bounds.append(1) }
        if model.season != .none { bounds.append(1) }
        if model.trend.isDamped { bounds.append(Self.phiBounds.high) }
        return bounds + [Double](repeating: .infinity, count: count - bounds.count)
    }

    func parameters(_ x: [Double]) -> ETSParameters {
        var next = 1
        func take() -> Double {
            defer { next += 1 }
            return x[next]
        }
        let alpha = x[0]
        let beta = model.trend == .none ? 0 : Self.floor + take() * (alpha - Self.floor)
        let gamma = model.season == .none ? 0 : Self.floor + take() * (1 - alpha - Self.floor)
        let phi = model.trend.isDamped ? take() : 1
        let level = take()
        let slope = model.trend == .none ? (model.trend.isMultiplicative ? 1 : 0) : take()
        var season: [Double] = []
        if model.season != .none {
            season = Array(x[next...])
            let sum = season.reduce(0, +)
            season.append((model.season == .multiplicative ? Double(period) : 0) - sum)
        }
        return ETSParameters(
            alpha: alpha, beta: beta, gamma: gamma, phi: phi, level: level, slope: slope, season: season)
    }

    func coordinates(alpha: Double, betaShare: Double, gammaShare: Double, phi: Double, start: ETSStart) -> [Double] {
        var x = [alpha]
        if model.trend != .none { x.append(betaShare) }
        if model.season != .none { x.append(gammaShare) }
        if model.trend.isDamped { x.append(phi) }
        x.append(start.level)
        if model.trend != .none { x.append(start.slope) }
        return x + start.season.dropLast()
    }
}
