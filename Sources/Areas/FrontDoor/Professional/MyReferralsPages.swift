import Governance
import Kernel
import Storage
import Web

/// A referral as its sender's list shows it.
struct SentReferral: Sendable {
    let referral: Referral
    /// As its sender reads it: a joined referral is as far as the one it was joined to.
    let status: ReferralStatus
    let replies: Int
}

/// What a worker told us and what became of it, as pages. They say nothing of whether anybody was known to us.
enum MyReferralsPages {
    static func list(
        _ referrals: [SentReferral], drafts: [ReferralDraft], today: Day
    ) -> Page {
        let rows = referrals.map { sent -> [HTML] in
            let (referral, replies) = (sent.referral, sent.replies)
            let link: Link = "/my-referrals/\(referral.id)"
            let answered: HTML = replies == 0 ? "Not yet" : tag(replies == 1 ? "1 reply" : "\(replies) replies", .good)
            return [
                anchor(name(of: referral), link), HTML(referral.reference), HTML(referral.receivedAt.day.long),
                HTML(sent.status.plainWords), answered,
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? emptyState(
                "Nothing sent yet", "What you send appears here, with where it stands and our reply.",
                action: buttonLink("Make a referral", "/referrals/new"))
            : dataTable(
                "Referrals you sent", isCaptionHidden: true,
                columns: [
                    TableColumn("About"), TableColumn("Reference"), TableColumn("Sent"), TableColumn("Where it stands"),
                    TableColumn("Our reply"),
                ],
                rows: rows)
        let open: HTML = drafts.isEmpty ? .empty : ProfessionalPages.draftCard(drafts, today: today)
        return Page(
            "My referrals",
            body: """
                \(pageHead("My referrals", actions: buttonLink("Make a referral", "/referrals/new")))
                \(open)\(card("Sent", id: "sent", body: table))
                """)
    }

    static func show(
        _ referral: Referral, status: ReferralStatus, replies: [Reply], clock: ReferralClock
    ) -> Page {
        Page(
            "Referral \(referral.reference)", back: "/my-referrals", reference: referral.reference,
            body: columns(
                .mainAside,
                """
                \(breadcrumb([NavItem("My referrals", "/my-referrals")]))
                \(pageHead(name(of: referral), lead: "\(referral.reference), sent \(referral.receivedAt.long)"))
                \(replyCard(referral, status, replies, clock))
                \(checkAnswers(ReferralAnswers.sections(referral, shows: Set(Category.allCases))))
                """,
                aside: sideCard(
                    "Something new?", id: "new",
                    body: """
                        <p>If you learn more, make another referral. We put them together.</p>
                        <p>\(anchor("Make a referral", "/referrals/new"))</p>
                        <p>If somebody is in danger now, call <a href="tel:999">999</a>.</p>
                        """),
                label: "More"))
    }

    private static func replyCard(
        _ referral: Referral, _ status: ReferralStatus, _ replies: [Reply], _ clock: ReferralClock
    ) -> HTML {
        let said = replies.map { reply -> HTML in
            #"<p class="ui-muted ui-small">\#(reply.at.long), \#(reply.by)</p>\#(paragraphs(reply.text))"#
        }
        let waiting: HTML =
            referral.toldAt == nil && status != .closed
            ? "<p>We aim to tell you the outcome by \(clock.tellBy.day.withWeekday), \(clock.tellBy.clock).</p>"
            : .empty
        return card(
            "Where it stands", id: "status",
            body: "<p><strong>\(status.plainWords).</strong></p>\(said)\(waiting)")
    }

    static func sent(_ referral: Referral, clock: ReferralClock, phone: String) -> Page {
        Page(
            "Sent",
            body: prose(
                """
                \(confirmation("The hub has your referral", referenceLabel: "Your reference", reference: referral.reference))
                <h2 class="ui-h2">What happens next</h2>
                \(steps([
                    (
                        heading: "We read it",
                        body: "By \(words(clock.acknowledgeBy)) we tell you that a person has read it."
                    ),
                    (heading: "We decide together", body: "By \(words(clock.decideBy)) at the daily meeting."),
                    (heading: "We tell you the outcome", body: "By \(words(clock.tellBy)), under My referrals."),
                ]))
                <p>If you do not hear from us by then, call \(phoneLink(phone)) and give the reference.</p>
                <p>Keep doing what you do to keep them safe. If somebody is in danger now, call \
                <a href="tel:999">999</a>.</p>
                \(buttonGroup(buttonLink("My referrals", "/my-referrals"), anchor("Read what you sent", "/my-referrals/\(referral.id)")))
                """))
    }

    private static func words(_ due: Instant) -> String { "\(due.clock) on \(due.day.withWeekday)" }

    static func name(of referral: Referral) -> String {
        let name = ReferralAnswers.name(in: referral.answers)
        return name.isEmpty ? "A young person whose name is not known" : name
    }
}

enum MyReferralsHandlers {
    static func list(_ visit: Visit) async throws -> Answer {
        let (sent, drafts) = try await visit.record { tx in
            try tx.deleteOldDrafts(at: visit.now)
            let sent = try tx.referrals(sentBy: visit.worker)
            let counts = try tx.replyCounts(for: sent.map(\.id))
            try visit.note(.followReferral, "own referrals, \(sent.count) shown", in: tx)
            return (
                try sent.map { referral in
                    SentReferral(
                        referral: referral, status: try tx.statusForSender(referral), replies: counts[referral.id] ?? 0)
                }, try tx.drafts(of: visit.worker, at: visit.now)
            )
        }
        return visit.page(MyReferralsPages.list(sent, drafts: drafts, today: visit.today))
    }

    static func show(_ visit: Visit) async throws -> Answer {
        let (referral, status, replies) = try await visit.record { tx in
            let referral = try visit.ownReferral(in: tx)
            return (referral, try tx.statusForSender(referral), try tx.replies(to: referral.id))
        }
        let clock = ReferralClock(receivedAt: referral.receivedAt, calendar: visit.house.calendar)
        return visit.page(MyReferralsPages.show(referral, status: status, replies: replies, clock: clock))
    }

    static func sent(_ visit: Visit) async throws -> Answer {
        let referral = try await visit.record { tx in try visit.ownReferral(in: tx) }
        let clock = ReferralClock(receivedAt: referral.receivedAt, calendar: visit.house.calendar)
        return visit.page(MyReferralsPages.sent(referral, clock: clock, phone: visit.house.theme.phone))
    }
}

extension Visit {
    /// The referral in the address, when this worker sent it. What they told us stays theirs to read whatever became of
    /// it, so that being refused never tells that a record exists.
    fileprivate func ownReferral(in tx: Transaction) throws -> Referral {
        let id: ID<Referral> = try request.id("referral")
        guard let referral = try tx.referral(id, sentBy: worker) else { throw Problem.notFound }
        try note(.followReferral, on: referral.id, in: tx)
        return referral
    }
}
