import Governance
import Kernel
import People
import Web

/// Places, groups and themes with plans of their own.
struct MatterPages {
    let visit: Visit

    private var mayRun: Bool { Policy.allows(visit.worker.role, .runPanels) }
    private var crumbs: HTML { breadcrumb([NavItem("Panels and discussions", "/panels")]) }

    func list(_ matters: [Matter]) -> Page {
        let add: HTML = mayRun ? buttonGroup(buttonLink("Set one up", "/panels/matters/new")) : .empty
        let rows = matters.map { matter -> [HTML] in
            [
                anchor(matter.name, "/panels/matters/\(matter.id)"), HTML(matter.sort.name),
                matter.isOpen ? tag("Open", .info) : tag("Closed"),
            ]
        }
        let body: HTML =
            rows.isEmpty
            ? emptyState(
                "None yet",
                "<p>A park, a stairwell, a group of friends or a pattern can have a plan as a young person has.</p>")
            : dataTable(
                "Places, groups and themes", isCaptionHidden: true,
                columns: [.init("What", .sentences), .init("Kind"), .init("State")], rows: rows)
        return Page(
            "Places, groups and themes", back: "/panels",
            body: """
                \(crumbs)\(pageHead("Places, groups and themes", lead: "Harm often belongs to a place or a group, not to a young person. These have plans of their own.", actions: add))\
                \(card("All of them", id: "matters", body: body))
                """)
    }

    func new(_ form: FormView) -> Page {
        let sorts = ItemSort.ofMatters.map {
            Choice($0.rawValue, $0 == .offender ? "An adult, or a network of adults, who harms" : $0.name)
        }
        return Page(
            "Set up a place, group or theme", back: "/panels/matters", hasErrors: !form.errors.isEmpty,
            body: """
                \(form.summary())\(pageHead("Set up a place, group or theme"))\(plainCard(postForm(
                    to: "/panels/matters/new", token: visit.token,
                    body: """
                        \(form.radios("sort", legend: "What is it?", options: sorts))\
                        \(form.text("name", label: "What shall it be called?", hint: "Such as: the bus station after school. Name no young person.", style: .strong))\
                        \(form.textarea("about", label: "What is known?", style: .strong, rows: 3, limit: 2000, wording: "/wording/check"))\
                        \(buttonGroup(button("Set it up"), anchor("Cancel", "/panels/matters")))
                        """)))
                """)
    }

    func show(
        _ matter: Matter, plans: [MatterPlan], actions: [WrittenPanelAction], decided: [DecidedMatter], _ form: FormView
    ) -> Page {
        let plan = plans.first
        return Page(
            matter.name, back: "/panels/matters", hasErrors: !form.errors.isEmpty,
            body: """
                \(crumbs)\(form.summary())\(pageHead(matter.name, lead: HTML(matter.sort.name)))\
                \(plainCard(paragraphs(matter.about)))\(current(plan))\(changing(matter, plan, form))\
                \(acting(actions, matter))\(meetings(decided))\(earlier(plans))\(ending(matter))
                """)
    }

    private func current(_ plan: MatterPlan?) -> HTML {
        guard let plan else {
            return card(
                "The plan", id: "plan",
                body: emptyState(
                    "No plan yet", "<p>Say what the harm is, what protects, and what shall be different.</p>"))
        }
        return summaryCard(
            "The plan", id: "plan",
            rows: [
                SummaryRow("What harm happens", paragraphs(plan.harm)),
                SummaryRow("What protects", paragraphs(plan.protects)),
                SummaryRow(
                    "What shall be different", bullets(plan.aims.split(separator: "\n").map { HTML(String($0)) })),
                SummaryRow("As agreed", "Version \(plan.number), \(plan.by), \(plan.at.long)"),
            ])
    }

    private func changing(_ matter: Matter, _ plan: MatterPlan?, _ form: FormView) -> HTML {
        guard mayRun, matter.isOpen else { return .empty }
        let own =
            form.errors.isEmpty
            ? FormView(
                Form([("harm", plan?.harm ?? ""), ("protects", plan?.protects ?? ""), ("aims", plan?.aims ?? "")]))
            : form
        let body = postForm(
            to: "/panels/matters/\(matter.id)/plan", token: visit.token,
            body: """
                \(FormView.hidden("seen", String(plan?.number ?? 0)))\
                \(own.textarea("harm", label: "What harm happens, when, and to whom?", style: .strong, rows: 3, limit: 2000, wording: "/wording/check"))\
                \(own.textarea("protects", label: "What already protects young people there?", hint: "Shopkeepers, lighting, a youth worker, each other", style: .strong, rows: 2, limit: 2000))\
                \(own.textarea("aims", label: "What shall be different?", hint: "One aim to a line", style: .strong, rows: 3, limit: 2000))\
                \(plan == nil ? .empty : own.text("reason", label: "Why does the plan change?", style: .strong))\
                \(button(plan == nil ? "Keep the plan" : "Keep the new version"))
                """)
        return plainCard(
            details(
                plan == nil ? "Write the plan" : "Change the plan", isOpen: plan == nil || !form.errors.isEmpty, body))
    }

    private func acting(_ actions: [WrittenPanelAction], _ matter: Matter) -> HTML {
        let body: HTML =
            actions.isEmpty
            ? "<p>Meetings have asked for nothing yet.</p>"
            : dataTable(
                "Actions", isCaptionHidden: true, columns: PanelActionPages.columns,
                rows: actions.map { PanelActionPages.row($0, matter.name, on: visit.today) })
        return card("Actions", id: "actions", body: body)
    }

    private func meetings(_ decided: [DecidedMatter]) -> HTML {
        guard !decided.isEmpty else { return .empty }
        let rows = decided.map { one -> [HTML] in
            let kind = PanelLists.standard.kind(one.kind)
            return [
                anchor("\(kind?.short ?? one.kind), \(one.day.long)", "/panels/items/\(one.item)"),
                HTML(one.outcome.flatMap { kind?.outcome($0)?.name } ?? "Not decided"), riskTag(one.risk.tone),
            ]
        }
        return card(
            "Where it was spoken about", id: "meetings",
            body: dataTable(
                "Meetings", isCaptionHidden: true,
                columns: [.init("Meeting", .sentences), .init("Decided", .sentences), .init("Risk after")], rows: rows))
    }

    private func earlier(_ plans: [MatterPlan]) -> HTML {
        guard plans.count > 1 else { return .empty }
        let rows = plans.dropLast().map { plan -> [HTML] in
            ["Version \(plan.number)", "\(plan.at.long)", "\(plan.reason)", "\(plan.by)"]
        }
        return card(
            "Why the plan changed", id: "versions",
            body: dataTable(
                "Versions", isCaptionHidden: true,
                columns: [.init("Version"), .init("When"), .init("Why", .sentences), .init("Who")], rows: rows))
    }

    private func ending(_ matter: Matter) -> HTML {
        guard mayRun else { return .empty }
        let label = matter.isOpen ? "Close it" : "Open it again"
        return plainCard(
            postForm(
                to: "/panels/matters/\(matter.id)/\(matter.isOpen ? "close" : "open")", token: visit.token,
                body: buttonGroup(button(label, .secondary))))
    }
}
