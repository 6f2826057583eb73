import Foundation
import Statistics

/// Levenberg–Marquardt's least squares within bounds, with slopes by differences.
///
/// Marquardt 1963, doi:10.1137/0111030; coordinates at a bound whose slope points outwards stand still for the step.
struct BoundedLeastSquares {
    let lower: [Double]
    let upper: [Double]
    /// Puts the residuals at a place into the list given; false where the model breaks.
    let residuals: (_ x: [Double], _ found: inout [Double]) -> Bool
    let residualCount: Int

    /// The best place found from a start, and its sum of squares; nil when the start itself breaks the model.
    func minimum(from start: [Double], steps: Int) -> (x: [Double], sum: Double)? {
        var x = zip(start, zip(lower, upper)).map { max($1.0, min($1.1, $0)) }
        var now = [Double](repeating: 0, count: residualCount)
        guard residuals(x, &now) else { return nil }
        var sum = Self.square(now)
        var damping = 1e-3
        for _ in 0..<steps {
            let slopes = self.slopes(at: x, now: now)
            guard let better = step(from: x, sum: sum, now: now, slopes: slopes, damping: &damping) else { break }
            let gain = sum - better.sum
            x = better.x
            now = better.residuals
            sum = better.sum
            // The likelihood moves by n·gain/sum: far below what an information criterion can see.
            if gain <= 1e-13 * sum { break }
        }
        return (x, sum)
    }

    private func step(
        from x: [Double], sum: Double, now: [Double], slopes: [[Double]], damping: inout Double
    ) -> (x: [Double], residuals: [Double], sum: Double)? {
        let gradient = slopes.map { Self.product($0, now) }
        let free = x.indices.filter { place in
            let isHeldBelow = x[place] <= lower[place] && gradient[place] > 0
            let isHeldAbove = x[place] >= upper[place] && gradient[place] < 0
            return !isHeldBelow && !isHeldAbove && Self.square(slopes[place]) > 0
        }
        guard !free.isEmpty else { return nil }
        var normal = Matrix(rows: free.count, columns: free.count, repeating: 0)
        for (i, a) in free.enumerated() {
            for (j, b) in free.enumerated() where j <= i {
                normal[i, j] = Self.product(slopes[a], slopes[b])
            }
        }
        var found = now
        while damping < 1e12 {
            var damped = normal
            for i in free.indices { damped[i, i] += damping * normal[i, i] }
            if let factor = Cholesky(damped) {
                let move = factor.solve(free.map { -gradient[$0] })
                var next = x
                for (i, place) in free.enumerated() {
                    next[place] = max(lower[place], min(upper[place], x[place] + move[i]))
                }
                if residuals(next, &found) {
                    let better = Self.square(found)
                    if better < sum {
                        damping = max(1e-12, damping / 5)
                        return (next, found, better)
                    }
                }
            }
            damping *= 4
        }
        damping = 1e-3
        return nil
    }

    /// The slope of every residual along every coordinate, by central differences, or one-sided at bounds.
    private func slopes(at x: [Double], now: [Double]) -> [[Double]] {
        x.indices.map { place in
            guard lower[place] < upper[place] else { return [Double](repeating: 0, count: now.count) }
            let width = 1e-6 * max(abs(x[place]), 1e-2)
            var high = x
            var low = x
            high[place] = min(upper[place], x[place] + width)
            low[place] = max(lower[place], x[place] - width)
            var above = now
            var below = now
            if !residuals(high, &above) {
                above = now
                high[place] = x[place]
            }
            if !residuals(low, &below) {
                below = now
                low[place] = x[place]
            }
            let span = high[place] - low[place]
            guard span > 0 else { return [Double](repeating: 0, count: now.count) }
            return now.indices.map { (above[$0] - below[$0]) / span }
        }
    }

    private static func square(_ values: [Double]) -> Double { product(values, values) }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for place in a.indices { sum += a[place] * b[place] }
        return sum
    }
}
