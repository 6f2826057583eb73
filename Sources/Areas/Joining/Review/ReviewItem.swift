import Governance
import Kernel
import Storage

/// Two records a person is asked about: the same young person, or not?
package struct ReviewItem: Sendable {
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
    }

    package let id: ID<ReviewItem>
    package let left: ID<SourceRecord>
    package let right: ID<SourceRecord>
    package let cause: Cause
    package let probability: Double
    package let weight: Double

    static let table = Table(
        "review_item", unique: [["left_id", "right_id"]], indexes: [["state", "usefulness"]],
        columns: [
            .text("id"), .text("left_id", .link, references: "source_record"),
            .text("right_id", .link, references: "source_record"),
            .text("cause", allowed: Cause.allCases.map(\.rawValue)), .real("probability"), .real("weight"),
            .real("usefulness"), .text("explanation", .identity), .text("run_id", references: "link_run"),
            .text("state", allowed: ["open", "decided", "withdrawn"]), .integer("created_at"),
        ])
}

/// What one worker said about two records. Undone, never removed.
package struct PairDecision: Sendable {
    package enum Verdict: String, Sendable, CaseIterable, Storable {
        case same, different, unsure
    }

    package let id: ID<PairDecision>
    package let left: ID<SourceRecord>
    package let right: ID<SourceRecord>
    package let verdict: Verdict
    package let worker: ID<Worker>
    package let at: Instant

    static let table = Table(
        "pair_decision", indexes: [["left_id", "right_id"], ["worker_id"]],
        columns: [
            .text("id"), .text("left_id", .link, references: "source_record"),
            .text("right_id", .link, references: "source_record"),
            .text("verdict", allowed: Verdict.allCases.map(\.rawValue)), .text("worker_id", .staff),
            .integer("at"), .text("note", .freeText), .real("engine_probability", optional: true),
            .integer("undone_at", optional: true), .text("undone_by", .staff, optional: true),
        ])
}
