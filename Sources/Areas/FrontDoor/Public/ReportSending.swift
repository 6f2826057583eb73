import Governance
import Kernel
import Storage
import Web

extension PublicReport {
    /// The referral a report becomes. Whether anybody is known plays no part in it.
    func referral(_ id: ID<Referral>, reference: String, isHeldBack: Bool, at now: Instant) -> Referral {
        let source = source
        var referral = Referral(
            id: id, reference: reference, channel: .publicForm, status: isHeldBack ? .quarantined : .received,
            sourceCode: source.code, sourceWords: source.words, receivedAt: now)
        referral.answers = told
        referral.concerns = signWords + (firstLine.isEmpty ? [] : [firstLine])
        return referral
    }

    private var signWords: [String] {
        (answers["signs"] ?? []).compactMap { Signs.standard.words(for: $0) }
    }

    /// The first line of their own words, as long as a board can show.
    private var firstLine: String {
        let line = answer("noticed").split(separator: "\n").map(\.trimmed).first { !$0.isEmpty } ?? ""
        return line.count > 160 ? "\(line.prefix(159))…" : line
    }

    /// The answers as pages show them: words for boxes that were ticked, everything else as typed.
    private var told: [String: [String]] {
        var told = answers
        told["signs"] = signWords.isEmpty ? nil : signWords
        if let relation = ReportRules.standard.relation(answer("reporter_relation")) {
            told["reporter_relation"] = [relation.words]
        }
        if isNamed, answer("may_say").isEmpty { told["may_say"] = ["no"] }
        return told
    }

    /// Who told us, for those who may see it. Somebody who asks us not to say is counted with the anonymous.
    private var source: (code: String, words: String) {
        let relation = ReportRules.standard.relation(answer("reporter_relation"))
        if isNamed, answer("may_say") != "yes" { return ("9", "Somebody who asked us not to say, online") }
        guard let relation, relation.code != "9" else {
            return isNamed ? ("10", "\(answer("reporter_name")), online") : ("9", "Somebody who did not say, online")
        }
        let name = answer("reporter_name")
        return (relation.code, name.isEmpty ? "\(relation.words), online" : "\(name) (\(relation.words)), online")
    }
}

extension Transaction {
    /// Keeps a report once, with its audit line; sent again, it changes nothing and has the same reference.
    func keep(
        _ report: PublicReport, _ receipt: Receipt, isHeldBack: Bool, house: House, request: Request
    ) throws -> String {
        if let earlier = try referral(receipt.referral) { return earlier.reference }
        let reference = try receipt.reference(
            prefix: ReferralReference.prefix(of: house.theme.shortName), in: self)
        let referral = report.referral(
            receipt.referral, reference: reference, isHeldBack: isHeldBack, at: request.now)
        try insert(
            referral, pinHash: Receipt.hash(pin: receipt.pin, of: reference, key: house.keys.receipts))
        try house.audit.append(
            Audit.Entry(
                at: request.now, worker: nil, action: "report from the public", subject: referral.id.text,
                detail: isHeldBack ? "held back" : "", outcome: .permitted, reference: request.reference), in: self)
        return reference
    }

    /// The referral with this reference and this PIN: nothing tells an unknown reference from a wrong PIN.
    func referral(reference: String, pinHash: String) throws -> Referral? {
        try first(
            """
            SELECT \(sql: Referral.columns) FROM referral r
            WHERE r.reference = \(reference) AND r.pin_hash = \(pinHash)
            """)
    }
}
