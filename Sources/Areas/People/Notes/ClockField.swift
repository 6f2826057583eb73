import Kernel
import Web

/// A time of day as people type it: "4:10pm", "16:10", "9am", "midday".
package enum ClockField {
    /// - Returns: Hour and minute; nil when the text is no time of day.
    package static func read(_ text: String) -> (hour: Int, minute: Int)? {
        var rest = text.lowercased().filter { !$0.isWhitespace }[...]
        switch rest {
        case "midday", "noon": return (12, 0)
        case "midnight": return (0, 0)
        default: break
        }
        var half: Int?
        for (word, offset) in [("am", 0), ("pm", 12)] where rest.hasSuffix(word) {
            half = offset
            rest = rest.dropLast(2)
        }
        let parts = rest.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard parts.count <= 2, let hour = number(parts[0], 1...2), half != nil || parts.count == 2 else { return nil }
        guard let minute = parts.count == 2 ? number(parts[1], 2...2) : 0, minute < 60 else { return nil }
        guard let half else { return hour < 24 ? (hour, minute) : nil }
        return (1...12).contains(hour) ? (hour % 12 + half, minute) : nil
    }

    private static func number(_ text: Substring, _ lengths: ClosedRange<Int>) -> Int? {
        lengths.contains(text.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }
}

extension FormReading {
    /// A time of day that has to be there, as minutes after midnight.
    package mutating func timeOfDay(_ name: String, _ message: String) -> Int? {
        let time = ClockField.read(form[name].trimmed)
        if time == nil { complain(name, message) }
        return time.map { $0.hour * 60 + $0.minute }
    }
}

/// A day and a time of day typed into one form.
enum MomentField {
    /// Reads `name` as a day and `name-time` as a time; what is wrong goes into `errors`, named by `words`.
    ///
    /// Without a time the moment is midday, so that it stays on its day whatever the clocks do.
    static func read(
        _ name: String, words: String, in form: Form, by now: Instant, into errors: inout FieldErrors
    ) -> (at: Instant, hasTime: Bool)? {
        let typed = form["\(name)-time"].trimmed
        let time = typed.isEmpty ? nil : ClockField.read(typed)
        if !typed.isEmpty && time == nil { errors.add("\(name)-time", "\(words): enter a time, such as 4:10pm") }
        switch DayField.read(name, in: form) {
        case .empty:
            if !typed.isEmpty { errors.add(name, "\(words): enter the day as well as the time") }
            return nil
        case .impossible:
            errors.add(name, "\(words) must be a real date, such as 20 11 2026")
            return nil
        case .day(let day):
            let at = London.instant(day, hour: time?.hour ?? 12, minute: time?.minute ?? 0)
            let isLater = time == nil ? day > now.day : at > now
            if isLater { errors.add(name, "\(words) must not be in the future") }
            return (time == nil && day == now.day ? min(at, now) : at, time != nil)
        }
    }

    /// Puts a moment into the boxes.
    static func fill(_ name: String, with at: Instant?, hasTime: Bool, in form: inout Form) {
        guard let at else { return }
        DayField.fill(name, with: at.day, in: &form)
        if hasTime { form.set("\(name)-time", at.clock) }
    }
}
