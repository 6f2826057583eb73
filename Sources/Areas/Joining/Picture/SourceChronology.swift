import Governance
import Kernel
import People
import Storage
import Web

/// What agencies' files say happened, as the chronology tells it: masked by role and by sharing agreement.
package func sourceChronology() -> ChronologySource {
    var source = ChronologySource { tx, grant in
        let reach = try tx.reach(grant)
        try tx.countUse(try tx.heldCounts(grant), reach)
        return try tx.sourceEvents(grant).map { SourceChronology.entry($0, reach) }
    }
    source.newest = { tx, frame, most in try SourceChronology.newest(most, frame.grant, in: tx) }
    return source
}

enum SourceChronology {
    /// The newest so many; for whoever may not read all that is held, all of them, so that each is masked.
    static func newest(_ most: Int, _ grant: Grant<Person>, in tx: Transaction) throws -> NewestEntries {
        let held = try tx.heldCounts(grant)
        guard !held.isEmpty else { return NewestEntries(entries: [], unread: 0) }
        let reach = try tx.reach(grant)
        try tx.countUse(held, reach)
        let isAllShown = held.allSatisfy {
            reach.answer($0.category, from: $0.agency, named: $0.agencyName).isShown
        }
        let events = try tx.sourceEvents(grant, most: isAllShown ? most : .max)
        let total = held.reduce(0) { $0 + $1.number }
        return NewestEntries(
            entries: events.map { entry($0, reach) }, unread: isAllShown ? max(0, total - events.count) : 0)
    }

    static func entry(_ event: SourceEvent, _ reach: Reach) -> ChronologyEntry {
        let words = RiskRules.standard
        var entry = ChronologyEntry(
            at: event.at, precision: event.precision, category: event.category, kind: event.kind,
            title: event.title.isEmpty ? event.kind : event.title, body: "", agency: event.agencyName,
            agencyKind: event.agencyKind, addedBy: "From the file for \(Period.words(event.period))",
            weight: event.isSerious ? .serious : .ordinary)
        entry.until = event.until
        entry.basis = words.isOpinion(event.kind) ? .opinion : .fact
        entry.facts = event.facts.map { fact in
            let judged = words.isJudged(fact.name) ? " (the agency’s judgement)" : ""
            return "\(fact.name): \(fact.value)\(judged)"
        }
        switch reach.answer(event.category, from: event.agency, named: event.agencyName) {
        case .shown(let agreement): entry.agreement = agreement
        case .withheld(let why): entry.withheld = why
        case .notForRole: break
        }
        return entry
    }
}

/// What time a file is about, as people say it.
enum Period {
    /// "September 2026" for "2026-09"; anything else as the agency named it.
    static func words(_ period: String) -> String {
        guard period.utf8.count == 7, let day = Day("\(period)-01") else { return period }
        return "\(day.monthName) \(day.year)"
    }
}
