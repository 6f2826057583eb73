/// Hours of a week, Monday first: when somebody is free, or a service is open.
public struct WeekHours: Sendable, Equatable, Hashable {
    /// The hours, 0 for Monday from midnight to one, up to 167.
    public let hours: Set<Int>

    /// Keeps the hours that are hours of a week.
    public init(hours: Set<Int>) { self.hours = hours.filter { (0..<168).contains($0) } }

    /// The same hours on several days: `from` 16 until 19 are the three hours after four.
    public init(days: Set<Int>, from: Int, until: Int) {
        let ofDay = from < until ? Array(from..<until) : []
        hours = Set(
            days.filter { (0..<7).contains($0) }.flatMap { day in
                ofDay.filter { (0..<24).contains($0) }.map { day * 24 + $0 }
            })
    }

    /// True when there are none.
    public var isEmpty: Bool { hours.isEmpty }

    /// The hours in both.
    public func shared(with other: WeekHours) -> Int { hours.intersection(other.hours).count }
}

/// A point on the National Grid, in metres.
public struct GridPlace: Sendable, Equatable, Hashable {
    /// Metres east.
    public let easting: Double
    /// Metres north.
    public let northing: Double

    /// Makes a place.
    public init(easting: Double, northing: Double) {
        self.easting = easting
        self.northing = northing
    }

    /// Metres as the crow flies.
    public func metres(to other: GridPlace) -> Double {
        let (east, north) = (easting - other.easting, northing - other.northing)
        return (east * east + north * north).squareRoot()
    }
}
