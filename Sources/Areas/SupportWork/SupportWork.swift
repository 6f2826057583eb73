import Casework
import Governance
import Kernel
import People
import Providers
import Storage
import Tasks
import Web

/// Everything from the hub's decision to the last follow-up.
package func supportRoutes(_ house: House) -> [Route] {
    supportCoreRoutes(house, cards: [beginningCard, planCard, contactCard, reviewCard]) + offerRoutes(house)
        + planRoutes(house) + contactRoutes(house) + reviewRoutes(house) + endingRoutes(house) + capacityRoutes(house)
        + outcomeRoutes(house) + groupRoutes(house) + caseloadRoutes(house)
}

/// Contacts that were held, reviews and the steps of support, in a young person's chronology.
package func supportChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        try tx.supports(grant).flatMap { written -> [ChronologyEntry] in
            let pathway = try tx.pathway(written.support.pathway, version: written.support.pathwayVersion)?.pathway.name
            return try tx.moves(of: written.support, grant).map { move in
                ChronologyEntry(
                    at: move.at, precision: .minute, category: .plan, kind: "support",
                    title: "\(pathway ?? "Support"): \(move.what)", body: move.reason,
                    agency: written.agency?.name ?? "The hub", agencyKind: written.agency?.kind ?? .partnership,
                    addedBy: move.by ?? "The program", link: SupportPart.overview.link(written.support.id),
                    linkWords: "See the support")
            }
        }
    }
}

/// Support's cards on the home page.
package func supportHomeCards() -> [HomeCard] { [contactHomeCard(), overdueReviewCard()] }

/// What a decision for help sets going: a support of its pathway, once for each decision.
package func openSupport(for decision: Decision, by worker: Worker, at now: Instant, in tx: Transaction) throws {
    guard let pathway = decision.helps, let version = try tx.pathway(pathway, on: now.day) else { return }
    let support = Support(
        person: decision.person, referral: decision.referral, decision: decision.id, pathway: pathway,
        pathwayVersion: version.number, openedAt: now)
    try tx.insert(
        support,
        why: "Decided at the daily meeting", by: worker.id, at: now)
    try tx.remindOfPlace(support, by: worker, at: now)
}

/// What the directory asks: what is open on a service, and how many young people each mentor supports.
package let supportProviderHooks = ProviderHooks(
    openOn: { tx, service in try tx.openOn(service) }, load: { tx in try tx.mentorLoad() })

extension Decision {
    /// The pathway of the help that was decided, when it was help of ours: early help has one of its own.
    package var helps: String? {
        switch outcome {
        case .supportPathway: pathway
        case .earlyHelp: "early-help"
        case .socialCare, .signpost, .moreInformation, .noFurtherAction: nil
        }
    }
}
