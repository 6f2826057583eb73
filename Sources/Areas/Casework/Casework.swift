import FrontDoor
import Governance
import Kernel
import People
import Storage
import Web

/// What a decision sets going in areas to the right, in the decision's own transaction.
package typealias AfterDecision = @Sendable (Decision, Worker, Instant, Transaction) throws -> Void

/// The daily meeting: its board, one referral at it, risk, decisions, minutes and actions.
package func caseworkRoutes(
    _ house: House, pathways: PathwayLists, after: @escaping AfterDecision
) -> [Route] {
    let shares = ShareMemory()
    return boardRoutes(house, shares) + meetingRoutes(house) + itemRoutes(house) + riskRoutes(house)
        + decisionRoutes(house, shares, after: after) + actionRoutes(house) + pathwayRoutes(house, pathways)
}

/// How many referrals wait for the meeting, for the menu.
package func hubMenuCount(_ tx: Transaction, _ worker: Worker, _ now: Instant) throws -> Int {
    try tx.waitingReferrals()
}

/// The hub's cards on the home page, each for those whose role has use for it.
package func caseworkHomeCards() -> [HomeCard] {
    [
        HomeCard(action: .runMeeting) { tx, _, now in
            let lines = try tx.boardLines(in: [.waiting, .moreInformation])
            let awaited = try tx.awaited(lines.map(\.id))
            return WaitingCard(lines, awaited, calendar: .england, at: now).html
        },
        HomeCard(action: .addToRecord) { tx, worker, now in
            ActionCards.mine(try tx.actionCounts(on: now.day), worker.agency.name)
        },
        HomeCard(action: .runMeeting) { tx, _, now in ActionCards.chase(try tx.actionCounts(on: now.day)) },
        HomeCard(action: .seeCounts) { tx, worker, now in
            let start = FinancialYear(of: now.day).before.boundaries[0].adding(days: -8)
            let counts = ReferralCounts(try tx.referralTimes(since: start), calendar: .england)
            return CountCards(counts, audience: CountCards.audience(of: worker.role), now: now).html
        },
    ]
}

/// Casework's part of a young person's chronology: decisions, risk levels, and what agencies told.
package func caseworkChronology() -> ChronologySource {
    ChronologySource { tx, grant in
        try tx.decisions(about: grant).map(CaseworkChronology.entry)
            + tx.risks(grant).map(CaseworkChronology.entry)
            + tx.information(about: grant).map { CaseworkChronology.entry($0, viewer: grant.worker) }
    }
}

enum CaseworkChronology {
    static func entry(_ written: WrittenDecision) -> ChronologyEntry {
        let decision = written.decision
        var entry = ChronologyEntry(
            at: decision.at, precision: .minute, category: .decisions, kind: "decision",
            title: decision.number == 1 ? "Decided: \(written.title)" : "Decided again: \(written.title)",
            body: decision.reason, agency: written.byAgency.name, agencyKind: written.byAgency.kind,
            addedBy: written.by, link: "/hub/\(decision.referral)", linkWords: "See the decision")
        if let lead = written.lead { entry.facts.append("Lead: \(written.leadWorker ?? lead.name)") }
        if let by = decision.firstContactBy { entry.facts.append("First contact by \(by.long)") }
        if let by = decision.informationBy {
            entry.facts.append("More information from \(written.informationFrom ?? "") by \(by.long)")
        }
        return entry
    }

    static func entry(_ risk: RiskJudgement) -> ChronologyEntry {
        ChronologyEntry(
            at: risk.setAt, precision: .minute, category: .risk, kind: "risk",
            title: "Risk level set: \(risk.level.name.lowercased())", body: "\(risk.headline)\n\n\(risk.reason)",
            agency: "The hub", agencyKind: .partnership, addedBy: risk.setBy,
            weight: risk.level == .high ? .serious : .ordinary)
    }

    static func entry(_ one: WrittenInformation, viewer: ID<Worker>) -> ChronologyEntry {
        var entry = ChronologyEntry(
            at: one.at, precision: .minute, category: one.category, kind: "information",
            title: "Told the meeting: \(one.basis.name.lowercased())", body: one.text, agency: one.agency,
            agencyKind: one.agencyKind, addedBy: one.author, link: "/hub/\(one.referral)",
            linkWords: "See the referral at the meeting")
        entry.isOwn = one.authorID == viewer
        if one.handling == .conditions { entry.facts.append("Conditions: \(one.conditions)") }
        return entry
    }
}
