import Kernel

/// Reads months as people write them: `2025-01`, `Jan-25`, `January 2025`, `01/2025`, `202501`, or a day of the month.
enum MonthReading {
    /// `YYYY-MM`; nil when the text is no month.
    static func month(_ written: String) -> String? {
        if let plain = numbers(written) { return (1...12).contains(plain.month) ? written : nil }
        guard written.utf8.count <= 40 else { return nil }
        let parts = DateParts(written)
        guard !parts.isOdd else { return nil }
        switch parts.tokens.count {
        case 1:
            let token = parts.tokens[0]
            return token.digits == 6 ? text(token.number / 100, token.number % 100) : day(written)
        case 2: return two(parts)
        case 3: return day(written)
        default: return nil
        }
    }

    /// `YYYY-MM` of a month that is written without a day; nil for anything else.
    static func bare(_ written: String) -> String? {
        guard written.utf8.count <= 40 else { return nil }
        let parts = DateParts(written)
        return parts.tokens.count == 2 || parts.tokens.first?.digits == 6 ? month(written) : nil
    }

    /// Year and month of `2025-01`, which nearly every file writes.
    static func numbers(_ written: String) -> (year: Int, month: Int)? {
        guard written.utf8.count == 7 else { return nil }
        var digits = 0
        for (place, byte) in written.utf8.enumerated() {
            if place == 4 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                digits = digits * 10 + Int(byte - 48)
            }
        }
        return (digits / 100, digits % 100)
    }

    private static func two(_ parts: DateParts) -> String? {
        if let month = parts.month {
            guard let year = parts.tokens.first(where: { $0.digits == 4 || $0.digits == 2 }) else { return nil }
            return text(year.digits == 4 ? year.number : 2000 + year.number, month)
        }
        guard let year = parts.tokens.first(where: { $0.digits == 4 }), let month = parts.short else { return nil }
        return text(year.number, month)
    }

    /// A whole date stands for its month: `01/04/2024`, `2024-04-01T00:00`.
    private static func day(_ written: String) -> String? {
        let reader = DateReader(
            formats: [.iso, .packed, .dayFirst, .named, .namedShort, .excel], ambiguity: .reject, range: .any,
            today: Day(number: 0), midnightIsDay: true, wantsTime: false)
        return (try? reader.read(written)).map { String($0.text.prefix(7)) }
    }

    private static func text(_ year: Int, _ month: Int) -> String? {
        Day(year: year, month: month, day: 1).map { String($0.description.prefix(7)) }
    }
}
