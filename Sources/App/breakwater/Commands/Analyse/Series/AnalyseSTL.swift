import ArgumentParser
import Surveillance

/// Trend, season and what is left over.
struct AnalyseSTL: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stl", abstract: "Part a series into trend, season and remainder. (STL, as R's stats::stl)")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns

    @Option(help: "Periods in a cycle: 12 for months, 52 for weeks unless given.")
    var frequency: Int?
    @Option(
        name: .customLong("s.window"), help: "periodic, or how many years the season is smoothed over (odd, 7 or more)."
    )
    var sWindow = "periodic"
    @Option(name: .customLong("s.degree"), help: "0 or 1.")
    var sDegree: Int = 0
    @Option(name: .customLong("t.window"), help: "How many periods the trend is smoothed over.")
    var tWindow: Int?
    @Option(name: .customLong("t.degree"), help: "0 or 1.")
    var tDegree: Int = 1
    @Option(name: .customLong("l.window"), help: "How many periods the low pass is smoothed over.")
    var lWindow: Int?
    @Option(name: .customLong("l.degree"), help: "0 or 1; the trend's unless given.")
    var lDegree: Int?
    @Flag(help: "Weigh outlying points down.")
    var robust = false
    @Flag(help: "Fill in missing periods from trend and season; they are marked.")
    var fill = false

    func run() throws {
        let series = try columns.read(try files.table())
        _ = try series.only(of: "stl")
        let regular = series.regular(0, frequency: frequency)
        var settings = STLSettings(try window)
        (settings.seasonalDegree, settings.trendWindow, settings.trendDegree) = (sDegree, tWindow, tDegree)
        (settings.lowPassWindow, settings.lowPassDegree, settings.robust) = (lWindow, lDegree, robust)
        var clock = AnalyseClock()
        let parts = try clock.time {
            try STL(regular, settings: settings, missing: fill ? .fillFromTrendAndSeason : .refuse)
        }
        var answer = AnalyseAnswer(
            analysis: "stl", summary: [Self.words(parts)],
            columns: ["period", "data", "seasonal", "trend", "remainder", "weight", "filled"], seconds: clock.seconds)
        answer.figures = [
            ("trend_strength", AnalyseCell(parts.trendStrength)),
            ("seasonal_strength", AnalyseCell(parts.seasonalStrength)),
        ]
        let filled = Set(parts.filled)
        answer.rows = series.periods.names.indices.map { place in
            [
                .text(series.periods.names[place]), AnalyseCell(regular.values[place]),
                AnalyseCell(parts.seasonal[place]), AnalyseCell(parts.trend[place]),
                AnalyseCell(parts.remainder[place]), AnalyseCell(parts.weights[place]),
                .flag(filled.contains(place)),
            ]
        }
        answer.notable = Array(answer.rows.indices.suffix(12))
        answer.notes = [series.missingNote].compactMap { $0 }
        try files.give(answer)
    }

    private var window: STLSettings.SeasonalWindow {
        get throws {
            if sWindow == "periodic" { return .periodic }
            guard let years = Int(sWindow) else {
                throw ValidationError("--s.window takes periodic or a number of years, such as 7.")
            }
            return .years(years)
        }
    }

    private static func words(_ parts: STL) -> String {
        let ends = [parts.trend.first, parts.trend.last].map { AnalyseCell($0).shown }
        let swing = (parts.seasonal.max() ?? 0) - (parts.seasonal.min() ?? 0)
        return "The trend goes from \(ends[0]) to \(ends[1]). The season swings by \(AnalyseCell.number(swing).shown)."
    }
}
