import Governance
import Kernel
import Web

/// A screening as pages show it: the tool's result and the worker's judgement side by side.
package enum ScreeningPages {
    /// The questions, for a referral. `subject` is a name, or the reference while nobody is linked.
    static func questions(
        _ referral: Referral, subject: String, last: Screening?, form: FormView, token: HTML
    ) -> Page {
        let lastLine: HTML? = last.map { "<p>Last screened \($0.at.day.long). \(bands($0))</p>" }
        return Page(
            "Screening for \(subject)", back: "/referrals/\(referral.id)", hasErrors: !form.errors.isEmpty,
            reference: referral.reference,
            body: """
                \(form.summary())
                \(pageHead("Screening for \(subject)", lead: "Referral \(referral.reference). What you do not know is an answer too."))
                \(lastLine)
                \(postForm(
                    to: "/referrals/\(referral.id)/screening", token: token,
                    body: """
                        \(ScreeningForm.fields(form, instrument: .current, last: last))
                        \(buttonGroup(button("Save the screening"), anchor("Leave without saving", "/referrals/\(referral.id)")))
                        """))
                """)
    }

    /// One screening, what it suggests, what the worker makes of it, and what changed since the last.
    static func result(_ screening: Screening, referral: Referral, subject: String, last: Screening?) -> Page {
        let links: HTML = buttonGroup(
            buttonLink("Print on one page", "/screenings/\(screening.id)/print", .secondary),
            buttonLink("Screen again", "/referrals/\(referral.id)/screening", .secondary),
            anchor("Back to the referral", "/referrals/\(referral.id)"))
        return Page(
            "Screening for \(subject)", back: "/referrals/\(referral.id)", reference: referral.reference,
            body: """
                \(pageHead("Screening for \(subject)", lead: lead(screening, referral)))
                \(ScreeningForm.about(screening.tool))
                \(columns(
                    .mainAside,
                    "\(suggestion(screening))\(judgement(screening))\(changes(screening, last))\(answers(screening))",
                    aside: "\(next(screening))\(protects(screening))", label: "What to do and what helps"))
                \(links)
                """)
    }

    /// The same on one sheet of paper: nothing to press, and every answer on it.
    static func sheet(_ screening: Screening, referral: Referral, subject: String, last: Screening?) -> Page {
        Page(
            "Screening for \(subject)", back: "/screenings/\(screening.id)", reference: referral.reference,
            body: """
                \(pageHead("Screening for \(subject)", lead: lead(screening, referral)))
                <p><strong>\(screening.tool.label)</strong></p>
                \(columns(
                    .half, "\(suggestion(screening))\(judgement(screening))",
                    "\(next(screening))\(protects(screening))"))
                \(changeLine(screening, last))
                \(answers(screening))
                """)
    }

    /// A card for the page of a referral or a record: where things stand, and the way to screen again.
    package static func summary(_ screenings: [Screening], referral: ID<Referral>, mayScreen: Bool) -> HTML {
        let again: HTML =
            mayScreen
            ? "<p>\(anchor(screenings.isEmpty ? "Screen now" : "Screen again", "/referrals/\(referral)/screening"))</p>"
            : .empty
        guard let newest = screenings.first else {
            let none: HTML = "<p>Nobody has used the screening tool yet.</p>"
            return sideCard("Screening", id: "screening", body: "\(none)\(again)")
        }
        let earlier = screenings.dropFirst().map { one -> HTML in
            "\(anchor(one.at.day.long, "/screenings/\(one.id)")): \(bands(one))"
        }
        let change = screenings.dropFirst().first.flatMap { ScreeningChange(from: $0, to: newest) }
        return sideCard(
            "Screening", id: "screening",
            body: """
                <p>\(anchor(newest.at.day.long, "/screenings/\(newest.id)")), \(newest.byName)</p>
                <p>\(bands(newest))</p>
                \(change.map { "<p>\($0.words)</p>" as HTML })
                <p class="ui-muted ui-small">\(newest.tool.label)</p>
                \(!earlier.isEmpty, details("Earlier screenings", bullets(Array(earlier))))
                \(again)
                """)
    }

    /// "The tool suggests: Emerging. Mr Okoye says: Significant."
    static func bands(_ screening: Screening) -> HTML {
        """
        The tool suggests <strong>\(screening.result.headline)</strong>. \
        \(screening.byName) says <strong>\(screening.ownBand.name)</strong>.
        """
    }

    private static func lead(_ screening: Screening, _ referral: Referral) -> HTML {
        "Referral \(referral.reference). \(screening.at.long), by \(screening.byName)"
    }

    private static func suggestion(_ screening: Screening) -> HTML {
        let result = screening.result
        let overrides: HTML =
            result.overrides.isEmpty
            ? .empty
            : "<p>Lifted from “\(result.bandOfTotal.name)” because of:</p>\(bullets(result.overrides.map { HTML($0) }))"
        return card(
            "What the tool suggests", id: "tool",
            body: """
                <p><strong>\(result.headline)</strong></p>
                <p>\(result.total) of \(result.maximum) points. \(Count.words(result.unknown, of: screening.tool.rows.count))</p>
                \(result.isIncomplete, "<p>\(screening.tool.incomplete.words)</p>")
                \(overrides)
                <p class="ui-muted">It informs. A person decides.</p>
                """)
    }

    private static func judgement(_ screening: Screening) -> HTML {
        let reason: HTML =
            screening.entry.ownReason.isEmpty
            ? "<p>They gave no reason: they agree with the tool.</p>" : paragraphs(screening.entry.ownReason)
        return card(
            "What \(screening.byName) makes of it", id: "own",
            body: """
                <p><strong>\(screening.ownBand.name)</strong>\
                \(screening.isDisputed, ", which is not what the tool suggests. Both are kept.")</p>
                \(reason)
                """)
    }

    private static func next(_ screening: Screening) -> HTML {
        let band = max(screening.result.band, screening.ownBand)
        let guidance = screening.tool.guidance(for: band)
        let why: HTML =
            screening.isDisputed ? #"<p class="ui-muted">For the higher of the two: \#(band.name).</p>"# : .empty
        return sideCard(
            "What to do next", id: "next",
            body: "<p><strong>\(guidance.level)</strong></p>\(bullets(guidance.next.map { HTML($0) }))\(why)")
    }

    private static func protects(_ screening: Screening) -> HTML {
        let entry = screening.entry
        let list: HTML =
            entry.protective.isEmpty
            ? "<p>Nothing was named. Ask again.</p>"
            : bullets(entry.protective.map { HTML(screening.tool.protectiveWords($0)) })
        return sideCard(
            "What helps", id: "helps",
            body: """
                \(list)\(paragraphs(entry.protectiveWords))
                <p class="ui-muted">This stands beside the score and is not taken off it.</p>
                """)
    }

    private static func changeLine(_ screening: Screening, _ last: Screening?) -> HTML {
        last.flatMap { ScreeningChange(from: $0, to: screening) }.map { "<p>\($0.words)</p>" } ?? .empty
    }

    private static func changes(_ screening: Screening, _ last: Screening?) -> HTML {
        guard let change = last.flatMap({ ScreeningChange(from: $0, to: screening) }) else { return .empty }
        let rows = change.rows.map { row -> [HTML] in
            ["\(row.number). \(row.words)", HTML(row.before.words), HTML(row.after.words)]
        }
        let table: HTML =
            rows.isEmpty
            ? "<p>Every answer is as it was.</p>"
            : dataTable(
                "Answers that changed", columns: [TableColumn("Sign"), TableColumn("Before"), TableColumn("Now")],
                rows: rows)
        return card("Since last time", id: "change", body: "<p>\(change.words)</p>\(table)")
    }

    private static func answers(_ screening: Screening) -> HTML {
        let tool = screening.tool
        let rows = tool.rows.map { row -> [HTML] in
            let answer = screening.input.answer(to: row.number)
            return [
                "\(row.number). \(row.words)", HTML(row.domain), HTML(answer.words), "\(row.weight)",
                "\(tool.score(row, answer))",
            ]
        }
        return """
            \(dataTable(
                "Every answer",
                columns: [
                    TableColumn("Sign"), TableColumn("Part of life"), TableColumn("Answer"),
                    TableColumn("Weight", .figures), TableColumn("Points", .figures),
                ], rows: rows))
            \(facts(screening.input))
            <p class="ui-muted">\(tool.recency.words)</p>
            """
    }

    private static func facts(_ input: ScreeningInput) -> HTML {
        summaryList([
            SummaryRow("Age", HTML(input.age.map { "\($0)" } ?? "Not known")),
            SummaryRow("Somebody suspected of exploiting them", HTML(input.suspectedExploiter.words)),
            SummaryRow("Has told someone of being exploited", HTML(input.tellsSomeone.words)),
        ])
    }
}

/// "2 of 22 answers are not known."
private enum Count {
    static func words(_ unknown: Int, of all: Int) -> String {
        switch unknown {
        case 0: "Every question has an answer."
        case 1: "1 of \(all) answers is not known."
        default: "\(unknown) of \(all) answers are not known."
        }
    }
}
