/// Which way is better for a measure.
public enum ImprovementDirection: String, Codable, Sendable, CaseIterable {
    /// More is better, as with attendance.
    case up
    /// Less is better, as with injuries.
    case down
    /// Neither: more referrals may be more harm, or more trust.
    case neutral
}

/// What is done with moving ranges too large to be ordinary before limits are made.
public enum MovingRangeScreening: String, Codable, Sendable, CaseIterable {
    /// Ranges at or over the upper range limit are left out once (Nelson 1982), as NHSRplotthedots does by default.
    case once
    /// All ranges count, as in the "Making Data Count" spreadsheet and in qcc.
    case off
}

/// The two numbers that turn a mean moving range into limits.
public enum MovingRangeConstants: String, Codable, Sendable, CaseIterable {
    /// 2.66 and 3.267, as NHS "Making Data Count" and NHSRplotthedots round them.
    case rounded
    /// 3 / 1.128 = 2.659574 and D4 = 3.266532 (Montgomery, Introduction to Statistical Quality Control, appendix VI).
    case exact

    /// Half the width between the process limits, in mean moving ranges.
    public var limit: Double {
        switch self {
        case .rounded: 2.66
        case .exact: 3 / 1.128
        }
    }

    /// The largest ordinary moving range, in mean moving ranges.
    public var rangeLimit: Double {
        switch self {
        case .rounded: 3.267
        case .exact: 3.266532
        }
    }
}

/// What the values of an individuals chart are.
public enum ChartQuantity: String, Codable, Sendable, CaseIterable {
    /// A number of events: never below zero, and its lower limit is shown no lower than zero.
    case count
    /// A measure that may be below zero.
    case measure
}

/// A place where limits start afresh because the process is known to have changed.
public struct ChartRebase: Codable, Sendable, Equatable {
    /// The first point of the new process, from 0.
    public let at: Int
    /// What changed; never empty.
    public let reason: String
    /// How many points from there make the limits; nil for all of them, or for the chart's own baseline.
    public let baseline: Int?

    /// A rebase at a point, with its reason.
    public init(at: Int, reason: String, baseline: Int?) {
        self.at = at
        self.reason = reason
        self.baseline = baseline
    }
}

/// How a control chart is made and read.
public struct ChartSettings: Codable, Sendable, Equatable {
    /// Which way is better.
    public var improvement: ImprovementDirection
    /// The value to be reached, if there is one.
    public var target: Double?
    /// How many points from the start, and from each rebase that says nothing else, make the limits; nil for all.
    public var baseline: Int?
    /// Where limits start afresh, in order.
    public var rebases: [ChartRebase]
    /// What is done with very large moving ranges (XmR and t charts).
    public var screening: MovingRangeScreening
    /// Rounded or exact constants (XmR and t charts).
    public var constants: MovingRangeConstants
    /// What the values of an XmR chart are.
    public var quantity: ChartQuantity
    /// Fewer points than this have no limits and no icon.
    public var fewestPoints: Int
    /// With fewer points than this limits are provisional.
    public var firmPoints: Int

    /// NHS "Making Data Count" as NHSRplotthedots 0.2 does it: screening on, rounded constants, all points.
    ///
    /// Limits from 12 points (NHSRplotthedots, "Number of points required"), firm from 20 (Provost and Murray 2011,
    /// The Health Care Data Guide, p. 155: an individuals chart uses the most recent 20 to 30 measurements).
    public static func nhs(
        improvement: ImprovementDirection, target: Double? = nil, quantity: ChartQuantity = .count
    ) -> ChartSettings {
        ChartSettings(
            improvement: improvement, target: target, baseline: nil, rebases: [], screening: .once,
            constants: .rounded, quantity: quantity, fewestPoints: 12, firmPoints: 20)
    }

    /// Settings in full.
    public init(
        improvement: ImprovementDirection, target: Double?, baseline: Int?, rebases: [ChartRebase],
        screening: MovingRangeScreening, constants: MovingRangeConstants, quantity: ChartQuantity,
        fewestPoints: Int, firmPoints: Int
    ) {
        self.improvement = improvement
        self.target = target
        self.baseline = baseline
        self.rebases = rebases
        self.screening = screening
        self.constants = constants
        self.quantity = quantity
        self.fewestPoints = fewestPoints
        self.firmPoints = firmPoints
    }

    /// Throws what is wrong with the settings for a series of so many points.
    func check(points: Int) throws(ChartError) {
        guard fewestPoints >= 2 else { throw .badSetting("limits need at least 2 points") }
        guard firmPoints >= fewestPoints else {
            throw .badSetting("firm limits cannot need fewer points than provisional ones")
        }
        if let target, !target.isFinite { throw .badSetting("the target is not a number") }
        if let baseline, baseline < fewestPoints {
            throw .shortBaseline(points: baseline, fewest: fewestPoints)
        }
        var last = 0
        for rebase in rebases {
            guard rebase.at > last, rebase.at < points else { throw .badRebase(at: rebase.at, points: points) }
            guard rebase.reason.contains(where: { !$0.isWhitespace }) else {
                throw .rebaseWithoutReason(at: rebase.at)
            }
            if let own = rebase.baseline, own < fewestPoints {
                throw .shortBaseline(points: own, fewest: fewestPoints)
            }
            last = rebase.at
        }
    }
}
