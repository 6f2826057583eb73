import Joining
import Kernel
import Storage

/// A count somebody else made and sent by month: "admissions, South West, October 2021".
package struct MonthlyCount: Sendable, Equatable {
    package let measure: String
    /// The part of the country or of the people it is about; empty for all of them.
    package let part: String
    package let month: Month
    /// Nil where the publisher hides it: never the same as none.
    package let value: Int?

    package init(measure: String, part: String, month: Month, value: Int?) {
        self.measure = measure
        self.part = part
        self.month = month
        self.value = value
    }

    static let table = Table(
        "monthly_count", unique: [["run_id", "line"]], indexes: [["measure", "part", "month"]],
        columns: [
            .text("id"), .text("run_id", references: "import_run"), .integer("line"), .text("measure"), .text("part"),
            .integer("month"), .integer("value", optional: true),
        ])
}
