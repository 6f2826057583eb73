import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Morning {
    /// Everything on Kai's record before today's referral.
    mutating func write(
        _ kai: Kai, of person: Person, _ listed: Today.Listed, in tx: Transaction, into ledger: inout Ledger
    ) throws {
        for (place, earlier) in kai.referrals.enumerated() {
            let isLast = place == kai.referrals.count - 1
            try write(earlier, of: person, isLast ? listed : nil, in: tx, into: &ledger)
        }
        for written in kai.notes { try write(written, on: person, in: tx, into: &ledger) }
        let opinion = kai.opinion
        let at = Kai.moment(opinion.days, "16:30", before: now.day.adding(days: -shift))
        try tx.insert(
            Note(
                id: dice.id(), person: person.id, kind: .note, at: at, precision: .day, title: opinion.title,
                body: opinion.body, basis: .opinion, by: staff[opinion.worker], addedAt: at))
        let drawn = Kai.moment(17, "14:40", before: now.day.adding(days: -shift))
        for (place, around) in kai.ties.enumerated() {
            try tx.insert(
                Tie(
                    id: dice.id(), person: person.id, name: around.name, relation: around.relation, kind: around.kind,
                    isAgreed: around.agreed, withoutAgreement: around.why ?? "", source: around.source,
                    lookAgainBy: now.day.adding(days: 165)),
                by: staff["nadia"].id, at: drawn.adding(minutes: place))
        }
        try gather(kai.team, around: person.id, in: tx, into: &ledger)
        var around = Around(staff: staff, now: now, dice: Dice(seed: seed, part: "connections of kai"))
        try around.write(kai: person.id, in: tx, into: &ledger)
    }

    private mutating func write(
        _ written: Kai.Written, on person: Person, in tx: Transaction, into ledger: inout Ledger
    ) throws {
        let at = Kai.moment(written.days, written.time, before: now.day.adding(days: -shift))
        let worker = staff[written.worker]
        var missing: MissingEpisode?
        if let hours = written.hours {
            let back = at.adding(hours: hours)
            missing = MissingEpisode(
                until: back, foundWhere: written.found ?? "", talk: .held,
                talkAt: back.adding(hours: written.talkHours ?? 24))
        }
        let addedAt = (missing?.until ?? at).adding(minutes: 70)
        let note = Note(
            id: dice.id(), person: person.id, kind: written.kind, at: at, precision: written.precision,
            title: written.title, body: written.body, weight: written.weight, missing: missing, by: worker,
            addedAt: addedAt)
        let subject = EventRole.Who.record(person.id, reference: person.reference)
        var roles: [EventRole] = []
        if written.harmed == true { roles.append(EventRole(subject, .harmed)) }
        if written.suspected == true { roles.append(EventRole(subject, .suspected)) }
        roles += (written.others ?? []).map { EventRole(.named($0), .suspected) }
        try tx.insert(note, roles: roles)
        ledger.note(.addToRecord, by: worker, on: person.id.text, written.kind.name, at: addedAt, &dice)
    }

    private mutating func write(
        _ earlier: Kai.Earlier, of person: Person, _ listed: Today.Listed?, in tx: Transaction,
        into ledger: inout Ledger
    ) throws {
        let received = Kai.moment(earlier.days, earlier.time, before: now.day.adding(days: -shift))
        let decided = HubTime().decided(received, isLate: false, &dice)
        let sender = staff[earlier.worker]
        var referral = Referral(
            id: dice.id(), reference: reference(), channel: Channel(rawValue: earlier.channel) ?? .professional,
            status: .waiting, sourceCode: earlier.code, sourceWords: earlier.words, receivedAt: received)
        (referral.person, referral.referrer, referral.agency) = (person.id, sender.id, sender.agency.id)
        referral.answers = Answers.who(person, school: person.school)
        for (index, concern) in earlier.concerns.enumerated() {
            referral.answers["concern-\(index + 1)-what"] = ["\(concern)."]
            referral.answers["concern-\(index + 1)-known"] = ["seen"]
            referral.answers["concern-\(index + 1)-kind"] = ["fact"]
        }
        (referral.concerns, referral.helps, referral.proposed) = (earlier.concerns, earlier.helps, earlier.proposed)
        referral.acknowledgedAt = received.adding(minutes: 18)
        try tx.insert(referral)
        try tx.involve(sender, as: .referrer, with: person.id, why: "Told us, \(referral.reference)", at: received)
        let screening = try listed.flatMap { try screen($0, referral, at: decided.adding(minutes: -40), in: tx) }
        try tx.setRisk(
            earlier.level, on: person.id, headline: earlier.headline, reason: earlier.reason,
            suggested: screening?.suggestion ?? "",
            keepingSafe: listed?.keepingSafe ?? [], goingWell: listed?.goingWell ?? earlier.helps, by: coordinator,
            at: decided.adding(minutes: -1))
        ledger.note(.handleReferral, by: coordinator, on: person.id.text, referral.reference, at: received, &dice)
        try decide(earlier, referral, person.id, at: decided, in: tx, &ledger)
    }

    /// The team around him, and their visits to the record this month.
    private mutating func gather(
        _ team: [String], around person: ID<Person>, in tx: Transaction, into ledger: inout Ledger
    ) throws {
        let since = Kai.moment(128, "09:50", before: now.day.adding(days: -shift))
        for (place, key) in team.enumerated() {
            let worker = staff[key]
            let kind: Involvement = place == 0 ? .lead : .team
            let why = place == 0 ? "Lead professional" : "In the team around him"
            try tx.involve(worker, as: kind, with: person, why: why, at: since)
            for _ in 0..<dice.number(2...6) {
                let at = now.adding(minutes: -dice.number(60...42_000))
                ledger.note(.viewRecord, by: worker, on: person.text, "overview", at: at, &dice)
            }
        }
    }
}
