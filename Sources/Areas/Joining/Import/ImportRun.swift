import Governance
import Kernel
import Storage

/// One agency's file on its way in, or in.
///
/// Its rows are kept as they are read; they count for anything only while the run is `kept`.
package struct ImportRun: Sendable {
    /// How far a file has come.
    package enum State: String, Sendable, CaseIterable, Storable {
        /// Being read into staging; carries on from `bytesRead` after a stop.
        case reading
        /// Every row is judged; a person says whether to keep it.
        case staged
        /// Its rows are part of the picture.
        case kept
        /// A later file of the same source and period took its place.
        case replaced
        /// Somebody said no; its rows stay for the report and count for nothing.
        case abandoned
    }

    /// What became of the rows: `read` is always the sum of the other three.
    package struct Counts: Sendable, Equatable {
        package var read = 0
        package var accepted = 0
        package var corrected = 0
        package var rejected = 0

        package init() {}

        /// Nothing lost: every row read is accounted for.
        package var isWhole: Bool { read == accepted + corrected + rejected }
    }

    package let id: ID<ImportRun>
    package let agency: ID<Agency>
    /// Name and date of the mapping it was read by.
    package let feed: String
    package let feedVersion: String
    /// What time the file is about, as the agency names it: "2026-09".
    package let period: String
    /// Reference of the sharing agreement it came under.
    package let agreement: String
    package let fileName: String
    /// SHA-256 of the whole file, in hexadecimal.
    package let fileHash: String
    package let fileBytes: Int
    package let worker: ID<Worker>?
    package let startedAt: Instant
    package var state: State
    package var bytesRead: Int
    package var counts: Counts
    package var stagedAt: Instant?
    package var keptAt: Instant?

    static let table = Table(
        "import_run", indexes: [["agency_id", "feed", "period"], ["state"], ["file_hash"]],
        columns: [
            .text("id"), .text("agency_id", references: "agency"), .text("feed"), .text("feed_version"),
            .text("period"), .text("agreement"), .text("file_name"), .text("file_hash"), .integer("file_bytes"),
            .text("worker_id", .staff, optional: true), .integer("started_at"),
            .text("state", allowed: State.allCases.map(\.rawValue)), .integer("bytes_read"), .integer("rows_read"),
            .integer("accepted"), .integer("corrected"), .integer("rejected"),
            .integer("staged_at", optional: true), .integer("kept_at", optional: true),
            .text("changed", optional: true), .text("problem", optional: true),
        ])
}
