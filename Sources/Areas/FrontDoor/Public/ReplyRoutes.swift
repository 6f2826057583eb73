import Governance
import Kernel
import Storage
import Web

/// Shows what we said back to whoever holds a reference and its PIN.
struct ReplyHandlers: Sendable {
    /// What a right pair opens.
    struct Found: Sendable {
        let status: ReferralStatus
        let replies: [Reply]
    }

    let house: House
    let callers = GuessBrake(GuessBrake.Allowance(free: 10, longest: 60))
    let references = GuessBrake(GuessBrake.Allowance(free: 10, longest: 5))

    private var pages: ReplyPages { ReplyPages(house: house) }

    func ask(_ request: Request) async throws -> Answer {
        .page(pages.form(FormView()))
    }

    func look(_ request: Request) async throws -> Answer {
        let form = request.form
        let errors = missing(form)
        guard errors.isEmpty else { return .page(pages.form(FormView(form, errors: errors)), status: 422) }
        let reference = ReferralReference.read(form["reference"])
        let caller = house.keys.caller(request.remoteAddress)
        let name = house.keys.caller("reference \(reference)")
        let wait = max(callers.wait(caller, at: request.now), references.wait(name, at: request.now))
        guard wait == 0 else { return .page(pages.form(FormView(form), wait: wait), status: 429) }
        guard let found = try await find(reference, form["pin"], request) else {
            callers.fail(caller, at: request.now)
            references.fail(name, at: request.now)
            let wrong = FieldErrors("reference", "We cannot find that reference and PIN together. Check them both")
            return .page(pages.form(FormView(form, errors: wrong)), status: 422)
        }
        return .page(pages.found(found, reference: reference))
    }

    private func missing(_ form: Form) -> FieldErrors {
        var errors = FieldErrors()
        if form["reference"].trimmed.isEmpty { errors.add("reference", "Type your reference, like EM-7Q4-K2P") }
        if form["pin"].trimmed.isEmpty { errors.add("pin", "Type your PIN. It has 8 numbers") }
        for field in ["reference", "pin"] where form[field].utf8.count > ReportCheck.shortLimit {
            errors.add(field, "That is too long. Check what you wrote down")
        }
        return errors
    }

    private func find(_ reference: String, _ pin: String, _ request: Request) async throws -> Found? {
        let hash = Receipt.hash(pin: pin, of: reference, key: house.keys.receipts)
        return try await house.database.write { tx -> Found? in
            guard let referral = try tx.referral(reference: reference, pinHash: hash) else { return nil }
            try house.audit.append(
                Audit.Entry(
                    at: request.now, worker: nil, action: "reply looked for by who told us", subject: referral.id.text,
                    detail: "", outcome: .permitted, reference: request.reference), in: tx)
            return Found(status: try tx.statusForSender(referral), replies: try tx.replies(to: referral.id))
        }
    }
}

/// The pages of "Look for our reply".
struct ReplyPages: Sendable {
    let house: House

    func form(_ form: FormView, wait: Int = 0) -> HTML {
        let slow: HTML = callout(
            .warn, "Wait a little",
            "<p>There were many wrong tries. Try again in \(wait == 1 ? "1 second" : "\(wait) seconds").</p>")
        let body: HTML = """
            \(form.text("reference", label: "Your reference", hint: "Like EM-7Q4-K2P", width: .twenty))
            \(form.text("pin", label: "Your PIN", hint: "8 numbers", kind: .code, width: .ten))
            \(button("Look for our reply"))
            """
        return document(
            hasErrors: !form.errors.isEmpty,
            """
            \(wait > 0, slow)\(form.summary())
            \(pageHead("Look for our reply", lead: "Use the reference and the PIN we gave you when you told us."))
            \(postForm(to: "/reply", token: .empty, body: body))
            \(details("I do not have them", lost))
            """)
    }

    func found(_ found: ReplyHandlers.Found, reference: String) -> HTML {
        let replies = found.replies.map { reply -> HTML in
            #"<h3 class="ui-h3">\#(reply.at.day.long)</h3>\#(paragraphs(reply.text))"#
        }
        let none: HTML = "<p>There is no reply yet. We reply within 3 working days.</p>"
        return document(
            hasErrors: false,
            """
            \(pageHead("Our reply", lead: "Reference \(reference)"))
            \(callout(.info, "\(found.status.plainWords).", "<p>There are things we cannot tell you. That keeps people safe.</p>"))
            <h2 class="ui-h2">What we say back</h2>
            \(replies.isEmpty ? none : replies.joined())
            <h2 class="ui-h2">Has something changed?</h2>
            <p>\(anchor("Tell us again", "/tell-us")), or call \(phoneLink(house.theme.phone)). In danger, call 999.</p>
            """)
    }

    private var lost: HTML {
        """
        <p>We cannot look them up, as we do not know who you are. Call us on \
        \(phoneLink(house.theme.phone)), or \(anchor("tell us again", "/tell-us")).</p>
        """
    }

    private func document(hasErrors: Bool, _ body: HTML) -> HTML {
        house.publicShell.document(
            Page("Our reply", back: "/", hasErrors: hasErrors, body: #"<div class="ui-question">\#(body)</div>"#))
    }
}
