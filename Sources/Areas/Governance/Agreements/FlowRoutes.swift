import Kernel
import Storage
import Web

/// What flows where, for the data protection officer and the hub.
package func flowRoutes(_ house: House) -> [Route] {
    [
        house.route(.get, "/sharing/flows", .seeFlows, audit: .none) { visit in
            let page = try await visit.read { tx in try flowPage(on: visit.today, in: tx) }
            return visit.page(Page("What flows where", body: page.html))
        },
        house.route(.get, "/sharing/flows.csv", .seeFlows, audit: .export) { visit in
            let page = try await visit.record { tx in
                try visit.note(.seeFlows, "took what flows where as a file", in: tx)
                return try flowPage(on: visit.today, in: tx)
            }
            return download(FlowTables.ways(page.flows), "what-flows-where", visit)
        },
        house.route(.get, "/sharing/use.csv", .seeFlows, audit: .export) { visit in
            let page = try await visit.record { tx in
                try visit.note(.seeFlows, "took what was used as a file", in: tx)
                return try flowPage(on: visit.today, in: tx)
            }
            let text = FlowTables.uses(page.uses, page.flows.agreements, page.names)
            return download(text, "use-of-agreements", visit)
        },
    ]
}

private func download(_ text: String, _ name: String, _ visit: Visit) -> Answer {
    .download(text, type: "text/csv; charset=utf-8", name: "\(name)-\(visit.today).csv")
}

private func flowPage(on today: Day, in tx: Transaction) throws -> FlowPage {
    let agencies = try tx.agencies()
    let since = today.adding(days: -365)
    return FlowPage(
        flows: Flows(try tx.agreements(), agencies: agencies, on: today), uses: try tx.agreementUse(since: since),
        names: AgencyNames(agencies),
        decisions: try tx.sharingDecisionCount(since: London.instant(since, hour: 0, minute: 0)))
}

/// The privacy officer's card: agreements that end soon, and ended ones that somebody still relies on.
package func agreementHomeCards() -> [HomeCard] {
    [
        HomeCard(action: .manageAgreements) { tx, _, now in
            let agreements = try tx.agreements()
            let refused = try tx.agreementUse(since: now.day.adding(days: -30)).filter { $0.outcome == .refused }
            return AgreementCard(agreements: agreements, refused: refused, today: now.day).html
        }
    ]
}

/// What the privacy officer's card says.
struct AgreementCard {
    let agreements: [SharingAgreement]
    /// What was refused in the last 30 days.
    let refused: [AgreementUse]
    let today: Day

    var html: HTML {
        let items = soon + stillUsed + uncovered
        let link: HTML = "<p>\(anchor("See what flows where", "/sharing/flows"))</p>"
        let body: HTML = items.isEmpty ? "<p>Nothing needs you: no agreement ends within 60 days.</p>" : bullets(items)
        return card("Sharing agreements", id: "sharing", body: "\(body)\(link)")
    }

    private var soon: [HTML] {
        agreements.compactMap { agreement in
            guard case .endingSoon(let days) = agreement.state(on: today) else { return nil }
            let left = days == 0 ? "ends today" : "ends in \(days) \(days == 1 ? "day" : "days")"
            return "\(anchor("\(agreement.reference): \(agreement.terms.title)", "/sharing/\(agreement.id)")) \(left)."
        }
    }

    /// Ended agreements under which something was tried since.
    private var stillUsed: [HTML] {
        agreements.compactMap { agreement in
            let times = refused.filter { $0.agreement == agreement.id }.reduce(0) { $0 + $1.times }
            guard times > 0 else { return nil }
            let name = anchor("\(agreement.reference): \(agreement.terms.title)", "/sharing/\(agreement.id)")
            let state =
                agreement.state(on: today) == .ended ? "has ended and was still tried" : "did not cover what was tried"
            return "\(name) \(state) \(grouped(times)) \(times == 1 ? "time" : "times") in 30 days. Each was refused."
        }
    }

    /// Attempts that came near to no agreement at all.
    private var uncovered: [HTML] {
        let times = refused.filter { $0.agreement == nil }.reduce(0) { $0 + $1.times }
        guard times > 0 else { return [] }
        return [
            "Sharing without any agreement was refused \(grouped(times)) \(times == 1 ? "time" : "times") in 30 days."
        ]
    }
}
