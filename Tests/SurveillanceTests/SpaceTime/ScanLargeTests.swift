import Testing

@testable import Surveillance

/// Larger maps with p values, by an independent program (Reference/spacetime_large.py).
@Suite struct ScanLargeTests {
    struct File: Decodable {
        struct Cluster: Decodable {
            var places: [Int]
            var first: Int?
            var observed: Int
            var expected: Double
            var relativeRisk: Double?
            var llr: Double
            var p: Double
        }
        struct Run: Decodable {
            var share: Double
            var windows: Int
            var clusters: [Cluster]
            var gumbel: Double
        }
        struct Towns: Decodable {
            var places: [[Double]]
            var cases: [Int]
            var people: [Double]
            var runs: [Run]
        }
        struct Lattice: Decodable {
            var cases: [[Int]]
            var places: [[Double]]
            var radius: Double?
            var clusters: [Cluster]
        }
        var towns: Towns
        var lattice: [Lattice]
    }

    private func file() throws -> File { try SpaceTimeFixtures.read("scan-large", as: File.self) }

    @Test(arguments: 0..<2)
    func `two towns have the clusters and p values of an independent scan`(_ run: Int) throws {
        let towns = try file().towns
        let reference = towns.runs[run]
        let data = try ScanData(
            places: towns.places.map { ScanPlace(x: $0[0], y: $0[1]) }, periods: .generic(1), cases: towns.cases,
            model: .poisson(expected: towns.people))
        var settings = ScanSettings(window: .spatial, rates: .high, seed: 20_180_910)
        settings.largestShare = reference.share
        settings.replications = 499
        settings.threads = 2
        let found = try Scan.run(data, settings)
        #expect(found.windows == reference.windows)
        #expect(found.clusters.count >= reference.clusters.count)
        for (cluster, expected) in zip(found.clusters, reference.clusters) {
            #expect(cluster.window.places.sorted() == expected.places)
            #expect(cluster.observed == expected.observed)
            #expect(abs(cluster.expected - expected.expected) < 1e-9)
            #expect(abs(try #require(cluster.relativeRisk) - (try #require(expected.relativeRisk))) < 1e-9)
            #expect(abs(cluster.logLikelihoodRatio - expected.llr) < 1e-9)
            // Both p values are drawn; theirs from 999 data sets, ours from 499.
            let error = (expected.p * (1 - expected.p) * (1 / 999.0 + 1 / 499.0)).squareRoot()
            #expect(abs(try #require(cluster.pValue) - expected.p) < 4 * error + 0.003)
        }
        let gumbel = try #require(found.clusters[0].gumbelPValue)
        #expect(gumbel > reference.gumbel / 4 && gumbel < reference.gumbel * 4)
    }

    @Test(arguments: 0..<2)
    func `a prospective permutation scan finds the clusters of an independent one, and stops early`(_ run: Int) throws {
        let reference = try file().lattice[run]
        let days = 1_001
        var cases = [Int](repeating: 0, count: reference.places.count * days)
        for line in reference.cases { cases[line[0] * days + line[1]] += 1 }
        let data = try ScanData(
            places: reference.places.map { ScanPlace(x: $0[0], y: $0[1]) }, periods: .generic(days), cases: cases,
            model: .spaceTimePermutation)
        var settings = ScanSettings(window: .spaceTime(.prospective), rates: .high, seed: 5)
        settings.largestRadius = reference.radius
        settings.stopAfter = 50
        settings.threads = 2
        let found = try Scan.run(data, settings)
        #expect(found.longestInterval == 500)
        #expect(found.stoppedEarly)
        for (cluster, expected) in zip(found.clusters, reference.clusters) {
            #expect(cluster.window.places.sorted() == expected.places)
            #expect(cluster.window.periods == (try #require(expected.first))...1_000)
            #expect(cluster.observed == expected.observed)
            #expect(abs(cluster.expected - expected.expected) < 1e-9)
            #expect(abs(cluster.logLikelihoodRatio - expected.llr) < 1e-9)
            #expect(cluster.relativeRisk == nil)
            let p = try #require(cluster.pValue)
            #expect(abs(p - expected.p) < 4 * (expected.p * (1 - expected.p) / 100).squareRoot() + 0.01)
            #expect(abs(try #require(cluster.recurrencePeriods) - 1 / p) < 1e-12)
        }
        // The last drawn is the fiftieth that reaches the observed.
        #expect(found.clusters[0].reached == 50)
        #expect(found.replicateMaxima.last.map { $0 >= found.clusters[0].logLikelihoodRatio - 1e-9 } == true)
    }
}
