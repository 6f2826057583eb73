import Foundation
import Kernel
import Surveillance

/// What each month of the year usually comes to, where a measure has a strong season: its limits then lie round that.
///
/// Found by the seasonal decomposition of Cleveland and others (STL) with the same season every year; how strong it is
/// by Wang, Smith and Hyndman 2006, doi:10.1007/s10618-005-0039-x.
package struct UsualMonths: Sendable {
    /// Under three years a month of the year has too few of its kind.
    static let fewestMonths = 36
    /// The share of the ups and downs, trend apart, that must repeat every year. With three years chance alone passes a
    /// half in one quiet series in ten, so more is asked (0.64 as R's `forecast::nsdiffs`).
    static func strongFrom(months: Int) -> Double { months < 48 ? 0.64 : 0.5 }

    /// How strong the season is, 0 to 1.
    package let strength: Double
    /// January first: for counts and rates how many times the year's level, for shares how much above it.
    private let parts: [Double]
    private let isShare: Bool

    /// Nil for a measure that is too short, has more than one month in ten without a figure, or has no strong season.
    init?(_ series: ShownSeries) {
        let points = series.points
        guard let first = points.firstIndex(where: { $0.value != nil }),
            let last = points.lastIndex(where: { $0.value != nil }), last - first + 1 >= Self.fewestMonths
        else { return nil }
        let known = Array(points[first...last])
        let start = known[0].month.monthOfYear - 1
        let inOrder = RegularSeries(known.map(\.value), period: 12, firstSeason: start)
        guard inOrder.missing.count * 10 <= known.count,
            let split = try? STL(inOrder, settings: STLSettings(.periodic), missing: .fillFromTrendAndSeason),
            let strength = split.seasonalStrength, strength > Self.strongFrom(months: known.count)
        else { return nil }
        self.strength = strength
        isShare = series.measure.unit == .percent
        let found = Self.parts(known, trend: split.trend, isShare: isShare)
        guard found.count == 12, found.allSatisfy(\.isFinite) else { return nil }
        parts = found
    }

    /// Each month of the year beside the trend at the time, all years together.
    private static func parts(_ known: [ShownSeries.Point], trend: [Double], isShare: Bool) -> [Double] {
        var came = [Double](repeating: 0, count: 12)
        var expected = came
        var years = came
        for (point, level) in zip(known, trend) {
            guard let value = point.value else { continue }
            came[point.month.monthOfYear - 1] += value
            expected[point.month.monthOfYear - 1] += max(level, 0)
            years[point.month.monthOfYear - 1] += 1
        }
        guard years.allSatisfy({ $0 > 0 }) else { return [] }
        if isShare {
            let above = (0..<12).map { (came[$0] - expected[$0]) / years[$0] }
            let middle = above.reduce(0, +) / 12
            return above.map { $0 - middle }
        }
        let level = expected.reduce(0, +) / years.reduce(0, +)
        guard level > 0, expected.allSatisfy({ $0 > 0 }) else { return [] }
        let times = (0..<12).map { came[$0] / expected[$0] }
        let middle = times.reduce(0, +) / 12
        // A month in which nothing usually happens, such as suspensions in August, still has half of one expected.
        return times.map { max($0 / middle, min(1, 0.5 / level)) }
    }

    // MARK: The chart

    /// The control chart of the year's level, each month set against what it usually is.
    ///
    /// Counts and rates: Laney's u′ chart with each month's usual share of the year as its exposure, so that limits are
    /// wider where more is usual. Shares: an XmR chart of what is left without the season.
    func chart(_ points: [ShownSeries.Point], settings: ChartSettings) -> ControlChart? {
        if isShare {
            var own = settings
            own.quantity = .measure
            let left = points.map { point in point.value.map { $0 - parts[point.month.monthOfYear - 1] } }
            return try? ControlChart.xmr(left, settings: own)
        }
        return try? ControlChart.uPrime(
            counts: points.map(\.value), exposures: points.map { parts[$0.month.monthOfYear - 1] }, settings: settings)
    }

    /// A level of the year as the number it is in one month.
    func inMonth(_ level: Double, _ month: Month) -> Double {
        let part = parts[month.monthOfYear - 1]
        return isShare ? min(max(level + part, 0), 100) : level * part
    }
}
