import Foundation

/// Which days people work, by a table of bank holidays; every clock of the front door runs on it.
package struct WorkingCalendar: Sendable {
    private let holidays: Set<Day>

    package init(holidays: Set<Day>) {
        self.holidays = holidays
    }

    /// England's bank holidays, 2024 to 2028, from the dated table shipped with the program.
    package static let england: WorkingCalendar = {
        struct Table: Decodable {
            let holidays: [String: String]
        }
        guard
            let url = Bundle.module.url(
                forResource: "bank-holidays-england", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let table = try? JSONDecoder().decode(Table.self, from: data)
        else { preconditionFailure("The table of bank holidays is missing from the program's own files.") }
        return WorkingCalendar(holidays: Set(table.holidays.keys.compactMap { Day($0) }))
    }()

    package func isWorkingDay(_ day: Day) -> Bool {
        day.weekday <= 5 && !holidays.contains(day)
    }

    /// The first working day after `day`.
    package func next(after day: Day) -> Day {
        var candidate = day.adding(days: 1)
        while !isWorkingDay(candidate) { candidate = candidate.adding(days: 1) }
        return candidate
    }

    /// The moment `days` working days after `start`, at the same time of day.
    ///
    /// A start on a day nobody works counts from the next working day at 9am, when somebody first could have begun.
    package func adding(_ days: Int, to start: Instant) -> Instant {
        var day = start.day
        var minutes = London.minuteOfDay(start)
        if !isWorkingDay(day) {
            day = next(after: day)
            minutes = 9 * 60
        }
        for _ in 0..<days { day = next(after: day) }
        return London.instant(day, hour: minutes / 60, minute: minutes % 60)
    }
}
