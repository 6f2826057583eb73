import Kernel

/// A date as people remember it: a day, only a month, only a year, or about then.
struct LooseDate: Sendable, Equatable {
    let day: String
    let month: String
    let year: String
    let isApproximate: Bool

    /// Reads `name-day`, `name-month`, `name-year` and `name-about`.
    init(_ name: String, in answers: [String: [String]]) {
        func answer(_ part: String) -> String { (answers["\(name)-\(part)"]?.first ?? "").filter { !$0.isWhitespace } }
        day = answer("day")
        month = LooseDate.number(ofMonth: answer("month"))
        year = answer("year")
        isApproximate = answer("about") == "yes"
    }

    var isEmpty: Bool { day.isEmpty && month.isEmpty && year.isEmpty }

    /// The first day it can have been, and how exactly that is known; nil when no calendar has such a date.
    var resolved: (day: Day, precision: Precision)? {
        guard let year = Int(year), (1900...2100).contains(year) else { return nil }
        if month.isEmpty { return day.isEmpty ? Day(year: year, month: 1, day: 1).map { ($0, .about) } : nil }
        guard let month = Int(month) else { return nil }
        if day.isEmpty { return Day(year: year, month: month, day: 1).map { ($0, isApproximate ? .about : .month) } }
        guard let number = Int(day) else { return nil }
        return Day(year: year, month: month, day: number).map { ($0, isApproximate ? .about : .day) }
    }

    /// "19 November 2026", "November 2026", "about 2026"; what was typed when it is no date.
    var words: String {
        guard let (date, precision) = resolved else {
            return [day, month, year].filter { !$0.isEmpty }.joined(separator: " ")
        }
        let prefix = precision == .about ? "about " : ""
        if month.isEmpty { return "about \(year)" }
        if day.isEmpty { return "\(prefix)\(date.monthName) \(date.year)" }
        return "\(prefix)\(date.long)"
    }

    /// What is wrong with it, in plain words: an impossible date, or one after `today`.
    func problem(_ what: String, today: Day) -> String? {
        if isEmpty { return nil }
        guard let (date, _) = resolved else {
            if year.isEmpty { return "Add the year to \(what). The day and month can be left out" }
            return "\(what.capitalizedFirst) must be a real date, such as 27 3 2026. Check the day and month"
        }
        return date > today ? "\(what.capitalizedFirst) must not be in the future" : nil
    }

    private static func number(ofMonth typed: String) -> String {
        guard typed.count >= 3, Int(typed) == nil else { return typed }
        let names = (1...12).compactMap { Day(year: 2000, month: $0, day: 1)?.monthName.lowercased() }
        guard let index = names.firstIndex(where: { $0.hasPrefix(typed.lowercased()) }) else { return typed }
        return String(index + 1)
    }
}

extension String {
    /// The same words at the head of a sentence.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
