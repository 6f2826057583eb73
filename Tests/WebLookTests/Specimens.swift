import Kernel
import Web

/// One rendered component, by name.
struct Specimen: Sendable, CustomStringConvertible {
    let name: String
    let html: HTML
    var description: String { name }
}

/// Every component once, with every text slot passed through `s`.
enum Specimens {
    static let plain = all { $0 }

    /// Text that would break out of any place it was put into unescaped.
    static let evil = #"<script>"'&"#
    static let hostile = all { evil + $0 }

    static func all(_ s: (String) -> String) -> [Specimen] {
        messages(s) + fields(s) + lists(s) + records(s) + numbers(s) + layout(s) + shells(s)
    }

    static func link(_ s: (String) -> String) -> Link { "/people/\(s("kai"))?tab=\(s("plan"))" }

    static func messages(_ s: (String) -> String) -> [Specimen] {
        let body: HTML = "<p>\(s("What happened."))</p>"
        var errors = FieldErrors(s("name"), s("Enter their name"))
        errors.add("born", s("Enter a real date"))
        return [
            Specimen(name: "error-summary", html: errorSummary(errors)),
            Specimen(name: "notice-success", html: notice(.success, s("Decision recorded"), body: body)),
            Specimen(name: "notice-important", html: notice(.important, s("The meeting moved"), body: body)),
            Specimen(name: "details", html: details(s("Why we ask"), body)),
            Specimen(
                name: "empty-state",
                html: emptyState(
                    s("No referrals waiting"), "\(s("New ones appear here."))", action: anchor(s("Add one"), link(s)))),
            Specimen(
                name: "interruption",
                html: interruption(s("Before you start"), body: body, action: buttonLink(s("Go on"), link(s)))),
            Specimen(
                name: "confirmation",
                html: confirmation(s("We have it"), referenceLabel: s("Your reference"), reference: s("EM-4821"))),
            Specimen(
                name: "quarantine",
                html: quarantine(s("Held back"), reason: body, action: button(s("Let it in"), .secondary))),
            Specimen(name: "error-page", html: errorPage(s("Not found"), body: body, reference: s("R-1"))),
        ] + Tone.allCases.map { Specimen(name: "callout-\($0)", html: callout($0, s("Late data"), body)) }
    }

    static func fields(_ s: (String) -> String) -> [Specimen] {
        let wrong = ["name", "why", "area", "risk", "seen", "agree", "letter", "q"].reduce(into: FieldErrors()) {
            $0.add($1, s("Something is wrong with \($1)"))
        }
        let typed = Form(
            [
                ("name", "Kai"), ("why", "Words"), ("area", "h"), ("risk", "high"), ("seen", "phone"), ("q", "Kai"),
                ("born-day", "3"), ("born-month", "13"), ("born-year", "2011"), ("kept", "1"),
            ].map { ($0, s($1)) })
        let options = [
            Choice(
                s("high"), s("High"), hint: s("Serious harm likely"), reveals: "<p>\(s("Who keeps them safe?"))</p>"),
            Choice(s("low"), s("Low")),
        ]
        return [("", FormView(typed)), ("-wrong", FormView(typed, errors: wrong, scope: "w-"))].flatMap {
            suffix, form in
            [
                Specimen(
                    name: "text\(suffix)",
                    html: form.text("name", label: s("Their name"), hint: s("Anything"), autocomplete: s("off"))),
                Specimen(
                    name: "text-page\(suffix)",
                    html: form.text("name", label: s("Their name"), style: .page(caption: s("About them")))),
                Specimen(
                    name: "textarea\(suffix)",
                    html: form.textarea(
                        "why", label: s("Why"), hint: s("In your words"), limit: 2000, wording: link(s),
                        found: Specimens.found(s))),
                Specimen(
                    name: "select\(suffix)",
                    html: form.select("area", label: s("Area"), hint: s("Where"), options: options)),
                Specimen(name: "date\(suffix)", html: date(form, s)),
                Specimen(
                    name: "radios\(suffix)",
                    html: form.radios("risk", legend: s("Risk"), hint: s("Your judgement"), options: options)),
                Specimen(
                    name: "checkboxes\(suffix)",
                    html: form.checkboxes(
                        "seen", legend: s("Seen"), hint: s("All that fit"), style: .page(caption: s("What")),
                        options: options, none: Choice(s("none"), s("None of these")))),
                Specimen(
                    name: "checkbox\(suffix)",
                    html: form.checkbox("agree", label: s("I have told them"), hint: s("Or why not"))),
                Specimen(
                    name: "file\(suffix)",
                    html: form.file("letter", label: s("Letter"), hint: s("PDF"), accept: s(".pdf"))),
                Specimen(
                    name: "search\(suffix)",
                    html: form.search("q", label: s("Search"), hint: s("Name"), button: s("Find"))),
                Specimen(name: "hidden\(suffix)", html: form.hidden("kept")),
            ]
        }
    }

    private static func date(_ form: FormView, _ s: (String) -> String) -> HTML {
        guard !form.errors.isEmpty else {
            return form.date("born", legend: s("Born"), hint: s("For example, 27 3 2011"))
        }
        let wrong = FormView(
            form.form, errors: FieldErrors("born-month", s("Month must be 1 to 12")), scope: form.scope)
        return wrong.date("born", legend: s("Born"), hint: s("For example, 27 3 2011"))
    }

    static func found(_ s: (String) -> String) -> HTML {
        LanguageHints(
            [
                LanguageFinding(
                    phrase: s("refuses to engage"), alternative: s("does not feel safe talking yet"),
                    reason: s("It says why."))
            ], title: s("1 phrase could read as blaming Kai")
        ).html
    }
}
