import Governance
import Kernel
import Web
import Wording

/// Actions of all meetings, and saying how one goes on.
struct PanelActionPages {
    let visit: Visit

    static let columns: [TableColumn] = [
        .init("What", .sentences), .init("About"), .init("Who"), .init("By"), .init("State"),
    ]

    static func row(_ action: WrittenPanelAction, _ subject: String, on today: Day) -> [HTML] {
        [
            anchor(action.what, "/panels/actions/\(action.action)"), HTML(subject), HTML(action.owner),
            HTML(action.due.long), state(action, on: today),
        ]
    }

    static func state(_ action: WrittenPanelAction, on today: Day) -> HTML {
        switch ActionStep(rawValue: action.endedHow) {
        case .done: tag("Done", .good)
        case .dropped: tag("No longer needed")
        case .carried, nil: action.isLate(on: today) ? tag("Overdue", .warn) : tag("Open", .info)
        }
    }

    func list(_ actions: [(WrittenPanelAction, String)], closed: Int) -> Page {
        let body: HTML =
            actions.isEmpty
            ? emptyState("Nothing is open", "<p>What meetings ask of agencies shows here until it is done.</p>")
            : dataTable(
                "Open actions, the first due first", isCaptionHidden: true, columns: Self.columns,
                rows: actions.map { Self.row($0.0, $0.1, on: visit.today) })
        let rest: HTML =
            closed == 0 ? .empty : "<p>\(Words.plural(closed, "action")) more: the record is closed to you.</p>"
        return Page(
            "Actions from all meetings", back: "/panels",
            body: """
                \(breadcrumb([NavItem("Panels and discussions", "/panels")]))\
                \(pageHead("Actions from all meetings", lead: "The first due first; each is asked about at every meeting until it is done"))\
                \(card("Open", id: "open", body: "\(body)\(rest)"))
                """)
    }

    func show(_ action: WrittenPanelAction, _ subject: String, _ steps: [SaidStep], _ form: FormView) -> Page {
        let rows = steps.map { step -> [HTML] in
            [
                "\(step.at.long)", "\(step.how.name)\(step.due.map { ": \($0.long)" } ?? "")", "\(step.words)",
                "\(step.by)",
            ]
        }
        let history: HTML =
            rows.isEmpty
            ? .empty
            : card(
                "What was said about it", id: "history",
                body: dataTable(
                    "Every step, the latest first", isCaptionHidden: true,
                    columns: [
                        .init("When"), .init("How it goes on", .sentences), .init("Words", .sentences), .init("Who"),
                    ],
                    rows: rows))
        let tactic = PanelLists.standard.tactic(action.tactic)?.name ?? ""
        let facts = summaryCard(
            "What was agreed", id: "about",
            rows: [
                SummaryRow("What", HTML(action.what)),
                SummaryRow("About", anchor(subject, "/panels/items/\(action.item)")),
                SummaryRow("Who", HTML(action.owner)), SummaryRow("By", HTML(action.due.long)),
                SummaryRow("Disruption", HTML(tactic)), SummaryRow("State", Self.state(action, on: visit.today)),
            ])
        return Page(
            "Action: \(action.what)", back: "/panels/actions", hasErrors: !form.errors.isEmpty,
            body: "\(form.summary())\(pageHead("An action from a meeting"))\(facts)\(saying(action, form))\(history)")
    }

    private func saying(_ action: WrittenPanelAction, _ form: FormView) -> HTML {
        guard action.endedAt == nil else { return .empty }
        let ways = ActionStep.allCases.map { step in
            Choice(
                step.rawValue, step.name,
                reveals: step == .carried ? form.date("due", legend: "The new day") : .empty)
        }
        return card(
            "How does it go on?", id: "say",
            body: postForm(
                to: "/panels/actions/\(action.action)", token: visit.token,
                body: """
                    \(form.radios("how", legend: "Is it done?", options: ways))\
                    \(form.textarea("words", label: "What was done, or what is in the way?", style: .strong, rows: 2, limit: 1000))\
                    \(buttonGroup(button("Keep this"), anchor("All actions", "/panels/actions")))
                    """))
    }
}
