import Governance
import Kernel
import People
import Storage

/// That a source record is about a young person: who says so, why, and since when. Ended, never overwritten.
///
/// A record has one link at a time. Its links one after another are its history.
package struct RecordLink: Sendable, FromRow {
    /// How it came about.
    package enum Maker: String, Sendable, CaseIterable, Storable {
        /// The engine, above the threshold for linking without asking.
        case engine
        /// A worker who looked at both.
        case person
        /// The same agency's same number, or our own record itself.
        case identity

        /// Whether a run must leave it as it is.
        package var isConfirmed: Bool { self != .engine }
    }

    package let id: ID<RecordLink>
    package let record: ID<SourceRecord>
    package let person: ID<Person>
    package let maker: Maker
    /// Of the strongest evidence it was made on; none where a person or a number says so.
    package let probability: Double?
    package let run: ID<LinkRun>?
    package let worker: ID<Worker>?
    package let reason: String
    package let since: Instant
    package let endedAt: Instant?

    package init(
        id: ID<RecordLink>, record: ID<SourceRecord>, person: ID<Person>, maker: Maker, probability: Double?,
        run: ID<LinkRun>?, worker: ID<Worker>?, reason: String, since: Instant
    ) {
        self.id = id
        self.record = record
        self.person = person
        self.maker = maker
        self.probability = probability
        self.run = run
        self.worker = worker
        self.reason = reason
        self.since = since
        endedAt = nil
    }

    package init(row: Row) throws {
        id = try row["id"]
        record = try row["record_id"]
        person = try row["person_id"]
        maker = try row["maker"]
        probability = try row["probability"]
        run = try row["run_id"]
        worker = try row["worker_id"]
        reason = try row["reason"]
        since = try row["since"]
        endedAt = try row["ended_at"]
    }

    static let columns: SQL = """
        l.id, l.record_id, l.person_id, l.maker, l.probability, l.run_id, l.worker_id, l.reason, l.since, l.ended_at
        """

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
