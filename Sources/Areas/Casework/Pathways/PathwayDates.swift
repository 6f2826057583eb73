import Kernel

/// When what a pathway asks for falls due, for a support whose steps are known so far.
package struct PathwayDates: Sendable {
    /// One thing that falls due.
    package struct Due: Sendable, Equatable {
        package let id: String
        package let name: String
        package let at: Instant
    }

    private let pathway: Pathway
    private let calendar: WorkingCalendar

    package init(_ pathway: Pathway, calendar: WorkingCalendar) {
        self.pathway = pathway
        self.calendar = calendar
    }

    /// The milestones counted from one step, in their order.
    ///
    /// Hours pass as on a clock; working days leave out weekends and bank holidays; weeks end with the same weekday,
    /// so that a clock change moves nothing.
    package func milestones(from start: Pathway.Milestone.Start, at moment: Instant) -> [Due] {
        pathway.milestones.filter { $0.from == start }.map { Due(id: $0.id, name: $0.name, at: due($0, moment)) }
    }

    private func due(_ milestone: Pathway.Milestone, _ moment: Instant) -> Instant {
        if let hours = milestone.hours { return moment.adding(hours: hours) }
        if let days = milestone.workingDays { return calendar.adding(days, to: moment) }
        let day = moment.day.adding(days: 7 * (milestone.weeks ?? 0))
        return London.instant(day, hour: 23, minute: 59)
    }

    /// The days of the reviews within the usual length, the first one a cycle after the start.
    package func reviews(from start: Day) -> [Day] {
        guard let every = pathway.reviewWeeks else { return [] }
        let weeks = pathway.mostWeeks ?? pathway.usualWeeks ?? 26
        return stride(from: every, through: weeks, by: every).map { start.adding(days: 7 * $0) }
    }

    /// The day on which everyone is asked how it will end.
    package func exitPrompt(from start: Day) -> Day? { pathway.exitPromptWeek.map { start.adding(days: 7 * $0) } }

    /// The day by which it ends unless somebody says why not.
    package func end(from start: Day) -> Day? { pathway.mostWeeks.map { start.adding(days: 7 * $0) } }

    /// The days of the questions asked after the end.
    package func followUps(from end: Day) -> [(question: Pathway.FollowUp, day: Day)] {
        pathway.followUps.map { ($0, end.adding(days: 7 * $0.weeks)) }
    }
}
