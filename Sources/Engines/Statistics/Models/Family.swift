import Foundation

/// How a response scatters about its mean, with the link R uses for it by default.
public enum Family: Sendable, Equatable {
    /// Counts whose variance is their mean; log link.
    case poisson
    /// Counts whose variance is a multiple of their mean, estimated by Pearson's statistic; log link.
    case quasiPoisson
    /// Shares from 0 to 1 whose weights are numbers of trials; logit link.
    case binomial
    /// Numbers of one variance; identity link.
    case gaussian
    /// Counts of variance mean + mean²/theta, log link; with no theta given it is estimated by maximum likelihood.
    case negativeBinomial(theta: Double?)

    /// True where the variance is known up to the mean, so that errors are not scaled.
    var hasKnownDispersion: Bool {
        switch self {
        case .poisson, .binomial, .negativeBinomial: true
        case .quasiPoisson, .gaussian: false
        }
    }
}

/// The formulas of one family, as R's family objects.
struct FamilyRules: Sendable {
    let family: Family
    /// Theta, where there is one.
    var theta: Double = .infinity

    // R's thresholds: beyond 30 on the logit scale probabilities are held, and counts' means stay above the last bit.
    private static let edge = 30.0
    private static let floor = Double.ulpOfOne

    func mean(_ eta: Double) -> Double {
        switch family {
        case .gaussian: return eta
        case .poisson, .quasiPoisson, .negativeBinomial: return max(exp(eta), Self.floor)
        case .binomial:
            if eta < -Self.edge { return Self.floor / (1 + Self.floor) }
            if eta > Self.edge { return 1 / Self.floor / (1 + 1 / Self.floor) }
            let odds = exp(eta)
            return odds / (1 + odds)
        }
    }

    /// The derivative of the mean.
    func slope(_ eta: Double) -> Double {
        switch family {
        case .gaussian: return 1
        case .poisson, .quasiPoisson, .negativeBinomial: return max(exp(eta), Self.floor)
        case .binomial:
            if abs(eta) > Self.edge { return Self.floor }
            let odds = exp(eta)
            return odds / ((1 + odds) * (1 + odds))
        }
    }

    func link(_ mean: Double) -> Double {
        switch family {
        case .gaussian: mean
        case .poisson, .quasiPoisson, .negativeBinomial: log(mean)
        case .binomial: log(mean / (1 - mean))
        }
    }

    func variance(_ mean: Double) -> Double {
        switch family {
        case .gaussian: 1
        case .poisson, .quasiPoisson: mean
        case .binomial: mean * (1 - mean)
        case .negativeBinomial: mean + mean * mean / theta
        }
    }

    /// The part of a row in the deviance.
    func deviance(_ y: Double, _ mean: Double, weight: Double) -> Double {
        switch family {
        case .gaussian: return weight * (y - mean) * (y - mean)
        case .poisson, .quasiPoisson:
            return y > 0 ? 2 * weight * (y * log(y / mean) - (y - mean)) : 2 * weight * mean
        case .binomial:
            let success: Double = y > 0 ? y * log(y / mean) : 0
            let failure: Double = y < 1 ? (1 - y) * log((1 - y) / (1 - mean)) : 0
            return 2 * weight * (success + failure)
        case .negativeBinomial:
            let own: Double = y * log(max(1, y) / mean)
            return 2 * weight * (own - (y + theta) * log((y + theta) / (mean + theta)))
        }
    }

    /// The mean from which the fit starts.
    func firstMean(_ y: Double, weight: Double) -> Double {
        switch family {
        case .gaussian: y
        case .poisson, .quasiPoisson: y + 0.1
        case .binomial: (weight * y + 0.5) / (weight + 1)
        case .negativeBinomial: y == 0 ? 1.0 / 6 : y
        }
    }

    func allows(mean: Double) -> Bool {
        switch family {
        case .gaussian: mean.isFinite
        case .poisson, .quasiPoisson, .negativeBinomial: mean.isFinite && mean > 0
        case .binomial: mean > 0 && mean < 1
        }
    }

    /// True where a fitted mean lies at the edge of what can be: a sign of separation, or of rows that are all zero.
    func isAtEdge(mean: Double) -> Bool {
        let edge = 10 * Double.ulpOfOne
        switch family {
        case .gaussian, .negativeBinomial, .quasiPoisson: return false
        case .poisson: return mean < edge
        case .binomial: return mean > 1 - edge || mean < edge
        }
    }

    /// What a response must be; nil when this one is right.
    func fault(_ y: Double) -> String? {
        switch family {
        case .gaussian: nil
        case .poisson, .quasiPoisson, .negativeBinomial: y < 0 ? "counts of 0 or more" : nil
        case .binomial: y < 0 || y > 1 ? "shares from 0 to 1" : nil
        }
    }
}
