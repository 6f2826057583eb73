import Governance
import Kernel
import People
import Web
import Wording

/// An agenda as far as its reader may see it.
struct AgendaReading: Sendable {
    let view: PanelView
    let items: [PanelItem]
    let people: [ID<Person>: Person]
    let levels: [ID<Person>: RiskLevel]
    let matters: [ID<Matter>: Matter]
    let outcomes: [ID<PanelItem>: [WrittenOutcome]]
    /// Items about young people whose records are closed to this reader.
    let closed: Int
    /// What earlier meetings asked for and is still open, with whom it concerns.
    let actions: [(action: WrittenPanelAction, subject: String)]
    /// For whoever runs meetings alone.
    var running: Running?

    /// What only whoever puts the agenda together sees.
    struct Running: Sendable {
        let asks: [(ask: PanelAsk, name: String)]
        let proposed: [(one: Proposed, name: String, level: RiskLevel?)]
        let proposedAt: Instant?
        /// Asked for or proposed, and closed to this worker.
        let closed: Int
        let openMatters: [Matter]
    }

    /// What an item is called, as far as this reader may know; nil when it is not theirs to see.
    func name(_ item: PanelItem, on today: Day) -> String? {
        item.matter.flatMap { matters[$0]?.name } ?? item.person.flatMap { people[$0]?.nameAndAge(on: today) }
    }
}

/// The agenda of a meeting: what it speaks about, and for whoever runs it, who might come before it.
struct AgendaPages {
    let visit: Visit
    let form: FormView

    private var today: Day { visit.today }

    func page(_ reading: AgendaReading) -> Page {
        let view = reading.view
        let isRunning = reading.running != nil && view.panel.status == .planned
        return Page(
            view.title, back: "/panels", hasErrors: !form.errors.isEmpty,
            body: """
                \(breadcrumb([NavItem("Panels and discussions", "/panels")]))\(form.summary())\(head(view, isRunning))\
                \(before(view))\(agenda(reading))\(isRunning ? reading.running.map { running($0, view) } ?? .empty : .empty)\
                \(chased(reading))\(about(view))\(isRunning ? closing(reading) : .empty)
                """)
    }

    private func head(_ view: PanelView, _ isRunning: Bool) -> HTML {
        let chair = [view.chair, view.coChair].compactMap { $0 }
        let chaired = chair.isEmpty ? "no chair set yet" : "chaired by \(Words.list(chair))"
        let here: HTML = isRunning ? buttonLink("Who is here", "/panels/\(view.panel.id)/here") : .empty
        return pageHead(
            view.title,
            lead:
                "\(view.panel.start.clock), \(view.panel.place), \(chaired). \(PanelPages.tag(view.panel, on: today))",
            actions: buttonGroup(here, buttonLink("Minutes", "/panels/\(view.panel.id)/minutes", .secondary)))
    }

    /// What has to be so before it can decide, said on the day.
    private func before(_ view: PanelView) -> HTML {
        guard view.panel.status == .planned, view.panel.day <= today, let obstacle = PanelRules.obstacle(view) else {
            return .empty
        }
        return callout(.warn, "Nothing can be decided yet", "<p>\(obstacle).</p>")
    }

    // MARK: What it speaks about

    private func agenda(_ reading: AgendaReading) -> HTML {
        let sections = ItemSort.allCases.map { sort -> HTML in
            let items = reading.items.filter { $0.sort == sort && reading.name($0, on: today) != nil }
            guard !items.isEmpty else { return .empty }
            return """
                <h3 class="ui-h3">\(sort.heading)</h3>\(dataTable(
                    sort.heading, isCaptionHidden: true,
                    columns: [.init("Who or what"), .init("Risk"), .init("Why", .sentences), .init("Decided", .sentences)],
                    rows: items.map { row($0, reading) }))
                """
        }
        let isEmpty = sections.allSatisfy(\.isEmpty)
        let none = emptyState(
            "Nothing is on the agenda yet", "<p>What is put on it shows here, for every agency invited.</p>")
        let closed: HTML =
            reading.closed == 0
            ? .empty : "<p>\(Words.plural(reading.closed, "young person")) more: the record is closed to you.</p>"
        return card("Agenda", id: "agenda", body: "\(isEmpty && reading.closed == 0 ? none : "\(sections)")\(closed)")
    }

    private func row(_ item: PanelItem, _ reading: AgendaReading) -> [HTML] {
        let level: HTML = item.person.map { riskTag(reading.levels[$0].tone) } ?? "–"
        let last = reading.outcomes[item.id]?.first
        let decided = last.flatMap { reading.view.kind.outcome($0.outcome.outcome)?.name }
        return [
            anchor(reading.name(item, on: today) ?? "", "/panels/items/\(item.id)"), level, HTML(item.why),
            decided.map { HTML($0) } ?? tag("Not yet", .info),
        ]
    }

    // MARK: Putting it together

    private func running(_ running: AgendaReading.Running, _ view: PanelView) -> HTML {
        "\(asked(running, view))\(proposals(running, view))\(adding(running, view))"
    }

    private func put(_ person: ID<Person>, _ name: String, _ view: PanelView) -> HTML {
        linkButton("Put on the agenda", to: "/panels/\(view.panel.id)/put/\(person)", token: visit.token, hidden: name)
    }

    private func asked(_ running: AgendaReading.Running, _ view: PanelView) -> HTML {
        guard !running.asks.isEmpty else { return .empty }
        let rows = running.asks.map { ask, name -> [HTML] in
            [HTML(name), HTML(ask.why), "\(ask.by), \(ask.at.day.long)", put(ask.person, name, view)]
        }
        return card(
            "Asked for", id: "asked",
            body: dataTable(
                "Asked for", isCaptionHidden: true,
                columns: [.init("Who"), .init("Why", .sentences), .init("Asked by"), .init("")], rows: rows))
    }

    private func proposals(_ running: AgendaReading.Running, _ view: PanelView) -> HTML {
        guard view.kind.isProposed else { return .empty }
        let again = postForm(
            to: "/panels/\(view.panel.id)/propose", token: visit.token,
            body: buttonGroup(button(running.proposedAt == nil ? "Work it out now" : "Work it out again", .secondary)))
        guard let at = running.proposedAt else {
            return card(
                "Who might come before it", id: "proposed",
                body: """
                    <p>The program goes through risk levels, contacts, reviews, links and actions, and proposes whom to \
                    speak about, with the reasons. You choose.</p>\(again)
                    """)
        }
        let rows = running.proposed.map { one, name, level -> [HTML] in
            [
                HTML(name), riskTag(level.tone), bullets(one.reasons.map { HTML($0.words) }),
                put(one.person, name, view),
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? emptyState("Nobody is proposed", "<p>No risk, contact, review, link or action gives a reason today.</p>")
            : dataTable(
                "Proposed, the weightiest reasons first", isCaptionHidden: true,
                columns: [.init("Who"), .init("Risk"), .init("Why", .sentences), .init("")], rows: rows)
        let closed: HTML =
            running.closed == 0
            ? .empty
            : "<p>\(Words.plural(running.closed, "young person")) more has a restricted record. Ask whoever may open it.</p>"
        return card(
            "Who might come before it", id: "proposed",
            body:
                "<p>As the records stood on \(at.long). The reasons are the program’s; the choice is yours.</p>\(table)\(closed)\(again)"
        )
    }

    private func adding(_ running: AgendaReading.Running, _ view: PanelView) -> HTML {
        let matters = running.openMatters.map { Choice($0.id.text, "\($0.name) (\($0.sort.name.lowercased()))") }
        let choose: HTML =
            matters.isEmpty
            ? "<p>\(anchor("Set up a place, group or theme", "/panels/matters/new")) first.</p>"
            : postForm(
                to: "/panels/\(view.panel.id)/matters", token: visit.token,
                body: """
                    \(form.select("matter", label: "Which place, group or theme?", style: .strong, options: [Choice("", "Choose")] + matters))\
                    \(form.text("why", label: "Why now?", style: .strong))\
                    \(buttonGroup(button("Put on the agenda", .secondary), anchor("Set up another", "/panels/matters/new")))
                    """)
        return card(
            "Put more on the agenda", id: "add",
            body: """
                <p>For a young person who is not named above: open their record, then \
                <strong>Panels and discussions</strong>, and ask for this kind of meeting.</p>\(choose)
                """)
    }

    // MARK: What was asked before

    private func chased(_ reading: AgendaReading) -> HTML {
        guard !reading.actions.isEmpty else { return .empty }
        let rows = reading.actions.map { action, subject -> [HTML] in
            PanelActionPages.row(action, subject, on: today)
        }
        return card(
            "Open from earlier meetings", id: "chased",
            body: dataTable(
                "Actions still open", isCaptionHidden: true, columns: PanelActionPages.columns, rows: rows))
    }

    private func about(_ view: PanelView) -> HTML {
        let guests = view.guests.map { guest in
            SummaryRow(
                guest.agency.name,
                HTML(guest.who.isEmpty ? guest.presence.name : "\(guest.presence.name): \(guest.who)"))
        }
        return summaryCard("Who is invited", id: "guests", rows: guests)
    }

    private func closing(_ reading: AgendaReading) -> HTML {
        guard reading.view.panel.day <= today else { return .empty }
        let open = reading.items.count { reading.outcomes[$0.id] == nil }
        let words: HTML =
            open == 0
            ? "<p>Everything on the agenda is decided.</p>"
            : "<p>\(Words.plural(open, "item")) not decided yet. Young people among them are asked for at the next one.</p>"
        return card(
            "When it is over", id: "close",
            body:
                "\(words)\(postForm(to: "/panels/\(reading.view.panel.id)/close", token: visit.token, body: buttonGroup(button("Close the meeting"))))"
        )
    }
}
