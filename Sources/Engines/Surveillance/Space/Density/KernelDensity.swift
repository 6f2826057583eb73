import Foundation
import Threads

/// How many events there are per square kilometre, smoothed over the map.
///
/// Silverman 1986, Diggle 1985 and 2010. Sums stand at the middle of each cell. spatstat's `density.ppp` moves points to
/// the middle of their cells first, which is off by up to 2 % of the maximum; these sums are those of the points as given.
public enum KernelDensity {
    static let squareMetresPerSquareKilometre = 1e6

    /// How the sum over kernels is made.
    public enum Summation: Sendable, Hashable {
        /// Kernel by kernel, exact but for rounding.
        case exact
        /// Points are gathered into boxes with their moments, and the boxes spread along rows and columns; the error is at
        /// most `tolerance` as a share of what kernels √2 as wide give, and mostly far below. Quartic kernels are summed
        /// exactly either way.
        case fast(tolerance: Double)
    }

    /// The density of events, each counted once.
    public static func map(
        of events: [PlanePoint], kernel: DensityKernel, window: StudyWindow, raster: Raster, edge: EdgeCorrection,
        summation: Summation, threads: Int
    ) throws(SpaceError) -> DensityMap {
        let ones = Array(repeating: 1.0, count: events.count)
        return try map(
            of: events, weights: ones, kernel: kernel, window: window, raster: raster, edge: edge,
            summation: summation, threads: threads)
    }

    /// The density of events that count for more or less than one, or of the people at a point.
    ///
    /// - Complexity: exact: O(events × cells within reach). Fast: O(events + cells), with factors that the tolerance sets.
    public static func map(
        of events: [PlanePoint], weights: [Double], kernel: DensityKernel, window: StudyWindow, raster: Raster,
        edge: EdgeCorrection, summation: Summation, threads: Int
    ) throws(SpaceError) -> DensityMap {
        try kernel.check()
        try SpaceChecks.finite(events)
        try SpaceChecks.length(weights.count, of: "weights", for: events.count)
        try SpaceChecks.notNegative(weights, "Weight")
        if case .fast(let tolerance) = summation {
            guard tolerance > 0, tolerance < 1 else {
                throw .setting(name: "The tolerance", value: tolerance, rule: "it must lie between 0 and 1")
            }
        }
        let work = DensityWork(
            kernel: kernel, window: window, raster: raster, summation: summation, threads: max(1, threads))
        return work.map(events, weights, edge)
    }

    /// The density at the events themselves, each without its own kernel if `leavingOut`; per square kilometre.
    ///
    /// As spatstat `density.ppp(at = "points", leaveoneout)`, which is exact. Nil for events outside the window.
    public static func atEvents(
        _ events: [PlanePoint], kernel: DensityKernel, window: StudyWindow, edge: EdgeCorrection, leavingOut: Bool,
        threads: Int
    ) throws(SpaceError) -> [Double?] {
        try kernel.check()
        try SpaceChecks.finite(events)
        let index = WindowIndex(window)
        let inside = events.indices.filter { index.contains(events[$0]) }
        let among = PointDensity(inside.map { events[$0] }, kernel: kernel, window: window, threads: max(1, threads))
        let densities = among.densities(edge: edge, leavingOut: leavingOut)
        var all: [Double?] = Array(repeating: nil, count: events.count)
        for (place, density) in zip(inside, densities) { all[place] = density * squareMetresPerSquareKilometre }
        return all
    }
}

/// One density map being made.
struct DensityWork {
    let kernel: DensityKernel
    let window: StudyWindow
    let raster: Raster
    let summation: KernelDensity.Summation
    let threads: Int

    func map(_ events: [PlanePoint], _ weights: [Double], _ edge: EdgeCorrection) -> DensityMap {
        let index = WindowIndex(window)
        let kept = events.indices.filter { index.contains(events[$0]) }
        let points = kept.map { events[$0] }
        var loads = kept.map { weights[$0] }
        let inside = index.cells(of: raster, threads: threads)
        let edges = EdgeMass(kernel, window)
        if edge == .diggle {
            let masses = massesAtEvents(points, edges)
            for place in loads.indices { loads[place] /= masses[place] }
        }
        var (sums, bound) = sum(points, loads)
        if edge == .uniform {
            let masses = massesOnRaster(edges, inside)
            for cell in sums.indices where inside[cell] { sums[cell] /= masses[cell] }
        }
        for cell in sums.indices {
            sums[cell] = inside[cell] ? max(0, sums[cell]) * KernelDensity.squareMetresPerSquareKilometre : 0
        }
        return DensityMap(
            raster: raster, values: sums, isInside: inside, eventsOutside: events.count - kept.count,
            relativeErrorBound: bound)
    }

    private func sum(_ points: [PlanePoint], _ weights: [Double]) -> (sums: [Double], bound: Double) {
        guard case .fast(let tolerance) = summation, case .gaussian(let sigma) = kernel else {
            let direct = DirectSum(
                kernel: kernel, raster: raster, points: points, weights: weights, threads: threads,
                reach: kernel.reach)
            return (direct.run(), 0)
        }
        guard
            let plan = HermitePlan.cheapest(
                sigma: sigma, raster: raster, bounds: window.bounds, points: points.count, tolerance: tolerance)
        else {
            let reach = HermitePlan.reachOfTruncation(tolerance) * sigma
            let direct = DirectSum(
                kernel: kernel, raster: raster, points: points, weights: weights, threads: threads, reach: reach)
            return (direct.run(), tolerance)
        }
        var moments = BoxMoments(plan: plan, raster: raster, sigma: sigma)
        moments.add(points, weights)
        return (HermiteSum(moments: moments, threads: threads).run(), plan.bound)
    }

    /// The part of a kernel on the middle of each cell that lies inside.
    private func massesOnRaster(_ edges: EdgeMass, _ inside: [Bool]) -> [Double] {
        (fastMasses() ?? edges.masses(on: raster, inside: inside, threads: threads)).map(EdgeMass.bounded)
    }

    /// The part of a kernel on each event that lies inside: from the raster where that is fine enough.
    private func massesAtEvents(_ points: [PlanePoint], _ edges: EdgeMass) -> [Double] {
        guard let field = SmoothField(raster: raster, finest: kernel.bandwidth), let masses = fastMasses() else {
            return edges.masses(at: points, threads: threads)
        }
        let parts = SharedWork.parts(of: points.count, size: 1024, threads: threads) { part in
            part.map { EdgeMass.bounded(field.value(of: masses, at: points[$0]) ?? edges.mass(at: points[$0])) }
        }
        return Array(parts.joined())
    }

    /// The masses on the raster by the moments of the polygon; nil where they are to be had exactly or more cheaply.
    private func fastMasses() -> [Double]? {
        guard case .fast(let tolerance) = summation, case .gaussian(let sigma) = kernel,
            case .polygon(let polygon) = window,
            let plan = HermitePlan.cheapest(
                sigma: sigma, raster: raster, bounds: window.bounds, points: raster.count, tolerance: tolerance)
        else { return nil }
        var moments = BoxMoments(plan: plan, raster: raster, sigma: sigma)
        moments.add(polygon)
        return HermiteSum(moments: moments, threads: threads).run()
    }
}
