import ArgumentParser
import Foundation
import Linkage
import Web

/// Links files: pairs, clusters and the model they came from.
struct LinkRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Link files, and write the likely pairs and the people they make.",
        discussion: """
            Pairs are written as id_a,id_b,probability,weight, likeliest first; clusters as id,cluster.
            The id is the row's own where a column holds one, else the file's name and the row's number: police:17.
            """)

    @OptionGroup var inputs: LinkInputs

    @Option(help: "Where the pairs go.")
    var pairs: String?

    @Option(help: "Where the clusters go.")
    var clusters: String?

    @Option(help: "Where the model goes.")
    var model: String?

    @Option(help: "A model made before: nothing is learnt, its weights are used.")
    var with: String?

    @Option(help: "What people decided: a JSON file with must, cannot and standing.")
    var decisions: String?

    @Option(help: "Where the specification that was used goes.")
    var saveSpec: String?

    @Option(help: "Where the report goes: blocking, refusals, weak links, convergence, as JSON.")
    var report: String?

    @Option(help: "A file with a secret: link by bits made under it, as agencies do that may not share names.")
    var encoded: String?

    @Flag(help: "Print what was found as JSON.")
    var json = false

    @Flag(help: "Print nothing but problems.")
    var quiet = false

    func validate() throws {
        if encoded != nil, model != nil || with != nil || decisions != nil || report != nil {
            throw ValidationError("--encoded goes with --pairs and --clusters alone.")
        }
    }

    func run() async throws {
        let started = ContinuousClock.now
        let table = try inputs.table { line in if !quiet { Console.note(line) } }
        if let saveSpec { try JSONFile.write(table.spec, to: saveSpec) }
        if let encoded { return try link(table, asBitsUnder: encoded) }
        let known = try with.map { try JSONFile.read(LinkageModel.self, from: $0) }
        let decided = try decisions.map { try JSONFile.read(Decisions.self, from: $0) } ?? Decisions()
        let result = try Linkage.run(table, model: known, decisions: decided) { step in
            if !quiet { Console.note(step.words) }
        }
        try write(result, of: table)
        let summary = LinkSummary(result, of: table, seconds: started.duration(to: .now) / .seconds(1))
        if json { try Console.print(json: summary) } else if !quiet { print(summary.words) }
    }

    /// Less is known of each row, so less is found: measure it beside a run in clear before relying on it.
    private func link(_ table: RecordTable, asBitsUnder key: String) throws {
        let answer = try LinkEncoded.run(table, key: key)
        if let pairs { try LinkOutput.write(judged: answer.pairs, of: table, to: pairs) }
        if let clusters { try LinkOutput.write(clusters: answer.clusters, of: table, to: clusters) }
        guard !quiet else { return }
        print(
            """
            \(grouped(table.count)) rows, known by bits alone, make \(grouped(Set(answer.clusters).count)) people.
            \(grouped(answer.compared)) pairs were compared, \(grouped(answer.pairs.count)) are likely enough to show.
            """)
    }

    private func write(_ result: LinkageResult, of table: RecordTable) throws {
        if let pairs { try LinkOutput.write(pairs: result.pairs, of: table, to: pairs) }
        if let clusters { try LinkOutput.write(clusters: result.clusters, of: table, to: clusters) }
        if let model { try JSONFile.write(result.model, to: model) }
        if let report { try JSONFile.write(LinkReport(result, of: table), to: report) }
    }
}

extension LinkageStep {
    /// What is being done, for somebody who waits.
    fileprivate var words: String {
        switch self {
        case .compare: "Comparing rows that could be one person \u{2026}"
        case .learn: "Learning how often each agreement happens by chance \u{2026}"
        case .score: "Weighing the evidence \u{2026}"
        case .cluster: "Putting rows together \u{2026}"
        case .done: "Writing the answer \u{2026}"
        }
    }
}

/// The files a run writes.
enum LinkOutput {
    static func write(pairs: [ScoredPair], of table: RecordTable, to path: String) throws {
        let lines = try LineWriter(path, header: "id_a,id_b,probability,weight")
        for pair in pairs {
            try lines.pair(
                table.idText(Int(pair.a)), table.idText(Int(pair.b)), probability: pair.probability,
                weight: Double(pair.weight))
        }
        try lines.close()
    }

    static func write(judged pairs: [JudgedPair], of table: RecordTable, to path: String) throws {
        let lines = try LineWriter(path, header: "id_a,id_b,probability,weight")
        for pair in pairs {
            try lines.pair(
                table.idText(pair.a), table.idText(pair.b), probability: pair.score,
                weight: log2(pair.score / max(1 - pair.score, 1e-12)))
        }
        try lines.close()
    }

    static func write(clusters: [Int32], of table: RecordTable, to path: String) throws {
        let lines = try LineWriter(path, header: "id,cluster")
        for (place, cluster) in clusters.enumerated() {
            lines.cell(table.idText(place))
            lines.comma()
            lines.whole(Int(cluster))
            try lines.endLine()
        }
        try lines.close()
    }
}

/// What a run found, in numbers.
struct LinkSummary: Encodable {
    let records: Int
    let comparedPairs: Int
    let likelyPairs: Int
    let clusters: Int
    let people: Int
    let refusals: Int
    let weakBridges: Int
    let skippedPairs: Int
    let rounds: Int
    let hasConverged: Bool
    let seconds: Double

    init(_ result: LinkageResult, of table: RecordTable, seconds: Double) {
        records = table.count
        comparedPairs = result.comparedPairs
        likelyPairs = result.pairs.count
        var sizes = [Int](repeating: 0, count: Int(result.clusters.max() ?? -1) + 1)
        for cluster in result.clusters { sizes[Int(cluster)] += 1 }
        people = sizes.count
        clusters = sizes.count { $0 > 1 }
        refusals = result.refusals.count
        weakBridges = result.bridges.count
        skippedPairs = result.blocking.reduce(0) { $0 + $1.skippedPairs }
        rounds = result.model.convergence.rounds
        hasConverged = result.model.convergence.hasConverged
        self.seconds = seconds
    }

    var words: String {
        let learnt =
            hasConverged
            ? "The weights settled after \(rounds) rounds."
            : "The weights had not settled after \(rounds) rounds: treat probabilities with care."
        let skipped =
            skippedPairs == 0
            ? "" : "\n\(grouped(skippedPairs)) pairs in over-large blocks were not compared: see the report (--report)."
        return """
            \(grouped(records)) rows make \(grouped(people)) people; \(grouped(clusters)) of them have several rows.
            \(grouped(comparedPairs)) pairs were compared, \(grouped(likelyPairs)) are likely enough to show.
            \(grouped(refusals)) links were refused because something says they are two people; \
            \(grouped(weakBridges)) links deserve a person\u{2019}s look.
            \(learnt)\(skipped)
            Done in \(String(format: "%.1f", seconds)) seconds.
            """
    }
}
