import Governance
import Kernel
import Web

extension ScreeningForm {
    /// Every field a screening can hold, so that a draft keeps them and nothing else.
    static func names(of instrument: Instrument) -> [String] {
        let rows = instrument.rows.flatMap { [field($0.number), whenField($0.number)] }
        return rows + [age, exploiter, tells, protective, protectiveWords, own, ownReason]
    }
}

extension ReferralForm {
    /// What a finished screening in a draft says; nil when none was begun.
    ///
    /// - Throws: What is still missing from one that was.
    static func screening(in answers: Answers) throws(FieldErrors) -> ScreeningEntry? {
        let form = form(answers)
        guard ScreeningForm.isStarted(form) else { return nil }
        return try ScreeningForm.read(form, instrument: .current)
    }

    /// What is wrong with a screening that was begun. One left empty is simply not made.
    static func screeningProblems(_ answers: Answers) -> FieldErrors {
        do {
            _ = try screening(in: answers)
            return FieldErrors()
        } catch {
            return error
        }
    }

    /// The answers without the screening's, which are kept on their own with the tool's version.
    static func withoutScreening(_ answers: Answers) -> Answers {
        let names = ReferralSection.screening.names
        return answers.filter { !names.contains($0.key) }
    }

    /// The screening as a line to read over before sending.
    static func screeningRows(_ answers: Answers) -> [SummaryRow] {
        guard ReferralSection.screening.isStarted(in: answers) else { return [] }
        guard let entry = try? screening(in: answers) else {
            return [SummaryRow("Not finished", "Some questions have no answer yet.")]
        }
        return [
            SummaryRow("The tool suggests", HTML(entry.result.headline)),
            SummaryRow("Your own judgement", HTML(entry.ownBand.name)),
            SummaryRow("Why", paragraphs(entry.ownReason.isEmpty ? "You and the tool agree" : entry.ownReason)),
        ]
    }
}
