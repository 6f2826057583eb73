import Foundation

/// Which control chart.
public enum ChartKind: String, Codable, Sendable, CaseIterable {
    /// Individual values and their moving range.
    case xmr
    /// Counts with one and the same chance in every period.
    case c
    /// Rates: counts over their exposure.
    case u
    /// Shares: counts of so many.
    case p
    /// Laney's rates, for exposures so large that Poisson limits are too narrow.
    case uPrime
    /// Laney's shares.
    case pPrime
    /// Opportunities between rare events.
    case g
    /// Time between rare events.
    case t

    /// Whether its counts stand on sizes.
    public var hasSizes: Bool {
        switch self {
        case .u, .p, .uPrime, .pPrime: true
        case .xmr, .c, .g, .t: false
        }
    }
}

/// The lines of one segment, made from its baseline points.
///
/// Formulas as NHSRplotthedots 0.2 (XmR) and qicharts2 0.7 (the others, after Montgomery, Introduction to Statistical
/// Quality Control, chapter 7; Laney 2002 for the primed charts; Nelson 1994 for the t chart).
struct SegmentLimits {
    /// The centre line.
    let centre: Double
    /// The lines at each point of the segment; nil where a rate has no base.
    let lines: [PointLimits?]
    /// The mean moving range, if the chart has one.
    let meanMovingRange: Double?
    /// How many moving ranges were left out.
    let screenedOut: Int

    /// The lines for values of a segment; nil when too few neighbouring points have data to tell how much they vary.
    static func make(
        _ kind: ChartKind, values: ArraySlice<Double?>, sizes: ArraySlice<Double>?, baseline: Range<Int>,
        settings: ChartSettings
    ) -> SegmentLimits? {
        switch kind {
        case .xmr: individuals(values, baseline: baseline, settings: settings)
        case .t: times(values, baseline: baseline, settings: settings)
        case .c: counts(values, baseline: baseline)
        case .g: gaps(values, baseline: baseline)
        case .u, .p, .uPrime, .pPrime:
            rates(kind, values, sizes: sizes ?? [], baseline: baseline)
        }
    }

    private static func individuals(
        _ values: ArraySlice<Double?>, baseline: Range<Int>, settings: ChartSettings
    ) -> SegmentLimits? {
        guard let ranges = MovingRanges(values[baseline], settings: settings) else { return nil }
        let half = settings.constants.limit * ranges.mean
        // The near limits stand at two thirds of the process limits, as NHSRplotthedots has them.
        let near = 2 * (settings.constants.limit / 3) * ranges.mean
        let lines = PointLimits(
            centre: ranges.centre, lower: ranges.centre - half, upper: ranges.centre + half,
            nearLower: ranges.centre - near, nearUpper: ranges.centre + near)
        return SegmentLimits(
            centre: lines.centre, lines: Array(repeating: lines, count: values.count),
            meanMovingRange: ranges.mean, screenedOut: ranges.screenedOut)
    }

    /// Nelson 1994: times between events to the power 1/3.6 are near to normal, so they make an individuals chart.
    private static func times(
        _ values: ArraySlice<Double?>, baseline: Range<Int>, settings: ChartSettings
    ) -> SegmentLimits? {
        let power = 3.6
        let roots = ArraySlice(values.map { $0.map { pow($0, 1 / power) } })
        let shifted = (baseline.lowerBound - values.startIndex)..<(baseline.upperBound - values.startIndex)
        guard let plain = individuals(roots, baseline: shifted, settings: settings) else { return nil }
        func back(_ line: Double) -> Double { line <= 0 ? 0 : pow(line, power) }
        let lines = plain.lines.map { line in
            line.map {
                PointLimits(
                    centre: back($0.centre), lower: back($0.lower), upper: back($0.upper),
                    nearLower: back($0.nearLower), nearUpper: back($0.nearUpper))
            }
        }
        return SegmentLimits(
            centre: back(plain.centre), lines: lines, meanMovingRange: plain.meanMovingRange,
            screenedOut: plain.screenedOut)
    }

    private static func counts(_ values: ArraySlice<Double?>, baseline: Range<Int>) -> SegmentLimits {
        let centre = Averages.mean(values[baseline].compactMap { $0 })
        let lines = floored(centre: centre, middle: centre, sigma: centre.squareRoot(), most: nil)
        return SegmentLimits(
            centre: centre, lines: Array(repeating: lines, count: values.count), meanMovingRange: nil,
            screenedOut: 0)
    }

    private static func gaps(_ values: ArraySlice<Double?>, baseline: Range<Int>) -> SegmentLimits {
        let present = values[baseline].compactMap { $0 }
        let mean = Averages.mean(present)
        // Montgomery: the geometric distribution's standard deviation. The centre line is the median, so that half of
        // the points lie on either side and the shift rule keeps its meaning (as qicharts2).
        let centre = Averages.median(present)
        let lines = floored(centre: centre, middle: mean, sigma: (mean * (mean + 1)).squareRoot(), most: nil)
        return SegmentLimits(
            centre: centre, lines: Array(repeating: lines, count: values.count), meanMovingRange: nil,
            screenedOut: 0)
    }

    private static func rates(
        _ kind: ChartKind, _ values: ArraySlice<Double?>, sizes: ArraySlice<Double>, baseline: Range<Int>
    ) -> SegmentLimits? {
        var counted = 0.0
        var base = 0.0
        for index in baseline {
            guard let value = values[index] else { continue }
            counted += value * sizes[index]
            base += sizes[index]
        }
        guard base > 0 else { return nil }
        let centre = counted / base
        let isShare = kind == .p || kind == .pPrime
        let spread = isShare ? max(centre * (1 - centre), 0) : centre
        var widening = 1.0
        if kind == .uPrime || kind == .pPrime {
            let standard = baseline.map { index -> Double? in
                guard let value = values[index] else { return nil }
                return spread > 0 ? (value - centre) / (spread / sizes[index]).squareRoot() : 0
            }
            guard let ranges = MovingRanges.all(standard[...]) else { return nil }
            widening = Averages.mean(ranges) / MovingRanges.unbiasing
        }
        let lines = values.indices.map { index -> PointLimits? in
            guard sizes[index] > 0 else { return nil }
            let sigma = (spread / sizes[index]).squareRoot() * widening
            return floored(centre: centre, middle: centre, sigma: sigma, most: isShare ? 1 : nil)
        }
        return SegmentLimits(centre: centre, lines: lines, meanMovingRange: nil, screenedOut: 0)
    }

    private static func floored(centre: Double, middle: Double, sigma: Double, most: Double?) -> PointLimits {
        func held(_ line: Double) -> Double { min(max(line, 0), most ?? .greatestFiniteMagnitude) }
        return PointLimits(
            centre: centre, lower: held(middle - 3 * sigma), upper: held(middle + 3 * sigma),
            nearLower: held(middle - 2 * sigma), nearUpper: held(middle + 2 * sigma))
    }
}
