import Governance
import Kernel
import People
import Storage

/// What the privacy officer has to look at: records with restrictions, an emergency opening, refusals.
struct Watch {
    let staff: Staff
    let now: Instant
    var dice: Dice

    /// Writes all of it down, about young people decided about lately, the latest last.
    mutating func write(_ lately: [ID<Person>], in tx: Transaction, into ledger: inout Ledger) throws {
        guard lately.count >= 12 else { return }
        try keepOut(of: lately[lately.count - 3], in: tx, into: &ledger)
        try letIn(to: lately[lately.count - 6], in: tx, into: &ledger)
        try open(lately[0], in: tx, into: &ledger)
        for place in 1...9 { refuse(lately[place], &ledger) }
    }

    /// Kept from one worker by name.
    private mutating func keepOut(of person: ID<Person>, in tx: Transaction, into ledger: inout Ledger) throws {
        let at = now.adding(days: -6)
        try tx.restrict(
            person, excluding: true, staff["welfare"].id,
            because: "She is an aunt of this young person, and told us so.", by: staff["rowan"].id, at: at)
        ledger.note(.restrictRecord, by: staff["rowan"], on: person.text, "kept one worker out", at: at, &dice)
    }

    /// Open to named workers only.
    private mutating func letIn(to person: ID<Person>, in tx: Transaction, into ledger: inout Ledger) throws {
        let at = now.adding(days: -4)
        for key in ["rowan", "dan", "morgan"] {
            try tx.restrict(
                person, excluding: false, staff[key].id,
                because: "The adult who harms this young person has family in several agencies.",
                by: staff["privacy"].id, at: at)
        }
        ledger.note(.restrictRecord, by: staff["privacy"], on: person.text, "let three workers in", at: at, &dice)
    }

    /// Opened in an emergency during the night, and not yet reviewed.
    private mutating func open(_ person: ID<Person>, in tx: Transaction, into ledger: inout Ledger) throws {
        let worker = staff["navigator"]
        let at = now.adding(minutes: -11 * 60 - 20)
        let reason =
            "Brought to A&E unconscious after an attack. I need to know who cares for this child, and whom to ring."
        try tx.breakGlass(on: person, by: worker.id, because: reason, at: at)
        ledger.note(.breakGlass, by: worker, on: person.text, "for 60 minutes", at: at, &dice)
        for minute in [1, 3, 14] {
            ledger.note(.viewRecord, by: worker, on: person.text, "overview", at: at.adding(minutes: minute), &dice)
        }
    }

    private mutating func refuse(_ person: ID<Person>, _ ledger: inout Ledger) {
        let worker = staff[dice.pick(["therapist", "marcus", "leanne", "inder", "yasmin"])]
        let at = now.adding(minutes: -dice.number(300...60_000))
        ledger.note(.viewRecord, by: worker, on: person.text, Refusal.noNeed.rawValue, .refused, at: at, &dice)
    }
}
