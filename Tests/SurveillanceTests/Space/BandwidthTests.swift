import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct BandwidthTests {
    @Test(arguments: PointPattern.names)
    func `Scott's rule is spatstat's`(name: String) throws {
        let pattern = try PointPattern.named(name)
        let (x, y) = try Bandwidth.scott(pattern.events)
        #expect(abs(x - pattern.scott[0]) < 1e-12 && abs(y - pattern.scott[1]) < 1e-12)
        #expect(abs(try Bandwidth.scottIsotropic(pattern.events) - pattern.scottIsotropic) < 1e-12)
    }

    @Test(arguments: PointPattern.names)
    func `Diggle's bandwidth and its curve are spatstat's`(name: String) throws {
        let pattern = try PointPattern.named(name)
        let ours = try Bandwidth.diggle(pattern.events, window: pattern.window(), threads: 2)
        #expect(abs(ours.sigma / pattern.diggle - 1) < 1e-9)
        // Theirs starts at 0, where the curve is not defined.
        let theirs = Array(zip(pattern.diggleCandidates, pattern.diggleScores).dropFirst())
        #expect(theirs.count == ours.candidates.count)
        var largest: Double = 0
        let scale = theirs.compactMap { $0.1 }.reduce(0) { max($0, abs($1)) }
        for (place, (candidate, score)) in theirs.enumerated() where place < ours.scores.count {
            #expect(abs(ours.candidates[place] - candidate) < 1e-9 * candidate)
            if let score { largest = max(largest, abs(ours.scores[place] - score) / scale) }
        }
        #expect(largest < 1e-5)
    }

    @Test(arguments: PointPattern.names)
    func `Cronie and van Lieshout's bandwidth is spatstat's`(name: String) throws {
        let pattern = try PointPattern.named(name)
        guard name != "chorley" else {
            // A thousand cases take long without optimisation: only the candidates about the best.
            let best = try #require(pattern.pplCandidates.firstIndex { $0 > 0.999_999 * pattern.cvl })
            let some = Array(pattern.pplCandidates[best - 2...best + 2])
            let ours = try Bandwidth.cronieVanLieshout(
                pattern.events, window: pattern.window(), candidates: some, threads: 2)
            #expect(ours.sigma == some[2])
            return
        }
        let ours = try Bandwidth.cronieVanLieshout(
            pattern.events, window: pattern.window(), candidates: nil, threads: 2)
        #expect(abs(ours.sigma / pattern.cvl - 1) < 1e-9)
        let largest = pattern.cvlScores.compactMap { $0 }.max() ?? 1
        for (ours, theirs) in zip(ours.scores, pattern.cvlScores) {
            if let theirs { #expect(abs(ours - theirs) < 1e-4 * largest) }
        }
    }

    @Test(arguments: PointPattern.names)
    func `the likelihood's bandwidth is spatstat's`(name: String) throws {
        let pattern = try PointPattern.named(name)
        guard name != "chorley" else {
            let best = try #require(pattern.pplCandidates.firstIndex { $0 > 0.999_999 * pattern.ppl })
            let some = Array(pattern.pplCandidates[best - 2...best + 2])
            let ours = try Bandwidth.likelihood(
                pattern.events, window: pattern.window(), candidates: some, threads: 2)
            #expect(ours.sigma == some[2])
            return
        }
        let ours = try Bandwidth.likelihood(pattern.events, window: pattern.window(), candidates: nil, threads: 2)
        #expect(abs(ours.sigma / pattern.ppl - 1) < 1e-9)
        for (place, candidate) in pattern.pplCandidates.enumerated() {
            #expect(abs(ours.candidates[place] / candidate - 1) < 1e-9)
            // spatstat's edges and integral are sums of pixels of 1/128 of the map, and wide kernels come in again from
            // the other side of it.
            let quarter = min(try pattern.window().bounds.width, try pattern.window().bounds.height) / 4
            if candidate < quarter, let score = pattern.pplScores[place] {
                #expect(abs(ours.scores[place] - score) < 0.01 * abs(score), "\(place)")
            }
        }
    }

    @Test func `the same events in a unit a thousand times smaller have a bandwidth a thousand times larger`() throws {
        let pattern = try PointPattern.named("redwood")
        let large = pattern.events.map { PlanePoint(x: 1000 * $0.x, y: 1000 * $0.y) }
        let window = try pattern.window()
        let box = window.bounds
        let wide = StudyWindow.rectangle(
            PlaneRectangle(minX: 1000 * box.minX, minY: 1000 * box.minY, maxX: 1000 * box.maxX, maxY: 1000 * box.maxY))
        let one = try Bandwidth.diggle(pattern.events, window: window, threads: 1).sigma
        #expect(abs(try Bandwidth.diggle(large, window: wide, threads: 2).sigma / one - 1000) < 1e-6)
    }

    @Test func `events on one spot, too few, or outside are refused in words`() throws {
        let window = StudyWindow.rectangle(PlaneRectangle(minX: 0, minY: 0, maxX: 10, maxY: 10))
        let heap = Array(repeating: PlanePoint(x: 5, y: 5), count: 20)
        #expect(throws: SpaceError.self) {
            try Bandwidth.likelihood(heap, window: window, candidates: nil, threads: 1)
        }
        #expect(throws: SpaceError.self) { try Bandwidth.scottIsotropic(heap) }
        #expect(throws: SpaceError.tooFew(method: "Diggle's bandwidth", given: 2, needed: 3)) {
            try Bandwidth.diggle(Array(heap.prefix(2)), window: window, threads: 1)
        }
        #expect(throws: SpaceError.nothingInside) {
            try Bandwidth.cronieVanLieshout([PlanePoint(x: 50, y: 50)], window: window, candidates: nil, threads: 1)
        }
    }
}

@Suite struct DensityRatioTests {
    private let window = StudyWindow.rectangle(PlaneRectangle(minX: 0, minY: 0, maxX: 2000, maxY: 1000))

    private func map(_ points: [PlanePoint], _ weights: [Double]) throws -> DensityMap {
        try KernelDensity.map(
            of: points, weights: weights, kernel: .gaussian(sigma: 80), window: window,
            raster: Raster(over: window.bounds, cell: 50), edge: .uniform, summation: .fast(tolerance: 1e-8),
            threads: 2)
    }

    private func places() -> [PlanePoint] {
        (0..<200).map { PlanePoint(x: 50 + 100 * Double($0 % 20), y: 50 + 100 * Double($0 / 20)) }
    }

    @Test func `the same risk everywhere gives the same ratio everywhere, however people are spread`() throws {
        var generator = Generator(seed: 8)
        let people = places().map { _ in 50 + 500 * generator.uniform() }
        let ratio = try DensityRatio(
            events: map(places(), people.map { 0.02 * $0 }), people: map(places(), people), thin: 0)
        #expect(ratio.values.allSatisfy { $0.map { abs($0 - 0.02) < 1e-10 } ?? false })
        #expect(abs(ratio.overall - 0.02) < 1e-10)
    }

    @Test func `where people are thin the map is blank, not enormous`() throws {
        let people = places().map { $0.x > 1000 ? 0.001 : 100.0 }
        let events = places().map { _ in 1.0 }
        let ratio = try DensityRatio(events: map(places(), events), people: map(places(), people), thin: 0.1)
        #expect(ratio.maskedCells > 300)
        #expect(ratio.values.compactMap { $0 }.allSatisfy { $0 < 0.2 })
        let nobody = try map(places(), places().map { _ in 0 })
        #expect(throws: SpaceError.noPopulation) { try DensityRatio(events: nobody, people: nobody, thin: 0.1) }
    }
}
