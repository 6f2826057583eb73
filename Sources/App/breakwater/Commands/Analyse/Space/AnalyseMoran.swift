import ArgumentParser
import Surveillance

/// Moran's I, of the whole map and of each area.
struct AnalyseMoran: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moran",
        abstract: "Are near areas alike, and where? (Moran's I, global and local, as spdep and esda)",
        discussion: "With --population rates are compared, allowing for small populations (esda's Moran_Rate).")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var near: AnalyseWeights
    @OptionGroup var permutation: AnalysePermutation
    @OptionGroup var chance: AnalyseChance

    @Option(help: "The column of values, or of events with --population. Else value, count, rate or n.")
    var value: String?
    @Option(help: "The column of people: rates are compared.")
    var population: String?
    @Flag(help: "What areas are held against if all values are shuffled (spdep's conditional = FALSE).")
    var total = false

    func run() throws {
        let table = try files.table()
        let values = try table.numbers(
            try table.column(value, usual: ["value", "count", "rate", "n"], option: "--value"))
        let people = try table.column(population, usual: []).map { try table.numbers($0) }
        let names = try near.names(table)
        let settings = try permutation.settings(chance)
        var clock = AnalyseClock()
        let weights = try clock.time { try near.weights(table, names: names, threads: chance.threads) }
        let null: LocalMoran.Null = total ? .total : .conditional
        let (whole, local) = try clock.time {
            if let people {
                return (
                    try GlobalMoran(events: values, population: people, weights: weights, permutation: settings),
                    try LocalMoran(
                        events: values, population: people, weights: weights, null: null, permutation: settings)
                )
            }
            return (
                try GlobalMoran(of: values, weights: weights, permutation: settings),
                try LocalMoran(of: values, weights: weights, null: null, permutation: settings)
            )
        }
        let marked = try LocalSignificance.marked(
            local.areas.map { $0.flatMap { $0.permutation?.p ?? $0.p } }, level: permutation.alpha,
            correction: permutation.correction)
        var answer = AnalyseAnswer(
            analysis: "moran", summary: [Self.words(whole)],
            columns: ["id", "value", "ii", "expected", "variance", "z", "p", "p_sim", "quadrant", "cluster"],
            seconds: clock.seconds)
        answer.figures = Self.figures(whole)
        answer.rows = names.indices.map { area in
            let one = local.areas[area]
            return [.text(names[area]), AnalyseCell(values[area])]
                + [one?.i, one?.expected, one?.variance, one?.z, one?.p, one?.permutation?.p].map { AnalyseCell($0) }
                + [AnalyseCell(one?.quadrant.rawValue), AnalyseCell(marked[area] ? one?.quadrant.rawValue : nil)]
        }
        answer.notable = marked.indices.filter { marked[$0] }
        answer.summary.append(
            "\(marked.count { $0 }) of \(names.count) areas stand out (\(permutation.correction.rawValue)).")
        answer.notes = AnalyseWeights.islandNote(local.islands).map { [$0] } ?? []
        try files.give(answer)
    }

    private static func words(_ whole: GlobalMoran?) -> String {
        guard let whole else { return "All values are equal, so nothing can be said of neighbours." }
        let shown = [whole.i, whole.expected].map { AnalyseCell.number($0).shown }
        return "Moran's I is \(shown[0]); by chance \(shown[1]) is to be expected."
    }

    private static func figures(_ whole: GlobalMoran?) -> [(name: String, value: AnalyseCell)] {
        [
            ("I", AnalyseCell(whole?.i)), ("EI", AnalyseCell(whole?.expected)),
            ("VI_norm", AnalyseCell(whole?.normality?.variance)), ("z_norm", AnalyseCell(whole?.normality?.z)),
            ("p_norm", AnalyseCell(whole?.normality?.p)), ("VI_rand", AnalyseCell(whole?.randomisation?.variance)),
            ("z_rand", AnalyseCell(whole?.randomisation?.z)), ("p_rand", AnalyseCell(whole?.randomisation?.p)),
            ("p_sim", AnalyseCell(whole?.permutation?.p)), ("z_sim", AnalyseCell(whole?.permutation?.z)),
        ]
    }
}
