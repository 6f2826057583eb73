import Crypto
import Kernel
import Storage
import Web
import Wording

/// One request by somebody who is signed in and whose role may make it.
package struct Visit: Sendable {
    package let house: House
    package let request: Request
    package let worker: Worker
    package let session: Session
    /// The menu as it stands for this worker, counts included.
    let menu: [NavItem]

    package var now: Instant { request.now }
    package var today: Day { now.day }

    // MARK: Pages

    /// A page in the staff shell.
    package func page(_ page: Page, status: Int = 200, breakGlass: HTML = .empty) -> Answer {
        var shell = StaffShell(
            theme: house.theme, assets: house.assets, appearance: session.appearance, worker: worker.name,
            role: "\(worker.role.name), \(worker.agency.name)", menu: menu,
            tools: tools, footer: footer, signOut: "/sign-out", token: token, now: now)
        shell.home = "/home"
        shell.breakGlass = breakGlass
        shell.secondsOpen = Session.idleMinutes * 60
        if let notice = session.notice { shell.notice = Web.notice(.success, notice) }
        return .page(shell.document(page), status: status)
    }

    /// The hidden fields every form of this session carries: proof of origin, and a key that makes it count once.
    package var token: HTML {
        FormView.hidden("_token", FormToken.make(for: session.tokenHash, worker.id, at: now, key: house.keys.forms))
            + FormView.hidden("_once", ID<Visit>.make().text)
    }

    private var tools: [NavItem] {
        var items: [NavItem] = []
        if Policy.allows(worker.role, .searchPeople) { items.append(NavItem("Search", "/young-people")) }
        items.append(NavItem("My account", "/account"))
        return items
    }

    private var footer: [NavItem] {
        let emergency = Policy.allows(worker.role, .breakGlass) ? [NavItem("Emergency access", "/emergency")] : []
        return [
            NavItem("Words we use", "/words-we-use"), NavItem("How we use information", "/how-we-use-information"),
            NavItem("Accessibility", "/accessibility"), NavItem("Display settings", "/account"),
        ] + emergency
    }

    // MARK: Data

    /// Reads what concerns no one person; what does goes through `record`.
    package func read<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await house.database.read(work)
    }

    /// Reads or changes what concerns people, with the audit lines it writes in the same transaction.
    ///
    /// A refusal by the policy is recorded too, and becomes the page that says why.
    package func record<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await house.database.write(work)
        } catch let refused as Refused {
            let isHidden = try await house.database.write { tx in
                try note(refused.action.rawValue, on: refused.subject, refused.refusal.rawValue, .refused, in: tx)
                return try hides(refused, in: tx)
            }
            if isHidden { throw Problem.notFound }
            throw Problem.forbidden(why: refused.refusal.words)
        } catch let problem as Problem {
            if case .forbidden = problem {
                let subject = request.parameters["person"] ?? ""
                try await house.database.write { tx in
                    try note("use \(request.path)", on: subject, "refused by the page", .refused, in: tx)
                }
            }
            throw problem
        }
    }

    /// Whoever is kept out by name reads what everyone reads at an address with nothing at it.
    private func hides(_ refused: Refused, in tx: Transaction) throws -> Bool {
        switch refused.refusal {
        case .excluded: true
        case .noNeed, .restricted: try !house.recordExists(tx, refused.subject)
        case .role, .noContent: false
        }
    }

    /// Does what a form asks, once: sent again, by a double click or a reload, it leads to the same place.
    ///
    /// `work` changes the data, and says where to go next and, if it helps, what to say there.
    package func submit(
        _ work: @escaping @Sendable (Transaction) throws -> (next: Link, notice: String?)
    ) async throws -> Answer {
        // Bound to where it was sent, so that two forms of one page never count as one.
        let once = request.form["_once"]
        let key = once.isEmpty ? "" : "\(request.path) \(once.prefix(64))"
        let next = try await record { tx -> Link in
            if let earlier: String = try tx.value(
                "SELECT next FROM submission WHERE id = \(key) AND worker_id = \(worker.id)"),
                let link = Link(untrusted: earlier)
            {
                return link
            }
            let (next, notice) = try work(tx)
            if !key.isEmpty {
                try tx.run(
                    """
                    INSERT INTO submission (id, worker_id, at, next)
                    VALUES (\(key), \(worker.id), \(now), \(next.text))
                    """)
            }
            if let notice { try tx.run("UPDATE session SET notice = \(notice) WHERE id = \(session.id)") }
            return next
        }
        return .see(next)
    }

    /// Writes one audit line for this visit.
    package func note<Subject>(
        _ action: Action, on subject: ID<Subject>, _ detail: String = "", in tx: Transaction
    ) throws {
        try note(action.rawValue, on: subject.text, detail, .permitted, in: tx)
    }

    /// Writes one audit line about no one person: a list, a search, a setting.
    package func note(_ action: Action, _ detail: String, in tx: Transaction) throws {
        try note(action.rawValue, on: "", detail, .permitted, in: tx)
    }

    func note(
        _ action: String, on subject: String, _ detail: String, _ outcome: AuditOutcome, in tx: Transaction
    ) throws {
        try house.audit.append(
            Audit.Entry(
                at: now, worker: worker, action: action, subject: subject, detail: detail, outcome: outcome,
                reference: request.reference),
            in: tx)
    }

    // MARK: Wording

    /// What the language check would say about a text, as the panel under its field.
    package func wordingHints(_ text: String) -> HTML {
        LanguagePanel.hints(house.language.check(text)).html
    }
}

/// Thrown where the policy refuses; `Visit.record` writes it down and turns it into words.
struct Refused: Error {
    let action: Action
    let subject: String
    let refusal: Refusal
}

/// Permission to read one young person's record: made only by asking the policy, which writes the audit line.
package struct Grant<Subject>: Sendable {
    package let subject: ID<Subject>
    package let worker: ID<Worker>
    /// The worker's agency: what may pass to them follows from it.
    package let agency: Agency
    package let role: Role
    /// When it was permitted.
    package let at: Instant
    package let categories: Set<Category>
    package let standing: Standing
    /// Until when an emergency opening runs, when that is why this was permitted.
    package let glassBrokenUntil: Instant?

    fileprivate init(
        subject: ID<Subject>, worker: Worker, at now: Instant, categories: Set<Category>, standing: Standing,
        glassBrokenUntil: Instant?
    ) {
        self.subject = subject
        self.worker = worker.id
        agency = worker.agency
        role = worker.role
        at = now
        self.categories = categories
        self.standing = standing
        self.glassBrokenUntil = glassBrokenUntil
    }

    package func shows(_ category: Category) -> Bool { categories.contains(category) }
}

extension Visit {
    /// Asks the policy, writes the audit line, and gives the permission that sensitive reads take.
    ///
    /// Only inside `record`, so that view and audit line stand or fall together.
    package func grant<Subject>(
        _ action: Action, on subject: ID<Subject>, _ detail: String = "", in tx: Transaction
    ) throws -> Grant<Subject> {
        let standing = try tx.standing(of: worker, to: subject, at: now)
        switch Policy.decide(worker.role, action, standing) {
        case .refuse(let refusal):
            throw Refused(action: action, subject: subject.text, refusal: refusal)
        case .permit(let categories):
            // Knowing that a record exists is for search alone; opening it needs its holder's name on it.
            let followsOwn = action == .followReferral && categories.contains(.receipt)
            guard followsOwn || Verdict.permit(categories).opensRecord else {
                throw Refused(action: action, subject: subject.text, refusal: .noNeed)
            }
            let until = standing.hasBrokenGlass ? try tx.glassBroken(by: worker.id, on: subject, at: now) : nil
            try note(action, on: subject, detail, in: tx)
            return Grant(
                subject: subject, worker: worker, at: now, categories: categories, standing: standing,
                glassBrokenUntil: until)
        }
    }

    /// What this worker may know of a young person, without opening anything: for masking lists. Nothing is recorded
    /// here; the list itself is, by its page.
    package func visible<Subject>(of subject: ID<Subject>, in tx: Transaction) throws -> Set<Category> {
        let standing = try tx.standing(of: worker, to: subject, at: now)
        switch Policy.decide(worker.role, .viewRecord, standing) {
        case .permit(let categories): return categories
        case .refuse: return []
        }
    }
}
