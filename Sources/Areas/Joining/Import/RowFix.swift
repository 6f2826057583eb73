import Governance
import Kernel
import Storage

/// What somebody put in a rejected row's cells to put it right: the row as sent stays beside it.
package struct RowFix: Sendable, FromRow {
    package let line: Int
    package let cells: [String]
    package let worker: String?
    package let at: Instant

    package init(row: Row) throws {
        line = try row["line"]
        cells = try Stored.value(row["cells"]) ?? []
        worker = try row["worker_name"]
        at = try row["at"]
    }

    static let table = Table(
        "row_fix", unique: [["run_id", "line"]], appendOnly: true,
        columns: [
            .text("id"), .text("run_id", references: "import_run"), .integer("line"), .text("cells", .freeText),
            .text("worker_id", .staff, optional: true), .integer("at"),
        ])
}

/// A row as the report shows it: its cells as they stood and what was found in them.
package struct ReportedRow: Sendable, FromRow {
    package let line: Int
    package let outcome: SourceRow.Outcome
    package let cells: [String]
    let problems: [FoundProblem]

    package init(row: Row) throws {
        line = try row["line"]
        outcome = try row["outcome"]
        cells = try Stored.value(row["original"]) ?? []
        problems = try Stored.value(row["problems"]) ?? []
    }
}

extension Transaction {
    /// Rows of one outcome after a line, in the file's order.
    func reportedRows(
        _ run: ID<ImportRun>, _ outcome: SourceRow.Outcome, after line: Int, most: Int
    ) throws -> [ReportedRow] {
        try all(
            """
            SELECT line, outcome, original, problems FROM source_row
            WHERE run_id = \(run) AND outcome = \(outcome) AND line > \(line) ORDER BY line LIMIT \(most)
            """)
    }

    func reportedRow(_ run: ID<ImportRun>, line: Int) throws -> ReportedRow? {
        try first(
            "SELECT line, outcome, original, problems FROM source_row WHERE run_id = \(run) AND line = \(line)")
    }

    func rowFixes(_ run: ID<ImportRun>) throws -> [RowFix] {
        try all(
            """
            SELECT f.line, f.cells, f.at, w.name AS worker_name FROM row_fix f LEFT JOIN worker w ON w.id = f.worker_id
            WHERE f.run_id = \(run) ORDER BY f.line
            """)
    }

    /// Puts a rejected row right: counts, judgement and what was typed stand or fall together.
    ///
    /// - Throws: `ImportRefusal.decidedAlready` when the row is no longer rejected or its run no longer open to it.
    func fix(
        _ staged: StagedRow, cells: [String], in run: ImportRun, category: Category, by worker: ID<Worker>?,
        at now: Instant
    ) throws {
        let counted = try self.run(
            """
            UPDATE import_run SET corrected = corrected + 1, rejected = rejected - 1
            WHERE id = \(run.id) AND state IN \(list: [ImportRun.State.staged, .kept])
            """)
        let record = try records([staged], of: run, at: now)
        let changed = try self.run(
            """
            UPDATE source_row SET outcome = \(SourceRow.Outcome.corrected),
                record_id = \(staged.record.flatMap { record[$0.key] }), event_kind = \(staged.eventKind),
                at = \(staged.at), precision = \(staged.precision), until = \(staged.until), title = \(staged.title),
                serious = \(staged.isSerious), signs = \(staged.signs), facts = \(staged.facts), problems = \(staged.problems),
                ref_digest = \(staged.prints.ref), record_digest = \(staged.prints.record),
                key_digest = \(staged.prints.key), row_digest = \(staged.prints.row)
            WHERE run_id = \(run.id) AND line = \(staged.line) AND outcome = \(SourceRow.Outcome.rejected)
            """)
        guard counted == 1, changed == 1 else { throw ImportRefusal.decidedAlready }
        try self.run(
            """
            INSERT INTO row_fix (id, run_id, line, cells, worker_id, at)
            VALUES (\(ID<RowFix>.make()), \(run.id), \(staged.line), \(Stored.list(cells)), \(worker), \(now))
            """)
    }
}
