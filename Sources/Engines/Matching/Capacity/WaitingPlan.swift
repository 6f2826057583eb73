import Statistics

/// How many young people ask for support.
public enum Arrivals: Sendable, Equatable {
    /// Poisson, with a known mean a week.
    case poisson(perWeek: Double)
    /// As many as in weeks that were seen, drawn again: keeps their scatter, and how little they may say.
    case weeks([Int])
}

/// A worker, or several alike: how many young people they can support at once, and from when until when.
public struct Staff: Sendable, Equatable {
    /// How many such workers.
    public let workers: Int
    /// How many young people one of them supports at once.
    public let caseload: Int
    /// The day from which they take young people on; 0 is today.
    public let from: Double
    /// The day after which they take nobody new on; nil for no end. Those they support by then stay to their end.
    public let until: Double?

    /// Describes workers.
    public init(workers: Int, caseload: Int, from: Double = 0, until: Double? = nil) {
        self.workers = workers
        self.caseload = caseload
        self.from = from
        self.until = until
    }
}

/// The days of the week, Monday first: how referrals fall on them, and on which support can begin.
public struct WeekPattern: Sendable, Equatable {
    /// The share of a week's referrals that come on each day, as weights.
    public let arrivals: [Double]
    /// The days on which support can begin.
    public let begins: [Bool]

    /// Makes a pattern; seven of each.
    public init(arrivals: [Double], begins: [Bool]) throws(CapacityError) {
        let isWeek = arrivals.count == 7 && arrivals.allSatisfy { $0 >= 0 && $0.isFinite }
        guard isWeek, arrivals.contains(where: { $0 > 0 }) else { throw .badWeek(what: "The days of referrals") }
        guard begins.count == 7, begins.contains(true) else { throw .badWeek(what: "The days on which support begins") }
        self.arrivals = arrivals
        self.begins = begins
    }

    private init(days: Int) {
        arrivals = (0..<7).map { $0 < days ? 1 : 0 }
        begins = (0..<7).map { $0 < days }
    }

    /// Every day alike.
    public static let everyDay = WeekPattern(days: 7)
    /// Monday to Friday.
    public static let weekdays = WeekPattern(days: 5)

    /// The first moment at or after `time` at which support can begin; day 0 is a Monday.
    func beginning(at time: Double) -> Double {
        guard begins.contains(false) else { return time }
        var day = Int(time.rounded(.down))
        guard !begins[day % 7] else { return time }
        while !begins[day % 7] { day += 1 }
        return Double(day)
    }
}

/// What is asked of a forecast of waiting.
public struct WaitingPlan: Sendable, Equatable {
    /// Who asks.
    public var arrivals: Arrivals
    /// How long support lasts.
    public var length: SupportLength
    /// Who supports.
    public var staff: [Staff]
    /// On which days.
    public var week: WeekPattern
    /// How many days each young person now supported has been so already; nil starts from what settles down.
    public var supportedFor: [Double]
    /// How many days each young person now waiting has waited already: they come first.
    public var waitedFor: [Double]
    /// Weeks run through before anybody is counted; 0 to forecast from today.
    public var leadInWeeks: Int
    /// Weeks in which those who ask are counted.
    public var weeks: Int

    /// The most weeks, lead-in and counted together.
    public static let mostWeeks = 20_000
    /// The most places.
    public static let mostPlaces = 20_000

    /// A forecast from today on, with those supported and waiting now.
    public static func fromToday(
        arrivals: Arrivals, length: SupportLength, staff: [Staff], week: WeekPattern, supportedFor: [Double],
        waitedFor: [Double], weeks: Int
    ) -> WaitingPlan {
        WaitingPlan(
            arrivals: arrivals, length: length, staff: staff, week: week, supportedFor: supportedFor,
            waitedFor: waitedFor, leadInWeeks: 0, weeks: weeks)
    }

    /// What settles down in the long run: starts empty and runs through a lead-in first.
    public static func settled(
        arrivals: Arrivals, length: SupportLength, staff: [Staff], week: WeekPattern, leadInWeeks: Int, weeks: Int
    ) -> WaitingPlan {
        WaitingPlan(
            arrivals: arrivals, length: length, staff: staff, week: week, supportedFor: [], waitedFor: [],
            leadInWeeks: leadInWeeks, weeks: weeks)
    }

    /// How many young people all workers together support at once, whenever they work.
    public var places: Int { staff.reduce(0) { $0 + $1.workers * $1.caseload } }

    func check() throws(CapacityError) {
        _ = try LengthModel(length)
        for one in staff {
            _ = try CapacityError.atLeastZero(Double(one.workers), "The number of workers")
            _ = try CapacityError.atLeastZero(Double(one.caseload), "The caseload")
            _ = try CapacityError.atLeastZero(one.from, "The day from which a worker works")
            _ = try CapacityError.atLeastZero(one.until ?? 0, "The day until which a worker works")
            let isFew = one.workers <= Self.mostPlaces && one.caseload <= Self.mostPlaces
            guard isFew else {
                throw .tooMany(what: "Places", value: max(one.workers, one.caseload), most: Self.mostPlaces)
            }
        }
        guard places > 0 else { throw .noPlaces }
        guard places <= Self.mostPlaces else { throw .tooMany(what: "Places", value: places, most: Self.mostPlaces) }
        guard weeks > 0 else { throw .notPositive(what: "The number of weeks", value: Double(weeks)) }
        _ = try CapacityError.atLeastZero(Double(leadInWeeks), "The lead-in")
        guard weeks <= Self.mostWeeks, leadInWeeks <= Self.mostWeeks else {
            throw .tooMany(what: "The number of weeks", value: max(weeks, leadInWeeks), most: Self.mostWeeks)
        }
        for days in supportedFor + waitedFor { _ = try CapacityError.atLeastZero(days, "A number of days so far") }
        switch arrivals {
        case .poisson(let mean): _ = try CapacityError.atLeastZero(mean, "The number of arrivals a week")
        case .weeks(let counts):
            guard !counts.isEmpty else { throw .noData(what: "Weeks of referrals") }
            for count in counts { _ = try CapacityError.atLeastZero(Double(count), "The referrals of a week") }
        }
    }
}
