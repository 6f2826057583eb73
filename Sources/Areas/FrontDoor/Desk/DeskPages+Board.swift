import Governance
import Kernel
import Web

extension DeskPage {
    /// The lines the meeting will read, and the way onto its list.
    var boardCard: HTML {
        guard DeskRules.mayPrepare(referral.status), shows.contains(.concerns) else { return .empty }
        var fresh = Form()
        fresh.set("concerns", DeskRules.suggestedConcerns(referral).joined(separator: "\n"))
        fresh.set("helps", referral.helps.joined(separator: "\n"))
        fresh.set("proposed", referral.proposed)
        let view = refused?.part == "meeting" ? meetingView(fresh) : view("lines", fresh)
        let lines = postForm(
            to: "/desk/\(referral.id)/lines", token: token,
            body: """
                \(FormView.hidden("seen", String(preparedCount)))
                \(area(view, "concerns", "Why we are worried", "One to a line, at most \(DeskRules.mostLines)."))
                \(area(view, "helps", "What helps", "One to a line. The meeting reads these beside the worries."))
                \(view.text("proposed", label: "Proposed next step", style: .strong))
                \(button("Save these lines", .secondary))
                """)
        return card("For the meeting's board", id: "board", body: "\(lines)\(meeting)")
    }

    /// What keeps it from the meeting is said at the lines: they are what is missing.
    private func meetingView(_ fresh: Form) -> FormView {
        FormView(fresh, errors: refused?.errors ?? FieldErrors(), scope: "meeting-")
    }

    private func area(_ view: FormView, _ name: String, _ label: String, _ hint: String) -> HTML {
        view.textarea(
            name, label: label, hint: hint, style: .strong, rows: 4, wording: SectionPage.wording,
            found: hints(view.form[name]))
    }

    /// How often the lines were changed so far: a page opened before the last change must not undo it unseen.
    private var preparedCount: Int { steps.count { $0.kind == .prepared } }

    private var meeting: HTML {
        guard isOpen else { return .empty }
        guard referral.person != nil else {
            return "<p>To put it on the meeting's list, first say which young person it is, above.</p>"
        }
        return postForm(
            to: "/desk/\(referral.id)/meeting", token: token,
            body: """
                <p>Every agency at the meeting will be able to open this young person's record for \
                \(DeskRules.meetingWindowDays) days.</p>
                \(button("Put on today's meeting"))
                """)
    }

    /// The way out without a meeting: kept, with its reason.
    var closeCard: HTML {
        guard isOpen else { return .empty }
        let view = view("close")
        return details(
            "Close without a meeting", isOpen: refused?.part == "close",
            postForm(
                to: "/desk/\(referral.id)/close", token: token,
                body: """
                    <p>For tests, floods and what belongs elsewhere. It is kept, with your reason.</p>
                    \(view.text("reason", label: "Why"))
                    \(view.textarea("reply", label: "What to tell whoever told us, if anything", rows: 3))
                    \(button("Close it", .secondary))
                    """))
    }

    var clockCard: HTML {
        let body: HTML = clock.view(of: referral, at: now)?.html ?? "<p>No clock runs.</p>"
        return sideCard("Clock", id: "clock", body: body)
    }

    var replyCard: HTML {
        let said = replies.map { reply -> HTML in
            #"<p class="ui-muted ui-small">\#(reply.at.long), \#(reply.by)</p>\#(paragraphs(reply.text))"#
        }
        return sideCard("What we told them", id: "replies", body: "\(said)\(replyForm)")
    }

    private var replyForm: HTML {
        switch referral.status {
        case .draft, .quarantined, .duplicate, .closed: return .empty
        case .received, .waiting, .moreInformation, .decided: break
        }
        let isFirst = referral.acknowledgedAt == nil
        var fresh = Form()
        if isFirst { fresh.set("text", DeskRules.acknowledgement) }
        let view = view("reply", fresh)
        let form = postForm(
            to: "/desk/\(referral.id)/reply", token: token,
            body: """
                \(view.textarea(
                    "text", label: isFirst ? "Tell them that a person has read it" : "Tell them more",
                    hint: "Never say whether a young person is known to us.", rows: 6, limit: DeskRules.longestReply))
                \(button(isFirst ? "Acknowledge" : "Send this reply", isFirst ? .main : .secondary))
                """)
        return "\(form)\(otherWays)"
    }

    /// Those who rang or wrote have no page to read a reply on.
    private var otherWays: HTML {
        switch referral.channel {
        case .phone, .letter:
            #"<p class="ui-muted ui-small">They rang or wrote: tell them the same way, and only when it is safe.</p>"#
        case .publicForm, .professional, .agencyFile, .partnership: .empty
        }
    }

    var stepsCard: HTML {
        guard shows.contains(.decisions) else { return .empty }
        let rows = steps.map { step in
            SummaryRow(step.kind.words, "\(paragraphs(step.reason))\(step.by), \(step.at.long)")
        }
        let body: HTML = rows.isEmpty ? "<p>Nothing yet.</p>" : summaryList(rows)
        return sideCard("What the desk did", id: "steps", body: body)
    }
}
