import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct PermutationTests {
    private let side = 20
    private let weights: SpatialWeights
    private let values: [Double]

    init() throws {
        weights = try SpatialWeights.contiguity(
            .queen, of: try SpaceFixtures.lattice(20), snap: 0, style: .rowStandardised)
        var generator = Generator(seed: 12)
        values = (0..<400).map { _ in generator.gamma(shape: 1.5, scale: 2) }
    }

    private func settings(_ permutations: Int, _ tail: PermutationTail, threads: Int = 2) throws -> PermutationSettings
    {
        try PermutationSettings(permutations: permutations, tail: tail, seed: 7, threads: threads)
    }

    @Test(arguments: [GetisOrd.Kind.gi, .giStar], [SpatialWeights.Style.binary, .rowStandardised])
    func `permutations agree with the exact conditional moments`(
        kind: GetisOrd.Kind, style: SpatialWeights.Style
    ) throws {
        let styled = weights.styled(style)
        let draws = 9999
        let result = try GetisOrd(
            kind, of: values, weights: styled, permutation: settings(draws, .folded))
        let exact = try GetisOrd.conditionalMoments(kind, of: values, weights: styled)
        for (area, moments) in zip(result.areas, exact) {
            let permutation = try #require(area?.permutation)
            let moments = try #require(moments)
            let error = (moments.variance / Double(draws)).squareRoot()
            // Areas share their draws, so the largest of 400 is not that of 400 independent ones: 5 errors is far out.
            #expect(abs(permutation.mean - moments.mean) < 5 * error)
            #expect(abs(permutation.sd / moments.variance.squareRoot() - 1) < 0.05)
        }
    }

    @Test func `permutations of weights by distance agree with the exact conditional moments`() throws {
        var generator = Generator(seed: 3)
        let given = (0..<400).map { weights.neighbours(of: $0).map { _ in 0.1 + generator.uniform() } }
        let own = try SpatialWeights(
            neighbours: (0..<400).map { weights.neighbours(of: $0) }, weights: given, style: .rowStandardised)
        let result = try GetisOrd(.giStar, of: values, weights: own, permutation: settings(9999, .folded))
        let exact = try GetisOrd.conditionalMoments(.giStar, of: values, weights: own)
        for (area, moments) in zip(result.areas, exact) {
            let permutation = try #require(area?.permutation)
            let moments = try #require(moments)
            #expect(abs(permutation.mean - moments.mean) < 5 * (moments.variance / 9999).squareRoot())
            #expect(abs(permutation.sd / moments.variance.squareRoot() - 1) < 0.05)
        }
    }

    @Test func `equal weights given one by one are permuted to the very same answer`() throws {
        let ones = try SpatialWeights(
            neighbours: (0..<400).map { weights.neighbours(of: $0) },
            weights: (0..<400).map { Array(repeating: 1.0, count: weights.neighbourCount(of: $0)) },
            style: .rowStandardised)
        let quick = try GetisOrd(.gi, of: values, weights: weights, permutation: settings(999, .folded))
        let slow = try GetisOrd(.gi, of: values, weights: ones, permutation: settings(999, .folded))
        for (a, b) in zip(quick.areas, slow.areas) {
            let (a, b) = (try #require(a?.permutation), try #require(b?.permutation))
            #expect(a.p == b.p)
            #expect(abs(a.mean - b.mean) < 1e-12)
            #expect(abs(a.sd - b.sd) < 1e-12)
        }
    }

    @Test func `on four areas the permutation p is near the share of all arrangements`() throws {
        // Area 0 has neighbours 1 and 2: of the three pairs that others can make, sums are 3, 5 and 6.
        let small = try SpatialWeights(neighbours: [[1, 2], [0], [0], [0]], style: .binary)
        let result = try GetisOrd(.gi, of: [9, 4, 2, 1], weights: small, permutation: settings(9999, .greater))
        let high = try #require(result.areas[0]?.permutation)
        #expect(abs(high.p - 1.0 / 3) < 0.02)
        let less = try GetisOrd(.gi, of: [9, 4, 2, 1], weights: small, permutation: settings(9999, .less))
        #expect(try #require(less.areas[0]?.permutation).p == 1)
        // The other way round: area 3 may draw 9, 4 or 2 and has 9.
        #expect(abs(try #require(result.areas[3]?.permutation).p - 1.0 / 3) < 0.02)
    }

    @Test func `local and global Moran's permutations agree with their moments`() throws {
        let result = try LocalMoran(
            of: values, weights: weights, null: .conditional, permutation: settings(9999, .folded))
        for area in result.areas {
            let area = try #require(area)
            let permutation = try #require(area.permutation)
            let sd = area.variance.squareRoot()
            #expect(abs(permutation.mean - area.expected) < 5 * sd / 99.99)
            #expect(abs(permutation.sd - sd) < 0.05 * sd)
        }
        let global = try #require(
            try GlobalMoran(of: values, weights: weights, permutation: settings(4999, .folded)))
        let variance = try #require(global.randomisation).variance
        let permutation = try #require(global.permutation)
        #expect(abs(permutation.mean - global.expected) < 4 * (variance / 4999).squareRoot())
        #expect(abs(permutation.sd / variance.squareRoot() - 1) < 0.05)
    }

    @Test func `the answer does not depend on threads, and does on the seed`() throws {
        let one = try GetisOrd(.giStar, of: values, weights: weights, permutation: settings(999, .folded, threads: 1))
        let four = try GetisOrd(.giStar, of: values, weights: weights, permutation: settings(999, .folded, threads: 4))
        #expect(one == four)
        let other = try GetisOrd(
            .giStar, of: values, weights: weights,
            permutation: PermutationSettings(permutations: 999, tail: .folded, seed: 8, threads: 2))
        #expect(one != other)
        #expect(
            try GlobalMoran(of: values, weights: weights, permutation: settings(99, .folded, threads: 1))
                == GlobalMoran(of: values, weights: weights, permutation: settings(99, .folded, threads: 3)))
    }

    @Test func `where most areas hold nothing, quiet areas are no cold spots`() throws {
        let sparse = (0..<400).map { $0 % 40 == 0 ? 1.0 : 0 }
        let ours = try GetisOrd(.gi, of: sparse, weights: weights, permutation: settings(999, .folded))
        let theirs = try GetisOrd(.gi, of: sparse, weights: weights, permutation: settings(999, .directed))
        let quiet = try #require(
            (0..<400).first { area in
                weights.neighbours(of: area).allSatisfy { sparse[$0] == 0 }
            })
        #expect(try #require(ours.areas[quiet]?.permutation).p > 0.1)
        #expect(try #require(theirs.areas[quiet]?.permutation).p == 0.001)
    }

    @Test func `by chance about as many areas are marked as the level says, and hardly any after correction`() throws {
        var generator = Generator(seed: 90)
        var (marked, corrected) = (0, 0)
        for seed in 0..<20 {
            var shuffled = values
            generator.shuffle(&shuffled)
            let result = try LocalMoran(
                of: shuffled, weights: weights, null: .conditional,
                permutation: PermutationSettings(permutations: 999, tail: .twoSided, seed: UInt64(seed), threads: 2))
            let p = result.areas.map { $0?.permutation?.p }
            marked += try LocalSignificance.marked(p, level: 0.05, correction: .none).count { $0 }
            corrected += try LocalSignificance.marked(p, level: 0.05, correction: .falseDiscoveryRate).count { $0 }
        }
        #expect(abs(Double(marked) / 8000 - 0.05) < 0.01)
        #expect(corrected <= 12)
    }
}
