import Foundation

extension ControlChart {
    /// An XmR chart of individual values, one a period; nil where there is no data.
    ///
    /// Under `settings.fewestPoints` points the chart has no limits and its icon says so.
    public static func xmr(_ values: [Double?], settings: ChartSettings) throws(ChartError) -> ControlChart {
        switch settings.quantity {
        case .count: try checkCounts(values)
        case .measure: try checkNumbers(values)
        }
        try settings.check(points: values.count)
        return ControlChart(kind: .xmr, values: values, sizes: nil, settings: settings)
    }

    /// A c chart of counts that all stand on the same exposure.
    public static func c(counts: [Double?], settings: ChartSettings) throws(ChartError) -> ControlChart {
        try checkCounts(counts)
        try settings.check(points: counts.count)
        return ControlChart(kind: .c, values: counts, sizes: nil, settings: settings)
    }

    /// A u chart of counts over their exposures (people, days, thousands of journeys); the chart's values are rates.
    public static func u(
        counts: [Double?], exposures: [Double], settings: ChartSettings
    ) throws(ChartError) -> ControlChart {
        try sized(.u, counts: counts, sizes: exposures, settings: settings)
    }

    /// A p chart of counts of so many; the chart's values are shares from 0 to 1.
    public static func p(
        counts: [Double?], of sizes: [Double], settings: ChartSettings
    ) throws(ChartError) -> ControlChart {
        try sized(.p, counts: counts, sizes: sizes, settings: settings)
    }

    /// Laney's u′ chart (2002): as u, with limits widened by what varies beyond Poisson.
    public static func uPrime(
        counts: [Double?], exposures: [Double], settings: ChartSettings
    ) throws(ChartError) -> ControlChart {
        try sized(.uPrime, counts: counts, sizes: exposures, settings: settings)
    }

    /// Laney's p′ chart (2002): as p, with limits widened by what varies beyond binomial.
    public static func pPrime(
        counts: [Double?], of sizes: [Double], settings: ChartSettings
    ) throws(ChartError) -> ControlChart {
        try sized(.pPrime, counts: counts, sizes: sizes, settings: settings)
    }

    /// A g chart of how many opportunities (days, attendances) passed between rare events.
    public static func g(between gaps: [Double?], settings: ChartSettings) throws(ChartError) -> ControlChart {
        try checkCounts(gaps)
        try settings.check(points: gaps.count)
        return ControlChart(kind: .g, values: gaps, sizes: nil, settings: settings)
    }

    /// A t chart of the time between rare events, all above zero, by Nelson's power 1/3.6.
    public static func t(between times: [Double?], settings: ChartSettings) throws(ChartError) -> ControlChart {
        try checkCounts(times)
        for (index, time) in times.enumerated() where time == 0 { throw .noTime(point: index) }
        try settings.check(points: times.count)
        return ControlChart(kind: .t, values: times, sizes: nil, settings: settings)
    }

    private static func sized(
        _ kind: ChartKind, counts: [Double?], sizes: [Double], settings: ChartSettings
    ) throws(ChartError) -> ControlChart {
        guard counts.count == sizes.count else {
            throw .sizesDiffer(counts: counts.count, sizes: sizes.count)
        }
        try checkCounts(counts)
        var values: [Double?] = []
        values.reserveCapacity(counts.count)
        for (index, count) in counts.enumerated() {
            guard let count else {
                values.append(nil)
                continue
            }
            guard sizes[index].isFinite, sizes[index] > 0 else { throw .noBase(point: index) }
            if kind == .p || kind == .pPrime, count > sizes[index] {
                throw .moreThanAll(point: index, count: count, size: sizes[index])
            }
            values.append(count / sizes[index])
        }
        try settings.check(points: counts.count)
        // A base that is not a number can only stand beside a missing count: it is no base.
        let bases = sizes.map { $0.isFinite ? $0 : 0 }
        return ControlChart(kind: kind, values: values, sizes: bases, settings: settings)
    }

    private static func checkNumbers(_ values: [Double?]) throws(ChartError) {
        guard values.contains(where: { $0 != nil }) else { throw .noPoints }
        for (index, value) in values.enumerated() {
            // Beyond this a range of three sigma is no longer a number.
            guard let value, !(value.magnitude < 1e300) else { continue }
            throw .notANumber(point: index)
        }
    }

    private static func checkCounts(_ values: [Double?]) throws(ChartError) {
        try checkNumbers(values)
        for (index, value) in values.enumerated() {
            if let value, value < 0 { throw .negative(point: index, value: value) }
        }
    }
}
