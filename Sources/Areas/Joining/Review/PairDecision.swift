import Governance
import Kernel
import Storage

/// What one worker said about two records. Undone, never removed.
package struct PairDecision: Sendable, FromRow {
    package enum Verdict: String, Sendable, CaseIterable, Storable {
        case same, different, unsure

        package var words: String {
            switch self {
            case .same: "Same young person"
            case .different: "Different young people"
            case .unsure: "Not sure"
            }
        }
    }

    package let id: ID<PairDecision>
    package let left: ID<SourceRecord>
    package let right: ID<SourceRecord>
    package let verdict: Verdict
    package let worker: ID<Worker>
    package let workerName: String
    package let at: Instant
    package let note: String
    package let engineProbability: Double?

    package init(row: Row) throws {
        id = try row["id"]
        left = try row["left_id"]
        right = try row["right_id"]
        verdict = try row["verdict"]
        worker = try row["worker_id"]
        workerName = try row["worker_name"]
        at = try row["at"]
        note = try row["note"]
        engineProbability = try row["engine_probability"]
    }

    static let columns: SQL = """
        d.id, d.left_id, d.right_id, d.verdict, d.worker_id, w.name AS worker_name, d.at, d.note, d.engine_probability
        """

    static let table = Table(
        "pair_decision", indexes: [["left_id", "right_id"], ["worker_id", "at"]],
        columns: [
            .text("id"), .text("left_id", .link, references: "source_record"),
            .text("right_id", .link, references: "source_record"),
            .text("verdict", allowed: Verdict.allCases.map(\.rawValue)),
            .text("worker_id", .staff, references: "worker"),
            .integer("at"), .text("note", .freeText), .real("engine_probability", optional: true),
            .integer("undone_at", optional: true), .text("undone_by", .staff, optional: true),
            .text("undone_reason", .freeText, optional: true),
        ])
}
