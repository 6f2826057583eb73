import Governance
import Kernel
import Web
import Wording

/// The search page and its lists.
enum SearchPages {
    /// Where people start: the form, and the young people this worker has to do with.
    static func start(_ visit: Visit, form: FormView, lists: [PeopleList]) -> Page {
        let cards = lists.map { list in
            card(
                list.heading, id: list.id, body: list.hits.isEmpty ? list.empty : table(list.heading, list.hits, visit))
        }
        return Page(
            "Young people", hasErrors: !form.errors.isEmpty,
            body: """
                \(pageHead("Young people", lead: "Search before you add anyone. Searches are recorded."))
                \(form.summary())<div class="ui-stack">\(plainCard(searchForm(visit, form)))\(cards)</div>
                """)
    }

    /// What a search found.
    static func results(_ visit: Visit, form: FormView, hits: [PersonHit], isCut: Bool) -> Page {
        let heading = hits.isEmpty ? "Nothing found" : "\(Words.plural(hits.count, "young person")) found"
        let more: HTML =
            isCut
            ? "<p class=\"ui-small\">There may be more. Add a date of birth or a postcode to narrow it.</p>" : .empty
        let body: HTML = hits.isEmpty ? nothing(visit, form.form) : "\(table(heading, hits, visit))\(more)\(add(visit))"
        return Page(
            heading,
            body: """
                \(pageHead("Young people", lead: "Search before you add anyone. Searches are recorded."))
                \(card(heading, id: "found", body: body))
                \(card("Search again", id: "again", body: searchForm(visit, form)))
                """)
    }

    private static func searchForm(_ visit: Visit, _ form: FormView) -> HTML {
        let more: HTML = """
            \(form.date("born", legend: "Date of birth", hint: "For example, 27 3 2011"))
            \(form.text("postcode", label: "Postcode", hint: "The whole of it", style: .strong, width: .ten))
            \(form.text("school", label: "School", hint: "Together with something else", style: .strong, width: .half))
            \(form.select(
                "purpose", label: "Why are you looking?", hint: "Kept with the record of this search", style: .strong,
                options: SearchPurpose.allCases.map { Choice($0.rawValue, $0.words) }))
            """
        let isOpen = ["born-year", "postcode", "school"].contains { !form.form[$0].isEmpty } || !form.errors.isEmpty
        return postForm(
            to: "/young-people", token: visit.token,
            body: """
                \(form.search(
                    "q", label: "Name or reference",
                    hint: "Such as Kai Brennan, Brennan or YP-2047. Spelling need not be exact."))
                \(details("Search by date of birth, postcode or school, and say why", isOpen: isOpen, more))
                """)
    }

    /// Hits as a table that becomes cards on a phone.
    static func table(_ caption: String, _ hits: [PersonHit], _ visit: Visit) -> HTML {
        let hasReasons = hits.contains { !$0.reasons.isEmpty }
        var columns = ["Name", "Age", "Reference", "School", "Risk", "Look again by"].map { TableColumn($0) }
        if hasReasons { columns.append(TableColumn("Why it may be them")) }
        let rows = hits.map { hit in row(hit, visit.today) + (hasReasons ? [HTML(Words.list(hit.reasons))] : []) }
        return dataTable(caption, isCaptionHidden: true, columns: columns, rows: rows)
    }

    private static func row(_ hit: PersonHit, _ today: Day) -> [HTML] {
        switch hit {
        case .named(let line, _):
            return [
                anchor(line.name, "/young-people/\(line.id)"), HTML(line.ageWords), HTML(line.reference),
                HTML(line.school.isEmpty ? "Not known" : line.school),
                riskTag(line.risk?.tone ?? .unset), due(line.lookAgainBy, today),
            ]
        case .exists(let initials, let ask, let emergency):
            let open: HTML =
                emergency.map { "<br>\(anchor("Open in an emergency", $0, hidden: "the record of \(initials)"))" }
                ?? .empty
            return [HTML(initials), "Not shown", "Not shown", "\(ask)\(open)", "Not shown", "Not shown"]
        }
    }

    private static func due(_ day: Day?, _ today: Day) -> HTML {
        guard let day else { return "Not set" }
        return day < today ? "\(day.short) \(tag("Overdue", .warn))" : HTML(day.short)
    }

    private static func nothing(_ visit: Visit, _ form: Form) -> HTML {
        let sought = form["q"].trimmed
        let headline = sought.isEmpty ? "Nothing found" : "Nothing found for “\(sought)”"
        return emptyState(
            headline,
            """
            Try only the family name, or the date of birth and postcode. A record you have no part in does not show \
            here, so nothing found does not mean that nobody knows them.
            """,
            action: add(visit))
    }

    private static func add(_ visit: Visit) -> HTML {
        guard Policy.allows(visit.worker.role, .makeReferral) else { return .empty }
        return #"<p class="ui-mt">\#(buttonLink("Add a referral", "/referrals/new", .secondary))</p>"#
    }
}

/// A list on the start page: its heading, whom it holds, and what it says when it holds nobody.
struct PeopleList: Sendable {
    let id: String
    let heading: String
    let hits: [PersonHit]
    let empty: HTML
}

extension PersonHit {
    var reasons: [String] {
        switch self {
        case .named(_, let reasons): reasons
        case .exists: []
        }
    }
}
