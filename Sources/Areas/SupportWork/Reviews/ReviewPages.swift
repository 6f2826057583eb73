import Casework
import Governance
import Kernel
import People
import Web

/// The pages of a support's reviews.
struct ReviewPages {
    let frame: SupportFrame
    let reviews: [WrittenReview]
    let form: FormView
    let token: HTML
    let today: Day
    let calendar: WorkingCalendar

    private var link: Link { SupportPart.reviews.link(frame.support.id) }
    private var all: [Review] { reviews.map(\.review) }

    /// When the next review is due; nil when none is.
    var due: Day? {
        guard frame.support.status == .active else { return nil }
        if let last = all.first { return last.next }
        return frame.support.startedOn.flatMap { ReviewClock.next(after: $0, every: frame.pathway.reviewWeeks) }
    }

    var show: HTML {
        let adding =
            frame.support.status == .active
            ? buttonGroup(buttonLink("Hold a review", "\(link)/new")) : HTML.empty
        return "\(next)\(adding)\(pictures)\(instruments)\(list)"
    }

    private var next: HTML {
        guard let due else { return .empty }
        if due < today {
            return callout(
                .warn,
                "The review is \(today.number - due.number == 1 ? "1 day" : "\(today.number - due.number) days") overdue",
                "<p>It was due on \(due.long).</p>")
        }
        let workable = ReviewClock.workable(due, calendar)
        let before = workable == due ? "" : " Nobody works on that day: hold it by \(workable.long)."
        return callout(.info, "Next review by \(due.long)", "<p>\(before)</p>")
    }

    private var pictures: HTML {
        guard reviews.count > 1 else {
            return reviews.isEmpty
                ? emptyState("No review yet", "The first scores are where every later one is measured from.") : .empty
        }
        let both = Scorer.allCases.map { scorer -> HTML in
            let changes = LadderChange.all(all, by: scorer, ladders: frame.pathway.ladders)
            guard !changes.isEmpty else { return .empty }
            return plainCard(
                ChangePicture(
                    changes: changes, name: frame.record.firstName, scorer: scorer, csv: "\(link)/scores.csv"
                ).html)
        }
        return "\(both)\(apart)"
    }

    /// Where the two see it differently by three steps or more.
    private var apart: HTML {
        guard let last = all.first else { return .empty }
        let names = frame.pathway.ladders.compactMap { ladder -> HTML? in
            guard let young = last.score(ladder, .youngPerson), let worker = last.score(ladder, .worker),
                abs(young - worker) >= 3
            else { return nil }
            let name = SupportLists.ladders.first { $0.id == ladder }?.name ?? ladder
            return "\(name): \(frame.record.firstName) says \(young), the worker \(worker)"
        }
        return names.isEmpty ? .empty : callout(.info, "They see it differently", bullets(names))
    }

    private var instruments: HTML {
        let rows = Instruments.standard.instruments.flatMap { instrument -> [[HTML]] in
            all.compactMap { review in
                guard let total = review.instruments[instrument.id] else { return nil }
                let scaled = instrument.conversion.isEmpty ? "" : ", \(instrument.scaled(total)) when converted"
                let mark = instrument.checked ? "" : " (bands to be checked)"
                return [
                    "\(instrument.name)", "\(review.on.long)", "\(total)\(scaled)",
                    "\(instrument.band(of: total))\(mark)",
                ]
            }
        }
        guard !rows.isEmpty else { return .empty }
        return card(
            "Published scales", id: "scales",
            body: dataTable(
                "Totals and what their bands say", isCaptionHidden: true,
                columns: [.init("Scale", .sentences), .init("When"), .init("Score", .figures), .init("Band")],
                rows: rows))
    }

    private var list: HTML {
        let items = reviews.map { written -> HTML in
            let review = written.review
            let missing = review.missing.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "<p>No scores from the \($0.key.name.lowercased()): \($0.value)</p>" as HTML }
            return """
                <article><h3 class="ui-h3">\(review.on.long): \(review.kind.name) \(tag(review.outcome.name, .info))</h3>\
                <p><strong>Who took part:</strong> \(review.tookPart)</p>\(paragraphs(review.said))\
                \(review.outcomeReason.isEmpty ? .empty : paragraphs(review.outcomeReason))\(missing)\
                <p class="ui-small">\(written.by)\(review.next.map { ". Next by \($0.long)" } ?? "")</p></article>
                """
        }
        return items.isEmpty ? .empty : card("Reviews, the latest first", id: "reviews", body: "\(items)")
    }

    // MARK: The form

    func edit(_ kind: ReviewKind) -> HTML {
        let last = all.first
        let rows = frame.pathway.ladders.map { ladder -> HTML in
            let name = SupportLists.ladders.first { $0.id == ladder }?.name ?? ladder
            let both = Scorer.allCases.map { scorer -> HTML in
                let before = last?.score(ladder, scorer).map { "Last time \($0)" } ?? ""
                return form.text(
                    "\(scorer.rawValue)-\(ladder)", label: "\(scorer.name)", hint: before, width: .five)
            }
            return FormView.fieldset(name, "\(both)")
        }
        let missing = Scorer.allCases.map {
            form.text("missing-\($0.rawValue)", label: "If the \($0.name.lowercased()) did not score: why?")
        }
        let scales = Instruments.standard.instruments.map {
            form.text($0.id, label: "\($0.name)", hint: "\($0.least) to \($0.most), the total alone", width: .five)
        }
        return """
            \(form.summary())\(postForm(
                to: "\(link)/new", token: token,
                body: """
                    \(form.radios("kind", legend: "Which review is it?", isInline: true, options: ReviewKind.allCases.map { Choice($0.rawValue, $0.name) }))\
                    \(form.date("on", legend: "Held on"))\
                    \(form.textarea("took_part", label: "Who took part, and what each brought", style: .strong, rows: 3, limit: 1000))\
                    <h2 class="ui-h2">Scores</h2><p>1 to 2 crisis, 3 to 4 struggling, 5 to 6 mixed, 7 to 8 mostly fine, \
                    9 to 10 thriving. Both scores are kept, and neither is averaged.</p>\(rows)\(missing)\
                    \(details("Totals of published scales", "\(scales)"))\
                    \(form.textarea("said", label: "What was said", style: .strong, rows: 4, limit: FormReading.longestText))\
                    \(form.radios("outcome", legend: "What follows?", options: ReviewOutcome.allCases.map { Choice($0.rawValue, $0.name) }))\
                    \(form.text("outcome_reason", label: "Why?"))\
                    \(form.date("next", legend: "Next review", hint: "Leave empty for \(frame.pathway.reviewWeeks.map { "\($0) weeks from now" } ?? "none")"))\
                    \(form.text("next_reason", label: "If it is later than usual: why?"))\
                    \(buttonGroup(button("Keep this review"), anchor("Cancel", link)))
                    """))
            """
    }
}
