import Kernel
import Web
import Wording

/// The pages that say who has looked, who may look and why, and what happens in an emergency.
enum AccessPages {
    /// Everyone who opened, changed or was refused a record.
    static func views(_ views: [AuditView], record: Link, days: Int) -> HTML {
        let rows = views.map { view -> [HTML] in
            let who: HTML = view.worker.map { "\($0)" } ?? "Somebody without an account"
            let outcome = view.outcome == .permitted ? tag("Opened", .plain) : tag("Refused", .warn)
            return [
                #"<time datetime="\#(view.at.iso)">\#(view.at.long)</time>"#, who, "\(view.agency ?? "")",
                "\(view.action)\(view.detail.isEmpty ? "" : ", \(view.detail)")", outcome,
            ]
        }
        let body =
            rows.isEmpty
            ? emptyState("Nobody has looked", "<p>Every view of this record will be listed here.</p>")
            : dataTable(
                "Views, changes and refused attempts, newest first",
                columns: [
                    TableColumn("When"), TableColumn("Who"), TableColumn("Agency"), TableColumn("What"),
                    TableColumn("Outcome"),
                ], rows: rows)
        return """
            \(pageHead("Who has looked at this record", lead: "The last \(days) days. The young person can ask for this list.", actions: anchor("Back to the record", record)))
            \(plainCard(body))
            """
    }

    /// Why one worker can, or cannot, see a record, in the policy's own terms.
    static func why(
        _ form: FormView, record: Link, workers: [Worker], asked: (worker: Worker, standing: Standing)?
    ) -> HTML {
        let choices =
            [Choice("", "Choose a person")] + workers.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }
        let pick: HTML = """
            <form method="get" class="ui-filters">\(form.select("worker", label: "Person", options: choices))\
            \(button("Show why", .secondary))</form>
            """
        return """
            \(pageHead("Why can this person see this?", lead: "Choose anyone who works here.", actions: anchor("Back to the record", record)))
            \(plainCard(pick))
            \(asked.map { explanation($0.worker, $0.standing) })
            """
    }

    static func explanation(_ worker: Worker, _ standing: Standing) -> HTML {
        let verdict = Policy.decide(worker.role, .viewRecord, standing)
        let answer: HTML
        switch verdict {
        case .permit(let categories) where categories.contains(.receipt) && !verdict.opensRecord:
            answer = "<p>\(worker.name) may follow a referral of their own. The record does not open.</p>"
        case .permit where !verdict.opensRecord:
            answer = "<p>\(worker.name) may know that a record exists, and whom to ask. The record does not open.</p>"
        case .permit(let categories):
            let names = Category.allCases.filter { categories.contains($0) }.map { "<li>\($0.name)</li>" as HTML }
            answer = "<p>Yes. \(worker.name) may see:</p><ul>\(names)</ul>"
        case .refuse(let refusal):
            answer = "<p>No. \(refusal.words)</p>"
        }
        let facts = summaryList([
            SummaryRow("Role", "\(worker.role.name)"), SummaryRow("Agency", "\(worker.agency.name)"),
            SummaryRow("Stands to the young person as", "\(words(for: standing.relation))"),
            SummaryRow("Restrictions", "\(words(for: standing.restriction))"),
            SummaryRow("Emergency opening running", standing.hasBrokenGlass ? "Yes" : "No"),
        ])
        return card("The answer", id: "answer", body: answer + facts)
    }

    static func words(for relation: Relation) -> String {
        switch relation {
        case .team: "lead professional or in the team around them"
        case .provider: "provider asked to support them"
        case .mentor: "mentor named for them"
        case .meeting: "member of the daily meeting while they are on its list"
        case .referrer: "the person who told us"
        case .sameAgency: "a colleague of somebody who knows them"
        case .none: "nobody in particular"
        }
    }

    static func words(for restriction: Restriction) -> String {
        switch restriction {
        case .open: "none"
        case .listed: "only named people, and this is one"
        case .notListed: "only named people, and this is not one"
        case .excluded: "kept out by name"
        }
    }

    /// The form for opening a record in an emergency.
    static func breakGlass(_ form: FormView, asksReference: Bool, action: Link, token: HTML) -> HTML {
        let reason = form.textarea(
            "reason", label: "Why you need to open this record now",
            hint: "The danger, and why it cannot wait for somebody who works with them.", rows: 4, limit: 1000)
        let reference = form.text("reference", label: "The record's reference", hint: "Such as YP-2047", width: .ten)
        let fields: HTML =
            "\(asksReference, reference)\(reason)\(buttonGroup(button("Open the record for one hour", .warning), anchor("Do not open it", "/young-people")))"
        return """
            \(form.summary())\(pageHead("Open this record in an emergency"))
            \(callout(.warn, "This is recorded and reviewed", "<p>The privacy officer is told at once, and a person will ask you about it within two working days. You can see the record for one hour.</p><p>It includes what no sharing agreement covers, because a life may be at risk. The privacy officer’s list names what of that you see.</p>"))
            \(plainCard(postForm(to: action, token: token, body: fields)))
            """
    }

    /// The privacy officer's list: who opened what kind of emergency, never whose record.
    static func alerts(_ alerts: [BreakGlassAlert], links: [AuditView], token: HTML) -> HTML {
        let waiting = alerts.filter { $0.reviewedAt == nil }
        let done = alerts.filter { $0.reviewedAt != nil }
        let cards = waiting.map { alert -> HTML in
            let review = FormView(scope: alert.id.text).textarea(
                "review", label: "What you found", hint: "Who you asked, and whether it was right.", rows: 3,
                limit: 1000)
            let body: HTML = """
                <p>\(alert.worker), \(alert.agency), on \(alert.openedAt.long). \(alert.views) pages opened.</p>
                <blockquote class="ui-quote">\(paragraphs(alert.reason))</blockquote>
                \(uncovered(alert))
                \(postForm(to: "/access/alerts/\(alert.id)", token: token, body: review + buttonGroup(button("Record the review"))))
                """
            return card(
                "Emergency opening, reference \(alert.id.text.prefix(6).uppercased())", id: "a-\(alert.id)", body: body)
        }
        let rows = done.map { alert -> [HTML] in
            [
                "\(alert.openedAt.long)", "\(alert.worker), \(alert.agency)",
                "\(alert.uncovered.isEmpty ? "Nothing" : kinds(alert))", "\(alert.review ?? "")",
            ]
        }
        let past: HTML =
            rows.isEmpty
            ? .empty
            : card(
                "Reviewed", id: "reviewed",
                body: dataTable(
                    "Emergency openings already reviewed",
                    columns: [
                        TableColumn("Opened"), TableColumn("Who"), TableColumn("Seen that no agreement covers"),
                        TableColumn("What was found"),
                    ], rows: rows))
        let none = emptyState("Nothing to review", "<p>Emergency openings of records appear here as they happen.</p>")
        return """
            \(pageHead("Access and alerts", lead: "Records opened in an emergency, for you to ask about."))
            \(cards.isEmpty ? none : cards.joined())\(past)\(setUpLinks(links))
            """
    }

    /// What the reviewer has to judge beside the reason: it was shown for vital interests alone.
    private static func uncovered(_ alert: BreakGlassAlert) -> HTML {
        guard !alert.uncovered.isEmpty else { return "<p>Nothing was seen that no sharing agreement covers.</p>" }
        return """
            <p><strong>Seen without a sharing agreement, because a life may have been at risk:</strong> \(kinds(alert)). \
            Say in the review whether the danger made that necessary.</p>
            """
    }

    private static func kinds(_ alert: BreakGlassAlert) -> String {
        let agencies = Dictionary(grouping: alert.uncovered, by: \.agency).sorted { $0.key < $1.key }
        return agencies.map { agency, views in "\(agency) (\(Words.list(views.map(\.category.name))))" }
            .joined(separator: "; ")
    }

    private static func setUpLinks(_ links: [AuditView]) -> HTML {
        guard !links.isEmpty else { return .empty }
        let rows = links.map { link -> [HTML] in
            ["\(link.at.long)", "\(link.worker ?? "The command line")", "\(link.detail)"]
        }
        let table = dataTable(
            "Links with which somebody's account could be taken over, last 90 days",
            columns: [TableColumn("When"), TableColumn("Made by"), TableColumn("For")], rows: rows)
        return card("Set-up links", id: "links", body: table)
    }

    /// Who is kept out of a record, or who alone is let in.
    static func restrictions(
        _ form: FormView, lines: [RestrictionLine], workers: [Worker], record: Link, here: Link, token: HTML
    ) -> HTML {
        let rows = lines.map { line -> [HTML] in
            let lift = linkButton(
                "Lift it", to: "\(here)/lift/\(line.worker)", token: token, hidden: "for \(line.name)")
            return [
                "\(line.name)", line.isExcluded ? "Kept out" : "Let in, with the others named", "\(line.reason)",
                "\(line.setAt.day.long)", lift,
            ]
        }
        let list =
            rows.isEmpty
            ? emptyState("No restrictions", "<p>Everyone the policy lets in can open this record.</p>")
            : dataTable(
                "Restrictions on this record",
                columns: [
                    TableColumn("Who"), TableColumn("How"), TableColumn("Why"), TableColumn("Since"),
                    TableColumn("Lift"),
                ], rows: rows)
        let choices =
            [Choice("", "Choose a person")] + workers.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }
        let fields: HTML = """
            \(form.select("worker", label: "Person", options: choices))
            \(form.radios("how", legend: "What to do", options: [
                Choice("exclude", "Keep this person out", hint: "They will not find the record at all"),
                Choice("only", "Let only named people in, and name this one"),
            ]))
            \(form.textarea("reason", label: "Why", rows: 3, limit: 1000))
            \(buttonGroup(button("Save")))
            """
        return """
            \(form.summary())\(pageHead("Restrict this record", actions: anchor("Back to the record", record)))
            \(plainCard(list))\(card("Add a restriction", id: "add", body: postForm(to: here, token: token, body: fields)))
            """
    }
}
