import ArgumentParser
import Surveillance

/// Where and when do cases cluster most?
struct AnalyseScan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Where and when do cases cluster most? (Kulldorff's scan statistic, as SaTScan)",
        discussion: """
            The file has a row for each place and period with its cases; rows that lack count as none. Poisson also needs
            --population or --expected, bernoulli --controls. Without a date column only space is scanned.
            """)

    /// What is taken for granted when nothing clusters.
    enum Model: String, ExpressibleByArgument, CaseIterable { case poisson, bernoulli, permutation }

    /// What is laid over the map.
    enum Shape: String, ExpressibleByArgument, CaseIterable { case spatial, temporal, spacetime }

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var places: AnalysePlaceColumns
    @OptionGroup var chance: AnalyseChance

    @Option(help: "poisson, bernoulli or permutation (space–time permutation).")
    var model: Model = .poisson
    @Option(help: "spatial, temporal or spacetime.")
    var type: Shape?
    @Flag(help: "Only clusters that are alive in the last period.")
    var prospective = false
    @Option(help: "high, low or both.")
    var rates: ScanSettings.Rates = .high
    @Option(help: "The column that names a place. Else id, place, area or code.")
    var id: String?
    @Option(help: "The column of dates. Else date, month, week, day or period.")
    var date: String?
    @Option(help: "How long a period is: day, week or month. Taken from the dates unless given.")
    var period: AnalysePeriod?
    @Option(help: "The column of cases. Else cases, count or value.")
    var cases: String?
    @Option(help: "The column of people; longer periods expect more cases, as in SaTScan. Else population.")
    var population: String?
    @Option(help: "The column of expected numbers, used as they are. Else expected.")
    var expected: String?
    @Option(help: "The column of controls. Else controls.")
    var controls: String?
    @Option(help: "The largest share of what is expected that a circle may hold.")
    var maxShare: Double = 0.5
    @Option(help: "The largest radius in metres.")
    var maxRadius: Double?
    @Option(help: "The longest cluster, in periods; half of them unless given.")
    var maxPeriods: Int?
    @Option(help: "How many data sets are drawn to judge by.")
    var replications: Int = 999
    @Option(help: "Stop when so many drawn data sets reach the most likely cluster.")
    var stopAfter: Int?
    @Option(help: "The most clusters to report.")
    var clusters: Int = 10

    func run() throws {
        let table = try files.table()
        let grid = try AnalyseScanGrid(table, self)
        var settings = ScanSettings(window: window(grid), rates: rates, seed: chance.seed)
        settings.largestShare = maxShare
        settings.largestRadius = maxRadius
        if let maxPeriods { settings.longestInterval = .periods(maxPeriods) }
        settings.replications = replications
        settings.stopAfter = stopAfter
        settings.mostClusters = clusters
        settings.threads = chance.threads
        let data = try ScanData(places: grid.points, periods: grid.periods, cases: grid.cases, model: grid.model)
        var clock = AnalyseClock()
        let found = try clock.time { try Scan.run(data, settings) }
        var answer = AnalyseAnswer(
            analysis: "scan", summary: [],
            columns: [
                "cluster", "centre", "radius", "places", "start", "end", "observed", "expected", "ratio",
                "relative_risk", "llr", "pvalue", "gumbel_pvalue", "recurrence_periods", "members",
            ], seconds: clock.seconds)
        answer.rows = found.clusters.enumerated().map { Self.row($0, $1, grid.names) }
        answer.summary = Self.words(found, grid)
        answer.figures = [
            ("cases", .whole(found.cases)), ("places", .whole(grid.names.count)),
            ("periods", .whole(grid.periods.count)), ("windows", .whole(found.windows)),
            ("replications", .whole(found.replicateMaxima.count)), ("stopped_early", .flag(found.stoppedEarly)),
        ]
        answer.leftOut = grid.leftOut
        try files.give(answer)
    }

    private func window(_ grid: AnalyseScanGrid) -> ScanSettings.Window {
        let interest: ScanSettings.Interest = prospective ? .prospective : .retrospective
        switch type ?? (grid.periods.count > 1 ? .spacetime : .spatial) {
        case .spatial: return .spatial
        case .temporal: return .temporal(interest)
        case .spacetime: return .spaceTime(interest)
        }
    }

    private static func row(_ number: Int, _ cluster: ScanCluster, _ names: [String]) -> [AnalyseCell] {
        [
            .whole(number + 1), AnalyseCell(cluster.centre.map { names[$0] }), AnalyseCell(cluster.radius),
            .whole(cluster.window.places.count), .text(cluster.window.start), .text(cluster.window.end),
            .whole(cluster.observed), AnalyseCell(cluster.expected), AnalyseCell(cluster.ratio),
            AnalyseCell(cluster.relativeRisk), AnalyseCell(cluster.logLikelihoodRatio), AnalyseCell(cluster.pValue),
            AnalyseCell(cluster.gumbelPValue), AnalyseCell(cluster.recurrencePeriods),
            .text(cluster.window.places.prefix(50).map { names[$0] }.joined(separator: " ")),
        ]
    }

    private static func words(_ found: ScanResult, _ grid: AnalyseScanGrid) -> [String] {
        guard let first = found.clusters.first else { return ["No cluster: no window holds more than is expected."] }
        let expected = AnalyseCell.number(first.expected).shown
        let p = first.pValue.map { ", p \(AnalyseCell.number($0).shown)" } ?? ""
        return [
            "Most likely cluster: \(first.window.places.count) places, \(first.window.start) to \(first.window.end), "
                + "\(first.observed) cases where \(expected) are expected\(p)."
        ]
    }
}

extension ScanSettings.Rates: ExpressibleByArgument {}
