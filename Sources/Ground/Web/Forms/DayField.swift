import Kernel

/// Days as people type them into three boxes.
package enum DayField {
    /// What was typed, told apart: nothing, a day, or something no calendar has.
    package enum Reading: Equatable {
        case empty
        case day(Day)
        case impossible
    }

    /// What was typed into the three boxes of a field.
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
