/// What a place's hot and cold months say when read in order: the classes of emerging hot spot analysis.
///
/// The seventeen classes and their wording are those of ArcGIS Pro, "How Emerging Hot Spot Analysis works". Intensity is
/// the Gi* z of each period; its trend is Mann and Kendall's.
public struct EmergingHotSpot: Sendable, Equatable {
    /// One period of one place.
    public enum Period: String, Sendable, CaseIterable {
        /// A significant hot spot.
        case hot
        /// A significant cold spot.
        case cold
        /// Neither.
        case neither
    }

    /// Hot or cold.
    public enum Side: String, Sendable, CaseIterable {
        /// More than by chance.
        case hot
        /// Less than by chance.
        case cold

        var period: Period { self == .hot ? .hot : .cold }
        var opposite: Period { self == .hot ? .cold : .hot }
    }

    /// How the spot came about. Hot is written; for cold spots read cold.
    public enum Pattern: String, Sendable, CaseIterable {
        /// Hot in the last period and never before.
        case new
        /// Hot in the last two periods or more without a break, never before, and in less than 90 % of all.
        case consecutive
        /// Hot in at least 90 % of periods, the last one too, and growing hotter.
        case intensifying
        /// Hot in at least 90 % of periods, without a trend.
        case persistent
        /// Hot in at least 90 % of periods, the last one too, and growing less so.
        case diminishing
        /// Hot in the last period and on and off before, in less than 90 % of all, never cold.
        case sporadic
        /// Hot in the last period, in less than 90 % of all, and cold in some period before.
        case oscillating
        /// Not hot in the last period, but in at least 90 % of all.
        case historical
    }

    /// The class: a side and a pattern, or nil for "no pattern detected".
    public let spot: Spot?
    /// The trend of z over the periods; nil when z never changes.
    public let trend: MannKendall?

    /// A side with its pattern.
    public struct Spot: Sendable, Hashable {
        /// Hot or cold.
        public let side: Side
        /// How it came about.
        public let pattern: Pattern

        /// As given.
        public init(_ side: Side, _ pattern: Pattern) {
            self.side = side
            self.pattern = pattern
        }
    }

    /// The fewest periods: ArcGIS makes no space-time cube of fewer than ten.
    public static let fewestPeriods = 10
    /// The share of periods from which a spot is lasting, by ArcGIS's definitions.
    public static let lastingShare = 0.9

    /// The class of one place from its z and its marks, oldest first. `level` is the p under which a trend counts.
    public init(z: [Double], periods: [Period], level: Double) throws(SpaceError) {
        try SpaceChecks.length(periods.count, of: "marks", for: z.count)
        guard z.count >= Self.fewestPeriods else {
            throw .tooFew(method: "Emerging hot spots", given: z.count, needed: Self.fewestPeriods)
        }
        guard level > 0, level < 1 else {
            throw .setting(name: "The level of the trend", value: level, rule: "it must lie between 0 and 1")
        }
        let trend = try MannKendall(z)
        self.trend = trend
        let significant = trend.map { $0.p < level ? $0.s.signum() : 0 } ?? 0
        // Where both sides would have a class, what the place is now comes before what it was.
        let sides: [Side] = periods.last == .cold ? [.cold, .hot] : [.hot, .cold]
        spot =
            sides.lazy.compactMap { side in
                Self.pattern(of: side, periods, trend: side == .hot ? significant : -significant).map { Spot(side, $0) }
            }.first
    }

    /// The classes of many places: Gi* of every area in each period, marked by significance over all areas and periods
    /// together.
    ///
    /// A place without a statistic in any of the periods has no class. ArcGIS marks bins at the false discovery rate.
    public static func classes(
        of periods: [GetisOrd], level: Double, correction: LocalSignificance.Correction, trendLevel: Double
    ) throws(SpaceError) -> [EmergingHotSpot?] {
        guard let first = periods.first, periods.count >= fewestPeriods else {
            throw .tooFew(method: "Emerging hot spots", given: periods.count, needed: fewestPeriods)
        }
        for period in periods {
            try SpaceChecks.length(period.areas.count, of: "areas in one period", for: first.areas.count)
        }
        let marked = try LocalSignificance.marked(
            periods.flatMap { $0.areas.map { $0?.p } }, level: level, correction: correction)
        var classes: [EmergingHotSpot?] = []
        for area in first.areas.indices {
            let z = periods.compactMap { $0.areas[area]?.z }
            guard z.count == periods.count else {
                classes.append(nil)
                continue
            }
            let marks = z.enumerated().map { period, z -> Period in
                guard marked[period * first.areas.count + area] else { return .neither }
                return z > 0 ? .hot : .cold
            }
            classes.append(try EmergingHotSpot(z: z, periods: marks, level: trendLevel))
        }
        return classes
    }

    /// The pattern on one side; `trend` is above 0 when the spot significantly strengthens.
    private static func pattern(of side: Side, _ periods: [Period], trend: Int) -> Pattern? {
        let hot = periods.map { $0 == side.period }
        let count = hot.count { $0 }
        // In tenths, so that nine of ten are 90 % whatever the rounding.
        let isLasting = 10 * count >= 9 * periods.count
        let run = hot.reversed().prefix { $0 }.count
        guard run > 0 else { return isLasting ? .historical : nil }
        if isLasting { return trend > 0 ? .intensifying : trend < 0 ? .diminishing : .persistent }
        if count == run { return run == 1 ? .new : .consecutive }
        return periods.contains(side.opposite) ? .oscillating : .sporadic
    }
}
