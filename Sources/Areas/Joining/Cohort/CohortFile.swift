import Feeds
import Governance
import Kernel

/// A run's numbers as a file: what the page shows to the same audience, and no more.
enum CohortFile {
    static func text(_ run: CohortRun, _ shown: ShownCohort) -> String {
        let (writer, rule, flags) = (CSVWriter(), Suppression.standard, RiskRules.standard.flags)
        var lines = [
            writer.line(["table", "what", "young people", "share", "low", "high"]),
            writer.line(["cohort", run.definition.name, rule.words(shown.total), "", "", ""]),
            writer.line(["looking back from", run.day.description, "", "", "", ""]),
            writer.line(["counted under", run.agreements.joined(separator: " "), "", "", "", ""]),
        ]
        for (index, flag) in flags.enumerated() {
            let share = CohortRunPages.share(shown, index)
            let figures = [share?.share, share?.low, share?.high].map { $0.map(decimal) ?? "" }
            lines.append(writer.line(["flag", flag.name, rule.words(shown.flags[index])] + figures))
        }
        for one in shown.combinations {
            lines.append(
                writer.line(["together", CohortRunPages.words(one.mask, flags), rule.words(one.count), "", "", ""]))
        }
        lines.append(writer.line(["middle", "age", shown.medianAge.map(CohortResult.words) ?? "", "", "", ""]))
        let wait = shown.medianWait.map(CohortResult.words) ?? ""
        lines.append(writer.line(["middle", "days from first sign to first help", wait, "", "", ""]))
        return lines.joined()
    }

    /// To a tenth of a per cent, as a share of 1.
    private static func decimal(_ share: Double) -> String { String((share * 1000).rounded() / 1000) }
}
