import Governance
import Kernel
import Storage
import Surveillance
import Web

/// A signal as one audience may see it.
///
/// The team reads the exact numbers it was found with. Everybody else reads what the measure's own protected series
/// says of the month and no limit or expectation, which were worked out from exact counts.
package struct ShownSignal: Sendable {
    package let signal: Signal
    package let audience: CountAudience
    /// The number of its newest month, in words this audience may read; empty for places.
    package let value: String
    /// The last decision about it, if there was one.
    package let last: SignalStep?

    /// Nil where this audience may not know: the number behind it is hidden from them.
    package init?(_ signal: Signal, _ series: ShownSeries, last: SignalStep?) {
        self.signal = signal
        self.last = last
        audience = series.audience
        let rule = Suppression.partner
        switch (signal.isFine, series.audience) {
        case (true, .team): value = grouped(Int(signal.observed))
        case (true, .outside):
            guard !rule.isSmall(Int(signal.observed)) else { return nil }
            value = ""
        case (false, .team): value = signal.measure.written(signal.observed)
        case (false, .outside):
            guard let point = series.points.first(where: { $0.month == signal.month }), point.value != nil,
                point.words != rule.fewWords
            else { return nil }
            value = point.words
        }
    }

    package var title: String {
        let place = signal.method == .farrington ? signal.area.map { " in \($0.name)" } ?? "" : ""
        return "\(signal.measure.title)\(place), \(signal.week == nil ? signal.month.name : when)"
    }

    /// "around Harbour and 3 other areas", "the whole partnership".
    package var place: String {
        guard let area = signal.area else { return "the whole partnership" }
        let others = (signal.facts.areas?.count ?? 1) - 1
        return others > 0 ? "\(area.name) and \(others) other \(others == 1 ? "area" : "areas") near it" : area.name
    }

    /// "October 2026", "August to October 2026", "week from 19 October 2026".
    package var when: String {
        if let week = signal.week { return "week from \(week.long)" }
        let months = signal.facts.months
        if signal.method != .scan || months.lowerBound == months.upperBound { return signal.month.name }
        return "\(months.lowerBound.name) to \(months.upperBound.name)"
    }

    // MARK: The finding

    /// What was found, in a sentence or two.
    package var sentence: String {
        switch audience {
        case .team: exact
        case .outside: outside
        }
    }

    private var outside: String {
        let way = signal.facts.isHigh ? "higher" : "lower"
        switch signal.method {
        case .scan: return "More in \(place) from \(when) than chance would put there. \(Self.notHere)"
        case .farrington where signal.week != nil:
            return
                "More in the \(when) than usual. Compared with the same weeks of earlier years. \(Self.notHere)"
        case .farrington where signal.area != nil:
            return "More in \(place) in \(when) than usual. \(usual) \(Self.notHere)"
        case .xmr, .farrington:
            return "\(value) in \(signal.month.name): \(way) than usual. \(usual)"
        }
    }

    private static let notHere = "How many is not shown here."

    private var usual: String {
        signal.method == .farrington
            ? "Compared with the same months of earlier years."
            : "Compared with how it goes up and down from month to month."
    }

    private var exact: String {
        let expected = signal.expected.map { signal.measure.written($0) } ?? ""
        let limit = signal.threshold.map { signal.measure.written($0) } ?? ""
        switch signal.method {
        case .scan:
            return """
                \(value) in \(place), \(when): about \(decimal(signal.expected ?? 0, places: 1)) if chance alone had put \
                them there. \(chance)
                """
        case .farrington:
            let (time, years) =
                signal.week == nil ? (signal.month.name, "the same months") : ("the \(when)", "the same weeks")
            let there = signal.area.map { " in \($0.name)" } ?? ""
            return """
                \(value)\(there) in \(time): about \(expected) expected from \(years) of earlier years, and \
                \(limit) at most. \(chance)
                """
        case .xmr: return "\(value) in \(signal.month.name). \(cause(expected: expected, limit: limit))"
        }
    }

    private func cause(expected: String, limit: String) -> String {
        let isHigh = signal.facts.isHigh
        let months = signal.facts.months.all.count
        switch signal.facts.cause.flatMap(SpecialCause.init(rawValue:)) {
        case .outside, nil:
            return isHigh
                ? "Above \(limit), the most we would expect by chance; about \(expected) is usual."
                : "Below \(limit), the least we would expect by chance; about \(expected) is usual."
        case .shift: return "\(months) months running \(isHigh ? "above" : "below") the average of \(expected)."
        case .trend: return "\(isHigh ? "Rising" : "Falling") \(months) months in a row."
        case .twoInThree:
            return "Two of the last three months were unusually \(isHigh ? "high" : "low"); about \(expected) is usual."
        }
    }

    private var chance: String {
        guard let chance = signal.facts.chance else { return "" }
        let often = chance < 0.001 ? "less than once in 1,000" : "about once in \(grouped(Int((1 / chance).rounded())))"
        guard chance < 1, let series = signal.facts.series else { return "" }
        return "By chance alone as much is found \(often), counting that \(series) \(looked) were looked at."
    }

    /// What was looked at together.
    private var looked: String {
        guard signal.method == .farrington else { return "measures" }
        return signal.week != nil ? "weeks of measures" : signal.area != nil ? "small areas" : "measures"
    }

    // MARK: Who had it last

    /// "Alex Moyo, 3 November 2026", "Nobody yet".
    package var touched: String { last.map { "\($0.by), \($0.at.day.long)" } ?? "Nobody yet" }
}

extension Measure {
    /// A value of this measure in words: "27", "94%", "1.3".
    func written(_ value: Double) -> String {
        let isWhole = value == value.rounded()
        switch unit {
        case .count: return isWhole ? grouped(Int(value)) : decimal(value, places: value < 10 ? 1 : 0)
        case .percent: return "\(decimal(value, places: 0))%"
        case .rate: return decimal(value, places: 1)
        }
    }
}

extension Transaction {
    /// The signals an audience may see, in order, with who had each last.
    func shownSignals(for audience: CountAudience) throws -> [ShownSignal] {
        let steps = try signalSteps()
        var series: [String: ShownSeries] = [:]
        return try signals().compactMap { signal in
            let known = try series[signal.measure.id] ?? shownSeries(signal.measure, for: audience)
            series[signal.measure.id] = known
            return ShownSignal(signal, known, last: steps[signal.id]?.last)
        }
    }

    func shownSeries(_ measure: Measure, for audience: CountAudience) throws -> ShownSeries {
        ShownSeries(measure, try values(of: measure.id), for: audience)
    }
}
