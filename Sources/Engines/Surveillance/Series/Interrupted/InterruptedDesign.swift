import Foundation
import Statistics

/// The rows and columns of an interrupted series, and of the series it may be compared with.
///
/// Columns: 1, time, season, and after the change level and slope (time since the first month used after it). With a
/// comparison the same columns follow once more for the series of interest alone: the last two are then the effect
/// beyond what the comparison did (Lopez Bernal, Cummins and Gasparrini 2018, doi:10.1093/ije/dyy135).
struct InterruptedDesign {
    /// One month of one series.
    struct Row {
        let step: Int
        let isTarget: Bool
    }

    let rows: [Row]
    let matrix: Matrix
    /// Where the level change of interest stands; nil with no points after.
    let level: Int?
    /// Where the slope change of interest stands; nil with fewer than three points after.
    let slope: Int?
    /// The columns that together are the slope before, for the series of interest.
    let timeColumns: [Int]
    /// The slope of the series of interest alone, where there is a comparison.
    let ownTime: Int?
    /// The first month used after the change.
    let firstAfter: Int

    init(
        target: [Int], comparison: [Int], of series: RegularSeries, change: Int, settings: InterruptedSettings
    ) throws(SeriesError) {
        let rows = target.map { Row(step: $0, isTarget: true) } + comparison.map { Row(step: $0, isTarget: false) }
        firstAfter = change + settings.leftOut
        let after = target.count { $0 >= change }
        let seasons = try settings.season.columns(
            seasons: rows.map { series.season(at: $0.step) }, period: series.period)
        var columns = [rows.map { _ in 1.0 }, rows.map { Double($0.step) }] + seasons
        if after > 0 { columns.append(rows.map { $0.step >= change ? 1 : 0 }) }
        if after >= 3 {
            let first = change + settings.leftOut
            columns.append(rows.map { $0.step >= change ? Double($0.step - first) : 0 })
        }
        let width = columns.count
        let hasComparison = !comparison.isEmpty
        if hasComparison {
            columns += columns.map { column in zip(column, rows).map { $1.isTarget ? $0 : 0 } }
        }
        self.rows = rows
        matrix = Matrix(columns: columns)
        let start = hasComparison ? width : 0
        let hasSlope = after >= 3
        level = after > 0 ? start + width - (hasSlope ? 2 : 1) : nil
        slope = hasSlope ? start + width - 1 : nil
        timeColumns = hasComparison ? [1, width + 1] : [1]
        ownTime = hasComparison ? width + 1 : nil
    }

    /// One row's cells.
    func cells(_ row: Int) -> [Double] { (0..<matrix.columns).map { matrix[row, $0] } }

    /// The same had the change not been made.
    func cellsWithoutChange(_ row: Int) -> [Double] {
        var cells = cells(row)
        if let level { cells[level] = 0 }
        if let slope { cells[slope] = 0 }
        return cells
    }
}
