import Governance
import Kernel
import Web

/// The pages of the report around its questions.
struct ReportPages: Sendable {
    static let action: Link = "/tell-us"

    let house: House

    /// What has to be read before the first question: what the exit does and what it does not.
    func interruption(_ report: PublicReport?) -> HTML {
        let hidden = report.map { state($0, at: nil) } ?? .empty
        let form = postForm(
            to: ReportPages.action, token: hidden,
            body: button("I have read this. Go on", .main, name: "_go", value: "start"))
        return house.publicShell.document(
            Page(
                "Before you start", back: "/",
                body: Web.interruption(
                    "Before you start",
                    body: """
                        <p>The red button says <strong>Exit this page</strong>. It is on every page.</p>
                        \(bullets([
                            "Press it and a weather website opens at once. You can also press the Shift key 3 times.",
                            "What you typed is gone when you leave, unless you sent it.",
                            "It does not clear your history. Someone can still see that you were here.",
                        ]))
                        <p>\(anchor("How to stay safe online", "/stay-safe-online"))</p>
                        <p>There are up to 7 short questions. “I do not know” is a good answer to all of them. \
                        You do not have to give your name.</p>
                        """,
                    action: form)))
    }

    /// One question, with what was typed and what is wrong with it.
    func question(_ step: ReportStep, _ report: PublicReport, _ form: FormView, lost: Bool = false) -> HTML {
        let skip: HTML? = ReportQuestions.skip(step).map { button($0, .secondary, name: "_go", value: "skip") }
        let why: HTML? = ReportQuestions.why(step).map { details("Why we ask this", "<p>\($0)</p>") }
        let body: HTML = """
            \(ReportQuestions.body(step, form))
            \(buttonGroup(button("Continue", .main, name: "_go", value: "next"), skip ?? .empty, back))
            """
        return page(
            "Question", hasErrors: !form.errors.isEmpty,
            """
            \(lost, lostNotice)\(form.summary())
            \(postForm(to: ReportPages.action, token: state(report, at: step), body: body))
            \(why)
            """)
    }

    /// 999 first, with a way to go on.
    func emergency(_ report: PublicReport) -> HTML {
        let text = PublicTexts.standard.pages.first { $0.id == "danger" }
        let body = buttonGroup(button("Go on and tell us more", .main, name: "_go", value: "next"), back)
        return page(
            "Call 999",
            """
            \(text.map { PublicPages(house: house).words($0) })
            \(postForm(to: ReportPages.action, token: state(report, at: .emergency), body: body))
            """)
    }

    /// Every answer to read over, each with its way back.
    func check(_ report: PublicReport, problem: HTML = .empty) -> HTML {
        // For programs that fill in everything; people neither see nor reach it.
        let trap: HTML = """
            <div class="ui-vh" aria-hidden="true"><label for="website">Leave this empty</label>\
            <input id="website" name="website" tabindex="-1" autocomplete="off"></div>
            """
        let body: HTML = """
            \(checkAnswers(CheckRows.parts(report)))
            <h2 class="ui-h2">Send it</h2>
            <p>A person reads it the same working day. What you tell us goes to the team that keeps young people safe. \
            \(anchor("How we use information", "/how-we-use-information"))</p>
            \(trap)
            \(buttonGroup(button("Send", .main, name: "_go", value: "send"), back))
            """
        return page(
            "Check your answers",
            """
            \(problem)
            \(pageHead("Check your answers"))
            \(postForm(to: ReportPages.action, token: state(report, at: .check), body: body))
            """)
    }

    /// The end: what to keep, what happens next, what we cannot say. The same for everyone.
    func done(reference: String, pin: String) -> HTML {
        let theme = house.theme
        return page(
            "Thank you",
            """
            \(confirmation("Thank you. We have it", referenceLabel: "Your reference", reference: reference))
            <p>Your PIN is <strong>\(pin)</strong></p>
            <p>Write both down now, somewhere safe. We cannot show them again.</p>
            <p>Use them to \(anchor("look for our reply", "/reply")).</p>
            <h2 class="ui-h2">What happens next</h2>
            \(steps(PublicPages.nextSteps))
            <h2 class="ui-h2">What we cannot tell you</h2>
            <p>We cannot say what happens with a young person, or if we know them. That keeps them safe. \
            We will say what we can within 3 working days.</p>
            <h2 class="ui-h2">If you need to talk</h2>
            <p>Our team is on \(phoneLink(theme.phone)), \(theme.phoneHours). In danger, call 999.</p>
            \(Helplines.standard.contacts(["nspcc", "childline", "samaritans"]))
            <p>\(anchor("Back to the start", "/"))</p>
            """)
    }

    /// What could not be saved now, with every answer kept.
    func check(afterFailureOf report: PublicReport) -> HTML {
        check(
            report,
            problem: callout(
                .danger, "We could not send this just now",
                """
                <p>Your answers are still here. Wait a minute, then press Send again. It will not be sent twice.</p>
                <p>Or call us on \(phoneLink(house.theme.phone)). In danger, call 999.</p>
                """))
    }

    private var back: HTML { button("Back", .secondary, name: "_go", value: "back") }

    private var lostNotice: HTML {
        callout(
            .warn, "We could not read your earlier answers",
            """
            <p>What you typed on this page is still here. Answer the others again, or call us on \
            \(phoneLink(house.theme.phone)).</p>
            """)
    }

    private func state(_ report: PublicReport, at step: ReportStep?) -> HTML {
        FormView.hidden("_state", report.sealed(house.keys.sealer)) + FormView.hidden("_step", step?.rawValue ?? "")
    }

    private func page(_ title: String, hasErrors: Bool = false, _ body: HTML) -> HTML {
        house.publicShell.document(
            Page(title, hasErrors: hasErrors, body: #"<div class="ui-question">\#(body)</div>"#))
    }
}

/// The answers of a report as rows to read over.
enum CheckRows {
    static func parts(_ report: PublicReport) -> [(heading: String, rows: [SummaryRow])] {
        var parts: [(String, [SummaryRow])] = [
            (
                "What you noticed",
                [
                    choice("In danger now", "danger", .danger, report), signs(report),
                    text("In your own words", "noticed", .noticed, report),
                ]
            ),
            (
                "Who it is about",
                [
                    text("Name", "who_name", .who, report), text("Age", "who_age", .who, report),
                    text("How they look", "who_looks", .who, report),
                    text("School or college", "who_school", .who, report),
                    text("Where they live", "who_lives", .who, report),
                ]
            ),
            (
                "Where and when",
                [
                    text("Where", "where", .place, report), text("When", "when", .place, report),
                    choice("Still going on", "still", .place, report),
                ]
            ),
            (
                "What else could help",
                [
                    text("Others, cars, numbers", "others", .more, report),
                    choice("They know you are telling us", "knows", .more, report),
                    text("What could be unsafe", "unsafe", .more, report),
                    text("What you would like", "hope", .more, report),
                ]
            ),
            (
                "About you",
                [
                    relation(report), text("Your name", "reporter_name", .you, report),
                    text("How to reach you", "reporter_contact", .you, report),
                    text("When it is safe", "reporter_safe", .you, report),
                ]
            ),
        ]
        if ReportStep.share.isDue(report) {
            let words: HTML = report.answer("may_say") == "yes" ? "Yes" : "No"
            parts[parts.count - 1].1.append(row("We may say it was you", words, .share))
        }
        return parts
    }

    private static func signs(_ report: PublicReport) -> SummaryRow {
        let words = (report.answers["signs"] ?? []).compactMap { Signs.standard.words(for: $0) }
        return row("Signs", words.isEmpty ? notGiven : bullets(words.map { HTML($0) }), .noticed)
    }

    private static func relation(_ report: PublicReport) -> SummaryRow {
        let words = ReportRules.standard.relation(report.answer("reporter_relation"))?.words
        return row("How you know them", words.map { HTML($0) } ?? notGiven, .you)
    }

    private static func choice(
        _ label: String, _ field: String, _ step: ReportStep, _ report: PublicReport
    ) -> SummaryRow {
        let words = ReportQuestions.yesNo.first { $0.value == report.answer(field) }?.label
        return row(label, words.map { HTML($0) } ?? notGiven, step)
    }

    private static func text(
        _ label: String, _ field: String, _ step: ReportStep, _ report: PublicReport
    ) -> SummaryRow {
        let typed = report.answer(field)
        return row(label, typed.isEmpty ? notGiven : paragraphs(typed), step)
    }

    private static func row(_ label: String, _ value: HTML, _ step: ReportStep) -> SummaryRow {
        SummaryRow(
            label, value,
            actions: [RowAction("Change", name: "_go", value: "change-\(step.rawValue)", hidden: label.lowercased())])
    }

    private static var notGiven: HTML { #"<span class="ui-muted">Left empty</span>"# }
}
