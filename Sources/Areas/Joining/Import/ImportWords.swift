import Feeds
import Kernel
import Storage
import Web

/// How imports are spoken of, on pages and at a terminal.
package enum ImportWords {
    /// "8 seconds", "3 minutes", "about 2 hours".
    package static func time(_ seconds: Int) -> String {
        switch seconds {
        case ..<2: "1 second"
        case ..<90: "\(seconds) seconds"
        case ..<5400: "\((seconds + 30) / 60) minutes"
        default: "about \((seconds + 1800) / 3600) hours"
        }
    }

    package static func effect(_ effect: RowProblem.Effect) -> String {
        switch effect {
        case .noted: "noted"
        case .corrected: "corrected"
        case .rejected: "rejected"
        }
    }

    /// What keeping a file would change, in one sentence.
    package static func change(_ change: ImportChange) -> String {
        if change.rows.isNothing && change.people.isNothing {
            return "It says the same as the file it takes the place of."
        }
        let (people, rows) = (change.people, change.rows)
        return "Beside the file it takes the place of: \(tally(people, "young person", "young people")); "
            + "\(tally(rows, "row", "rows"))."
    }

    private static func tally(_ tally: ImportChange.Tally, _ one: String, _ many: String) -> String {
        "\(grouped(tally.new)) new, \(grouped(tally.changed)) changed and \(grouped(tally.gone)) gone "
            + "\(tally.new + tally.changed + tally.gone == 1 ? one : many)"
    }

    /// Which feed would fit better.
    package static func better(_ mapping: Mapping, than feed: String) -> String {
        "Most rows were rejected. The columns look like those of \u{201C}\(mapping.name)\u{201D} (\(mapping.title)), "
            + "not \u{201C}\(feed)\u{201D}: was the wrong feed chosen?"
    }
}

extension ImportRun {
    /// The file as pages head it: "School roll and attendance, 2026-09".
    package var title: String {
        let kind = Mapping.shipped.first { $0.name == feed }?.title ?? (feed.isEmpty ? "File" : feed)
        return period.isEmpty ? kind : "\(kind), \(period)"
    }
}

extension Transaction {
    /// The feed that fits a file's columns better than the one it was read by, when most of its rows were rejected.
    package func betterFeed(for run: ImportRun) throws -> Mapping? {
        guard run.counts.rejected * 2 > run.counts.read, let state = try importState(run.id) else { return nil }
        let rows = try reportedRows(run.id, .rejected, after: -1, most: 50)
        let day = run.startedAt.day
        let fits = Mapping.fits(headers: state.headers, sample: rows.map(\.cells), on: day)
        let own = state.mapping.map { $0.fit(headers: state.headers, sample: rows.map(\.cells), on: day).fit } ?? 0
        guard let best = fits.first, best.mapping.name != run.feed, best.lacking.isEmpty, best.fit > own + 0.1 else {
            return nil
        }
        return best.mapping
    }
}

/// The rejected rows of a run as a CSV file, given out in pieces so that any number fits in memory.
package struct RejectsFile: Sendable {
    private let run: ID<ImportRun>
    private var line = -1
    private var headers: [String]?

    package init(run: ID<ImportRun>) {
        self.run = run
    }

    /// The next piece and where to go on; nil at the end.
    package func next(in tx: Transaction) throws -> (text: String, rest: RejectsFile)? {
        var rest = self
        var text = ""
        let names = try headers ?? tx.importState(run)?.headers ?? []
        let file = RejectedRows(headers: names)
        if headers == nil { text = file.header }
        rest.headers = names
        let rows: [RejectedRow] = try tx.all(
            """
            SELECT line, original, problems FROM source_row
            WHERE run_id = \(run) AND outcome = \(SourceRow.Outcome.rejected) AND line > \(line)
            ORDER BY line LIMIT 1000
            """)
        for row in rows { text += file.line(cells: row.cells, at: row.line, problems: row.problems) }
        if let last = rows.last { rest.line = last.line }
        return text.isEmpty ? nil : (text, rest)
    }
}

private struct RejectedRow: FromRow {
    let line: Int
    let cells: [String]
    let problems: [RowProblem]

    init(row: Row) throws {
        line = try row["line"]
        cells = try Stored.value(row["original"]) ?? []
        problems = try Stored.value(row["problems"]) ?? []
    }
}
