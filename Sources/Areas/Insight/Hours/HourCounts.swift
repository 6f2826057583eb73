import Governance
import Kernel
import Statistics
import Storage

/// When a measure's events happened within the week, as one audience may see it.
struct HourCounts: Sendable {
    /// What is known of one event's time.
    struct Time: Sendable {
        let at: Instant
        let until: Instant?
        let precision: Precision
    }

    let measure: Measure
    let months: ClosedRange<Month>
    /// How many hours a cell is wide: one for the team, three for others, so that fewer cells are too small to show.
    let hoursPerCell: Int
    /// Monday midnight first.
    let cells: [ShownCount]
    /// Events whose time of day is not known, or whose range is too long to say.
    let untimed: ShownCount
    let total: ShownCount
    /// True when no event says its hour.
    let hasNoTimes: Bool
    /// True when no event says even its day.
    let hasOnlyMonths: Bool

    /// Longer ranges say too little about the hour.
    static let longestRange = 12 * 60
    /// A time somebody guessed lies within this many minutes either side.
    static let guess = 60

    init(
        _ measure: Measure, _ times: [Time], months: ClosedRange<Month>, for audience: CountAudience
    ) throws(CountError) {
        self.measure = measure
        self.months = months
        hoursPerCell = audience == .team ? 1 : 3
        let known = times.compactMap(Self.event)
        let table = try HourOfWeek(known, longestRange: Self.longestRange)
        let width = hoursPerCell
        let sums = stride(from: 0, to: HourOfWeek.hours, by: width).map { table.cells[$0..<$0 + width].reduce(0, +) }
        let whole = Self.whole(sums)
        let rest = max(0, times.count - whole.reduce(0, +))
        let shown = Self.shown(whole, rest: rest, isWholeKnown: !Self.hidesMonth(times), for: audience)
        cells = shown.cells
        untimed = shown.sums.cells.last ?? .exact(0)
        total = shown.sums.total
        hasNoTimes = table.known + table.spread == 0
        hasOnlyMonths = !times.isEmpty && times.allSatisfy { $0.precision == .month }
    }

    /// Whether a month among them is too small to show.
    private static func hidesMonth(_ times: [Time]) -> Bool {
        Dictionary(grouping: times) { Month($0.at.day) }.values.contains { Suppression.partner.isSmall($0.count) }
    }

    /// Cells as they may be shown beside the sums of each quarter of the day, which the page that compares A&E with
    /// police tells: in its order, from six in the morning on.
    private static func shown(
        _ cells: [Int], rest: Int, isWholeKnown: Bool, for audience: CountAudience
    ) -> (cells: [ShownCount], sums: ShownCounts) {
        let perDay = cells.count / 7
        let quarters = [1, 2, 3, 0].map { quarter in
            cells.indices.filter { $0 % perDay * 4 / perDay == quarter }
        }
        let parts = quarters.map { $0.map { cells[$0] } } + [[rest]]
        let found = Suppression.partner.protect(groups: parts, isWholeKnown: isWholeKnown, for: audience)
        var shown = [ShownCount](repeating: .notShown, count: cells.count)
        for (places, counts) in zip(quarters, found.cells) {
            for (place, count) in zip(places, counts) { shown[place] = count }
        }
        return (shown, found.sums)
    }

    /// The event as minutes of the week in London; nil where only the day or the month is known.
    private static func event(_ time: Time) -> EventTime? {
        let start = minute(time.at)
        if let until = time.until, time.precision != .month {
            return .between(start, start + until.seconds(since: time.at) / 60)
        }
        switch time.precision {
        case .minute: return .at(start)
        case .hour: return .between(start, start + 60)
        case .about: return .between(start - guess, start + guess)
        case .day, .month: return nil
        }
    }

    private static func minute(_ at: Instant) -> Int {
        (at.day.weekday - 1) * 24 * 60 + London.minuteOfDay(at)
    }

    /// Weights as whole events with the same total: the largest remainders are rounded up.
    static func whole(_ weights: [Double]) -> [Int] {
        var counts = weights.map { Int($0.rounded(.down)) }
        let missing = Int(weights.reduce(0, +).rounded()) - counts.reduce(0, +)
        let order = weights.indices.sorted {
            let (left, right) = (weights[$0] - weights[$0].rounded(.down), weights[$1] - weights[$1].rounded(.down))
            return (right, $0) < (left, $1)
        }
        for index in order.prefix(max(0, missing)) { counts[index] += 1 }
        return counts
    }
}

extension Transaction {
    /// The measures whose events can have times of day: those counted from rows, that have any.
    func timedMeasures() throws -> [Measure] {
        let known: [String] = try values("SELECT DISTINCT measure FROM measure_value WHERE area = ''")
        return Measure.shipped.filter {
            $0.denominator == nil && $0.numerator.kinds != nil && !($0.numerator.distinct ?? false)
                && known.contains($0.id)
        }
    }

    /// When a measure's events happened, over its newest year; nil without any figure.
    func hourCounts(_ measure: Measure, for audience: CountAudience) throws -> HourCounts? {
        guard let months = try newestYear(of: measure.id) else { return nil }
        let known = Set(try values(of: measure.id).filter { $0.numerator != nil }.map(\.month))
        let times = try rows(
            """
            SELECT at, until_at, precision FROM event
            WHERE area <> \(Area.elsewhere) AND month >= \(months.lowerBound.number)
                AND month <= \(months.upperBound.number) AND \(sql: SQL.all(measure.numerator.conditions))
            """
        ).map { HourCounts.Time(at: try $0["at"], until: try $0["until_at"], precision: try $0["precision"]) }
            .filter { known.contains(Month($0.at.day)) }
        return try? HourCounts(measure, times, months: months, for: audience)
    }
}
