import ArgumentParser

/// The linkage engine: on plain files with no database, or on what stands in the partnership's own.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Find which rows of one or more CSV files are the same person, and say why.",
        discussion: """
            Columns are guessed from their names and values unless --spec says what they hold; the guesses are printed.
            One file is searched for rows of one person; several are linked and each is searched as well.
            The answer is the same for any number of threads and any order of the rows.
            """,
        subcommands: [
            LinkRunCommand.self, LinkExplain.self, LinkEvaluate.self, LinkExportSplink.self, LinkScoreSplink.self,
            LinkLookUp.self, LinkDatabase.self,
        ])
}
