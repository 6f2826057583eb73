import FrontDoor
import Governance
import Kernel
import People
import Storage

extension Morning {
    /// A referral that came this morning and waits for somebody to read it.
    mutating func receive(_ fresh: Today.Fresh, in tx: Transaction, _ ledger: inout Ledger) throws {
        var referral = Referral(
            id: dice.id(), reference: reference(), channel: Channel(rawValue: fresh.channel) ?? .publicForm,
            status: ReferralStatus(rawValue: fresh.status) ?? .received, sourceCode: fresh.code,
            sourceWords: fresh.words, receivedAt: now.adding(minutes: -fresh.minutes))
        let sender = staff.workers[fresh.worker]
        if let sender, referral.channel == .professional {
            (referral.referrer, referral.agency) = (sender.id, sender.agency.id)
            ledger.note(.makeReferral, by: sender, on: "", referral.reference, at: referral.receivedAt, &dice)
        }
        referral.answers = fresh.answers
        if referral.channel != .publicForm { referral.concerns = [String(fresh.noticed.prefix { $0 != "." })] }
        try tx.insert(referral)
        guard let sender, referral.channel == .phone else { return }
        try tx.addStep(.entered, to: referral.id, because: "", by: sender, at: referral.receivedAt)
        ledger.note(.enterReferral, by: sender, on: "", referral.reference, at: referral.receivedAt, &dice)
    }

    /// What a teacher has begun to write and not sent.
    mutating func begin(_ begun: Today.Begun, in tx: Transaction, _ ledger: inout Ledger) throws {
        let writer = staff["ali"]
        let draft = try tx.startDraft(by: writer, channel: .professional, at: now.adding(minutes: -47))
        let answers = [
            "given_name": begun.given, "family_name": begun.family, "school": begun.school,
            "concern-1-what": begun.concern, "concern-1-known": "told", "concern-1-kind": "fact", "helps": begun.helps,
        ]
        try tx.save(answers.mapValues { [$0] }, in: draft, of: writer, at: now.adding(minutes: -38))
        ledger.note(.makeReferral, by: writer, on: "", "draft", at: now.adding(minutes: -38), &dice)
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
