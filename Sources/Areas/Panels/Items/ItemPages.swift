import Connections
import Governance
import Kernel
import People
import Web
import Wording

/// One item of a meeting: what agencies know, what is decided, and who does what.
struct PanelItemPages {
    let visit: Visit
    let reading: PanelItemReading
    let form: FormView

    private var item: PanelItem { reading.item }
    private var view: PanelView { reading.view }
    private var isOpen: Bool { view.panel.status == .planned }
    private var mayRun: Bool { Policy.allows(visit.worker.role, .runPanels) }
    private func to(_ part: String) -> Link { "/panels/items/\(item.id)/\(part)" }

    var page: Page {
        Page(
            "\(reading.name), \(view.kind.short.lowercased())", back: "/panels/\(view.panel.id)",
            hasErrors: !form.errors.isEmpty,
            body: """
                \(breadcrumb([NavItem("Panels and discussions", "/panels"), NavItem(view.title, "/panels/\(view.panel.id)")]))\
                \(form.summary())\(pageHead(
                    reading.name, lead: HTML(item.sort.name),
                    actions: buttonGroup(buttonLink(reading.isAboutPerson ? "Open their record" : "Its plan", reading.link, .secondary))))\
                \(about)\(informationCard)\(decisions)\(actions)\(steppingBack)
                """)
    }

    private func scoped(_ part: String) -> FormView {
        form.scope == "\(part)-" ? form : FormView(scope: "\(part)-")
    }

    private var about: HTML {
        var rows = [
            SummaryRow("Why it is on the agenda", HTML(item.why)), SummaryRow("Risk now", riskTag(reading.risk.tone)),
        ]
        if let judgement = reading.judgement {
            rows.append(
                SummaryRow(
                    "What the harm is", "\(judgement.headline). Set by \(judgement.setBy), \(judgement.setAt.long)"))
        }
        if !item.takenOff.isEmpty { rows.append(SummaryRow("Taken off the agenda", HTML(item.takenOff))) }
        return summaryCard("What it is about", id: "about", rows: rows)
    }

    // MARK: What agencies know

    private var informationCard: HTML {
        let entries = reading.information.reversed().map { told in
            TimelineEntry(
                at: told.at, when: "\(told.at.day.long), \(told.at.clock)",
                agency: AgencyBadge(told.agencyKind.badge, told.agency), title: told.code, by: "Told by \(told.by)",
                body: "\(paragraphs(told.text))<p class=\"ui-small\">\(told.use).</p>")
        }
        let list: HTML = entries.isEmpty ? "<p>No agency has added anything yet.</p>" : timeline(entries)
        let withheld: HTML =
            reading.withheld == 0
            ? .empty
            : "<p>\(Words.plural(reading.withheld, "more piece")) of information is not open to you. Ask whoever told the meeting.</p>"
        return card("What agencies know", id: "information", body: "\(list)\(withheld)\(telling)")
    }

    private var telling: HTML {
        guard isOpen, item.takenOff.isEmpty else { return .empty }
        let own = scoped("tell")
        let body = postForm(
            to: to("information"), token: visit.token,
            body: """
                \(own.textarea("text", label: "What do you know that helps the meeting decide?", hint: "They and their family can ask to read this. Write it as if they are in the room.", rows: 4, limit: FormReading.longestText, wording: "/wording/check"))\
                \(GradeForm(agencies: reading.agencies).fields(own))\(button("Add this", .secondary))
                """)
        return details("Add what \(visit.worker.agency.name) knows", isOpen: !own.errors.isEmpty, body)
    }

    // MARK: What is decided

    private var decisions: HTML {
        let past = reading.outcomes.map { written -> HTML in
            let isLast = written.number == reading.last?.number
            return "<h3 class=\"ui-h3\">\(isLast ? "Decided" : "Before that")</h3>\(Self.rows(written, view.kind))"
        }
        let dissents: HTML =
            reading.dissents.isEmpty
            ? .empty
            : "<h3 class=\"ui-h3\">Who saw it differently</h3>\(bullets(reading.dissents.map(Self.dissent)))"
        let none: HTML = past.isEmpty ? "<p>Nothing is decided yet.</p>" : .empty
        return card("Decision", id: "decision", body: "\(none)\(past)\(dissents)\(deciding)\(differing)")
    }

    static func dissent(_ one: Dissent) -> HTML { "\(one.words) (\(one.by), \(one.agency))" }

    /// One decision, as the item and the minutes show it.
    static func rows(_ written: WrittenOutcome, _ kind: PanelLists.Kind) -> HTML {
        let one = written.outcome
        var rows = [
            SummaryRow("Decided", HTML(kind.outcome(one.outcome)?.name ?? one.outcome)),
            SummaryRow("Why", paragraphs(one.reason)),
            SummaryRow(
                "Risk",
                "\(riskTag(one.riskBefore.tone, words: "Before: \(one.riskBefore?.name ?? "not set")")) \(riskTag(one.riskAfter.tone, words: "After: \(one.riskAfter?.name ?? "not set")"))"
            ),
        ]
        if !one.riskReason.isEmpty { rows.append(SummaryRow("Why that level", HTML(one.riskReason))) }
        if !one.voice.isEmpty {
            rows.append(
                SummaryRow(
                    one.voice == "yes" ? "Their own words" : "Their own words were not there", HTML(one.voiceWords)))
            rows.append(
                SummaryRow(
                    one.parent == "yes" ? "A parent or carer was told" : "No parent or carer was told",
                    HTML(one.parentWords)))
        }
        if let next = one.next { rows.append(SummaryRow("Look again by", HTML(next.long))) }
        rows.append(SummaryRow("Written down", "\(written.by), \(written.at.long)"))
        return summaryList(rows)
    }

    private var deciding: HTML {
        guard mayRun, isOpen, item.takenOff.isEmpty else { return .empty }
        if let obstacle = PanelRules.obstacle(view) {
            return callout(
                .warn, "It cannot be decided yet",
                "<p>\(obstacle). \(anchor("Who is here", "/panels/\(view.panel.id)/here"))</p>")
        }
        let own = scoped("decide")
        let people: HTML =
            reading.isAboutPerson
            ? """
            \(heard(own, "voice", "Were the young person’s own words there?", "What they want, or why nobody asked them"))\
            \(heard(own, "parent", "Was a parent or carer told?", "How, or why not"))
            """ : .empty
        let body = postForm(
            to: to("decide"), token: visit.token,
            body: """
                \(FormView.hidden("seen", String(reading.last?.number ?? 0)))\
                \(own.radios("outcome", legend: "What is decided?", options: view.kind.outcomes.map { Choice($0.id, $0.name, hint: $0.why) }))\
                \(own.textarea("reason", label: "Why?", style: .strong, rows: 3, limit: FormReading.longestText, wording: "/wording/check"))\
                \(own.select("risk", label: "Risk after this", style: .strong, options: [Choice("", "As it is: \(reading.risk?.name ?? "not set")")] + RiskLevel.allCases.map { Choice($0.rawValue, $0.name) }))\
                \(own.text("risk_reason", label: "Why that level, if it changes"))\
                \(people)\(own.date("next", legend: "Look at it again by"))\
                \(button(reading.last == nil ? "Record the decision" : "Record it in place of the one before"))
                """)
        return details("Record what is decided", isOpen: reading.last == nil || !own.errors.isEmpty, body)
    }

    private func heard(_ own: FormView, _ name: String, _ legend: String, _ label: String) -> HTML {
        """
        \(own.radios(name, legend: legend, isInline: true, options: [Choice("yes", "Yes"), Choice("no", "No")]))\
        \(own.textarea("\(name)_words", label: label, rows: 2, limit: 1000))
        """
    }

    private var differing: HTML {
        guard isOpen, reading.last != nil else { return .empty }
        let own = scoped("dissent")
        return details(
            "I see it differently", isOpen: !own.errors.isEmpty,
            postForm(
                to: to("dissent"), token: visit.token,
                body: """
                    \(own.textarea("words", label: "What would you have decided, and why?", hint: "It stands in the minutes with your name and agency", rows: 2, limit: 1000))\
                    \(button("Add this", .secondary))
                    """))
    }

    // MARK: Who does what

    private var actions: HTML {
        let rows = reading.actions.map { PanelActionPages.row($0, reading.name, on: visit.today) }
        let list: HTML =
            rows.isEmpty
            ? "<p>Nobody was asked to do anything yet.</p>"
            : dataTable("Actions", isCaptionHidden: true, columns: PanelActionPages.columns, rows: rows)
        guard mayRun, isOpen, item.takenOff.isEmpty else { return card("Actions", id: "actions", body: list) }
        let own = scoped("act")
        let tactics = PanelLists.standard.tactics.map { Choice($0.id, $0.name) }
        let adding = postForm(
            to: to("actions"), token: visit.token,
            body: """
                \(own.textarea("what", label: "What is to be done?", rows: 2, limit: 500))\
                \(own.select("agency", label: "Which agency does it?", options: [Choice("", "Choose")] + reading.agencies.map { Choice($0.id.text, $0.name) }))\
                \(own.select("worker", label: "Who, if it is known?", options: [Choice("", "Its own choice")] + reading.workers.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }))\
                \(own.select("tactic", label: "Does it disrupt those who harm?", options: tactics))\
                \(own.date("due", legend: "By when?"))\(button("Add this action", .secondary))
                """)
        return card(
            "Actions", id: "actions",
            body: "\(list)\(details("Ask somebody to do something", isOpen: !own.errors.isEmpty, adding))")
    }

    private var steppingBack: HTML {
        guard isOpen, item.takenOff.isEmpty else { return .empty }
        let back = scoped("conflict")
        let off = scoped("off")
        let conflict = details(
            "I have a conflict of interest", isOpen: !back.errors.isEmpty,
            postForm(
                to: to("conflict"), token: visit.token,
                body: """
                    \(back.text("words", label: "What is it?", hint: "Such as: a relative. This item closes to you, and the minutes say why"))\
                    \(button("Step back from this item", .warning))
                    """))
        guard mayRun, reading.last == nil else { return card("Something else", id: "else", body: conflict) }
        let takingOff = details(
            "Take it off the agenda", isOpen: !off.errors.isEmpty,
            postForm(
                to: to("off"), token: visit.token,
                body: """
                    \(off.text("words", label: "Why?", hint: "What its agenda let agencies see ends"))\
                    \(button("Take it off", .warning))
                    """))
        return card("Something else", id: "else", body: "\(conflict)\(takingOff)")
    }
}
