import Foundation
import Statistics

/// The effects, the expected months and the averted events of a fitted interrupted series.
struct InterruptedEffects {
    let problem: InterruptedProblem
    let fit: GeneralizedLinearModel
    let contrasts: InterruptedContrasts

    private var design: InterruptedDesign { problem.design }
    private var isRatio: Bool { problem.settings.scatter.isRatio }
    private var target: [Int] { design.rows.indices.filter { design.rows[$0].isTarget } }
    private var after: [Int] { target.filter { design.rows[$0].step >= problem.change } }

    /// The mean at a row had the change not been made.
    private func expected(_ row: Int) -> Double {
        let linear = contrasts.value(design.cellsWithoutChange(row)) + (problem.offsets?[row] ?? 0)
        return isRatio ? exp(linear) : linear
    }

    func months() throws(SeriesError) -> [InterruptedSeries.Month] {
        let reach = try contrasts.reach()
        var months: [InterruptedSeries.Month] = []
        for row in target {
            let middle = expected(row)
            let half = reach * contrasts.variance(design.cellsWithoutChange(row)).squareRoot()
            let ends = isRatio ? (middle * exp(-half), middle * exp(half)) : (middle - half, middle + half)
            guard middle.isFinite, ends.1.isFinite else {
                throw .cannotFit("What was to be expected grows beyond all bounds. Use fewer months or no season.")
            }
            let step = design.rows[row].step
            months.append(
                InterruptedSeries.Month(
                    step: step, isAfter: step >= problem.change, observed: problem.values[row],
                    fitted: fit.fitted[row], expected: middle, expectedLower: ends.0, expectedUpper: ends.1))
        }
        return months
    }

    private func weights(_ columns: [Int]) -> [Double] {
        var weights = [Double](repeating: 0, count: design.matrix.columns)
        for column in columns { weights[column] = 1 }
        return weights
    }

    func trendBefore() throws(SeriesError) -> InterruptedEstimate {
        try contrasts.estimate(weights(design.timeColumns), asRatio: isRatio)
    }

    func effect() throws(SeriesError) -> InterruptedSeries.Effect? {
        guard let level = design.level else { return nil }
        guard fit.coefficients[level] != nil else {
            throw .cannotFit("The change cannot be told from season and trend. Use a simpler season.")
        }
        var slope: InterruptedEstimate?
        var trendAfter: InterruptedEstimate?
        if let column = design.slope {
            slope = try contrasts.estimate(weights([column]), asRatio: isRatio)
            trendAfter = try contrasts.estimate(weights(slopesAfter(column)), asRatio: isRatio)
        }
        return InterruptedSeries.Effect(
            level: try contrasts.estimate(weights([level]), asRatio: isRatio), slope: slope, trendAfter: trendAfter,
            overall: try overall(), averted: try averted())
    }

    /// All columns that make the slope after: with a comparison its own change of slope is one of them.
    private func slopesAfter(_ own: Int) -> [Int] {
        let shared = design.ownTime == nil ? [] : [own - design.matrix.columns / 2]
        return design.timeColumns + shared + [own]
    }

    /// The slope of a sum of means along every coefficient.
    private func gradient(_ rows: [Int], withChange: Bool) -> (sum: Double, gradient: [Double]) {
        var sum = 0.0
        var gradient = [Double](repeating: 0, count: design.matrix.columns)
        for row in rows {
            let cells = withChange ? design.cells(row) : design.cellsWithoutChange(row)
            let mean = withChange ? fit.fitted[row] : expected(row)
            sum += mean
            for column in cells.indices { gradient[column] += (isRatio ? mean : 1) * cells[column] }
        }
        return (sum, gradient)
    }

    private func averted() throws(SeriesError) -> InterruptedEstimate {
        let with = gradient(after, withChange: true)
        let without = gradient(after, withChange: false)
        let slope = zip(without.gradient, with.gradient).map { $0 - $1 }
        return try contrasts.estimate(
            without.sum - with.sum, variance: contrasts.variance(slope), asRatio: false)
    }

    private func overall() throws(SeriesError) -> InterruptedEstimate {
        let with = gradient(after, withChange: true)
        let without = gradient(after, withChange: false)
        guard isRatio else {
            let count = Double(after.count)
            let slope = zip(with.gradient, without.gradient).map { ($0 - $1) / count }
            return try contrasts.estimate(
                (with.sum - without.sum) / count, variance: contrasts.variance(slope), asRatio: false)
        }
        let slope = zip(with.gradient, without.gradient).map { $0 / with.sum - $1 / without.sum }
        return try contrasts.estimate(log(with.sum / without.sum), variance: contrasts.variance(slope), asRatio: true)
    }
}
