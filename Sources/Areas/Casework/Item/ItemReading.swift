import FrontDoor
import Governance
import Kernel
import People
import Storage
import Web

/// One referral at the meeting, with everything its reader may see around it.
struct ItemReading: Sendable {
    let referral: Referral
    let grant: Grant<Person>
    let person: Person
    /// The judgements of risk, newest first.
    let risks: [RiskJudgement]
    /// The decision that stands, then those before it.
    let decisions: [WrittenDecision]
    let information: [WrittenInformation]
    let actions: [ID<Decision>: [WrittenAction]]
    let involved: [Involved]
    /// Newest first; none for somebody who may not know of risk.
    let screenings: [Screening]

    var level: RiskLevel? { risks.first?.level }
    var standing: WrittenDecision? { decisions.first }

    /// The name as this reader may know it.
    func name(on today: Day) -> String {
        grant.shows(.identity) ? person.nameAndAge(on: today) : person.initials
    }

    /// The level that stood when the day began.
    func level(before day: Day) -> RiskLevel? { risks.first { $0.setAt.day < day }?.level }
}

extension Visit {
    /// The referral in the address, with leave to do this with it and the audit line that says so.
    func openItem(_ action: Action, _ detail: String, in tx: Transaction) throws -> (Referral, Grant<Person>) {
        let id: ID<Referral> = try request.id("referral")
        guard let referral = try tx.referral(id), referral.status != .draft else { throw Problem.notFound }
        guard let person = referral.person else {
            guard Policy.allows(worker.role, .handleReferral) else { throw Problem.notFound }
            throw Problem.conflict(what: "Nobody has said yet which young person this is. Do that at the desk first.")
        }
        let grant = try grant(action, on: person, "\(detail), \(referral.reference)", in: tx)
        switch referral.status {
        case .waiting, .moreInformation, .decided: return (referral, grant)
        case .draft, .quarantined, .received:
            throw Problem.conflict(what: "This referral is not on the meeting's list yet.")
        case .duplicate, .closed:
            throw Problem.conflict(what: "This referral was joined to another, or closed. It is not for the meeting.")
        }
    }

    /// Everything about the referral in the address.
    func readItem(_ action: Action, _ detail: String, in tx: Transaction) throws -> ItemReading {
        let (referral, grant) = try openItem(action, detail, in: tx)
        let decisions = try tx.decisions(on: referral.id, grant)
        return ItemReading(
            referral: referral, grant: grant, person: try tx.person(grant), risks: try tx.risks(grant),
            decisions: decisions, information: try tx.information(on: referral.id, grant),
            actions: try tx.actions(of: decisions.map(\.decision.id)),
            involved: try tx.involved(with: grant.subject, at: now).filter {
                $0.kind != .meeting && ($0.kind != .referrer || grant.shows(.source))
            },
            screenings: try screenings(of: referral, grant, in: tx))
    }

    /// What screening tools suggested about a referral.
    func screenings(of referral: Referral, _ grant: Grant<Person>, in tx: Transaction) throws -> [Screening] {
        guard grant.shows(.concerns), grant.shows(.risk) else { return [] }
        return try tx.screenings(of: referral.id)
    }
}
