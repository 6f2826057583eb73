import Foundation
import Statistics

/// The bound a fitted mean gives, and what it says of a count.
struct FarringtonBound {
    /// The upper bound.
    let upper: Double
    /// The one-sided p value of the count.
    let pValue: Double
    /// R's score; nil where bound and fit coincide.
    let score: Double?

    /// The delta bound: `z` standard errors above on the power scale (Farrington 1996, section 3.6).
    init?(
        delta fit: Double, error: Double, dispersion: Double, power: FarringtonPower, z: Double, count: Double
    ) {
        guard fit > 0 else { return nil }
        let spread = dispersion + error * error / fit
        let exponent: Double
        let scale: Double
        switch power {
        case .none:
            exponent = 1
            scale = (fit * spread).squareRoot()
        case .half:
            exponent = 0.5
            scale = (spread / 4).squareRoot()
        case .twoThirds:
            exponent = 2.0 / 3
            scale = (4.0 / 9 * cbrt(fit) * spread).squareRoot()
        }
        let centre = pow(fit, exponent)
        upper = pow(centre + z * scale, 1 / exponent)
        guard upper.isFinite, scale > 0, scale.isFinite else { return nil }
        pValue = NormalDistribution.standard.survival((pow(count, exponent) - centre) / scale)
        score = Self.score(count, fit: fit, upper: upper)
    }

    /// The negative binomial bound; `quantileMean` is the mean, or an upper quantile of it (Noufaily 2013).
    init?(
        predictor: Double, quantileMean: Double, dispersion: Double, alpha: Double, count: Double
    ) {
        guard
            let tail = OverdispersedCounts(mean: quantileMean, dispersion: dispersion),
            let bound = tail.quantile(1 - alpha)
        else { return nil }
        upper = bound
        pValue = tail.atLeast(count)
        score = Self.score(count, fit: predictor, upper: upper)
    }

    private static func score(_ count: Double, fit: Double, upper: Double) -> Double? {
        let score = (count - fit) / (upper - fit)
        return score.isFinite ? score : nil
    }
}

/// Counts with a mean and a variance of so many times the mean: negative binomial, or Poisson at 1.
struct OverdispersedCounts {
    private let negativeBinomial: NegativeBinomialDistribution?
    private let poisson: PoissonDistribution?

    /// The distribution; nil when the mean is no number.
    init?(mean: Double, dispersion: Double) {
        guard mean.isFinite, mean >= 0, dispersion >= 1 else { return nil }
        if dispersion > 1, mean > 0 {
            negativeBinomial = try? NegativeBinomialDistribution(mean: mean, size: mean / (dispersion - 1))
            poisson = nil
        } else {
            negativeBinomial = nil
            poisson = try? PoissonDistribution(mean: mean)
        }
        guard negativeBinomial != nil || poisson != nil else { return nil }
    }

    /// The smallest count whose cumulative chance reaches a share.
    func quantile(_ share: Double) -> Double? {
        if let negativeBinomial { return (try? negativeBinomial.quantile(share)).map(Double.init) }
        return (try? poisson?.quantile(share)).map(Double.init)
    }

    /// The chance of as many or more.
    func atLeast(_ count: Double) -> Double {
        let whole = Int(count)
        return negativeBinomial?.atLeast(whole) ?? poisson?.atLeast(whole) ?? 1
    }
}
