import Foundation

extension GeneralizedLinearModel {
    /// Observed less fitted.
    public var responseResiduals: [Double] {
        zip(response, fitted).map { $0 - $1 }
    }

    /// Observed less fitted, over the standard deviation the family gives the mean; squared they sum to Pearson's
    /// statistic.
    public var pearsonResiduals: [Double] {
        response.indices.map { row in
            (response[row] - fitted[row]) * (priorWeights[row] / rules.variance(fitted[row])).squareRoot()
        }
    }

    /// The signed root of each row's part in the deviance.
    public var devianceResiduals: [Double] {
        response.indices.map { row in
            let part = max(rules.deviance(response[row], fitted[row], weight: priorWeights[row]), 0).squareRoot()
            return response[row] > fitted[row] ? part : -part
        }
    }

    /// Observed less fitted, undone by the link's slope, as in the last step of the fit.
    public var workingResiduals: [Double] {
        response.indices.map { (response[$0] - fitted[$0]) / rules.slope(linearPredictor[$0]) }
    }

    /// Residuals on a scale on which the family looks most like the normal (Anscombe 1953); nil for the negative
    /// binomial, which has no such scale in closed form.
    ///
    /// For counts 3/2 (y^⅔ − μ^⅔) / μ^⅙; for shares the same integral of the variance to the power −⅓.
    public var anscombeResiduals: [Double]? {
        switch rules.family {
        case .gaussian: pearsonResiduals
        case .poisson, .quasiPoisson:
            response.indices.map { row in
                let gap = pow(response[row], 2.0 / 3) - pow(fitted[row], 2.0 / 3)
                return 1.5 * gap / pow(fitted[row], 1.0 / 6) * priorWeights[row].squareRoot()
            }
        case .binomial: response.indices.map(shareResidual)
        case .negativeBinomial: nil
        }
    }

    /// Anscombe residuals over the root of dispersion times 1 − leverage: what Farrington's method weights by.
    ///
    /// Nil as `anscombeResiduals`, and where there is no dispersion; 0 for a row that its own leverage fits exactly.
    public var standardisedAnscombeResiduals: [Double]? {
        guard let raw = anscombeResiduals, let dispersion, dispersion > 0 else { return nil }
        return raw.indices.map { row in
            let free = 1 - leverages[row]
            return free > 0 ? raw[row] / (dispersion * free).squareRoot() : 0
        }
    }

    private func shareResidual(_ row: Int) -> Double {
        let shape = 2.0 / 3
        let whole = exp(SpecialFunctions.logBeta(shape, shape))
        let observed = SpecialFunctions.lowerBeta(shape, shape, response[row]) ?? 0
        let expected = SpecialFunctions.lowerBeta(shape, shape, fitted[row]) ?? 0
        let scale = pow(fitted[row] * (1 - fitted[row]), 1.0 / 6)
        return priorWeights[row].squareRoot() * whole * (observed - expected) / scale
    }
}
