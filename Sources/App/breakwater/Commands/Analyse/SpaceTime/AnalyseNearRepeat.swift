import ArgumentParser
import Surveillance

/// After an event, are others near it in the days that follow more often than by chance?
struct AnalyseNearRepeat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nearrepeat",
        abstract: "After an event, do others follow near it? (near repeats, as Ratcliffe's calculator)",
        discussion:
            "Needs exact places and days: files of police.uk are refused, because their points and dates are not.")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var events: AnalyseEvents
    @OptionGroup var chance: AnalyseChance

    @Option(help: "Where bands of metres end.")
    var sds = NumberList([100, 200, 300, 400])
    @Option(help: "Where bands of days end.")
    var tds = NumberList([7, 14, 21, 28])
    @Option(help: "How many times dates are shuffled.")
    var nrep: Int = 999
    @Option(help: "manhattan or euclidean.")
    var method: PairDistance = .manhattan

    func run() throws {
        let table = try files.table()
        let (known, leftOut) = try events.read(table)
        var settings = NearRepeatSettings(
            distances: sds.numbers, days: tds.numbers.map { Int($0) }, seed: chance.seed)
        (settings.measure, settings.replications, settings.threads) = (method, nrep, chance.threads)
        var clock = AnalyseClock()
        let found = try clock.time { try NearRepeat.run(known, settings) }
        var answer = AnalyseAnswer(
            analysis: "nearrepeat", summary: [],
            columns: ["metres", "days", "observed", "expected", "knox_ratio", "knox_ratio_median", "pvalue"],
            seconds: clock.seconds)
        for (row, cells) in found.cells.enumerated() {
            for (column, cell) in cells.enumerated() {
                answer.rows.append([
                    .text(row == 0 ? "same place" : Self.band(found.distances, row - 1)),
                    .text(Self.band(found.days.map(Double.init), column)), .whole(cell.observed),
                    AnalyseCell(cell.expected), AnalyseCell(cell.ratioToMean), AnalyseCell(cell.ratioToMedian),
                    AnalyseCell(cell.pValue),
                ])
            }
        }
        let many = found.cells.joined().count { $0.pValue <= 0.05 && ($0.ratioToMean ?? 0) > 1.2 }
        answer.summary = [
            "\(found.events) events. \(many) bands hold over 1.2 times the pairs of chance, with p at most 0.05."
        ]
        answer.leftOut = leftOut
        try files.give(answer)
    }

    private static func band(_ ends: [Double], _ place: Int) -> String {
        let from = place == 0 ? 0 : ends[place - 1]
        return "\(AnalyseCell.number(from).shown) to \(AnalyseCell.number(ends[place]).shown)"
    }
}
