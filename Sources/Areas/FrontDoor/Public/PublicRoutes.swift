import Governance
import Kernel
import Web

/// Everything anybody may open: what to notice, how to tell us, how to read our reply, how to leave fast.
package func publicRoutes(_ house: House) -> [Route] {
    sayingRoutes(house) + reportRoutes(house) + replyRoutes(house)
}

private let forAnyone = "says the same to anyone and holds nothing about anyone"

private func sayingRoutes(_ house: House) -> [Route] {
    let pages = PublicPages(house: house)
    let texts = PublicTexts.standard.pages.map { text in
        house.open(.get, "/\(text.id)", because: forAnyone) { _ in .page(pages.text(text)) }
    }
    return texts + [
        house.open(.get, "/", because: forAnyone) { _ in .page(pages.start()) },
        house.open(.get, "/words-we-use", because: forAnyone) { _ in .page(pages.glossary()) },
        house.open(.get, "/signs/{audience}", because: forAnyone) { request in
            let id = request.parameters["audience"]
            guard let audience = Signs.standard.audiences.first(where: { $0.id == id }) else { throw Problem.notFound }
            return .page(pages.signsPage(audience))
        },
        house.open(.get, "/exit", because: "leaves this site, for those who must be quick") { _ in
            .leave(to: ReportRules.standard.exit)
        },
    ]
}

private func reportRoutes(_ house: House) -> [Route] {
    let rules = ReportRules.standard
    let handlers = ReportHandlers(house: house, gate: FloodGate(rules), rules: rules)
    return [
        house.open(.get, "/tell-us", because: "anyone may tell us about a young person", handlers.begin),
        house.open(
            .post, "/tell-us", because: "anyone may tell us; the answer never says whether anyone is known",
            audit: .change
        ) { request in
            // The browser's own Back needs its copy of the page before. Leaving and sending throw the copies away.
            let answer = try await handlers.go(request)
            return answer.header("Cache-Control") == nil ? answer.with("Cache-Control", "private, no-cache") : answer
        },
    ]
}

private func replyRoutes(_ house: House) -> [Route] {
    let handlers = ReplyHandlers(house: house)
    return [
        house.open(.get, "/reply", because: "asks for a reference and a PIN", handlers.ask),
        house.open(
            .post, "/reply", because: "opens only to a reference with its PIN; wrong pairs all read the same",
            audit: .view, handlers.look),
    ]
}
