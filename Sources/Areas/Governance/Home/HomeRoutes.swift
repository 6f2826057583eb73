import Kernel
import Storage
import Web

/// The page everyone lands on: what waits for them today, card by card, as their role allows.
package func homeRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/home", .useAccount, audit: .none) { visit in
            let cards = try await visit.read { tx in
                try house.home.filter { Policy.allows(visit.worker.role, $0.action) }
                    .map { try $0.body(tx, visit.worker, visit.now) }.filter { !$0.isEmpty }
            }
            let head = pageHead(
                "Good \(greeting(visit.now)), \(firstName(visit.worker))", lead: "\(visit.today.withWeekday)")
            let none = emptyState("Nothing waits for you", "<p>New work appears here as it arrives.</p>")
            return visit.page(Page("Home", body: head + (cards.isEmpty ? none : cards.joined())))
        }
    ]
}

private func greeting(_ now: Instant) -> String {
    switch London.minuteOfDay(now) / 60 {
    case 0..<12: "morning"
    case 12..<18: "afternoon"
    default: "evening"
    }
}

private func firstName(_ worker: Worker) -> String {
    worker.name.split(separator: " ").first.map(String.init) ?? worker.name
}

/// Governance's own home cards: alerts for the privacy officer.
package func governanceHomeCards() -> [HomeCard] {
    [
        HomeCard(action: .reviewAccess) { tx, _, _ in
            let waiting = try tx.unreviewedBreakGlass()
            let words: HTML =
                waiting == 0
                ? "<p>No emergency opening waits for review.</p>"
                : "<p><strong>\(waiting)</strong> waiting for review. \(anchor("Review them", "/access/alerts"))</p>"
            return card("Emergency openings", id: "emergency", body: words)
        },
        HomeCard(action: .manageWorkers) { tx, _, _ in
            let count = try tx.count("SELECT COUNT(*) FROM worker WHERE disabled = 0")
            return card(
                "People and roles", id: "people",
                body: "<p>\(count) people have an account. \(anchor("Manage them", "/people-and-roles"))</p>")
        },
    ]
}
