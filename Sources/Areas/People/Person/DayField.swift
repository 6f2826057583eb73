import Kernel
import Web

/// Days as people type them into three boxes.
package enum DayField {
    /// What was typed, told apart: nothing, a day, or something no calendar has.
    package enum Reading: Equatable {
        case empty
        case day(Day)
        case impossible
    }

    package static func read(_ name: String, in form: Form) -> Reading {
        let texts = ["day", "month", "year"].map { form["\(name)-\($0)"].trimmed }
        if texts.allSatisfy(\.isEmpty) { return .empty }
        guard let day = number(texts[0]), let month = month(texts[1]), texts[2].count == 4, let year = number(texts[2]),
            let whole = Day(year: year, month: month, day: day)
        else { return .impossible }
        return .day(whole)
    }

    /// Puts a day into the three boxes.
    package static func fill(_ name: String, with day: Day?, in form: inout Form) {
        guard let day else { return }
        form.set("\(name)-day", String(day.day))
        form.set("\(name)-month", String(day.month))
        form.set("\(name)-year", String(day.year))
    }

    private static func number(_ text: String) -> Int? {
        (1...4).contains(text.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    /// "3", "March" or "mar".
    private static func month(_ text: String) -> Int? {
        if let number = number(text) { return number }
        let start = text.lowercased()
        guard start.count >= 3 else { return nil }
        return (1...12).first { number in
            Day(year: 2000, month: number, day: 1)?.monthName.lowercased().hasPrefix(start) ?? false
        }
    }
}

/// A date of birth as typed, refused when no young person can have it.
enum BirthField {
    /// Support ends at 25; records go on a little longer.
    static let oldest = 30

    /// The day, nil when nothing was typed, and what is wrong with it when something is.
    static func read(_ name: String, in form: Form, on today: Day, into errors: inout FieldErrors) -> Day? {
        switch DayField.read(name, in: form) {
        case .empty: return nil
        case .impossible:
            errors.add(name, "Date of birth must be a real date, such as 27 3 2011")
            return nil
        case .day(let born):
            let age = born.age(on: today)
            if born > today {
                errors.add(name, "Date of birth must be in the past")
            } else if age > oldest {
                errors.add(name, "Check the year of birth: it would make them \(age) years old")
            }
            return born
        }
    }
}
