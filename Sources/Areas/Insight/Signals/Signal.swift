import Governance
import Kernel
import Storage

/// A sign that a measure has changed, and what people made of it.
package struct Signal: Sendable {
    /// How far people have come with it.
    package enum State: String, Sendable, CaseIterable, Storable {
        case new, watching, explained, actedOn, closed

        package var name: String {
            switch self {
            case .new: "New"
            case .watching: "Watching"
            case .explained: "Explained"
            case .actedOn: "Acted on"
            case .closed: "Closed"
            }
        }
    }

    static let table = Table(
        "signal", unique: [["measure", "area", "period", "method"]], indexes: [["state"]],
        columns: [
            .text("id"), .text("measure"), .text("area"),
            // The month or week it is about: "2026-10", "2026-W43".
            .text("period"),
            // "xmr", "farrington", "scan", "gistar".
            .text("method"),
            .real("observed"), .real("expected", optional: true), .real("threshold", optional: true),
            .real("score", optional: true),
            // JSON: what the method says, for the page that looks into it.
            .text("facts"), .text("state", allowed: State.allCases.map(\.rawValue)), .integer("found_at"),
            .integer("touched_at"),
        ])

    /// What somebody did about it: a new state, why, and what it led to.
    static let stepTable = Table(
        "signal_step", indexes: [["signal_id"]], appendOnly: true,
        columns: [
            .text("id"), .text("signal_id", references: "signal"),
            .text("state", allowed: State.allCases.map(\.rawValue)), .text("reason", .freeText),
            .text("action_id", optional: true), .text("worker_id", .staff), .integer("at"),
        ])
}
