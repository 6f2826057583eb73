import Kernel
import Web

extension Specimens {
    static func badge(_ s: (String) -> String) -> AgencyBadge { AgencyBadge(.health, s("Health")) }

    static func lists(_ s: (String) -> String) -> [Specimen] {
        let rows = [
            SummaryRow(s("Name"), "\(s("Kai"))", actions: [RowAction(s("Change"), link(s), hidden: s("name"))]),
            SummaryRow.answer(s("What have you noticed?"), "\(s("Going missing"))", change: link(s)),
        ]
        let tasks = TaskStatus.allCases.map {
            TaskItem(s("About them"), hint: s("Name"), link: $0 == .cannotStartYet ? nil : link(s), status: $0)
        }
        let columns = [
            TableColumn(s("Name"), sort: link(s), order: .ascending), TableColumn(s("Days"), .figures),
        ]
        return [
            Specimen(name: "summary-list", html: summaryList(rows)),
            Specimen(
                name: "summary-card",
                html: summaryCard(
                    s("Referral"), id: s("card"), actions: [RowAction(s("Change"), link(s), hidden: s("it"))],
                    rows: rows)),
            Specimen(name: "check-answers", html: checkAnswers([(s("Your answers"), rows)])),
            Specimen(name: "task-list", html: taskList(tasks, id: s("task"))),
            Specimen(
                name: "table",
                html: dataTable(s("People"), columns: columns, rows: [["\(s("Kai"))", "\(s("12"))"]])),
            Specimen(name: "pagination", html: pagination(page: 4, of: 12) { "/list?page=\($0)&of=\(s("x"))" }),
            Specimen(
                name: "filter-box",
                html: filterBox(
                    action: link(s), label: s("Filter"), fields: FormView().text("n", label: s("Name")),
                    chips: [FilterChip(s("Harbour"), without: link(s))], clear: link(s))),
            Specimen(
                name: "sub-navigation",
                html: subNavigation(
                    s("Kai’s record"), [NavItem(s("Plan"), link(s), count: 3, isCurrent: true), NavItem("x", "/")])),
            Specimen(
                name: "goals",
                html: goalList([
                    GoalView(
                        s("Feel safe"), link: link(s), status: tag(s("On track"), .good), line: s("Tunde."), done: 2,
                        total: 5, isSlow: true)
                ])),
        ]
    }

    static func records(_ s: (String) -> String) -> [Specimen] {
        let entries = TimelineEntry.Mark.allCases.enumerated().map { index, mark in
            TimelineEntry(
                at: Instant(milliseconds: 1_795_000_000_000 - index * 1_900_000_000), when: s("20 November"),
                agency: badge(s), title: s("Seen at A&E"), by: s("Added by Ms Ali"), mark: mark,
                body: "<p>\(s("He was with his mum."))</p>", locked: index == 1 ? "\(s("Ask health"))" : .empty)
        }
        let identity = IdentityBar(
            name: s("Kai Brennan"), initials: s("KB"), line: s("15 years old"),
            facts: [(s("School"), "\(s("Fairmead"))")], actions: buttonGroup(button(s("Add"))),
            navigation: subNavigation(s("Record"), []))
        return [
            Specimen(name: "timeline", html: timeline(entries)),
            Specimen(name: "identity-bar", html: identity.html),
            Specimen(name: "language-hints", html: found(s)),
            Specimen(name: "quotation", html: quotation(s("I want to do the course."), by: s("Kai"))),
            Specimen(name: "lane", html: lane(s).html),
            Specimen(name: "agencies", html: agencyList(AgencyBadge.Kind.allCases.map { AgencyBadge($0, s("Name")) })),
            Specimen(
                name: "tags",
                html: TagTone.allCases.map { tag(s("Word"), $0) }.joined()
                    + RiskTone.allCases.map { riskTag($0, words: s($0.word)) }.joined()),
        ]
            + RiskTone.allCases.map { level in
                Specimen(
                    name: "risk-banner-\(level)",
                    html: RiskBanner(
                        level: level, headline: s("Adults are using Kai"), dated: s("Look again by 24 November."),
                        lists: [(s("Keeping Kai safe"), ["\(s("A lift"))"])]
                    ).html)
            }
    }

    static func lane(_ s: (String) -> String) -> LaneView {
        let row = ReferralRowView(
            clock: ClockView(secondsLeft: -11_400, totalSeconds: 86_400, due: s("Due Friday")), name: s("Sami A, 16"),
            link: link(s), lines: [s("YP-2039"), s("From youth justice")], worries: [s("Threats over a debt")],
            helps: s("Rings his sister"), involved: [badge(s)], proposed: s("Meet today."),
            actions: [(s("Record decision"), link(s)), (s("Change risk"), link(s))])
        return LaneView(level: .high, heading: s("High risk: 1 to decide"), advice: s("Decide first."), rows: [row])
    }

    static func numbers(_ s: (String) -> String) -> [Specimen] {
        var bars = MonthBars(
            id: s("bars"), title: s("Fewer since June"), subtitle: s("Referrals by month"), description: s("Fewer."),
            nowLabel: s("This year"), beforeLabel: s("Last year"), missing: s("Not yet"),
            months: [MonthCount(s("April"), now: 44, before: 1210), MonthCount(s("May"), now: nil, before: 0)])
        bars.csv = link(s)
        return [
            Specimen(
                name: "tiles", html: tiles([tile(s("Referrals"), value: s("43"), unit: s("last"), "\(s("Few."))")])),
            Specimen(name: "facts", html: factsStrip([(s("With"), s("22%"), s("54 of 246"))])),
            Specimen(name: "finding", html: finding(s("Hurt less often"), "\(s("A third."))")),
            Specimen(
                name: "panels",
                html: panelStrip(s("Progress"), [(s("Decided"), "\(bigNumber(s("5 of 11")))\(progressBar(5, of: 11))")])
            ),
            Specimen(name: "month-bars", html: bars.html),
            Specimen(
                name: "up-set",
                html: UpSet(
                    id: s("sets"), title: s("Most have two"), subtitle: s("People, by what they have"),
                    description: s("Two things together are most common."),
                    parts: [.init(s("M"), s("Missing"), count: 31), .init(s("A"), s("Arrest"), count: nil)],
                    combinations: [.init(has: [true, true], count: 20), .init(has: [true, false], count: 11)],
                    table: "<p>\(s("A table"))</p>"
                ).html),
            Specimen(
                name: "waterfall",
                html: WaterfallChart(
                    id: s("fall"), title: s("Names say yes; numbers say no"), subtitle: s("Weights in bits"),
                    steps: [
                        .init(s("Start"), words: s("Any two"), value: -14),
                        .init(s("First name"), words: s("The same"), value: 9.5),
                        .init(s("NHS number"), words: s("Different"), value: -6.25),
                    ], marks: [.init(s("Ask"), value: -3), .init(s("Link"), value: 5.6)], total: s("Together")
                ).html),
            Specimen(
                name: "keyed-button",
                html: button(s("Same"), .main, name: s("answer"), value: s("same"), key: "s") + keysBox(s("Use keys"))),
            Specimen(
                name: "clocks",
                html: [-11_400, 3600, 50_000].map {
                    ClockView(secondsLeft: $0, totalSeconds: 86_400, due: s("Due")).html
                }.joined()),
            Specimen(name: "icons", html: Icon.allCases.map(\.svg).joined(by: "\n") + Icon.ring),
        ]
    }

    static func layout(_ s: (String) -> String) -> [Specimen] {
        let body: HTML = "<p>\(s("Text"))</p>"
        return [
            Specimen(name: "page-head", html: pageHead(s("Daily meeting"), lead: "\(s("9:30am"))")),
            Specimen(name: "card", html: card(s("Plan"), id: s("plan"), body: body)),
            Specimen(name: "side-card", html: sideCard(s("Who can see"), id: s("who"), body: body)),
            Specimen(name: "columns", html: columns(.start, body, aside: body, label: s("Other help"))),
            Specimen(name: "breadcrumb", html: breadcrumb([NavItem(s("Home"), link(s))])),
            Specimen(name: "paragraphs", html: paragraphs(s("One\ntwo\n\nthree")) + bullets(["\(s("a"))"])),
            Specimen(
                name: "buttons",
                html: ButtonKind.allCases.map { button(s("Save"), $0, hidden: s("the plan")) }.joined()
                    + button(s("Check"), .secondary, name: s("check"), value: s("1"))
                    + startButton(s("Start"), link(s)) + phoneLink(s("01632 960 144"))),
            Specimen(
                name: "post-form",
                html: postForm(
                    to: link(s), token: FormView.hidden("t", s("x")), autosave: link(s),
                    body: linkButton(s("Undo"), to: link(s), token: .empty).isEmpty ? .empty : body)),
            Specimen(name: "link-button", html: linkButton(s("Sign out"), to: link(s), token: .empty)),
            Specimen(
                name: "hero",
                html: hero(
                    s("Worried?"), lead: s("Tell us."), action: startButton(s("Start"), link(s)), note: "\(s("5 min"))")
            ),
            Specimen(name: "steps", html: steps([(s("A person reads it"), "\(s("The same day."))")])),
            Specimen(name: "signs", html: signs([(.missing, s("Going missing"))])),
            Specimen(name: "contacts", html: contacts([(s("0800 1111"), s("Childline"))])),
        ]
    }

    static func shells(_ s: (String) -> String) -> [Specimen] {
        let theme = Theme(
            name: s("Eastmere Partnership"), shortName: s("Eastmere"), tagline: s("Together"),
            phone: s("01632 960 144"), phoneHours: s("weekdays"), isDemonstration: true)
        let assets = Assets(css: s("/static/a.css"), js: s("/static/a.js"), icon: s("/static/icon.svg"))
        let items = [NavItem(s("Home"), link(s), count: 6, isCurrent: true)]
        let page = Page(
            s("Kai"), band: "<p>\(s("Band"))</p>", back: link(s), hasErrors: true, reference: s("YP-1"),
            body: "<h1>\(s("Kai"))</h1>")
        var staff = StaffShell(
            theme: theme, assets: assets, appearance: .dark, worker: s("Rowan Ellis"), role: s("Coordinator"),
            menu: items, tools: items, footer: items, signOut: link(s), token: FormView.hidden("t", s("x")),
            now: Instant(milliseconds: 1_795_000_000_000))
        staff.breakGlass = "<p>\(s("Until 4:10pm"))</p>"
        staff.notice = notice(.success, s("Done"))
        staff.secondsOpen = 900
        let open = PublicShell(theme: theme, assets: assets, home: link(s), footer: items)
        return [
            Specimen(name: "shell-public", html: open.document(page)),
            Specimen(name: "shell-staff", html: staff.document(page)),
            Specimen(name: "shell-plain", html: PlainShell(theme: theme, assets: assets).document(page)),
        ]
    }
}
