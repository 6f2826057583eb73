import ArgumentParser
import Surveillance

/// Cumulative sums for small lasting rises.
struct AnalyseCUSUM: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cusum",
        abstract: "Has the level risen a little and stayed there? (CUSUM, as surveillance::algo.cusum)")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns

    @Option(help: "The allowance taken off at each step.")
    var k: Double = CUSUMSettings.standard.allowance
    @Option(help: "The sum at which it is an alarm.")
    var h: Double = CUSUMSettings.standard.limit
    @Option(help: "How counts are made comparable: standard, rossi, anscombe or none.")
    var trans: CUSUMTransform = .standard
    @Option(help: "The mean counts are held against: a number, or glm for a yearly wave; the past unless given.")
    var m: String?
    @Flag(help: "Start at zero again after an alarm.")
    var reset = false
    @Option(help: "How many of the newest periods to watch; those before them are the past. Half unless given.")
    var last: Int?

    func run() throws {
        let series = try columns.read(try files.table())
        let count = series.periods.count
        let range = max(0, count - (last ?? count / 2))..<count
        let settings = CUSUMSettings(
            allowance: k, limit: h, transform: trans, mean: try mean(series), resetsAfterAlarm: reset)
        var clock = AnalyseClock()
        let found = try clock.time {
            try series.names.indices.map { try CUSUM.watch(series.values($0), range: range, settings: settings) }
        }
        var answer = AnalyseAnswer(
            analysis: "cusum", summary: [],
            columns: ["series", "period", "observed", "expected", "cusum", "upperbound", "alarm"],
            seconds: clock.seconds)
        answer.notable = []
        for (number, points) in found.enumerated() {
            for point in points {
                answer.add(
                    series, number, period: point.period, isAlarm: point.isAlarm,
                    cells: [
                        AnalyseCell(point.observed), AnalyseCell(point.expected), AnalyseCell(point.sum),
                        AnalyseCell(point.upper), .flag(point.isAlarm),
                    ])
            }
        }
        answer.sumUp(series, watched: "watched")
        try files.give(answer)
    }

    private func mean(_ series: AnalyseSeries) throws -> CUSUMMean {
        guard let m else { return .past }
        if m == "glm" {
            return .wave(season: series.periods.firstSeason + 1, perYear: series.periods.period.outbreak.perYear)
        }
        guard let known = Double(m) else { throw ValidationError("--m takes a number or glm.") }
        return .known(known)
    }
}

extension CUSUMTransform: ExpressibleByArgument {}
