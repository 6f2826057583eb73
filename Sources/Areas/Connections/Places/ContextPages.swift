import Governance
import Kernel
import People
import Web
import Wording

/// A young person linked with a place or line, as one viewer may see it.
struct LinkedPerson: Sendable {
    /// Nil for a young person this viewer may not see.
    let person: Person?
    let type: String
    let standing: Relationship.Standing
    let page: Link?
    let grade: String
}

/// The pages of places and lines.
struct ContextPages {
    let lists: ConnectionLists
    let sort: Context.Sort
    let token: HTML
    let today: Day

    static func link(_ sort: Context.Sort, _ id: ID<Context>) -> Link {
        sort == .place ? "/places/\(id)" : "/lines/\(id)"
    }

    var root: Link { sort == .place ? "/places" : "/lines" }

    static func status(_ context: Context, _ lists: ConnectionLists) -> HTML {
        let name = lists.status(context.status)?.name ?? context.status
        switch context.status {
        case "active" where context.kind == "safe": return Web.tag(name, .good)
        case "active": return Web.tag(name, .warn)
        case "watched": return Web.tag(name, .info)
        default: return Web.tag(name)
        }
    }

    // MARK: The list

    func list(_ all: [WrittenContext], _ linked: [ID<Context>: [LinkedPerson]], mayKeep: Bool) -> HTML {
        let add: HTML = mayKeep ? buttonLink("Add a \(sort.noun)", "\(root)/new") : .empty
        let lead: HTML =
            sort == .place
            ? "Where young people are harmed, and where they are safe. Shared between young people."
            : "Who sells drugs through children, by telephone, from somewhere else. A line is not a group of young people."
        let head = pageHead(sort.plural, lead: lead, actions: add)
        guard !all.isEmpty else {
            return
                "\(head)\(emptyState("None yet", "Add the first one; then connect young people with it from their record."))"
        }
        var columns: [TableColumn] = [.init(sort == .place ? "Place" : "Line")]
        columns += sort == .place ? [.init("Kind"), .init("Where")] : [.init("From"), .init("Sells")]
        columns += [.init("How it stands"), .init("Last seen"), .init("Young people")]
        let rows = all.map { one -> [HTML] in
            let context = one.context
            let about: [HTML] =
                sort == .place
                ? [HTML(lists.placeKind(context.kind)?.name ?? ""), HTML(context.area)]
                : [HTML(context.area), HTML(context.drugs)]
            return [anchor(context.name, Self.link(sort, one.id))] + about + [
                Self.status(context, lists), HTML(context.lastSeen?.long ?? "Not known"),
                HTML(Self.count(linked[one.id] ?? [])),
            ]
        }
        return "\(head)\(dataTable("\(sort.plural), by name", isCaptionHidden: true, columns: columns, rows: rows))"
    }

    /// "3, 1 of them not shown to you".
    static func count(_ linked: [LinkedPerson]) -> String {
        let current = linked.filter { $0.standing != .ended }
        let hidden = current.count { $0.person == nil }
        return hidden == 0 ? "\(current.count)" : "\(current.count), \(hidden) of them not shown to you"
    }

    // MARK: One

    func show(
        _ versions: [WrittenContext], _ linked: [LinkedPerson], _ held: [HeldIntelligence], reader: Reader,
        mayKeep: Bool
    ) -> HTML {
        guard let one = versions.first else { return .empty }
        let context = one.context
        var rows = [
            SummaryRow("How it stands", Self.status(context, lists)),
            SummaryRow(sort == .place ? "Where" : "Comes from", HTML(context.area)),
        ]
        if sort == .place { rows.insert(SummaryRow("Kind", HTML(lists.placeKind(context.kind)?.name ?? "")), at: 0) }
        if sort == .line {
            rows.append(SummaryRow("Numbers", HTML(context.numbers.isEmpty ? "Not known" : context.numbers)))
            rows.append(SummaryRow("Sells", HTML(context.drugs.isEmpty ? "Not known" : context.drugs)))
        }
        rows += [
            SummaryRow("First seen", HTML(context.firstSeen?.long ?? "Not known")),
            SummaryRow("Last seen", HTML(context.lastSeen?.long ?? "Not known")),
            SummaryRow("What makes it dangerous or safe", HTML(context.risks)),
            SummaryRow("Written by", "\(one.author.name), \(one.author.agency), \(one.author.at.day.long)"),
        ]
        let link = Self.link(sort, one.id)
        let change: HTML =
            mayKeep
            ? buttonGroup(
                buttonLink("Change it", "\(link)/change"),
                buttonLink("Add intelligence", "\(link)/intelligence/new", .secondary)) : .empty
        return """
            \(pageHead(context.name, actions: change))\(summaryCard("About this \(sort.noun)", id: "about", rows: rows))\
            \(people(linked))\(card(
                "Intelligence", id: "intelligence",
                body: IntelligencePages.list(held, reader: reader, today: today)))\(history(versions))
            """
    }

    private func people(_ linked: [LinkedPerson]) -> HTML {
        guard !linked.isEmpty else {
            return card("Young people", id: "people", body: "<p>Nobody is connected with it yet.</p>")
        }
        let known = linked.filter { $0.person != nil }
        let unknown = linked.count - known.count
        let rows = known.map { one -> [HTML] in
            let name = one.person.map { "\($0.fullName), \($0.reference)" } ?? ""
            return [
                one.page.map { anchor(name, $0) } ?? HTML(name), HTML(one.type), HTML(one.grade),
                one.standing == .lapsed ? Web.tag(one.standing.name, .warn) : HTML(one.standing.name),
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? .empty
            : dataTable(
                "Young people connected with it", isCaptionHidden: true,
                columns: [.init("Young person"), .init("How"), .init("Grade"), .init("Current?")], rows: rows)
        let rest: HTML =
            unknown == 0
            ? .empty
            : "<p>\(unknown == 1 ? "A young person" : "\(Words.plural(unknown, "young person"))") you may not see.</p>"
        return card("Young people", id: "people", body: "\(table)\(rest)")
    }

    private func history(_ versions: [WrittenContext]) -> HTML {
        guard versions.count > 1 else { return .empty }
        let rows = versions.map { one -> [HTML] in
            [
                HTML(one.author.at.long), HTML(one.reason.isEmpty ? "First written" : one.reason),
                HTML(lists.status(one.context.status)?.name ?? ""), HTML(one.context.risks), HTML(one.author.name),
            ]
        }
        return card(
            "What it said before", id: "history",
            body: dataTable(
                "Every version, the latest first", isCaptionHidden: true,
                columns: [
                    .init("When"), .init("Why", .sentences), .init("How it stood"), .init("What was said", .sentences),
                    .init("Who"),
                ], rows: rows))
    }

    // MARK: Forms

    func adding(_ form: FormView) -> HTML {
        """
        \(form.summary())\(pageHead("Add a \(sort.noun)"))\(postForm(
            to: "\(root)/new", token: token,
            body: """
                \(ContextForm(lists: lists, sort: sort, today: today).fields(form))\
                \(buttonGroup(button("Keep this \(sort.noun)"), anchor("Cancel", root)))
                """))
        """
    }

    func changing(_ form: FormView, _ one: WrittenContext, theirs: HTML) -> HTML {
        let link = Self.link(sort, one.id)
        return """
            \(theirs)\(form.summary())\(pageHead("Change “\(one.context.name)”"))\(postForm(
                to: "\(link)/change", token: token,
                body: """
                    \(form.hidden("version"))\
                    \(ContextForm(lists: lists, sort: sort, today: today).fields(form))\
                    \(form.text("reason", label: "Why is it changed?", hint: "What it said before is kept", style: .strong))\
                    \(buttonGroup(button("Keep the change"), anchor("Cancel", link)))
                    """))
            """
    }
}
