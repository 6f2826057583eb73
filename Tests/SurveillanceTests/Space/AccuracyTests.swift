import Testing

@testable import Surveillance

@Suite struct AccuracyTests {
    private func cells(_ scores: [Double], _ events: [Double]) -> [PredictionAccuracy.Cell] {
        zip(scores, events).map { PredictionAccuracy.Cell(score: $0, area: 2, events: $1) }
    }

    @Test func `the index by hand`() throws {
        // Chainey and others 2008, page 14: a quarter of the crimes in half of the area gives 0.5, 80 % in 40 % gives 2.
        let half = try #require(
            try PredictionAccuracy(of: cells([4, 3, 2, 1], [1, 0, 1, 2]), areaShare: 0.5))
        #expect(half.hitRate == 0.25)
        #expect(half.index == 0.5)
        let good = try #require(
            try PredictionAccuracy(of: cells([5, 4, 3, 2, 1], [5, 3, 1, 1, 0]), areaShare: 0.4))
        #expect(good.hitRate == 0.8)
        #expect(abs(good.index - 2) < 1e-15)
        #expect(good.efficiency == 1)
    }

    @Test func `a map that says nothing scores 1 whatever the order of cells`() throws {
        let events = [9.0, 0, 3, 1, 7, 2, 0, 4]
        for order in [events, events.reversed(), events.sorted()] {
            for share in [0.1, 0.25, 0.6, 1] {
                let flat = try #require(
                    try PredictionAccuracy(of: cells(Array(repeating: 1, count: 8), order), areaShare: share))
                #expect(abs(flat.index - 1) < 1e-12)
                #expect(flat.efficiency <= 1)
            }
        }
    }

    @Test func `a cell taken in part counts in part`() throws {
        let result = try #require(try PredictionAccuracy(of: cells([3, 2, 1, 0], [4, 4, 0, 0]), areaShare: 0.375))
        #expect(result.hitRate == 0.75)
        #expect(result.index == 2)
    }

    @Test func `no later events give no index, bad input is refused`() throws {
        #expect(try PredictionAccuracy(of: cells([1, 2], [0, 0]), areaShare: 0.5) == nil)
        #expect(throws: SpaceError.self) { try PredictionAccuracy(of: cells([1, 2], [1, 0]), areaShare: 0) }
        #expect(throws: SpaceError.self) { try PredictionAccuracy(of: [], areaShare: 0.5) }
        #expect(throws: SpaceError.negative(what: "Count", position: 1)) {
            try PredictionAccuracy(of: cells([1, 2], [1, -3]), areaShare: 0.5)
        }
    }
}

@Suite struct PrecisionTests {
    @Test func `exact points may be asked anything`() {
        for method in [
            PointPrecision.Method.nearRepeat, .kernelDensity(bandwidth: 20), .hexagons(side: 10),
            .nearestNeighbourClusters, .bandwidthSelection, .distancesBetweenEvents, .areaCounts,
        ] {
            #expect(PointPrecision.exact.refusal(of: method) == nil)
        }
    }

    @Test func `snapped points allow wide kernels and areas, never near repeat, and the refusal says why`() throws {
        let police = PointPrecision.snapped(metres: 250)
        #expect(police.refusal(of: .areaCounts) == nil)
        #expect(police.refusal(of: .kernelDensity(bandwidth: 250)) == nil)
        let fine = try #require(police.refusal(of: .kernelDensity(bandwidth: 100)))
        #expect(fine.finest?.metres == 250)
        #expect(fine.description.contains("moved") && fine.description.contains("at least 250 metres"))
        let repeats = try #require(police.refusal(of: .nearRepeat))
        #expect(repeats.finest == nil)
        #expect(repeats.description.contains("distances between them are not real"))
        #expect(PointPrecision.snapped(metres: nil).refusal(of: .kernelDensity(bandwidth: 5000)) != nil)
    }

    @Test func `middles of areas allow counts by area and kernels wider than the areas`() {
        let centres = PointPrecision.areaCentre(metres: 800)
        #expect(centres.refusal(of: .areaCounts) == nil)
        #expect(centres.refusal(of: .kernelDensity(bandwidth: 1000)) == nil)
        #expect(centres.refusal(of: .hexagons(side: 1000)) != nil)
        #expect(centres.refusal(of: .nearestNeighbourClusters) != nil)
    }
}
