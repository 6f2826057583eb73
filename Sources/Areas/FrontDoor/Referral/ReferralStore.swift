import Foundation
import Governance
import Kernel
import People
import Storage

extension Referral: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        reference = try row["reference"]
        channel = try row["channel"]
        status = try row["status"]
        person = try row["person_id"]
        sourceCode = try row["source_code"]
        sourceWords = try row["source_words"]
        referrer = try row["referrer_id"]
        agency = try row["agency_id"]
        let packed: String = try row["answers"]
        answers = (try? JSONDecoder().decode([String: [String]].self, from: Data(packed.utf8))) ?? [:]
        let concernLines: String = try row["concerns"]
        let helpLines: String = try row["helps"]
        concerns = concernLines.split(separator: "\n").map(String.init)
        helps = helpLines.split(separator: "\n").map(String.init)
        proposed = try row["proposed"]
        receivedAt = try row["received_at"]
        acknowledgedAt = try row["acknowledged_at"]
        decidedAt = try row["decided_at"]
        toldAt = try row["told_at"]
        duplicateOf = try row["duplicate_of"]
    }

    static let table = Table(
        "referral", unique: [["reference"]],
        indexes: [["status", "received_at"], ["person_id"], ["referrer_id"], ["received_at"]],
        columns: [
            .text("id"), .text("reference"), .text("channel", allowed: Channel.allCases.map(\.rawValue)),
            .text("status", allowed: ReferralStatus.allCases.map(\.rawValue)),
            .text("person_id", .link, optional: true, references: "person"), .text("source_code"),
            .text("source_words", .identity), .text("referrer_id", optional: true, references: "worker"),
            .text("agency_id", optional: true, references: "agency"), .text("answers", .freeText),
            .text("concerns", .freeText), .text("helps", .freeText), .text("proposed", .freeText),
            .integer("received_at"), .integer("acknowledged_at", optional: true),
            .integer("decided_at", optional: true), .integer("told_at", optional: true),
            // Hash of the PIN that goes with the reference, for those who told us without an account.
            .text("pin_hash", optional: true), .text("duplicate_of", optional: true),
        ])

    static let columns: SQL = """
        r.id, r.reference, r.channel, r.status, r.person_id, r.source_code, r.source_words, r.referrer_id,
        r.agency_id, r.answers, r.concerns, r.helps, r.proposed, r.received_at, r.acknowledged_at, r.decided_at,
        r.told_at, r.duplicate_of
        """

    fileprivate var packedAnswers: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(answers) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

extension Transaction {
    /// Keeps a new referral; `pinHash` goes with one whose writer has no account.
    package func insert(_ referral: Referral, pinHash: String? = nil) throws {
        try run(
            """
            INSERT INTO referral (id, reference, channel, status, person_id, source_code, source_words, referrer_id,
                agency_id, answers, concerns, helps, proposed, received_at, acknowledged_at, decided_at, told_at,
                pin_hash)
            VALUES (\(referral.id), \(referral.reference), \(referral.channel), \(referral.status), \(referral.person),
                \(referral.sourceCode), \(referral.sourceWords), \(referral.referrer), \(referral.agency),
                \(referral.packedAnswers), \(referral.concerns.joined(separator: "\n")),
                \(referral.helps.joined(separator: "\n")), \(referral.proposed), \(referral.receivedAt),
                \(referral.acknowledgedAt), \(referral.decidedAt), \(referral.toldAt), \(pinHash))
            """)
    }

    /// Writes back everything that can change. Who told us, how and when cannot.
    package func update(_ referral: Referral) throws {
        try run(
            """
            UPDATE referral SET status = \(referral.status), person_id = \(referral.person),
                answers = \(referral.packedAnswers), concerns = \(referral.concerns.joined(separator: "\n")),
                helps = \(referral.helps.joined(separator: "\n")), proposed = \(referral.proposed),
                received_at = \(referral.receivedAt), acknowledged_at = \(referral.acknowledgedAt),
                decided_at = \(referral.decidedAt), told_at = \(referral.toldAt)
            WHERE id = \(referral.id)
            """)
    }

    /// A referral, for the hub. Callers ask the policy first: `readReferral` for the hub, or that it is one's own.
    package func referral(_ id: ID<Referral>) throws -> Referral? {
        try first("SELECT \(sql: Referral.columns) FROM referral r WHERE r.id = \(id)")
    }

    /// How far a referral has come, for whoever sent it: a joined one is as far as the one it was joined to.
    ///
    /// One joined to what was decided before is not called decided: nobody decides that quickly of somebody new.
    package func statusForSender(_ referral: Referral) throws -> ReferralStatus {
        guard let original = referral.duplicateOf else { return referral.status }
        guard referral.decidedAt == nil else { return .closed }
        return try value("SELECT status FROM referral WHERE id = \(original)") ?? referral.status
    }

    /// The referrals in these states, oldest first.
    package func referrals(in states: [ReferralStatus]) throws -> [Referral] {
        try all(
            """
            SELECT \(sql: Referral.columns) FROM referral r WHERE r.status IN \(list: states)
            ORDER BY r.received_at, r.id
            """)
    }

    /// Every referral about a young person, newest first: for somebody the policy let in.
    package func referrals(about grant: Grant<Person>) throws -> [Referral] {
        guard grant.shows(.concerns) else { return [] }
        return try all(
            """
            SELECT \(sql: Referral.columns) FROM referral r
            WHERE r.person_id = \(grant.subject) AND r.status <> 'draft' ORDER BY r.received_at DESC, r.id
            """)
    }
}
