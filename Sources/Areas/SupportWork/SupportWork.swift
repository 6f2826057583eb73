import Casework
import Governance
import Kernel
import Providers
import Storage
import Tasks
import Web

/// Everything from the hub's decision to the last follow-up.
package func supportRoutes(_ house: House) -> [Route] {
    supportCoreRoutes(house, cards: [beginningCard, planCard, contactCard]) + offerRoutes(house) + planRoutes(house)
        + contactRoutes(house)
}

/// What a decision for support sets going: a support of its pathway, once for each decision.
package func openSupport(for decision: Decision, by worker: Worker, at now: Instant, in tx: Transaction) throws {
    guard decision.outcome == .supportPathway, let version = try tx.pathway(decision.pathway, on: now.day) else {
        return
    }
    let support = Support(
        person: decision.person, referral: decision.referral, decision: decision.id, pathway: decision.pathway,
        pathwayVersion: version.number, openedAt: now)
    try tx.insert(
        support,
        why: "Decided at the daily meeting", by: worker.id, at: now)
    try tx.add(
        StoredTask(
            key: "place \(support.id)", person: support.person, what: "Find a place for support that was decided",
            link: SupportPart.offers.link(support.id).text, agency: worker.agency.id, worker: worker.id,
            due: now.day.adding(days: OfferSettings.standard.alarmDays), askedBy: worker.id, at: now))
}

/// What the directory asks: what is open on a service, and how many young people each mentor supports.
package let supportProviderHooks = ProviderHooks(
    openOn: { tx, service in try tx.openOn(service) }, load: { tx in try tx.mentorLoad() })
