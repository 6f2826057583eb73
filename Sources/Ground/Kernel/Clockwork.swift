import Foundation

/// The wall clock of the United Kingdom: how an instant is shown, and which day it falls on.
package enum London {
    private static let zone = TimeZone(identifier: "Europe/London")

    /// Seconds to add to UTC at this instant: 0 in winter, 3,600 in summer.
    package static func offset(at instant: Instant) -> Int {
        zone?.secondsFromGMT(for: instant.date) ?? 0
    }

    /// The day it is in London at this instant.
    package static func day(of instant: Instant) -> Day {
        let local = instant.milliseconds + offset(at: instant) * 1000
        return Day(number: Int((Double(local) / 86_400_000).rounded(.down)))
    }

    /// Minutes since midnight in London.
    package static func minuteOfDay(_ instant: Instant) -> Int {
        let local = instant.milliseconds / 1000 + offset(at: instant)
        return ((local % 86_400) + 86_400) % 86_400 / 60
    }

    /// The instant at this wall-clock time; in the hour that occurs twice, the first.
    package static func instant(_ day: Day, hour: Int, minute: Int) -> Instant {
        let asUTC = Instant(milliseconds: (day.number * 86_400 + hour * 3600 + minute * 60) * 1000)
        let summer = asUTC.adding(seconds: -3600)
        if offset(at: summer) == 3600 { return summer }
        return asUTC
    }
}

/// Days and times as people write them: "19 November", "4:10pm".
extension Day {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

    package var monthName: String { Day.months[month - 1] }
    package var weekdayName: String { Day.weekdays[weekday - 1] }

    /// "19 November".
    package var short: String { "\(day) \(monthName)" }

    /// "19 November 2026".
    package var long: String { "\(day) \(monthName) \(year)" }

    /// "Monday 23 November".
    package var withWeekday: String { "\(weekdayName) \(short)" }

    /// The day as seen from `today`: "today", "tomorrow", "Friday", "19 November" or, in another year, with the year.
    package func spoken(from today: Day) -> String {
        switch number - today.number {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case 2...6, -6 ... -2: weekdayName
        default: year == today.year ? short : long
        }
    }
}

extension Instant {
    /// "4:10pm", "9am", "midday".
    package var clock: String {
        let minutes = London.minuteOfDay(self)
        let (hour, minute) = (minutes / 60, minutes % 60)
        if minute == 0 && hour == 12 { return "midday" }
        if minute == 0 && hour == 0 { return "midnight" }
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        let half = hour < 12 ? "am" : "pm"
        return minute == 0 ? "\(twelve)\(half)" : "\(twelve):\(Day.two(minute))\(half)"
    }

    /// The day in London.
    package var day: Day { London.day(of: self) }

    /// "19 November 2026, 4:10pm".
    package var long: String { "\(day.long), \(clock)" }

    /// The time as exactly as it is known: "19 November 2026, 4:10pm", "about 4pm on…", "November 2026".
    package func written(to precision: Precision) -> String {
        switch precision {
        case .minute: long
        case .hour: "\(day.long), about \(clock)"
        case .day: day.long
        case .month: "\(day.monthName) \(day.year)"
        case .about: "about \(day.long)"
        }
    }

    /// ISO 8601 in UTC, to the second: for `datetime` attributes and files.
    package var iso: String {
        let seconds = Int((Double(milliseconds) / 1000).rounded(.down))
        let day = Day(number: Int((Double(seconds) / 86_400).rounded(.down)))
        let rest = seconds - day.number * 86_400
        return "\(day)T\(Day.two(rest / 3600)):\(Day.two(rest / 60 % 60)):\(Day.two(rest % 60))Z"
    }
}
