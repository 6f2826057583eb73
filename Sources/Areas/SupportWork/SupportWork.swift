import Casework
import Governance
import Kernel
import Storage
import Web

/// Everything from the hub's decision to the last follow-up.
package func supportRoutes(_ house: House) -> [Route] {
    supportCoreRoutes(house, cards: [])
}

/// What a decision for support sets going: a support of its pathway, once for each decision.
package func openSupport(for decision: Decision, by worker: Worker, at now: Instant, in tx: Transaction) throws {
    guard decision.outcome == .supportPathway, let version = try tx.pathway(decision.pathway, on: now.day) else {
        return
    }
    try tx.insert(
        Support(
            person: decision.person, referral: decision.referral, decision: decision.id, pathway: decision.pathway,
            pathwayVersion: version.number, openedAt: now),
        why: "Decided at the daily meeting", by: worker.id, at: now)
}
