import Governance
import Kernel
import Storage

/// What the hub did with a referral before the meeting, who did it and why. Only ever added to.
package struct ReferralStep: Sendable, FromRow {
    /// The things a desk does.
    package enum Kind: String, Sendable, CaseIterable, Storable {
        case entered, acknowledged, linked, unlinked, recordMade, joined, released, closed, prepared, putOnMeeting

        package var words: String {
            switch self {
            case .entered: "Entered for somebody else"
            case .acknowledged: "Told them that we have it"
            case .linked: "Linked to a record"
            case .unlinked: "Link to a record taken away"
            case .recordMade: "New record made"
            case .joined: "Joined to a referral about the same concern"
            case .released: "Taken out of the held-back list"
            case .closed: "Closed without a meeting"
            case .prepared: "Lines for the board changed"
            case .putOnMeeting: "Put on the meeting's list"
            }
        }
    }

    package let kind: Kind
    package let reason: String
    package let at: Instant
    package let by: String

    package init(row: Row) throws {
        kind = try row["kind"]
        reason = try row["reason"]
        at = try row["at"]
        by = try row["by_name"]
    }

    static let table = Table(
        "referral_step", indexes: [["referral_id", "at"]], appendOnly: true,
        columns: [
            .text("id"), .text("referral_id", .link, references: "referral"),
            .text("kind", allowed: Kind.allCases.map(\.rawValue)), .text("reason", .freeText), .integer("at"),
            .text("worker_id", references: "worker"),
        ])
}

extension Transaction {
    /// Writes down something the hub did with a referral.
    package func addStep(
        _ kind: ReferralStep.Kind, to referral: ID<Referral>, because reason: String, by worker: Worker, at now: Instant
    ) throws {
        try run(
            """
            INSERT INTO referral_step (id, referral_id, kind, reason, at, worker_id)
            VALUES (\(ID<ReferralStep>.make()), \(referral), \(kind), \(reason), \(now), \(worker.id))
            """)
    }

    /// What the hub did with a referral, oldest first.
    package func steps(of referral: ID<Referral>) throws -> [ReferralStep] {
        try all(
            """
            SELECT s.kind, s.reason, s.at, w.name AS by_name FROM referral_step s JOIN worker w ON w.id = s.worker_id
            WHERE s.referral_id = \(referral) ORDER BY s.at, s.id
            """)
    }
}
