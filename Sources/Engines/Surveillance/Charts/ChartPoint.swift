/// One of the four signs that something other than ordinary variation is at work.
public enum SpecialCause: String, Codable, Sendable, CaseIterable {
    /// Beyond a process limit.
    case outside
    /// Part of seven points in a row all rising or all falling.
    case trend
    /// One of at least two of three successive points, all on one side, between near limit and process limit.
    case twoInThree
    /// Part of seven points in a row on one side of the centre line.
    case shift

    /// Which comes first when a point shows several: outside, trend, two in three, shift.
    public static let precedence: [SpecialCause] = [.outside, .trend, .twoInThree, .shift]
}

/// A set of special causes.
public struct SpecialCauses: OptionSet, Codable, Sendable, Hashable {
    /// One bit a cause.
    public let rawValue: UInt8

    /// Causes by their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// One cause.
    public init(_ cause: SpecialCause) {
        self.init(rawValue: 1 << (SpecialCause.precedence.firstIndex(of: cause) ?? 0))
    }

    /// Whether a cause is among them.
    public func has(_ cause: SpecialCause) -> Bool { contains(SpecialCauses(cause)) }

    /// The one that is named first; nil for ordinary variation.
    public var first: SpecialCause? {
        SpecialCause.precedence.first(where: has)
    }

    static let outside = SpecialCauses(rawValue: 1)
    static let trend = SpecialCauses(rawValue: 2)
    static let twoInThree = SpecialCauses(rawValue: 4)
    static let shift = SpecialCauses(rawValue: 8)
}

/// Which way a special cause points.
public enum CauseDirection: String, Codable, Sendable {
    /// Above, or rising.
    case high
    /// Below, or falling.
    case low
}

/// What a special cause means for people, given which way is better.
public enum CauseMeaning: String, Codable, Sendable {
    /// A change for the better.
    case improvement
    /// A change for the worse.
    case concern
    /// A change that is neither.
    case neutral

    init(_ direction: CauseDirection, improvement: ImprovementDirection) {
        switch (improvement, direction) {
        case (.neutral, _): self = .neutral
        case (.up, .high), (.down, .low): self = .improvement
        case (.up, .low), (.down, .high): self = .concern
        }
    }
}

/// The lines a point is held against, in the units of the chart.
public struct PointLimits: Codable, Sendable, Equatable {
    /// The centre line.
    public let centre: Double
    /// The lower process limit, three sigma below.
    public let lower: Double
    /// The upper process limit, three sigma above.
    public let upper: Double
    /// The lower near limit, two sigma below.
    public let nearLower: Double
    /// The upper near limit, two sigma above.
    public let nearUpper: Double
}

/// One point of a control chart.
public struct ChartPoint: Codable, Sendable, Equatable {
    /// Its value in the units of the chart; nil for no data, which is never zero.
    public let value: Double?
    /// The segment it belongs to, from 0.
    public let segment: Int
    /// Its lines; nil where the segment has too few points for limits, or a rate has no base.
    public let limits: PointLimits?
    /// Every rule it breaks.
    public let causes: SpecialCauses
    /// Which way the first of them points; nil for ordinary variation.
    public let direction: CauseDirection?
    /// What that means; nil for ordinary variation.
    public let meaning: CauseMeaning?

    /// The rule that names it.
    public var cause: SpecialCause? { causes.first }
}

/// How far limits can be leant on.
public enum LimitsStanding: Codable, Sendable, Equatable {
    /// Too few points: no limits and no icon.
    case none(points: Int, needed: Int)
    /// Limits that will still move.
    case provisional(points: Int, firmAt: Int)
    /// Limits from enough points.
    case firm
}

/// A stretch of a chart with one centre line.
public struct ChartSegment: Codable, Sendable, Equatable {
    /// The points it covers, from 0.
    public let points: Range<Int>
    /// Why it starts where it does; nil for the first.
    public let reason: String?
    /// How many of its points have data.
    public let present: Int
    /// How many of them the limits are made from.
    public let baseline: Int
    /// The centre line; nil when there is no data.
    public let centre: Double?
    /// The mean moving range behind the limits, in the units it was reckoned in; nil for charts without one.
    public let meanMovingRange: Double?
    /// How many moving ranges were left out as too large.
    public let screenedOut: Int
    /// True when the points the limits are made from never vary, so that any change is outside them.
    public let isConstant: Bool
    /// How far the limits can be leant on.
    public let standing: LimitsStanding
}
