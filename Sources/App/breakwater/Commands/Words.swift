import ArgumentParser
import Composition
import Foundation
import Storage
import Wording

/// The language check, for any text.
struct WordingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wording", abstract: "Check the wording of a text.", subcommands: [CheckWording.self])

    struct CheckWording: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Name phrases that could read as blaming, with what to write instead.")

        @Argument(help: "A text file; - for standard input.") var file: String
        @Flag(help: "Answer as JSON lines.") var json = false

        func run() throws {
            let data =
                file == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
            guard let data else { throw ValidationError("\(file) cannot be read.") }
            let text = String(decoding: data, as: UTF8.self)
            let findings = LanguageCheck.standard.check(text)
            for finding in findings { print(json ? line(finding, in: text) : words(finding, in: text)) }
            if !json { print("\(Words.plural(findings.count, "phrase")) to think about.") }
            if !findings.isEmpty { throw ExitCode(1) }
        }

        private func place(_ finding: Finding, in text: String) -> (line: Int, column: Int) {
            let before = text[..<finding.range.lowerBound]
            let line = before.reduce(1) { $0 + ($1.isNewline ? 1 : 0) }
            let start = before.lastIndex(where: \.isNewline).map { text.index(after: $0) } ?? text.startIndex
            return (line, text.distance(from: start, to: finding.range.lowerBound) + 1)
        }

        private func words(_ finding: Finding, in text: String) -> String {
            let (line, column) = place(finding, in: text)
            return
                "\(file):\(line):\(column): \u{201C}\(finding.matched)\u{201D}. Try: \(finding.phrase.alternative). \(finding.phrase.reason)"
        }

        private func line(_ finding: Finding, in text: String) -> String {
            let (line, column) = place(finding, in: text)
            let body: [String: Any] = [
                "line": line, "column": column, "phrase": finding.matched, "alternative": finding.phrase.alternative,
                "reason": finding.phrase.reason,
            ]
            guard let data = try? JSONSerialization.data(withJSONObject: body, options: [.sortedKeys]) else {
                return "{}"
            }
            return String(decoding: data, as: UTF8.self)
        }
    }
}

/// What the program holds about people, column by column, and who may come in by which route.
struct Describe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the data dictionary: every column and what it says about people.")

    @Flag(help: "As CSV.") var csv = false

    func run() {
        let dictionary = DataDictionary(Schema.tables(after: Composed.migrations))
        print(csv ? dictionary.csv : dictionary.markdown)
    }
}
