import Kernel
import Web

extension ScreeningForm {
    /// Reads the answers back, or says what is missing, in the order of the questions.
    ///
    /// The worker's own judgement needs a reason where it differs from what the tool makes of these answers.
    package static func read(_ form: Form, instrument: Instrument) throws(FieldErrors) -> ScreeningEntry {
        var errors = FieldErrors()
        let input = ScreeningInput(
            answers: answers(form, instrument, &errors), age: age(form, &errors),
            suspectedExploiter: fact(form, exploiter, "Say if somebody is suspected, or choose Not known", &errors),
            tellsSomeone: fact(form, tells, "Say whether they have told anyone, or choose Not known", &errors))
        let words = text(form, protectiveWords, "more about what helps", &errors)
        let band = Band(rawValue: form[own])
        if band == nil { errors.add(own, "Choose how worried you are yourself") }
        let reason = text(form, ownReason, "your reason", &errors)
        let result = instrument.result(of: input)
        // Only once the answers are complete is it clear what the tool makes of them.
        if errors.isEmpty, let band, band != result.band, reason.isEmpty {
            errors.add(
                ownReason,
                "The tool makes it “\(result.band.name.lowercased())” and you say “\(band.name.lowercased())”. Say why")
        }
        guard errors.isEmpty, let band else { throw errors }
        let listed = Set(instrument.protective.map(\.id))
        return ScreeningEntry(
            input: input, result: result, ownBand: band, ownReason: reason,
            protective: form.all(protective).filter(listed.contains), protectiveWords: words)
    }

    private static func answers(
        _ form: Form, _ instrument: Instrument, _ errors: inout FieldErrors
    ) -> [Int: ScreeningAnswer] {
        var answers: [Int: ScreeningAnswer] = [:]
        for row in instrument.rows {
            let (name, number) = (field(row.number), row.number)
            let recency = Recency(rawValue: form[whenField(number)])
            if let answer = ScreeningAnswer(code: form[name], recency: recency) {
                answers[number] = answer
            } else if form[name] == "suspected" || form[name] == "known" {
                errors.add(whenField(number), "Question \(number): choose when it was last so. A guess will do")
            } else {
                errors.add(name, "Question \(number): choose an answer, or Not known")
            }
        }
        return answers
    }

    private static func age(_ form: Form, _ errors: inout FieldErrors) -> Int? {
        let typed = form[age].trimmed
        guard !typed.isEmpty else { return nil }
        guard let years = Int(typed), (0...25).contains(years) else {
            errors.add(age, "Give the age in years, from 0 to 25, or leave it empty")
            return nil
        }
        return years
    }

    private static func fact(
        _ form: Form, _ name: String, _ message: String, _ errors: inout FieldErrors
    ) -> YesNoUnknown {
        if let fact = YesNoUnknown(rawValue: form[name]) { return fact }
        errors.add(name, message)
        return .notKnown
    }

    private static func text(_ form: Form, _ name: String, _ what: String, _ errors: inout FieldErrors) -> String {
        let words = form[name].trimmed
        if words.count > reasonLimit {
            errors.add(name, "Shorten \(what): it can have up to \(grouped(reasonLimit)) characters")
        }
        return words
    }
}
