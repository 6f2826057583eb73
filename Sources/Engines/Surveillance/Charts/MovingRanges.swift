/// The centre of a series and how far neighbours lie apart.
struct MovingRanges {
    /// d2 for two values, to three places as published; 3 / 1.128 = 2.659574.
    static let unbiasing = 1.128

    /// The mean of the points with data.
    let centre: Double
    /// The mean moving range, after screening.
    let mean: Double
    /// How many ranges were left out.
    let screenedOut: Int

    /// Reckons them over baseline points; nil when fewer than half of the ranges that limits need are there.
    ///
    /// A range is between successive periods that both have data: a missing point takes two ranges with it.
    init?(_ values: ArraySlice<Double?>, settings: ChartSettings) {
        let ranges = Self.all(values) ?? []
        guard !ranges.isEmpty, 2 * ranges.count >= settings.fewestPoints - 1 else { return nil }
        centre = Averages.mean(values.compactMap { $0 })
        let first = Averages.mean(ranges)
        guard settings.screening == .once, first > 0 else {
            mean = first
            screenedOut = 0
            return
        }
        let ordinary = ranges.filter { $0 < settings.constants.rangeLimit * first }
        mean = Averages.mean(ordinary)
        screenedOut = ranges.count - ordinary.count
    }

    /// Every range between neighbours that both have data; nil when there is none.
    static func all(_ values: ArraySlice<Double?>) -> [Double]? {
        var ranges: [Double] = []
        ranges.reserveCapacity(values.count)
        var before: Double?
        for value in values {
            if let value, let before { ranges.append((value - before).magnitude) }
            before = value
        }
        return ranges.isEmpty ? nil : ranges
    }
}

/// Averages that do not overflow and are exact for a constant series.
enum Averages {
    /// The mean, with R's second pass that takes off the rounding of the first; 0 for none.
    static func mean(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let count = Double(values.count)
        let first = values.reduce(0) { $0 + $1 / count }
        return first + values.reduce(0) { $0 + ($1 - first) } / count
    }

    /// The middle value, or the mean of the two in the middle; 0 for none.
    static func median(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        let half = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? sorted[half - 1] / 2 + sorted[half] / 2 : sorted[half]
    }
}
