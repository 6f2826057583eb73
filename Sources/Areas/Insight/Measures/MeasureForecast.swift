import Governance
import Kernel
import Surveillance
import Web

/// What a measure will most likely come to if nothing changes, and how such forecasts of it have done.
///
/// Worked out from the shown figures alone, with no look at anything a viewer may not see.
struct MeasureForecast: Sendable {
    /// Why there is none.
    enum Refusal: Error, Equatable {
        /// Fewer months in a row, up to the newest, than the method needs.
        case tooShort(months: Int)
        /// Too many months are hidden from this audience.
        case hidden
        /// The months are all alike, or no method could be fitted.
        case notFitted
    }

    let measure: Measure
    /// The months it was worked out from, without a gap.
    let known: [ShownSeries.Point]
    let forecast: SeriesForecast
    /// The months it is about.
    let ahead: [Month]
    let score: ForecastScore
    /// The naive rule it was held against: the better of the last month again, and the same month a year before.
    let benchmark: ForecastScore
    /// Months on which methods were tried without having seen them.
    let heldOut: Int
    let chance: Double?

    /// Months that must stand in a row.
    static let fewestMonths = 36
    static let horizon = 6
    private static let paths = 500

    init(_ reading: MeasureReading) throws(Refusal) {
        let series = reading.series
        let whole = series.points.prefix((series.points.lastIndex { $0.value != nil } ?? -1) + 1)
        let start = whole.lastIndex { $0.value == nil }.map { $0 + 1 } ?? 0
        let known = Array(whole[start...])
        guard let first = known.first, let last = known.last, known.count >= Self.fewestMonths else {
            throw .tooShort(months: known.count)
        }
        guard !series.hidesTooMuch(known) else { throw .hidden }
        let inOrder = RegularSeries(
            known.map(\.value), period: 12, firstSeason: first.month.monthOfYear - 1)
        let methods = Self.methods(series.measure, isSeasonal: reading.season != nil, months: known.count)
        let heldOut = known.count >= 48 ? 24 : 12
        let trial = Self.trial(inOrder, methods, heldOut: heldOut, seed: UInt64(last.month.number))
        guard let trial else { throw .notFitted }
        // The one that did best on months it had not seen; a naive rule where neither did better than that.
        let naive = [NaiveForecast.naive, .seasonal].map(ForecastMethod.naive)
        let best = trial.scores.min { $0.weightedIntervalScore < $1.weightedIntervalScore }
        guard let best, let method = (methods + naive).first(where: { "\($0)" == best.method }),
            let found = try? method.forecast(
                inOrder, steps: Self.horizon, levels: ForecastTrial.levels, paths: Self.paths,
                seed: UInt64(last.month.number))
        else { throw .notFitted }
        measure = series.measure
        self.known = known
        self.heldOut = heldOut
        forecast = found.inside(measure.unit)
        ahead = (1...Self.horizon).map { last.month.adding($0) }
        score = best
        benchmark = trial.benchmark
        chance = trial.verdicts.first { $0.method == best.method }?.chance
    }

    /// Two that are unlike each other: a regression with season and trend, and one that follows the newest months.
    private static func methods(_ measure: Measure, isSeasonal: Bool, months: Int) -> [ForecastMethod] {
        let smoothing = ForecastMethod.smoothingModel(ETSModel(.additive, .none, isSeasonal ? .additive : .none))
        guard measure.unit == .count else { return [smoothing] }
        let waves = SeasonTerms.harmonics(months < 48 ? 1 : 2)
        return [.counts(CountModel(.quasiPoisson, season: waves, hasTrend: true)), smoothing]
    }

    private static func trial(
        _ series: RegularSeries, _ methods: [ForecastMethod], heldOut: Int, seed: UInt64
    ) -> ForecastTrial? {
        let settings = ForecastTrial.Settings(
            firstOrigin: series.count - heldOut, horizon: horizon, step: 2, paths: paths, seed: seed)
        return try? ForecastTrial(series, methods: methods, settings: settings)
    }

    // MARK: Words

    var isNaive: Bool { score.method == benchmark.method }

    private func written(_ value: Double) -> String { measure.unit.written(value) }

    private func interval(_ level: Double) -> SeriesForecast.Interval? {
        forecast.intervals.first { $0.level == level }
    }

    /// "November 2026: about 45, in 19 cases of 20 between 31 and 60".
    var finding: String {
        guard let month = ahead.first, let middle = forecast.mean.first, let wide = interval(0.95) else { return "" }
        return "\(month.name): about \(written(middle)), in 19 cases of 20 between \(written(wide.lower[0])) and "
            + "\(written(wide.upper[0])) if nothing changes"
    }

    /// How it did on months held back, beside the naive rule.
    var trialWords: String {
        let rule =
            benchmark.method == NaiveForecast.seasonal.rawValue ? "the same month a year before" : "the last month"
        let months = "Tried on the newest \(heldOut) months, one to six months ahead without having seen them"
        let naive = "repeating \(rule) missed by \(decimal(benchmark.meanAbsoluteError, places: 1)) a month on average"
        guard !isNaive else { return "\(months), no method did better than \(rule) again, so that is drawn: \(naive)." }
        let miss = decimal(score.meanAbsoluteError, places: 1)
        let doubt = chance.map { $0 < 0.05 } ?? false ? "" : " With so few forecasts the difference may be chance."
        let held = Int((score.coverage.last ?? 0) * 100 + 0.5)
        return "\(months), it missed by \(miss) a month on average; \(naive).\(doubt) "
            + "Its wider range held \(held) of 100 months; 95 were meant to be."
    }

    var html: HTML { figure.html }

    private var figure: LineFigure {
        let shown = Array(known.suffix(24))
        let blank = [Double?](repeating: nil, count: shown.count)
        let none = [Double?](repeating: nil, count: ahead.count)
        let months = shown.map(\.month) + ahead
        let span = months.first.flatMap { first in months.last.map { "\(first.name) to \($0.name)" } } ?? ""
        let frame = ChartFrame(
            id: "forecast", title: finding,
            subtitle: "\(measure.title), each month, and what to expect for the six months that follow. \(span).",
            description: "\(finding). \(trialWords)", level: 2)
        var figure = LineFigure(
            frame: frame, months: months.map(\.shortName),
            lines: [
                LineFigure.Line(name: "What came", values: shown.map(\.value) + none),
                LineFigure.Line(name: "What to expect", values: blank + forecast.mean.map(Optional.some)),
            ])
        figure.bands = forecast.intervals.reversed().map { interval in
            LineFigure.Band(
                name: interval.level < 0.9 ? "4 in 5 within" : "19 in 20 within",
                lower: blank + interval.lower.map(Optional.some), upper: blank + interval.upper.map(Optional.some))
        }
        figure.words = """
            <p class="ui-measure">\(trialWords)</p><p class="ui-measure ui-muted">A forecast carries on what was. It \
            knows nothing of what is planned, and says nothing about any one person or place.</p>
            """
        return figure
    }

    /// The forecast's own place on a page, or a plain sentence why there is none.
    static func part(_ reading: MeasureReading) -> HTML {
        do throws(Refusal) {
            return try MeasureForecast(reading).html
        } catch {
            return card("What to expect", id: "forecast", body: "<p>\(error.words)</p>")
        }
    }
}

extension MeasureForecast.Refusal {
    var words: String {
        switch self {
        case .tooShort(let months):
            let have = months == 1 ? "1 month has" : "\(months) months have"
            return
                "A forecast needs \(MeasureForecast.fewestMonths) months in a row without a gap; \(have) come so far."
        case .hidden: return "Too many of these months are too small to show, so no forecast is made from the rest."
        case .notFitted: return "No forecast can be made: these months do not change, or no method fits them."
        }
    }
}

extension SeriesForecast {
    /// No count is below nought, and no share above all.
    fileprivate func inside(_ unit: Measure.Unit) -> SeriesForecast {
        let floored = flooredAtZero
        guard unit == .percent else { return floored }
        func held(_ values: [Double]) -> [Double] { values.map { min($0, 100) } }
        return SeriesForecast(
            method: floored.method, mean: held(floored.mean),
            intervals: floored.intervals.map {
                Interval(level: $0.level, lower: held($0.lower), upper: held($0.upper))
            })
    }
}

extension Measure.Unit {
    /// A value of this unit as a sentence says it.
    func written(_ value: Double) -> String {
        switch self {
        case .count: decimal(value, places: value < 10 ? 1 : 0)
        case .percent: "\(decimal(value, places: 0))%"
        case .rate: decimal(value, places: 1)
        }
    }
}

extension ShownSeries {
    /// Whether too many of these months stand only for "fewer than 5" to learn anything from them.
    func hidesTooMuch(_ points: [Point]) -> Bool {
        guard audience == .outside else { return false }
        return points.count { $0.words == Suppression.partner.fewWords } * 10 > points.count
    }
}
