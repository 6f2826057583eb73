import Governance
import Kernel
import Web

/// One referral on the desk's lists, as far as this coordinator may know of it.
struct DeskLine: Sendable {
    let referral: Referral
    /// Nil where the record it is linked to is closed to this worker.
    let name: String?
    let from: String
    let isLinked: Bool
}

/// The desk's lists: what to read, what is on the way to the meeting, what is held back.
enum DeskListPages {
    static func desk(
        toRead: [DeskLine], onList: [DeskLine], heldBack: Int, calendar: WorkingCalendar, now: Instant
    ) -> Page {
        let overdue = toRead.count { line in
            ReferralClock(receivedAt: line.referral.receivedAt, calendar: calendar).isOverdue(line.referral, at: now)
        }
        let held: HTML =
            heldBack == 0
            ? .empty
            : quarantine(
                heldBack == 1 ? "1 public report is held back" : "\(grouped(heldBack)) public reports are held back",
                reason: "<p>Many came at once. None was refused. A person has to look at each.</p>",
                action: buttonLink("Look at them", "/desk/held-back", .secondary))
        return Page(
            "The hub's desk",
            body: """
                \(pageHead(
                    "The hub's desk", lead: HTML(lead(toRead.count, overdue)),
                    actions: buttonLink("Enter a call or a letter", "/referrals/enter", .secondary)))
                \(held)
                \(card("To read", id: "to-read", body: table("To read", toRead, calendar, now)))
                \(card("On the way to a decision", id: "on-list", body: table("On the way to a decision", onList, calendar, now)))
                """)
    }

    private static func lead(_ waiting: Int, _ overdue: Int) -> String {
        let first = waiting == 0 ? "Nothing waits to be read." : "\(grouped(waiting)) to read."
        return overdue == 0 ? first : "\(first) \(grouped(overdue)) should have been acknowledged by now."
    }

    private static func table(
        _ caption: String, _ lines: [DeskLine], _ calendar: WorkingCalendar, _ now: Instant
    ) -> HTML {
        guard !lines.isEmpty else {
            return emptyState("No referrals here", "New ones appear here as they arrive.")
        }
        let rows = lines.map { row($0, calendar, now) }
        return dataTable(
            caption, isCaptionHidden: true,
            columns: [
                TableColumn("About"), TableColumn("From"), TableColumn("Came"), TableColumn("Clock"),
                TableColumn("Record"),
            ],
            rows: rows)
    }

    private static func row(_ line: DeskLine, _ calendar: WorkingCalendar, _ now: Instant) -> [HTML] {
        let referral = line.referral
        guard let name = line.name else {
            return [
                HTML(referral.reference), "Restricted record", HTML(referral.receivedAt.spoken(from: now)), "",
                "Closed to you",
            ]
        }
        let clock = ReferralClock(receivedAt: referral.receivedAt, calendar: calendar).view(of: referral, at: now)
        return [
            #"\#(anchor(name, "/desk/\(referral.id)"))<br><span class="ui-muted ui-small">\#(referral.reference)</span>"#,
            HTML(line.from), HTML(referral.receivedAt.spoken(from: now)), clock?.html ?? "Done",
            line.isLinked ? tag("Linked", .good) : tag("Not linked", .info),
        ]
    }

    /// The reports held back because many came at once, to let in or close together.
    static func heldBack(
        _ referrals: [Referral], view: FormView, token: HTML, now: Instant
    ) -> Page {
        let body: HTML =
            referrals.isEmpty
            ? emptyState("Nothing is held back", "When many public reports come at once, they wait here for a person.")
            : heldBackForm(referrals, view, token, now)
        return Page(
            "Held-back reports", back: "/desk", hasErrors: !view.errors.isEmpty,
            body: """
                \(view.summary())
                \(pageHead("Held-back reports", lead: "Every one is kept, whatever you do here."))
                \(body)
                """)
    }

    private static func heldBackForm(_ referrals: [Referral], _ view: FormView, _ token: HTML, _ now: Instant) -> HTML {
        let choices = referrals.map { referral -> Choice in
            let words = DeskRules.suggestedConcerns(referral).first ?? "No words of their own"
            return Choice(
                referral.id.text, "\(referral.reference), \(referral.receivedAt.spoken(from: now))", hint: words)
        }
        return postForm(
            to: "/desk/held-back", token: token,
            body: """
                \(view.checkboxes("referral", legend: "Choose reports", options: choices))
                \(view.text("reason", label: "Why, if you close them", hint: "For example: the same false report many times"))
                \(buttonGroup(
                    button("Put them on the desk", .main, name: "do", value: "release"),
                    button("Close them", .secondary, name: "do", value: "close")))
                """)
    }
}
