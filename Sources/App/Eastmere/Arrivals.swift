import Kernel

/// When referrals come, and from whom: seasons, weekdays, school holidays and growth.
struct Arrivals {
    /// One referral that is yet to be told.
    struct Arrival: Sendable {
        let at: Instant
        let source: Source
    }

    /// About how many in the year up to today, and in the year before it.
    static let lastYear = 1_125.0
    static let yearBefore = 1_015.0
    /// January first: fewer in the summer and at the end of the year.
    private static let months = [1.0, 0.95, 1.1, 0.95, 1.05, 1.1, 1.0, 0.78, 1.05, 1.1, 1.1, 0.86]

    let library: Library
    let today: Day

    /// Everything that comes in the two years before `today`, in order.
    func all(scale: Double, _ dice: inout Dice) -> [Arrival] {
        var arrivals: [Arrival] = []
        for (days, target) in [(-730 ... -366, Self.yearBefore), (-365 ... -1, Self.lastYear)] {
            let year = days.map { today.adding(days: $0) }
            let total = year.reduce(0) { sum, day in library.sources.reduce(sum) { $0 + pull(of: $1, on: day) } }
            for day in year {
                for source in library.sources {
                    let mean = target * scale * pull(of: source, on: day) / total
                    for _ in 0..<dice.poisson(mean) {
                        arrivals.append(Arrival(at: moment(on: day, source, &dice), source: source))
                    }
                }
            }
        }
        return arrivals.sorted { $0.at < $1.at }
    }

    private func pull(of source: Source, on day: Day) -> Double {
        let week = source.weekdays.reduce(0, +)
        let weekday = source.weekdays[day.weekday - 1] / week
        let holiday = library.town.isHoliday(day) ? source.holidays : 1
        let isClosed = source.weekdays[6] == 0 && !WorkingCalendar.england.isWorkingDay(day)
        return isClosed ? 0 : source.weight * weekday * holiday * Self.months[day.month - 1]
    }

    /// A time of day in the source's hours, more often in the middle of them.
    private func moment(on day: Day, _ source: Source, _ dice: inout Dice) -> Instant {
        let (first, last) = (source.hours[0] * 60, source.hours[1] * 60 - 1)
        let minute = first + Int(Double(last - first) * (dice.share() + dice.share()) / 2)
        return London.instant(day, hour: minute / 60, minute: minute % 60)
    }
}
