import Casework
import Governance
import Kernel
import Web

/// The page on which support ends, and on which it is asked about afterwards.
struct EndingPages {
    let frame: SupportFrame
    let written: WrittenEnding
    let reviews: [Review]
    let lists: EndingLists
    let form: FormView
    let token: HTML
    let today: Day

    private var support: Support { frame.support }
    private var link: Link { SupportPart.ending.link(support.id) }

    /// The last day it may run to; nil for pathways without a limit.
    var latest: Day? {
        support.startedOn.flatMap {
            EndingRules.latest(started: $0, mostWeeks: frame.pathway.mostWeeks, extensions: written.extensions)
        }
    }

    var show: HTML {
        switch support.status {
        case .seeking, .accepted:
            emptyState("It has not begun", "How it will end is agreed in the plan, from the first day.")
        case .active: "\(form.summary())\(clock)\(handovers)\(ending)\(extending)"
        case .ended: "\(form.summary())\(ended)\(afterwards)\(reopening)"
        case .withdrawn: "\(form.summary())\(emptyState("It never began", "It can be taken up again."))\(reopening)"
        }
    }

    private func scoped(_ part: String) -> FormView {
        form.scope == "\(part)-" ? form : FormView(scope: "\(part)-")
    }

    private var clock: HTML {
        guard let week = support.week(on: today) else { return .empty }
        var words = "Week \(week)"
        if let latest { words += ". It may run to \(latest.long)" }
        let isLate = latest.map { $0 < today } ?? false
        let asks = frame.pathway.exitPromptWeek.map { week > $0 } ?? false
        let extensions = written.extensions.map { "Until \($0.until.long): \($0.reason) (\($0.by))" as HTML }
        return callout(
            isLate || asks ? .warn : .info, isLate ? "It has run longer than it may" : words,
            """
            <p>\(isLate ? "\(words). End it, or say why it goes on." : asks ? "How will it end? Ask the next service now." : "")</p>\
            \(extensions.isEmpty ? .empty : bullets(extensions))
            """)
    }

    private var handovers: HTML {
        let items = written.handovers.map { one -> HTML in
            if !one.answer.isEmpty {
                let yes = one.answer == "accepted"
                return """
                    <p>\(one.to), \(one.contact) \(tag(yes ? "Takes over" : "Said no", yes ? .good : .warn)) \
                    \(one.answeredOn?.long ?? "") \(one.words)</p>
                    """
            }
            let own = scoped("answer-\(one.id)")
            return """
                <p>\(one.to), \(one.contact), asked \(one.askedOn.long)</p>\(postForm(
                    to: "\(link)/handovers/\(one.id)", token: token,
                    body: """
                        \(own.radios("answer", legend: "Do they take over?", isInline: true, options: [Choice("yes", "Yes"), Choice("no", "No")]))\
                        \(own.text("words", label: "What they said"))\(button("Keep their answer", .secondary, hidden: one.to))
                        """))
                """
        }
        let asked: HTML =
            items.isEmpty ? "<p>Nobody has been asked yet. We leave once somebody has said yes.</p>" : "\(items)"
        let own = scoped("handover")
        let adding = postForm(
            to: "\(link)/handovers", token: token,
            body: """
                \(own.text("to", label: "Who could take over?"))\(own.text("contact", label: "Who there, and how they are reached"))\
                \(button("Ask them", .secondary))
                """)
        return card(
            "Who is there afterwards", id: "handovers",
            body: """
                \(asked)\
                \(details("Ask another", isOpen: !own.errors.isEmpty || items.isEmpty, adding))
                """)
    }

    private var ending: HTML {
        let own = scoped("end")
        let obstacles = EndingRules.obstacles(
            isPlanned: true, handovers: written.handovers, hasEndingReview: reviews.contains { $0.kind == .ending },
            reviews: frame.pathway.reviewWeeks)
        let missing: HTML =
            obstacles.isEmpty
            ? .empty : callout(.warn, "Before it ends as planned", bullets(obstacles.map { HTML($0) }))
        let anyway: HTML =
            obstacles.isEmpty
            ? .empty : own.text("anyway", label: "If it ends all the same: who decided, and why?")
        return card(
            "End support", id: "end",
            body: """
                \(missing)\(postForm(
                    to: link, token: token,
                    body: """
                        \(own.radios("reason", legend: "Why does it end?", options: lists.reasons.map { Choice($0.id, $0.name) }))\
                        \(own.date("on", legend: "On which day?"))\
                        \(own.textarea("exit_strategy", label: "What came true of the ending that was agreed at the start?", rows: 2, limit: 1000))\
                        \(own.textarea("words", label: "How did it end?", rows: 3, limit: 2000))\(anyway)\
                        \(button("End support"))
                        """))
                """)
    }

    private var extending: HTML {
        guard frame.pathway.mostWeeks != nil else { return .empty }
        let own = scoped("extend")
        return card(
            "Go on longer", id: "extend",
            body: details(
                "Extend it with a reason", isOpen: !own.errors.isEmpty,
                postForm(
                    to: "\(link)/extend", token: token,
                    body: """
                        \(own.date("until", legend: "Until when?"))\(own.text("reason", label: "Why?"))\
                        \(button("Extend", .secondary))
                        """)))
    }

    private var ended: HTML {
        guard let ending = written.ending else { return .empty }
        return summaryCard(
            "How it ended", id: "ended",
            rows: [
                SummaryRow("Why", "\(lists.reason(ending.reason)?.name ?? ending.reason)"),
                SummaryRow("When", "\(ending.on.long)"),
                SummaryRow("What came true of the agreed ending", paragraphs(ending.exitStrategy)),
                SummaryRow("How", paragraphs(ending.words)), SummaryRow("Written by", "\(ending.by)"),
            ])
    }

    private var afterwards: HTML {
        guard let on = support.endedOn, !frame.pathway.followUps.isEmpty else { return .empty }
        let items = frame.pathway.followUps.map { follow -> HTML in
            if let answer = written.answers.first(where: { $0.question == follow.id }) {
                let said = ["yes": "Yes", "no": "No", "unknown": "Could not find out"][answer.answer] ?? answer.answer
                return
                    "<p><strong>\(follow.question)</strong> \(tag(said)) \(answer.words) <span class=\"ui-small\">\(answer.by), \(answer.on.long)</span></p>"
            }
            let due = on.adding(days: 7 * follow.weeks)
            let own = scoped("follow-\(follow.id)")
            return """
                <p><strong>\(follow.question)</strong> \(due < today ? tag("Was due \(due.long)", .warn) : tag("Due \(due.long)"))</p>\
                \(details("Put in the answer", isOpen: !own.errors.isEmpty || due <= today, postForm(
                    to: "\(link)/follow-ups/\(follow.id)", token: token,
                    body: """
                        \(own.radios("answer", legend: "What did you find out?", isInline: true, options: [Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "Could not find out")]))\
                        \(own.text("words", label: "In a few words"))\(button("Keep", .secondary, hidden: follow.question))
                        """)))
                """
        }
        return card("How it is afterwards", id: "afterwards", body: "\(items)")
    }

    private var reopening: HTML {
        let own = scoped("reopen")
        return card(
            "Take it up again", id: "reopen",
            body: details(
                "It is needed again", isOpen: !own.errors.isEmpty,
                postForm(
                    to: "\(link)/reopen", token: token,
                    body: "\(own.text("reason", label: "Why?"))\(button("Take it up again", .secondary))")))
    }
}
