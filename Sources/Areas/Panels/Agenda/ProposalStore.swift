import Governance
import Kernel
import People
import Storage
import SupportWork

/// What Panels asks of areas it does not know.
package struct PanelHooks: Sendable {
    /// How many links to other people a record gained since a moment, young person by young person.
    package let newLinks: @Sendable (Transaction, Instant) throws -> [ID<Person>: Int]

    package init(newLinks: @escaping @Sendable (Transaction, Instant) throws -> [ID<Person>: Int]) {
        self.newLinks = newLinks
    }
}

/// Somebody who might come before a meeting, as it was worked out.
struct Proposed: Sendable {
    let person: ID<Person>
    let reasons: [ProposalReason]
}

extension Transaction {
    /// What the records say of everybody who may be brought before a meeting; read for ranking, shown to nobody here.
    func proposalFacts(
        for panel: Panel, _ rules: PanelLists.Proposal, hooks: PanelHooks, at now: Instant
    ) throws -> [ID<Person>: ProposalFacts] {
        var all: [ID<Person>: ProposalFacts] = [:]
        for standing in try riskStandings(changedSince: now.adding(days: -rules.risingDays)) {
            all[standing.person, default: ProposalFacts()].level = standing.level
            all[standing.person, default: ProposalFacts()].before = standing.before
            all[standing.person, default: ProposalFacts()].lookAgainBy = standing.lookAgainBy
        }
        let contacts = try lastContacts()
        for written in try openSupports(of: nil) {
            let support = written.support
            guard support.status == .active, let began = support.startedOn else { continue }
            let last = contacts[support.id]?.held?.day ?? began
            let days = max(0, now.day.number - last.number)
            // Somebody met by any of those who support them was met.
            let earlier = all[support.person]?.daysWithoutContact ?? days
            all[support.person, default: ProposalFacts()].daysWithoutContact = min(earlier, days)
        }
        for late in try overdueReviews(on: now.day) {
            let earlier = all[late.person]?.reviewDue ?? late.due
            all[late.person, default: ProposalFacts()].reviewDue = min(earlier, late.due)
        }
        for ask in try openAsks(panel.kind) { all[ask.person, default: ProposalFacts()].asked += 1 }
        for (person, day) in try lookedAtAgain(by: panel.kind) { all[person, default: ProposalFacts()].due = day }
        for (person, count) in try overduePanelActions(on: now.day) {
            all[person, default: ProposalFacts()].overdueActions = count
        }
        for (person, count) in try hooks.newLinks(self, now.adding(days: -rules.linksDays)) where count > 0 {
            all[person, default: ProposalFacts()].newLinks = count
        }
        return all
    }

    /// Works out who might come before a meeting, in place of what was worked out before.
    package func propose(for panel: Panel, hooks: PanelHooks, at now: Instant) throws {
        let rules = PanelLists.standard.proposal
        let ranked = Proposal.ranked(
            try proposalFacts(for: panel, rules, hooks: hooks, at: now), on: now.day, rules)
        try run("DELETE FROM panel_proposal WHERE panel_id = \(panel.id)")
        for (place, one) in ranked.enumerated() {
            try run(
                """
                INSERT INTO panel_proposal (panel_id, person_id, place, reasons)
                VALUES (\(panel.id), \(one.person), \(place), \(one.reasons.map(\.code).joined(separator: ";")))
                """)
        }
        try run("UPDATE panel SET proposed_at = \(now) WHERE id = \(panel.id)")
    }

    /// Who might come before a meeting, as last worked out, without those already on its agenda. Callers mask it.
    func proposed(for panel: ID<Panel>) throws -> (all: [Proposed], at: Instant?) {
        let all = try rows(
            """
            SELECT q.person_id, q.reasons FROM panel_proposal q
            WHERE q.panel_id = \(panel) AND NOT EXISTS (
                SELECT 1 FROM panel_item i WHERE i.panel_id = q.panel_id AND i.person_id = q.person_id)
            ORDER BY q.place
            """
        ).map { row -> Proposed in
            let codes: String = try row["reasons"]
            return Proposed(
                person: try row["person_id"],
                reasons: codes.split(separator: ";").compactMap { ProposalReason(code: $0) })
        }
        return (all, try value("SELECT proposed_at FROM panel WHERE id = \(panel)"))
    }

    /// By when meetings of a kind said to speak again about each young person they spoke about last.
    private func lookedAtAgain(by kind: String) throws -> [(ID<Person>, Day)] {
        let rows = try rows(
            """
            SELECT i.person_id, o.next_on FROM panel_outcome o JOIN panel_item i ON i.id = o.item_id
                JOIN panel p ON p.id = i.panel_id
            WHERE p.kind = \(kind) AND i.person_id IS NOT NULL ORDER BY p.on_day, o.at
            """)
        var last: [ID<Person>: Day?] = [:]
        for row in rows { last[try row["person_id"]] = .some(try row["next_on"]) }
        return last.compactMap { person, day in day.map { (person, $0) } }
    }

    private func overduePanelActions(on day: Day) throws -> [(ID<Person>, Int)] {
        try rows(
            """
            SELECT person_id, COUNT(*) AS overdue FROM panel_action
            WHERE person_id IS NOT NULL AND ended_at IS NULL AND due < \(day) GROUP BY person_id
            """
        ).map { (try $0["person_id"], try $0["overdue"]) }
    }
}
