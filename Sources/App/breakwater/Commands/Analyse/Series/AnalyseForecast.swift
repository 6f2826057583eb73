import ArgumentParser
import Surveillance

/// What is to be expected, and whether that can be trusted more than a naive rule.
struct AnalyseForecast: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "What is to be expected in the periods to come? (as R's forecast::ets, or a regression of counts)",
        discussion: "Each method is also tried on the newest part of the series, beside the naive rules it must beat.")

    /// Which method.
    enum Method: String, ExpressibleByArgument, CaseIterable {
        case ets, poisson, quasipoisson, negbin, naive, snaive
    }

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns
    @OptionGroup var chance: AnalyseChance

    @Option(help: "ets, poisson, quasipoisson, negbin, naive or snaive.")
    var method: Method = .ets
    @Option(help: "The exponential smoothing model, such as ANA or MAdM; chosen by AICc unless given.")
    var model: String?
    @Option(help: "How many periods ahead.")
    var h: Int = 12
    @Option(help: "Levels of the intervals, in per cent.")
    var level = NumberList([80, 95])
    @Option(help: "Periods in a cycle: 12 for months, 52 for weeks unless given.")
    var frequency: Int?
    @Option(help: "Waves a cycle of a regression; a factor for each place of the cycle unless given.")
    var harmonics: Int?
    @Flag(name: .customLong("no-trend"), help: "A regression without trend.")
    var noTrend = false
    @Option(help: "How many futures are drawn where intervals have no formula.")
    var npaths: Int = 5000
    @Option(help: "How many of the newest periods the method is tried on; 0 for none.")
    var test: Int = 12

    func run() throws {
        let series = try columns.read(try files.table())
        _ = try series.only(of: "forecast")
        let regular = series.regular(0, frequency: frequency)
        let way = try way(regular)
        let levels = level.numbers.map { $0 / 100 }
        var clock = AnalyseClock()
        let forecast = try clock.time {
            try way.forecast(regular, steps: h, levels: levels, paths: npaths, seed: chance.seed)
        }
        var answer = AnalyseAnswer(
            analysis: "forecast", summary: ["Forecast by \(forecast.method)."],
            columns: ["step", "mean"]
                + level.numbers.flatMap { level in
                    let name = AnalyseCell.number(level).shown
                    return ["lo_\(name)", "hi_\(name)"]
                }, seconds: clock.seconds)
        answer.rows = (0..<h).map { step in
            [.whole(step + 1), AnalyseCell(forecast.mean[step])]
                + forecast.intervals.flatMap { [AnalyseCell($0.lower[step]), AnalyseCell($0.upper[step])] }
        }
        answer.notes = [series.missingNote].compactMap { $0 }
        if test > 0 { try tryOut(way, on: regular, into: &answer) }
        try files.give(answer)
    }

    private func way(_ series: RegularSeries) throws -> ForecastMethod {
        let season: SeasonTerms = series.period == 1 ? .none : harmonics.map { .harmonics($0) } ?? .factors
        func counts(_ scatter: CountModel.Scatter) -> ForecastMethod {
            .counts(CountModel(scatter, season: season, hasTrend: !noTrend))
        }
        switch method {
        case .naive: return .naive(.naive)
        case .snaive: return .naive(.seasonal)
        case .poisson: return counts(.poisson)
        case .quasipoisson: return counts(.quasiPoisson)
        case .negbin: return counts(.negativeBinomial)
        case .ets:
            guard let model else { return .smoothing }
            let trends = ETSModel.Trend.allCases
            let all = ETSModel.Errors.allCases.flatMap { error in
                trends.flatMap { trend in ETSModel.Season.allCases.map { ETSModel(error, trend, $0) } }
            }
            let wanted = all.first { $0.errors.rawValue + $0.trend.rawValue + $0.season.rawValue == model }
            guard let wanted else {
                throw ValidationError("--model takes error, trend and season, such as ANA or MAdM.")
            }
            return .smoothingModel(wanted)
        }
    }

    private func tryOut(_ way: ForecastMethod, on series: RegularSeries, into answer: inout AnalyseAnswer) throws {
        let horizon = max(1, min(h, test))
        let settings = ForecastTrial.Settings(
            firstOrigin: series.count - test - horizon + 1, horizon: horizon, step: 1, paths: min(npaths, 1000),
            seed: chance.seed)
        do {
            let trial = try ForecastTrial(series, methods: [way], settings: settings)
            for score in trial.scores {
                answer.figures.append(("MAE, \(score.method)", AnalyseCell(score.meanAbsoluteError)))
                answer.figures.append(("WIS, \(score.method)", AnalyseCell(score.weightedIntervalScore)))
                answer.figures.append(("coverage of 95 %, \(score.method)", AnalyseCell(score.coverage.last)))
            }
            answer.summary += trial.verdicts.map(\.description)
            answer.notes += trial.failures.map { "\($0.method) could not be tried: \($0.reason)" }
        } catch {
            answer.notes.append("The method could not be tried on the newest periods. \(error)")
        }
    }
}
