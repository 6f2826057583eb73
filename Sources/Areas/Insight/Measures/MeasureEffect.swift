import Governance
import Kernel
import Surveillance
import Web

/// Whether a measure changed when something was done: a segmented regression with season, trend, and months that
/// resemble the months before. Worked out from the shown figures alone.
struct MeasureEffect: Sendable {
    /// Why nothing can be said yet.
    enum Refusal: Error, Equatable {
        case tooFewBefore(months: Int)
        case tooFewAfter(months: Int)
        case hidden
        case notFitted
    }

    let measure: Measure
    let note: MeasureNote
    let points: [ShownSeries.Point]
    let fit: InterruptedSeries
    let effect: InterruptedSeries.Effect
    /// Other things marked within a year of it.
    let nearby: [MeasureNote]

    /// Months before that tell season and trend, and after: Penfold and Zhang 2013, doi:10.1016/j.acap.2013.08.002.
    static let fewestBefore = 24
    static let fewestAfter = InterruptedWarning.fewest
    /// As many dates as are looked at on one page, the newest first.
    static let most = 3

    init(_ series: ShownSeries, note: MeasureNote, notes: [MeasureNote]) throws(Refusal) {
        let month = Month(note.day)
        let points = Self.stretch(series.points, round: month, notes: notes)
        let before = points.count { $0.month < month && $0.value != nil }
        let after = points.count { $0.month >= month && $0.value != nil }
        guard before >= Self.fewestBefore else { throw .tooFewBefore(months: before) }
        guard after >= Self.fewestAfter else { throw .tooFewAfter(months: after) }
        guard !series.hidesTooMuch(points) else { throw .hidden }
        guard let change = points.firstIndex(where: { $0.month == month }), let first = points.first else {
            throw .notFitted
        }
        let settings = InterruptedSettings(
            scatter: series.measure.unit == .count ? .quasiPoisson : .gaussian,
            season: .harmonics(points.count < 48 ? 1 : 2), leftOut: 0, errors: .firstOrder, confidence: 0.95)
        let inOrder = RegularSeries(points.map(\.value), period: 12, firstSeason: first.month.monthOfYear - 1)
        guard
            let fit = try? InterruptedSeries(
                inOrder, change: change, settings: settings, exposure: nil, comparison: nil),
            let effect = fit.effect
        else { throw .notFitted }
        measure = series.measure
        self.note = note
        self.points = points
        self.fit = fit
        self.effect = effect
        nearby = notes.filter { other in
            other.id != note.id && (other.kind == .done || other.kind == .rebase)
                && abs(Month(other.day).number - month.number) <= 12
        }
    }

    /// The months from the last new start of the limits up to the next: what is counted is the same throughout.
    private static func stretch(
        _ points: [ShownSeries.Point], round month: Month, notes: [MeasureNote]
    ) -> [ShownSeries.Point] {
        let starts = notes.filter { $0.kind == .rebase }.map { Month($0.day) }
        let from = starts.filter { $0 < month }.max()
        let to = starts.filter { $0 > month }.min()
        let inside = points.filter { point in
            (from.map { point.month >= $0 } ?? true) && (to.map { point.month < $0 } ?? true)
        }
        guard let first = inside.firstIndex(where: { $0.value != nil }),
            let last = inside.lastIndex(where: { $0.value != nil })
        else { return [] }
        return Array(inside[first...last])
    }

    // MARK: Words

    private var isCount: Bool { measure.unit == .count }

    /// A difference from what was to be expected: "18% fewer", "3.1 points higher".
    private func difference(_ value: Double) -> String {
        guard isCount else {
            let points = measure.unit == .percent ? " points" : ""
            return "\(decimal(abs(value), places: 1))\(points) \(value < 0 ? "lower" : "higher")"
        }
        let percent = (value - 1) * 100
        guard abs(percent) >= 0.5 else { return "no different" }
        return "\(decimal(abs(percent), places: 0))% \(percent < 0 ? "fewer" : "more")"
    }

    var isTold: Bool { effect.overall.chance < 0.05 }

    /// The finding, as strong as it is and no stronger.
    var words: String {
        let all = effect.overall
        let about = difference(all.value)
        // From the smaller effect to the larger, or from fewer to more where it may be either.
        let ends = isTold && all.value < (isCount ? 1 : 0) ? (all.upper, all.lower) : (all.lower, all.upper)
        let range = "\(difference(ends.0)) and \(difference(ends.1))"
        let than = "than the months before led us to expect"
        guard isTold else {
            return "About \(about) \(than), and that could be chance: anything between \(range) fits the figures."
        }
        let times = max(1, Int((all.chance * 100).rounded()))
        let often =
            all.chance < 0.005 ? "less than 1 time in 100" : "about \(times) \(times == 1 ? "time" : "times") in 100"
        return "About \(about) \(than) (between \(range)). Chance alone would give so large a difference \(often)."
            + (averted.map { " \($0)" } ?? "")
    }

    /// "That is about 61 fewer over 14 months (13 to 109)."
    private var averted: String? {
        guard isCount else { return nil }
        let total = effect.averted
        let months = fit.months.count(where: \.isAfter)
        let ends = [abs(total.lower), abs(total.upper)].sorted()
        guard total.lower * total.upper > 0 else { return nil }
        return "That is about \(decimal(abs(total.value), places: 0)) \(total.value > 0 ? "fewer" : "more") over "
            + "\(months) months (\(decimal(ends[0], places: 0)) to \(decimal(ends[1], places: 0)))."
    }

    private var cautions: [String] {
        let own = fit.warnings.compactMap { warning -> String? in
            switch warning {
            case .otherChangesUnknown: nil
            case .fit: nil
            default: warning.description
            }
        }
        let near =
            nearby.isEmpty
            ? []
            : ["Also marked within a year: \(nearby.map(\.words).joined(separator: "; ")). They cannot be told apart."]
        return near + own
    }

    var html: HTML {
        let months = points.map(\.month)
        let span = months.first.flatMap { first in months.last.map { "\(first.name) to \($0.name)" } } ?? ""
        let frame = ChartFrame(
            id: "effect-\(note.id)", title: "\(Month(note.day).name): \(note.words)",
            subtitle: "\(measure.title), each month, beside what the months before led us to expect. \(span).",
            description: words, level: 3)
        let steps = Dictionary(fit.months.map { ($0.step, $0) }, uniquingKeysWith: { one, _ in one })
        let after = points.indices.map { steps[$0].flatMap { $0.isAfter ? $0 : nil } }
        var figure = LineFigure(
            frame: frame, months: months.map(\.shortName),
            lines: [
                LineFigure.Line(name: "What came", values: points.map(\.value)),
                LineFigure.Line(name: "Expected without a change", values: after.map { $0?.expected }),
            ])
        figure.bands = [
            LineFigure.Band(
                name: "Expected, 19 in 20 within", lower: after.map { $0.map { max(0, $0.expectedLower) } },
                upper: after.map { $0?.expectedUpper })
        ]
        if let change = months.firstIndex(of: Month(note.day)) {
            figure.marks = [ControlFigure.Mark(point: change, words: note.words, when: Month(note.day).shortName)]
        }
        let beware: HTML = cautions.isEmpty ? .empty : bullets(cautions.map { HTML($0) })
        figure.words = "<p class=\"ui-measure\"><strong>\(words)</strong></p>\(beware)"
        return figure.html
    }

    // MARK: The page's part

    /// "Did it change when we acted?", for the newest dates marked on a measure; empty where nothing is marked.
    static func part(_ reading: MeasureReading) -> HTML {
        let done = reading.notes.filter { $0.kind == .done }.sorted { $0.day > $1.day }
        guard !done.isEmpty, reading.chart != nil else { return .empty }
        let looked = done.prefix(most).map { note -> HTML in
            do throws(Refusal) {
                return try MeasureEffect(reading.series, note: note, notes: reading.notes).html
            } catch {
                return "<h3>\(Month(note.day).name): \(note.words)</h3><p>\(error.words(note))</p>"
            }
        }
        let rest: HTML =
            done.count > most ? "<p>The newest \(most) of \(done.count) dates are looked at.</p>" : .empty
        let many: HTML =
            done.count > 1 ? " Of many dates looked at, about 1 in 20 looks like a change by chance alone." : .empty
        return card(
            "Did it change when we acted?", id: "effect",
            body: """
                \(Array(looked))\(rest)
                <p class="ui-measure ui-muted">The months before, with their season and trend, are carried on and held \
                against what came. This can show that figures changed at the time, not why: anything else that changed \
                then looks the same.\(many)</p>
                """)
    }
}

extension MeasureEffect.Refusal {
    func words(_ note: MeasureNote) -> String {
        switch self {
        case .tooFewBefore(let months):
            "It cannot be said whether this changed anything: \(Self.counted(months)) of figures came before it, and "
                + "\(MeasureEffect.fewestBefore) are needed to know season and trend."
        case .tooFewAfter(let months):
            "Too soon to say: \(Self.counted(months)) of figures have come since, and \(MeasureEffect.fewestAfter) are "
                + "needed. Look again after \(Month(note.day).adding(MeasureEffect.fewestAfter - 1).name)."
        case .hidden: "Too many of these months are too small to show, so nothing is worked out from the rest."
        case .notFitted: "It cannot be said: a change cannot be told from season and trend in these figures."
        }
    }

    private static func counted(_ months: Int) -> String { months == 1 ? "1 month" : "\(months) months" }
}
