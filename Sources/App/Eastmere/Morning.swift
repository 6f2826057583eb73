import FrontDoor
import Governance
import Kernel
import People
import Storage

/// Writes today down: the young people on the list, the decisions of this morning, the desk.
struct Morning {
    let staff: Staff
    let now: Instant
    var dice: Dice

    private var clock: TodayClock { TodayClock(now: now) }
    private var coordinator: Worker { staff["rowan"] }

    mutating func write(_ today: Today, in tx: Transaction, into ledger: inout Ledger) throws {
        for listed in today.open { try put(listed, decidedAt: nil, in: tx, &ledger) }
        for (place, listed) in today.decided.enumerated() {
            try put(listed, decidedAt: clock.thisMorning(place, of: today.decided.count), in: tx, &ledger)
        }
        for fresh in today.desk { try receive(fresh, in: tx) }
    }

    private mutating func put(
        _ listed: Today.Listed, decidedAt: Instant?, in tx: Transaction, _ ledger: inout Ledger
    ) throws {
        let channel = Channel(rawValue: listed.channel) ?? .professional
        let received = clock.received(dueIn: listed.due, isOffice: channel != .publicForm)
        let person = person(listed)
        try tx.insert(person, at: received)
        var referral = Referral(
            id: dice.id(), reference: dice.withSource { ReferralReference.make(prefix: "EM", using: &$0) },
            channel: channel, status: decidedAt == nil ? .waiting : .decided, sourceCode: listed.code,
            sourceWords: listed.words, receivedAt: received)
        referral.person = person.id
        if let sender = staff.workers[listed.worker] {
            (referral.referrer, referral.agency) = (sender.id, sender.agency.id)
            try tx.involve(sender, as: .referrer, with: person.id, why: "Told us, \(referral.reference)", at: received)
        }
        referral.answers = Answers.who(person, school: listed.school)
        for (index, concern) in listed.concerns.enumerated() {
            referral.answers["concern-\(index + 1)-what"] = ["\(concern)."]
            referral.answers["concern-\(index + 1)-known"] = [dice.pick(["seen", "told"])]
            referral.answers["concern-\(index + 1)-kind"] = ["fact"]
        }
        referral.answers["helps"] = listed.helps
        referral.answers["hope"] = [listed.proposed]
        (referral.concerns, referral.helps, referral.proposed) = (listed.concerns, listed.helps, listed.proposed)
        referral.acknowledgedAt = min(received.adding(minutes: 25), now.adding(minutes: -4))
        referral.decidedAt = decidedAt
        try tx.insert(referral)
        let readAt = min(received.adding(minutes: 40), now.adding(minutes: -3))
        if let level = listed.risk {
            try tx.setRisk(
                level, on: person.id, headline: listed.headline, reason: listed.reason, suggested: "",
                keepingSafe: listed.keepingSafe, goingWell: listed.goingWell, by: coordinator, at: readAt)
        }
        for agency in staff.offices where agency.isOnHub {
            try tx.involve(
                agency.id, as: .meeting, with: person.id, why: "On the daily meeting's list, \(referral.reference)",
                until: now.adding(days: 28), at: readAt)
        }
        for key in listed.known {
            try tx.involve(
                staff.agency(key).id, as: .known, with: person.id, why: "Has said that it knows them", at: readAt)
        }
        ledger.note(.handleReferral, by: coordinator, on: person.id.text, referral.reference, at: readAt, &dice)
    }

    private mutating func person(_ listed: Today.Listed) -> Person {
        var person = Person(
            id: dice.id(), number: listed.number, givenName: listed.given, familyName: listed.family)
        person.pronouns = listed.pronouns
        person.born = now.day.adding(days: -(listed.age * 365 + listed.age / 4 + dice.number(40...250)))
        person.school = listed.school
        person.address = "\(dice.number(2...90)) \(listed.street), Eastmere"
        person.postcode = "\(listed.district) \(dice.number(1...9))\(dice.pick(["QT", "LN", "RD", "HB"]))"
        person.livesWith = listed.livesWith
        return person
    }

    private mutating func receive(_ fresh: Today.Fresh, in tx: Transaction) throws {
        var referral = Referral(
            id: dice.id(), reference: dice.withSource { ReferralReference.make(prefix: "EM", using: &$0) },
            channel: Channel(rawValue: fresh.channel) ?? .publicForm,
            status: ReferralStatus(rawValue: fresh.status) ?? .received, sourceCode: fresh.code,
            sourceWords: fresh.words, receivedAt: clock.ago(fresh.minutes))
        if let sender = staff.workers[fresh.worker], referral.channel == .professional {
            (referral.referrer, referral.agency) = (sender.id, sender.agency.id)
        }
        referral.answers = fresh.answers
        if referral.channel != .publicForm { referral.concerns = [String(fresh.noticed.prefix { $0 != "." })] }
        try tx.insert(referral)
    }
}

extension Today.Fresh {
    /// What was typed, by field.
    var answers: [String: [String]] {
        let name = [given, family].filter { !$0.isEmpty }.joined(separator: " ")
        let fields: [String: String] =
            channel == "publicForm"
            ? [
                "danger": danger, "noticed": noticed, "who_name": name, "who_age": age > 0 ? "About \(age)" : "",
                "who_school": school, "where": `where`, "when": when, "still": "yes", "may_say": "no",
            ]
            : [
                "given_name": given, "family_name": family, "about_age": String(age), "school": school,
                "concern-1-what": noticed, "concern-1-known": "told", "concern-1-kind": "fact", "hope": hope,
                "source_words": words, "lawful_basis": "public_task", "told_about_sharing": "yes",
            ]
        return fields.filter { !$0.value.isEmpty }.mapValues { [$0] }
    }
}
