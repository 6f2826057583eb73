import Kernel
import Storage

/// What a measure came to in one month: worked out from events, counts and our own records, and kept so that a page
/// only reads.
package struct MeasureValue: Sendable, Equatable {
    package let month: Month
    /// Nil when nothing was sent for the month: never the same as none.
    package let numerator: Int?
    /// People, attendances or referrals it is a share of; nil for a plain count.
    package let denominator: Int?

    package init(month: Month, numerator: Int?, denominator: Int? = nil) {
        self.month = month
        self.numerator = numerator
        self.denominator = denominator
    }

    static let table = Table(
        "measure_value", unique: [["measure", "area", "month"]],
        columns: [
            .text("id"), .text("measure"),
            // A small area's code; empty for the whole partnership.
            .text("area"), .integer("month"), .integer("numerator", optional: true),
            .integer("denominator", optional: true), .integer("counted_at"),
        ])

    /// What was done and when, shown on the charts it may explain; and where limits start anew, with the reason.
    static let noteTable = Table(
        "measure_note", indexes: [["measure"]],
        columns: [
            .text("id"), .text("measure"), .text("kind", allowed: ["done", "rebase", "baseline", "target"]),
            .text("day"), .text("words", .freeText), .real("value", optional: true), .text("worker_id", .staff),
            .integer("at"), .integer("withdrawn_at", optional: true),
        ])
}
