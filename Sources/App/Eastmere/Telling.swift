import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Writes down one referral and everything that became of it.
struct Telling {
    let story: Story
    let youngster: Youngster
    let staff: Staff
    let library: Library
    let now: Instant
    let phrasing: Phrasing
    var dice: Dice

    /// Days after a decision in which workers still have to do with a young person.
    static let activeDays = 130

    init(story: Story, youngster: Youngster, staff: Staff, library: Library, now: Instant) {
        self.story = story
        self.youngster = youngster
        self.staff = staff
        self.library = library
        self.now = now
        phrasing = Phrasing(library.writing.words)
        dice = Dice(seed: story.seed, part: "telling")
    }

    var referral: Referral { story.referral }
    var person: ID<Person> { youngster.person.id }
    var decidedAt: Instant { referral.decidedAt ?? referral.receivedAt }
    var isActive: Bool { decidedAt > now.adding(days: -Self.activeDays) }

    /// The coordinator whose day it was.
    var coordinator: Worker { story.receivedAt.day.number % 3 == 0 ? staff["mina"] : staff["rowan"] }
    var sender: Worker? { staff.everyone.first { $0.id == referral.referrer } }

    /// One of the sentences, filled for this young person on a day.
    mutating func words(_ sentences: [String], on day: Day) -> String {
        phrasing.common(sentences, Facts(values: story.facts.values, day: day), &dice)
    }

    mutating func write(in tx: Transaction, joining original: Referral?, into ledger: inout Ledger) throws {
        // Told by the reply itself, which stops that clock.
        var untold = referral
        untold.toldAt = nil
        try tx.insert(untold)
        try receive(in: tx, into: &ledger)
        if let original {
            let joined = referral.toldAt ?? decidedAt
            try tx.reply(to: referral.id, saying: Reply.toJoined, by: coordinator, at: joined)
            try tx.join(referral, to: original, at: joined)
            try tx.addStep(
                .joined, to: referral.id, because: "\(original.reference). Same young person, same days, same concern",
                by: coordinator, at: decidedAt.adding(minutes: -20))
            return
        }
        let screening = try screen(in: tx)
        try judge(screening, in: tx)
        ledger.note(
            .setRisk, by: coordinator, on: person.text, referral.reference, at: decidedAt.adding(minutes: -1), &dice)
        try share(in: tx, into: &ledger)
        try decide(in: tx, into: &ledger)
        try writeRecord(in: tx, into: &ledger)
    }

    /// How it came to the hub: who sent it, who read it, what the desk did.
    private mutating func receive(in tx: Transaction, into ledger: inout Ledger) throws {
        let read = referral.acknowledgedAt ?? decidedAt
        if let sender {
            try tx.involve(
                sender, as: .referrer, with: person, why: "Told us, \(referral.reference)", at: story.receivedAt)
            ledger.note(.makeReferral, by: sender, on: "", referral.reference, at: story.receivedAt, &dice)
        }
        if referral.channel == .phone || referral.channel == .letter {
            try tx.addStep(.entered, to: referral.id, because: "", by: coordinator, at: story.receivedAt)
            ledger.note(.enterReferral, by: coordinator, on: "", referral.reference, at: story.receivedAt, &dice)
        }
        try tx.addStep(.acknowledged, to: referral.id, because: "", by: coordinator, at: read)
        let found: ReferralStep.Kind = story.isFirst ? .recordMade : .linked
        let why = story.isFirst ? "" : "Same name, birthday and school"
        try tx.addStep(found, to: referral.id, because: why, by: coordinator, at: read)
        ledger.note(.handleReferral, by: coordinator, on: person.text, referral.reference, at: read, &dice)
        guard story.sameAs == nil else { return }
        try tx.addStep(.putOnMeeting, to: referral.id, because: "", by: coordinator, at: read)
    }

    /// The level of risk, beside what the tool made of it.
    private mutating func judge(_ screening: Screening?, in tx: Transaction) throws {
        let day = decidedAt.day
        var reason = words(library.deciding.risk[story.level.rawValue] ?? [], on: day)
        if let screening, screening.result.band.suggestedRisk != story.level {
            reason = "\(words(library.deciding.risk["differs"] ?? [], on: day)) \(reason)"
        }
        try tx.setRisk(
            story.level, on: person, headline: story.headline, reason: reason, suggested: screening?.suggestion ?? "",
            keepingSafe: [], goingWell: referral.helps, by: coordinator, at: decidedAt.adding(minutes: -1))
    }
}
