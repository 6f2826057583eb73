import ArgumentParser
import Statistics

/// How few places hold how much of the harm.
struct AnalyseLorenz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lorenz",
        abstract: "How few places hold half of it? (Lorenz curve, Gini, and Gini for rare events: Bernasco 2017)")

    @OptionGroup var files: AnalyseFiles

    @Option(help: "The column of counts. Else count, value or n.")
    var x: String?
    @Option(help: "The column that names a place. Else area, group, id or name.")
    var group: String?
    @Option(help: "Which share of the events to look for.")
    var share: Double = 0.5

    func run() throws {
        let table = try files.table()
        let counts = try table.numbers(try table.column(x, usual: ["count", "value", "n"], option: "--x"))
        let names = try AnalyseGroups.names(table, named: group)
        var clock = AnalyseClock()
        let all = try clock.time { try Concentration(counts) }
        guard let holding = try all.holding(share) else {
            throw CommandProblem("Every count is 0: there is nothing to share out.")
        }
        var answer = AnalyseAnswer(
            analysis: "lorenz", summary: [],
            columns: ["rank", "group", "count", "cumulative_places", "cumulative_events"], seconds: 0)
        let order = counts.indices.sorted { (counts[$0], $1) > (counts[$1], $0) }
        var held = 0.0
        for (rank, place) in order.enumerated() {
            held += counts[place]
            answer.rows.append([
                .whole(rank + 1), .text(names[place]), AnalyseCell(counts[place]),
                .number(Double(rank + 1) / Double(counts.count)), .number(held / all.total),
            ])
        }
        let shown = [holding.shareOfPlaces, holding.shareOfEvents].map { AnalyseCell.number($0 * 100).shown }
        answer.summary = [
            "\(holding.places.count) of \(counts.count) places (\(shown[0]) %) hold \(shown[1]) % of all events."
        ]
        answer.figures = [
            ("gini", AnalyseCell(all.gini(corrected: false))),
            ("gini_corrected", AnalyseCell(all.gini(corrected: true))),
            ("generalised_gini", AnalyseCell(all.generalisedGini)),
            ("share_of_places_if_even", AnalyseCell(try all.evenShareOfPlaces(share))),
            ("unavoidably_empty", AnalyseCell(all.unavoidablyEmpty)),
        ]
        answer.notable = Array(answer.rows.indices.prefix(10))
        answer.seconds = clock.seconds
        try files.give(answer)
    }
}
