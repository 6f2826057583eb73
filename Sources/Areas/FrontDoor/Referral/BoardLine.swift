import Governance
import Kernel
import People
import Storage

/// A referral as a list needs it: without the answers, which nobody reads there.
package struct BoardLine: Sendable, FromRow {
    package let id: ID<Referral>
    package let reference: String
    package let channel: Channel
    package let status: ReferralStatus
    package let person: ID<Person>?
    package let sourceWords: String
    package let concerns: [String]
    package let helps: [String]
    package let proposed: String
    package let receivedAt: Instant

    package init(row: Row) throws {
        id = try row["id"]
        reference = try row["reference"]
        channel = try row["channel"]
        status = try row["status"]
        person = try row["person_id"]
        sourceWords = try row["source_words"]
        let concernLines: String = try row["concerns"]
        let helpLines: String = try row["helps"]
        concerns = concernLines.split(separator: "\n").map(String.init)
        helps = helpLines.split(separator: "\n").map(String.init)
        proposed = try row["proposed"]
        receivedAt = try row["received_at"]
    }

    static let columns: SQL = """
        r.id, r.reference, r.channel, r.status, r.person_id, r.source_words, r.concerns, r.helps, r.proposed,
        r.received_at
        """
}

/// When one referral came, from whom by code, and when it was decided: all that counting needs. Says nothing of anyone.
package struct ReferralTimes: Sendable, FromRow {
    package let receivedAt: Instant
    package let decidedAt: Instant?
    package let sourceCode: String

    package init(receivedAt: Instant, decidedAt: Instant?, sourceCode: String) {
        self.receivedAt = receivedAt
        self.decidedAt = decidedAt
        self.sourceCode = sourceCode
    }

    package init(row: Row) throws {
        receivedAt = try row["received_at"]
        decidedAt = try row["decided_at"]
        sourceCode = try row["source_code"]
    }
}

extension Transaction {
    /// The referrals in these states as lists need them, oldest first. Callers mask them person by person.
    package func boardLines(in states: [ReferralStatus]) throws -> [BoardLine] {
        try all(
            """
            SELECT \(sql: BoardLine.columns) FROM referral r WHERE r.status IN \(list: states)
            ORDER BY r.received_at, r.id
            """)
    }

    /// These referrals as lists need them. Callers mask them person by person.
    package func boardLines(of referrals: [ID<Referral>]) throws -> [BoardLine] {
        guard !referrals.isEmpty else { return [] }
        return try all(
            """
            SELECT \(sql: BoardLine.columns) FROM referral r WHERE r.id IN \(list: referrals)
            ORDER BY r.received_at, r.id
            """)
    }

    /// How many referrals are on the meeting's list.
    package func waitingReferrals() throws -> Int {
        try count("SELECT COUNT(*) FROM referral WHERE status = \(ReferralStatus.waiting)")
    }

    /// When every referral since then came and was decided. Those joined to another are counted once, with it.
    package func referralTimes(since start: Instant) throws -> [ReferralTimes] {
        let uncounted: [ReferralStatus] = [.draft, .quarantined, .duplicate, .closed]
        return try all(
            """
            SELECT received_at, decided_at, source_code FROM referral
            WHERE received_at >= \(start) AND status NOT IN \(list: uncounted)
            """)
    }
}
