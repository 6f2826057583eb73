import ArgumentParser
import Surveillance

/// Did it change when we acted?
struct AnalyseITS: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "its",
        abstract: "Did the level or the trend change at a date? (interrupted time series by regression)",
        discussion: """
            Coefficients as R's glm. Effects of counts are ratios, those of measures differences. Months are like the months
            before them, so errors allow for that (of the first order) unless --errors says otherwise: those of a plain
            regression find changes where there are none.
            """)

    /// How values scatter.
    enum FamilyName: String, ExpressibleByArgument, CaseIterable { case quasipoisson, negbin, gaussian }

    /// How errors are worked out.
    enum ErrorsName: String, ExpressibleByArgument, CaseIterable { case firstOrder, neweyWest, larger, model }

    /// How many periods back periods may resemble each other.
    enum LagName: ExpressibleByArgument {
        case periods(Int), rule, automatic

        init?(argument: String) {
            switch argument {
            case "rule": self = .rule
            case "automatic": self = .automatic
            default:
                guard let periods = Int(argument), periods >= 0 else { return nil }
                self = .periods(periods)
            }
        }
    }

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns

    @Option(help: "The first period after the change, as the file writes it.")
    var change: String
    @Option(help: "quasipoisson, negbin or gaussian.")
    var family: FamilyName = .quasipoisson
    @Option(
        parsing: .unconditional, help: "Waves a cycle; 0 for no season, -1 for a factor for each place of the cycle.")
    var harmonics: Int = 1
    @Option(help: "Periods in a cycle: 12 for months, 52 for weeks unless given.")
    var frequency: Int?
    @Option(help: "Periods from the change on that are left out, while it takes hold.")
    var leftOut: Int = 0
    @Option(
        help: """
            firstOrder: each period is as like the one before as the leftovers say; neweyWest: as sandwich::NeweyWest; \
            larger: the larger of those and the plain ones; model: the plain ones, as if periods were independent.
            """)
    var errors: ErrorsName = .firstOrder
    @Option(help: "The lag of Newey and West's errors: a number of periods, rule or automatic. rule unless given.")
    var lag: LagName?
    @Option(help: "The confidence of the intervals.")
    var confidence: Double = 0.95
    @Option(help: "The column of people the counts are per head of.")
    var exposure: String?

    func validate() throws {
        if lag != nil, errors == .firstOrder || errors == .model {
            throw ValidationError("--lag goes with --errors neweyWest or larger.")
        }
    }

    func run() throws {
        let table = try files.table()
        let people = try table.column(exposure, usual: [])
        let series = try columns.read(table, beside: people.map { [$0] } ?? [])
        _ = try series.only(of: "its")
        guard let at = series.periods.place(of: change) else {
            throw ValidationError("--change \(change): the file has no such period.")
        }
        let exposures = try people.map { column in
            try series.beside(0, 0).enumerated().map { place, people in
                guard let people, people > 0 else {
                    throw CommandProblem(
                        "Column \u{201C}\(table.headers[column])\u{201D} has nobody in \(series.periods.names[place]).")
                }
                return people
            }
        }
        var clock = AnalyseClock()
        let found = try clock.time {
            try InterruptedSeries(
                series.regular(0, frequency: frequency), change: at, settings: settings, exposure: exposures,
                comparison: nil)
        }
        var answer = AnalyseAnswer(
            analysis: "its", summary: Self.words(found, change: series.periods.names[at]),
            columns: ["period", "after", "observed", "fitted", "expected", "expected_lower", "expected_upper"],
            seconds: clock.seconds)
        answer.figures = Self.figures(found)
        answer.rows = found.months.map { month in
            [
                .text(series.periods.names[month.step]), .flag(month.isAfter), AnalyseCell(month.observed),
                AnalyseCell(month.fitted), AnalyseCell(month.expected), AnalyseCell(month.expectedLower),
                AnalyseCell(month.expectedUpper),
            ]
        }
        answer.notable = answer.rows.indices.filter { found.months[$0].isAfter }
        answer.notes = found.warnings.map(\.description) + [series.missingNote].compactMap { $0 }
        try files.give(answer)
    }

    private var settings: InterruptedSettings {
        let scatter: InterruptedSettings.Scatter =
            switch family {
            case .quasipoisson: .quasiPoisson
            case .negbin: .negativeBinomial
            case .gaussian: .gaussian
            }
        let season: SeasonTerms = harmonics < 0 ? .factors : harmonics == 0 ? .none : .harmonics(harmonics)
        let back: InterruptedSettings.Lag =
            switch lag {
            case .periods(let periods): .given(periods)
            case .rule, nil: .rule
            case .automatic: .automatic
            }
        let errors: InterruptedSettings.Errors =
            switch errors {
            case .firstOrder: .firstOrder
            case .neweyWest: .neweyWest(back)
            case .larger: .larger(back)
            case .model: .model
            }
        return InterruptedSettings(
            scatter: scatter, season: season, leftOut: leftOut, errors: errors, confidence: confidence)
    }

    private static func estimates(_ found: InterruptedSeries) -> [(String, InterruptedEstimate?)] {
        [
            ("trend_before", found.trendBefore), ("level", found.effect?.level), ("slope", found.effect?.slope),
            ("trend_after", found.effect?.trendAfter), ("overall", found.effect?.overall),
            ("averted", found.effect?.averted),
        ]
    }

    private static func figures(_ found: InterruptedSeries) -> [(name: String, value: AnalyseCell)] {
        var figures: [(name: String, value: AnalyseCell)] = []
        for (name, estimate) in estimates(found) {
            guard let estimate else { continue }
            figures += [
                (name, AnalyseCell(estimate.value)), ("\(name)_lower", AnalyseCell(estimate.lower)),
                ("\(name)_upper", AnalyseCell(estimate.upper)), ("\(name)_p", AnalyseCell(estimate.chance)),
            ]
        }
        figures.append(("newey_west_lag", AnalyseCell(found.lag)))
        figures.append(("durbin_watson", AnalyseCell(found.autocorrelation.durbinWatson)))
        figures.append(("ljung_box_p", AnalyseCell(found.autocorrelation.chance)))
        return figures
    }

    private static func words(_ found: InterruptedSeries, change: String) -> [String] {
        guard let effect = found.effect else { return ["There is no period after \(change) yet."] }
        func said(_ estimate: InterruptedEstimate) -> String {
            let shown = [estimate.value, estimate.lower, estimate.upper].map { AnalyseCell.number($0).shown }
            return "\(shown[0]) (\(shown[1]) to \(shown[2]), p \(AnalyseCell.number(estimate.chance).shown))"
        }
        let kind = effect.level.scale == .ratio ? "times what it was" : "more than it was"
        return [
            "From \(change) the level is \(said(effect.level)) \(kind).",
            "All periods after together: \(said(effect.overall)) \(effect.overall.scale == .ratio ? "times" : "more than") "
                + "what was to be expected; \(said(effect.averted)) fewer in number.",
        ]
    }
}
