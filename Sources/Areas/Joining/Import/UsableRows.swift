import Feeds
import Kernel
import Storage

/// A kept file as other areas read it: how it was read, and its usable rows as they stood.
package struct KeptFile: Sendable {
    package let run: ImportRun
    package let mapping: Mapping
    package let headers: [String]
}

extension Transaction {
    /// Kept runs of these feeds, oldest first, with how each is read.
    package func keptFiles(_ feeds: [String]) throws -> [KeptFile] {
        let runs: [ImportRun] = try all(
            """
            SELECT \(sql: ImportRun.columns) FROM import_run r
            WHERE r.state = \(ImportRun.State.kept) AND r.feed IN \(list: feeds) ORDER BY r.started_at, r.id
            """)
        return try runs.compactMap { run in
            guard let state = try importState(run.id), let mapping = state.mapping else { return nil }
            return KeptFile(run: run, mapping: mapping, headers: state.headers)
        }
    }

    /// A run's usable rows after a line, in the file's order: cells as they stood, or as somebody put them right.
    package func usableRows(
        of run: ID<ImportRun>, after line: Int, most: Int
    ) throws -> [(line: Int, cells: [String])] {
        try rows(
            """
            SELECT s.line, s.original, f.cells FROM source_row s
            LEFT JOIN row_fix f ON f.run_id = s.run_id AND f.line = s.line
            WHERE s.run_id = \(run) AND s.line > \(line) AND s.outcome <> \(SourceRow.Outcome.rejected)
            ORDER BY s.line LIMIT \(most)
            """
        ).map { row in
            let (original, fixed): (String, String?) = (try row["original"], try row["cells"])
            return (line: try row["line"], cells: try Stored.value(fixed ?? original) ?? [])
        }
    }
}
