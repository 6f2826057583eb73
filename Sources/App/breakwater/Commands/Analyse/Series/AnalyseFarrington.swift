import ArgumentParser
import Surveillance

/// Outbreak detection by regression on past years.
struct AnalyseFarrington: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "farrington",
        abstract: "Are there more cases than past years lead one to expect? (Farrington flexible, Noufaily 2013)",
        discussion: """
            Options are named as in R's surveillance::farringtonFlexible, but start from the settings of Noufaily 2013;
            --reference-defaults starts from what R does when nothing is set. Other options count on top of either.
            """)

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var columns: AnalyseSeriesColumns

    @Flag(help: "Start from the defaults of farringtonFlexible.")
    var referenceDefaults = false

    @Option(help: "Years of history.")
    var b: Int?
    @Option(help: "Periods either side of the same period in those years.")
    var w: Int?
    @Option(name: .customLong("noPeriods"), help: "Seasonal levels.")
    var noPeriods: Int?
    @Option(name: .customLong("pastWeeksNotIncluded"), help: "Newest periods kept out of the history.")
    var pastWeeksNotIncluded: Int?
    @Flag(name: .customLong("no-reweight"), help: "Past outbreaks count as much as other periods.")
    var noReweight = false
    @Option(name: .customLong("weightsThreshold"), help: "Residuals above this count less.")
    var weightsThreshold: Double?
    @Option(help: "The one-sided chance of a false alarm in a period.")
    var alpha: Double?
    @Flag(name: .customLong("no-trend"), help: "No trend over time.")
    var noTrend = false
    @Option(name: .customLong("pThresholdTrend"), help: "A trend is kept when its p value is below this.")
    var pThresholdTrend: Double?
    @Option(name: .customLong("thresholdMethod"), help: "The bound: delta, nbPlugin or muan.")
    var thresholdMethod: FarringtonThreshold?
    @Option(help: "The power of the delta bound: none, 1/2 or 2/3.")
    var powertrans: FarringtonPower?
    @Option(help: "Fewer cases than the first number in as many newest periods as the second suppress an alarm: 5,4.")
    var limit54: NumberList?
    @Option(name: .customLong("populationOffset"), help: "The column of people the counts are taken per head of.")
    var populationOffset: String?
    @Flag(help: "Count periods by number, 52 weeks to a year, even where they have dates (epochAsDate = FALSE).")
    var numbered = false
    @Option(help: "How many of the newest periods to test; all with enough history unless given.")
    var last: Int?
    @Option(help: "The rate of false discoveries over many series, in the newest period.")
    var fdr: Double = 0.05
    @Option(help: "How many threads to use. The answer does not depend on it.")
    var threads: Int = 2

    func validate() throws {
        if let limit54, limit54.numbers.count != 2 { throw ValidationError("--limit54 takes two numbers: 5,4.") }
        if let last, last < 1 { throw ValidationError("--last takes a number of periods, 1 or more.") }
    }

    func run() throws {
        let table = try files.table()
        let people = try table.column(populationOffset, usual: [])
        let series = try columns.read(table, beside: people.map { [$0] } ?? [])
        let calendar = try series.periods.calendar(numbered: numbered)
        let watched = series.names.indices.map { number in
            WatchedSeries(
                counts: series.values(number),
                population: people.map { _ in series.beside(number, 0).map { $0 ?? 0 } })
        }
        let range = last.map { max(0, calendar.count - $0)..<calendar.count }
        var clock = AnalyseClock()
        let outcomes = try clock.time {
            try Farrington.flexible(
                watched, calendar: calendar, range: range, settings: settings, threads: threads)
        }
        var answer = AnalyseAnswer(
            analysis: "farrington", summary: [], columns: Self.columns, seconds: clock.seconds)
        try fill(&answer, outcomes, series)
        try files.give(answer)
    }

    private var settings: FarringtonSettings {
        var settings = referenceDefaults ? FarringtonSettings.referenceDefaults : .improved()
        if let b { settings.years = b }
        if let w { settings.halfWidth = w }
        if let noPeriods { settings.seasons = noPeriods }
        if let pastWeeksNotIncluded { settings.leftOut = pastWeeksNotIncluded }
        if noReweight { settings.reweight = false }
        if let weightsThreshold { settings.weightsThreshold = weightsThreshold }
        if let alpha { settings.alpha = alpha }
        if noTrend { settings.trend = false }
        if let pThresholdTrend { settings.trendBelow = pThresholdTrend }
        if let thresholdMethod { settings.threshold = thresholdMethod }
        if let powertrans { settings.power = powertrans }
        if let limit54 {
            settings.minimum = FarringtonMinimum(cases: limit54.numbers[0], periods: Int(limit54.numbers[1]))
        }
        settings.populationOffset = populationOffset != nil
        return settings
    }

    private static let columns = [
        "series", "period", "observed", "expected", "upperbound", "alarm", "score", "pvalue", "trend", "dispersion",
        "exceedance", "tail", "outcome",
    ]

    private func fill(_ answer: inout AnalyseAnswer, _ outcomes: [[FarringtonOutcome]], _ series: AnalyseSeries) throws
    {
        answer.notable = []
        for (number, list) in outcomes.enumerated() {
            let first = series.periods.count - list.count
            for (step, outcome) in list.enumerated() {
                answer.add(
                    series, number, period: first + step, isAlarm: outcome.test?.isAlarm == true,
                    cells: Self.cells(outcome))
            }
        }
        answer.sumUp(series, watched: "tested")
        guard series.names.count > 1, outcomes.allSatisfy({ !$0.isEmpty }) else { return }
        let ranking = try SignalRanking(outcomes.compactMap(\.last), rate: fdr)
        let found = ranking.signals.filter(\.isDiscovery)
        let names = found.prefix(10).map { series.names[$0.series] }.joined(separator: ", ")
        let last = series.periods.names.last ?? ""
        answer.summary.append(
            found.isEmpty
                ? "In the newest period, \(last), no series stands out when all are counted together."
                : "In the newest period, \(last), \(found.count) series stand out with all counted together: \(names).")
        if !ranking.unmodelled.isEmpty {
            answer.notes.append(
                "\(ranking.unmodelled.count) series have no case in their history, so a person has to judge them.")
        }
    }

    private static func cells(_ outcome: FarringtonOutcome) -> [AnalyseCell] {
        guard let test = outcome.test else {
            let why: String
            switch outcome {
            case .noData: why = "no data"
            case .noCasesBefore: why = "no cases before"
            case .notFitted, .tested: why = "no model could be fitted"
            }
            return Array(repeating: .none, count: columns.count - 3) + [.text(why)]
        }
        return [
            AnalyseCell(test.observed), AnalyseCell(test.expected), AnalyseCell(test.upper), .flag(test.isAlarm),
            AnalyseCell(test.score), AnalyseCell(test.pValue), AnalyseCell(test.trend), AnalyseCell(test.dispersion),
            AnalyseCell(test.exceedance), AnalyseCell(test.tail),
            test.isSuppressed ? .text("too few cases for an alarm") : .none,
        ]
    }
}

extension FarringtonThreshold: ExpressibleByArgument {}
extension FarringtonPower: ExpressibleByArgument {}
