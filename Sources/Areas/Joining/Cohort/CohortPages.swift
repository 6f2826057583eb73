import Governance
import Kernel
import People
import Web
import Wording

/// The list of cohorts, one with its runs, and the form that defines one.
enum CohortPages {
    /// One cohort with the newest of its runs, as the list shows it.
    struct Line: Sendable {
        let cohort: Cohort
        let last: CohortRun?
        let people: ShownCount?
    }

    static func list(_ lines: [Line], mayRun: Bool) -> HTML {
        let rows = lines.map { line -> [HTML] in
            let hidden = "run of \(line.cohort.definition.name)"
            let run: HTML = line.last.map { anchor($0.day.long, CohortLink.run($0), hidden: hidden) } ?? "Not yet"
            return [
                anchor(line.cohort.definition.name, CohortLink.cohort(line.cohort.id)),
                HTML(line.cohort.definition.words), run,
                HTML(line.people.map(Suppression.standard.words) ?? "–"),
            ]
        }
        return """
            \(pageHead(
                "Cohorts", lead: "Groups of young people by a rule, counted again and again. No names.",
                actions: mayRun ? buttonLink("Define a cohort", "/cohorts/new") : .empty))
            \(card(
                "All cohorts", id: "cohorts",
                body: dataTable(
                    "All cohorts", isCaptionHidden: true,
                    columns: [
                        TableColumn("Cohort"), TableColumn("Who belongs to it"), TableColumn("Last run for"),
                        TableColumn("Young people", .figures),
                    ], rows: rows)))
            """
    }

    static func show(
        _ cohort: Cohort, versions: [CohortVersion], lines: [(run: CohortRun, people: ShownCount)], mayRun: Bool,
        form: FormView, token: HTML
    ) -> HTML {
        let definition = cohort.definition
        let about: HTML =
            definition.about.isEmpty ? "<p>Nothing is written.</p>" : paragraphs(definition.about)
        let copy = Link(stringLiteral: "/cohorts/new").with(query: [("from", cohort.id.text)])
        let change: HTML =
            !mayRun
            ? .empty
            : cohort.isShipped
                ? buttonLink("Copy and change", copy, .secondary)
                : buttonLink("Change", "/cohorts/\(cohort.id)/change", .secondary)
        return """
            \(form.summary())\(breadcrumb([NavItem("Cohorts", "/cohorts")]))
            \(pageHead(definition.name, lead: "\(definition.words). \(definition.signWords)", actions: change))
            \(card("What it is for", id: "about", body: about))
            \(card("Runs", id: "runs", body: "\(runs(lines, definition))\(mayRun, run(cohort, form, token))"))
            \(cohort.isShipped ? .empty : card("How it was changed", id: "versions", body: history(versions)))
            """
    }

    private static func runs(_ lines: [(run: CohortRun, people: ShownCount)], _ definition: CohortDefinition) -> HTML {
        guard !lines.isEmpty else {
            return emptyState("Not run yet", "A run counts the cohort for one day and keeps what it found.")
        }
        return dataTable(
            "Runs of this cohort", isCaptionHidden: true,
            columns: [
                TableColumn("For"), TableColumn("Young people", .figures), TableColumn("Version"),
                TableColumn("Counted on"),
            ],
            rows: lines.map { line in
                [
                    anchor(line.run.day.long, CohortLink.run(line.run)),
                    HTML(Suppression.standard.words(line.people)), "\(line.run.version)", HTML(line.run.ranAt.long),
                ]
            })
    }

    private static func run(_ cohort: Cohort, _ form: FormView, _ token: HTML) -> HTML {
        postForm(
            to: "/cohorts/\(cohort.id)/runs", token: token,
            body: """
                \(form.date("day", legend: "Count it for which day?", hint: "Today, or a day gone by"))
                \(button("Run"))
                """)
    }

    private static func history(_ versions: [CohortVersion]) -> HTML {
        dataTable(
            "How it was changed", isCaptionHidden: true,
            columns: ["Version", "Who belongs to it", "By", "When", "Why"].map { TableColumn($0) },
            rows: versions.map { one in
                [
                    "\(one.version)", "\(one.definition.words). \(one.definition.signWords)", HTML(one.by),
                    HTML(one.at.long), HTML(one.version == 1 ? "The first" : one.reason),
                ]
            })
    }

    /// The form for a new cohort, or for a new version of one.
    static func edit(_ cohort: Cohort?, _ form: FormView, token: HTML) -> HTML {
        let levels = form.checkboxes(
            "level", legend: "Risk the meeting set in that time", hint: "None ticked means any, or none set",
            style: .plain, options: RiskLevel.allCases.map { Choice($0.rawValue, $0.name) })
        let choices = [
            Choice(
                "hub", "On the hub’s list",
                reveals: "\(form.text("hub-months", label: "In the last how many months?", width: .five))\(levels)"),
            Choice(
                "referred", "Told of, whatever was decided",
                reveals: form.text("referred-months", label: "In the last how many months?", width: .five)),
            Choice(
                "between", "Told of between two days",
                reveals: """
                    \(form.date("from", legend: "First day", style: .plain))\
                    \(form.date("to", legend: "Last day", style: .plain))
                    """),
            Choice(
                "numbers", "These records",
                reveals: form.textarea(
                    "numbers", label: "Their numbers",
                    hint: "Such as YP-2047, one a line. Only records you may open are counted")),
        ]
        let why: HTML =
            cohort == nil
            ? .empty
            : form.text(
                "reason", label: "Why are you changing it?", hint: "The versions before it are kept", style: .strong)
        let to: Link = cohort.map { "/cohorts/\($0.id)/change" } ?? "/cohorts/new"
        let back = cohort.map { NavItem($0.definition.name, CohortLink.cohort($0.id)) }
        return """
            \(form.summary())\(breadcrumb([NavItem("Cohorts", "/cohorts")] + (back.map { [$0] } ?? [])))
            \(pageHead(cohort == nil ? "Define a cohort" : "Change a cohort"))
            \(plainCard(
                postForm(
                    to: to, token: token,
                    body: """
                        \(form.text(
                            "name", label: "Name", hint: "What they have in common. Never a young person’s name",
                            style: .strong))
                        \(form.textarea("about", label: "What is it for?", style: .strong, limit: CohortForm.longestAbout))
                        \(form.radios("who", legend: "Who belongs to it?", options: choices))
                        \(form.text(
                            "signs", label: "Count signs of harm from the last how many months?",
                            hint: "Leave it empty to count them however old they are", style: .strong, width: .five))
                        \(why)\(buttonGroup(button("Save"), anchor("Cancel", back?.link ?? "/cohorts")))
                        """)))
            """
    }
}

/// Where a cohort's pages are.
enum CohortLink {
    static func cohort(_ id: ID<Cohort>) -> Link { "/cohorts/\(id)" }
    static func run(_ run: CohortRun) -> Link { "/cohorts/\(run.cohort)/runs/\(run.id)" }
    static func file(_ run: CohortRun) -> Link { "/cohorts/\(run.cohort)/runs/\(run.id)/csv" }
}
