/// When something happened, in minutes of local time since any Monday at midnight; weeks may be counted on or back.
public enum EventTime: Sendable, Equatable {
    /// At a known minute.
    case at(Int)
    /// Some time from the first minute up to, but not, the second, as when a theft is found in the morning.
    case between(Int, Int)
}

/// Events by day of the week and hour, an event of uncertain time spread over its hours (aoristic analysis).
///
/// Ratcliffe 2000, doi:10.1080/136588100424963: each hour gets the part of the range that falls into it, so that an
/// event counts once in all.
public struct HourOfWeek: Sendable, Equatable {
    /// 7 days of 24 hours, the first an hour from Monday midnight.
    public static let hours = 168
    /// The weight in each hour.
    public let cells: [Double]
    /// Events of a known time.
    public let known: Int
    /// Events of a range that were spread.
    public let spread: Int
    /// Events whose range was longer than the limit: left out of the cells.
    public let tooLong: Int
    /// Events whose range ends before it begins: left out of the cells.
    public let reversed: Int

    /// Adds up events; ranges longer than the limit say too little about the hour and are left out and counted.
    public init(_ events: [EventTime], longestRange limitInMinutes: Int) throws(CountError) {
        try Count.base(Double(limitInMinutes), "The longest range")
        var table = Table()
        for event in events { table.add(event, limit: limitInMinutes) }
        cells = table.cells
        known = table.known
        spread = table.spread
        tooLong = table.tooLong
        reversed = table.reversed
    }

    /// The weight of one hour; the day is 0 for Monday to 6 for Sunday. Nil outside the week.
    public func weight(day: Int, hour: Int) -> Double? {
        guard (0..<7).contains(day), (0..<24).contains(hour) else { return nil }
        return cells[day * 24 + hour]
    }

    /// The share of events left out; nil without events.
    public var shareLeftOut: Double? {
        let all = known + spread + tooLong + reversed
        return all > 0 ? Double(tooLong + reversed) / Double(all) : nil
    }

    private struct Table {
        var cells = [Double](repeating: 0, count: HourOfWeek.hours)
        var known = 0
        var spread = 0
        var tooLong = 0
        var reversed = 0

        mutating func add(_ event: EventTime, limit: Int) {
            switch event {
            case .at(let minute):
                known += 1
                cells[Self.cell(minute)] += 1
            case .between(let start, let end) where start == end:
                known += 1
                cells[Self.cell(start)] += 1
            case .between(let start, let end):
                guard end > start else {
                    reversed += 1
                    return
                }
                // Ends so far apart that their distance is no number are too long for any limit.
                let (length, overflows) = end.subtractingReportingOverflow(start)
                guard !overflows, length <= limit else {
                    tooLong += 1
                    return
                }
                spread += 1
                share(start, end, Double(length))
            }
        }

        private mutating func share(_ start: Int, _ end: Int, _ length: Double) {
            var minute = start
            while minute < end {
                let past = (minute % 60 + 60) % 60
                let next = min(minute + 60 - past, end)
                cells[Self.cell(minute)] += Double(next - minute) / length
                minute = next
            }
        }

        private static func cell(_ minute: Int) -> Int {
            let week = HourOfWeek.hours * 60
            return (minute % week + week) % week / 60
        }
    }
}
