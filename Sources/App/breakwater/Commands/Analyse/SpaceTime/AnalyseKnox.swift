import ArgumentParser
import Surveillance

/// Are events near in space also near in time more often than by chance?
struct AnalyseKnox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "knox",
        abstract: "Are events near in space also near in time more often than by chance? (Knox, as pointpats.Knox)",
        discussion:
            "Needs exact places and days: files of police.uk are refused, because their points and dates are not.")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var events: AnalyseEvents
    @OptionGroup var chance: AnalyseChance

    @Option(help: "Pairs up to so many metres apart are near in space.")
    var delta: Double
    @Option(help: "Pairs up to so many days apart are near in time.")
    var tau: Int
    @Option(help: "How many times dates are shuffled.")
    var permutations: Int = 999
    @Option(help: "euclidean or manhattan.")
    var metric: PairDistance = .euclidean

    func run() throws {
        let table = try files.table()
        let (known, leftOut) = try events.read(table)
        var settings = KnoxSettings(distance: delta, days: tau, seed: chance.seed)
        (settings.measure, settings.replications, settings.threads) = (metric, permutations, chance.threads)
        var clock = AnalyseClock()
        let found = try clock.time { try Knox.run(known, settings) }
        var answer = AnalyseAnswer(
            analysis: "knox", summary: [],
            columns: [
                "events", "near_in_space", "near_in_time", "statistic", "expected", "variance", "z", "p_normal",
                "p_poisson", "p_sim",
            ], seconds: clock.seconds)
        answer.rows = [
            [
                .whole(found.events), .whole(found.nearInSpace), .whole(found.nearInTime), .whole(found.observed),
                AnalyseCell(found.expected), AnalyseCell(found.variance), AnalyseCell(found.z),
                AnalyseCell(found.normalPValue), AnalyseCell(found.poissonPValue), AnalyseCell(found.pValue),
            ]
        ]
        answer.summary = [
            "\(found.observed) pairs are near in space and time; \(AnalyseCell.number(found.expected).shown) are to be "
                + "expected if dates have nothing to do with places."
        ]
        answer.leftOut = leftOut
        try files.give(answer)
    }
}
