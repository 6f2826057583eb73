import Foundation

/// How finely a Gaussian sum is to be expanded so that its error stays below a bound.
///
/// Greengard and Strain 1991, doi:10.1137/0912004: the points of a box act through moments about its middle, kernels through
/// Hermite functions. With every |Heₙ(u)| exp(−u²/4) ≤ 1.0865 √n! (Cramér's inequality; Abramowitz and Stegun 22.14.17),
/// leaving out the terms above degree K from boxes of half side ρσ costs at most 1.0865² Σ ρⁿ √((n + 1) 2ⁿ/n!) times
/// exp(−r²/4σ²) for a point r away, which is twice what a kernel √2 as wide gives.
struct HermitePlan: Sendable, Equatable {
    /// Cells along the side of a box.
    let boxSide: Int
    /// The highest degree kept.
    let degree: Int
    /// Cells beyond the box within which the kernel is not neglected, from west to east and from south to north.
    let reachX: Int
    let reachY: Int
    /// What the error is at most, as a share of the sum of kernels √2 as wide.
    let bound: Double

    /// The moments of one box.
    var terms: Int { (degree + 1) * (degree + 2) / 2 }

    private static let cramer = 1.0865
    private static let highestDegree = 24

    /// No kernel is followed over more cells than this: templates stay small beside the raster.
    private static let longestReach = 1 << 14

    /// The cheapest plan that keeps to the tolerance; nil where summing kernel by kernel is cheaper.
    ///
    /// All that is to be summed lies within `bounds`, so that kernels need not be followed further.
    static func cheapest(
        sigma: Double, raster: Raster, bounds: PlaneRectangle, points: Int, tolerance: Double
    ) -> HermitePlan? {
        // Half of the tolerance for each: exp(−t²/2) ≤ exp(−t²/4)·exp(−r²/4σ²) beyond t sigmas.
        let reach = reachOfTruncation(tolerance / 2) * sigma
        let east = max(bounds.maxX, raster.minX + Double(raster.columns) * raster.cellWidth)
        let north = max(bounds.maxY, raster.minY + Double(raster.rows) * raster.cellHeight)
        let acrossCells = (min(reach, east - min(bounds.minX, raster.minX)) / raster.cellWidth).rounded(.up)
        let upCells = (min(reach, north - min(bounds.minY, raster.minY)) / raster.cellHeight).rounded(.up)
        guard max(acrossCells, upCells) <= Double(longestReach) else { return nil }
        let (cellsX, cellsY) = (Int(acrossCells), Int(upCells))
        var best: (plan: HermitePlan, cost: Double)?
        for side in 1...24 {
            let half = 0.5 * Double(side) * max(raster.cellWidth, raster.cellHeight) / sigma
            guard let (degree, left) = degree(half, tolerance / 2) else { break }
            let plan = HermitePlan(
                boxSide: side, degree: degree, reachX: cellsX, reachY: cellsY, bound: left + tolerance / 2)
            let cost = plan.cost(raster: raster, points: points)
            if best.map({ cost < $0.cost }) ?? true { best = (plan, cost) }
        }
        let width = Double(min(raster.columns, 2 * cellsX))
        let direct = Double(points) * width * Double(min(raster.rows, 2 * cellsY))
        guard let best, best.cost < direct else { return nil }
        return best.plan
    }

    /// How many sigmas away a kernel may be cut off.
    static func reachOfTruncation(_ tolerance: Double) -> Double {
        (4 * log(2 / min(1, tolerance))).squareRoot()
    }

    private static func degree(_ half: Double, _ tolerance: Double) -> (degree: Int, bound: Double)? {
        guard half < 1 else { return nil }
        // terms[n] bounds all terms of degree n, twice for the wider kernel's height.
        let terms = (0...4 * highestDegree).map { degree -> Double in
            let n = Double(degree)
            let log: Double = n * log(half) + 0.5 * (log(n + 1) + n * log(2) - lgamma(n + 1))
            return 2 * cramer * cramer * exp(log)
        }
        var rest: Double = 0
        var found: (degree: Int, bound: Double)?
        for degree in stride(from: terms.count - 1, through: 1, by: -1) {
            rest += terms[degree]
            if rest > tolerance { break }
            found = (degree - 1, rest)
        }
        guard let found, found.degree <= highestDegree else { return nil }
        return found
    }

    /// Multiplications, about.
    private func cost(raster: Raster, points: Int) -> Double {
        let boxes = Double((raster.columns / boxSide + 1) * (raster.rows / boxSide + 1))
        let (spanX, spanY) = (Double(2 * reachX + boxSide), Double(2 * reachY + boxSide))
        let gather = Double(points) * Double(terms)
        let across = min(boxes, Double(points)) * Double(terms) * min(spanX, Double(raster.columns))
        let up = Double(raster.count) * Double(degree + 1) * spanY / Double(boxSide)
        return gather + across + up
    }
}
