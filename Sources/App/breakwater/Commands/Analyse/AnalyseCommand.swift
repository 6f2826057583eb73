import ArgumentParser

/// The engines of surveillance on plain CSV files, with no database: for analysts, and for anyone who checks figures.
struct AnalyseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse",
        abstract: "Is it real, where is it, and when? Statistics on plain CSV files.",
        discussion: """
            Options are named as in the R or Python package an analysis is checked against; docs/analyse.md has an example
            of each. A cell that is empty, * or NA is no figure and is never taken for zero.
            Exit codes: 0 done, 1 done but rows of the file could not be used, 2 wrong usage, 3 could not.
            """,
        subcommands: [
            AnalyseSPC.self, AnalyseFarrington.self, AnalyseEARS.self, AnalyseCUSUM.self, AnalyseSTL.self,
            AnalyseForecast.self, AnalyseITS.self, AnalyseGiStar.self, AnalyseMoran.self, AnalyseKDE.self,
            AnalyseScan.self, AnalyseKnox.self, AnalyseNearRepeat.self, AnalyseFunnel.self, AnalyseRates.self,
            AnalyseRRI.self,
            AnalyseLorenz.self,
        ])
}
