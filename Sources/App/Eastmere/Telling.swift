import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Writes down one referral and everything that became of it.
struct Telling {
    let story: Story
    let staff: Staff
    let now: Instant
    private(set) var dice: Dice

    init(story: Story, staff: Staff, now: Instant) {
        self.story = story
        self.staff = staff
        self.now = now
        dice = Dice(seed: story.seed, part: "telling")
    }

    /// The coordinator whose day it was.
    private var coordinator: Worker { story.receivedAt.day.number % 3 == 0 ? staff["mina"] : staff["rowan"] }

    mutating func write(in tx: Transaction, joining original: Referral?, into ledger: inout Ledger) throws {
        try tx.insert(story.referral)
        try involve(in: tx)
        guard original == nil, let person = story.referral.person, let decided = story.referral.decidedAt else { return }
        try tx.setRisk(
            story.level, on: person, headline: story.headline, reason: "", suggested: "", keepingSafe: [],
            goingWell: story.referral.helps, by: coordinator, at: decided.adding(minutes: -1))
        note(person, decided, &ledger)
    }

    private func involve(in tx: Transaction) throws {
        guard let person = story.referral.person else { return }
        if let sender = staff.everyone.first(where: { $0.id == story.referral.referrer }) {
            try tx.involve(
                sender, as: .referrer, with: person, why: "Told us, \(story.referral.reference)", at: story.receivedAt)
        }
    }

    private mutating func note(_ person: ID<Person>, _ decided: Instant, _ ledger: inout Ledger) {
        let reference = story.referral.reference
        let read = story.referral.acknowledgedAt ?? decided
        ledger.note(.handleReferral, by: coordinator, on: person.text, reference, at: read, &dice)
        ledger.note(.setRisk, by: coordinator, on: person.text, reference, at: decided.adding(minutes: -1), &dice)
        ledger.note(.decideReferral, by: coordinator, on: person.text, reference, at: decided, &dice)
    }
}
