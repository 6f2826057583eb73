import FrontDoor
import Governance
import Kernel
import People
import Web
import Wording

/// The form on which the meeting's decision is written down.
struct DecisionPage: Sendable {
    let reading: ItemReading
    let context: DecisionContext
    let visit: Visit
    let form: FormView
    /// A decision somebody else made while this one was being written.
    let theirs: WrittenDecision?

    private var today: Day { visit.today }
    private var link: Link { "/hub/\(reading.referral.id)" }

    var page: Page {
        let name = reading.name(on: today)
        return Page(
            "Record decision for \(name)", back: link, hasErrors: !form.errors.isEmpty,
            reference: reading.referral.reference,
            body: """
                \(breadcrumb([NavItem("Daily meeting", "/hub"), NavItem(name, link)]))\(form.summary())\(overtaken)
                \(pageHead("Record decision for \(name)", lead: HTML(reading.referral.reference)))
                \(columns(.mainAside, fields, aside: side, label: "To decide on"))
                """)
    }

    private var overtaken: HTML {
        guard let theirs else { return .empty }
        let decision = theirs.decision
        return notice(
            .important, "\(theirs.by) decided at \(decision.at.clock): \(theirs.title).",
            body: """
                \(paragraphs(decision.reason))
                <p>What you typed is kept below. If you still want to record it, say why theirs no longer stands. Both \
                are kept.</p>
                """)
    }

    private var side: HTML {
        let told = sideCard(
            "What we were told", id: "told",
            body: """
                \(bullets(reading.referral.concerns.map { HTML($0) }))<h3 class="ui-h3">What helps</h3>\
                \(bullets(reading.referral.helps.map { HTML($0) }))<p>Proposed: \(reading.referral.proposed)</p>
                """)
        let knows = sideCard(
            "What agencies know", id: "known",
            body: reading.information.isEmpty
                ? "<p>Nothing added yet.</p>" : InformationView.list(reading.information, today))
        let concerns = reading.grant.shows(.concerns) ? told : .empty
        return "\(concerns)\(RiskView.card(reading))\(knows)\(reading.screeningCard(for: visit.worker))"
    }

    private var fields: HTML {
        postForm(
            to: "/hub/\(reading.referral.id)/decide", token: visit.token,
            body: """
                \(FormView.hidden("seen", reading.standing?.decision.id.text ?? ""))\(supersedes)
                \(form.radios("outcome", legend: "What was decided?", options: Outcome.allCases.map(choice)))
                \(area("reason", "Why?", hint: "Needed for every decision. Write it as if they are in the room."))
                \(lead)\(DecisionActionsView(form: form, context: context).html)\(voices)
                \(buttonGroup(
                    button("Record decision"),
                    button("Record and open the next", .secondary, name: "then", value: "next"),
                    button("Check wording", .secondary, name: "check", value: "1"), anchor("Cancel", link)))
                """)
    }

    private var supersedes: HTML {
        guard let standing = reading.standing else { return .empty }
        return """
            \(callout(
                .info, "This was decided before",
                "<p>\(standing.by) on \(standing.decision.at.long): \(standing.title). A new decision stands instead; both are kept. Its open actions stay open.</p>"))
            \(area("supersedes", "Why does the decision before no longer stand?", hint: ""))
            """
    }

    private func area(_ name: String, _ label: String, hint: String, rows: Int = 3) -> HTML {
        let text = form.form[name]
        let found = form.form.has("check") ? visit.checkedHints(text) : visit.wordingHints(text)
        return form.textarea(
            name, label: label, hint: hint, style: .strong, rows: rows, limit: FormReading.longestText,
            wording: "/wording/check", found: text.isEmpty ? .empty : found)
    }

    /// An outcome, with what it asks for and what is said back.
    private func choice(_ outcome: Outcome) -> Choice {
        let reply = form.textarea(
            "reply-\(outcome.rawValue)", label: "What we say to whoever told us",
            hint: "Never say who is known to us, or what any service does.", rows: 6, limit: FormReading.longestText)
        return Choice(
            outcome.rawValue, outcome.words.name, hint: outcome.words.hint, reveals: "\(asked(by: outcome))\(reply)")
    }

    private func asked(by outcome: Outcome) -> HTML {
        switch outcome {
        case .supportPathway:
            return form.radios(
                "pathway", legend: "Which kind of support?",
                options: context.pathways.map { Choice($0.id, $0.name, hint: $0.about) })
        case .moreInformation:
            let agencies = context.agencies.map { Choice($0.id.text, $0.name) }
            return """
                \(form.date("info", legend: "By when?", hint: "It is back on the list on that day"))\
                \(form.select("info_from", label: "From which agency?", style: .strong, options: [Choice("", "Choose an agency")] + agencies))
                """
        case .earlyHelp, .socialCare, .signpost, .noFurtherAction: return .empty
        }
    }

    private var lead: HTML {
        let agencies = context.agencies.map { Choice($0.id.text, $0.name) }
        let workers = context.workers.map { Choice($0.id.text, "\($0.name), \($0.agency.name)") }
        let days = HubSettings.standard.level(context.level.tone)?.firstContactWorkingDays ?? 0
        let usual = days == 0 ? "Usually today at this level" : "Usually within \(days) working days at this level"
        return """
            \(form.select("lead_agency", label: "Lead agency", hint: "Needed when somebody is to act", style: .strong, options: [Choice("", "No lead needed")] + agencies))
            \(form.select("lead_worker", label: "Named worker, if agreed", style: .strong, options: [Choice("", "Not named yet")] + workers))
            \(form.date("first", legend: "First contact by", hint: usual))
            """
    }

    private var voices: HTML {
        """
        \(form.radios(
            "voice", legend: "Has the young person been heard?", isInline: true,
            options: [Choice("yes", "Yes"), Choice("no", "Not yet")]))
        \(area("voice_words", "What did they say, or why have they not been heard yet?", hint: "Their own words in quotation marks", rows: 2))
        \(form.radios(
            "parent", legend: "Was a parent or carer told?", isInline: true,
            options: [Choice("yes", "Yes"), Choice("no", "No")]))
        \(area("parent_words", "Who was told, or why not?", hint: "Telling them could put some young people in danger", rows: 2))
        \(area("dissent", "Did anybody disagree?", hint: "Who, and why. Leave it empty if nobody did", rows: 2))
        """
    }
}

/// Rows for what is to do, each with its owner and day.
struct DecisionActionsView: Sendable {
    let form: FormView
    let context: DecisionContext

    var html: HTML {
        let rows = (1...DecisionForm.mostActions).map(row)
        let hasMore = (3...DecisionForm.mostActions).contains { !form.form["what-\($0)"].isEmpty }
        return """
            <h2 class="ui-h2">Actions</h2><p>Leave empty what you do not need.</p>
            \(rows.prefix(2).map { $0 })\(details("More actions", isOpen: hasMore, rows.dropFirst(2).map { $0 }.joined()))
            """
    }

    private func row(_ number: Int) -> HTML {
        let agencies = context.agencies.map { Choice("agency:\($0.id.text)", $0.name) }
        let workers = context.workers.map { Choice("worker:\($0.id.text)", "\($0.name), \($0.agency.name)") }
        return FormView.fieldset(
            "Action \(number)",
            """
            \(form.text("what-\(number)", label: "What has to be done"))\
            \(form.select("owner-\(number)", label: "Who does it", options: [Choice("", "Choose an agency or a worker")] + agencies + workers))\
            \(form.date("due-\(number)", legend: "By when", style: .plain))
            """)
    }
}

/// Decisions as they stand beside a referral: the one that holds, then those it replaced.
enum DecisionView {
    static func card(_ reading: ItemReading, _ today: Day) -> HTML {
        guard reading.grant.shows(.decisions), let standing = reading.standing else { return .empty }
        let earlier = reading.decisions.dropFirst().map { one in
            details(
                "Before: \(one.title), \(one.by), \(one.decision.at.long)",
                rows(one, reading.actions[one.decision.id] ?? [], today))
        }
        return Web.card(
            "Decision", id: "decision",
            body: "\(rows(standing, reading.actions[standing.decision.id] ?? [], today))\(earlier.joined())")
    }

    /// A decision with everything that was written down with it.
    static func rows(_ written: WrittenDecision, _ actions: [WrittenAction], _ today: Day) -> HTML {
        let decision = written.decision
        var rows = [
            SummaryRow(
                "Decided",
                "<strong>\(written.title)</strong><br>\(written.by), \(written.byAgency.name), \(decision.at.long)"),
            SummaryRow("Why", paragraphs(decision.reason)),
        ]
        if !decision.supersedesBecause.isEmpty {
            rows.append(SummaryRow("Why the one before no longer stands", paragraphs(decision.supersedesBecause)))
        }
        rows.append(
            SummaryRow("Risk", "\(riskTag(decision.riskBefore.tone)) before, \(riskTag(decision.riskAfter.tone)) after")
        )
        if let lead = written.lead {
            rows.append(SummaryRow("Lead", "\(lead.badge.html) \(written.leadWorker ?? "No worker named yet")"))
        }
        if let by = decision.firstContactBy {
            rows.append(SummaryRow("First contact by", HTML(by.spokenAsHeading(from: today))))
        }
        if let by = decision.informationBy {
            rows.append(SummaryRow("Information wanted", "From \(written.informationFrom ?? ""), by \(by.withWeekday)"))
        }
        rows.append(SummaryRow("Actions", actionList(actions, today)))
        rows.append(SummaryRow("Young person heard", heard(decision.voice, "Yes", "Not yet", decision.voiceWords)))
        rows.append(SummaryRow("Parent or carer told", heard(decision.parentTold, "Yes", "No", decision.parentWords)))
        if !decision.dissent.isEmpty { rows.append(SummaryRow("Who disagreed", paragraphs(decision.dissent))) }
        return summaryList(rows)
    }

    private static func heard(_ heard: Heard, _ yes: HTML, _ no: HTML, _ words: String) -> HTML {
        "\(heard == .yes ? yes : no)\(!words.isEmpty, ". \(paragraphs(words))")"
    }

    private static func actionList(_ actions: [WrittenAction], _ today: Day) -> HTML {
        guard !actions.isEmpty else { return "None" }
        return bullets(
            actions.map { one in
                let state: HTML =
                    one.doneAt.map { "Done \($0.day.short)" }
                    ?? (one.isOverdue(on: today)
                        ? "\(tag("Overdue", .warn))" : "By \(one.action.due.spoken(from: today))")
                return "\(one.action.what). \(one.owner). \(state)"
            })
    }
}
