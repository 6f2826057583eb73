import ArgumentParser
import Foundation
import Linkage

/// Hands a model to Splink, with the records prepared as the model reads them.
struct LinkExportSplink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-splink",
        abstract: "Write a model and the prepared records as Splink reads them.",
        discussion: """
            What goes is the model's two-class, additive form: all that Splink can say. The household class and the
            rates of each pair of agencies stay behind. In Python:
              linker = Linker(read_csv("records.csv", dtype=str), "settings.json", DuckDBAPI())
            """)

    @OptionGroup var inputs: LinkInputs

    @Option(help: "The model, from \u{201C}link run --model\u{201D}. Learnt from the files when left out.")
    var model: String?

    @Option(help: "Where Splink's settings go.")
    var settings = "settings.json"

    @Option(help: "Where the prepared records go.")
    var records = "records.csv"

    func run() async throws {
        let table = try inputs.table(telling: Console.note)
        let known = try model.map { try JSONFile.read(LinkageModel.self, from: $0) }
        let learnt = try known ?? Linkage.run(table).model
        let export = try SplinkExport(learnt, table: table)
        try JSONFile.write(export.settings, to: settings)
        guard FileManager.default.createFile(atPath: records, contents: nil),
            let file = FileHandle(forWritingAtPath: records)
        else { throw CommandProblem("\(records) cannot be written: is there such a folder, and may you write there?") }
        try export.writeCSV { try file.write(contentsOf: Data($0.utf8)) }
        try file.close()
        print("Splink's settings are in \(settings), the records it is to score in \(records).")
    }
}
