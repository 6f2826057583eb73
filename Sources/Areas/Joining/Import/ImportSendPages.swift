import Feeds
import Governance
import Kernel
import People
import Web

/// The two pages on which a file is sent.
enum SendPages {
    static func facts(_ choices: SendChoices, _ form: FormView, token: HTML) -> Page {
        let agencies = [Choice("", "Choose an agency")] + choices.agencies.map { Choice($0.id.text, $0.name) }
        let feeds =
            [Choice("", "Choose a kind"), Choice(SendFacts.anyFeed, "Work it out from the columns")]
            + choices.mappings.map { Choice($0.name, $0.title) }
        let agreements =
            [Choice("", "Choose an agreement")]
            + choices.agreements.map { Choice($0.reference, "\($0.reference): \($0.terms.title)") }
            + [Choice(SendFacts.published, "None: it is published for everybody, and names nobody")]
        let whose: HTML =
            choices.agencies.count == 1
            ? "<p>Whose file: <strong>\(choices.agencies[0].name)</strong></p>"
            : form.select("agency", label: "Whose file is it?", options: agencies)
        let missing: HTML =
            choices.agreements.isEmpty
            ? callout(
                .warn, "No sharing agreement is in date",
                """
                <p>An agency's own file can only come in under an agreement it has signed. Ask the privacy officer to \
                record one.</p>
                """) : .empty
        let agreement = form.select(
            "agreement", label: "Which sharing agreement does it come under?",
            hint: "Only agreements that are in date are shown.", options: agreements)
        let body: HTML = """
            \(form.summary())\(breadcrumb([NavItem("Imports", "/imports")]))\(pageHead("Send a file"))
            \(plainCard(postForm(to: "/imports/new", token: token, body: """
                \(whose)\(form.select("feed", label: "What kind of file is it?", options: feeds))
                \(form.text(
                    "period", label: "What time is it about?",
                    hint: "Such as 2026-09. A later file of the same kind and time takes the place of this one.",
                    width: .ten))
                \(missing)\(agreement)\(buttonGroup(button("Continue")))
                """)))
            """
        return Page("Send a file", hasErrors: !form.errors.isEmpty, body: body)
    }

    static func file(_ facts: SendFacts, _ form: FormView, token: HTML, most: Int) -> Page {
        let back = ("/imports/new" as Link).with(query: facts.query)
        let rows = [
            SummaryRow("Whose", AgencyBadge(facts.agency.kind.badge, facts.agency.name).html),
            SummaryRow("Kind", HTML(facts.mapping?.title ?? "Worked out from the columns")),
            SummaryRow("Time", HTML(facts.period)),
            SummaryRow(
                "Agreement",
                facts.agreement.map { "\($0.reference): \($0.terms.title)" } ?? "None: published for everybody"),
        ]
        let hidden = facts.query.map { FormView.hidden($0.name, $0.value) }
        let body: HTML = """
            \(form.summary())\(breadcrumb([NavItem("Imports", "/imports"), NavItem("Send a file", back)]))
            \(pageHead("Choose the file"))
            \(summaryCard(
                "What you said about it", id: "facts", actions: [RowAction("Change", back, hidden: "what you said")],
                rows: rows))
            \(plainCard(uploadForm(to: "/imports/new/file", token: token + hidden.joined(), mostBytes: most, body: """
                \(form.file(
                    "file", label: "The file",
                    hint: "CSV, JSON lines or .xlsx, up to \(grouped(most / 1_000_000)) MB. Nothing is kept of it until "
                        + "you have seen every problem.",
                    accept: ".csv,.txt,.tsv,.jsonl,.ndjson,.json,.xlsx"))
                \(buttonGroup(button("Send the file")))
                """)))
            """
        return Page("Choose the file", hasErrors: !form.errors.isEmpty, body: body)
    }
}
