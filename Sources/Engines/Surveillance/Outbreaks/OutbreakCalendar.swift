/// How long one period of a series is.
public enum OutbreakPeriod: String, Codable, Sendable, CaseIterable {
    /// A day; 365 to a year.
    case day
    /// A week; 52 to a year, and by dates 53 where the ISO year has them.
    case week
    /// A month.
    case month

    /// How many make a year where periods are only numbered.
    public var perYear: Int {
        switch self {
        case .day: 365
        case .week: 52
        case .month: 12
        }
    }
}

/// The periods of a series: numbered, or with the first day of each.
///
/// Dated periods find "the same week last year" by date, so that ISO years of 53 weeks do not drift; numbered ones go
/// back 52 places. R's surveillance has the same two ways (`epochAsDate`).
public struct OutbreakCalendar: Codable, Sendable, Equatable {
    /// How long a period is.
    public let period: OutbreakPeriod
    /// How many periods there are.
    public let count: Int
    /// The first day of each, in days since 1 January 1970; nil when periods are only numbered.
    public let days: [Int]?

    /// Periods known by number alone.
    public static func numbered(_ period: OutbreakPeriod, count: Int) -> OutbreakCalendar {
        OutbreakCalendar(period: period, count: max(0, count), days: nil)
    }

    /// Weeks that follow a first day, given in days since 1 January 1970.
    public static func weeks(from firstDay: Int, count: Int) -> OutbreakCalendar {
        OutbreakCalendar(
            period: .week, count: max(0, count), days: (0..<max(0, count)).map { firstDay + 7 * $0 })
    }

    /// Days that follow a first day, given in days since 1 January 1970.
    public static func days(from firstDay: Int, count: Int) -> OutbreakCalendar {
        OutbreakCalendar(period: .day, count: max(0, count), days: (0..<max(0, count)).map { firstDay + $0 })
    }

    /// Months from the first of a month on.
    public static func months(fromYear year: Int, month: Int, count: Int) -> OutbreakCalendar {
        let days = (0..<max(0, count)).map { CivilDay(year: year, month: month + $0, day: 1).number }
        return OutbreakCalendar(period: .month, count: max(0, count), days: days)
    }

    /// Periods by the first day of each, in days since 1 January 1970, without a gap.
    public static func dated(_ period: OutbreakPeriod, days: [Int]) throws(OutbreakError) -> OutbreakCalendar {
        for index in days.indices.dropFirst() where days[index] != next(after: days[index - 1], period) {
            throw .irregular(point: index, period: period)
        }
        return OutbreakCalendar(period: period, count: days.count, days: days)
    }

    private static func next(after day: Int, _ period: OutbreakPeriod) -> Int {
        switch period {
        case .day: return day + 1
        case .week: return day + 7
        case .month:
            let date = CivilDay(number: day)
            return CivilDay(year: date.year, month: date.month + 1, day: date.day).number
        }
    }

    /// Time in periods from an origin to a point, as the reference's `wtime`.
    func time(at index: Int, from origin: Int) -> Double {
        guard let days, days.count > 1 else { return Double(index - origin) }
        return Double(days[index] - days[origin]) / Double(days[1] - days[0])
    }

    /// The place of a day among the periods; nil when none starts then.
    func index(of day: Int) -> Int? {
        guard let days, let first = days.first, days.count > 1 else { return nil }
        let step = max(1, days[1] - days[0])
        // Months differ by a few days at most: look around the place an even step would give.
        let guess = (day - first) / step
        let low = max(0, guess - guess / 20 - 2)
        let high = min(days.count - 1, guess + guess / 20 + 2)
        guard low <= high else { return nil }
        return (low...high).first { days[$0] == day }
    }
}

/// A day of the Gregorian calendar. (Days from civil and back: Howard Hinnant, chrono-compatible low-level algorithms.)
struct CivilDay {
    let year: Int
    let month: Int
    let day: Int

    /// A day; a month beyond December or before January, or a day beyond the month's last, runs on.
    init(year: Int, month: Int, day: Int) {
        let months = year * 12 + month - 1
        let number = Self.number(
            year: Self.floorDivide(months, 12), month: months - Self.floorDivide(months, 12) * 12 + 1, day: day)
        self.init(number: number)
    }

    /// The day so many days after 1 January 1970.
    init(number: Int) {
        let shifted = number + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1 January 1970.
    var number: Int { Self.number(year: year, month: month, day: day) }

    /// The weekday, Sunday 0, as R's `%w`.
    static func weekday(_ number: Int) -> Int {
        let day = (number + 4) % 7
        return day < 0 ? day + 7 : day
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }
}
