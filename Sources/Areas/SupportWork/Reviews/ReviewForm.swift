import Casework
import Kernel
import Web

/// A review as typed.
enum ReviewForm {
    static func read(
        _ form: Form, _ support: Support, _ pathway: Pathway, kind: ReviewKind, held: [Day], today: Day
    ) throws -> Review {
        var reading = FormReading(form)
        let on = day(&reading, support, held, today)
        let tookPart = reading.required("took_part", limit: 1000, "Say who took part and what each brought")
        let said = reading.text("said")
        var scores: [Review.Score] = []
        for scorer in Scorer.allCases {
            for ladder in pathway.ladders {
                let name = "\(scorer.rawValue)-\(ladder)"
                if let value = reading.number(name, 1...10, "Enter 1 to 10, or leave it empty") {
                    scores.append(Review.Score(ladder: ladder, scorer: scorer, value: value))
                }
            }
        }
        var missing: [Scorer: String] = [:]
        for scorer in Scorer.allCases where !scores.contains(where: { $0.scorer == scorer }) {
            let why = reading.text("missing-\(scorer.rawValue)", limit: 500)
            if why.isEmpty {
                reading.complain(
                    "missing-\(scorer.rawValue)",
                    scorer == .youngPerson
                        ? "Say why the young person has not scored, or put their scores in"
                        : "Say why you have not scored")
            }
            missing[scorer] = why
        }
        var totals: [String: Int] = [:]
        for instrument in Instruments.standard.instruments {
            totals[instrument.id] = reading.number(
                instrument.id, instrument.least...instrument.most,
                "Enter \(instrument.least) to \(instrument.most), or leave it empty")
        }
        let outcome: ReviewOutcome? = reading.choice("outcome", "Choose what follows")
        let why = reading.text("outcome_reason", limit: 1000)
        if let outcome, outcome != .goOn, why.isEmpty { reading.complain("outcome_reason", "Say why") }
        let later = reading.text("next_reason", limit: 500)
        let reason = [why, later.isEmpty ? "" : "The next review is later because: \(later)"].filter { !$0.isEmpty }
        let next = outcome == .end || kind == .ending ? nil : nextDay(&reading, on, pathway, today)
        guard let on, let outcome, reading.errors.isEmpty else { throw reading.errors }
        return Review(
            id: .make(), support: support.id, kind: kind, on: on, tookPart: tookPart, said: said, outcome: outcome,
            outcomeReason: reason.joined(separator: "\n"), next: next, missing: missing, scores: scores,
            instruments: totals)
    }

    private static func day(_ reading: inout FormReading, _ support: Support, _ held: [Day], _ today: Day) -> Day? {
        guard let day = reading.day("on") else {
            if reading.errors.message(for: "on") == nil { reading.complain("on", "Enter the day of the review") }
            return nil
        }
        if day > today { reading.complain("on", "A review that is still to come is planned as a contact") }
        if let started = support.startedOn, day < started {
            reading.complain("on", "Support began on \(started.long). A review cannot be before that")
        }
        if held.contains(day) { reading.complain("on", "There is a review on that day. Amend that one instead") }
        return day
    }

    /// The day typed, or the one the pathway proposes; another one needs its reason.
    private static func nextDay(
        _ reading: inout FormReading, _ on: Day?, _ pathway: Pathway, _ today: Day
    ) -> Day? {
        let proposed = on.flatMap { ReviewClock.next(after: $0, every: pathway.reviewWeeks) }
        guard let typed = reading.day("next") else { return proposed }
        if typed <= today { reading.complain("next", "Choose a day to come") }
        if let proposed, typed > proposed.adding(days: 7), reading.form["next_reason"].trimmed.isEmpty {
            reading.complain(
                "next_reason", "Reviews are due every \(pathway.reviewWeeks ?? 0) weeks. Say why this one is later")
        }
        return typed
    }
}
