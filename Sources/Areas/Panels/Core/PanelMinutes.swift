import Connections
import Governance
import Kernel
import People
import Storage
import Web
import Wording

/// A meeting's minutes, as far as their reader may see them, for paper.
struct PanelMinutes: Sendable {
    let view: PanelView
    let items: [(item: PanelItem, name: String)]
    let information: [ID<PanelItem>: [ToldInformation]]
    let outcomes: [ID<PanelItem>: [WrittenOutcome]]
    let dissents: [ID<PanelItem>: [Dissent]]
    let actions: [ID<PanelItem>: [WrittenPanelAction]]
    let closed: Int
    let today: Day

    var page: Page {
        let title = "Minutes: \(view.title) \(view.panel.day.year)"
        let body: HTML =
            items.isEmpty
            ? emptyState("Nothing was spoken about", "<p>Items and decisions appear here.</p>")
            : items.map(item).joined()
        let rest: HTML =
            closed == 0 ? .empty : "<p>\(Words.plural(closed, "item")) more: the record is closed to you.</p>"
        return Page(
            title, back: "/panels/\(view.panel.id)",
            body: """
                \(breadcrumb([NavItem("Panels and discussions", "/panels"), NavItem(view.title, "/panels/\(view.panel.id)")]))\
                \(pageHead(title, lead: view.panel.status == .held ? "Closed" : "As written so far"))\
                \(summaryCard("The meeting", id: "meeting", rows: meeting))\(body)\(rest)
                """)
    }

    private var meeting: [SummaryRow] {
        func names(_ presence: Presence) -> HTML {
            let those = view.guests.filter { $0.presence == presence }
            guard !those.isEmpty else { return "None" }
            return bullets(those.map { HTML($0.who.isEmpty ? $0.agency.name : "\($0.agency.name): \($0.who)") })
        }
        let chairs = [view.chair, view.coChair].compactMap { $0 }
        var rows = [
            SummaryRow("Kind", HTML(view.kind.name)),
            SummaryRow("When and where", "\(view.panel.day.long), \(view.panel.start.clock), \(view.panel.place)"),
            SummaryRow("Chair", HTML(chairs.isEmpty ? "Not set" : Words.list(chairs))),
            SummaryRow("Here", names(.here)), SummaryRow("Apologies", names(.apologies)),
            SummaryRow("Not here", names(.invited)),
            SummaryRow(
                "Statement",
                HTML(view.panel.statementRead ? "Read out: \(view.kind.statement)" : "Not marked as read out")),
        ]
        if !view.missing.isEmpty {
            rows.append(
                SummaryRow(
                    "Missing for a quorum",
                    "\(Words.list(view.missing.map(\.name))). \(view.panel.quorumReason.isEmpty ? "Nothing was decided." : view.panel.quorumReason)"
                ))
        }
        // A tie with an item is told beside the item, where its reader may see that.
        let whole = view.conflicts.filter { $0.item == nil }
        rows.append(SummaryRow("Conflicts declared", whole.isEmpty ? "None" : bullets(whole.map(conflict))))
        return rows
    }

    private func conflict(_ one: PanelConflict) -> HTML { "\(one.words) (written down by \(one.by), \(one.at.clock))" }

    private func item(_ item: PanelItem, _ name: String) -> HTML {
        let told = (information[item.id] ?? []).map { told -> HTML in
            "<strong>\(told.agency), \(told.by).</strong> \(told.text) <span class=\"ui-small\">\(told.code). \(told.use).</span>"
        }
        let last = outcomes[item.id]?.first
        let back = view.conflicts.filter { $0.item == item.id }
        let done = (actions[item.id] ?? []).map { action -> HTML in
            "\(action.what): \(action.owner), by \(action.due.long) \(PanelActionPages.state(action, on: today))"
        }
        func part(_ heading: String, _ lines: [HTML]) -> HTML {
            lines.isEmpty ? .empty : "<h3 class=\"ui-h3\">\(heading)</h3>\(bullets(lines))"
        }
        let decided: HTML = last.map { PanelItemPages.rows($0, view.kind) } ?? "<p>Not decided.</p>"
        return card(
            name, id: "item-\(item.id)", actions: anchor("Open", "/panels/items/\(item.id)", hidden: name),
            body: """
                <p>\(item.sort.name). \(item.why)</p>\(part("Stepped back", back.map(conflict)))\
                \(part("What agencies told", told))<h3 class="ui-h3">Decision</h3>\(decided)\
                \(part("Who saw it differently", (dissents[item.id] ?? []).map(PanelItemPages.dissent)))\
                \(part("Actions", done))
                """)
    }
}

func panelMinutesRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/panels/{panel}/minutes", .seePanels, audit: .export) { visit in
            visit.page(try await visit.record { tx in try visit.panelMinutes(in: tx) }.page)
        }
    ]
}

extension Visit {
    /// Reads a meeting's minutes, with the one audit line that says how many young people were shown.
    func panelMinutes(in tx: Transaction) throws -> PanelMinutes {
        let view = try readPanel(in: tx)
        let every = try tx.items(of: view.panel.id).filter { !view.hasSteppedBack(worker.id, from: $0.id) }
        let grant: ListGrant<Person> = try listGrant(
            .seePanels, on: every.compactMap(\.person), "minutes of a meeting", in: tx)
        let people = try tx.people(grant)
        let matters = Dictionary(try tx.matters().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let named = every.compactMap { item -> (PanelItem, String)? in
            let name =
                item.matter.flatMap { matters[$0]?.name } ?? item.person.flatMap { people[$0]?.nameAndAge(on: today) }
            return name.map { (item, $0) }
        }
        let ids = named.map(\.0.id)
        // Minutes are a copy: what its sender does not let be copied stays on the item's own page.
        let told = try tx.information(on: ids).mapValues { all in
            all.filter { one in
                let person = named.first { $0.0.id == one.item }?.0.person
                return one.handling.mayBeCopied
                    && one.reach(of: worker) { category in person.map { grant.shows(category, of: $0) } ?? true }
                        == .read
            }
        }
        return PanelMinutes(
            view: view, items: named, information: told, outcomes: try tx.outcomes(of: ids),
            dissents: try tx.dissents(of: ids),
            actions: Dictionary(grouping: try tx.panelActions(of: ids), by: \.item),
            closed: every.count { item in item.person.map { people[$0] == nil && !grant.isHidden($0) } ?? false },
            today: today)
    }
}
