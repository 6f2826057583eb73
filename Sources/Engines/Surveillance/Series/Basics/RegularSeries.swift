/// Values at equal steps of time, such as months, with the length of the cycle they may follow.
public struct RegularSeries: Sendable, Equatable {
    /// The values in order of time; nil where nothing is known, which is never the same as zero.
    public let values: [Double?]
    /// Steps in one cycle: 12 for months of a year, 1 for no cycle.
    public let period: Int
    /// The place in the cycle of the first value, from 0: with months, 3 when the series starts in April.
    public let firstSeason: Int

    /// A series as given.
    public init(_ values: [Double?], period: Int, firstSeason: Int) {
        self.values = values
        self.period = max(1, period)
        self.firstSeason = ((firstSeason % self.period) + self.period) % self.period
    }

    /// A complete series whose first value stands at the start of its cycle.
    public init(_ values: [Double], period: Int) {
        self.init(values.map(Optional.some), period: period, firstSeason: 0)
    }

    /// How many points there are, missing ones included.
    public var count: Int { values.count }

    /// The place in the cycle of a point, which may lie beyond the end.
    public func season(at position: Int) -> Int {
        ((firstSeason + position) % period + period) % period
    }

    /// The positions, from 0, that have no value.
    public var missing: [Int] { values.indices.filter { values[$0] == nil } }

    /// The first points only.
    public func first(_ count: Int) -> RegularSeries {
        RegularSeries(Array(values.prefix(count)), period: period, firstSeason: firstSeason)
    }

    /// Every value, where none is missing and all are finite.
    public func complete() throws(SeriesError) -> [Double] {
        guard missing.isEmpty else { throw .missing(positions: missing) }
        let known = values.compactMap { $0 }
        if let bad = known.firstIndex(where: { !$0.isFinite }) { throw .notFinite(position: bad) }
        return known
    }

    /// Every value of a series of counts: complete, finite and none below zero.
    func completeCounts() throws(SeriesError) -> [Double] {
        let known = try complete()
        if let bad = known.firstIndex(where: { $0 < 0 }) { throw .negative(position: bad) }
        return known
    }
}
