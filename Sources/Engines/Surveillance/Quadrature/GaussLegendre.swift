import Foundation

/// Nodes and weights of Gauss–Legendre quadrature, by Newton's method on the Legendre polynomial.
struct GaussLegendre {
    private(set) var points: [Double] = []
    private(set) var weights: [Double] = []

    /// On −1 to 1, exact for polynomials of degree 15.
    static let eight = GaussLegendre(8, from: -1, to: 1).pairs

    /// Each node with its weight.
    private var pairs: [(node: Double, weight: Double)] { Array(zip(points, weights)) }

    init(_ count: Int, from low: Double, to high: Double) {
        let half = (high - low) / 2
        for index in (1...count).reversed() {
            // Abramowitz and Stegun 22.16.6: a first guess near enough for Newton.
            var x = cos(.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
            var slope = 0.0
            for _ in 0..<100 {
                let (value, derivative) = Self.legendre(count, at: x)
                slope = derivative
                let step = value / derivative
                x -= step
                if step.magnitude < 1e-15 { break }
            }
            points.append(low + half * (1 + x))
            weights.append(2 * half / ((1 - x * x) * slope * slope))
        }
    }

    private static func legendre(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
        var before = 1.0
        var value = x
        for n in 2...degree {
            let next = (Double(2 * n - 1) * x * value - Double(n - 1) * before) / Double(n)
            before = value
            value = next
        }
        return (value, Double(degree) * (x * value - before) / (x * x - 1))
    }
}
