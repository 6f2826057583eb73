import Foundation

/// The state of an exponential smoothing model and how it moves on with each point.
///
/// The error-correction form of table 2.2 and 2.3 in Hyndman and others 2008.
struct ETSState: Equatable, Sendable {
    let model: ETSModel
    let alpha: Double
    let beta: Double
    let gamma: Double
    let phi: Double
    var level: Double
    var slope: Double
    /// Seasons, each at its own place in the cycle counted from the first point.
    var season: [Double]
    /// Points seen.
    var time = 0

    init(_ model: ETSModel, _ parameters: ETSParameters) {
        self.model = model
        alpha = parameters.alpha
        beta = parameters.beta
        gamma = parameters.gamma
        phi = parameters.phi
        level = parameters.level
        slope = parameters.slope
        season = parameters.season
    }

    /// The level expected next, before the season.
    private var moved: (level: Double, slope: Double) {
        switch model.trend {
        case .none:
            return (level, 0)
        case .additive, .additiveDamped:
            let step = phi * slope
            return (level + step, step)
        case .multiplicative:
            return (level * slope, slope)
        case .multiplicativeDamped:
            let factor = pow(slope, phi)
            return (level * factor, factor)
        }
    }

    /// The value expected at the next point.
    var expected: Double {
        let base = moved.level
        switch model.season {
        case .none: return base
        case .additive: return base + season[time % season.count]
        case .multiplicative: return base * season[time % season.count]
        }
    }

    /// Takes in the error of the next point, in the series' units.
    mutating func learn(_ error: Double) {
        let (base, carried) = moved
        var levelError = error
        if model.season != .none {
            let place = time % season.count
            let old = season[place]
            if model.season == .multiplicative {
                season[place] = old + gamma * error / base
                levelError = error / old
            } else {
                season[place] = old + gamma * error
            }
        }
        switch model.trend {
        case .none: break
        case .additive, .additiveDamped: slope = carried + beta * levelError
        case .multiplicative, .multiplicativeDamped: slope = carried + beta * levelError / level
        }
        level = base + alpha * levelError
        time += 1
    }

    /// Whether the next step can be taken: nothing multiplied may be zero or less.
    var isSound: Bool {
        guard model.needsPositive else { return true }
        if model.trend.isMultiplicative, !(slope > 0 && level > 0) { return false }
        if model.season == .multiplicative {
            return season[time % season.count] > 0 && moved.level > 0
        }
        return expected > 0
    }
}

/// How well parameters fit a series.
struct ETSRecursion {
    let model: ETSModel
    let y: [Double]

    /// The residuals whose sum of squares, through n · log, is minus twice the log-likelihood.
    ///
    /// With multiplied errors each relative error is scaled by the geometric mean of the fitted values, which turns the
    /// likelihood of Hyndman and others 2008 (equation 5.3) into a plain sum of squares. Nil where the model breaks.
    func residuals(_ parameters: ETSParameters, into found: inout [Double]) -> Bool {
        var state = ETSState(model, parameters)
        var logs = 0.0
        let isRelative = model.errors == .multiplicative
        for (place, value) in y.enumerated() {
            guard state.isSound else { return false }
            let expected = state.expected
            let error = value - expected
            guard error.isFinite else { return false }
            if isRelative {
                found[place] = error / expected
                logs += log(expected)
            } else {
                found[place] = error
            }
            state.learn(error)
        }
        guard isRelative else { return true }
        let scale = exp(logs / Double(y.count))
        for place in found.indices { found[place] *= scale }
        return scale.isFinite
    }

    /// The fitted values, and the state after the last point.
    func run(_ parameters: ETSParameters) -> (fitted: [Double], last: ETSState) {
        var state = ETSState(model, parameters)
        var fitted: [Double] = []
        fitted.reserveCapacity(y.count)
        for value in y {
            let expected = state.expected
            fitted.append(expected)
            state.learn(value - expected)
        }
        return (fitted, state)
    }
}
