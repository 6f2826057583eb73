import Foundation
import Statistics

/// Errors of coefficients when each month is like the one before to one degree.
///
/// The sandwich of Liang and Zeger 1986 (doi:10.1093/biomet/73.1.13) with the leftovers' correlation taken as ρ to the
/// power of the distance in months, within each series. ρ is the leftovers' own, plus what the fit itself took away:
/// fitting p coefficients pulls neighbouring leftovers apart even where months are independent, by the sum of the
/// hat matrix next to its diagonal over n − p.
struct FirstOrderErrors {
    private let fit: GeneralizedLinearModel
    private let design: InterruptedDesign
    /// (XᵀWX)⁻¹, before the scatter.
    private let bread: Matrix
    private let cells: [[Double]]
    /// The working weights: the means of counts, 1 for measures.
    private let weights: [Double]

    init(_ fit: GeneralizedLinearModel, design: InterruptedDesign) {
        self.fit = fit
        self.design = design
        bread = fit.covariance.scaled(by: 1 / (fit.dispersion ?? 1))
        cells = design.rows.indices.map { row in fit.estimated.map { design.matrix[row, $0] } }
        weights = fit.fitted.map { mean in
            guard fit.family != .gaussian else { return 1 }
            return fit.theta.map { mean / (1 + mean / $0) } ?? mean
        }
    }

    /// How like a month is to the one before, 0 to 0.95.
    var likeness: Double {
        var product = 0.0
        var taken = 0.0
        let leftOver = zip(fit.responseResiduals, zip(fit.fitted, weights)).map { residual, pair in
            // A count's standard deviation is its mean over the root of its weight.
            residual * pair.1.squareRoot() / (fit.family == .gaussian ? 1 : pair.0)
        }
        for row in design.rows.indices.dropFirst() where follows(row) {
            product += leftOver[row] * leftOver[row - 1]
            let pull = zip(cells[row], bread * cells[row - 1]).reduce(0) { $0 + $1.0 * $1.1 }
            taken += pull * (weights[row] * weights[row - 1]).squareRoot()
        }
        let squares = leftOver.reduce(0) { $0 + $1 * $1 }
        guard squares > 0, fit.residualDF > 0 else { return 0 }
        let found = product / squares + taken / Double(fit.residualDF)
        return max(0, min(0.95, found))
    }

    private func follows(_ row: Int) -> Bool {
        design.rows[row].isTarget == design.rows[row - 1].isTarget
            && design.rows[row].step == design.rows[row - 1].step + 1
    }

    /// The covariance of the estimated coefficients.
    ///
    /// - Complexity: O(*n*² + *n* · p²).
    var covariance: Matrix {
        let likeness = likeness
        let size = fit.estimated.count
        var meat = Matrix(rows: size, columns: size, repeating: 0)
        for row in cells.indices {
            // What all months together hand to this one, each by its distance.
            var handed = [Double](repeating: 0, count: size)
            for other in cells.indices where design.rows[row].isTarget == design.rows[other].isTarget {
                let distance = abs(design.rows[row].step - design.rows[other].step)
                let share = pow(likeness, Double(distance)) * (weights[row] * weights[other]).squareRoot()
                guard share > 0 else { continue }
                for place in 0..<size { handed[place] += share * cells[other][place] }
            }
            for first in 0..<size {
                for second in 0..<size { meat[first, second] += cells[row][first] * handed[second] }
            }
        }
        return (bread * meat * bread).scaled(by: fit.dispersion ?? 1)
    }
}
