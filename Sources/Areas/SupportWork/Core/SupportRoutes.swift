import Casework
import Governance
import Kernel
import People
import Storage
import Web

/// A young person's supports, and each one's overview and history.
struct SupportHandlers: Sendable {
    /// What other subjects add to the overview of a support.
    let cards: [SupportCard]

    func list(_ visit: Visit) async throws -> Answer { try await Self.list(visit, FormView(), status: 200) }

    static func list(_ visit: Visit, _ form: FormView, status: Int) async throws -> Answer {
        let person: ID<Person> = try visit.request.id("person")
        let (frame, supports, names, opening) = try await visit.record { tx in
            let grant = try visit.grant(.seeSupport, on: person, "support", in: tx)
            let names = try tx.pathways(on: visit.today).map { ($0.pathway.id, $0.pathway.name) }
            return (
                try tx.frame(grant, at: visit.now), try tx.supports(grant),
                Dictionary(names, uniquingKeysWith: { first, _ in first }),
                try OpeningDesk.pathways(on: visit.today, in: tx)
            )
        }
        let mayOpen = Policy.allows(visit.worker.role, .offerSupport) && frame.grant.shows(.plan)
        let begin: HTML =
            mayOpen ? OpeningDesk.card(form, of: person, among: opening, token: visit.token) : .empty
        return frame.page(
            visit, .support, title: "Support", hasErrors: !form.errors.isEmpty, status: status,
            body: "\(form.summary())\(SupportPages.list(supports, names: names, on: visit.today))\(begin)")
    }

    func overview(_ visit: Visit) async throws -> Answer {
        let sources = cards
        let (frame, cards) = try await visit.record { tx -> (SupportFrame, [HTML]) in
            let frame = try visit.readSupport(.seeSupport, "support opened", in: tx)
            return (frame, try sources.map { try $0.body(tx, frame, visit.today) })
        }
        return frame.page(
            visit, .overview, title: frame.pathway.name, body: SupportPages.overview(frame, cards, on: visit.today))
    }

    func history(_ visit: Visit) async throws -> Answer {
        let (frame, moves) = try await visit.record { tx in
            let frame = try visit.readSupport(.seeSupport, "support's history", in: tx)
            return (frame, try tx.moves(of: frame.support, frame.grant))
        }
        return frame.page(visit, .history, title: "History", body: SupportPages.history(moves))
    }
}

/// A card one subject adds to the overview of a support; empty when there is nothing to show.
package struct SupportCard: Sendable {
    package let body: @Sendable (Transaction, SupportFrame, Day) throws -> HTML

    package init(body: @escaping @Sendable (Transaction, SupportFrame, Day) throws -> HTML) {
        self.body = body
    }
}

func supportCoreRoutes(_ house: House, cards: [SupportCard]) -> [Route] {
    let handlers = SupportHandlers(cards: cards)
    return [
        house.route(.get, "/young-people/{person}/support", .seeSupport, audit: .view, handlers.list),
        house.route(.post, "/young-people/{person}/support", .offerSupport, audit: .change, OpeningDesk().open),
        house.route(.get, "/support/{support}", .seeSupport, audit: .view, handlers.overview),
        house.route(.get, "/support/{support}/history", .seeSupport, audit: .view, handlers.history),
    ]
}
