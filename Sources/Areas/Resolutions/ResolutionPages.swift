import Governance
import Kernel
import People
import SupportWork
import Web

/// The pages of out-of-court agreements.
struct ResolutionPages {
    let lists: ResolutionLists
    let token: HTML
    let today: Day

    static func tag(_ status: ResolutionStatus) -> HTML {
        switch status {
        case .proposed: Web.tag(status.name, .info)
        case .running: Web.tag(status.name, .good)
        case .kept: Web.tag(status.name, .good)
        case .returned: Web.tag(status.name, .warn)
        case .withdrawn: Web.tag(status.name)
        }
    }

    func list(_ all: [Resolution], of person: ID<Person>) -> HTML {
        let add = buttonGroup(buttonLink("Propose an agreement", "/young-people/\(person)/resolutions/new"))
        guard !all.isEmpty else {
            return emptyState(
                "No out-of-court agreements",
                "An agreement can stand in place of a charge, or while a charge waits, with help to keep it.",
                action: add)
        }
        let rows = all.map { one -> [HTML] in
            let name = lists.kind(one.kind)?.name ?? one.kind
            let until = one.endsOn.map { "until \($0.long)" } ?? ""
            return [anchor(name, "/resolutions/\(one.id)"), Self.tag(one.status), HTML(until)]
        }
        return card(
            "Out-of-court agreements", id: "resolutions", actions: add,
            body: dataTable(
                "Every agreement, the newest first", isCaptionHidden: true,
                columns: [.init("Agreement"), .init("Where it stands"), .init("Until")], rows: rows))
    }

    // MARK: Proposing

    func proposal(_ form: FormView, of person: ID<Person>, supports: [WrittenSupport], names: [String: String]) -> HTML
    {
        let kinds = lists.kinds.map { Choice($0.id, $0.name, hint: $0.about) }
        let checks = lists.eligibility.map { check in
            form.radios(
                "check-\(check.id)", legend: check.question, isInline: true,
                options: [Choice("yes", "Yes"), Choice("no", "No")])
        }
        let help = supports.filter(\.support.status.isOpen).map {
            Choice($0.support.id.text, names[$0.support.pathway] ?? $0.support.pathway, hint: $0.giver)
        }
        return """
            \(form.summary())\(postForm(
                to: "/young-people/\(person)/resolutions/new", token: token,
                body: """
                    \(FormView.fieldset("Before anything is offered", "\(checks)"))\
                    \(form.textarea("offence", label: "What do police say happened?", hint: "A sentence, in their words", style: .strong, rows: 2, limit: 500))\
                    \(form.text("gravity", label: "Score on the Child Gravity Matrix, if it was scored", hint: "1 to 5", width: .five))\
                    \(form.radios("admission", legend: "What does the young person say of it?", options: Admission.allCases.map { Choice($0.rawValue, $0.name) }))\
                    \(form.radios("kind", legend: "What is proposed?", options: kinds))\
                    \(form.checkbox("victim_asked", label: "The person who was harmed has been asked"))\
                    \(form.textarea("victim_view", label: "What they want, or why nobody has asked them", hint: "Would they meet, or have something put right?", style: .strong, rows: 3, limit: 4000))\
                    \(form.text("decided_by", label: "Who decided to propose this?", hint: "Police and youth justice decide together; name both", style: .strong))\
                    \(form.select("support", label: "Which help stands beside it?", style: .strong, options: [Choice("", "None yet")] + help))\
                    \(buttonGroup(button("Keep this proposal"), anchor("Cancel", "/young-people/\(person)/resolutions")))
                    """))
            """
    }

    // MARK: One agreement

    func show(_ written: WrittenResolution, _ form: FormView) -> HTML {
        let resolution = written.resolution
        let kind = lists.kind(resolution.kind)
        return """
            \(form.summary())\(about(resolution, kind))\(conditions(written, form))\(agreeing(written, kind, form))\
            \(ladder(written, form))\(ending(written, form))\(history(written))
            """
    }

    private func about(_ one: Resolution, _ kind: ResolutionLists.Kind?) -> HTML {
        var rows = [
            SummaryRow("Where it stands", Self.tag(one.status)),
            SummaryRow("What police say happened", "\(one.offence)"),
            SummaryRow("What the young person says", "\(one.admission.name)"),
            SummaryRow(
                one.victimAsked ? "What the person harmed wants" : "The person harmed was not asked",
                "\(one.victimView)"),
            SummaryRow("Who proposed it", "\(one.decidedBy)"),
        ]
        if let gravity = one.gravity { rows.append(SummaryRow("Child Gravity Matrix", "\(gravity)")) }
        if let agreed = one.agreedOn { rows.append(SummaryRow("Agreed", "\(agreed.long), \(one.agreedWith)")) }
        if !one.legalAdvice.isEmpty { rows.append(SummaryRow("Legal advice", "\(one.legalAdvice)")) }
        if let ends = one.endsOn { rows.append(SummaryRow("Ends", "\(ends.long)")) }
        if let code = lists.code(one.code) { rows.append(SummaryRow("Recorded as", "\(code.name)")) }
        if let support = one.support {
            rows.append(SummaryRow("Help beside it", anchor("See the support", SupportPart.overview.link(support))))
        }
        return summaryCard(kind?.name ?? one.kind, id: "about", rows: rows)
    }

    private func conditions(_ written: WrittenResolution, _ form: FormView) -> HTML {
        let items = written.conditions.map { condition -> HTML in
            let standing = written.standing(condition, on: today)
            let said = (written.entries[condition.id] ?? []).map { entry -> HTML in
                "<li>\(entry.kind.name): \(entry.words) <span class=\"ui-small\">\(entry.by), \(entry.at.long)</span></li>"
            }
            let tone: TagTone = standing == .met ? .good : [.late, .notKept].contains(standing) ? .warn : .info
            return """
                <h3 class="ui-h3">\(condition.what) \(Web.tag(standing.name, tone))</h3>\
                <p>\(lists.type(condition.type)?.name ?? ""). With \(condition.provider)\(condition.frequency.isEmpty ? "" : ", \(condition.frequency)"). \
                By \(condition.due.long). Shown by: \(condition.evidence)</p>\(said.isEmpty ? .empty : "<ul>\(said)</ul>")\
                \(say(condition, standing, written.resolution, form))
                """
        }
        let body: HTML = items.isEmpty ? "<p>Nothing is agreed yet. Add the first condition.</p>" : "\(items)"
        return card("What is agreed", id: "conditions", body: "\(body)\(adding(written.resolution, form))")
    }

    private func say(
        _ condition: Condition, _ standing: Condition.Standing, _ one: Resolution, _ form: FormView
    ) -> HTML {
        guard one.status == .running, standing != .replaced, standing != .met else { return .empty }
        let own = scoped(form, "say-\(condition.id)")
        let sayForm = postForm(
            to: "/resolutions/\(one.id)/conditions/\(condition.id)", token: token,
            body: """
                \(own.radios("kind", legend: "How is it going?", options: ConditionEntry.Kind.allCases.map { Choice($0.rawValue, $0.name) }))\
                \(own.textarea("words", label: "What shows it, or what was in the way", rows: 2, limit: 1000))\
                \(button("Keep", .secondary))
                """)
        let change = postForm(
            to: "/resolutions/\(one.id)/conditions/\(condition.id)/change", token: token,
            body: "\(fields(scoped(form, "change-\(condition.id)")))\(button("Change this condition", .secondary))")
        return """
            \(details("Say how it is going", isOpen: !own.errors.isEmpty, sayForm))\
            \(details("Change it", isOpen: !scoped(form, "change-\(condition.id)").errors.isEmpty, change))
            """
    }

    /// The form as typed where it belongs to this part of the page, and an empty one elsewhere.
    private func scoped(_ form: FormView, _ part: String) -> FormView {
        form.scope == "\(part)-" ? form : FormView(scope: "\(part)-")
    }

    private func fields(_ form: FormView) -> HTML {
        """
        \(form.radios("type", legend: "What kind is it?", options: lists.conditionTypes.map { Choice($0.id, $0.name) }))\
        \(form.textarea("what", label: "What is to be done?", hint: "So that anybody can tell whether it was: how much, where, with whom", rows: 2, limit: 500))\
        \(form.text("provider", label: "Who helps with it?"))\
        \(form.text("frequency", label: "How often", hint: "Such as: every Tuesday after school"))\
        \(form.text("evidence", label: "What will show that it was done?"))\
        \(form.date("due", legend: "Done by"))
        """
    }

    private func adding(_ one: Resolution, _ form: FormView) -> HTML {
        guard one.status.isOpen else { return .empty }
        let own = scoped(form, "add")
        let adding = postForm(
            to: "/resolutions/\(one.id)/conditions", token: token,
            body: "\(fields(own))\(button("Add this condition", .secondary))")
        return details("Add a condition", isOpen: !own.errors.isEmpty, adding)
    }

    private func agreeing(_ written: WrittenResolution, _ kind: ResolutionLists.Kind?, _ form: FormView) -> HTML {
        guard written.resolution.status == .proposed else { return .empty }
        let own = scoped(form, "agree")
        return card(
            "When the young person agrees", id: "agree",
            body: postForm(
                to: "/resolutions/\(written.resolution.id)/agree", token: token,
                body: """
                    \(own.checkbox("understood", label: "They understand what they agree to, and what happens if it is not kept"))\
                    \(own.textarea("legal_advice", label: "What legal advice did they have?", rows: 2, limit: 500))\
                    \(own.text("agreed_with", label: "Who agreed?"))\
                    \(own.date("agreed_on", legend: "Agreed on"))\
                    \(own.date("ends_on", legend: "Ends on", hint: "Usually after \(kind?.usualWeeks ?? 0) weeks"))\
                    \(button("They agree: begin"))
                    """))
    }

    private func ladder(_ written: WrittenResolution, _ form: FormView) -> HTML {
        guard written.resolution.status == .running || !written.steps.isEmpty else { return .empty }
        let taken = written.steps.map { step -> HTML in
            "<li>\(lists.step(step.step)?.name ?? step.step): \(step.words) <span class=\"ui-small\">\(step.by), \(step.at.long)</span></li>"
        }
        let own = scoped(form, "step")
        let choices = ResolutionRules.nextSteps(written.steps, lists: lists).map { Choice($0.id, $0.name) }
        let form: HTML =
            written.resolution.status == .running
            ? postForm(
                to: "/resolutions/\(written.resolution.id)/steps", token: token,
                body: """
                    \(own.radios("step", legend: "What was done about it?", hint: "The gentler steps come first. Nothing follows by itself: somebody decides each time", options: choices))\
                    \(own.textarea("words", label: "What happened, and why this step", rows: 2, limit: 1000))\
                    \(button("Keep this step", .secondary))
                    """) : .empty
        return card(
            "When something is not kept", id: "ladder", body: "\(taken.isEmpty ? .empty : "<ol>\(taken)</ol>")\(form)")
    }

    private func ending(_ written: WrittenResolution, _ form: FormView) -> HTML {
        let one = written.resolution
        if one.status == .kept {
            return card(
                "It was kept", id: "ending",
                body: buttonGroup(buttonLink("Print the certificate", "/resolutions/\(one.id)/certificate")))
        }
        guard one.status.isOpen else { return .empty }
        let own = scoped(form, "end")
        var ways: [Choice] = []
        if one.status == .running {
            let obstacle = ResolutionRules.keptObstacle(written.standings(on: today))
            ways.append(
                Choice("kept", "Everything was kept", hint: obstacle ?? "Police record the outcome and are told"))
            ways.append(
                Choice("returned", "Give it back to police to decide", hint: "After every gentler step was tried"))
        }
        ways.append(Choice("withdrawn", "Withdraw it", hint: "For another reason than a condition not kept"))
        return card(
            "How it ends", id: "ending",
            body: postForm(
                to: "/resolutions/\(one.id)/end", token: token,
                body: """
                    \(own.radios("way", legend: "What is decided?", options: ways))\
                    \(own.textarea("reason", label: "Who decided, and why", rows: 2, limit: 1000))\
                    \(own.date("police_told", legend: "Police told on", hint: "For an agreement that was kept or is given back"))\
                    \(button("Record this"))
                    """))
    }

    private func history(_ written: WrittenResolution) -> HTML {
        let rows = written.moves.map { ["\($0.at.long)", "\($0.what)", "\($0.reason)", "\($0.by)"] as [HTML] }
        return card(
            "What happened", id: "history",
            body: dataTable(
                "Every step of this agreement", isCaptionHidden: true,
                columns: [.init("When"), .init("What"), .init("Why"), .init("Who")], rows: rows))
    }

    // MARK: The certificate

    /// What the young person gets when everything was kept, in plain words.
    func certificate(_ written: WrittenResolution, name: String) -> HTML {
        let done = written.conditions.filter { written.standing($0, on: today) == .met }
        return """
            \(pageHead("You kept your agreement"))\
            <p>\(name), you agreed to these things\(written.resolution.agreedOn.map { " on \($0.long)" } ?? ""). \
            You did them.</p>\(bullets(done.map { "\($0.what)" }))\
            <p>The police have been told. Nothing more will happen about it, unless something new comes to light.</p>\
            <p>If somebody asks you about it, you can show them this page. Ask your worker if you want to know who can \
            see it.</p>
            """
    }
}
