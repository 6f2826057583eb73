import Governance
import Kernel
import Storage

/// Two records a person is asked about: the same young person, or not?
package struct ReviewItem: Sendable, FromRow {
    /// Why the engine asks.
    package enum Cause: String, Sendable, CaseIterable, Storable {
        /// Likely, not likely enough to link without asking.
        case between
        /// The only thing that holds two groups of records together.
        case bridge
        /// Alike, but something says they cannot be the same.
        case refused
        /// A full run would change what people have confirmed.
        case change

        package var words: String {
            switch self {
            case .between: "Likely, but not certain"
            case .bridge: "A weak link holds two groups together"
            case .refused: "Alike, but something speaks against it"
            case .change: "Would change what stands"
            }
        }
    }

    /// Where the question stands.
    package enum State: String, Sendable, CaseIterable, Storable {
        case open
        /// Two people answered differently: for both to look at again.
        case disputed
        case decided
        /// No longer asked: the evidence changed, or the records were linked another way.
        case withdrawn
    }

    package let id: ID<ReviewItem>
    package let left: ID<SourceRecord>
    package let right: ID<SourceRecord>
    package let cause: Cause
    package let probability: Double
    /// log2 of the odds that they are one person.
    package let weight: Double
    package let usefulness: Double
    package let evidence: Evidence
    package let state: State
    package let createdAt: Instant

    package init(
        id: ID<ReviewItem>, left: ID<SourceRecord>, right: ID<SourceRecord>, cause: Cause, probability: Double,
        weight: Double, usefulness: Double, evidence: Evidence, createdAt: Instant
    ) {
        self.id = id
        // One order, so that a pair is one question whichever way round it is found.
        self.left = min(left, right)
        self.right = max(left, right)
        self.cause = cause
        self.probability = probability
        self.weight = weight
        self.usefulness = usefulness
        self.evidence = evidence
        state = .open
        self.createdAt = createdAt
    }

    package init(row: Row) throws {
        id = try row["id"]
        left = try row["left_id"]
        right = try row["right_id"]
        cause = try row["cause"]
        probability = try row["probability"]
        weight = try row["weight"]
        usefulness = try row["usefulness"]
        let packed: String = try row["explanation"]
        evidence = Evidence(packed: packed)
        state = try row["state"]
        createdAt = try row["created_at"]
    }

    static let columns: SQL = """
        i.id, i.left_id, i.right_id, i.cause, i.probability, i.weight, i.usefulness, i.explanation, i.state,
        i.created_at
        """

    static let table = Table(
        "review_item", unique: [["left_id", "right_id"]], indexes: [["state", "usefulness"], ["right_id"]],
        columns: [
            .text("id"), .text("left_id", .link, references: "source_record"),
            .text("right_id", .link, references: "source_record"),
            .text("cause", allowed: Cause.allCases.map(\.rawValue)), .real("probability"), .real("weight"),
            .real("usefulness"), .text("explanation", .identity), .text("run_id", references: "link_run"),
            .text("state", allowed: State.allCases.map(\.rawValue)), .integer("created_at"),
            .integer("settled_at", optional: true),
            .text("settled_as", optional: true, allowed: ["same", "different"]),
            .text("regrouping_id", optional: true, references: "regrouping"),
        ])
}
