import Logging
import Kernel

/// The whole web side of the program as one function from a request to an answer; the server only carries the bytes.
package struct Site: Sendable {
    /// Draws the page for a problem: title, what happened and what to do, reference, status.
    package typealias ProblemPage = @Sendable (ProblemWords) -> HTML

    package let routes: [Route]
    private let table: RouteTable
    private let files: StaticFiles
    private let problemPage: ProblemPage
    private let logger: Logger

    package init(routes: [Route], files: StaticFiles, logger: Logger, problemPage: @escaping ProblemPage) {
        self.routes = routes
        self.files = files
        self.problemPage = problemPage
        self.logger = logger
        table = RouteTable(routes)
    }

    /// Answers anything: every error becomes a page with a reference, and every answer carries the same safe headers.
    package func answer(_ request: Request) async -> Answer {
        if request.method == .get, let file = files.answer(for: request) { return file }
        let answer: Answer
        do {
            answer = try await routed(request)
        } catch {
            answer = explain(error, to: request)
        }
        return SafeHeaders.added(to: answer)
    }

    /// What the route of this request asks of a file, when it takes one and the request carries one.
    func upload(for request: Request) throws -> (rule: UploadRule, request: Request)? {
        guard request.method == .post, let (route, parameters) = try table.find(request.method, request.path),
            let rule = route.upload
        else { return nil }
        guard request.isFromThisSite else { throw Problem.stale }
        var routed = request
        routed.parameters = parameters
        return (rule, routed)
    }

    /// The request with a file that is in memory already, put where its route's store keeps it; nil when the route takes
    /// none. The server does the same with a file as it comes.
    package func receiving(_ request: Request, name: String, bytes: [UInt8]) async throws -> Request? {
        guard let (rule, routed) = try upload(for: request) else { return nil }
        let sink = try await rule.open(routed)
        try sink.take(bytes[...])
        var whole = request
        whole.file = UploadedFile(
            field: "file", name: name, bytes: bytes.count, place: sink.place, hash: try await sink.finish())
        return whole
    }

    /// The page for what went wrong before any route was asked.
    package func refuse(_ error: any Error, to request: Request) -> Answer {
        SafeHeaders.added(to: explain(error, to: request))
    }

    private func routed(_ request: Request) async throws -> Answer {
        guard let (route, parameters) = try table.find(request.method, request.path) else { throw Problem.notFound }
        if request.method.mayChange {
            if case .guarded = route.access, !request.isFromThisSite { throw Problem.stale }
            if request.isFromAnotherSite { throw Problem.stale }
        }
        var routed = request
        routed.parameters = parameters
        return try await route.handler(routed)
    }

    private func explain(_ error: any Error, to request: Request) -> Answer {
        if let problem = error as? Problem, problem == .signedOut, request.method == .get, !request.isFromScript {
            return .see(Link(stringLiteral: "/sign-in").with(query: [("then", request.target)]))
        }
        let words = ProblemWords(for: error, reference: request.reference, now: request.now)
        // The kind of error only: a description could hold what somebody typed.
        logger.log(
            level: words.status >= 500 ? .error : .info, "request refused",
            metadata: [
                "reference": .string(request.reference), "status": .stringConvertible(words.status),
                "problem": .string(words.kind),
            ])
        if request.isFromScript { return .json("{\"problem\":\"\(words.kind)\"}", status: words.status) }
        var answer = Answer.page(problemPage(words), status: words.status)
        if words.status == 503 { answer = answer.with("Retry-After", "5") }
        return answer
    }
}

extension Request {
    /// Path and query as asked, to come back to after signing in.
    package var target: String {
        Link(stringLiteral: path).with(query: query.fields.map { ($0.name, $0.value) }).text
    }
}

/// The headers every answer carries, errors too (SECURITY.md 5.6).
enum SafeHeaders {
    private static let always: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                + "require-trusted-types-for 'script'; trusted-types 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ]

    /// Adding twice changes nothing.
    static func added(to answer: Answer) -> Answer {
        guard answer.header("Content-Security-Policy") == nil else { return answer }
        var safe = answer
        safe.headers.append(contentsOf: always)
        if answer.header("Cache-Control") == nil { safe.headers.append(("Cache-Control", "no-store")) }
        return safe
    }
}
