import ArgumentParser
import Surveillance

/// Control charts as NHS "Making Data Count" has them, of one series or many.
struct AnalyseSPC: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spc", abstract: "Control charts: limits, rules, and what the newest point says.")

    /// Which chart.
    enum Chart: String, ExpressibleByArgument, CaseIterable { case xmr, c, u, p, uPrime, pPrime, g, t }

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns

    @Option(help: "Which chart.")
    var chart: Chart = .xmr

    @Option(help: "The column of exposures or sizes of u and p charts. Else denominator, population or n_total.")
    var denominator: String?

    @Option(help: "Which way is better: up, down or neutral.")
    var improvementDirection: ImprovementDirection = .neutral

    @Option(help: "The value to be reached.")
    var target: Double?

    @Option(help: "How many points from the start make the limits; all unless given.")
    var fixAfterNPoints: Int?

    @Option(help: "A period from which limits start afresh, with the reason: 2023-04=\u{201C}new pathway\u{201D}.")
    var rebase: [String] = []

    @Flag(help: "Count every moving range, also the very large (as in the spreadsheet and qcc).")
    var noScreening = false

    @Flag(help: "Values may be below zero: they are no counts.")
    var measure = false

    @Option(help: "How many threads to use. The answer does not depend on it.")
    var threads: Int = 2

    func run() throws {
        let table = try files.table()
        let sizes =
            sized
            ? try table.column(
                denominator, usual: ["denominator", "population", "n_total"], option: "--denominator") : nil
        let series = try columns.read(table, beside: sizes.map { [$0] } ?? [])
        let settings = try settings(series.periods)
        var clock = AnalyseClock()
        let charts = try clock.time { try drawn(series, settings) }
        var answer = AnalyseAnswer(
            analysis: "spc", summary: [], columns: Self.columns, seconds: clock.seconds)
        var notable: [Int] = []
        for (number, chart) in charts.enumerated() {
            answer.summary.append(series.called(number) + Self.words(chart, series.periods))
            for (place, point) in chart.points.enumerated() {
                if point.cause != nil { notable.append(answer.rows.count) }
                answer.rows.append(Self.row(series.names[number], series.periods.names[place], point, chart))
            }
        }
        if series.names.count > 20 {
            let flagged = charts.count { $0.reading?.cause != nil }
            answer.summary = ["\(charts.count) charts: the newest point of \(flagged) is special cause variation."]
        }
        answer.notable = notable
        answer.notes = [series.missingNote].compactMap { $0 }
        try files.give(answer)
    }

    private var sized: Bool { [.u, .p, .uPrime, .pPrime].contains(chart) }

    private func settings(_ periods: AnalysePeriods) throws -> ChartSettings {
        var settings = ChartSettings.nhs(
            improvement: improvementDirection, target: target, quantity: measure ? .measure : .count)
        settings.baseline = fixAfterNPoints
        if noScreening { settings.screening = .off }
        settings.rebases = try rebase.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--rebase takes a period and a reason: --rebase 2023-04=\"new pathway\".")
            }
            guard let place = periods.place(of: parts[0]) else {
                throw ValidationError("--rebase \(parts[0]): the file has no such period.")
            }
            return ChartRebase(at: place, reason: parts[1], baseline: nil)
        }
        return settings
    }

    private func drawn(_ series: AnalyseSeries, _ settings: ChartSettings) throws -> [ControlChart] {
        if chart == .xmr {
            let all = series.names.indices.map { series.values($0) }
            return try ControlChart.xmr(many: all, settings: settings, threads: threads).map { try $0.get() }
        }
        return try series.names.indices.map { number in
            let values = series.values(number)
            let sizes = sized ? series.beside(number, 0).map { $0 ?? 0 } : []
            return switch chart {
            case .xmr: try ControlChart.xmr(values, settings: settings)
            case .c: try ControlChart.c(counts: values, settings: settings)
            case .u: try ControlChart.u(counts: values, exposures: sizes, settings: settings)
            case .p: try ControlChart.p(counts: values, of: sizes, settings: settings)
            case .uPrime: try ControlChart.uPrime(counts: values, exposures: sizes, settings: settings)
            case .pPrime: try ControlChart.pPrime(counts: values, of: sizes, settings: settings)
            case .g: try ControlChart.g(between: values, settings: settings)
            case .t: try ControlChart.t(between: values, settings: settings)
            }
        }
    }

    private static let columns = [
        "series", "period", "value", "centre", "lower", "upper", "rules", "direction", "meaning",
    ]

    private static func row(_ name: String, _ period: String, _ point: ChartPoint, _ chart: ControlChart)
        -> [AnalyseCell]
    {
        let rules = SpecialCause.precedence.filter { point.causes.has($0) }.map(\.rawValue).joined(separator: " ")
        return [
            name.isEmpty ? .none : .text(name), .text(period), AnalyseCell(point.value),
            AnalyseCell(point.limits?.centre), AnalyseCell(point.limits.map(chart.shownLower)),
            AnalyseCell(point.limits?.upper), rules.isEmpty ? .none : .text(rules),
            AnalyseCell(point.direction?.rawValue), AnalyseCell(point.meaning?.rawValue),
        ]
    }

    private static func words(_ chart: ControlChart, _ periods: AnalysePeriods) -> String {
        guard let reading = chart.reading else { return "No data." }
        let value = AnalyseCell.number(reading.value).shown
        var words = "\(value) in \(periods.names[reading.latest])"
        switch reading.standing {
        case .none(let points, let needed):
            return words + ". Too few points for limits: \(points), and \(needed) are needed."
        case .provisional(let points, let firm):
            words += " (limits from \(points) points will still move; they are firm from \(firm))"
        case .firm: break
        }
        if let centre = reading.centre, let lower = reading.lower, let upper = reading.upper {
            let shown = [centre, lower, upper].map { AnalyseCell.number($0).shown }
            words += ", mean \(shown[0]), limits \(shown[1]) to \(shown[2])"
        }
        guard let cause = reading.cause else { return words + ". Ordinary variation." + assured(reading) }
        let meaning =
            switch reading.variation {
            case .improving: "better"
            case .concerning: "worse"
            default: "a change"
            }
        return words + ". Special cause variation, \(meaning): \(said[cause] ?? cause.rawValue)." + assured(reading)
    }

    /// What limits say of the target; nothing where there is none, or no side is better.
    private static func assured(_ reading: ChartReading) -> String {
        switch reading.assurance {
        case .consistentlyPasses: " The target will be met as things are."
        case .consistentlyFails: " The target will not be met as things are."
        case .hitsAndMisses: " The target will be met in some periods and not in others."
        case .none: ""
        }
    }

    private static let said: [SpecialCause: String] = [
        .outside: "outside the limits", .trend: "seven or more points rising or falling",
        .twoInThree: "two of three points near a limit", .shift: "seven or more points on one side of the mean",
    ]
}

extension ImprovementDirection: ExpressibleByArgument {}
