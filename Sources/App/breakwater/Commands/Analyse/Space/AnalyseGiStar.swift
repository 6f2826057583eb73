import ArgumentParser
import Surveillance

/// How permutations judge, and how many tests share a level.
struct AnalysePermutation: ParsableArguments {
    @Option(help: "How many permutations are drawn; 0 for the normal distribution alone.")
    var permutations: Int = 999
    @Option(
        help: "Which tail counts: folded (esda's p_sim without ties), directed (esda's own), twoSided, greater or less."
    )
    var alternative: PermutationTail = .folded
    @Option(help: "The level of significance.")
    var alpha: Double = 0.05
    @Option(help: "How many tests share the level: none, falseDiscoveryRate or bonferroni.")
    var correction: LocalSignificance.Correction = .falseDiscoveryRate

    func settings(_ chance: AnalyseChance) throws -> PermutationSettings? {
        guard permutations > 0 else { return nil }
        return try PermutationSettings(
            permutations: permutations, tail: alternative, seed: chance.seed, threads: chance.threads)
    }
}

/// Getis and Ord's local statistic: hot and cold spots.
struct AnalyseGiStar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gistar", abstract: "Where are hot spots and cold spots? (Getis–Ord Gi*, as esda.G_Local)")

    @OptionGroup var files: AnalyseFiles
    @OptionGroup var near: AnalyseWeights
    @OptionGroup var permutation: AnalysePermutation
    @OptionGroup var chance: AnalyseChance

    @Option(help: "The column of values. Else value, count, rate or n.")
    var value: String?
    @Flag(name: .customLong("no-star"), help: "Leave the area itself out: Gi, not Gi*.")
    var noStar = false

    func run() throws {
        let table = try files.table()
        let values = try table.numbers(
            try table.column(value, usual: ["value", "count", "rate", "n"], option: "--value"))
        let names = try near.names(table)
        let settings = try permutation.settings(chance)
        var clock = AnalyseClock()
        let weights = try clock.time { try near.weights(table, names: names, threads: chance.threads) }
        let found = try clock.time {
            try GetisOrd(noStar ? .gi : .giStar, of: values, weights: weights, permutation: settings)
        }
        let marked = try LocalSignificance.marked(
            found.areas.map { $0.map { $0.permutation?.p ?? $0.p } }, level: permutation.alpha,
            correction: permutation.correction)
        var answer = AnalyseAnswer(
            analysis: "gistar", summary: [],
            columns: ["id", "value", "g", "expected", "z", "p", "p_sim", "z_sim", "spot"], seconds: clock.seconds)
        answer.rows = names.indices.map { area in
            let one = found.areas[area]
            let spot = one.flatMap { marked[area] ? ($0.z > 0 ? "hot" : "cold") : nil }
            return [.text(names[area]), AnalyseCell(values[area])]
                + [one?.g, one?.expected, one?.z, one?.p, one?.permutation?.p, one?.permutation?.z]
                .map { AnalyseCell($0) } + [AnalyseCell(spot)]
        }
        answer.notable = marked.indices.filter { marked[$0] }
        let hot = answer.notable?.count { (found.areas[$0]?.z ?? 0) > 0 } ?? 0
        let cold = marked.count { $0 } - hot
        answer.summary = [
            "\(hot) hot and \(cold) cold areas of \(names.count), at \(AnalyseCell.number(permutation.alpha).shown) "
                + "(\(permutation.correction.rawValue))."
        ]
        answer.notes = AnalyseWeights.islandNote(found.islands).map { [$0] } ?? []
        try files.give(answer)
    }
}

extension PermutationTail: ExpressibleByArgument {}
extension LocalSignificance.Correction: ExpressibleByArgument {}
