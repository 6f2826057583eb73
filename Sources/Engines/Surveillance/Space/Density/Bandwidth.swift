import Foundation

/// How wide a Gaussian kernel to take, by four rules that answer different questions.
///
/// A rule chooses among candidates; look at the scores too, for a flat curve says that the data do not decide.
public struct Bandwidth: Sendable, Equatable {
    /// The chosen standard deviation in metres.
    public let sigma: Double
    /// The standard deviations compared, from the smallest up.
    public let candidates: [Double]
    /// The score of each candidate, least being best for `diggle` and `cronieVanLieshout`, most for `likelihood`.
    public let scores: [Double]

    /// Whether the best candidate is the first or last, so that the true best may lie beyond.
    public var isAtAnEnd: Bool { sigma == candidates.first || sigma == candidates.last }

    /// Scott's rule of thumb for each direction: the standard deviation times n^(−1/6). Quick, and wide.
    ///
    /// Scott 1992, page 152; as spatstat `bw.scott`.
    public static func scott(_ events: [PlanePoint]) throws(SpaceError) -> (x: Double, y: Double) {
        guard events.count >= 2 else { throw .tooFew(method: "Scott's rule", given: events.count, needed: 2) }
        try SpaceChecks.finite(events)
        let shrink = pow(Double(events.count), -1.0 / 6)
        return (shrink * standardDeviation(events.map(\.x)), shrink * standardDeviation(events.map(\.y)))
    }

    /// Scott's rule for both directions together: the geometric mean, as spatstat's `isotropic = TRUE`.
    public static func scottIsotropic(_ events: [PlanePoint]) throws(SpaceError) -> Double {
        let (x, y) = try scott(events)
        try SpaceChecks.positive(x * y, "The spread of the events")
        return (x * y).squareRoot()
    }

    /// The candidate with the least mean square error if events come from a Cox process: narrow where events cluster.
    ///
    /// Diggle 1985, doi:10.2307/2347366, and Berman and Diggle 1989, doi:10.1111/j.2517-6161.1989.tb01750.x; as spatstat
    /// `bw.diggle(correction = "isotropic")`, with its 512 distances.
    public static func diggle(
        _ events: [PlanePoint], window: StudyWindow, threads: Int
    ) throws(SpaceError) -> Bandwidth {
        let inside = try eventsInside(events, window, method: "Diggle's bandwidth")
        let ripley = RipleyK(inside, window: window, steps: 512, threads: max(1, threads))
        let intensity = Double(inside.count) / window.area
        var (candidates, scores): ([Double], [Double]) = ([], [])
        for place in 1..<ripley.distances.count where ripley.distances[place] <= 0.5 * ripley.largest {
            let h = ripley.distances[place]
            let circle: Double = .pi * h * h
            let second = ripley.overlap(at: place) / (circle * circle)
            candidates.append(h / 2)
            scores.append((1 / intensity - 2 * ripley.values[place]) / circle + second)
        }
        return try chosen(candidates, scores) { $0 < $1 }
    }

    /// The candidate under which each event is likeliest, seen from all the others: Poisson likelihood cross-validation.
    ///
    /// Loader 1999, section 5.3; as spatstat `bw.ppl(shortcut = FALSE)`, whose 16 candidates in equal ratios and raster of
    /// 128 by 128 for the integral are taken over when no candidates are given.
    ///
    /// - Complexity: O(candidates × events × events within nine sigmas): meant for up to some ten thousand events.
    public static func likelihood(
        _ events: [PlanePoint], window: StudyWindow, candidates: [Double]?, threads: Int
    ) throws(SpaceError) -> Bandwidth {
        let inside = try eventsInside(events, window, method: "Likelihood cross-validation")
        let tree = PointTree(inside)
        let sigmas = try candidatesOrSpread(candidates, inside, tree, window)
        let raster = try Raster(over: window.bounds, columns: 128, rows: 128)
        var scores: [Double] = []
        for sigma in sigmas {
            try SpaceChecks.positive(sigma, "A candidate bandwidth")
            let kernel = DensityKernel.gaussian(sigma: sigma)
            let densities = PointDensity(inside, tree: tree, kernel: kernel, window: window, threads: max(1, threads))
                .densities(edge: .uniform, leavingOut: true)
            let map = try KernelDensity.map(
                of: inside, kernel: kernel, window: window, raster: raster, edge: .uniform,
                summation: .fast(tolerance: 1e-6), threads: threads)
            // A lone event has a density too small to write: the smallest number stands for it.
            let logarithms = densities.reduce(0) { $0 + log(max($1, .leastNonzeroMagnitude)) }
            scores.append(logarithms - map.total)
        }
        return try chosen(sigmas, scores) { $0 > $1 }
    }

    /// The candidate whose inverse densities add up to the window's area: wide, and steady where likelihood is not.
    ///
    /// Cronie and van Lieshout 2018, doi:10.1093/biomet/asy001; as spatstat `bw.CvL`.
    ///
    /// - Complexity: as `likelihood`.
    public static func cronieVanLieshout(
        _ events: [PlanePoint], window: StudyWindow, candidates: [Double]?, threads: Int
    ) throws(SpaceError) -> Bandwidth {
        let inside = try eventsInside(events, window, method: "Cronie and van Lieshout's bandwidth")
        let tree = PointTree(inside)
        let sigmas = try candidatesOrSpread(candidates, inside, tree, window)
        var scores: [Double] = []
        for sigma in sigmas {
            try SpaceChecks.positive(sigma, "A candidate bandwidth")
            let densities = PointDensity(
                inside, tree: tree, kernel: .gaussian(sigma: sigma), window: window, threads: max(1, threads)
            ).densities(edge: .none, leavingOut: false)
            let difference = densities.reduce(0) { $0 + 1 / $1 } - window.area
            scores.append(difference * difference)
        }
        return try chosen(sigmas, scores) { $0 < $1 }
    }

    // MARK: Parts

    private static func eventsInside(
        _ events: [PlanePoint], _ window: StudyWindow, method: String
    ) throws(SpaceError) -> [PlanePoint] {
        try SpaceChecks.finite(events)
        try SpaceChecks.positive(window.area, "The area of the window")
        let index = WindowIndex(window)
        let inside = events.filter { index.contains($0) }
        guard !inside.isEmpty || events.isEmpty else { throw .nothingInside }
        guard inside.count >= 3 else { throw .tooFew(method: method, given: inside.count, needed: 3) }
        return inside
    }

    private static func standardDeviation(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    /// Those given, or sixteen in equal ratios from the least distance between two events to half the window's diameter.
    private static func candidatesOrSpread(
        _ given: [Double]?, _ events: [PlanePoint], _ tree: PointTree, _ window: StudyWindow
    ) throws(SpaceError) -> [Double] {
        if let given { return given.sorted() }
        var least = Double.infinity
        for (index, event) in events.enumerated() {
            // Events on one spot say nothing; look past as many as there are there.
            var count = 1
            while count < events.count {
                let found = tree.nearest(count, to: event, excluding: index)
                if let apart = found.first(where: { $0.squaredDistance > 0 }) {
                    least = min(least, apart.squaredDistance)
                    break
                }
                count *= 2
            }
        }
        guard least.isFinite else {
            throw .setting(name: "The distance between events", value: 0, rule: "some events must lie apart")
        }
        let corners = window.sides.map(\.from)
        let diameter = corners.reduce(0) { longest, corner in
            corners.reduce(longest) { max($0, $1.squaredDistance(to: corner)) }
        }.squareRoot()
        let (first, last) = (least.squareRoot(), diameter / 2)
        return (0..<16).map { first * pow(last / first, Double($0) / 15) }
    }

    private static func chosen(
        _ candidates: [Double], _ scores: [Double], better: (Double, Double) -> Bool
    ) throws(SpaceError) -> Bandwidth {
        var best: Int?
        for place in scores.indices where scores[place].isFinite {
            if best.map({ better(scores[place], scores[$0]) }) ?? true { best = place }
        }
        guard let best else {
            throw .setting(name: "The bandwidth", value: 0, rule: "no candidate could be scored; give other candidates")
        }
        return Bandwidth(sigma: candidates[best], candidates: candidates, scores: scores)
    }
}
