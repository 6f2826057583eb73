/// The best fit of a value that may only rise, by pooling adjacent violators.
///
/// Ayer, Brunk, Ewing, Reid and Silverman 1955, doi:10.1214/aoms/1177728423. Between the ends of its steps the fit is
/// joined by straight lines, and held level beyond the first and last, as scikit-learn does.
public struct IsotonicRegression: Codable, Sendable, Equatable {
    /// A run of points that were given one value.
    public struct Step: Codable, Sendable, Equatable {
        /// The first place it holds for.
        public let from: Double
        /// The last.
        public let to: Double
        /// The value.
        public let value: Double
        /// The weight of the points in it.
        public let weight: Double
    }

    /// The steps, in rising order.
    public let steps: [Step]

    /// Fits points, which need not be in order; points at one place count as one with their mean.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(_ points: [(x: Double, y: Double, weight: Double)]) {
        var steps: [Step] = []
        for point in Self.joined(points) {
            var step = point
            // A step below the one before it is pooled with it, as far back as that is so.
            while let last = steps.last, last.value >= step.value {
                steps.removeLast()
                let weight = last.weight + step.weight
                let value = (last.value * last.weight + step.value * step.weight) / weight
                step = Step(from: last.from, to: step.to, value: value, weight: weight)
            }
            steps.append(step)
        }
        self.steps = steps
    }

    private static func joined(_ points: [(x: Double, y: Double, weight: Double)]) -> [Step] {
        var joined: [Step] = []
        for point in points.filter({ $0.weight > 0 }).sorted(by: { $0.x < $1.x }) {
            guard let last = joined.last, last.from == point.x else {
                joined.append(Step(from: point.x, to: point.x, value: point.y, weight: point.weight))
                continue
            }
            joined.removeLast()
            let weight = last.weight + point.weight
            let value = (last.value * last.weight + point.y * point.weight) / weight
            joined.append(Step(from: point.x, to: point.x, value: value, weight: weight))
        }
        return joined
    }

    /// The fitted value at a place; nil when nothing was fitted.
    public func value(at x: Double) -> Double? {
        guard let first = steps.first, let last = steps.last else { return nil }
        if x <= first.from { return first.value }
        if x >= last.to { return last.value }
        var low = 0
        var high = steps.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if steps[middle].from <= x { low = middle } else { high = middle - 1 }
        }
        let step = steps[low]
        guard x > step.to, low + 1 < steps.count else { return step.value }
        let next = steps[low + 1]
        return step.value + (next.value - step.value) * (x - step.to) / (next.from - step.to)
    }
}
