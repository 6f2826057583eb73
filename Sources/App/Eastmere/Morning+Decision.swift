import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Morning {
    /// What the meeting decided this morning.
    mutating func decide(
        _ listed: Today.Listed, _ referral: Referral, _ person: ID<Person>, at: Instant, in tx: Transaction,
        _ ledger: inout Ledger
    ) throws {
        try finish(referral, person, at: at, in: tx, &ledger)
    }

    /// What an earlier meeting decided.
    mutating func decide(
        _ earlier: Kai.Earlier, _ referral: Referral, _ person: ID<Person>, at: Instant, in tx: Transaction,
        _ ledger: inout Ledger
    ) throws {
        try finish(referral, person, at: at, in: tx, &ledger)
    }

    private mutating func finish(
        _ referral: Referral, _ person: ID<Person>, at: Instant, in tx: Transaction, _ ledger: inout Ledger
    ) throws {
        var decided = referral
        (decided.status, decided.decidedAt) = (.decided, at)
        try tx.update(decided)
        ledger.note(.decideReferral, by: coordinator, on: person.text, referral.reference, at: at, &dice)
    }
}
