import Foundation
import Statistics

/// Errors of coefficients when months resemble the months before.
///
/// Newey and West 1987, doi:10.2307/1913610, with Bartlett weights, no prewhitening, and rows over degrees of freedom as
/// small-sample factor: `sandwich::NeweyWest(lag, prewhite = FALSE, adjust = TRUE)`. Rows of one month are summed first,
/// so that two series hit by the same month's chance are allowed for (Driscoll and Kraay 1998):
/// `sandwich::vcovPL(aggregate = TRUE)`.
struct SerialErrors {
    private let fit: GeneralizedLinearModel
    /// The sum of the rows' parts in the score, month by month, for the estimated columns.
    private let scores: [[Double]]
    private let rows: Int

    init(_ fit: GeneralizedLinearModel, design: InterruptedDesign) {
        self.fit = fit
        rows = design.rows.count
        let residuals = fit.responseResiduals
        let months = Array(Set(design.rows.map(\.step))).sorted()
        var places: [Int: Int] = [:]
        for (place, month) in months.enumerated() { places[month] = place }
        var scores = [[Double]](repeating: [Double](repeating: 0, count: fit.estimated.count), count: months.count)
        for (row, key) in design.rows.enumerated() {
            guard let month = places[key.step] else { continue }
            let weight = fit.theta.map { 1 / (1 + fit.fitted[row] / $0) } ?? 1
            for (place, column) in fit.estimated.enumerated() {
                scores[month][place] += residuals[row] * weight * design.matrix[row, column]
            }
        }
        self.scores = scores
    }

    /// The lag that a rule asks for, at most one below the number of months.
    func lag(_ rule: InterruptedSettings.Lag) -> Int {
        let n = scores.count
        let wanted: Int
        switch rule {
        case .given(let lag): wanted = lag
        case .rule: wanted = Self.thumb(n)
        case .automatic: wanted = automatic
        }
        return max(0, min(wanted, n - 1))
    }

    private static func thumb(_ n: Int) -> Int { Int(4 * pow(Double(n) / 100, 2.0 / 9)) }

    /// Newey and West 1994, equation 3.6 onwards: every column but the base has the same weight.
    private var automatic: Int {
        let sums = scores.map { $0.dropFirst().reduce(0, +) }
        let n = sums.count
        let reach = min(Self.thumb(n), n - 1)
        var whole = 0.0
        var slope = 0.0
        for lag in 0...max(0, reach) {
            var product = 0.0
            for place in lag..<n { product += sums[place] * sums[place - lag] }
            product /= Double(n)
            whole += lag == 0 ? product : 2 * product
            slope += 2 * Double(lag) * product
        }
        guard whole != 0 else { return 0 }
        let share = slope / whole
        // 1.1447 belongs to Bartlett's weights (table II of the paper).
        let width: Double = 1.1447 * cbrt(share * share) * cbrt(Double(n))
        return width.isFinite ? Int(min(width, Double(n))) : 0
    }

    /// The covariance of the estimated coefficients.
    func covariance(lag: Int) -> Matrix? {
        let size = fit.estimated.count
        guard let dispersion = fit.dispersion, dispersion > 0, rows > size else { return nil }
        var meat = Matrix(rows: size, columns: size, repeating: 0)
        for distance in 0...lag {
            let weight = 1 - Double(distance) / Double(lag + 1)
            for month in distance..<scores.count {
                for first in 0..<size {
                    let part = weight * scores[month - distance][first]
                    for second in 0..<size {
                        let product = part * scores[month][second]
                        meat[first, second] += product
                        if distance > 0 { meat[second, first] += product }
                    }
                }
            }
        }
        let bread = fit.covariance.scaled(by: 1 / dispersion)
        return (bread * meat * bread).scaled(by: Double(rows) / Double(rows - size))
    }
}
