import Governance
import Kernel
import Storage

/// One agency's file on its way in, or in.
///
/// Its rows are kept as they are read; they count for anything only while the run is `kept`.
package struct ImportRun: Sendable {
    /// How far a file has come.
    package enum State: String, Sendable, CaseIterable, Storable {
        /// The file is here; nobody has said yet how to read it.
        case received
        /// Being read into staging; carries on from `position` after a stop.
        case reading
        /// The file could not be read to its end; what was read of it stays staged.
        case stopped
        /// Every row is judged; a person says whether to keep it.
        case staged
        /// Its rows are part of the picture.
        case kept
        /// A later file of the same agency, feed and period took its place.
        case replaced
        /// Somebody said no; its rows stay for the report and count for nothing.
        case abandoned

        package var name: String {
            switch self {
            case .received: "Waiting for its columns"
            case .reading: "Being read"
            case .stopped: "Stopped"
            case .staged: "To be decided"
            case .kept: "Kept"
            case .replaced: "Replaced"
            case .abandoned: "Abandoned"
            }
        }

        /// Whether somebody has still to do something about it, or the program has.
        package var isOpen: Bool {
            switch self {
            case .received, .reading, .stopped, .staged: true
            case .kept, .replaced, .abandoned: false
            }
        }
    }

    /// What became of the rows: `read` is always the sum of the other three.
    package struct Counts: Sendable, Equatable, Codable {
        package var read = 0
        package var accepted = 0
        package var corrected = 0
        package var rejected = 0

        package init() {}

        /// Nothing lost: every row read is accounted for.
        package var isWhole: Bool { read == accepted + corrected + rejected }

        /// Rows that take part once the run is kept.
        package var usable: Int { accepted + corrected }

        /// One more row.
        package mutating func add(_ outcome: SourceRow.Outcome) {
            read += 1
            switch outcome {
            case .accepted: accepted += 1
            case .corrected: corrected += 1
            case .rejected: rejected += 1
            }
        }

        package static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.read += right.read
            sum.accepted += right.accepted
            sum.corrected += right.corrected
            sum.rejected += right.rejected
            return sum
        }
    }

    package let id: ID<ImportRun>
    package let agency: ID<Agency>
    /// Name and date of the mapping it is read by; empty until somebody says.
    package var feed: String
    package var feedVersion: String
    /// What time the file is about, as the agency names it: "2026-09".
    package var period: String
    /// Reference of the sharing agreement it came under.
    package var agreement: String
    package let fileName: String
    /// SHA-256 of the whole file, in hexadecimal.
    package let fileHash: String
    package let fileBytes: Int
    /// Who sent it; nil for the command line.
    package let worker: ID<Worker>?
    package let startedAt: Instant
    package var state: State
    package var bytesRead: Int
    package var counts: Counts
    package var stagedAt: Instant?
    package var keptAt: Instant?
    /// Why reading stopped.
    package var problem: String?
    /// When reading last began, at how many bytes; and when the last rows were written: for rate and time left.
    package var pace: ReadingPace?

    /// The file in one line, for lists and the audit log: nothing of what is in it.
    package var label: String { "\(feed.isEmpty ? "file" : feed), \(period.isEmpty ? "no period yet" : period)" }

    static let table = Table(
        "import_run", indexes: [["agency_id", "feed", "period"], ["state"], ["file_hash"], ["started_at"]],
        columns: [
            .text("id"), .text("agency_id", references: "agency"), .text("feed"), .text("feed_version"),
            // JSON: the mapping itself, so that a stopped run is read to its end by what it was begun with.
            .text("mapping", optional: true),
            .text("period"), .text("agreement"), .text("file_name", .freeText), .text("file_hash"),
            .integer("file_bytes"),
            .text("worker_id", .staff, optional: true), .integer("started_at"),
            .text("state", allowed: State.allCases.map(\.rawValue)),
            // JSON: the column names; which of them the agreement does not cover; where the next row begins.
            .text("headers", optional: true), .text("withheld", optional: true), .text("position", optional: true),
            .integer("bytes_read"), .integer("rows_read"),
            .integer("accepted"), .integer("corrected"), .integer("rejected"),
            .integer("pace_at", optional: true), .integer("pace_bytes"), .integer("touched_at", optional: true),
            .text("holder"), .text("problem", optional: true),
            .integer("staged_at", optional: true), .integer("kept_at", optional: true),
            .text("decided_by", .staff, optional: true),
            // The run whose place it took, and JSON of what that changed.
            .text("replaces", optional: true, references: "import_run"), .text("changed", optional: true),
        ])
}

/// How fast a file is being read, by its last stretch.
package struct ReadingPace: Sendable, Equatable {
    package let since: Instant
    package let bytesThen: Int
    package let touchedAt: Instant

    package init(since: Instant, bytesThen: Int, touchedAt: Instant) {
        self.since = since
        self.bytesThen = bytesThen
        self.touchedAt = touchedAt
    }
}

extension ImportRun {
    /// Seconds still to go at the present rate; nil until there is one.
    package var secondsLeft: Int? {
        guard let pace, state == .reading else { return nil }
        let milliseconds = pace.touchedAt.milliseconds - pace.since.milliseconds
        let read = bytesRead - pace.bytesThen
        guard milliseconds > 0, read > 0 else { return nil }
        return Int(Double(fileBytes - bytesRead) * Double(milliseconds) / Double(read) / 1000)
    }

    /// Rows a second over everything read so far, as far as the present stretch tells.
    package var rowsPerSecond: Int? {
        guard let pace, bytesRead > pace.bytesThen else { return nil }
        let milliseconds = pace.touchedAt.milliseconds - pace.since.milliseconds
        guard milliseconds > 0 else { return nil }
        let share = Double(bytesRead - pace.bytesThen) / Double(bytesRead)
        return Int(Double(counts.read) * share * 1000 / Double(milliseconds))
    }
}

extension ImportRun: FromRow {
    package init(row: Row) throws {
        id = try row["id"]
        agency = try row["agency_id"]
        feed = try row["feed"]
        feedVersion = try row["feed_version"]
        period = try row["period"]
        agreement = try row["agreement"]
        fileName = try row["file_name"]
        fileHash = try row["file_hash"]
        fileBytes = try row["file_bytes"]
        worker = try row["worker_id"]
        startedAt = try row["started_at"]
        state = try row["state"]
        bytesRead = try row["bytes_read"]
        counts = Counts()
        counts.read = try row["rows_read"]
        counts.accepted = try row["accepted"]
        counts.corrected = try row["corrected"]
        counts.rejected = try row["rejected"]
        stagedAt = try row["staged_at"]
        keptAt = try row["kept_at"]
        problem = try row["problem"]
        let since: Instant? = try row["pace_at"]
        let touched: Instant? = try row["touched_at"]
        let bytesThen: Int = try row["pace_bytes"]
        pace = since.flatMap { since in
            touched.map { ReadingPace(since: since, bytesThen: bytesThen, touchedAt: $0) }
        }
    }

    /// The columns `init(row:)` reads, from `import_run r`.
    static let columns: SQL = """
        r.id, r.agency_id, r.feed, r.feed_version, r.period, r.agreement, r.file_name, r.file_hash, r.file_bytes,
        r.worker_id, r.started_at, r.state, r.bytes_read, r.rows_read, r.accepted, r.corrected, r.rejected,
        r.staged_at, r.kept_at, r.problem, r.pace_at, r.pace_bytes, r.touched_at
        """
}
