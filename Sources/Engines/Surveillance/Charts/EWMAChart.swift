import Foundation

/// A chart of exponentially weighted moving averages, for small lasting changes.
///
/// Roberts 1959; formulas as R's qcc (`ewma`) and Montgomery, Introduction to Statistical Quality Control, section 9.2.
public struct EWMAChart: Codable, Sendable, Equatable {
    /// One point of it.
    public struct Point: Codable, Sendable, Equatable {
        /// The value; nil for no data.
        public let value: Double?
        /// The weighted average up to here; a period without data leaves it as it was.
        public let average: Double
        /// The lower limit.
        public let lower: Double
        /// The upper limit.
        public let upper: Double
        /// Which side of the limits the average is on; nil within them or without data.
        public let outside: CauseDirection?
    }

    /// The centre line.
    public let centre: Double
    /// The standard deviation of one value.
    public let sigma: Double
    /// The points in order.
    public let points: [Point]

    /// A chart with centre and sigma from the points with data: their mean, and mean moving range over 1.128.
    ///
    /// `weight` is lambda, above 0 and up to 1; `width` the limits' distance in standard deviations.
    public init(
        _ values: [Double?], weight: Double, width: Double, settings: ChartSettings
    ) throws(ChartError) {
        try settings.check(points: values.count)
        let present = values.compactMap { $0 }
        guard present.count >= settings.fewestPoints else {
            throw .shortBaseline(points: present.count, fewest: settings.fewestPoints)
        }
        for (index, value) in values.enumerated() {
            if let value, !(value.magnitude < 1e300) { throw .notANumber(point: index) }
        }
        guard let ranges = MovingRanges(values[...], settings: settings) else { throw .noPoints }
        try self.init(
            values, weight: weight, width: width, centre: ranges.centre,
            sigma: ranges.mean / MovingRanges.unbiasing)
    }

    /// A chart with a known centre and sigma.
    public init(
        _ values: [Double?], weight: Double, width: Double, centre: Double, sigma: Double
    ) throws(ChartError) {
        guard values.contains(where: { $0 != nil }) else { throw .noPoints }
        guard weight > 0, weight <= 1 else { throw .badSetting("the weight is above 0 and at most 1") }
        guard width > 0, width.isFinite else { throw .badSetting("the width of the limits is above 0") }
        guard centre.isFinite, sigma.isFinite, sigma >= 0 else {
            throw .badSetting("the centre and sigma are numbers, and sigma is not below 0")
        }
        for (index, value) in values.enumerated() {
            if let value, !(value.magnitude < 1e300) { throw .notANumber(point: index) }
        }
        self.centre = centre
        self.sigma = sigma
        var average = centre
        var kept = 1.0
        var points: [Point] = []
        points.reserveCapacity(values.count)
        for value in values {
            if let value {
                average = weight * value + (1 - weight) * average
                kept *= (1 - weight) * (1 - weight)
            }
            let half = width * sigma * (weight / (2 - weight) * (1 - kept)).squareRoot()
            points.append(
                Point(
                    value: value, average: average, lower: centre - half, upper: centre + half,
                    outside: value == nil ? nil : Self.side(average, centre: centre, half: half)))
        }
        self.points = points
    }

    private static func side(_ average: Double, centre: Double, half: Double) -> CauseDirection? {
        let rounding = 12 * max(average.magnitude, centre.magnitude).ulp
        if average > centre + half + rounding { return .high }
        return average < centre - half - rounding ? .low : nil
    }
}
