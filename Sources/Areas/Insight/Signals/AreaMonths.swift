import Governance
import Kernel
import Surveillance

/// A measure month by month in one small area that has enough of it to be judged alone.
struct AreaMonths: Sendable {
    let measure: Measure
    let area: String
    /// The first month.
    let first: Month
    /// Nil where nothing was sent for the month.
    let counts: [Int?]

    /// With fewer a month than this over the years before, a single area says nothing.
    static let fewestAMonth = 1.0
    /// Fewer events than this in the newest month are told of to nobody.
    static let fewestEvents = 5

    /// The areas with three years behind them and enough events.
    static func all(_ measure: Measure, whole: [MeasureValue], byArea: [String: [Month: Int]]) -> [AreaMonths] {
        guard let newest = whole.lastIndex(where: { $0.numerator != nil }), let first = whole.first?.month,
            newest >= SignalFinding.fewestYears * 12
        else { return [] }
        let months = whole[...newest]
        return byArea.keys.sorted().filter { $0 != Area.elsewhere }.compactMap { area in
            let counts = months.map { $0.numerator == nil ? nil : byArea[area]?[$0.month] ?? 0 }
            let before = counts.dropLast().compactMap(\.self)
            guard Double(before.reduce(0, +)) >= fewestAMonth * Double(max(1, before.count)) else { return nil }
            return AreaMonths(measure: measure, area: area, first: first, counts: counts)
        }
    }

    // MARK: What stands out

    /// The newest month of every area and measure against the same months of earlier years, all judged together: of
    /// those told of, one in twenty is expected to be chance.
    static func signals(_ all: [AreaMonths]) -> [FoundSignal] {
        let tested = all.compactMap { one in one.outcome.map { (one: one, outcome: $0) } }
        guard let ranking = try? SignalRanking(tested.map(\.outcome), rate: SignalFinding.falseShare) else { return [] }
        return ranking.signals.filter { $0.isDiscovery && $0.test.isAlarm }.compactMap { signal in
            let one = tested[signal.series].one
            guard signal.test.observed >= Double(fewestEvents) else { return nil }
            let month = one.first.adding(one.counts.count - 1)
            return FoundSignal(
                measure: one.measure.id, area: one.area, month: month, method: .farrington,
                observed: signal.test.observed, expected: signal.test.expected, threshold: signal.test.upper,
                score: min(10, signal.test.exceedance ?? 10),
                facts: Signal.Facts(
                    direction: .high, meaning: SignalFinding.meaningOfHigh(one.measure), months: month...month,
                    chance: signal.adjusted, series: tested.count))
        }
    }

    /// What the method says of the newest month.
    private var outcome: FarringtonOutcome? {
        let newest = counts.count - 1
        let calendar = OutbreakCalendar.months(
            fromYear: first.year, month: first.monthOfYear, count: counts.count)
        return try? Farrington.flexible(
            [WatchedSeries(counts: counts.map { $0.map(Double.init) }, population: nil)], calendar: calendar,
            range: newest..<(newest + 1), settings: SignalFinding.monthly(years: newest / 12), threads: 1
        ).first?.first
    }
}
