import Governance
import Kernel
import Storage

/// What the hub said back to whoever told us.
package struct Reply: Sendable, Equatable, FromRow {
    package let text: String
    package let at: Instant
    /// The worker who wrote it.
    package let by: String

    package init(row: Row) throws {
        text = try row["text"]
        at = try row["at"]
        by = try row["by_name"]
    }

    /// What is said to the sender of a referral that is joined to another, unless the coordinator writes something
    /// better. It fits whether or not the other one is decided.
    package static let toJoined = """
        Thank you for telling us. A person at the hub has read what you wrote, and passes it on to those who can help.

        If we have something to tell you, we write it here. If you learn more, tell us again. If somebody is in danger, \
        call 999.
        """

    static let table = Table(
        "referral_reply", indexes: [["referral_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("referral_id", .link, references: "referral"), .text("text", .freeText),
            .integer("at"), .text("worker_id", references: "worker"),
        ])
}

extension Transaction {
    /// Says something back to whoever told us, and to everyone whose referral was joined to this one.
    ///
    /// Once the referral is decided, the first reply is the telling: the clock that asks for it stops.
    package func reply(to referral: ID<Referral>, saying text: String, by worker: Worker, at now: Instant) throws {
        let joined: [ID<Referral>] = try values("SELECT id FROM referral WHERE duplicate_of = \(referral)")
        for told in [referral] + joined {
            try addReply(text, to: told, by: worker.id, at: now)
        }
        try run(
            """
            UPDATE referral SET told_at = \(now)
            WHERE (id = \(referral) OR duplicate_of = \(referral)) AND told_at IS NULL
                AND EXISTS (SELECT 1 FROM referral d WHERE d.id = \(referral) AND d.decided_at IS NOT NULL)
            """)
    }

    /// What was said back about a referral, oldest first.
    package func replies(to referral: ID<Referral>) throws -> [Reply] {
        try all(
            """
            SELECT p.text, p.at, w.name AS by_name FROM referral_reply p JOIN worker w ON w.id = p.worker_id
            WHERE p.referral_id = \(referral) ORDER BY p.at, p.id
            """)
    }

    /// How many replies each of these referrals has had.
    func replyCounts(for referrals: [ID<Referral>]) throws -> [ID<Referral>: Int] {
        let rows = try rows(
            """
            SELECT referral_id, COUNT(*) AS replies FROM referral_reply
            WHERE referral_id IN \(list: referrals) GROUP BY referral_id
            """)
        return try Dictionary(
            rows.map { (try $0["referral_id"], try $0["replies"]) }, uniquingKeysWith: { first, _ in first })
    }

    private func addReply(_ text: String, to referral: ID<Referral>, by worker: ID<Worker>, at now: Instant) throws {
        try run(
            """
            INSERT INTO referral_reply (id, referral_id, text, at, worker_id)
            VALUES (\(ID<Reply>.make()), \(referral), \(text), \(now), \(worker))
            """)
    }
}
