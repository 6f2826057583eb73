import Governance
import Kernel
import Web

/// What is done about places: the list, one action, and a new one.
struct PlaceActionPages {
    let today: Day
    let mayWork: Bool
    /// The name of an area by its code.
    let name: (String) -> String

    // MARK: The list

    func list(_ actions: [PlaceAction]) -> HTML {
        let now = actions.filter { [.late, .running, .planned].contains($0.standing(on: today)) }
        let ended = actions.filter { $0.endedAt != nil }
        let add: HTML = mayWork ? buttonGroup(buttonLink("Add an action", "/insight/actions/new")) : .empty
        return """
            \(pageHead("What we are doing", lead: lead(now), actions: add))
            \(subNavigation("Insight", InsightLink.tabs(InsightLink.actions)))
            \(card("Now", id: "now", body: now.isEmpty
                ? emptyState(
                    "Nothing is being done about a place.",
                    "Actions for places stand here and on the map, with who leads them and how far they are.")
                : table("Now", now.sorted { rank($0) < rank($1) })))
            \(card("Ended", id: "ended", body: ended.isEmpty
                ? emptyState("Nothing has ended yet.", "What became of each action stays here.")
                : endedTable(ended)))
            """
    }

    private func rank(_ action: PlaceAction) -> Int {
        PlaceAction.Standing.allCases.firstIndex(of: action.standing(on: today)) ?? 0
    }

    private func lead(_ now: [PlaceAction]) -> HTML {
        let late = now.count { $0.standing(on: today) == .late }
        guard !now.isEmpty else { return "What partners do to make places safer." }
        return late == 0
            ? "What partners do to make places safer. None of it is late."
            : HTML("What partners do to make places safer. Late: \(late) of \(now.count).")
    }

    private func table(_ caption: String, _ actions: [PlaceAction]) -> HTML {
        dataTable(
            caption, isCaptionHidden: true,
            columns: [
                TableColumn("Action"), TableColumn("Who leads"), TableColumn("Where"), TableColumn("When"),
                TableColumn("How far"), TableColumn("Status"),
            ],
            rows: actions.map { action in
                [
                    anchor(action.title, InsightLink.action(action.id)), HTML(action.lead.name), places(action),
                    HTML(action.when(today)), HTML(action.howFar.isEmpty ? "Not said" : action.howFar),
                    Self.tag(action.standing(on: today)),
                ]
            })
    }

    private func endedTable(_ actions: [PlaceAction]) -> HTML {
        dataTable(
            "Ended", isCaptionHidden: true,
            columns: [
                TableColumn("Action"), TableColumn("Who led"), TableColumn("Where"), TableColumn("When"),
                TableColumn("What became of it"),
            ],
            rows: actions.map { action in
                [
                    anchor(action.title, InsightLink.action(action.id)), HTML(action.lead.name), places(action),
                    HTML(action.when(today)), HTML(action.outcome ?? ""),
                ]
            })
    }

    /// Its areas in one element: a stacked table sets a cell's parts side by side.
    private func places(_ action: PlaceAction) -> HTML {
        "<span>\(action.areas.map { anchor(name($0), InsightLink.place($0)) }.joined(by: ", "))</span>"
    }

    static func tag(_ standing: PlaceAction.Standing) -> HTML {
        switch standing {
        case .late: Web.tag(standing.name, .warn)
        case .running: Web.tag(standing.name, .good)
        case .planned: Web.tag(standing.name, .info)
        case .ended: Web.tag(standing.name)
        }
    }

    /// Actions in short, for the dashboard and a place's page.
    static func short(_ actions: [PlaceAction], today: Day) -> HTML {
        let items = actions.map { action -> HTML in
            let far = action.howFar.isEmpty ? "" : ". \(action.howFar)"
            return """
                <li><div class="ui-plan__row">\(anchor(action.title, InsightLink.action(action.id)))\
                \(tag(action.standing(on: today)))</div><p>\(action.lead.name), \(action.when(today))\(far)</p></li>
                """
        }
        return #"<ul class="ui-plan">\#(items)</ul>"#
    }

    // MARK: One action

    func show(_ action: PlaceAction, _ far: FormView, _ end: FormView, token: HTML) -> HTML {
        let facts = summaryList(
            [
                SummaryRow("Status", Self.tag(action.standing(on: today))),
                SummaryRow("Who leads", HTML(action.lead.name)), SummaryRow("Where", places(action)),
                SummaryRow("Begins", HTML(action.starts.long)),
                SummaryRow("To be done by", HTML(action.ends?.long ?? "No end is set")),
                SummaryRow("How far", action.howFar.isEmpty ? "Not said yet" : paragraphs(action.howFar)),
            ] + (action.outcome.map { [SummaryRow("What became of it", paragraphs($0))] } ?? []))
        let forms: HTML = mayWork && action.endedAt == nil ? changes(action, far, end, token) : .empty
        return """
            \(far.summary())\(end.summary())\(breadcrumb([NavItem("What we are doing", InsightLink.actions)]))
            \(pageHead(action.title))
            \(card("This action", id: "facts", body: facts))
            \(forms)
            """
    }

    private func changes(_ action: PlaceAction, _ far: FormView, _ end: FormView, _ token: HTML) -> HTML {
        let link = InsightLink.action(action.id)
        return columns(
            .half,
            card(
                "Say how far it is", id: "far",
                body: postForm(
                    to: "\(link)/how-far", token: token,
                    body: """
                        \(FormView.hidden("was", action.howFar))
                        \(far.textarea(
                            "how_far", label: "How far", hint: "Such as: 140 of 180 people so far. Name no one.", rows: 3,
                            limit: PlaceActionForm.longestHowFar))
                        \(buttonGroup(button("Save")))
                        """)),
            card(
                "End it", id: "end",
                body: postForm(
                    to: "\(link)/end", token: token,
                    body: """
                        \(end.textarea(
                            "outcome", label: "What became of it, and why it ends",
                            hint: "What was done, what changed, what was learned. Name no one.", rows: 3,
                            limit: PlaceActionForm.longestHowFar))
                        \(buttonGroup(button("End this action", .secondary)))
                        """)))
    }

    // MARK: A new one

    func new(_ form: FormView, agencies: [Agency], token: HTML) -> HTML {
        let leads = [Choice("", "Choose one")] + agencies.map { Choice($0.id.text, $0.name) }
        return """
            \(form.summary())\(breadcrumb([NavItem("What we are doing", InsightLink.actions)]))
            \(pageHead("Add an action for places", lead: "Something done about a place. Never about one person."))
            \(postForm(
                to: InsightLink.actions, token: token,
                body: """
                    \(form.text("title", label: "What is done", hint: "Such as: youth workers on the station route, 3pm to 6pm"))
                    \(form.select("lead", label: "Who leads it", options: leads))
                    \(form.textarea("areas", label: "Which areas is it for?", hint: "One to a line: the name or code on the map.", rows: 4))
                    \(form.date("starts", legend: "When does it begin, or when did it?"))
                    \(form.date("ends", legend: "When is it to be done by?", hint: "Leave empty if it goes on."))
                    \(form.textarea(
                        "how_far", label: "How far is it?", hint: "You can leave this empty. Name no one.", rows: 3,
                        limit: PlaceActionForm.longestHowFar))
                    \(buttonGroup(button("Add this action")))
                    """))
            """
    }
}

extension InsightLink {
    static func action(_ id: ID<PlaceAction>) -> Link { "/insight/actions/\(id)" }
}
