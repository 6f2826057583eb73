import Testing

@testable import Surveillance

@Suite struct RateTests {
    private struct Sids: Decodable {
        let events: [Double]
        let population: [Double]
        let neighbours: [[Int]]
        let raw: [Double]
        let local: [Double]
        let deviates: [Double]
        let indexBinary: Double
        let indexRow: Double

        enum CodingKeys: String, CodingKey {
            case events, population, neighbours, raw, local, deviates
            case indexBinary = "index_binary"
            case indexRow = "index_row"
        }
    }

    private let data: Sids
    private let weights: SpatialWeights

    init() throws {
        data = try SpaceFixtures.read("sids.json", as: Sids.self)
        weights = try SpatialWeights(neighbours: data.neighbours, style: .binary)
    }

    @Test func `rates of sudden infant death have spdep's empirical Bayes deviates and index`() throws {
        let deviates = try EmpiricalBayes.standardised(events: data.events, population: data.population)
        #expect(SpaceFixtures.largestDifference(deviates, data.deviates) < 1e-12)
        for (style, expected) in [(SpatialWeights.Style.binary, data.indexBinary), (.rowStandardised, data.indexRow)] {
            let index = try #require(
                try GlobalMoran(
                    events: data.events, population: data.population, weights: weights.styled(style),
                    permutation: nil))
            #expect(abs(index.i - expected) < 1e-13)
        }
    }

    @Test func `rates drawn towards their neighbourhood are spdep's EBlocal`() throws {
        let local = try EmpiricalBayes.local(events: data.events, population: data.population, weights: weights)
        #expect(SpaceFixtures.largestDifference(local.map { $0?.estimate }, data.local) < 1e-15)
        #expect(SpaceFixtures.largestDifference(local.map { $0?.raw }, data.raw) < 1e-17)
    }

    @Test func `the rates of PySAL's documentation`() throws {
        // esda.smoothing.assuncao_rate, its own example of eight regions.
        let deviates = try EmpiricalBayes.standardised(
            events: [30, 25, 25, 15, 33, 21, 30, 20], population: [100, 100, 110, 90, 100, 90, 110, 90])
        let first = [1.038_435_94, -0.040_990_89, -0.562_503_75, -1.730_618_61]
        #expect(SpaceFixtures.largestDifference(Array(deviates.prefix(4)), first) < 1e-8)
    }

    @Test func `an area where nobody lives has no rate and changes nobody else's`() throws {
        let queen = try SpatialWeights.contiguity(
            .queen, of: try SpaceFixtures.lattice(4), snap: 0, style: .rowStandardised)
        let events = (0..<16).map { Double(($0 * 7) % 5) }
        let population = (0..<16).map { Double(100 + $0) }
        var without = population
        var none = events
        without[5] = 0
        none[5] = 0
        let local = try LocalMoran(
            events: none, population: without, weights: queen, null: .conditional, permutation: nil)
        #expect(local.areas[5] == nil)
        #expect(local.areas.count { $0 == nil } == 1)
        let kept = (0..<16).map { $0 != 5 }
        let alone = try LocalMoran(
            events: kept.indices.filter { kept[$0] }.map { events[$0] },
            population: kept.indices.filter { kept[$0] }.map { population[$0] }, weights: queen.keeping(kept),
            null: .conditional, permutation: nil)
        #expect(local.areas.compactMap { $0 } == alone.areas.compactMap { $0 })
        let smoothed = try EmpiricalBayes.local(events: none, population: without, weights: queen)
        #expect(smoothed[5] == nil)
        #expect(smoothed.compactMap { $0 }.count == 15)
    }

    @Test func `events where nobody lives, and nobody anywhere, are refused`() throws {
        #expect(throws: SpaceError.eventsWithoutPopulation(positions: [1])) {
            try EmpiricalBayes.standardised(events: [1, 2, 0], population: [10, 0, 0])
        }
        #expect(throws: SpaceError.noPopulation) {
            try EmpiricalBayes.standardised(events: [0, 0, 0], population: [0, 0, 0])
        }
        #expect(throws: SpaceError.negative(what: "Count", position: 2)) {
            try EmpiricalBayes.standardised(events: [1, 2, -1], population: [10, 1, 1])
        }
    }

    @Test func `no events at all give no statistic`() throws {
        let zeros = Array(repeating: 0.0, count: data.population.count)
        #expect(
            try GlobalMoran(events: zeros, population: data.population, weights: weights, permutation: nil) == nil)
        let local = try LocalMoran(
            events: zeros, population: data.population, weights: weights, null: .total, permutation: nil)
        #expect(local.areas.allSatisfy { $0 == nil })
        let smoothed = try EmpiricalBayes.local(events: zeros, population: data.population, weights: weights)
        #expect(smoothed.allSatisfy { $0?.estimate == 0 })
    }
}
