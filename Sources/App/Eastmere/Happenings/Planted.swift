import Kernel

/// What is planted in Eastmere's events, and when: every pattern that a page should find, and no other.
///
/// Months and days are counted back from the moment that counts as the present.
package struct Planted: Sendable {
    /// The first month of navigators in A&E: from then on, attendances under 25 fall by `navigatorsEffect`.
    package let navigators: Month
    package static let navigatorsEffect = 0.33
    /// The first month of weekend patrols in Northfields, which change nothing.
    package let patrols: Month
    /// Three weeks of robberies of young people in Saltmarsh, from a Monday.
    package let outbreak: ClosedRange<Day>
    /// How many robberies a week more than usual.
    package static let outbreakWeekly = 7.0
    /// How much more violence police record and ambulances go to from June to August, outside the night-time economy.
    package static let summer = 1.45
    /// Months of events.
    package static let months = 60

    package init(now: Instant) {
        let month = Month(now.day)
        navigators = month.adding(-15)
        patrols = month.adding(-22)
        let monday = now.day.adding(days: 1 - now.day.weekday)
        outbreak = monday.adding(days: -35)...monday.adding(days: -15)
    }

    static func isSummer(_ day: Day) -> Bool { (6...8).contains(day.month) }
}
