import Governance
import Kernel
import People
import Storage

/// That a source record is about a young person: who says so, why, and since when. Ended, never overwritten.
package struct RecordLink: Sendable {
    /// How it came about.
    package enum Maker: String, Sendable, CaseIterable, Storable {
        /// The engine, above the threshold for linking without asking.
        case engine
        /// A worker who looked at both.
        case person
        /// The same agency's same number, or our own record itself.
        case identity
    }

    package let id: ID<RecordLink>
    package let record: ID<SourceRecord>
    package let person: ID<Person>
    package let maker: Maker
    package let probability: Double?
    package let run: ID<LinkRun>?
    package let worker: ID<Worker>?
    package let reason: String
    package let since: Instant
    package let endedAt: Instant?

    static let table = Table(
        "record_link", indexes: [["record_id", "ended_at"], ["person_id", "ended_at"]],
        columns: [
            .text("id"), .text("record_id", .link, references: "source_record"),
            .text("person_id", .link, references: "person"), .text("maker", allowed: Maker.allCases.map(\.rawValue)),
            .real("probability", optional: true), .text("run_id", optional: true, references: "link_run"),
            .text("worker_id", .staff, optional: true), .text("reason", .freeText), .integer("since"),
            .integer("ended_at", optional: true), .text("ended_by", .staff, optional: true),
            .text("ended_reason", .freeText, optional: true),
        ])
}

/// One run of the engine over every kept record, with the model it used.
package struct LinkRun: Sendable {
    package let id: ID<LinkRun>
    package let startedAt: Instant
    package let worker: ID<Worker>?

    static let table = Table(
        "link_run", indexes: [["started_at"]],
        columns: [
            .text("id"), .integer("started_at"), .integer("ended_at", optional: true),
            .text("worker_id", .staff, optional: true), .text("state", allowed: ["running", "done", "failed"]),
            .text("stage"), .integer("records"), .integer("pairs"), .integer("links"), .integer("asked"),
            .integer("refused"), .text("model", optional: true), .text("report", optional: true),
        ])
}
