import Governance
import Kernel
import Surveillance

/// A signal as a method found it, before anybody has seen it.
package struct FoundSignal: Sendable, Equatable {
    package let measure: String
    /// The small area in its middle; empty for the whole partnership.
    package let area: String
    package let month: Month
    package let method: Signal.Method
    package let observed: Double
    package let expected: Double?
    package let threshold: Double?
    /// How far beyond its threshold it lies: 1 is at the threshold.
    package let score: Double
    package let facts: Signal.Facts
    /// The Monday of the week it is about; nil when it is about whole months.
    package var week: Day? = nil

    /// As it is kept: "2026-10", or "2026-10-19" for a week.
    var period: String { week.map { "\($0)" } ?? month.text }
}

/// What a method made of a measure.
struct SignalVerdict: Sendable {
    let look: SignalLook
    let found: [FoundSignal]
}

/// Looks for signs that the newest month is more than chance: pure rules over what measures came to.
enum SignalFinding {
    /// The expected share of false signals among those found in one month by all series together.
    static let falseShare = 0.05

    // MARK: The control chart

    /// The newest month on the measure's own chart, as its page draws it for the team.
    static func chart(_ measure: Measure, _ values: [MeasureValue], notes: [MeasureNote]) -> SignalVerdict {
        let series = ShownSeries(measure, values, for: .team)
        let present = series.points.count { $0.value != nil }
        func verdict(_ outcome: SignalLook.Outcome, needed: Int = 0, _ found: [FoundSignal] = []) -> SignalVerdict {
            SignalVerdict(
                look: SignalLook(
                    measure: measure.id, method: .xmr, outcome: outcome, months: present, needed: needed,
                    seen: series.newest?.month.text ?? ""), found: found)
        }
        let drawn = MeasureReading(series, notes: notes)
        guard let chart = drawn.chart, let reading = chart.reading, let newest = drawn.newest else {
            return verdict(.tooShort, needed: 0)
        }
        if case .none(_, let needed) = reading.standing { return verdict(.tooShort, needed: needed) }
        let point = chart.points[reading.latest]
        guard let cause = reading.cause, let direction = point.direction, let meaning = point.meaning else {
            return verdict(.quiet)
        }
        let month = series.points[reading.latest].month
        let first = series.points[reading.run?.lowerBound ?? reading.latest].month
        let limit = direction == .high ? newest.limits?.upper : newest.limits?.lower
        let signal = FoundSignal(
            measure: measure.id, area: "", month: month, method: .xmr, observed: newest.value,
            expected: newest.limits?.centre, threshold: limit,
            score: beyond(newest.value, expected: newest.limits?.centre, threshold: limit),
            facts: Signal.Facts(
                direction: direction, meaning: meaning, cause: cause, months: min(first, month)...month))
        return verdict(.found, [signal])
    }

    /// How far beyond its threshold a number lies, 1 being at the threshold; at most 10, where the two coincide too.
    private static func beyond(_ observed: Double, expected: Double?, threshold: Double?) -> Double {
        guard let expected, let threshold else { return 0 }
        let room = abs(threshold - expected)
        let away = abs(observed - expected)
        return room > 0 ? min(10, away / room) : away > 0 ? 10 : 0
    }

    // MARK: The same months of earlier years

    /// Whole years before the newest month that the method needs.
    static let fewestYears = 3
    static let mostYears = 5

    /// Every measure's newest month against the same season of three to five years before (Noufaily et al. 2013),
    /// judged together.
    static func years(_ all: [(measure: Measure, values: [MeasureValue])]) -> [SignalVerdict] {
        var tested: [(measure: Measure, values: [MeasureValue], outcome: FarringtonOutcome)] = []
        var verdicts: [SignalVerdict] = []
        for (measure, values) in all {
            let known = values.lastIndex { $0.numerator != nil }.map { Array(values[...$0]) } ?? []
            if let outcome = outcome(known) {
                tested.append((measure, known, outcome))
            } else {
                let needed = fewestYears * 12 + 1
                let isShort = known.count < needed
                verdicts.append(
                    verdict(measure, known, isShort ? .tooShort : .notFitted, needed: isShort ? needed : 0))
            }
        }
        let ranking = try? SignalRanking(tested.map(\.outcome), rate: falseShare)
        for (index, one) in tested.enumerated() {
            guard one.outcome.test != nil else {
                verdicts.append(verdict(one.measure, one.values, .notFitted))
                continue
            }
            let signal = ranking?.signals.first { $0.series == index && $0.isDiscovery && $0.test.isAlarm }
            let told = signal.flatMap { Self.told($0, one.measure, one.values, series: tested.count) }
            verdicts.append(verdict(one.measure, one.values, told == nil ? .quiet : .found, told))
        }
        return verdicts
    }

    /// What the method says of the newest month; nil with too little history.
    private static func outcome(_ values: [MeasureValue]) -> FarringtonOutcome? {
        guard let first = values.first, values.count > fewestYears * 12 else { return nil }
        let newest = values.count - 1
        let settings = monthly(years: newest / 12)
        let counts = WatchedSeries(counts: values.map { $0.numerator.map(Double.init) }, population: nil)
        let calendar = OutbreakCalendar.months(
            fromYear: first.month.year, month: first.month.monthOfYear, count: values.count)
        return try? Farrington.flexible(
            [counts], calendar: calendar, range: newest..<(newest + 1), settings: settings, threads: 1
        ).first?.first
    }

    /// In months: the same month and its neighbours in each year, the rest of the year in four seasons, and the newest
    /// quarter kept out, where the paper has weeks, ten seasons and half a year.
    static func monthly(years: Int) -> FarringtonSettings {
        var settings = FarringtonSettings.improved()
        settings.years = min(mostYears, years)
        settings.halfWidth = 1
        settings.seasons = 5
        settings.leftOut = 3
        return settings
    }

    /// What it means when a measure is higher than usual.
    static func meaningOfHigh(_ measure: Measure) -> CauseMeaning {
        switch measure.direction {
        case .down: .concern
        case .up: .improvement
        case .neutral: .neutral
        }
    }

    private static func told(
        _ signal: SignalRanking.Signal, _ measure: Measure, _ values: [MeasureValue], series: Int
    ) -> FoundSignal? {
        guard let month = values.last?.month else { return nil }
        return FoundSignal(
            measure: measure.id, area: "", month: month, method: .farrington, observed: signal.test.observed,
            expected: signal.test.expected, threshold: signal.test.upper, score: min(10, signal.test.exceedance ?? 10),
            facts: Signal.Facts(
                direction: .high, meaning: meaningOfHigh(measure), months: month...month, chance: signal.adjusted,
                series: series))
    }

    private static func verdict(
        _ measure: Measure, _ values: [MeasureValue], _ outcome: SignalLook.Outcome, needed: Int = 0,
        _ found: FoundSignal? = nil
    ) -> SignalVerdict {
        SignalVerdict(
            look: SignalLook(
                measure: measure.id, method: .farrington, outcome: outcome, months: values.count, needed: needed,
                seen: values.last?.month.text ?? ""),
            found: found.map { [$0] } ?? [])
    }
}

extension FoundSignal {
    /// Weeks that lie closer together than so many days are one run, told of once.
    private static let weekRun = 28

    /// Whether it goes on with what another signal told already: the same run of months on a chart, or a cluster that
    /// shares a place and a month with one found before.
    func continues(_ earlier: FoundSignal) -> Bool {
        guard measure == earlier.measure, method == earlier.method, facts.direction == earlier.facts.direction else {
            return false
        }
        switch method {
        case .xmr:
            let isRun = facts.cause != SpecialCause.outside.rawValue
            return isRun && facts.months.contains(earlier.month)
        case .scan:
            let shared = Set(facts.areas ?? []).intersection(earlier.facts.areas ?? [])
            return !shared.isEmpty && facts.months.overlaps(earlier.facts.months)
        case .farrington:
            guard area == earlier.area else { return false }
            if let week { return earlier.week.map { abs(week.number - $0.number) < Self.weekRun } ?? false }
            guard earlier.week == nil else { return false }
            return area.isEmpty ? month == earlier.month : (0...1).contains(month.number - earlier.month.number)
        }
    }
}
