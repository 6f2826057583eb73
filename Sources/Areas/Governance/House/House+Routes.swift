import Kernel
import Storage
import Web

extension House {
    /// A route for signed-in workers whose role may do `action`. Everybody else is refused before the handler runs.
    package func route(
        _ method: Method, _ path: String, _ action: Action, audit: AuditClass,
        _ handler: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        Route(method, path, access: .guarded(action: action.rawValue), audit: audit) { request in
            do {
                return try await handler(enter(request, for: action))
            } catch Problem.signedOut where method.mayChange && !request.isFromScript {
                // The session ended while somebody was writing: their words wait on the sign-in page.
                return try await HeldForm.page(for: request, in: self)
            }
        }
    }

    /// A route that takes a file with its form. Session, form token and role are asked, and `sink` may refuse in its
    /// turn, before the first byte of the file is kept.
    package func upload(
        _ path: String, _ action: Action, mostBytes: Int,
        to sink: @escaping @Sendable (Visit) async throws -> UploadSink,
        _ handler: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        let rule = UploadRule(mostBytes: mostBytes) { request in try await sink(try await enter(request, for: action)) }
        return Route(
            .post, path, access: .guarded(action: action.rawValue), audit: .change, upload: rule
        ) { request in
            let answer = try await handler(enter(request, for: action))
            // A script that shows how far a file is sent goes on by itself: it is told where.
            guard request.isFromScript, answer.status == 303, let next = answer.header("Location") else {
                return answer
            }
            return .json("{\"next\":\"\(next)\"}")
        }
    }

    /// Who the sign-in page offers with one click: nobody, outside a demonstration.
    func demonstrationWorkers() async throws -> [DemonstrationWorker] {
        theme.isDemonstration ? try await database.read { try demonstration($0) } : []
    }

    /// A route for anyone at all; `reason` says why that is right.
    package func open(
        _ method: Method, _ path: String, because reason: String, audit: AuditClass = .none,
        _ handler: @escaping Route.Handler
    ) -> Route {
        Route(method, path, access: .open(reason: reason), audit: audit, handler: handler)
    }

    private func enter(_ request: Request, for action: Action) async throws -> Visit {
        guard let token = request.cookie(Session.cookieName) else { throw Problem.signedOut }
        let hash = Session.hash(token)
        let path = request.path
        let found = try await database.read { tx -> (Session, Worker, [NavItem])? in
            guard let session = try tx.session(hash, at: request.now),
                let worker = try tx.worker(session.worker), !worker.isDisabled
            else { return nil }
            return (session, worker, try menuItems(for: worker, at: path, request.now, in: tx))
        }
        guard let (session, worker, items) = found else { throw Problem.signedOut }
        let visit = Visit(house: self, request: request, worker: worker, session: session, menu: items)
        try await keepAlive(visit)
        if request.method.mayChange, !forms.admit(session.tokenHash, at: request.now) { throw Problem.tooMany }
        // A script's own header cannot be set from another site without asking first, so it stands for the token.
        if request.method.mayChange, !request.isFromScript {
            let isOurs = FormToken.isValid(request.form["_token"], for: session.tokenHash, key: keys.forms)
            guard isOurs else { throw Problem.stale }
        }
        guard Policy.allows(worker.role, action) else {
            try await database.write { tx in
                try visit.note(action.rawValue, on: "", Refusal.role.rawValue, .refused, in: tx)
            }
            throw Problem.forbidden(why: Refusal.role.words)
        }
        return visit
    }

    private func menuItems(
        for worker: Worker, at path: String, _ now: Instant, in tx: Transaction
    ) throws -> [NavItem] {
        try menu.filter { Policy.allows(worker.role, $0.action) }.map { entry in
            let isCurrent = path == entry.link.text || path.hasPrefix(entry.link.text + "/")
            return NavItem(entry.label, entry.link, count: try entry.count?(tx, worker, now), isCurrent: isCurrent)
        }
    }

    /// Notes that the session is in use, at most once a minute, and takes away a notice that has now been shown.
    private func keepAlive(_ visit: Visit) async throws {
        let session = visit.session
        let isDue = visit.now.seconds(since: session.lastUsed) >= 60
        guard isDue || (session.notice != nil && visit.request.method == .get) else { return }
        try await database.write { tx in
            try tx.run("UPDATE session SET last_used = \(visit.now), notice = NULL WHERE id = \(session.id)")
        }
    }
}
