/// How exactly an event's place and date are known.
public struct EventPrecision: Sendable, Equatable {
    /// Where the coordinates come from.
    public enum Place: String, Sendable, Equatable {
        /// The address or the spot itself.
        case exact
        /// A point that stands for a street or an area, as on police.uk.
        case snapped
    }

    /// How long a time a date stands for.
    public enum Date: String, Sendable, Equatable {
        /// A day.
        case day
        /// A month, as on police.uk.
        case month
    }

    /// Where the coordinates come from.
    public let place: Place
    /// How long a time a date stands for.
    public let date: Date

    /// A precision of place and date.
    public init(place: Place, date: Date) {
        self.place = place
        self.date = date
    }
}

/// Events at exact points on exact days, the only ones pairs of which say anything.
public struct SpaceTimeEvents: Sendable, Equatable {
    /// Coordinates in a plane, such as metres of the British National Grid.
    public let x: [Double]
    /// Coordinates in a plane, northwards.
    public let y: [Double]
    /// Days, counted from any day.
    public let days: [Int]

    /// Checks and holds events; refuses snapped points and dates that are months.
    public init(x: [Double], y: [Double], days: [Int], precision: EventPrecision) throws(SpaceTimeError) {
        if precision.place == .snapped { throw .snappedPlaces }
        if precision.date == .month { throw .monthsForDates }
        guard x.count == y.count, x.count == days.count else {
            throw .wrongLengths(x: x.count, y: y.count, days: days.count)
        }
        guard x.count >= Self.fewest else { throw .tooFewEvents(found: x.count, needed: Self.fewest) }
        for index in x.indices where !x[index].isFinite || !y[index].isFinite { throw .badCoordinate(event: index) }
        let first = days.min() ?? 0
        let last = days.max() ?? 0
        guard first > -Self.farthestDay, last < Self.farthestDay else { throw .badDates }
        self.x = x
        self.y = y
        self.days = days
    }

    /// How many events there are.
    public var count: Int { x.count }

    // Two pairs that share no event take four.
    private static let fewest = 4
    // Differences of days must fit 32 bits with room to spare.
    private static let farthestDay = 500_000_000
}

/// Why pairs of events could not be studied, in words for the person who asked for it.
public enum SpaceTimeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The points stand for streets or areas.
    case snappedPlaces
    /// The dates stand for months.
    case monthsForDates
    /// The lists are not of one length.
    case wrongLengths(x: Int, y: Int, days: Int)
    /// Too few events to shuffle.
    case tooFewEvents(found: Int, needed: Int)
    /// A coordinate that is not a number, or infinite.
    case badCoordinate(event: Int)
    /// Dates that cannot be.
    case badDates
    /// A distance, a number of days or a list of them that makes no sense.
    case badSetting(String)
    /// So many pairs are close that the memory would not hold them.
    case tooManyPairs(most: Int)

    /// One or two sentences that say what is wrong and what to do.
    public var description: String {
        switch self {
        case .snappedPlaces:
            """
            These points were moved to the nearest of a fixed set of points, so many events seem to share a place \
            that do not, and near ones seem apart. Near repeats cannot be told from that: use exact locations from the \
            police, not police.uk, or a method for areas.
            """
        case .monthsForDates:
            """
            These dates are months, not days, so no one can say which events were days apart. Near repeats cannot be \
            told from that: use exact dates from the police, not police.uk, or a scan by month.
            """
        case .wrongLengths(let x, let y, let days):
            "\(x) eastings, \(y) northings and \(days) dates: each event needs all three."
        case .tooFewEvents(let found, let needed): "\(found) events: pairs cannot be judged with fewer than \(needed)."
        case .badCoordinate(let event):
            "Event \(event + 1) has no usable coordinates: leave it out or find where it was."
        case .badDates: "A date is more than a million years away: check how dates were read."
        case .badSetting(let why): "The settings make no sense: \(why)."
        case .tooManyPairs(let most):
            "More than \(most) pairs of events are this close: choose a smaller distance, or study a smaller area."
        }
    }
}

/// How far two points are apart.
public enum PairDistance: String, Sendable, Equatable {
    /// As the crow flies.
    case euclidean
    /// Along a grid of streets.
    case manhattan

    @inline(__always)
    func between(_ dx: Double, _ dy: Double) -> Double {
        switch self {
        case .euclidean: (dx * dx + dy * dy).squareRoot()
        case .manhattan: abs(dx) + abs(dy)
        }
    }
}
