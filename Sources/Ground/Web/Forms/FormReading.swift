import Kernel

/// Reading fields as people fill them in: every complaint says what to do.
package struct FormReading {
    /// The most letters of a text, and of a line.
    package static let longestText = 4000
    package static let longestLine = 200

    /// What was typed.
    package let form: Form
    /// What is wrong with it, in the order it was read.
    package private(set) var errors = FieldErrors()

    /// Begins to read a form; `errors` tells what is wrong with it.
    package init(_ form: Form) {
        self.form = form
    }

    /// A text that may be empty, but not too long.
    package mutating func text(_ name: String, limit: Int = FormReading.longestText) -> String {
        let typed = form[name].trimmed
        if typed.count > limit {
            errors.add(name, "Shorten this to \(grouped(limit)) characters. It has \(grouped(typed.count))")
        }
        return typed
    }

    /// A text that has to be there.
    package mutating func required(_ name: String, limit: Int = FormReading.longestText, _ message: String) -> String {
        let typed = text(name, limit: limit)
        if typed.isEmpty { errors.add(name, message) }
        return typed
    }

    /// One of a closed list.
    package mutating func choice<Option>(_ name: String, _ message: String) -> Option?
    where Option: RawRepresentable, Option.RawValue == String {
        let option = Option(rawValue: form[name])
        if option == nil { errors.add(name, message) }
        return option
    }

    /// A day in three boxes; nil when all are empty, and a complaint when no calendar has it.
    package mutating func day(_ name: String) -> Day? {
        switch DayField.read(name, in: form) {
        case .empty: return nil
        case .day(let day): return day
        case .impossible:
            errors.add(name, "Enter a real date, such as 27 11 2026")
            return nil
        }
    }

    /// A day that has to be there and lie between today and two years from now.
    package mutating func coming(_ name: String, from today: Day, _ message: String) -> Day? {
        let before = errors.list.count
        guard let day = day(name) else {
            if errors.list.count == before { errors.add(name, message) }
            return nil
        }
        if day < today { errors.add(name, "Choose today or a day to come") }
        if day > today.adding(days: 731) { errors.add(name, "Choose a day within two years. Check the year") }
        return day
    }

    /// A whole number that may be left out.
    package mutating func number(_ name: String, _ range: ClosedRange<Int>, _ message: String) -> Int? {
        let typed = form[name].trimmed
        if typed.isEmpty { return nil }
        guard typed.count <= 9, let number = Int(typed), range.contains(number) else {
            errors.add(name, message)
            return nil
        }
        return number
    }

    /// Says what is wrong with a field.
    package mutating func complain(_ name: String, _ message: String) {
        errors.add(name, message)
    }

    /// Lines as typed, one to a line, without bullets people type before them.
    package mutating func lines(_ name: String) -> [String] {
        text(name).split(separator: "\n").map { line in
            String(line).trimmed.trimmingPrefix { "-•*".contains($0) || $0.isWhitespace }.trimmed
        }.filter { !$0.isEmpty }
    }
}
