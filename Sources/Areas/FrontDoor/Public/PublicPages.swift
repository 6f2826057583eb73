import Governance
import Kernel
import Web

/// The public pages that only say something.
struct PublicPages: Sendable {
    let house: House

    private var theme: Theme { house.theme }

    /// What happens after somebody tells us, in steps.
    static let nextSteps: [(heading: String, body: HTML)] = [
        (
            "A person reads it the same working day",
            "If you leave a way to reach you, we will let you know we have it."
        ),
        (
            "Within one working day, people who can help meet",
            "Social care, health, schools, youth workers and police agree what would help and who should offer it."
        ),
        (
            "Someone the young person can trust gets in touch",
            "Most often that is a youth worker or a mentor. We do not tell them who told us, unless the law makes us."
        ),
    ]

    /// The front page.
    func start() -> HTML {
        let page = Page(
            "Start",
            band: hero(
                "Worried about a young person?",
                lead: """
                    Is someone aged 10 to 25 being drawn into violence? Are other people using or hurting them? \
                    Tell us. You do not need to be sure.
                    """,
                action: startButton("Tell us what you have noticed", ReportPages.action),
                note: """
                    About 5 minutes. You do not have to give your name. Is this about you? \
                    \(anchor("Get help for yourself", "/help-for-you"))
                    """),
            body: columns(.start, startBody, aside: startAside, label: "Other ways to get help"))
        return house.publicShell.document(page)
    }

    private var startBody: HTML {
        let others = Signs.standard.audiences.map { anchor($0.name, "/signs/\($0.id)") }
        return """
            \(callout(
                .danger, "If someone is in danger right now",
                """
                <p>Call <strong><a href="tel:999">999</a></strong> and ask for the police or an ambulance. \
                If you cannot speak, press <strong>55</strong> when asked. \(anchor("More ways to call", "/danger"))</p>
                """))
            \(prose(
                """
                <h2 class="ui-h2">Things you might notice</h2>
                <p>One of these on its own may mean very little. A few at once, or a change that feels wrong to you, \
                is worth telling us about.</p>
                """))
            \(signs(Signs.standard.pictured))
            \(prose(
                """
                <p><strong>Young people who are used in this way are not to blame.</strong> Someone makes choices for \
                them, often through fear, debt or false friendship. Our first job is to help them be safe.</p>
                <h2 class="ui-h2">Signs to look for where you are</h2>
                \(bullets(others))
                <h2 class="ui-h2">What happens after you tell us</h2>
                """))
            \(steps(PublicPages.nextSteps))
            \(prose(
                """
                <h2 class="ui-h2">When we tell the police</h2>
                <p>Police are one of the partners. We use what you tell us to get help first. We must pass it on to \
                the police if someone could be badly hurt.</p>
                """))
            """
    }

    private var startAside: HTML {
        """
        \(sideCard(
            "Talk to someone first", id: "talk",
            body: """
                \(contacts([(theme.phone, "Our team, \(theme.phoneHours). Text relay: 18001 before the number.")]))
                \(Helplines.standard.contacts(["nspcc", "childline", "crimestoppers"]))
                """))
        \(sideCard(
            "Have you told us before?", id: "reply",
            body: "<p>\(anchor("Look for our reply", "/reply")) with your reference and PIN.</p>"))
        \(sideCard(
            "Do you work with young people?", id: "work",
            body: """
                <p>Teachers, GPs and youth workers can \(anchor("make a referral", "/referrals/new")). \
                It goes to the same daily meeting.</p>
                """))
        \(sideCard(
            "Is this a shared phone or computer?", id: "shared",
            body: """
                <p>“Exit this page” drops your answers and opens a weather website. It does not clear your history. \
                \(anchor("How to stay safe online", "/stay-safe-online"))</p>
                """))
        """
    }

    /// The signs for people whose work brings them close.
    func signsPage(_ audience: Signs.Audience) -> HTML {
        document(
            audience.title,
            """
            \(pageHead(audience.title, lead: HTML(audience.lead)))
            \(prose(
                """
                <h2 class="ui-h2">What you might notice</h2>
                <p>One of these on its own may mean little. A few at once are worth a call.</p>
                \(list(audience.notice))
                <h2 class="ui-h2">What you can do</h2>
                \(list(audience.do))
                <h2 class="ui-h2">What to leave alone</h2>
                \(list(audience.avoid))
                <p><strong>\(audience.close)</strong></p>
                <p>\(startButton("Tell us what you have noticed", ReportPages.action))</p>
                <p>Or call us on \(phoneLink(theme.phone)), \(theme.phoneHours). In danger, call \
                <a href="tel:999">999</a>.</p>
                """))
            \(dated(audience.dated))
            """)
    }

    /// A page that is only words.
    func text(_ text: PublicTexts.Text) -> HTML {
        document(text.title, "\(words(text))\(dated(PublicTexts.standard.dated))")
    }

    /// The words of such a page, to stand in another.
    func words(_ text: PublicTexts.Text) -> HTML {
        "\(pageHead(text.title, lead: filled(text.lead)))\(prose(text.parts.map(part).joined(by: "\n")))"
    }

    /// The words we use.
    func glossary() -> HTML {
        let groups = Glossary.standard.groups.map { group -> HTML in
            """
            <h2 class="ui-h2">\(group.heading)</h2>
            \(summaryList(group.words.map { SummaryRow($0.word, HTML($0.means)) }))
            """
        }
        return document(
            "Words we use",
            """
            \(pageHead("Words we use", lead: "What the words mean that you may hear from us."))
            \(groups.joined())
            \(dated(Glossary.standard.dated))
            """)
    }

    private func part(_ part: PublicTexts.Part) -> HTML {
        let tone = part.tone.flatMap { Tone(rawValue: $0) }
        let body: HTML = """
            \((part.bullets ?? []).isEmpty ? .empty : list(part.bullets ?? []))
            \((part.paragraphs ?? []).map { "<p>\(filled($0))</p>" as HTML })
            \(part.lines.map { Helplines.standard.contacts($0) })
            \((part.links ?? []).compactMap(way))
            """
        return tone.map { callout($0, part.heading, body) } ?? #"<h2 class="ui-h2">\#(part.heading)</h2>\#(body)"#
    }

    private func way(_ way: PublicTexts.Way) -> HTML? {
        Link(untrusted: way.to).map { "<p>\(anchor(way.label, $0))</p>" }
    }

    private func list(_ items: [String]) -> HTML { bullets(items.map(filled)) }

    private func filled(_ words: String) -> HTML {
        HTML(
            words.replacing("{partnership}", with: theme.name).replacing("{phone}", with: theme.phone)
                .replacing("{hours}", with: theme.phoneHours))
    }

    private func dated(_ day: String) -> HTML {
        #"<p class="ui-muted ui-small">Last looked at on \#(Day(day)?.long ?? day).</p>"#
    }

    private func document(_ title: String, _ body: HTML) -> HTML {
        house.publicShell.document(Page(title, back: "/", body: body))
    }
}
