import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Everything one decision sets going, worked out before any of it is done.
package struct Deciding: Sendable {
    package let decision: Decision
    package let actions: [AgreedAction]
    package let leadAgency: Agency?
    package let leadWorker: Worker?
    /// Workers of the actions, who need the record for them.
    package let owners: [Worker]
    /// Agencies of the actions that have no named worker.
    package let owningAgencies: [Agency]

    package init(
        decision: Decision, actions: [AgreedAction], leadAgency: Agency?, leadWorker: Worker?, owners: [Worker],
        owningAgencies: [Agency]
    ) {
        self.decision = decision
        self.actions = actions
        self.leadAgency = leadAgency
        self.leadWorker = leadWorker
        self.owners = owners
        self.owningAgencies = owningAgencies
    }
}

extension Transaction {
    /// Keeps a decision with its actions, moves the referral on, tells whoever told us, and says who needs the record.
    package func decide(_ deciding: Deciding, on referral: Referral, by worker: Worker, at now: Instant) throws {
        let decision = deciding.decision
        try insert(decision)
        for action in deciding.actions { try insert(action) }
        var referral = referral
        referral.status = decision.outcome.isWaiting ? .moreInformation : .decided
        referral.acknowledgedAt = referral.acknowledgedAt ?? now
        // The first decision stops the clock; a later one does not start it again.
        if !decision.outcome.isWaiting { referral.decidedAt = referral.decidedAt ?? now }
        try update(referral)
        try reply(to: referral.id, saying: decision.reply, by: worker, at: now)
        if !decision.outcome.isWaiting { try endHandling(of: referral.id, about: decision.person, at: now) }
        try involve(deciding, reference: referral.reference, at: now)
    }

    private func involve(_ deciding: Deciding, reference: String, at now: Instant) throws {
        let person = deciding.decision.person
        let end = now.adding(days: HubSettings.standard.windowDays)
        for agency in try agencies() where agency.isOnHub {
            try involve(
                agency.id, as: .meeting, with: person, why: "Decided at the daily meeting, \(reference)", until: end,
                at: now)
        }
        if let lead = deciding.leadWorker {
            try stepBack(from: person, except: lead, reference: reference, at: now)
            try involve(lead, as: .lead, with: person, why: "Lead professional, \(reference)", at: now)
        }
        if let agency = deciding.leadAgency {
            let kind: Involvement = agency.kind == .voluntary ? .provider : .known
            try involve(agency.id, as: kind, with: person, why: "Lead agency, \(reference)", at: now)
        }
        for agency in deciding.owningAgencies where agency.kind == .voluntary {
            try involve(agency.id, as: .provider, with: person, why: "Has an action, \(reference)", at: now)
        }
        for owner in deciding.owners where owner != deciding.leadWorker {
            try involve(owner, as: .team, with: person, why: "Has an action, \(reference)", at: now)
        }
    }

    /// The one who led this referral before stays in the team: a change of lead must not leave anybody unseen.
    private func stepBack(from person: ID<Person>, except lead: Worker, reference: String, at now: Instant) throws {
        let earlier: [ID<Worker>] = try values(
            """
            SELECT DISTINCT lead_worker_id FROM decision
            WHERE person_id = \(person) AND lead_worker_id IS NOT NULL AND lead_worker_id <> \(lead.id)
            """)
        for id in earlier {
            guard let worker = try worker(id), try leads(worker, person, at: now) else { continue }
            try endInvolvement(of: id, as: .lead, with: person, at: now)
            try involve(worker, as: .team, with: person, why: "Led until \(now.day.long), \(reference)", at: now)
        }
    }

    private func leads(_ worker: Worker, _ person: ID<Person>, at now: Instant) throws -> Bool {
        let lines: [CaseloadLine<Person>] = try caseload(of: worker, at: now, most: 2000)
        return lines.contains { $0.kind == .lead && $0.subject == person }
    }
}
