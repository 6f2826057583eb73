import Kernel
import Web

/// Somebody who can be signed in as with one click, in a demonstration only.
package struct DemonstrationWorker: Sendable {
    package let id: ID<Worker>
    package let name: String
    package let words: String

    package init(id: ID<Worker>, name: String, words: String) {
        self.id = id
        self.name = name
        self.words = words
    }
}

/// The pages around signing in.
enum SignInPages {
    /// What travels from page to page while signing in: where to go after, and a form that was about to be sent.
    struct Carried: Sendable {
        var then: String
        var held: String

        var fields: HTML {
            FormView.hidden("then", then) + (held.isEmpty ? .empty : FormView.hidden("held", held))
        }
    }

    static func signIn(_ form: FormView, carried: Carried, demonstration: [DemonstrationWorker]) -> HTML {
        let kept: HTML = carried.held.isEmpty ? .empty : notice(.important, "You have been signed out", body: keptWords)
        let email = form.text(
            "email", label: "Work e-mail address", kind: .email, width: .half, autocomplete: "username")
        let password = form.text(
            "password", label: "Password", kind: .password, width: .half, autocomplete: "current-password")
        let fields: HTML = "\(email)\(password)\(buttonGroup(button("Sign in")))"
        return """
            \(kept)\(form.summary())<h1 class="ui-h1">Sign in</h1>
            \(postForm(to: "/sign-in", token: carried.fields, body: fields))
            \(demonstration.isEmpty ? .empty : demonstrationList(demonstration, carried: carried))
            \(details("I cannot sign in", cannotWords))
            """
    }

    private static let keptWords: HTML = "<p>What you wrote is kept. Sign in to find it again.</p>"

    private static let cannotWords: HTML = """
        <p>Ask your administrator to send you a new set-up link. If you lost your phone, you can use one of your \
        recovery codes in place of the six digits.</p>
        """

    private static func demonstrationList(_ workers: [DemonstrationWorker], carried: Carried) -> HTML {
        let rows = workers.map { worker -> HTML in
            let pick: HTML = """
                \(FormView.hidden("worker", worker.id.text))\
                \(button(worker.name, .secondary, hidden: "(sign in)")) <span class="ui-muted">\(worker.words)</span>
                """
            return "<li>\(postForm(to: "/sign-in/demonstration", token: carried.fields, body: pick))</li>"
        }
        let body: HTML = """
            <p>This is a demonstration: one click signs you in.</p><ul class="ui-picks">\(rows)</ul>
            """
        return card("Try it as", id: "demonstration", body: body)
    }

    static func code(_ form: FormView, sealed: String, carried: Carried) -> HTML {
        let digits = form.text(
            "code", label: "Six digits from your authenticator app", hint: "Or one of your recovery codes", kind: .code,
            width: .ten, autocomplete: "one-time-code")
        let hidden = carried.fields + FormView.hidden("step", sealed)
        return """
            \(form.summary())<h1 class="ui-h1">Enter your code</h1>
            \(postForm(to: "/sign-in/code", token: hidden, body: digits + buttonGroup(button("Continue"))))
            """
    }

    static func setUp(_ form: FormView, name: String, secret: String, email: String, service: String) -> HTML {
        let password = form.text(
            "password", label: "New password", hint: "At least 12 characters. Three or four ordinary words work well.",
            kind: .password, width: .half, autocomplete: "new-password")
        let digits = form.text(
            "code", label: "The six digits the app shows now", kind: .code, width: .ten, autocomplete: "one-time-code")
        let app: HTML = """
            <p>In your authenticator app choose \u{201C}enter a key\u{201D} and type this:</p>
            <p class="ui-code">\(inFours(secret))</p>
            <p>On a phone you can <a href="\(appAddress(secret, email, service))">open it in the app</a>.</p>
            \(digits)
            """
        let hidden = form.hidden("link") + form.hidden("secret")
        let body: HTML = """
            \(password)\(card("Connect your app", id: "app", body: app))\(buttonGroup(button("Finish")))
            """
        return """
            \(form.summary())<h1 class="ui-h1">Welcome, \(name)</h1>
            <p class="ui-lead">Choose a password and connect an authenticator app. You need both each time you sign in.</p>
            \(postForm(to: "/set-up", token: hidden, body: body))
            """
    }

    private static func inFours(_ secret: String) -> String {
        stride(from: 0, to: secret.count, by: 4).map { String(secret.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }

    /// The address authenticator apps read a key from.
    private static func appAddress(_ secret: String, _ email: String, _ service: String) -> String {
        let issuer = Link.encode("\(service) Breakwater")
        return "otpauth://totp/\(issuer):\(Link.encode(email))?secret=\(secret)&issuer=\(issuer)"
    }

    static func recoveryCodes(_ codes: [String]) -> HTML {
        let list: HTML = #"<ul class="ui-codes">\#(codes.map { #"<li class="ui-code">\#($0)</li>"# as HTML })</ul>"#
        return """
            <h1 class="ui-h1">Keep these codes safe</h1>
            <p class="ui-lead">Each works once, in place of your app's digits, if you lose your phone. We cannot show them again.</p>
            \(card("Recovery codes", id: "codes", body: list))
            \(buttonGroup(buttonLink("Sign in", "/sign-in")))
            """
    }

    /// After signing in again in the middle of a form: the words are there, to be sent with one press.
    static func heldForm(path: String, fields: Form, token: HTML) -> HTML {
        let own = fields.fields.filter { !$0.name.hasPrefix("_") }
        let hidden = own.map { FormView.hidden($0.name, $0.value) }
        let rows = own.filter { !$0.value.isEmpty }.map {
            SummaryRow($0.name.replacing("_", with: " "), paragraphs($0.value))
        }
        let send = buttonGroup(button("Send it now"), anchor("Throw it away", "/home"))
        let body: HTML = """
            \(summaryList(rows))\(postForm(to: Link(untrusted: path) ?? "/home", token: token + hidden.joined(), body: send))
            """
        return """
            <h1 class="ui-h1">You are signed in again</h1>
            <p class="ui-lead">Your session had ended before your form arrived. Nothing is lost: read it, then send it now.</p>
            \(card("What you were sending, to \(path)", id: "held", body: body))
            """
    }
}
