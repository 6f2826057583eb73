import Foundation
import Kernel
import Storage
import Web

/// Signing in and out, and setting up an account.
package func signInRoutes(_ house: House) -> [Route] {
    let desk = SignInDesk(house: house)
    var routes = [
        house.open(.get, "/sign-in", because: "nobody is signed in yet") { try await desk.show($0) },
        house.open(.post, "/sign-in", because: "checks the password", audit: .account) {
            try await desk.checkPassword($0)
        },
        house.open(.post, "/sign-in/code", because: "checks the second step", audit: .account) {
            try await desk.checkCode($0)
        },
        house.open(.get, "/set-up/{link}", because: "the link itself is the secret") { try await desk.showSetUp($0) },
        house.open(.post, "/set-up", because: "the link itself is the secret", audit: .account) {
            try await desk.finishSetUp($0)
        },
        house.route(.post, "/sign-out", .useAccount, audit: .account) { visit in
            try await visit.record { tx in
                try tx.run("DELETE FROM session WHERE id = \(visit.session.id)")
                try visit.note(.useAccount, "signed out", in: tx)
            }
            return Answer.see("/").with("Set-Cookie", Session.endCookie).with(
                "Clear-Site-Data", "\"cache\", \"storage\"")
        },
    ]
    if house.theme.isDemonstration {
        routes.append(
            house.open(
                .post, "/sign-in/demonstration", because: "a demonstration: everyone in it is invented", audit: .account
            ) {
                try await desk.demonstrate($0)
            })
    }
    return routes
}

/// The work of signing somebody in.
private struct SignInDesk: Sendable {
    let house: House

    private static let wrong = "That e-mail address and password do not go together. Check both and try again."
    private static let slow = "Too many tries just now. Wait a few minutes, then try again."
    private static let wrongCode = "That code is not right. Codes change every 30 seconds: type the newest one."

    func show(_ request: Request) async throws -> Answer {
        let carried = SignInPages.Carried(then: request.query["then"], held: "")
        return try await page(FormView(), carried)
    }

    private func page(_ form: FormView, _ carried: SignInPages.Carried, status: Int = 200) async throws -> Answer {
        let body = SignInPages.signIn(form, carried: carried, demonstration: try await house.demonstrationWorkers())
        return plain("Sign in", body, hasErrors: !form.errors.isEmpty, status: status)
    }

    private func plain(_ title: String, _ body: HTML, hasErrors: Bool = false, status: Int = 200) -> Answer {
        .page(house.plainShell.document(Page(title, hasErrors: hasErrors, body: body)), status: status)
    }

    // MARK: First step

    func checkPassword(_ request: Request) async throws -> Answer {
        let form = request.form
        let carried = SignInPages.Carried(then: form["then"], held: form["held"])
        let email = form["email"].folding
        let keys = throttleKeys(email, request)
        let now = request.now
        guard try await house.database.write({ try $0.countTry(keys, at: now) }) else {
            return try await again(form, carried, SignInDesk.slow, status: 429)
        }
        let account = try await house.database.read { try $0.account(email: email) }
        let usable = account?.isDisabled == false ? account : nil
        guard
            try await house.passwords.matches(String(form["password"].prefix(PasswordRule.longest)), usable?.password),
            let account = usable, account.codeSecret != nil
        else {
            try await noteFailure(account?.worker, "wrong password", request)
            return try await again(form, carried, SignInDesk.wrong, status: 422)
        }
        try await house.database.write { try $0.forgiveTry(keys) }
        let step = house.keys.sealer.seal("\(account.worker.text)|\(now.milliseconds)", for: "second step")
        return plain("Enter your code", SignInPages.code(FormView(), sealed: step, carried: carried))
    }

    private func again(
        _ form: Form, _ carried: SignInPages.Carried, _ words: String, status: Int
    ) async throws -> Answer {
        try await page(FormView(form, errors: FieldErrors("email", words)), carried, status: status)
    }

    private func throttleKeys(_ email: String, _ request: Request) -> [Throttle.Key] {
        let caller = house.keys.caller(request.remoteAddress)
        let account = house.keys.caller("account:" + email)
        return [.pair(account: account, caller: caller), .caller(caller), .account(account)]
    }

    private func noteFailure(_ worker: ID<Worker>?, _ detail: String, _ request: Request) async throws {
        try await house.database.write { tx in
            let known = try worker.flatMap { try tx.worker($0) }
            try house.audit.append(
                Audit.Entry(
                    at: request.now, worker: known, action: "sign in", subject: "", detail: detail, outcome: .refused,
                    reference: request.reference),
                in: tx)
        }
    }

    // MARK: Second step

    func checkCode(_ request: Request) async throws -> Answer {
        let form = request.form
        let carried = SignInPages.Carried(then: form["then"], held: form["held"])
        guard let id = firstStep(form["step"], at: request.now) else {
            return try await again(Form(), carried, "That took a while, so start again.", status: 422)
        }
        let keys = throttleKeys("code:" + id.text, request)
        let now = request.now
        guard try await house.database.write({ try $0.countTry(keys, at: now) }) else {
            return codeAgain(form, carried, SignInDesk.slow, status: 429)
        }
        let isRight = try await house.database.write { tx -> Bool in
            guard let account = try tx.account(id), !account.isDisabled, let secret = account.codeSecret else {
                return false
            }
            let typed = form["code"]
            if let step = OneTimeCode(secret: secret).accepted(typed, at: now, after: account.lastStep) {
                return try tx.useCode(step: step, by: id)
            }
            return try typed.count >= 10 && tx.useRecoveryCode(typed, by: id, at: now)
        }
        guard isRight else {
            try await noteFailure(id, "wrong code", request)
            return codeAgain(form, carried, SignInDesk.wrongCode, status: 422)
        }
        try await house.database.write { try $0.forgiveTry(keys) }
        return try await start(id, request, carried, how: "signed in")
    }

    private func firstStep(_ sealed: String, at now: Instant) -> ID<Worker>? {
        let parts = house.keys.sealer.open(sealed, for: "second step")?.split(separator: "|") ?? []
        guard parts.count == 2, let at = Int(parts[1]), now.milliseconds - at < 5 * 60_000 else { return nil }
        return ID<Worker>(parts[0])
    }

    private func codeAgain(_ form: Form, _ carried: SignInPages.Carried, _ words: String, status: Int) -> Answer {
        let view = FormView(Form(), errors: FieldErrors("code", words))
        return plain(
            "Enter your code", SignInPages.code(view, sealed: form["step"], carried: carried), hasErrors: true,
            status: status)
    }

    func demonstrate(_ request: Request) async throws -> Answer {
        let carried = SignInPages.Carried(then: request.form["then"], held: request.form["held"])
        let allowed = try await house.demonstrationWorkers()
        guard let worker = allowed.first(where: { $0.id.text == request.form["worker"] }) else {
            throw Problem.notFound
        }
        return try await start(worker.id, request, carried, how: "signed in to the demonstration")
    }

    /// Opens the session, and leads to where the worker was going: with a held form, to the page that has it.
    private func start(
        _ id: ID<Worker>, _ request: Request, _ carried: SignInPages.Carried, how: String
    ) async throws -> Answer {
        let device = Session.device(from: request.headers["user-agent"] ?? "")
        let token = try await house.database.write { tx -> String in
            guard let worker = try tx.worker(id), !worker.isDisabled else { throw Problem.signedOut }
            try house.audit.append(
                Audit.Entry(
                    at: request.now, worker: worker, action: "sign in", subject: "", detail: how, outcome: .permitted,
                    reference: request.reference),
                in: tx)
            return try tx.startSession(for: id, device: device, at: request.now)
        }
        let answer: Answer
        if let held = HeldForm.open(carried.held, for: id, at: request.now, with: house.keys.sealer) {
            let proof = FormToken.make(for: Session.hash(token), id, at: request.now, key: house.keys.forms)
            let hidden = FormView.hidden("_token", proof) + FormView.hidden("_once", ID<Visit>.make().text)
            answer = plain("Signed in again", SignInPages.heldForm(path: held.path, fields: held.form, token: hidden))
        } else {
            answer = .see(Link(untrusted: carried.then) ?? "/home")
        }
        return answer.with("Set-Cookie", Session.cookie(token))
    }

    // MARK: Setting up

    func showSetUp(_ request: Request) async throws -> Answer {
        let link = request.parameters["link"] ?? ""
        let now = request.now
        let found = try await house.database.read { tx in
            try tx.invited(by: link, at: now).flatMap { try tx.worker($0) }
        }
        guard let worker = found else { return staleLink }
        let secret = OneTimeCode.make()
        var form = Form()
        form.set("link", link)
        form.set("secret", house.keys.sealer.seal(Data(secret.secret).base64EncodedString(), for: "set-up"))
        return setUpPage(FormView(form), worker, secret, status: 200)
    }

    func finishSetUp(_ request: Request) async throws -> Answer {
        let form = request.form
        let now = request.now
        let found = try await house.database.read { tx in
            try tx.invited(by: form["link"], at: now).flatMap { try tx.worker($0) }
        }
        guard let worker = found, let opened = house.keys.sealer.open(form["secret"], for: "set-up"),
            let bytes = Data(base64Encoded: opened)
        else { return staleLink }
        let secret = OneTimeCode(secret: Array(bytes))
        var errors = FieldErrors()
        if let complaint = PasswordRule.complaint(form["password"], email: worker.email, name: worker.name) {
            errors.add("password", complaint)
        }
        let step = secret.accepted(form["code"], at: now, after: 0)
        if step == nil { errors.add("code", SignInDesk.wrongCode) }
        guard errors.isEmpty, let step else {
            return setUpPage(FormView(form, errors: errors), worker, secret, status: 422)
        }
        let stored = try await house.passwords.hash(form["password"])
        let codes = RecoveryCodes.make()
        let link = form["link"]
        let isFirst = try await house.database.write { tx -> Bool in
            // The link is checked again where it is used up: of two forms sent at once, one counts.
            guard try tx.invited(by: link, at: now) == worker.id else { return false }
            try tx.finishSetUp(of: worker.id, password: stored, secret: secret.secret, step: step, recoveryCodes: codes)
            try house.audit.append(
                Audit.Entry(
                    at: now, worker: worker, action: "sign in", subject: "", detail: "set up their account",
                    outcome: .permitted, reference: request.reference),
                in: tx)
            return true
        }
        guard isFirst else { return staleLink }
        return plain("Keep these codes safe", SignInPages.recoveryCodes(codes))
    }

    private func setUpPage(_ form: FormView, _ worker: Worker, _ secret: OneTimeCode, status: Int) -> Answer {
        let body = SignInPages.setUp(
            form, name: worker.name, secret: secret.typed, email: worker.email, service: house.theme.shortName)
        return plain("Set up your account", body, hasErrors: !form.errors.isEmpty, status: status)
    }

    private var staleLink: Answer {
        let body = errorPage(
            "This link no longer works",
            body: "<p>Set-up links work once, for three days. Ask your administrator for a new one.</p>",
            reference: nil)
        return plain("This link no longer works", body, status: 404)
    }
}
