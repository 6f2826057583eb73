import Foundation

/// A loess smoother's span: its window in points, its degree, and how many points it jumps between fits.
struct LoessSpan: Sendable, Equatable {
    /// Points in a window, odd and at least 3.
    let window: Int
    /// 0 for a local level, 1 for a local line.
    let degree: Int
    /// Fits at every jump-th point, joined by straight lines.
    let jump: Int

    init(window: Int, degree: Int, jump: Int) {
        let atLeast = max(3, window)
        self.window = atLeast % 2 == 0 ? atLeast + 1 : atLeast
        self.degree = degree
        self.jump = jump
    }
}

/// Loess over equally spaced points with tricube weights, step by step as in the authors' program for STL.
///
/// Cleveland, Cleveland, McRae and Terpenning 1990, J. Official Statistics 6, 3–73; the netlib routines behind R's
/// `stl`. Points are numbered from 1 as there.
struct Loess {
    let span: LoessSpan
    /// Extra weights of the points; empty when all are 1.
    let robustness: [Double]

    /// The smoothed values at every point.
    ///
    /// - Complexity: O(*n* · window / jump).
    func smooth(_ y: [Double]) -> [Double] {
        let n = y.count
        guard n >= 2 else { return y }
        var smoothed = [Double](repeating: 0, count: n)
        let jump = min(span.jump, n - 1)
        var bounds = (left: 1, right: min(span.window, n))
        for point in stride(from: 1, through: n, by: jump) {
            bounds = window(at: point, of: n, jump: jump, last: bounds)
            smoothed[point - 1] = fit(y, at: Double(point), from: bounds.left, to: bounds.right) ?? y[point - 1]
        }
        guard jump > 1 else { return smoothed }
        join(&smoothed, jump: jump)
        // The last window stays where the jumps left it: the reference program does the same.
        let last = ((n - 1) / jump) * jump + 1
        if last != n {
            smoothed[n - 1] = fit(y, at: Double(n), from: bounds.left, to: bounds.right) ?? y[n - 1]
            Self.line(&smoothed, from: last - 1, to: n - 1)
        }
        return smoothed
    }

    /// The fitted value at a place, which may lie beyond the points; nil when no point has weight there.
    func fit(_ y: [Double], at place: Double, from left: Int, to right: Int) -> Double? {
        let n = y.count
        var reach = max(place - Double(left), Double(right) - place)
        if span.window > n { reach += Double((span.window - n) / 2) }
        var weights = [Double](repeating: 0, count: right - left + 1)
        var total = 0.0
        for j in left...right {
            let distance = abs(Double(j) - place)
            guard distance <= 0.999 * reach else { continue }
            var weight = distance <= 0.001 * reach ? 1 : cube(1 - cube(distance / reach))
            if !robustness.isEmpty { weight *= robustness[j - 1] }
            weights[j - left] = weight
            total += weight
        }
        guard total > 0 else { return nil }
        for j in weights.indices { weights[j] /= total }
        if reach > 0, span.degree > 0 { tilt(&weights, from: left, to: place, range: Double(n) - 1) }
        var value = 0.0
        for j in left...right { value += weights[j - left] * y[j - 1] }
        return value
    }

    /// Turns weights for a local level into weights for a local line.
    private func tilt(_ weights: inout [Double], from left: Int, to place: Double, range: Double) {
        var centre = 0.0
        for j in weights.indices { centre += weights[j] * Double(left + j) }
        var spread = 0.0
        for j in weights.indices {
            let off = Double(left + j) - centre
            spread += weights[j] * (off * off)
        }
        guard spread.squareRoot() > 0.001 * range else { return }
        let slope = (place - centre) / spread
        for j in weights.indices { weights[j] *= slope * (Double(left + j) - centre) + 1 }
    }

    private func window(
        at point: Int, of n: Int, jump: Int, last: (left: Int, right: Int)
    ) -> (left: Int, right: Int) {
        let length = span.window
        guard length < n else { return (1, n) }
        let half = (length + 1) / 2
        if jump == 1 {
            return point > half && last.right != n ? (last.left + 1, last.right + 1) : last
        }
        if point < half { return (1, length) }
        if point >= n - half + 1 { return (n - length + 1, n) }
        return (point - half + 1, length + point - half)
    }

    private func join(_ smoothed: inout [Double], jump: Int) {
        for start in stride(from: 0, to: smoothed.count - jump, by: jump) {
            Self.line(&smoothed, from: start, to: start + jump)
        }
    }

    private static func line(_ smoothed: inout [Double], from start: Int, to end: Int) {
        guard end - start > 1 else { return }
        let step = (smoothed[end] - smoothed[start]) / Double(end - start)
        for j in (start + 1)..<end { smoothed[j] = smoothed[start] + step * Double(j - start) }
    }

    private func cube(_ x: Double) -> Double { x * x * x }
}
