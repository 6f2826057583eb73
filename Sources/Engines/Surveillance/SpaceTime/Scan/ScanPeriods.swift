/// The study period cut into periods, each with its length and the dates it is shown by.
///
/// SaTScan counts days, so that a February is expected to have fewer cases than a March; "generic" periods are all alike.
public struct ScanPeriods: Sendable, Equatable {
    /// How long each period is, in days, or in any unit if generic.
    public let lengths: [Double]
    /// The first day of each period, as people write it, or its number.
    public let starts: [String]
    /// The last day of each period.
    public let ends: [String]

    /// Periods of equal length with no calendar, numbered from 1.
    public static func generic(_ count: Int) -> ScanPeriods {
        let names = (0..<max(count, 0)).map { "\($0 + 1)" }
        return ScanPeriods(lengths: names.map { _ in 1 }, starts: names, ends: names)
    }

    /// Whole calendar months, with their true numbers of days.
    public static func months(fromYear year: Int, month: Int, count: Int) throws(ScanError) -> ScanPeriods {
        guard (1...12).contains(month) else { throw .badSetting("a year has months 1 to 12, not \(month)") }
        let months = (0..<max(count, 0)).map { year * 12 + month - 1 + $0 }
        let lengths = months.map { daysInMonth(year: $0 / 12, month: $0 % 12 + 1) }
        let names = months.map { "\($0 / 12)-\(twoDigits($0 % 12 + 1))" }
        return ScanPeriods(
            lengths: lengths.map(Double.init), starts: names.map { "\($0)-01" },
            ends: zip(names, lengths).map { "\($0)-\(twoDigits($1))" })
    }

    /// Periods of any lengths in days, shown by the dates given.
    public static func dated(lengths: [Double], starts: [String], ends: [String]) throws(ScanError) -> ScanPeriods {
        for (what, found) in [("first days", starts.count), ("last days", ends.count)] where found != lengths.count {
            throw .wrongLength(what: what, expected: lengths.count, found: found)
        }
        for length in lengths where !(length > 0 && length.isFinite) {
            throw .badSetting("a period is \(length) days long")
        }
        return ScanPeriods(lengths: lengths, starts: starts, ends: ends)
    }

    /// How many periods there are.
    public var count: Int { lengths.count }

    private static func daysInMonth(year: Int, month: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
