import Kernel
import Storage

/// What our own records come to, month by month, under the name measures know it by.
///
/// Given by the areas that keep those records; the months asked for are whole ones.
package struct OwnCount: Sendable {
    package let name: String
    package let count: @Sendable (Transaction, ClosedRange<Month>) throws -> [Month: Int]

    package init(_ name: String, _ count: @escaping @Sendable (Transaction, ClosedRange<Month>) throws -> [Month: Int])
    {
        self.name = name
        self.count = count
    }
}

/// Works measures out from events, counts sent and our own records, and keeps what they come to.
package struct MeasureCounting: Sendable {
    package let own: [OwnCount]
    /// How far back our own records are counted.
    static let ownMonths = 60

    package init(own: [OwnCount]) {
        self.own = own
    }

    /// Counts every measure anew, for the partnership and, where its events have places, for each small area.
    package func countAll(_ measures: [Measure] = Measure.shipped, at now: Instant, in tx: Transaction) throws {
        for measure in measures { try count(measure, at: now, in: tx) }
    }

    /// Counts one measure anew; what it came to before is replaced.
    package func count(_ measure: Measure, at now: Instant, in tx: Transaction) throws {
        let numerator = try series(measure.numerator, byArea: measure.isPlaced ?? false, at: now, in: tx)
        let denominator = try measure.denominator.map { try series($0, byArea: false, at: now, in: tx) }
        var values: [(area: String, value: MeasureValue)] = []
        for (area, months) in numerator {
            for (month, count) in months {
                let whole = denominator.map { $0[area]?[month] ?? nil }
                values.append(
                    (area, MeasureValue(month: month, numerator: count, denominator: whole ?? nil)))
            }
        }
        try tx.replaceValues(of: measure.id, with: values, at: now)
    }

    /// Counts by area ("" for all) and month; a month inside the span with no figure is nil.
    private func series(
        _ count: Measure.Count, byArea: Bool, at now: Instant, in tx: Transaction
    ) throws -> [String: [Month: Int?]] {
        if let monthly = count.monthly { return ["": try tx.monthly(monthly, part: count.part ?? "")] }
        if let name = count.own {
            let last = Month(now.day).adding(-1)
            guard let source = own.first(where: { $0.name == name }) else { return [:] }
            let span = last.adding(1 - Self.ownMonths)...last
            let counts = try source.count(tx, span)
            guard let first = counts.filter({ $0.value > 0 }).keys.min() else { return [:] }
            return ["": Dictionary(uniqueKeysWithValues: (first...last).all.map { ($0, counts[$0] ?? 0) })]
        }
        return try eventSeries(count, byArea: byArea, in: tx)
    }

    private func eventSeries(
        _ count: Measure.Count, byArea: Bool, in tx: Transaction
    ) throws -> [String: [Month: Int?]] {
        let covered = try tx.coverage(of: count.kinds ?? [], feeds: count.feeds).months
        guard let first = covered.min(), let last = covered.max() else { return [:] }
        let counts = try tx.eventCounts(count, byArea: false)[""] ?? [:]
        var series: [String: [Month: Int?]] = [:]
        series[""] = Dictionary(
            uniqueKeysWithValues: (first...last).all.map { month in
                (month, covered.contains(month) ? counts[month] ?? 0 : nil)
            })
        guard byArea else { return series }
        for (area, counts) in try tx.eventCounts(count, byArea: true) {
            series[area] = counts.filter { covered.contains($0.key) }.mapValues { $0 }
        }
        return series
    }
}
