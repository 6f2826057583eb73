import FrontDoor
import Kernel

/// A financial year: April to March.
package struct FinancialYear: Sendable, Hashable {
    /// The year in which it begins.
    package let start: Int

    package init(start: Int) {
        self.start = start
    }

    package init(of day: Day) {
        start = day.month >= 4 ? day.year : day.year - 1
    }

    package var before: FinancialYear { FinancialYear(start: start - 1) }

    /// "2026 to 2027".
    package var name: String { "\(start) to \(start + 1)" }

    /// The first days of its twelve months and of the next year's April.
    var months: [Day] {
        (0...12).compactMap { month in
            let number = 4 + month
            return Day(year: start + (number - 1) / 12, month: (number - 1) % 12 + 1, day: 1)
        }
    }

    /// The first moments of its twelve months and of the next year's April, in London.
    var boundaries: [Instant] { months.map { London.instant($0, hour: 0, minute: 0) } }
}

/// How many of how many.
package struct Share: Sendable, Equatable {
    package let part: Int
    package let whole: Int

    package init(part: Int, whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// Rounded down, so that it never says more than is true; none of nothing.
    package var percent: Int? { whole == 0 ? nil : part * 100 / whole }
}

/// What the hub counts, worked out from when each referral came and was decided.
package struct ReferralCounts: Sendable {
    private let times: [ReferralTimes]
    private let calendar: WorkingCalendar

    package init(_ times: [ReferralTimes], calendar: WorkingCalendar) {
        self.times = times
        self.calendar = calendar
    }

    /// Referrals of each month of a financial year, April first.
    package func byMonth(_ year: FinancialYear) -> [Int] {
        let bounds = year.boundaries
        var counts = [Int](repeating: 0, count: 12)
        for time in times {
            guard time.receivedAt >= bounds[0], time.receivedAt < bounds[12] else { continue }
            let month = bounds.firstIndex { $0 > time.receivedAt }.map { $0 - 1 }
            if let month { counts[month] += 1 }
        }
        return counts
    }

    /// Referrals of a span by who told us, in the order of the headings.
    package func bySource(_ groups: [String], _ span: Range<Instant>) -> [Int] {
        let groupOf = Dictionary(
            ReferralSource.all.map { ($0.code, $0.group) }, uniquingKeysWith: { first, _ in first })
        var counts = [Int](repeating: 0, count: groups.count)
        for time in times where span.contains(time.receivedAt) {
            guard let index = groups.firstIndex(of: groupOf[time.sourceCode] ?? "") else { continue }
            counts[index] += 1
        }
        return counts
    }

    /// Referrals that came in the month of a day.
    package func received(inMonthOf day: Day) -> Int {
        let span = Self.span(of: Month(day))
        return times.count { span.contains($0.receivedAt) }
    }

    /// From a month's first moment in London to the next month's.
    private static func span(of month: Month) -> Range<Instant> {
        London.instant(
            month.firstDay, hour: 0, minute: 0)..<London.instant(
                month.adding(1).firstDay, hour: 0, minute: 0)
    }

    /// Of the decisions that fell due in a month up to now, how many were made within one working day.
    ///
    /// One that is late and still open counts against the share: leaving it undecided must not make it look better.
    package func decidedInTime(inMonthOf day: Day, at now: Instant) -> Share {
        let span = Self.span(of: Month(day))
        let (start, end) = (span.lowerBound, span.upperBound)
        var (part, whole) = (0, 0)
        // However holidays fall, nothing is due more than a week after it came.
        for time in times where time.receivedAt >= start.adding(days: -8) && time.receivedAt < end {
            let due = ReferralClock(receivedAt: time.receivedAt, calendar: calendar).decideBy
            guard due >= start, due < end else { continue }
            if let decided = time.decidedAt {
                whole += 1
                if decided <= due { part += 1 }
            } else if due < now {
                whole += 1
            }
        }
        return Share(part: part, whole: whole)
    }
}

extension ReferralSource {
    /// The headings referrals are counted under, in the order of the list.
    static var groups: [String] {
        all.map(\.group).reduce(into: []) { groups, group in
            if !groups.contains(group) { groups.append(group) }
        }
    }
}
