/// A calendar month, counted from the year nought so that months can be added and compared.
package struct Month: Hashable, Sendable, Comparable {
    /// Twelve times the year, plus 0 for January to 11 for December.
    package let number: Int

    package init(number: Int) {
        self.number = number
    }

    package init(_ day: Day) {
        number = day.year * 12 + day.month - 1
    }

    /// Reads `2026-10`.
    package init?(_ text: some StringProtocol) {
        guard let day = Day("\(text)-01") else { return nil }
        self.init(day)
    }

    package var year: Int { number / 12 }

    /// 1 for January to 12 for December.
    package var monthOfYear: Int { number % 12 + 1 }

    /// `2026-10`, as it is written in files and addresses.
    package var text: String {
        let digits = String(year)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(padded)-\(monthOfYear < 10 ? "0" : "")\(monthOfYear)"
    }

    package var firstDay: Day { Day(number: Self.firstNumber(number)) }

    package var lastDay: Day { Day(number: Self.firstNumber(number + 1) - 1) }

    /// How many days it has.
    package var days: Int { Self.firstNumber(number + 1) - Self.firstNumber(number) }

    package func adding(_ months: Int) -> Month { Month(number: number + months) }

    /// "October 2026".
    package var name: String { "\(firstDay.monthName) \(year)" }

    /// "Oct 2026".
    package var shortName: String { "\(firstDay.monthName.prefix(3)) \(year)" }

    package static func < (left: Month, right: Month) -> Bool { left.number < right.number }

    private static func firstNumber(_ month: Int) -> Int {
        Day(year: month / 12, month: month % 12 + 1, day: 1)?.number ?? 0
    }
}

extension ClosedRange where Bound == Month {
    /// Every month of it, first to last.
    package var all: [Month] { (lowerBound.number...upperBound.number).map(Month.init(number:)) }
}
