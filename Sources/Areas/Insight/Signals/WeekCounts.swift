import Governance
import Kernel
import Storage
import Surveillance

/// A measure week by week, Monday to Sunday, where its events say their day.
struct WeekCounts: Sendable {
    let measure: Measure
    /// The first week's Monday.
    let first: Day
    /// By week; nil where a day of it lies in a month nothing was sent for.
    let counts: [Int?]

    /// Of a hundred events at most so many may know only their month, or the weeks would be too low.
    static let mostWithoutDay = 5
    /// Weeks looked at each time: as many as a file a month brings.
    static let newest = 5
    /// Fewer events than this are told of to nobody.
    static let fewestEvents = 5

    /// - `days`: events by day; `covered`: months sent whole; `through`: the last day of which events have come.
    ///
    /// Nil where too many events know only their month, or nothing was sent.
    init?(_ measure: Measure, days: [Day: Int], withoutDay: Int, covered: Set<Month>, through: Day?) {
        let known = days.values.reduce(0, +)
        guard known > 0, withoutDay * 100 <= Self.mostWithoutDay * (known + withoutDay), let start = covered.min(),
            let end = covered.max()
        else { return nil }
        let monday = start.firstDay.adding(days: (8 - start.firstDay.weekday) % 7)
        // The month after the last whole one counts as far as its events go: it is on its way.
        let last = max(end.lastDay, through.flatMap { Month($0) == end.adding(1) ? $0 : nil } ?? end.lastDay)
        let weeks = (last.number - monday.number + 1) / 7
        guard weeks > 0 else { return nil }
        self.measure = measure
        first = monday
        counts = (0..<weeks).map { week in
            let span = (0..<7).map { monday.adding(days: week * 7 + $0) }
            let isKnown = span.allSatisfy { covered.contains(Month($0)) || Month($0) == end.adding(1) }
            return isKnown ? span.reduce(0) { $0 + (days[$1] ?? 0) } : nil
        }
    }

    /// The Monday of a week by its place.
    func monday(_ week: Int) -> Day { first.adding(days: week * 7) }

    // MARK: What stands out

    /// The newest weeks of every measure against the same weeks of three to five years before (Noufaily et al. 2013), all
    /// judged together: of those told of, one in twenty is expected to be chance.
    static func signals(_ all: [WeekCounts]) -> [FoundSignal] {
        let tested = all.flatMap { one in one.outcomes.map { (one: one, week: $0.week, outcome: $0.outcome) } }
        guard let ranking = try? SignalRanking(tested.map(\.outcome), rate: SignalFinding.falseShare) else { return [] }
        return ranking.signals.filter { $0.isDiscovery && $0.test.isAlarm }.compactMap { signal in
            let (one, week) = (tested[signal.series].one, tested[signal.series].week)
            guard signal.test.observed >= Double(fewestEvents) else { return nil }
            let monday = one.monday(week)
            return FoundSignal(
                measure: one.measure.id, area: "", month: Month(monday), method: .farrington,
                observed: signal.test.observed, expected: signal.test.expected, threshold: signal.test.upper,
                score: min(10, signal.test.exceedance ?? 10),
                facts: Signal.Facts(
                    direction: .high, meaning: SignalFinding.meaningOfHigh(one.measure),
                    months: Month(monday)...Month(monday.adding(days: 6)), chance: signal.adjusted,
                    series: tested.count),
                week: monday)
        }.sorted { ($0.measure, $0.week?.number ?? 0) < ($1.measure, $1.week?.number ?? 0) }
    }

    /// What the method says of each of the newest weeks with enough behind them.
    private var outcomes: [(week: Int, outcome: FarringtonOutcome)] {
        let calendar = OutbreakCalendar.weeks(from: first.number, count: counts.count)
        let series = WatchedSeries(counts: counts.map { $0.map(Double.init) }, population: nil)
        return (max(0, counts.count - Self.newest)..<counts.count).compactMap { week in
            guard counts[week] != nil else { return nil }
            for years in stride(from: SignalFinding.mostYears, through: SignalFinding.fewestYears, by: -1) {
                var settings = FarringtonSettings.improved()
                settings.years = years
                let found = try? Farrington.flexible(
                    [series], calendar: calendar, range: week..<(week + 1), settings: settings, threads: 1)
                if let outcome = found?.first?.first { return (week, outcome) }
            }
            return nil
        }
    }
}

extension Transaction {
    /// A measure week by week; nil where its events do not say their day, or it is no plain count of events.
    func weeks(of measure: Measure) throws -> WeekCounts? {
        let what = measure.numerator
        guard measure.unit == .count, let kinds = what.kinds, !(what.distinct ?? false) else { return nil }
        var days: [Day: Int] = [:]
        var withoutDay = 0
        for row in try rows(
            """
            SELECT day, CASE WHEN precision = 'month' THEN 1 ELSE 0 END AS is_month, COUNT(*) AS events FROM event
            WHERE area <> \(Area.elsewhere) AND \(sql: SQL.all(what.conditions))
            GROUP BY day, CASE WHEN precision = 'month' THEN 1 ELSE 0 END
            """)
        {
            let (events, isMonth): (Int, Int) = (try row["events"], try row["is_month"])
            if isMonth == 1 { withoutDay += events } else { days[try row["day"], default: 0] += events }
        }
        let covered = try coverage(of: kinds, feeds: what.feeds).months
        return WeekCounts(
            measure, days: days, withoutDay: withoutDay, covered: covered, through: try lastDay(kinds, what.feeds))
    }

    /// The last day of which events of these kinds have come: before the day on which the newest file came.
    private func lastDay(_ kinds: [String], _ feeds: [String]?) throws -> Day? {
        let sent: SQL = feeds.map { "e.feed IN \(list: $0)" } ?? "1 = 1"
        let found = try rows(
            """
            SELECT MAX(e.day) AS last_day, MAX(i.started_at) AS came FROM event e
            JOIN import_run i ON i.id = e.run_id
            WHERE e.kind IN \(list: kinds) AND i.state = 'kept' AND \(sql: sent)
            """
        ).first
        let (last, came): (Day?, Instant?) = (try found?["last_day"] ?? nil, try found?["came"] ?? nil)
        guard let last, let came else { return nil }
        return min(last, came.day.adding(days: -1))
    }
}
