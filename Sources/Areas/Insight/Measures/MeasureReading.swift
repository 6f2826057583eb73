import Kernel
import Surveillance
import Web

/// What a measure's newest months say: the chart by the rules of NHS "Making Data Count", and its finding in words.
package struct MeasureReading: Sendable {
    package let series: ShownSeries
    package let notes: [MeasureNote]
    /// What each month of the year usually is, where the season is strong.
    package let season: UsualMonths?
    /// Nil while there is no figure at all. With a season it is the chart of the year's level, not of the figures.
    package let chart: ControlChart?

    package init(_ series: ShownSeries, notes: [MeasureNote]) {
        self.series = series
        self.notes = notes
        let values = series.points.map(\.value)
        let reading = MeasureSettings(series.measure, series.points.map(\.month), notes)
        let usual = UsualMonths(series)
        if let usual, let own = usual.chart(series.points, settings: reading.settings) {
            season = usual
            chart = own
        } else {
            season = nil
            chart = values.contains { $0 != nil } ? try? ControlChart.xmr(values, settings: reading.settings) : nil
        }
    }

    private var measure: Measure { series.measure }

    private func written(_ value: Double) -> String { measure.unit.written(value) }

    /// The lines a month is held against, as the figures are written; nil where there are none.
    package func limits(at index: Int) -> (centre: Double, lower: Double, upper: Double)? {
        guard let chart, let lines = chart.points[index].limits else { return nil }
        let all = (lines.centre, chart.shownLower(lines), lines.upper)
        guard let season else { return all }
        let month = series.points[index].month
        return (season.inMonth(all.0, month), season.inMonth(all.1, month), season.inMonth(all.2, month))
    }

    /// The newest month that has a figure, as the figures are written.
    package var newest: (index: Int, value: Double, limits: (centre: Double, lower: Double, upper: Double)?)? {
        guard let latest = chart?.reading?.latest, let value = series.points[latest].value else { return nil }
        return (latest, value, limits(at: latest))
    }

    // MARK: Symbols

    package var variation: VariationSymbol? {
        switch chart?.variation {
        case .commonCause: .common
        case .improving(.high): .improvingHigh
        case .improving(.low): .improvingLow
        case .concerning(.high): .concerningHigh
        case .concerning(.low): .concerningLow
        case .neutral(.high): .neutralHigh
        case .neutral(.low): .neutralLow
        case .tooFewPoints, nil: nil
        }
    }

    package var assurance: AssuranceSymbol? {
        switch chart?.assurance {
        case .consistentlyPasses: .passes
        case .consistentlyFails: .fails
        case .hitsAndMisses: .hitAndMiss
        case .some(.none), nil: nil
        }
    }

    // MARK: Words

    /// The finding in a sentence, as a tile says it after its symbol's own words.
    package var sentence: String {
        guard let reading = chart?.reading else { return "No figures have come yet." }
        if case .none(let points, let needed) = reading.standing {
            return "\(points) months so far: \(needed) are needed before we can say what is usual."
        }
        return ([causeWords(reading)] + [targetWords(reading)]).compactMap(\.self).joined(separator: " ")
    }

    private func causeWords(_ reading: ChartReading) -> String {
        if season != nil, let newest, let limits = newest.limits {
            return seasonWords(reading, month: series.points[newest.index].month, value: newest.value, limits)
        }
        let centre = reading.centre.map(written) ?? ""
        let isHigh = reading.value > (reading.centre ?? reading.value)
        let months = reading.run?.count ?? 1
        switch reading.cause {
        case nil: return "Going up and down as chance would have it, around \(centre) a month."
        case .outside:
            let limit = (isHigh ? reading.upper : reading.lower).map(written) ?? ""
            return isHigh
                ? "Above \(limit), the most we would expect by chance."
                : "Below \(limit), the least we would expect by chance."
        case .shift:
            return "\(counted(months, "month")) running \(isHigh ? "above" : "below") the average of \(centre)."
        case .trend:
            return "\(isRising ? "Rising" : "Falling") \(counted(months, "month")) in a row."
        case .twoInThree:
            return
                "Two of the last three months were unusually \(isHigh ? "high" : "low"), with an average of \(centre)."
        }
    }

    /// The finding where each month is held against what it usually is.
    private func seasonWords(
        _ reading: ChartReading, month: Month, value: Double, _ limits: (centre: Double, lower: Double, upper: Double)
    ) -> String {
        let name = month.firstDay.monthName
        let isHigh = value > limits.centre
        let months = counted(reading.run?.count ?? 1, "month")
        switch reading.cause {
        case nil: return "As usual for the time of year: around \(written(limits.centre)) in \(name)."
        case .outside:
            return isHigh
                ? "Above \(written(limits.upper)), the most we would expect by chance in \(name)."
                : "Below \(written(limits.lower)), the least we would expect by chance in \(name)."
        case .shift: return "\(months) running \(isHigh ? "above" : "below") what is usual for the time of year."
        case .trend: return "\(isRising ? "Rising" : "Falling") \(months) in a row, with the time of year allowed for."
        case .twoInThree:
            return "Two of the last three months were unusually \(isHigh ? "high" : "low") for the time of year."
        }
    }

    private var isRising: Bool {
        variation == .improvingHigh || variation == .concerningHigh || variation == .neutralHigh
    }

    private func targetWords(_ reading: ChartReading) -> String? {
        guard let target = reading.target, let assurance else { return nil }
        return "Target \(written(target)). \(assurance.words)"
    }

    private func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    // MARK: Pictures

    /// The measure's shape for a tile: the last two years.
    package var spark: Sparkline {
        let points = states.suffix(24)
        return Sparkline(values: Array(points), mean: chart?.segments.last?.centre)
    }

    private var states: [(value: Double?, state: PointState)] {
        guard let chart else { return [] }
        return chart.points.map { ($0.value, PointState($0.meaning)) }
    }

    /// The chart of the last `months` months.
    package func figure(_ frame: ChartFrame, months: Int = 60) -> ControlFigure? {
        guard let chart else { return nil }
        let from = max(0, series.points.count - months)
        let shown = Array(series.points[from...])
        let newest = shown.lastIndex { $0.value != nil }
        let labelled = Self.outliers(chart)
        let points = shown.enumerated().map { index, point -> ControlFigure.Point in
            let meaning = chart.points[from + index].meaning
            let isFirst = index == 0 || point.month.monthOfYear == 1
            let label =
                index == newest || labelled.contains(from + index)
                ? "\(point.words) in \(point.month.firstDay.monthName)" : nil
            return ControlFigure.Point(
                name: point.month.name, tick: String(point.month.firstDay.monthName.prefix(3)),
                year: isFirst ? "\(point.month.year)" : nil, value: point.value,
                words: point.behind.isEmpty ? point.words : "\(point.words) (\(point.behind))",
                state: PointState(meaning), label: label)
        }
        var figure = ControlFigure(
            frame: frame, valueName: measure.unit == .count ? "Number" : "Share", points: points,
            stretches: stretches(chart, from: from))
        figure.marks = marks(from: from)
        if let target = chart.settings.target { figure.target = (target, "Target \(written(target))") }
        return figure
    }

    /// The points outside the limits, where they are few enough to be named without standing in each other's way.
    private static func outliers(_ chart: ControlChart) -> Set<Int> {
        let outside = chart.points.indices.filter { chart.points[$0].cause == .outside }
        let apart = zip(outside, outside.dropFirst()).allSatisfy { $1 - $0 >= 4 }
        return outside.count <= 3 && apart ? Set(outside) : []
    }

    private func stretches(_ chart: ControlChart, from: Int) -> [ControlFigure.Stretch] {
        chart.segments.compactMap { segment in
            let range = max(segment.points.lowerBound - from, 0)..<max(segment.points.upperBound - from, 0)
            guard !range.isEmpty, let centre = segment.centre else { return nil }
            let shown = segment.points.filter { $0 >= from }
            let limits = shown.last.flatMap(limits)
            guard season != nil, let limits else {
                return ControlFigure.Stretch(
                    points: range, mean: centre, lower: limits?.lower, upper: limits?.upper,
                    meanWords: "Average \(written(centre))",
                    lowerWords: limits.map { "Lower limit \(written($0.lower))" } ?? "",
                    upperWords: limits.map { "Upper limit \(written($0.upper))" } ?? "")
            }
            let month = shown.last.map { String(series.points[$0].month.firstDay.monthName.prefix(3)) } ?? ""
            var stretch = ControlFigure.Stretch(
                points: range, mean: limits.centre, lower: limits.lower, upper: limits.upper,
                meanWords: "Usual in \(month) \(written(limits.centre))",
                lowerWords: "Lower limit \(written(limits.lower))", upperWords: "Upper limit \(written(limits.upper))")
            stretch.steps = shown.map { place in
                let lines = self.limits(at: place) ?? limits
                return ControlFigure.Step(mean: lines.centre, lower: lines.lower, upper: lines.upper)
            }
            return stretch
        }
    }

    private func marks(from: Int) -> [ControlFigure.Mark] {
        notes.compactMap { note in
            guard note.kind == .done || note.kind == .rebase,
                let index = series.points.firstIndex(where: { $0.month == Month(note.day) }), index >= from
            else { return nil }
            return ControlFigure.Mark(point: index - from, words: note.words, when: Month(note.day).shortName)
        }
    }
}

extension PointState {
    init(_ meaning: CauseMeaning?) {
        switch meaning {
        case .improvement: self = .improve
        case .concern: self = .concern
        case .neutral: self = .neutral
        case nil: self = .common
        }
    }
}

/// How a measure's chart is made: its direction, and what people have noted about it.
struct MeasureSettings {
    let settings: ChartSettings

    init(_ measure: Measure, _ months: [Month], _ notes: [MeasureNote]) {
        let direction: ImprovementDirection =
            switch measure.direction {
            case .down: .down
            case .up: .up
            case .neutral: .neutral
            }
        let target = notes.last { $0.kind == .target }.flatMap(\.value) ?? measure.target
        var settings = ChartSettings.nhs(improvement: direction, target: target)
        func index(_ note: MeasureNote) -> Int? {
            months.firstIndex { $0 == Month(note.day) }.flatMap { $0 > 0 ? $0 : nil }
        }
        var starts: Set<Int> = []
        settings.rebases = notes.filter { $0.kind == .rebase }.compactMap { note in
            guard let at = index(note), starts.insert(at).inserted else { return nil }
            return ChartRebase(at: at, reason: note.words, baseline: nil)
        }.sorted { $0.at < $1.at }
        if let note = notes.last(where: { $0.kind == .baseline }), let at = index(note), at >= settings.fewestPoints {
            settings.baseline = at
        }
        self.settings = settings
    }
}
