/// A written date taken apart: its numbers, its month if that is a word, its time of day.
struct DateParts {
    struct Token: Equatable {
        let number: Int
        /// How many digits it was written with; none for a word.
        let digits: Int
    }

    private(set) var tokens: [Token] = []
    /// The month, when it is a word, and where it stands.
    private(set) var month: Int?
    private(set) var monthPlace = 0
    /// What is written after the date, with a colon in it.
    private(set) var clock: Substring?
    /// Minutes after midnight, from a spreadsheet's number such as 39873.5.
    private(set) var dayFraction: Int?
    /// There are signs no date has.
    private(set) var isOdd = false

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// A month of one or two digits, beside a year of four.
    var short: Int? { tokens.first { (1...2).contains($0.digits) }?.number }

    init(_ written: String) {
        var date = written[...]
        if let colon = written.firstIndex(of: ":") {
            guard let gap = written[..<colon].lastIndex(where: { $0 == " " || $0 == "T" || $0 == "t" }) else {
                isOdd = true
                return
            }
            date = written[..<gap]
            clock = written[written.index(after: gap)...]
        } else if let fraction = Self.fraction(written) {
            tokens = [Token(number: fraction.day, digits: 5)]
            dayFraction = fraction.minutes
            return
        }
        read(date.utf8)
    }

    private mutating func read(_ bytes: Substring.UTF8View) {
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let byte = bytes[place]
            if (48...57).contains(byte) {
                let run = bytes[place...].prefix { (48...57).contains($0) }
                guard run.count <= 8, let number = Int(Substring(run)) else {
                    isOdd = true
                    return
                }
                tokens.append(Token(number: number, digits: run.count))
                place = run.endIndex
            } else if (65...90).contains(byte & 0xDF) {
                let run = bytes[place...].prefix { (65...90).contains($0 & 0xDF) }
                take(word: Substring(run).lowercased())
                place = run.endIndex
            } else {
                if !Self.separators.contains(byte) { isOdd = true }
                place = bytes.index(after: place)
            }
        }
    }

    private static let separators = Set(" /-.,".utf8)

    private mutating func take(word: String) {
        if ["st", "nd", "rd", "th"].contains(word), tokens.last.map({ $0.digits <= 2 }) == true { return }
        if tokens.isEmpty, Self.weekdays.contains(String(word.prefix(3))), word.hasSuffix("day") || word.count == 3 {
            return
        }
        guard month == nil, let number = Self.months.firstIndex(of: String(word.prefix(3))), Self.isMonth(word, number)
        else {
            isOdd = true
            return
        }
        month = number + 1
        monthPlace = tokens.count
        tokens.append(Token(number: number + 1, digits: 0))
    }

    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private static func isMonth(_ word: String, _ number: Int) -> Bool {
        word.count == 3 || word == "sept" || word == names[number]
    }

    private static func fraction(_ written: String) -> (day: Int, minutes: Int)? {
        guard written.utf8.count > 6, written.utf8.dropFirst(5).first == 46,
            written.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }), let value = Double(written)
        else { return nil }
        let minutes = Int(((value - value.rounded(.down)) * 1440).rounded())
        return (Int(value) + minutes / 1440, minutes % 1440)
    }
}

/// A time of day as it is written: `16:10`, `4:10pm`, `16:10:33.250Z`, `16:10+01:00`.
struct ClockReading: Equatable {
    let minutes: Int
    /// Minutes ahead of UTC, when the text says so.
    let zone: Int?

    init?(_ written: Substring) {
        var rest = written[...]
        let zone = Self.takeZone(&rest)
        while rest.last == " " { rest.removeLast() }
        let half = Self.takeHalf(&rest)
        let seconds = rest.split(separator: ".", omittingEmptySubsequences: false)
        let parts = (seconds.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard seconds.count <= 2, seconds.dropFirst().allSatisfy(Self.isDigits), (2...3).contains(parts.count),
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && Self.isDigits($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
        else { return nil }
        if parts.count == 3 {
            guard let second = Int(parts[2]), second < 61 else { return nil }
        }
        switch half {
        case nil:
            guard hour < 24 else { return nil }
            minutes = hour * 60 + minute
        case let half?:
            guard (1...12).contains(hour) else { return nil }
            minutes = (hour % 12 + half) * 60 + minute
        }
        self.zone = zone
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func takeZone(_ rest: inout Substring) -> Int? {
        if let last = rest.last, last == "Z" || last == "z" {
            rest.removeLast()
            return 0
        }
        guard let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
        let digits = rest[rest.index(after: sign)...].filter { $0 != ":" }
        guard digits.utf8.count == 4, let number = Int(digits), number % 100 < 60, number <= 1400 else { return nil }
        let minutes = number / 100 * 60 + number % 100
        defer { rest = rest[..<sign] }
        return rest[sign] == "-" ? -minutes : minutes
    }

    private static func takeHalf(_ rest: inout Substring) -> Int? {
        let lower = rest.lowercased()
        guard lower.hasSuffix("am") || lower.hasSuffix("pm") else { return nil }
        rest = rest.dropLast(2)
        if rest.last == " " { rest = rest.dropLast() }
        return lower.hasSuffix("pm") ? 12 : 0
    }
}
