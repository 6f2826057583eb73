import Governance
import Kernel
import People
import Web
import Wording

/// The pages around a meeting: the list, setting one up, and who is there.
struct PanelPages {
    let visit: Visit

    private var mayRun: Bool { Policy.allows(visit.worker.role, .runPanels) }

    // MARK: Every meeting

    func list(coming: [Panel], past: [Panel], actions: Int, late: Int) -> Page {
        let buttons: HTML =
            mayRun
            ? buttonGroup(buttonLink("Set up a meeting", "/panels/new")) : .empty
        return Page(
            "Panels and discussions",
            body: """
                \(pageHead("Panels and discussions", lead: "Meetings of several agencies beside the daily one", actions: buttons))\
                \(card("To come", id: "coming", body: table("Meetings to come", coming, empty: "No meeting is planned", words: "The next one shows here once it is set up.")))\
                \(card(
                    "Between meetings", id: "between",
                    body: bullets([
                        "\(anchor("Actions from all meetings", "/panels/actions")): \(Words.plural(actions, "open action")), \(late) overdue",
                        "\(anchor("Places, groups and themes", "/panels/matters")) with plans of their own",
                        "\(anchor("The daily meeting", "/hub"))",
                    ])))\
                \(card("Past", id: "past", body: table("Past meetings", past, empty: "No meeting was held yet", words: "Minutes stay here.")))
                """)
    }

    private func table(_ caption: String, _ panels: [Panel], empty: String, words: HTML) -> HTML {
        guard !panels.isEmpty else { return emptyState(empty, words) }
        let rows = panels.map { panel -> [HTML] in
            let kind = PanelLists.standard.kind(panel.kind)?.name ?? panel.kind
            return [
                anchor("\(panel.day.withWeekday) \(panel.day.year)", "/panels/\(panel.id)", hidden: kind), HTML(kind),
                HTML(panel.start.clock), Self.tag(panel, on: visit.today),
            ]
        }
        return dataTable(
            caption, isCaptionHidden: true,
            columns: [.init("Day"), .init("Meeting", .sentences), .init("Starts"), .init("State")],
            rows: rows)
    }

    static func tag(_ panel: Panel, on today: Day) -> HTML {
        switch panel.status {
        case .planned: panel.day < today ? Web.tag("Not closed yet", .warn) : Web.tag(panel.status.name, .info)
        case .held: Web.tag(panel.status.name, .good)
        case .cancelled: Web.tag(panel.status.name)
        }
    }

    // MARK: Setting one up

    func new(_ form: FormView, chairs: [Worker], agencies: [Agency]) -> Page {
        let kinds = PanelLists.standard.kinds.map { Choice($0.id, $0.name, hint: $0.about) }
        return Page(
            "Set up a meeting", back: "/panels", hasErrors: !form.errors.isEmpty,
            body: """
                \(form.summary())\(pageHead("Set up a meeting"))\(plainCard(postForm(
                    to: "/panels/new", token: visit.token,
                    body: """
                        \(form.radios("kind", legend: "What kind of meeting is it?", options: kinds))\
                        \(when(form))\
                        \(form.select("chair", label: "Who chairs?", style: .strong, options: people(chairs)))\
                        \(form.select("co_chair", label: "Who chairs with them?", hint: "Often police beside the council", style: .strong, options: people(chairs)))\
                        \(form.checkboxes("invited", legend: "Which agencies are invited?", hint: "They may open the records on the agenda until some weeks after the meeting", options: agencies.map { Choice($0.id.text, $0.name, hint: $0.kind.name) }))\
                        \(buttonGroup(button("Set it up"), anchor("Cancel", "/panels")))
                        """)))
                """)
    }

    private func people(_ workers: [Worker]) -> [Choice] {
        [Choice("", "Not set yet")] + workers.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }
    }

    private func when(_ form: FormView) -> HTML {
        """
        \(form.date("day", legend: "On which day?"))\
        \(form.text("start", label: "When does it start?", hint: "Such as 9:30", style: .strong, width: .ten))\
        \(form.text("place", label: "Where?", hint: "A room, or the link by which people join", style: .strong))
        """
    }

    // MARK: Who is here

    func presence(_ view: PanelView, _ form: FormView, steps: [PanelStep]) -> Page {
        let guests = view.guests.map { guest -> HTML in
            let id = guest.agency.id
            return FormView.fieldset(
                guest.agency.name,
                """
                \(form.radios("presence-\(id)", legend: "Are they here?", isInline: true, options: Presence.allCases.map { Choice($0.rawValue, $0.name) }))\
                \(form.text("who-\(id)", label: "Who came?", hint: "Names and roles, for the minutes"))
                """)
        }
        let title = "Who is here: \(view.title)"
        return Page(
            title, back: "/panels/\(view.panel.id)", hasErrors: !form.errors.isEmpty,
            body: """
                \(form.summary())\(pageHead(title))\(card(
                    "Agencies", id: "presence",
                    body: postForm(
                        to: "/panels/\(view.panel.id)/here", token: visit.token,
                        body: """
                            \(guests)\
                            \(form.checkbox("statement", label: "The statement was read out", hint: view.kind.statement))\
                            \(form.textarea("quorum", label: "If somebody who has to be here is not: why does it go ahead?", hint: quorumWords(view), style: .strong, rows: 2, limit: 500))\
                            \(form.textarea("conflict", label: "Does anyone have a conflict of interest?", hint: "With the whole meeting. Whoever has one with a single item says so on that item.", style: .strong, rows: 2, limit: 1000))\
                            \(buttonGroup(button("Save"), anchor("Back to the agenda", "/panels/\(view.panel.id)")))
                            """)))\
                \(moving(view, form))\(inviting(view))\(history(steps))
                """)
    }

    private func quorumWords(_ view: PanelView) -> String {
        let kinds = view.kind.kinds.map(\.name)
        return kinds.isEmpty ? "Nobody has to be here for it to decide" : "It decides with \(Words.list(kinds)) here"
    }

    private func moving(_ view: PanelView, _ form: FormView) -> HTML {
        guard view.panel.status == .planned else { return .empty }
        let own = form.scope == "move-" ? form : FormView(PanelForm.filled(view.panel), scope: "move-")
        let cancel = form.scope == "cancel-" ? form : FormView(scope: "cancel-")
        return card(
            "When and whether", id: "when",
            body: """
                \(details("Move it to another day, hour or place", isOpen: !own.errors.isEmpty, postForm(
                    to: "/panels/\(view.panel.id)/move", token: visit.token,
                    body: "\(when(own))\(button("Move it", .secondary))")))\
                \(details("Cancel it", isOpen: !cancel.errors.isEmpty, postForm(
                    to: "/panels/\(view.panel.id)/cancel", token: visit.token,
                    body: """
                        \(cancel.text("reason", label: "Why?", hint: "Young people on its agenda are asked for at the next one"))\
                        \(button("Cancel the meeting", .warning))
                        """)))
                """)
    }

    private func inviting(_ view: PanelView) -> HTML {
        guard view.panel.status == .planned else { return .empty }
        return card(
            "Invite another agency", id: "invite",
            body: "<p>\(anchor("Choose one", "/panels/\(view.panel.id)/invite"))</p>")
    }

    func invite(_ view: PanelView, _ form: FormView, agencies: [Agency]) -> Page {
        let invited = Set(view.guests.map(\.agency.id))
        let others = agencies.filter { !invited.contains($0.id) }.map {
            Choice($0.id.text, $0.name, hint: $0.kind.name)
        }
        let body: HTML =
            others.isEmpty
            ? emptyState("Every agency is invited", "<p>New ones appear here once they are set up.</p>")
            : postForm(
                to: "/panels/\(view.panel.id)/invite", token: visit.token,
                body: """
                    \(form.radios("agency", legend: "Which agency?", hint: "It may open the records on the agenda from now", options: others))\
                    \(button("Invite it"))
                    """)
        return Page(
            "Invite an agency", back: "/panels/\(view.panel.id)/here", hasErrors: !form.errors.isEmpty,
            body: "\(form.summary())\(pageHead("Invite an agency", lead: HTML(view.title)))\(plainCard(body))")
    }

    private func history(_ steps: [PanelStep]) -> HTML {
        card(
            "What happened to this meeting", id: "history",
            body: dataTable(
                "Every step", isCaptionHidden: true, columns: [.init("When"), .init("What", .sentences), .init("Who")],
                rows: steps.map { ["\($0.at.long)", "\($0.what)", "\($0.by)"] }))
    }
}
