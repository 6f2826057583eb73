import ArgumentParser
import Foundation
import Kernel
import Surveillance

/// How long a period is, on the command line.
enum AnalysePeriod: String, ExpressibleByArgument, CaseIterable {
    case day, week, month

    var outbreak: OutbreakPeriod {
        switch self {
        case .day: .day
        case .week: .week
        case .month: .month
        }
    }
}

/// Periods in a row without a gap, each with its name.
struct AnalysePeriods {
    let period: AnalysePeriod
    /// How people write each.
    let names: [String]
    /// The first day of each, since 1 January 1970; nil where the file only numbers them.
    let days: [Int]?

    var count: Int { names.count }

    /// The calendar of the outbreak methods; without dates, or if asked for, periods are only numbered.
    func calendar(numbered: Bool) throws -> OutbreakCalendar {
        guard let days, !numbered else { return .numbered(period.outbreak, count: count) }
        return try .dated(period.outbreak, days: days)
    }

    /// The place in the year of the first period, from 0.
    var firstSeason: Int {
        guard let first = days?.first else { return 0 }
        let day = Day(number: first)
        let yearDay = first - (Day(year: day.year, month: 1, day: 1)?.number ?? first)
        switch period {
        case .month: return day.month - 1
        case .week: return min(51, yearDay / 7)
        case .day: return min(364, yearDay)
        }
    }

    /// The first day after the last period; 0 where periods are only numbered.
    var next: Int {
        guard let last = days?.last else { return 0 }
        switch period {
        case .day: return last + 1
        case .week: return last + 7
        case .month:
            let day = Day(number: last)
            let following = Day(year: day.year + day.month / 12, month: day.month % 12 + 1, day: day.day)
            return following?.number ?? last + 28
        }
    }

    /// A day as people write it.
    static func name(ofDay day: Int) -> String { Day(number: day).description }

    /// Which period a written date is.
    func place(of name: String) -> Int? {
        if let place = names.firstIndex(of: name) { return place }
        guard let stamp = Stamp(name), let days else { return nil }
        return days.lastIndex { $0 <= stamp.day }
    }
}

/// A date, month, ISO week or number as a file writes it.
struct Stamp {
    enum Form { case day, month, week, number }

    let form: Form
    /// Days since 1 January 1970, or the number.
    let day: Int

    /// Reads 2024-03-31, 2024-03, 2024-W13 or 17.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 3, let date = Day(text) {
            (form, day) = (.day, date.number)
        } else if parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]) {
            if parts[1].utf8.first == UInt8(ascii: "W"), let week = Int(parts[1].dropFirst()), (1...53).contains(week),
                let fourth = Day(year: year, month: 1, day: 4)
            {
                (form, day) = (.week, fourth.number - (fourth.weekday - 1) + 7 * (week - 1))
            } else if parts[1].utf8.count == 2, let month = Int(parts[1]),
                let first = Day(year: year, month: month, day: 1)
            {
                (form, day) = (.month, first.number)
            } else {
                return nil
            }
        } else if let number = Int(text) {
            (form, day) = (.number, number)
        } else {
            return nil
        }
    }
}

extension AnalyseTable {
    /// The written date of every row, read; all of one form.
    func stamps(_ column: Int) throws -> [Stamp] {
        var first: Stamp?
        return try (0..<count).map { row in
            guard let stamp = Stamp(text(row, column)) else {
                throw problem(
                    row, column,
                    "\u{201C}\(text(row, column))\u{201D} is not a date. Write 2024-03-31, 2024-03, 2024-W13 or a number."
                )
            }
            if let first, first.form != stamp.form {
                throw problem(row, column, "dates are written in two ways. Write all of them in one.")
            }
            first = first ?? stamp
            return stamp
        }
    }

    /// The periods the stamps cover, without gaps, and the place of each stamp among them.
    func periods(_ stamps: [Stamp], column: Int, given: AnalysePeriod?) throws -> (AnalysePeriods, places: [Int]) {
        guard let form = stamps.first?.form, let first = stamps.map(\.day).min(), let last = stamps.map(\.day).max()
        else { throw CommandProblem("There are no dates.") }
        let period = try given ?? Self.period(stamps, form: form)
        let starts = form == .number ? Array(first...last) : Self.starts(period, from: first, through: last)
        let index = Dictionary(uniqueKeysWithValues: starts.enumerated().map { ($1, $0) })
        let places = try stamps.enumerated().map { row, stamp in
            guard let place = index[stamp.day] else {
                throw problem(
                    row, column,
                    "\(text(row, column)) does not begin a \(period.rawValue) as the first row's date does.")
            }
            return place
        }
        let names = starts.map { day in
            switch (form, period) {
            case (.number, _): String(day)
            case (.month, _): String(Day(number: day).description.prefix(7))
            default: Day(number: day).description
            }
        }
        return (AnalysePeriods(period: period, names: names, days: form == .number ? nil : starts), places)
    }

    private static func period(_ stamps: [Stamp], form: Stamp.Form) throws -> AnalysePeriod {
        switch form {
        case .month: return .month
        case .week: return .week
        case .number:
            throw CommandProblem("The periods are only numbered: say how long one is with --period day, week or month.")
        case .day:
            let days = Set(stamps.map(\.day)).sorted()
            let steps = zip(days.dropFirst(), days).map { $0 - $1 }
            guard let least = steps.min() else { throw CommandProblem("There is one date only.") }
            if least >= 28 { return .month }
            return least % 7 == 0 ? .week : .day
        }
    }

    private static func starts(_ period: AnalysePeriod, from first: Int, through last: Int) -> [Int] {
        switch period {
        case .day: return Array(first...last)
        case .week: return Array(stride(from: first, through: last, by: 7))
        case .month:
            let start = Day(number: first)
            return (0...((last - first) / 28 + 1)).compactMap { step in
                let month = start.year * 12 + start.month - 1 + step
                return Day(year: month / 12, month: month % 12 + 1, day: start.day)?.number
            }
            .filter { $0 <= last }
        }
    }
}
