import Governance
import Kernel
import Storage

/// One row of an agency's file as it was read: never edited, counted whatever became of it.
package struct SourceRow: Sendable {
    /// What became of a row.
    package enum Outcome: String, Sendable, CaseIterable, Storable {
        case accepted, corrected, rejected
    }

    package let id: ID<SourceRow>
    package let run: ID<ImportRun>
    /// Line of the file the row begins on, counted from 1.
    package let line: Int
    package let outcome: Outcome
    /// Whom it is about; none for a rejected row.
    package let record: ID<SourceRecord>?
    package let category: Category
    /// What happened, when the row tells of something: "suspension", "arrest"; empty for a plain list of people.
    package let eventKind: String
    package let at: Instant?
    package let precision: Precision
    package let until: Instant?
    package let title: String
    package let isSerious: Bool

    static let table = Table(
        "source_row", unique: [["run_id", "line"]], indexes: [["record_id"], ["run_id", "outcome"]],
        columns: [
            .text("id"), .text("run_id", references: "import_run"), .integer("line"),
            .text("outcome", allowed: Outcome.allCases.map(\.rawValue)),
            .text("record_id", .link, optional: true, references: "source_record"), .text("category"),
            .text("event_kind"), .integer("at", optional: true), .text("precision"),
            .integer("until", optional: true), .text("title", .special), .integer("serious"),
            // JSON: [name, value] pairs the chronology shows; the cells as they stood; what was found wrong.
            .text("facts", .special), .text("original", .freeText), .text("problems", .freeText),
        ])
}
