import Governance
import Kernel
import Storage

/// One row of an agency's file. Its cells as they stood are never edited, and it is counted whatever became of it.
///
/// Only one thing may change, once: a rejected row becomes corrected when somebody puts it right (`RowFix`).
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
            // What it says about risk, as words with a space between: "missing weapon".
            .text("signs", .special),
            // JSON: [name, value] pairs the chronology shows; the cells as they stood; what was found wrong.
            .text("facts", .special), .text("original", .freeText), .text("problems", .freeText),
            // The first 64 bits of a hash each: whom the agency means, how it describes them, what tells the row from
            // others, and all of it.
            .integer("ref_digest", .link), .integer("record_digest", .link), .integer("key_digest", .link),
            .integer("row_digest", .link),
        ])
}

extension SourceRow {
    /// Rows get names that follow each other, so that adding them is quick in any database.
    static func name(_ run: ID<ImportRun>, line: Int) -> String { "\(run.text.prefix(14))-\(line)" }
}
