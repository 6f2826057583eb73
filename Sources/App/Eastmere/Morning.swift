import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Writes today down: the young people on the list, the decisions of this morning, the desk.
struct Morning {
    let staff: Staff
    let library: Library
    let now: Instant
    let seed: UInt64
    var dice: Dice
    /// Days to move Kai's past back, so that after a long weekend it still comes before today's referral.
    var shift = 0

    init(staff: Staff, library: Library, now: Instant, seed: UInt64, dice: Dice) {
        self.staff = staff
        self.library = library
        self.now = now
        self.seed = seed
        self.dice = dice
    }

    var clock: TodayClock { TodayClock(now: now) }
    var coordinator: Worker { staff["rowan"] }

    mutating func write(_ today: Today, in tx: Transaction, into ledger: inout Ledger) throws {
        for listed in today.open {
            let person = listed.person(on: now.day, seed: seed)
            try tx.insert(person, at: now.adding(days: -2))
            let received = clock.received(dueIn: listed.due, isOffice: listed.channel != "publicForm")
            shift = max(0, now.day.number - received.day.number - 3)
            if listed.key == "kai" { try write(Kai.shipped, of: person, listed, in: tx, into: &ledger) }
            try put(listed, person, in: tx, &ledger)
        }
        for (place, listed) in today.decided.enumerated() {
            let person = listed.person(on: now.day, seed: seed)
            try tx.insert(person, at: now.adding(days: -2))
            let referral = try put(listed, person, in: tx, &ledger)
            let at = clock.thisMorning(place, of: today.decided.count)
            try decide(listed, referral, person.id, at: at, in: tx, &ledger)
        }
        for fresh in today.desk { try receive(fresh, in: tx, &ledger) }
        try begin(today.draft, in: tx, &ledger)
        try openMeeting(today, in: tx, &ledger)
    }

    /// Puts one young person's referral on today's list.
    @discardableResult
    private mutating func put(
        _ listed: Today.Listed, _ person: Person, in tx: Transaction, _ ledger: inout Ledger
    ) throws -> Referral {
        let channel = Channel(rawValue: listed.channel) ?? .professional
        let received = clock.received(dueIn: listed.due, isOffice: channel != .publicForm)
        var referral = Referral(
            id: dice.id(), reference: reference(), channel: channel, status: .waiting, sourceCode: listed.code,
            sourceWords: listed.words, receivedAt: received)
        referral.person = person.id
        referral.answers = answers(listed, person, channel)
        referral.concerns = listed.concerns.map(dated)
        (referral.helps, referral.proposed) = (listed.helps, listed.proposed)
        referral.acknowledgedAt = min(received.adding(minutes: 25), now.adding(minutes: -4))
        let sender = staff.workers[listed.worker]
        if let sender { (referral.referrer, referral.agency) = (sender.id, sender.agency.id) }
        try tx.insert(referral)
        if let sender {
            try tx.involve(sender, as: .referrer, with: person.id, why: "Told us, \(referral.reference)", at: received)
            ledger.note(.makeReferral, by: sender, on: "", referral.reference, at: received, &dice)
        }
        let readAt = min(received.adding(minutes: 40), now.adding(minutes: -3))
        try list(referral, person.id, listed, at: readAt, in: tx, &ledger)
        return referral
    }

    /// What the desk did with it before the meeting: read, screened, judged, put on the list.
    private mutating func list(
        _ referral: Referral, _ person: ID<Person>, _ listed: Today.Listed, at readAt: Instant, in tx: Transaction,
        _ ledger: inout Ledger
    ) throws {
        try tx.addStep(.acknowledged, to: referral.id, because: "", by: coordinator, at: readAt)
        try tx.addStep(
            listed.key == "kai" ? .linked : .recordMade, to: referral.id, because: "", by: coordinator, at: readAt)
        try tx.addStep(.putOnMeeting, to: referral.id, because: "", by: coordinator, at: readAt)
        ledger.note(.handleReferral, by: coordinator, on: person.text, referral.reference, at: readAt, &dice)
        let screening = try screen(listed, referral, at: readAt, in: tx)
        for agency in staff.offices where agency.isOnHub {
            try tx.involve(
                agency.id, as: .meeting, with: person, why: "On the daily meeting's list, \(referral.reference)",
                until: now.adding(days: 28), at: readAt)
        }
        for key in listed.known {
            try tx.involve(
                staff.agency(key).id, as: .known, with: person, why: "Has said that it knows them", at: readAt)
        }
        let toldAt = min(max(readAt.adding(minutes: 5), clock.thisMorning(1, of: 5)), now.adding(minutes: -1))
        try tell(listed, referral, person, at: toldAt, in: tx, &ledger)
        // Kai's level was set at an earlier meeting, and stands.
        guard let level = listed.risk, listed.key != "kai" else { return }
        try tx.setRisk(
            level, on: person, headline: listed.headline, reason: listed.reason,
            suggested: screening?.suggestion ?? "", keepingSafe: listed.keepingSafe, goingWell: listed.goingWell,
            by: coordinator, at: readAt)
        ledger.note(.setRisk, by: coordinator, on: person.text, referral.reference, at: readAt, &dice)
    }

    mutating func screen(
        _ listed: Today.Listed, _ referral: Referral, at: Instant, in tx: Transaction
    ) throws -> Screening? {
        guard !listed.screened.isEmpty else { return nil }
        var answers: [Int: ScreeningAnswer] = [:]
        for row in Instrument.current.rows {
            let code = listed.screened[String(row.number)] ?? (dice.happens(0.15) ? "notKnown" : "no")
            answers[row.number] = ScreeningAnswer(code: code, recency: .last3Months)
        }
        let input = ScreeningInput(
            answers: answers, age: listed.age, suspectedExploiter: listed.level == "high" ? .yes : .notKnown,
            tellsSomeone: .no)
        let result = Instrument.current.result(of: input)
        let own = Band.allCases.first { $0.suggestedRisk == listed.risk } ?? result.band
        let entry = ScreeningEntry(
            input: input, result: result, ownBand: own, ownReason: own == result.band ? "" : listed.reason,
            protective: dice.some(2, of: Instrument.current.protective.map(\.id)),
            protectiveWords: listed.helps.joined(separator: ". "))
        let screening = Screening(
            id: dice.id(), referral: referral.id, person: referral.person, instrument: .current, entry: entry,
            by: staff.workers[listed.worker] ?? coordinator, at: at)
        try tx.insert(screening)
        return screening
    }

    private mutating func answers(_ listed: Today.Listed, _ person: Person, _ channel: Channel) -> [String: [String]] {
        guard channel != .publicForm else {
            return [
                "danger": ["no"], "noticed": [listed.concerns.map { "\($0)." }.joined(separator: " ")],
                "who_name": [person.fullName], "who_age": [String(listed.age)], "who_school": [listed.school],
                "when": ["This week"], "still": ["yes"], "may_say": ["yes"], "reporter_relation": ["Mum"],
                "reporter_contact": ["07700 900461"], "reporter_safe": ["After six, by message"],
            ]
        }
        var answers = Answers.who(person, school: listed.school)
        for (index, concern) in listed.concerns.enumerated() {
            answers["concern-\(index + 1)-what"] = ["\(dated(concern))."]
            answers["concern-\(index + 1)-known"] = [dice.pick(["seen", "told"])]
            answers["concern-\(index + 1)-kind"] = ["fact"]
        }
        answers["helps"] = [listed.helps.joined(separator: "\n")]
        answers["hope"] = [listed.proposed]
        answers["agrees_to_support"] = ["yes"]
        answers["told_about_sharing"] = ["yes"]
        answers["lawful_basis"] = ["public_task"]
        return answers
    }

    /// Writes the day so many days ago where a text has its number: "{4}".
    private func dated(_ text: String) -> String {
        guard let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}"),
            let days = Int(text[text.index(after: open)..<close])
        else { return text }
        let day = now.day.adding(days: -days - shift)
        return text[..<open] + day.short + text[text.index(after: close)...]
    }

    mutating func reference() -> String {
        dice.withSource { ReferralReference.make(prefix: "EM", using: &$0) }
    }
}
