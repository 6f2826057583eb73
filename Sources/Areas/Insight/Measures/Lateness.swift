import Kernel

/// Whether a measure's figures have come when they should have.
package struct Lateness: Sendable, Equatable {
    /// The newest month that should be here by now, and the day it was due.
    package let month: Month
    package let due: Day

    /// Nil when nothing is late. `newest` is the newest month with a figure, nil when none ever came.
    package init?(_ measure: Measure, newest: Month?, today: Day) {
        guard let newest else { return nil }
        let next = newest.adding(1)
        let firstDue = next.lastDay.adding(days: measure.dueAfterDays)
        guard today > firstDue else { return nil }
        month = next
        due = firstDue
    }

    /// "October 2026 should have been here by 21 November."
    package var words: String { "Late: \(month.name) should have been here by \(due.long)." }
}
