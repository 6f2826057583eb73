/// What a page says in one sentence of a chart's newest point: facts, not prose.
public struct ChartReading: Codable, Sendable, Equatable {
    /// The newest point with data, from 0.
    public let latest: Int
    /// How many periods after it have no data yet.
    public let periodsSince: Int
    /// Its value, in the units of the chart.
    public let value: Double
    /// The centre line there; nil without data in the newest segment.
    public let centre: Double?
    /// The lower limit, not below zero where values cannot be; nil without limits.
    public let lower: Double?
    /// The upper limit; nil without limits.
    public let upper: Double?
    /// How far the limits can be leant on.
    public let standing: LimitsStanding
    /// The rule that names the point; nil for ordinary variation.
    public let cause: SpecialCause?
    /// The points of the run the rule speaks of, ending with the newest; nil for ordinary variation.
    public let run: Range<Int>?
    /// The variation icon.
    public let variation: VariationIcon
    /// The assurance icon.
    public let assurance: AssuranceIcon
    /// The target, if there is one.
    public let target: Double?
    /// Why the newest limits start where they do; nil when they have stood from the first point.
    public let rebasedBecause: String?
    /// Points without data in the newest segment.
    public let missing: Int
    /// True when the baseline never varies.
    public let isConstant: Bool
}

extension ControlChart {
    /// The lower limit as it is drawn: not below zero where values cannot be.
    public func shownLower(_ limits: PointLimits) -> Double {
        kind == .xmr && settings.quantity == .measure ? limits.lower : max(0, limits.lower)
    }

    /// What the newest point says; nil when the newest segment has no data.
    public var reading: ChartReading? {
        let last = segments[segments.count - 1]
        guard let latest = last.points.last(where: { points[$0].value != nil }), let value = points[latest].value
        else { return nil }
        let point = points[latest]
        return ChartReading(
            latest: latest, periodsSince: points.count - 1 - latest, value: value, centre: last.centre,
            lower: point.limits.map(shownLower), upper: point.limits?.upper, standing: last.standing,
            cause: point.cause, run: run(endingAt: latest), variation: variation, assurance: assurance,
            target: settings.target, rebasedBecause: last.reason, missing: last.points.count - last.present,
            isConstant: last.isConstant)
    }

    /// The run a point's first special cause speaks of, as far back as it goes.
    private func run(endingAt index: Int) -> Range<Int>? {
        let point = points[index]
        guard let cause = point.cause else { return nil }
        switch cause {
        case .outside: return index..<(index + 1)
        case .twoInThree: return max(index - 2, segments[point.segment].points.lowerBound)..<(index + 1)
        case .shift, .trend: break
        }
        var start = index
        while start > segments[point.segment].points.lowerBound, continues(cause, from: start - 1, to: start) {
            start -= 1
        }
        return start..<(index + 1)
    }

    private func continues(_ cause: SpecialCause, from before: Int, to index: Int) -> Bool {
        guard let earlier = points[before].value, let later = points[index].value else { return false }
        guard points[before].causes.has(cause) else { return false }
        if cause == .shift {
            guard let centre = points[index].limits?.centre else { return false }
            return (earlier > centre) == (later > centre)
        }
        return points[index].direction == .high ? later > earlier : later < earlier
    }
}
