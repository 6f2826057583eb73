import Foundation
import Statistics
import Testing

@testable import Surveillance

/// A point pattern of spatstat with what spatstat and an exact sum say of it. Lengths are in the unit of the data.
struct PointPattern: Decodable {
    let points: [[Double]]
    let rings: [[[Double]]]
    let rectangle: Bool
    let sigma: Double
    let scott: [Double]
    let scottIsotropic: Double
    let diggle: Double
    let ppl: Double
    let cvl: Double
    let pplCandidates: [Double]
    let pplScores: [Double?]
    let cvlScores: [Double?]
    let diggleCandidates: [Double]
    let diggleScores: [Double?]
    let atPlain: [Double]
    let atLeftOut: [Double]
    let atUniform: [Double]
    let atDiggle: [Double]
    let pixels: [[Double?]]

    enum CodingKeys: String, CodingKey {
        case points, rings, rectangle, sigma, scott, diggle, ppl, cvl, pixels
        case scottIsotropic = "scott_isotropic"
        case pplCandidates = "ppl_candidates"
        case pplScores = "ppl_scores"
        case cvlScores = "cvl_scores"
        case diggleCandidates = "diggle_candidates"
        case diggleScores = "diggle_scores"
        case atPlain = "at_plain"
        case atLeftOut = "at_left_out"
        case atUniform = "at_uniform"
        case atDiggle = "at_diggle"
    }

    static let names = ["redwood", "chorley", "humberside"]

    static func named(_ name: String) throws -> PointPattern {
        try #require(try SpaceFixtures.read("spatstat.json", as: [String: PointPattern].self)[name])
    }

    var events: [PlanePoint] { points.map { PlanePoint(x: $0[0], y: $0[1]) } }

    func window() throws -> StudyWindow {
        let polygon = try PlanePolygon(rings: rings.map { try $0.map(PlanePoint.init) })
        return rectangle ? .rectangle(polygon.bounds) : .polygon(polygon)
    }
}

@Suite struct DensityTests {
    private struct Exact: Decodable {
        let side: Int
        let gaussian: [Double?]
        let quartic: [Double?]
        let mass: [Double?]
        let quarticMass: [Double?]
        let events: [Int]
        let eventMass: [Double]

        enum CodingKeys: String, CodingKey {
            case side, gaussian, quartic, mass, events
            case quarticMass = "quartic_mass"
            case eventMass = "event_mass"
        }
    }

    private let square = 1e6

    private func exact(_ name: String) throws -> Exact {
        try #require(try SpaceFixtures.read("exact-density.json", as: [String: Exact].self)[name])
    }

    private func known(_ map: DensityMap) -> [Double?] {
        map.values.indices.map { map.isInside[$0] ? map.values[$0] / square : nil }
    }

    /// The largest difference as a share of the largest value.
    private func difference(_ ours: [Double?], _ theirs: [Double?]) -> Double {
        SpaceFixtures.largestDifference(ours, theirs) / (theirs.compactMap { $0 }.max() ?? 1)
    }

    @Test(arguments: PointPattern.names)
    func `exact and fast sums are those of an independent summation`(name: String) throws {
        let pattern = try PointPattern.named(name)
        let window = try pattern.window()
        let expected = try exact(name)
        let raster = try Raster(over: window.bounds, columns: expected.side, rows: expected.side)
        let gaussian = DensityKernel.gaussian(sigma: pattern.sigma)
        let quartic = DensityKernel.quartic(radius: pattern.sigma * 8.0.squareRoot())
        let divided = { (values: [Double?], masses: [Double?]) in
            zip(values, masses).map { value, mass in mass.flatMap { mass in value.map { $0 / mass } } }
        }
        for (summation, tolerance) in [(KernelDensity.Summation.exact, 1e-12), (.fast(tolerance: 1e-7), 1e-7)] {
            let map = { (kernel: DensityKernel, edge: EdgeCorrection) in
                try KernelDensity.map(
                    of: pattern.events, kernel: kernel, window: window, raster: raster, edge: edge,
                    summation: summation, threads: 2)
            }
            #expect(difference(known(try map(gaussian, .none)), expected.gaussian) < tolerance)
            #expect(difference(known(try map(quartic, .none)), expected.quartic) < tolerance)
            // The integration of the edge is good to about ten figures on both sides.
            let edge = max(tolerance, 1e-9)
            let uniform = known(try map(gaussian, .uniform))
            #expect(difference(uniform, divided(expected.gaussian, expected.mass)) < edge)
            let uniformQuartic = known(try map(quartic, .uniform))
            #expect(difference(uniformQuartic, divided(expected.quartic, expected.quarticMass)) < edge)
        }
        let masses = EdgeMass(gaussian, window)
        for (event, mass) in zip(expected.events, expected.eventMass) {
            #expect(abs(masses.mass(at: pattern.events[event]) - mass) < 1e-9)
        }
    }

    @Test(arguments: PointPattern.names)
    func `densities at the events are spatstat's`(name: String) throws {
        let pattern = try PointPattern.named(name)
        let window = try pattern.window()
        let kernel = DensityKernel.gaussian(sigma: pattern.sigma)
        let at = { (edge: EdgeCorrection, leavingOut: Bool) in
            try KernelDensity.atEvents(
                pattern.events, kernel: kernel, window: window, edge: edge, leavingOut: leavingOut, threads: 2
            ).map { $0.map { $0 / square } }
        }
        #expect(difference(try at(.none, false), pattern.atPlain) < 1e-6)
        #expect(difference(try at(.none, true), pattern.atLeftOut) < 1e-6)
        // In polygons spatstat takes the edge's part from pixels, 0.37 for the home on Humberside's very edge where it is a
        // half; that part is compared with an independent integral above.
        guard pattern.rectangle else { return }
        #expect(difference(try at(.uniform, false), pattern.atUniform) < 1e-6)
        #expect(difference(try at(.diggle, false), pattern.atDiggle) < 1e-6)
    }

    @Test func `spatstat's pixels are off by its moving of points, not ours`() throws {
        let pattern = try PointPattern.named("redwood")
        let window = try pattern.window()
        let raster = try Raster(over: window.bounds, columns: 64, rows: 64)
        let ours = try KernelDensity.map(
            of: pattern.events, kernel: .gaussian(sigma: pattern.sigma), window: window, raster: raster, edge: .none,
            summation: .exact, threads: 2)
        // toJSON writes columns of the transposed matrix: each inner list is one column of pixels, from the south.
        let theirs = (0..<64).flatMap { row in (0..<64).map { column in pattern.pixels[column][row] } }
        let off = difference(known(ours), theirs)
        #expect(off > 1e-4 && off < 0.1)
        // The same after moving the points as spatstat does.
        let moved = pattern.events.map { event in
            raster.centre(
                column: min(63, Int((event.x - raster.minX) / raster.cellWidth)),
                row: min(63, Int((event.y - raster.minY) / raster.cellHeight)))
        }
        let again = try KernelDensity.map(
            of: moved, kernel: .gaussian(sigma: pattern.sigma), window: window, raster: raster, edge: .none,
            summation: .exact, threads: 2)
        #expect(difference(known(again), theirs) < 1e-6)
    }

    @Test func `the fast sum keeps to its bound for narrow and wide kernels, and to the tolerance asked for`() throws {
        var generator = Generator(seed: 2)
        let events = (0..<400).map { _ in
            PlanePoint(x: 400_000 + 10_000 * generator.uniform(), y: 100_000 + 6_000 * generator.uniform())
        }
        let window = StudyWindow.rectangle(PlaneRectangle(minX: 400_000, minY: 100_000, maxX: 410_000, maxY: 106_000))
        let raster = try Raster(over: window.bounds, columns: 130, rows: 70)
        for sigma in [30.0, 100, 300, 1000, 5000] {
            let map = { (width: Double, summation: KernelDensity.Summation) in
                try KernelDensity.map(
                    of: events, kernel: .gaussian(sigma: width), window: window, raster: raster, edge: .none,
                    summation: summation, threads: 2)
            }
            let exact = try map(sigma, .exact)
            let wide = try map(sigma * 2.0.squareRoot(), .exact)
            for tolerance in [1e-3, 1e-6, 1e-9] {
                let fast = try map(sigma, .fast(tolerance: tolerance))
                #expect(fast.relativeErrorBound <= tolerance)
                for cell in exact.values.indices {
                    let allowed = fast.relativeErrorBound * wide.values[cell] + 1e-12
                    #expect(abs(fast.values[cell] - exact.values[cell]) <= allowed)
                }
            }
        }
    }

    @Test func `Diggle's correction keeps the number of events, and every map is the same for any threads`() throws {
        let pattern = try PointPattern.named("chorley")
        let window = try pattern.window()
        let raster = try Raster(over: window.bounds, columns: 90, rows: 100)
        let map = { (edge: EdgeCorrection, threads: Int) in
            try KernelDensity.map(
                of: pattern.events, kernel: .gaussian(sigma: 1), window: window, raster: raster, edge: edge,
                summation: .fast(tolerance: 1e-6), threads: threads)
        }
        let diggle = try map(.diggle, 2)
        let inside = pattern.events.count - diggle.eventsOutside
        #expect(abs(diggle.total / Double(inside) - 1) < 0.005)
        for edge in EdgeCorrection.allCases {
            #expect(try map(edge, 1) == map(edge, 3))
        }
    }

    @Test func `the number of events per square kilometre is right in the middle of an even pattern`() throws {
        // One event in every square of 100 m: 100 in a square kilometre, whatever the kernel and the edge.
        let events = (0..<1600).map { PlanePoint(x: 50 + 100 * Double($0 % 40), y: 50 + 100 * Double($0 / 40)) }
        let window = StudyWindow.rectangle(PlaneRectangle(minX: 0, minY: 0, maxX: 4000, maxY: 4000))
        let raster = try Raster(over: window.bounds, cell: 100)
        for kernel in [DensityKernel.gaussian(sigma: 150), .quartic(radius: 600)] {
            let map = try KernelDensity.map(
                of: events, kernel: kernel, window: window, raster: raster, edge: .uniform,
                summation: .fast(tolerance: 1e-8), threads: 2)
            #expect(abs(try #require(map.value(column: 20, row: 20)) - 100) < 0.5)
            #expect(abs(try #require(map.value(column: 0, row: 0)) - 100) < 3)
        }
    }

    @Test func `events outside the window are left out and counted, those inside a hole too`() throws {
        let outer = [[0.0, 0], [1000, 0], [1000, 1000], [0, 1000]]
        let hole = [[400.0, 400], [600, 400], [600, 600], [400, 600]]
        let polygon = try PlanePolygon(rings: [outer, hole].map { try $0.map(PlanePoint.init) })
        let events = [PlanePoint(x: 100, y: 100), PlanePoint(x: 500, y: 500), PlanePoint(x: -5, y: 3)]
        let raster = try Raster(over: polygon.bounds, cell: 100)
        for edge in EdgeCorrection.allCases {
            let map = try KernelDensity.map(
                of: events, kernel: .gaussian(sigma: 80), window: .polygon(polygon), raster: raster, edge: edge,
                summation: .fast(tolerance: 1e-6), threads: 2)
            #expect(map.eventsOutside == 2)
            #expect(map.value(column: 4, row: 4) == nil)
            #expect(map.values.allSatisfy { $0.isFinite && $0 >= 0 })
        }
    }

    @Test func `no events give a density of nothing, and bad settings are refused`() throws {
        let window = StudyWindow.rectangle(PlaneRectangle(minX: 0, minY: 0, maxX: 100, maxY: 100))
        let raster = try Raster(over: window.bounds, cell: 10)
        let none = try KernelDensity.map(
            of: [], kernel: .gaussian(sigma: 10), window: window, raster: raster, edge: .uniform,
            summation: .fast(tolerance: 1e-6), threads: 2)
        #expect(none.values.allSatisfy { $0 == 0 })
        #expect(throws: SpaceError.self) {
            try KernelDensity.map(
                of: [], kernel: .gaussian(sigma: 0), window: window, raster: raster, edge: .none, summation: .exact,
                threads: 1)
        }
        #expect(throws: SpaceError.self) { try Raster(over: window.bounds, cell: 0.001) }
        #expect(throws: SpaceError.self) { try Raster(over: window.bounds, cell: .nan) }
    }
}
