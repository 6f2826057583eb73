import ArgumentParser
import Foundation

/// Which file is analysed, and where the answer goes.
struct AnalyseFiles: ParsableArguments {
    @Option(help: "The CSV file to analyse, with a header.")
    var input: String

    @Option(help: "Where the rows of the answer go: CSV, or JSON where the name ends in .json.")
    var output: String?

    @Flag(help: "Print the answer as JSON; with --output without its rows, which are in the file then.")
    var json = false

    /// The rows of the file.
    func table() throws -> AnalyseTable { try AnalyseTable(input) }

    /// Writes and prints an answer, and ends with 1 where rows had to be left out.
    func give(_ answer: AnalyseAnswer) throws { try answer.give(output: output, json: json) }
}

extension AnalyseAnswer {
    /// Writes and prints the answer, and ends with 1 where rows had to be left out.
    func give(output: String?, json: Bool) throws {
        if let output {
            if output.lowercased().hasSuffix(".json") {
                try JSONFile.write(self, to: output)
            } else {
                try write(csv: output)
            }
        }
        if json {
            var printed = self
            if output != nil { printed.rows = [] }
            try Console.print(json: printed)
        } else {
            print(words(rowsWritten: output != nil))
        }
        if leftOut > 0 { throw ExitCode(1) }
    }
}

/// Where random numbers start, and how many threads share the work.
struct AnalyseChance: ParsableArguments {
    @Option(help: "Where the random numbers start: the same seed gives the same answer.")
    var seed: UInt64 = 1

    @Option(help: "How many threads to use. The answer does not depend on it.")
    var threads: Int = 2

    func validate() throws {
        if !(1...64).contains(threads) { throw ValidationError("--threads takes a number from 1 to 64.") }
    }
}

/// How long an engine worked, reading and writing of files apart.
struct AnalyseClock {
    private(set) var seconds = 0.0

    /// Runs the engine and adds its time.
    mutating func time<Result>(_ work: () throws -> Result) rethrows -> Result {
        let started = ContinuousClock.now
        defer { seconds += started.duration(to: .now) / .seconds(1) }
        return try work()
    }
}

/// A list of numbers as one option: 100,200,400.
struct NumberList: ExpressibleByArgument {
    let numbers: [Double]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let read = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
        guard !read.isEmpty, read.count == parts.count, read.allSatisfy(\.isFinite) else { return nil }
        numbers = read
    }

    init(_ numbers: [Double]) { self.numbers = numbers }

    var defaultValueDescription: String {
        numbers.map { AnalyseCell.number($0).shown }.joined(separator: ",")
    }
}

/// How exactly places and dates are known, as the person who has the file says.
enum AnalysePrecision: String, ExpressibleByArgument, CaseIterable {
    /// The spot itself, and the day.
    case exact
    /// Points that stand for streets or areas, or dates that stand for months, as on police.uk.
    case snapped
}
