import Governance
import Kernel
import Web

/// A professional's referral as pages: where to begin, its parts, reading it over, and what happens next.
enum ProfessionalPages {
    static let danger = callout(
        .danger, "Is somebody in danger now?",
        "<p>Call <a href=\"tel:999\">999</a> first. Come back here when they are safe.</p>")

    /// Before a draft is begun: the ones already begun, and the button.
    static func start(drafts: [ReferralDraft], token: HTML, mayEnter: Bool, today: Day) -> Page {
        let form = postForm(to: "/referrals/new", token: token, body: buttonGroup(button("Start a new referral")))
        let enter: HTML =
            mayEnter
            ? "<p>\(anchor("Enter a referral that came by phone or letter", "/referrals/enter"))</p>" : .empty
        let open: HTML = drafts.isEmpty ? .empty : draftCard(drafts, today: today)
        return Page(
            "Make a referral",
            body: prose(
                """
                \(pageHead("Make a referral"))\(danger)
                <p>Tell us what you know. Only two things must be there: who you are worried about, and one thing that \
                worries you. You can stop and come back. Nobody else sees it until you send it.</p>
                <p>The hub reads it the same working day. You can see what happens under \
                \(anchor("My referrals", "/my-referrals")).</p>
                \(form)\(enter)\(open)
                """))
    }

    /// Before a call or a letter is written down for somebody.
    static func enter(_ view: FormView, token: HTML) -> Page {
        let form = postForm(
            to: "/referrals/enter", token: token,
            body: """
                \(view.radios("channel", legend: "How did it come?", options: [
                    Choice(Channel.phone.rawValue, Channel.phone.name), Choice(Channel.letter.rawValue, Channel.letter.name),
                ]))
                \(buttonGroup(button("Start"), anchor("Back to the desk", "/desk")))
                """)
        return Page(
            "Enter a referral for somebody", back: "/desk", hasErrors: !view.errors.isEmpty,
            body: prose("\(view.summary())\(pageHead("Enter a referral for somebody"))\(danger)\(form)"))
    }

    /// The parts of a draft and how far each has come.
    static func tasks(_ draft: ReferralDraft, today: Day) -> Page {
        let items = ReferralSection.parts(for: draft.channel).map { section in
            TaskItem(
                section.title, hint: section.hint, link: "/referrals/drafts/\(draft.id)/\(section.rawValue)",
                status: status(of: section, in: draft, today: today))
        }
        return Page(
            title(draft.channel),
            body: prose(
                """
                \(breadcrumb([NavItem("My referrals", "/my-referrals")]))
                \(pageHead(title(draft.channel), lead: "Last saved \(draft.savedAt.long)."))
                \(danger)\(taskList(items))
                <p class="ui-muted">Only you can see this draft. If nobody goes on with it, we delete it on \
                \(draft.deletedOn.long).</p>
                \(buttonGroup(
                    buttonLink("Check your answers and send", "/referrals/drafts/\(draft.id)/check"),
                    anchor("Delete this draft", "/referrals/drafts/\(draft.id)/delete")))
                """))
    }

    static func title(_ channel: Channel) -> String {
        switch channel {
        case .phone: "A referral by phone"
        case .letter: "A referral by letter or e-mail"
        case .publicForm, .professional, .agencyFile, .partnership: "Make a referral"
        }
    }

    /// Every answer, to read over before sending.
    static func check(
        _ draft: ReferralDraft, missing: [(section: ReferralSection, message: String)], token: HTML,
        hints: (String) -> HTML
    ) -> Page {
        var errors = FieldErrors()
        for one in missing { errors.add("part-\(one.section.rawValue)", one.message) }
        let cards = ReferralSection.parts(for: draft.channel).map { section in
            checkCard(section, of: draft, hints: hints)
        }
        let form = postForm(
            to: "/referrals/drafts/\(draft.id)/check", token: token,
            body: buttonGroup(button("Send to the hub"), anchor("Back to all parts", "/referrals/drafts/\(draft.id)")))
        return Page(
            "Check your answers", back: "/referrals/drafts/\(draft.id)", hasErrors: !errors.isEmpty,
            body: """
                \(errorSummary(errors))\(pageHead("Check your answers before you send"))
                \(cards)
                <p>The young person may ask to read what is written here.</p>
                \(form)
                """)
    }

    private static func checkCard(
        _ section: ReferralSection, of draft: ReferralDraft, hints: (String) -> HTML
    ) -> HTML {
        let own = draft.answers.filter { section.names.contains($0.key) }
        let told =
            section == .screening
            ? ReferralForm.screeningRows(own)
            : ReferralAnswers.sections(of: own, shows: Set(Category.allCases)).flatMap(\.rows)
        let rows = told.isEmpty ? [SummaryRow("Not filled in", "")] : told
        let text = section.fields.compactMap { own[$0.name]?.first }.filter { $0.count > 20 }.joined(separator: "\n")
        let found = hints(text)
        let language: HTML = found.isEmpty ? .empty : #"<div class="ui-lang">\#(found)</div>"#
        return """
            \(summaryCard(
                section.title, id: "part-\(section.rawValue)",
                actions: [RowAction(
                    told.isEmpty ? "Add" : "Change", "/referrals/drafts/\(draft.id)/\(section.rawValue)",
                    hidden: section.title.lowercased())],
                rows: rows))\(language)
            """
    }

    /// Asks once more before a draft is deleted.
    static func delete(_ draft: ReferralDraft, token: HTML) -> Page {
        let form = postForm(
            to: "/referrals/drafts/\(draft.id)/delete", token: token,
            body: buttonGroup(button("Delete this draft", .warning), anchor("Keep it", "/referrals/drafts/\(draft.id)"))
        )
        return Page(
            "Delete this draft?", back: "/referrals/drafts/\(draft.id)",
            body: prose(
                "\(pageHead("Delete this draft?"))<p>What you wrote will be gone. We have not read it.</p>\(form)"))
    }

    private static func status(of section: ReferralSection, in draft: ReferralDraft, today: Day) -> TaskStatus {
        guard section.isStarted(in: draft.answers) else { return .notStarted }
        let missing = ReferralForm.missing(from: draft.answers, channel: draft.channel, today: today)
        return missing.contains { $0.section == section } ? .inProgress : .done
    }

    static func draftCard(_ drafts: [ReferralDraft], today: Day) -> HTML {
        let rows = drafts.map { draft in
            SummaryRow(
                name(of: draft),
                "Last saved \(draft.savedAt.long). We delete it on \(draft.deletedOn.long) if nobody goes on with it.",
                actions: [RowAction("Go on", "/referrals/drafts/\(draft.id)", hidden: "with \(name(of: draft))")])
        }
        return card("Not sent yet", id: "drafts", body: summaryList(rows))
    }

    private static func name(of draft: ReferralDraft) -> String {
        let name = ReferralAnswers.name(in: draft.answers)
        return name.isEmpty ? "No name yet" : name
    }
}
