import ArgumentParser
import Feeds
import Foundation
import Linkage

/// Runs a model that Splink trained.
struct LinkScoreSplink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score-splink",
        abstract: "Score a file's pairs by a model Splink trained, as Splink on DuckDB would.",
        discussion: """
            The file holds the columns the model names, prepared as they were for Splink. Candidates follow the model's
            own blocking rules. Probabilities are Splink's to within a millionth.
            """)

    @Argument(help: "CSV file with the model's columns.")
    var file: String

    @Option(help: "Splink's settings, from linker.misc.save_model_to_json.")
    var settings: String

    @Option(help: "Where the pairs go.")
    var pairs: String

    @Option(help: "Pairs below this probability are left out.")
    var from = 0.0

    func run() async throws {
        guard let json = FileManager.default.contents(atPath: settings) else {
            throw CommandProblem("\(settings) cannot be read: is the name right, and may you read it?")
        }
        let model = try SplinkModel(SplinkSettings.read(json))
        for level in model.untrained { Console.note("Not trained: \(level). Splink's own default stands in.") }
        var reader = try FeedReader(try FeedSource.file(file))
        let header = reader.headers
        guard let idPlace = header.firstIndex(of: model.settings.uniqueIDColumn) else {
            throw CommandProblem("\(file) has no column \u{201C}\(model.settings.uniqueIDColumn)\u{201D}.")
        }
        let sourcePlace = header.firstIndex(of: model.settings.sourceColumn)
        var rows: [(id: String, source: String, cells: [SplinkValue])] = []
        while let row = try reader.next() {
            let source = sourcePlace.map { row.cells[$0] } ?? ""
            rows.append((row.cells[idPlace], source, row.cells.map { SplinkValue(cell: $0) }))
        }
        // Splink puts the lower id on the left.
        rows.sort { ($0.source, $0.id) < ($1.source, $1.id) }
        let cells = rows.map(\.cells)
        let prepared = try model.prepare(header: header, rows: cells, frequencies: nil)
        let lines = try LineWriter(pairs, header: "id_a,id_b,probability,weight")
        var count = 0
        for (left, right) in try model.candidates(header: header, rows: cells, sources: rows.map(\.source)) {
            let score = try model.score(prepared[left], prepared[right])
            guard score.probability >= from else { continue }
            lines.cell(rows[left].id.utf8)
            lines.comma()
            lines.cell(rows[right].id.utf8)
            lines.comma()
            lines.exact(score.probability)
            lines.comma()
            lines.exact(score.weight)
            try lines.endLine()
            count += 1
        }
        try lines.close()
        print("\(count) pairs are in \(pairs).")
    }
}
