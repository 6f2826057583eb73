import ArgumentParser
import Surveillance

/// Early aberration reporting for short histories.
struct AnalyseEARS: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ears",
        abstract: "Are there more cases than in the periods just before? (EARS C1, C2, C3; as surveillance::earsC)")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns

    @Option(help: "C1, C2 or C3.")
    var method: EARSMethod = .c1
    @Option(help: "Periods in the baseline.")
    var baseline: Int?
    @Option(name: .customLong("minSigma"), help: "The least standard deviation assumed; 0.5 or 1 for sparse counts.")
    var minSigma: Double?
    @Option(help: "The one-sided chance of a false alarm in a period: 0.001, and 0.025 for C3, unless given.")
    var alpha: Double?
    @Flag(help: "C3 as surveillance 1.20.3 computes it, against its own documentation.")
    var asSurveillance = false
    @Option(help: "How many of the newest periods to test; all that can be unless given.")
    var last: Int?

    func run() throws {
        let series = try columns.read(try files.table())
        var settings = EARSSettings.standard(method)
        if let baseline { settings.baseline = baseline }
        if let minSigma { settings.minSigma = minSigma }
        if let alpha { settings.alpha = alpha }
        if asSurveillance { settings.sum = .surveillance }
        let count = series.periods.count
        let range = last.map { max(0, count - $0)..<count }
        var clock = AnalyseClock()
        let found = try clock.time {
            try series.names.indices.map { try EARS.watch(series.values($0), range: range, settings: settings) }
        }
        var answer = AnalyseAnswer(
            analysis: "ears", summary: [],
            columns: ["series", "period", "observed", "expected", "sigma", "statistic", "upperbound", "alarm"],
            seconds: clock.seconds)
        answer.notable = []
        for (number, tests) in found.enumerated() {
            for test in tests.compactMap({ $0 }) {
                answer.add(
                    series, number, period: test.period, isAlarm: test.isAlarm,
                    cells: [
                        AnalyseCell(test.observed), AnalyseCell(test.expected), AnalyseCell(test.sigma),
                        AnalyseCell(test.statistic), AnalyseCell(test.upper), .flag(test.isAlarm),
                    ])
            }
        }
        answer.sumUp(series, watched: "tested", by: " (\(method.rawValue))")
        try files.give(answer)
    }
}

extension EARSMethod: ExpressibleByArgument {}
