/// A control chart: points, their lines, and what the rules of NHS "Making Data Count" say of each.
///
/// NHS England, Making Data Count; calculation and rules as the package NHSRplotthedots 0.2 of the NHS-R community.
public struct ControlChart: Codable, Sendable, Equatable {
    /// Which chart it is.
    public let kind: ChartKind
    /// How it was made.
    public let settings: ChartSettings
    /// The points in order, those without data among them.
    public let points: [ChartPoint]
    /// The stretches with lines of their own.
    public let segments: [ChartSegment]
    /// What the newest point with data says, in the newest segment.
    public let variation: VariationIcon
    /// Whether the process reaches its target.
    public let assurance: AssuranceIcon

    /// A chart of checked values, in the units of the chart.
    init(kind: ChartKind, values: [Double?], sizes: [Double]?, settings: ChartSettings) {
        self.kind = kind
        self.settings = settings
        var points: [ChartPoint] = []
        points.reserveCapacity(values.count)
        var segments: [ChartSegment] = []
        let starts = [0] + settings.rebases.map(\.at) + [values.count]
        for number in 0...settings.rebases.count {
            let maker = SegmentMaker(
                kind: kind, number: number, range: starts[number]..<starts[number + 1],
                rebase: number > 0 ? settings.rebases[number - 1] : nil, settings: settings)
            let (segment, members) = maker.make(values: values, sizes: sizes)
            segments.append(segment)
            points += members
        }
        self.points = points
        self.segments = segments
        let newest = Self.newest(points, in: segments)
        variation = Self.variation(newest, segment: segments[segments.count - 1], needed: settings.fewestPoints)
        assurance = AssuranceIcon(
            target: settings.target, limits: newest?.limits, improvement: settings.improvement)
    }

    private static func newest(_ points: [ChartPoint], in segments: [ChartSegment]) -> ChartPoint? {
        points.last { $0.value != nil && $0.segment == segments.count - 1 }
    }

    private static func variation(_ newest: ChartPoint?, segment: ChartSegment, needed: Int) -> VariationIcon {
        if case .none(let points, let needed) = segment.standing {
            return .tooFewPoints(points: points, needed: needed)
        }
        guard let newest, newest.limits != nil else {
            return .tooFewPoints(points: segment.present, needed: needed)
        }
        return VariationIcon(newest)
    }
}

/// Makes one segment of a chart.
struct SegmentMaker {
    let kind: ChartKind
    let number: Int
    let range: Range<Int>
    let rebase: ChartRebase?
    let settings: ChartSettings

    /// The segment and its points.
    func make(values: [Double?], sizes: [Double]?) -> (ChartSegment, [ChartPoint]) {
        let slice = values[range]
        let present = slice.count { $0 != nil }
        let baseline = baselineRange(slice)
        let based = values[baseline].compactMap { $0 }
        let enough = based.count >= settings.fewestPoints
        let limits =
            enough
            ? SegmentLimits.make(
                kind, values: slice, sizes: sizes?[range], baseline: baseline, settings: settings) : nil
        let segment = ChartSegment(
            points: range, reason: rebase?.reason, present: present, baseline: based.count,
            centre: limits?.centre ?? (based.isEmpty ? nil : Averages.mean(based)),
            meanMovingRange: limits?.meanMovingRange, screenedOut: limits?.screenedOut ?? 0,
            isConstant: !based.isEmpty && based.allSatisfy { $0 == based[0] },
            standing: standing(points: based.count, hasLimits: limits != nil))
        let lines = limits?.lines ?? Array(repeating: nil, count: slice.count)
        return (segment, points(Array(slice), lines: lines))
    }

    /// The part of the segment that holds as many points with data as the baseline asks for.
    private func baselineRange(_ slice: ArraySlice<Double?>) -> Range<Int> {
        guard let wanted = rebase?.baseline ?? settings.baseline else { return range }
        var found = 0
        for index in slice.indices where slice[index] != nil {
            found += 1
            if found == wanted { return range.lowerBound..<(index + 1) }
        }
        return range
    }

    private func standing(points: Int, hasLimits: Bool) -> LimitsStanding {
        if !hasLimits { return .none(points: points, needed: settings.fewestPoints) }
        return points < settings.firmPoints ? .provisional(points: points, firmAt: settings.firmPoints) : .firm
    }

    private func points(_ values: [Double?], lines: [PointLimits?]) -> [ChartPoint] {
        let rules = SpecialCauseRules(values: values, limits: lines)
        return values.indices.map { index in
            let direction = rules.direction(at: index)
            return ChartPoint(
                value: values[index], segment: number, limits: lines[index], causes: rules.causes(at: index),
                direction: direction,
                meaning: direction.map { CauseMeaning($0, improvement: settings.improvement) })
        }
    }
}
