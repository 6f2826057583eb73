import Kernel
import Storage
import Web

/// When somebody or something is there, hour by hour of an ordinary week.
package struct OpeningTimes: Sendable, Hashable {
    /// One stretch of a day, in minutes since midnight.
    package struct Span: Sendable, Hashable, Comparable {
        package let opens: Int
        package let closes: Int

        package init?(opens: Int, closes: Int) {
            guard opens >= 0, closes <= 24 * 60, opens < closes else { return nil }
            self.opens = opens
            self.closes = closes
        }

        package static func < (left: Span, right: Span) -> Bool {
            (left.opens, left.closes) < (right.opens, right.closes)
        }
    }

    /// By weekday, 1 for Monday to 7 for Sunday; a day that is not there is closed.
    package private(set) var days: [Int: [Span]]

    /// From when on an hour of a working day counts as evening.
    package static let eveningMinute = 18 * 60

    package init(_ days: [Int: [Span]] = [:]) {
        self.days = days.filter { (1...7).contains($0.key) && !$0.value.isEmpty }.mapValues { $0.sorted() }
    }

    /// Nobody has said.
    package var isUnsaid: Bool { days.isEmpty }

    /// There on some weekday at 6pm or later.
    package var hasEvenings: Bool {
        (1...5).contains { (days[$0] ?? []).contains { $0.closes > OpeningTimes.eveningMinute } }
    }

    /// There on a Saturday or Sunday.
    package var hasWeekends: Bool { days[6] != nil || days[7] != nil }

    /// Whether it is open at this minute of this weekday.
    package func isOpen(weekday: Int, minute: Int) -> Bool {
        (days[weekday] ?? []).contains { $0.opens <= minute && minute < $0.closes }
    }

    /// "9am to 5pm, 6pm to 9pm"; "closed" when it is.
    package func words(on weekday: Int) -> String {
        guard let spans = days[weekday] else { return "closed" }
        return spans.map { "\(OpeningTimes.clock($0.opens)) to \(OpeningTimes.clock($0.closes))" }
            .joined(separator: ", ")
    }

    /// Days with the same hours together: "Monday to Friday 9am to 5pm; Saturday 10am to 1pm".
    package var words: String {
        if isUnsaid { return "Hours not said" }
        var groups: [(first: Int, last: Int, words: String)] = []
        for weekday in 1...7 where days[weekday] != nil {
            let words = words(on: weekday)
            if let last = groups.last, last.last == weekday - 1, last.words == words {
                groups[groups.count - 1].last = weekday
            } else {
                groups.append((weekday, weekday, words))
            }
        }
        return groups.map { group in
            let (first, last) = (OpeningTimes.name(group.first), OpeningTimes.name(group.last))
            return "\(first == last ? first : "\(first) to \(last)") \(group.words)"
        }.joined(separator: "; ")
    }

    package static func name(_ weekday: Int) -> String { Day(number: 3 + weekday).weekdayName }

    static func clock(_ minute: Int) -> String {
        if minute == 24 * 60 { return "midnight" }
        return Instant(milliseconds: minute * 60_000).clockAsUTC
    }
}

extension Instant {
    /// The time of day written as people do, without any time zone's summer.
    fileprivate var clockAsUTC: String {
        let minutes = milliseconds / 60_000
        let (hour, minute) = (minutes / 60, minutes % 60)
        if minute == 0, hour == 0 { return "midnight" }
        if minute == 0, hour == 12 { return "midday" }
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        let half = hour < 12 ? "am" : "pm"
        return minute == 0 ? "\(twelve)\(half)" : "\(twelve):\(minute < 10 ? "0" : "")\(minute)\(half)"
    }
}

// MARK: Kept and typed

extension OpeningTimes: Storable {
    /// `1 540-1020 1080-1260`, a day to a line.
    package var stored: Value {
        let lines = days.sorted { $0.key < $1.key }.map { day, spans in
            ([String(day)] + spans.map { "\($0.opens)-\($0.closes)" }).joined(separator: " ")
        }
        return .text(lines.joined(separator: "\n"))
    }

    package init?(stored: Value) {
        guard case .text(let text) = stored else { return nil }
        var days: [Int: [Span]] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let first = words.first, let day = Int(first) else { return nil }
            for word in words.dropFirst() {
                let ends = word.split(separator: "-").compactMap { Int($0) }
                guard ends.count == 2, let span = Span(opens: ends[0], closes: ends[1]) else { return nil }
                days[day, default: []].append(span)
            }
        }
        self.init(days)
    }

    /// Reads one day's hours as typed: "9 to 5", "9am-5pm", "09:00–17:00, 6pm to 9pm", "closed" or nothing; nil when it
    /// cannot be read.
    static func read(_ typed: String) -> [Span]? {
        let text = typed.trimmed.lowercased()
        if text.isEmpty || text == "closed" { return [] }
        if text == "all day" || text == "24 hours" { return Span(opens: 0, closes: 24 * 60).map { [$0] } }
        var spans: [Span] = []
        for piece in text.split(separator: ",") {
            let plain = piece.replacing("–", with: "-").replacing(" to ", with: "-").replacing(" until ", with: "-")
            let ends = plain.split(separator: "-").map(\.trimmed)
            guard ends.count == 2, let opens = minute(ends[0]), var closes = minute(ends[1]) else { return nil }
            // "9 to 5" is nine in the morning to five in the afternoon; "to midnight" is the end of the day.
            if closes == 0 { closes = 24 * 60 }
            if closes <= opens, !ends[1].hasSuffix("am"), closes + 720 <= 24 * 60 { closes += 720 }
            guard let span = Span(opens: opens, closes: closes) else { return nil }
            spans.append(span)
        }
        let sorted = spans.sorted()
        let overlaps = zip(sorted, sorted.dropFirst()).contains { $0.closes > $1.opens }
        return overlaps ? nil : sorted
    }

    /// "9", "9am", "9:30pm", "17:00", "midday", "midnight" as minutes since midnight.
    static func minute(_ text: String) -> Int? {
        if text == "midday" || text == "noon" { return 720 }
        if text == "midnight" { return 0 }
        let isAfternoon = text.hasSuffix("pm")
        let isMorning = text.hasSuffix("am")
        let digits = (isAfternoon || isMorning ? String(text.dropLast(2)) : text).trimmed
        let mark: Character = text.contains(".") ? "." : ":"
        let parts = digits.split(separator: mark, omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) }), var hour = Int(parts[0]),
            hour >= 0
        else { return nil }
        var minutes = 0
        if parts.count > 1 {
            guard let typed = Int(parts[1]), (0..<60).contains(typed), parts[1].count == 2 else { return nil }
            minutes = typed
        }
        if isAfternoon || isMorning {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour * 60 + minutes <= 24 * 60 else { return nil }
        return hour * 60 + minutes
    }

    /// One day as it stands in its box of the form.
    func typed(on weekday: Int) -> String { days[weekday] == nil ? "" : words(on: weekday) }

    /// Hours as people write them, by weekday ("6") or span of weekdays ("1-5"); a single day goes before a span.
    package init(typed: [String: String]) {
        var days: [Int: [Span]] = [:]
        for (key, text) in typed.sorted(by: { ($0.key.count, $0.key) > ($1.key.count, $1.key) }) {
            let ends = key.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last, let spans = OpeningTimes.read(text)
            else {
                preconditionFailure("“\(key): \(text)” are no hours.")
            }
            for day in first...last { days[day] = spans }
        }
        self.init(days)
    }
}
