import Casework
import Governance
import Kernel
import People
import Web

/// The pages of a plan: as it stands, as a form, and on paper for the young person.
struct PlanPages {
    let frame: SupportFrame
    let versions: [PlanVersion]
    let progress: [String: StepProgress]
    let agreements: [PlanAgreement]
    let form: FormView
    let token: HTML
    let today: Day
    let hints: @Sendable (String) -> HTML

    private var link: Link { SupportPart.plan.link(frame.support.id) }
    private var mayChange: Bool { frame.support.status.isOpen }

    // MARK: As it stands

    var show: HTML {
        guard let version = versions.first else {
            return emptyState(
                "No plan yet", "It begins with what \(frame.record.firstName) wants, in their own words.",
                action: mayChange ? buttonLink("Write the plan", "\(link)/change") : .empty)
        }
        let plan = version.plan
        let actions =
            mayChange
            ? buttonGroup(
                buttonLink("Change the plan", "\(link)/change"),
                buttonLink("Print for them", "\(link)/print", .secondary))
            : buttonGroup(buttonLink("Print for them", "\(link)/print", .secondary))
        return """
            \(form.summary())\(card("In their own words", id: "own", actions: actions, body: quotation(plan.ownWords, by: frame.record.firstName)))\
            \(goals(plan))\(part("What helps", plan.helps))\(part("Safety plan", plan.safety))\
            \(part("How it will end", plan.exitStrategy))\(part("The family’s part", plan.family))\
            \(agreed(version))\(history)
            """
    }

    private func part(_ title: String, _ text: String) -> HTML {
        text.isEmpty ? .empty : card(title, id: title, body: paragraphs(text))
    }

    private func goals(_ plan: Plan) -> HTML {
        let items = plan.goals.map { goal -> HTML in
            let cause = Plan.causes.first { $0.id == goal.cause }?.name ?? goal.cause
            let rows = goal.steps.map { step -> [HTML] in
                let said = progress[step.id]
                let state: HTML
                switch said?.state {
                case .done: state = tag("Done", .good)
                case .stuck: state = tag("Something is in the way", .warn)
                case .going: state = tag("Under way", .info)
                case nil: state = tag("Not begun")
                }
                let isLate = said?.state != .done && (step.day ?? today) < today
                return [
                    "\(step.what)", "\(step.who)",
                    "\(step.day?.long ?? step.by)\(isLate ? " \(tag("Overdue", .warn))" as HTML : .empty)",
                    "\(state) \(said?.words ?? "")", mayChange ? saying(step) : .empty,
                ]
            }
            return """
                <h3 class="ui-h3">\(goal.goal)</h3><p class="ui-small">\(cause)\(goal.need.isEmpty ? "" : ": \(goal.need)")</p>\
                \(dataTable(
                    "Steps towards: \(goal.goal)", isCaptionHidden: true,
                    columns: [.init("What", .sentences), .init("Who"), .init("By"), .init("How it goes"), .init("Say how")],
                    rows: rows))
                """
        }
        return card("Goals", id: "goals", body: "\(items)")
    }

    private func saying(_ step: Plan.Step) -> HTML {
        let own = form.scope == "\(step.id)-" ? form : FormView(scope: "\(step.id)-")
        return details(
            "Say how it goes", isOpen: !own.errors.isEmpty,
            postForm(
                to: "\(link)/steps/\(step.id)", token: token,
                body: """
                    \(own.radios("state", legend: "How is it?", options: StepProgress.State.allCases.map { Choice($0.rawValue, $0.name) }))\
                    \(own.text("words", label: "In a few words"))\(button("Keep", .secondary, hidden: step.what))
                    """))
    }

    private func agreed(_ version: PlanVersion) -> HTML {
        let said = agreements.map { one -> HTML in
            let yes = one.agrees ? "agreed to" : "did not agree to"
            return
                "\(one.who) \(yes) version \(one.number) on \(one.on.long)\(one.words.isEmpty ? "" : ": \(one.words)") (\(one.by))"
        }
        let own = form.scope == "agree-" ? form : FormView(scope: "agree-")
        let asking = postForm(
            to: "\(link)/agreements", token: token,
            body: """
                \(own.text("who", label: "Who?", hint: "The young person, a parent or carer, the worker"))\
                \(own.radios("agrees", legend: "Do they agree?", isInline: true, options: [Choice("yes", "Yes"), Choice("no", "No")]))\
                \(own.text("words", label: "How they said it; under 16, whether they understood"))\
                \(own.date("on", legend: "On which day?"))\(button("Keep their answer", .secondary))
                """)
        let isNone = !agreements.contains { $0.number == version.number && $0.agrees }
        return card(
            "Who agreed", id: "agreed",
            body: """
                \(isNone ? callout(.warn, "Nobody has agreed to this version yet", "<p>Go through it with them.</p>") : .empty)\
                \(said.isEmpty ? .empty : bullets(said))\
                \(mayChange ? details("Put in somebody’s answer", isOpen: !own.errors.isEmpty, asking) : .empty)
                """)
    }

    private var history: HTML {
        guard versions.count > 1 else { return .empty }
        let items = zip(versions, versions.dropFirst()).map { new, old -> HTML in
            let changes = new.plan.changes(since: old.plan).map { HTML($0) }
            return """
                <strong>Version \(new.number)</strong>, \(new.by), \(new.at.long): \(new.reason)\(bullets(changes))
                """
        }
        return card("What changed, and why", id: "versions", body: bullets(items))
    }

    // MARK: The form

    var edit: HTML {
        let isFirst = versions.isEmpty
        let rows = (0..<PlanForm.goals(in: form.form)).map { goal($0) }
        return """
            \(form.summary())\(postForm(
                to: "\(link)/change", token: token,
                body: """
                    \(form.hidden("seen"))\
                    \(text("own_words", "What do they want? In their own words", "As they said it, even if it is not how we would say it"))\
                    \(rows)\
                    \(text("helps", "What helps?", "People, places, things they do when it is hard"))\
                    \(text("safety", "Safety plan", "What to do when it gets dangerous, where to go, whom to ring"))\
                    \(text("exit", "How will it end well?", "Agreed from the first day: what they will have, and who stays"))\
                    \(text("family", "The family’s part", "What parents, carers, brothers and sisters need and do"))\
                    \(isFirst ? .empty : text("reason", "Why does it change?", ""))\
                    \(buttonGroup(button("Keep this plan"), button("More room", .secondary, name: "then", value: "more"), anchor("Cancel", link)))
                    """))
            """
    }

    private func text(_ name: String, _ label: String, _ hint: String) -> HTML {
        let typed = form.form[name]
        return form.textarea(
            name, label: label, hint: hint, style: .strong, rows: 3, limit: FormReading.longestText,
            wording: "/wording/check", found: typed.isEmpty ? .empty : hints(typed))
    }

    private func goal(_ row: Int) -> HTML {
        let causes = [Choice("", "Choose")] + Plan.causes.map { Choice($0.id, $0.name) }
        let steps = (0..<PlanForm.steps(in: form.form, of: row)).map { number -> HTML in
            let name = "g\(row)_s\(number)"
            return FormView.fieldset(
                "Step \(number + 1)",
                """
                \(form.hidden("\(name)_id"))\(form.text("\(name)_what", label: "What"))\
                \(form.text("\(name)_who", label: "Who"))\(form.date("\(name)_by", legend: "By"))
                """)
        }
        return FormView.fieldset(
            "Goal \(row + 1)",
            """
            \(form.hidden("g\(row)_id"))\(form.text("g\(row)_goal", label: "What is wanted?"))\
            \(form.select("g\(row)_cause", label: "What lies behind it?", options: causes))\
            \(form.text("g\(row)_need", label: "What is needed?"))\(steps)
            """)
    }

    // MARK: On paper

    /// The plan as the young person takes it home: plain, and with nothing in it that could be held against them.
    func paper(phone: String, hours: String) -> HTML {
        guard let plan = versions.first?.plan else { return .empty }
        let name = frame.record.person.knownAs.isEmpty ? frame.record.firstName : frame.record.person.knownAs
        let goals = plan.goals.map { goal -> HTML in
            let steps = goal.steps.map { step -> HTML in "\(step.what). \(step.who), by \(step.day?.long ?? step.by)." }
            return "<h2 class=\"ui-h2\">\(goal.goal)</h2>\(bullets(steps))"
        }
        return """
            \(pageHead("\(name)’s plan"))\(quotation(plan.ownWords, by: name))\(goals)\
            \(plan.helps.isEmpty ? .empty : "<h2 class=\"ui-h2\">What helps me</h2>\(paragraphs(plan.helps))")\
            \(plan.safety.isEmpty ? .empty : "<h2 class=\"ui-h2\">If I am not safe</h2>\(paragraphs(plan.safety))")\
            <p>In danger now? Ring 999. To talk to somebody at any hour, ring Childline on 0800 1111. It is free and does \
            not show on the bill.</p>\
            <h2 class="ui-h2">How this ends</h2>\(paragraphs(plan.exitStrategy))\
            <h2 class="ui-h2">Who I can ask</h2><p>\(frame.written.giver). Or ring \(phoneLink(phone)), \(hours).</p>\
            <p>This plan is yours. You can change your mind. Tell your worker, and we change it together.</p>
            """
    }
}
