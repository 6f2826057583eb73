import Kernel
import Web

/// Reading fields as people fill them in: every complaint says what to do.
struct FormReading {
    static let longestText = 4000
    static let longestLine = 200

    let form: Form
    private(set) var errors = FieldErrors()

    init(_ form: Form) {
        self.form = form
    }

    /// A text that may be empty, but not too long.
    mutating func text(_ name: String, limit: Int = FormReading.longestText) -> String {
        let typed = form[name].trimmed
        if typed.count > limit {
            errors.add(name, "Shorten this to \(grouped(limit)) characters. It has \(grouped(typed.count))")
        }
        return typed
    }

    /// A text that has to be there.
    mutating func required(_ name: String, limit: Int = FormReading.longestText, _ message: String) -> String {
        let typed = text(name, limit: limit)
        if typed.isEmpty { errors.add(name, message) }
        return typed
    }

    /// One of a closed list.
    mutating func choice<Option>(_ name: String, _ message: String) -> Option?
    where Option: RawRepresentable, Option.RawValue == String {
        let option = Option(rawValue: form[name])
        if option == nil { errors.add(name, message) }
        return option
    }

    /// A day in three boxes; nil when all are empty, and a complaint when no calendar has it.
    mutating func day(_ name: String) -> Day? {
        let texts = ["day", "month", "year"].map { form["\(name)-\($0)"].trimmed }
        if texts.allSatisfy(\.isEmpty) { return nil }
        let numbers = texts.compactMap {
            $0.utf8.allSatisfy { (48...57).contains($0) } && $0.count <= 4 ? Int($0) : nil
        }
        guard numbers.count == 3, texts[2].count == 4,
            let day = Day(year: numbers[2], month: numbers[1], day: numbers[0])
        else {
            errors.add(name, "Enter a real date, such as 27 11 2026")
            return nil
        }
        return day
    }

    /// A day that has to be there and lie between today and two years from now.
    mutating func coming(_ name: String, from today: Day, _ message: String) -> Day? {
        let before = errors.list.count
        guard let day = day(name) else {
            if errors.list.count == before { errors.add(name, message) }
            return nil
        }
        if day < today { errors.add(name, "Choose today or a day to come") }
        if day > today.adding(days: 731) { errors.add(name, "Choose a day within two years. Check the year") }
        return day
    }

    mutating func complain(_ name: String, _ message: String) {
        errors.add(name, message)
    }

    /// Lines as typed, one to a line, without bullets people type before them.
    mutating func lines(_ name: String) -> [String] {
        text(name).split(separator: "\n").map { line in
            String(line).trimmed.trimmingPrefix { "-•*".contains($0) || $0.isWhitespace }.trimmed
        }.filter { !$0.isEmpty }
    }

    /// Puts a day into the three boxes.
    static func fill(_ name: String, with day: Day, in form: inout Form) {
        form.set("\(name)-day", String(day.day))
        form.set("\(name)-month", String(day.month))
        form.set("\(name)-year", String(day.year))
    }
}
