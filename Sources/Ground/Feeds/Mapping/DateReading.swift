import Kernel

/// What a text says about when something was.
struct DateReading: Equatable {
    let text: String
    let precision: Precision
    /// A second reading that was possible, when the mapping said which of the two to take.
    var other: String?

    /// Why a text is no date.
    enum Refusal: Error, Equatable {
        case notADate
        case otherFormat(DateFormat)
        case noSuchDay(String)
        case ambiguous(String, String)
        case noSuchTime
        case tooEarly
        case future
        case tooOld
    }
}

/// Reads dates as one column of one mapping has them.
struct DateReader: Sendable {
    let formats: Set<DateFormat>
    let ambiguity: Mapping.Ambiguity
    let range: Mapping.DateRange
    let today: Day
    let midnightIsDay: Bool
    let wantsTime: Bool

    func read(_ written: String) throws(DateReading.Refusal) -> DateReading {
        let parts = DateParts(written)
        var (day, other) = try date(parts)
        if parts.tokens.count == 2 {
            try check(day)
            return DateReading(text: String(day.description.prefix(7)), precision: .month)
        }
        var minutes: Int?
        if let clock = parts.clock {
            guard let time = ClockReading(clock) else { throw .noSuchTime }
            minutes = time.minutes
            // A force that knows no time writes midnight UTC, which in summer would be one in the morning here.
            let isWrittenMidnight = midnightIsDay && time.minutes == 0 && time.zone == 0
            if let zone = time.zone, !isWrittenMidnight {
                let instant = Instant(milliseconds: (day.number * 1440 + time.minutes - zone) * 60_000)
                (day, minutes) = (instant.day, London.minuteOfDay(instant))
            }
        } else if let fraction = parts.dayFraction {
            minutes = fraction
        }
        try check(day)
        let isTimed = wantsTime && minutes != nil && !(midnightIsDay && minutes == 0)
        let text = isTimed ? "\(day)T\(Self.clock(minutes ?? 0))" : day.description
        return DateReading(text: text, precision: isTimed ? .minute : .day, other: other?.description)
    }

    private func check(_ day: Day) throws(DateReading.Refusal) {
        switch range {
        case .any: if day.year < 1800 || day.year > 2200 { throw .tooEarly }
        case .past:
            if day > today { throw .future }
            if day.year < 1900 { throw .tooEarly }
        case .life:
            if day > today { throw .future }
            if day.age(on: today) > 120 { throw .tooOld }
        }
    }

    /// The day, and the other day it could have been.
    private func date(_ parts: DateParts) throws(DateReading.Refusal) -> (day: Day, other: Day?) {
        guard !parts.isOdd else { throw .notADate }
        switch parts.tokens.count {
        case 1: return (try single(parts), nil)
        case 2:
            guard let year = parts.tokens.first(where: { $0.digits == 4 }), let month = parts.month ?? parts.short
            else { throw .notADate }
            guard formats.contains(.month) else { throw .otherFormat(.month) }
            guard let day = Day(year: year.number, month: month, day: 1) else { throw .notADate }
            return (day, nil)
        case 3: return try three(parts)
        default: throw .notADate
        }
    }

    private func single(_ parts: DateParts) throws(DateReading.Refusal) -> Day {
        let token = parts.tokens[0]
        switch token.digits {
        case 8:
            guard formats.contains(.packed) else { throw .otherFormat(.packed) }
            let (year, month, day) = (token.number / 10_000, token.number / 100 % 100, token.number % 100)
            guard let date = Day(year: year, month: month, day: day) else {
                throw .noSuchDay(Self.words(year, month, day))
            }
            return date
        case 4, 5:
            // 1 January 1920 is 7306, 2064 is 59,900: four digits alone are more likely a year.
            guard token.digits == 5 else { throw .notADate }
            guard formats.contains(.excel) else { throw .otherFormat(.excel) }
            guard let day = SheetNumber.day(token.number, isFrom1904: false) else { throw .notADate }
            return day
        default: throw .notADate
        }
    }

    private func three(_ parts: DateParts) throws(DateReading.Refusal) -> (day: Day, other: Day?) {
        let (first, second, third) = (parts.tokens[0], parts.tokens[1], parts.tokens[2])
        if let month = parts.month {
            let day = parts.monthPlace == 0 ? second : first
            let format: DateFormat = third.digits == 4 ? .named : .namedShort
            guard parts.monthPlace < 2, day.digits <= 2, third.digits == 4 || third.digits == 2 else { throw .notADate }
            guard formats.contains(format) else { throw .otherFormat(format) }
            return (try make(third, month, day.number), nil)
        }
        if first.digits == 4 {
            guard formats.contains(.iso) else { throw .otherFormat(.iso) }
            guard second.digits <= 2, third.digits <= 2 else { throw .notADate }
            return (try make(first, second.number, third.number), nil)
        }
        guard first.digits <= 2, second.digits <= 2, third.digits == 4 || third.digits == 2 else { throw .notADate }
        let isLong = third.digits == 4
        let dayFirst = formats.contains(isLong ? .dayFirst : .dayFirstShort)
        let monthFirst = formats.contains(isLong ? .monthFirst : .monthFirstShort)
        switch (dayFirst, monthFirst) {
        case (true, true): return try either(third, first.number, second.number)
        case (true, false): return (try make(third, second.number, first.number), nil)
        case (false, true): return (try make(third, first.number, second.number), nil)
        case (false, false): throw .otherFormat(isLong ? .dayFirst : .dayFirstShort)
        }
    }

    private func either(_ year: DateParts.Token, _ first: Int, _ second: Int) throws(DateReading.Refusal) -> (
        day: Day, other: Day?
    ) {
        let dayFirst = try? make(year, second, first)
        let monthFirst = try? make(year, first, second)
        switch (dayFirst, monthFirst) {
        case (let day?, let other?) where day != other:
            switch ambiguity {
            case .reject: throw .ambiguous(day.long, other.long)
            case .dayFirst: return (day, other)
            case .monthFirst: return (other, day)
            }
        case (let day?, _), (nil, let day?): return (day, nil)
        case (nil, nil): return (try make(year, second, first), nil)
        }
    }

    private func make(_ year: DateParts.Token, _ month: Int, _ day: Int) throws(DateReading.Refusal) -> Day {
        let full = year.digits == 4 ? year.number : century(of: year.number)
        guard let date = Day(year: full, month: month, day: day) else { throw .noSuchDay(Self.words(full, month, day)) }
        if year.digits == 2, date > today, range != .any, let earlier = Day(year: full - 100, month: month, day: day) {
            return earlier
        }
        return date
    }

    /// Two digits mean this century, unless that lies ahead: by more than 20 years where the future is allowed.
    private func century(of year: Int) -> Int {
        let recent = 2000 + year
        return recent > today.year + (range == .any ? 20 : 0) ? recent - 100 : recent
    }

    private static func words(_ year: Int, _ month: Int, _ day: Int) -> String {
        guard let name = Day(year: 2000, month: month, day: 1)?.monthName else { return "month \(month)" }
        return "\(day) \(name) \(year)"
    }

    private static func clock(_ minutes: Int) -> String { "\(two(minutes / 60)):\(two(minutes % 60))" }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
