import Foundation

/// The size of the negative binomial by maximum likelihood, step for step as `theta.ml` and `glm.nb` of MASS
/// (Venables and Ripley 2002, section 7.4).
struct ThetaEstimate {
    let theta: Double
    let hasSettled: Bool

    /// Newton's method from the moment estimate, with means held.
    init(response: [Double], mean: [Double], weights: [Double], limit: Int) throws(ModelError) {
        // MASS stops at the fourth root of the machine's precision.
        let tolerance = pow(Double.ulpOfOne, 0.25)
        var spread: Double = 0
        for row in response.indices where weights[row] > 0 {
            let ratio = response[row] / mean[row] - 1
            spread += weights[row] * ratio * ratio
        }
        var theta = weights.reduce(0, +) / spread
        var change: Double = 1
        var iteration = 1
        while iteration < limit, abs(change) > tolerance {
            theta = abs(theta)
            change = Self.step(theta, response, mean, weights)
            theta += change
            iteration += 1
            guard theta.isFinite else { throw .noTheta }
        }
        guard theta > 0 else { throw .noTheta }
        self.theta = theta
        hasSettled = iteration < limit
    }

    /// The score over the information.
    private static func step(_ theta: Double, _ response: [Double], _ mean: [Double], _ weights: [Double]) -> Double {
        var score: Double = 0
        var information: Double = 0
        let digamma = SpecialFunctions.digamma(theta)
        let trigamma = SpecialFunctions.trigamma(theta)
        for row in response.indices where weights[row] > 0 {
            let y = response[row]
            let sum = theta + mean[row]
            let own = SpecialFunctions.digamma(theta + y) - digamma + log(theta) + 1
            score += weights[row] * (own - log(sum) - (y + theta) / sum)
            let bend = trigamma - SpecialFunctions.trigamma(theta + y) - 1 / theta
            information += weights[row] * (bend + 2 / sum - (y + theta) / (sum * sum))
        }
        return score / information
    }

    static func logLikelihood(_ theta: Double, _ response: [Double], _ mean: [Double], _ weights: [Double]) -> Double {
        var sum: Double = 0
        for row in response.indices where weights[row] > 0 {
            let y = response[row]
            let m = mean[row]
            let ways =
                SpecialFunctions.logGamma(theta + y) - SpecialFunctions.logGamma(theta)
                - SpecialFunctions.logGamma(y + 1)
            let own: Double = y > 0 ? y * log(m) : 0
            sum += weights[row] * (ways + theta * log(theta) + own - (theta + y) * log(theta + m))
        }
        return sum
    }
}

extension ModelProblem {
    /// Coefficients and theta in turn, from a Poisson fit, until likelihood and theta settle.
    func fitWithTheta(_ control: GeneralizedLinearModel.Control) throws(ModelError) -> GeneralizedLinearModel {
        var state = try state(FamilyRules(family: .poisson), control)
        let limit = control.maximumIterations
        var mean = state.mean
        var rules = FamilyRules(family: family)
        var estimate = try ThetaEstimate(response: response, mean: mean, weights: weights, limit: limit)
        let rank = state.decomposition?.rank ?? 0
        let scale = Double(2 * max(1, weights.count { $0 > 0 } - rank)).squareRoot()
        var likelihood = ThetaEstimate.logLikelihood(estimate.theta, response, mean, weights)
        var before = likelihood + 2 * scale
        var change: Double = 1
        var turn = 0
        while abs(before - likelihood) / scale + abs(change) > control.tolerance {
            turn += 1
            guard turn <= limit else { break }
            rules.theta = estimate.theta
            state = try self.state(rules, control, eta: mean.map(log))
            estimate = try ThetaEstimate(response: response, mean: mean, weights: weights, limit: limit)
            mean = state.mean
            change = rules.theta - estimate.theta
            before = likelihood
            likelihood = ThetaEstimate.logLikelihood(estimate.theta, response, mean, weights)
        }
        let warnings: [GeneralizedLinearModel.Warning] =
            estimate.hasSettled && turn <= limit ? [] : [.thetaNotSettled]
        var fitted = finished(state, rules, extra: warnings)
        fitted.theta = estimate.theta
        return fitted
    }
}
