/// Corrections of the error estimate for rows that scatter unequally (MacKinnon and White 1985).
public enum HeteroscedasticityCorrection: Sendable, CaseIterable {
    /// White's estimate as it is.
    case hc0
    /// Times rows over degrees of freedom.
    case hc1
    /// Squared residuals over 1 − leverage.
    case hc2
    /// Squared residuals over (1 − leverage)².
    case hc3
}

extension GeneralizedLinearModel {
    /// The covariance of the estimated coefficients when rows scatter unequally, as `sandwich::vcovHC`.
    public func covariance(_ correction: HeteroscedasticityCorrection) throws(ModelError) -> Matrix {
        let count = response.count
        let free = count - estimated.count
        if correction == .hc1, free < 1 { throw .tooFewRows(found: count, needed: estimated.count + 1) }
        let weights = try scores.enumerated().map { row, score throws(ModelError) in
            let room = 1 - leverages[row]
            switch correction {
            case .hc0: return score * score
            case .hc1: return score * score * Double(count) / Double(free)
            case .hc2, .hc3:
                // A row that nothing else bears on has no residual to correct.
                guard room > 0 else { throw .tooFewRows(found: count, needed: count + 1) }
                return correction == .hc2 ? score * score / room : score * score / (room * room)
            }
        }
        return sandwiched(estimatedDesign.crossProduct(weights: weights))
    }

    /// The covariance of the estimated coefficients when rows in time order are correlated up to a lag.
    ///
    /// Newey and West 1987 with Bartlett weights 1 − lag/(L + 1) and no prewhitening, as
    /// `sandwich::NeweyWest(lag = L, prewhite = FALSE)`; `adjusted` multiplies by rows over degrees of freedom.
    public func neweyWestCovariance(lag: Int, adjusted: Bool) throws(ModelError) -> Matrix {
        let count = response.count
        guard lag >= 0, lag < count else { throw .tooFewRows(found: count, needed: lag + 1) }
        if adjusted, count <= estimated.count { throw .tooFewRows(found: count, needed: estimated.count + 1) }
        let rows = estimatedDesign
        let scores = scores
        let size = rows.columns
        var meat = rows.crossProduct(weights: scores.map { $0 * $0 })
        for distance in 1..<lag + 1 {
            let weight = 1 - Double(distance) / Double(lag + 1)
            for first in 0..<size {
                for second in 0..<size {
                    var sum: Double = 0
                    for row in distance..<count {
                        let earlier = scores[row - distance] * rows[row - distance, first]
                        sum += earlier * scores[row] * rows[row, second]
                    }
                    meat[first, second] += weight * sum
                    meat[second, first] += weight * sum
                }
            }
        }
        let factor = adjusted ? Double(count) / Double(count - size) : 1
        return sandwiched(meat.scaled(by: factor))
    }

    /// The working residual times the working weight of each row: times its design row, its part in the score.
    private var scores: [Double] {
        zip(workingResiduals, workingWeights).map { $0 * $1 }
    }

    private var estimatedDesign: Matrix {
        Matrix(columns: estimated.map { design.column($0) })
    }

    private func sandwiched(_ meat: Matrix) -> Matrix {
        unscaledCovariance * meat * unscaledCovariance
    }
}
