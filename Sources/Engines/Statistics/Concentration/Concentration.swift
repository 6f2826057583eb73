/// How unevenly events fall on places: a few places often hold most of them.
///
/// The Lorenz curve and Gini coefficient, and their form for more places than events of Bernasco and Steenbeek 2017
/// (doi:10.1007/s10940-016-9324-7): with 20 events on 1,000 places at least 980 are empty however evenly they fall, and
/// that must not count as concentration.
public struct Concentration: Sendable, Equatable {
    /// The smallest set of places that holds a share of the events.
    public struct Holding: Sendable, Equatable {
        /// The places by their number, the fullest first; places alike in the order given.
        public let places: [Int]
        /// What share of all places they are.
        public let shareOfPlaces: Double
        /// What share of the events they hold: the one asked for, or a little more.
        public let shareOfEvents: Double
    }

    /// The events by place.
    public let counts: [Double]
    /// All events, or all harm.
    public let total: Double

    /// Takes the events by place, empty places included: leaving those out would hide concentration.
    public init(_ counts: [Double]) throws(CountError) {
        guard !counts.isEmpty else { throw .tooFew(what: "Places", found: 0, needed: 1) }
        for count in counts { try Count.notNegative(count, "The count of a place") }
        self.counts = counts
        total = counts.reduce(0, +)
    }

    /// The fewest places that hold at least this share of the events; nil when there are none.
    public func holding(_ share: Double) throws(CountError) -> Holding? {
        let wanted = try Count.share(share, "The share of events") * total
        guard total > 0 else { return nil }
        let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
        var held: Double = 0
        // A share is reached when rounding alone is missing.
        let enough = wanted * (1 - 1e-12)
        var places: [Int] = []
        for place in order where held < enough {
            held += counts[place]
            places.append(place)
        }
        return Holding(
            places: places, shareOfPlaces: Double(places.count) / Double(counts.count),
            shareOfEvents: min(held / total, 1))
    }

    /// The share of places that would hold this share of events if these fell as evenly as they can, one by one: what a
    /// share of places is to be read beside. For counts of events, not for harm.
    public func evenShareOfPlaces(_ share: Double) throws(CountError) -> Double? {
        let wanted = try Count.share(share, "The share of events") * total
        guard total > 0 else { return nil }
        let places = Double(counts.count)
        let each = (total / places).rounded(.down)
        let fuller = total - each * places
        let inFuller = (wanted / (each + 1)).rounded(.up)
        if inFuller <= fuller { return inFuller / places }
        return (fuller + ((wanted - fuller * (each + 1)) / each).rounded(.up)) / places
    }

    /// The Lorenz curve: from (0, 0), the share of events held by the emptiest places, up to (1, 1).
    ///
    /// Nil when there are no events.
    public var lorenzCurve: [(shareOfPlaces: Double, shareOfEvents: Double)]? {
        guard total > 0 else { return nil }
        var held: Double = 0
        let size = Double(counts.count)
        let steps = counts.sorted().enumerated().map { index, count in
            held += count
            return (shareOfPlaces: Double(index + 1) / size, shareOfEvents: min(held / total, 1))
        }
        return [(0, 0)] + steps
    }

    /// The share of places that are empty when events fall as evenly as they can: where the generalised curve's line of
    /// equality starts. 0 when there are at least as many events as places.
    public var unavoidablyEmpty: Double {
        max(1 - total / Double(counts.count), 0)
    }

    /// Gini's coefficient: 0 when all places are alike, near 1 when one holds everything; nil without events.
    ///
    /// `corrected` multiplies by n/(n − 1), so that one place holding everything is 1; nil for a single place.
    public func gini(corrected: Bool) -> Double? {
        guard total > 0 else { return nil }
        let size = Double(counts.count)
        let plain = rankedSum / size
        guard corrected else { return plain }
        return size > 1 ? plain * size / (size - 1) : nil
    }

    /// Bernasco and Steenbeek's G′: Gini's coefficient measured from the most even spread there can be, so that events
    /// that never share a place are 0; nil without events. With at least as many events as places it is Gini's own.
    public var generalisedGini: Double? {
        guard total > 0 else { return nil }
        let size = Double(counts.count)
        guard total < size else { return gini(corrected: false) }
        return max(1 / total, 1 / size) * rankedSum - max(size / total, 1) + 1
    }

    /// 2 Σ i·yᵢ − n − 1 over shares y in rising order.
    private var rankedSum: Double {
        var sum: Double = 0
        let size = Double(counts.count)
        // Each term less its even part, so that equal counts give exactly 0.
        for (index, count) in counts.sorted().enumerated() {
            sum += (2 * Double(index + 1) - size - 1) * (count / total)
        }
        return max(sum, 0)
    }

    /// Two are equal when their places hold alike.
    public static func == (left: Concentration, right: Concentration) -> Bool {
        left.counts == right.counts
    }
}
