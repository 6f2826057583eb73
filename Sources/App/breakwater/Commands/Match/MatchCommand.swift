import ArgumentParser

/// The engine of matching on plain CSV files, with no database: for commissioners, and for anyone who checks figures.
struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Who goes where, and how long would they wait? On plain CSV files.",
        discussion: """
            docs/match.md has an example of each. Exit codes: 0 done, 2 wrong usage, 3 could not.
            """,
        subcommands: [MatchAssign.self, MatchWait.self])
}

/// Where the answer of a matching command goes.
struct MatchOutput: ParsableArguments {
    @Option(help: "Where the rows of the answer go: CSV, or JSON where the name ends in .json.")
    var output: String?

    @Flag(help: "Print the answer as JSON; with --output without its rows, which are in the file then.")
    var json = false

    /// Writes and prints an answer.
    func give(_ answer: AnalyseAnswer) throws { try answer.give(output: output, json: json) }
}
