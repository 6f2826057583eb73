import Governance
import Kernel
import People
import Web

/// One referral on the desk, with everything a coordinator needs to send it on its way.
struct DeskPage {
    let referral: Referral
    /// Leave to handle it for the young person it is linked to; nil while it is linked to nobody.
    let grant: Grant<Person>?
    /// The record it is linked to; nil exactly while it is linked to nobody.
    let person: Person?
    let candidates: [Candidate]
    /// Agencies whose files may know the young person.
    let known: [Agency]
    let same: [SameConcern]
    let joined: [Referral]
    let steps: [ReferralStep]
    let replies: [Reply]
    let clock: ReferralClock
    let now: Instant
    let token: HTML
    let hints: (String) -> HTML
    /// What was typed in the form that was refused, and why; the other forms of the page start fresh.
    let refused: Refused?
    /// The screening's summary and its link, where there is one.
    let screening: HTML

    /// A form of the page that could not be taken as it was sent.
    struct Refused {
        let part: String
        let form: Form
        let errors: FieldErrors
    }

    /// What this worker may see of it: everything while it is linked to nobody, the policy's answer afterwards.
    var shows: Set<Category> { grant?.categories ?? Set(Category.allCases) }
    var link: Link { "/desk/\(referral.id)" }
    var isOpen: Bool { DeskRules.isOpen(referral.status) }

    var page: Page {
        let errors = refused.map { errorSummary($0.errors, scope: "\($0.part)-") } ?? .empty
        return Page(
            "Referral \(referral.reference)", back: "/desk", hasErrors: refused != nil, reference: referral.reference,
            body: columns(
                .mainAside,
                """
                \(errors)\(breadcrumb([NavItem("The hub's desk", "/desk")]))
                \(pageHead(title, lead: "\(referral.reference). \(referral.from(shows: shows)), \(referral.receivedAt.long)"))
                \(told)\(sameCard)\(personCard)\(boardCard)\(closeCard)
                """,
                aside: "\(clockCard)\(replyCard)\(screening)\(stepsCard)", label: "Clock, replies and what was done"))
    }

    private var title: String {
        if let person { return person.fullName }
        let name = ReferralAnswers.name(in: referral.answers)
        return name.isEmpty ? "A young person whose name is not known" : name
    }

    func view(_ part: String, _ fresh: Form = Form()) -> FormView {
        guard let refused, refused.part == part else { return FormView(fresh, scope: "\(part)-") }
        return FormView(refused.form, errors: refused.errors, scope: "\(part)-")
    }

    private var told: HTML {
        let sections =
            grant.map { ReferralAnswers.sections(referral, person: person, $0) }
            ?? ReferralAnswers.sections(referral, shows: shows)
        let body: HTML =
            sections.isEmpty ? "<p>Nothing in it is open to you any more.</p>" : checkAnswers(sections)
        return card("What we were told", id: "told", body: body)
    }

    // MARK: The same concern

    private var sameCard: HTML {
        guard !same.isEmpty || !joined.isEmpty else { return .empty }
        let already = joined.map { one in
            "<li>\(one.reference), \(one.from(shows: shows)), \(one.receivedAt.long)</li>" as HTML
        }
        let list: HTML = joined.isEmpty ? .empty : "<p>Joined to this one:</p><ul>\(already)</ul>"
        return card(
            "The same concern?", id: "same", body: "\(list)\(same.map(sideBySide))\(sameRule)")
    }

    private func sideBySide(_ other: SameConcern) -> HTML {
        let theirs = other.referral
        let part = "join-\(theirs.id)"
        var fresh = Form()
        fresh.set("reply", Reply.toJoined)
        let view = view(part, fresh)
        let form: HTML =
            !isOpen || !DeskRules.mayTakeIn(theirs.status)
            ? .empty
            : details(
                "Join this one to \(theirs.reference)", isOpen: refused?.part == part,
                postForm(
                    to: "\(referral.id)/join".deskLink, token: token,
                    body: """
                        \(FormView.hidden("original", theirs.id.text))
                        \(view.text("reason", label: "Why you think it is the same concern"))
                        \(view.textarea(
                            "reply", label: "What to tell whoever sent this one",
                            hint: "They read nothing that was said before. Never say whether a young person is known to us.",
                            rows: 5, limit: DeskRules.longestReply))
                        <p class="ui-muted">From now on both senders read the same replies. Neither learns of the other.</p>
                        \(button("Join", .secondary, hidden: "to \(theirs.reference)"))
                        """))
        return """
            <h3 class="ui-h3">\(anchor(theirs.reference, "/desk/\(theirs.id)")): \(other.reasons.joined(separator: ", "))</h3>
            \(compared(with: other))\(form)
            """
    }

    /// The two, fact by fact.
    private func compared(with other: SameConcern) -> HTML {
        let theirs = other.referral
        let (one, two) = (facts(referral, shows), facts(theirs, other.shows))
        let headings = ["About", "Age", "From", "Worry"]
        return dataTable(
            "This referral beside \(theirs.reference)", isCaptionHidden: true,
            columns: [
                TableColumn("What"), TableColumn("This one"), TableColumn("\(theirs.reference), \(status(theirs))"),
            ],
            rows: headings.indices.map { [HTML(headings[$0]), one[$0], two[$0]] })
    }

    private func facts(_ told: Referral, _ shows: Set<Category>) -> [HTML] {
        let name = ReferralAnswers.name(in: told.answers)
        let age = ToldOf(told).age.map { "\($0)" } ?? "Not known"
        let worries = bullets(DeskRules.suggestedConcerns(told).map { HTML($0) })
        return [
            HTML(name.isEmpty ? "Name not known" : name), HTML(age),
            "\(told.from(shows: shows)), \(told.receivedAt.long)",
            shows.contains(.concerns) ? worries : "Not open to you",
        ]
    }

    private func status(_ other: Referral) -> String {
        switch other.status {
        case .draft, .quarantined, .received: "to read"
        case .waiting: "on the meeting's list"
        case .moreInformation: "more information asked for"
        case .decided: "decided"
        case .duplicate: "joined to another"
        case .closed: "closed"
        }
    }

    private var sameRule: HTML {
        details(
            "How these are chosen",
            """
            <p>Referrals are shown side by side when they came within \(SameConcern.withinDays) days of each other and \
            are about the same record, or share a name together with the full name, an age or a place. When one has no \
            name, both age and place must fit. Only you decide whether they are the same.</p>
            """)
    }
}

extension String {
    /// A path below the desk.
    var deskLink: Link { Link(untrusted: "/desk/\(self)") ?? "/desk" }
}
