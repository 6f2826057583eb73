import ArgumentParser
import Foundation
import Linkage

/// Says why two rows are taken for one person, or not.
struct LinkExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Say field by field why two rows are taken for one person, or not; or what holds one row's people together.",
        discussion: """
            Weights are in bits: each doubles the odds, and they add up to the pair's weight. Give one id twice to see
            all the rows it is linked with and the weakest link among them, or why it stays alone.
            """)

    @Argument(help: "The id of a row, as \u{201C}link run\u{201D} writes it: its own, or file:number.")
    var one: String

    @Argument(help: "The id of another row, or the same again.")
    var other: String

    @OptionGroup var inputs: LinkInputs

    @Option(help: "The model, from \u{201C}link run --model\u{201D}. Learnt from the files when left out.")
    var model: String?

    func run() async throws {
        let table = try inputs.table(telling: { _ in })
        let known = try model.map { try JSONFile.read(LinkageModel.self, from: $0) }
        let first = try place(of: one, in: table)
        if other != one {
            let explainer = try Explainer(table: table, model: known ?? Linkage.run(table).model)
            print(Self.words(explainer.explain(first, try place(of: other, in: table)), one, other))
        } else {
            let result = try Linkage.run(table, model: known)
            print(try Self.words(about: first, in: table, result))
        }
    }

    private func place(of id: String, in table: RecordTable) throws -> Int {
        guard let place = table.place(of: id) else {
            throw CommandProblem("No row has the id \u{201C}\(id)\u{201D}.")
        }
        return place
    }

    private static func words(about place: Int, in table: RecordTable, _ result: LinkageResult) throws -> String {
        let explainer = try Explainer(table: table, model: result.model)
        let cluster = (0..<table.count).filter { result.clusters[$0] == result.clusters[place] }
        guard cluster.count > 1, let bridge = explainer.weakestBridge(of: cluster) else {
            return alone(place, table, explainer, result)
        }
        let ids = cluster.map { "  \(table.id($0))" }.joined(separator: "\n")
        return """
            \(cluster.count) rows are taken for one person:
            \(ids)

            The weakest link that holds them together:
            \(words(bridge.explanation, table.id(bridge.a), table.id(bridge.b)))
            """
    }

    private static func alone(
        _ place: Int, _ table: RecordTable, _ explainer: Explainer, _ result: LinkageResult
    ) -> String {
        var lines = ["\(table.id(place)) is linked with no other row."]
        if let little = explainer.tooLittle(place) {
            lines.append(
                "It says too little: even a row that says exactly the same could not be linked with it. "
                    + "Not known: \(little.missing.joined(separator: ", ")).")
        }
        for refusal in result.refusals where Int(refusal.a) == place || Int(refusal.b) == place {
            let other = Int(refusal.a) == place ? Int(refusal.b) : Int(refusal.a)
            lines.append("Not linked with \(table.id(other)): \(refusal.reason.words)")
        }
        return lines.joined(separator: "\n")
    }

    private static func words(_ explanation: Explanation, _ one: String, _ other: String) -> String {
        var running = 0.0
        let lines = explanation.parts.map { part in
            running += part.weight
            let name = part.name.padding(toLength: 20, withPad: " ", startingAt: 0)
            return "  \(name)\(String(format: "%+9.2f%9.2f", part.weight, running))  \(part.words)"
        }
        return """
            \(one) and \(other): \(explanation.sentence)
              \("Field".padding(toLength: 20, withPad: " ", startingAt: 0))   weight  so far
            \(lines.joined(separator: "\n"))
              Weight \(String(format: "%.2f", explanation.weight)), probability \
            \(String(format: "%.6f", explanation.probability)).
            """
    }
}
