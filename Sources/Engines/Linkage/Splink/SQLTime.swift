/// A day of the proleptic Gregorian calendar, counted as DuckDB counts.
struct CivilDay: Hashable {
    let year: Int
    let month: Int
    let day: Int

    /// The day, or nil when there is no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day this many days after 1 January 1970 (Hinnant, “chrono-compatible low-level date algorithms”, 2013).
    init(number: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1 January 1970.
    var number: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        return era * 146_097 + ofEra - 719_468
    }

    /// How many days the month has.
    static func length(ofMonth month: Int, in year: Int) -> Int {
        if month == 2 { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

/// A moment in microseconds since 1970, taken apart.
enum SQLMoment {
    static let dayLength: Int64 = 86_400_000_000

    static func day(of instant: Int64) -> Int {
        Int((Double(instant) / Double(dayLength)).rounded(.down))
    }

    static func timeOfDay(_ instant: Int64) -> Int64 {
        instant - Int64(day(of: instant)) * dayLength
    }

    /// How many boundaries of a part lie between two moments, as DuckDB's `date_diff` counts.
    static func boundaries(_ part: String, from start: Int64, to end: Int64) -> Int64? {
        let first = CivilDay(number: day(of: start))
        let last = CivilDay(number: day(of: end))
        switch part {
        case "year", "years": return Int64(last.year - first.year)
        case "month", "months": return Int64((last.year - first.year) * 12 + last.month - first.month)
        case "day", "days": return Int64(day(of: end) - day(of: start))
        case "hour", "hours": return floor(end, by: 3_600_000_000) - floor(start, by: 3_600_000_000)
        case "minute", "minutes": return floor(end, by: 60_000_000) - floor(start, by: 60_000_000)
        case "second", "seconds": return floor(end, by: 1_000_000) - floor(start, by: 1_000_000)
        default: return nil
        }
    }

    /// How many whole parts lie between two moments, as DuckDB's `date_sub` counts.
    static func wholes(_ part: String, from start: Int64, to end: Int64) -> Int64? {
        switch part {
        case "year", "years": return wholeMonths(from: start, to: end) / 12
        case "month", "months": return wholeMonths(from: start, to: end)
        case "day", "days": return (end - start) / dayLength
        case "hour", "hours": return (end - start) / 3_600_000_000
        case "minute", "minutes": return (end - start) / 60_000_000
        case "second", "seconds": return (end - start) / 1_000_000
        default: return nil
        }
    }

    /// Whole months; the last day of a month counts as reaching any later day number.
    private static func wholeMonths(from start: Int64, to end: Int64) -> Int64 {
        guard start <= end else { return -wholeMonths(from: end, to: start) }
        let first = CivilDay(number: day(of: start))
        let last = CivilDay(number: day(of: end))
        var months = (last.year - first.year) * 12 + last.month - first.month
        let lastDay = CivilDay.length(ofMonth: last.month, in: last.year)
        let reached = last.day == lastDay ? max(last.day, first.day) : last.day
        if (Int64(reached) * dayLength + timeOfDay(end)) < (Int64(first.day) * dayLength + timeOfDay(start)) {
            months -= 1
        }
        return Int64(months)
    }

    private static func floor(_ instant: Int64, by unit: Int64) -> Int64 {
        instant >= 0 ? instant / unit : (instant - unit + 1) / unit
    }
}

/// A format of `strptime`, read once.
struct SQLTimeFormat: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case literal([UInt8])
        case year, shortYear, month, day, hour, minute, second, micros, monthName, shortMonthName
    }

    private static let monthNames = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private let parts: [Part]

    init(_ format: String) throws(SQLProblem) {
        var parts: [Part] = []
        var literal: [UInt8] = []
        var rest = Array(format.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                literal.append(byte)
                continue
            }
            var letter = rest.popFirst()
            if letter == UInt8(ascii: "%") {
                literal.append(byte)
                continue
            }
            if letter == UInt8(ascii: "-") { letter = rest.popFirst() }
            guard let letter, let part = Self.part(letter) else {
                throw SQLProblem("the time format “\(format)” is not known here")
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
            parts.append(part)
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    private static func part(_ letter: UInt8) -> Part? {
        switch Character(UnicodeScalar(letter)) {
        case "Y": .year
        case "y": .shortYear
        case "m": .month
        case "d": .day
        case "H": .hour
        case "M": .minute
        case "S": .second
        case "f": .micros
        case "B": .monthName
        case "b": .shortMonthName
        default: nil
        }
    }

    /// The moment a text gives, in microseconds since 1970; nil when it does not fit or there is no such moment.
    func instant(in text: [UInt8]) -> Int64? {
        var rest = text[...]
        while let first = rest.first, Self.isSpace(first) { rest = rest.dropFirst() }
        var found: [Part: Int] = [:]
        for part in parts {
            guard let value = Self.take(part, from: &rest) else { return nil }
            found[part] = value
        }
        guard rest.allSatisfy(Self.isSpace) else { return nil }
        let year = found[.year] ?? found[.shortYear].map { $0 < 69 ? 2000 + $0 : 1900 + $0 } ?? 1900
        let month = found[.month] ?? found[.monthName] ?? found[.shortMonthName] ?? 1
        guard let day = CivilDay(year: year, month: month, day: found[.day] ?? 1) else { return nil }
        let (hour, minute, second) = (found[.hour] ?? 0, found[.minute] ?? 0, found[.second] ?? 0)
        guard hour < 24, minute < 60, second < 60 else { return nil }
        let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return seconds * 1_000_000 + Int64(found[.micros] ?? 0)
    }

    private static func take(_ part: Part, from rest: inout ArraySlice<UInt8>) -> Int? {
        switch part {
        case .literal(let bytes):
            guard rest.starts(with: bytes) else { return nil }
            rest = rest.dropFirst(bytes.count)
            return 0
        case .year:
            return number(upTo: 4, from: &rest)
        case .shortYear, .month, .day, .hour, .minute, .second:
            return number(upTo: 2, from: &rest)
        case .micros:
            let before = rest.count
            guard let value = number(upTo: 6, from: &rest) else { return nil }
            return (before - rest.count..<6).reduce(value) { value, _ in value * 10 }
        case .monthName, .shortMonthName:
            for (place, name) in monthNames.enumerated() {
                let wanted = part == .monthName ? Array(name.utf8) : Array(name.utf8.prefix(3))
                let here = rest.prefix(wanted.count).map { $0 | 0x20 }
                guard here == wanted else { continue }
                rest = rest.dropFirst(wanted.count)
                return place + 1
            }
            return nil
        }
    }

    private static func number(upTo width: Int, from rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix(width).prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
    }
}
