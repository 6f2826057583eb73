import Testing

@testable import Surveillance

@Suite struct DegenerateMapTests {
    private let weights: SpatialWeights

    init() throws {
        weights = try SpatialWeights.contiguity(
            .queen, of: try SpaceFixtures.lattice(6), snap: 0, style: .rowStandardised)
    }

    @Test(arguments: [0.0, 3, 0.1, 1e12, 1e-12])
    func `equal values have no hot spots, not undefined ones`(value: Double) throws {
        let values = Array(repeating: value, count: 36)
        let settings = try PermutationSettings(permutations: 99, tail: .folded, seed: 1, threads: 2)
        for kind in GetisOrd.Kind.allCases {
            let result = try GetisOrd(kind, of: values, weights: weights, permutation: settings)
            #expect(result.areas.allSatisfy { $0 == nil })
        }
        let local = try LocalMoran(of: values, weights: weights, null: .conditional, permutation: settings)
        #expect(local.areas.allSatisfy { $0 == nil })
        #expect(try GlobalMoran(of: values, weights: weights, permutation: settings) == nil)
    }

    @Test func `one enormous value gives finite statistics`() throws {
        var values = (0..<36).map { Double($0 % 4) }
        values[14] = 1e15
        let settings = try PermutationSettings(permutations: 999, tail: .folded, seed: 1, threads: 2)
        let star = try GetisOrd(.giStar, of: values, weights: weights, permutation: settings)
        #expect(star.areas.allSatisfy { $0?.z.isFinite == true && $0?.permutation?.sd.isFinite == true })
        let local = try LocalMoran(of: values, weights: weights, null: .total, permutation: settings)
        #expect(local.areas.allSatisfy { $0?.i.isFinite == true })
        // Its neighbours' sums and only theirs stand out.
        let high = star.areas.indices.filter { (star.areas[$0]?.z ?? 0) > 1.96 }
        #expect(Set(high).isSubset(of: Set([14] + weights.neighbours(of: 14))))
    }

    @Test func `an area whose neighbours are all other areas can have no Gi`() throws {
        let all = try SpatialWeights(neighbours: [[1, 2], [0], [0]], style: .binary)
        let gi = try GetisOrd(.gi, of: [1, 2, 4], weights: all, permutation: nil)
        #expect(gi.areas[0] == nil)
        #expect(gi.areas[1] != nil)
        let star = try GetisOrd(.giStar, of: [1, 2, 4], weights: all, permutation: nil)
        #expect(star.areas[0] == nil)
    }

    @Test func `without any neighbours every area is an island`() throws {
        let none = try SpatialWeights(neighbours: Array(repeating: [], count: 5), style: .rowStandardised)
        #expect(none.islands == [0, 1, 2, 3, 4])
        let settings = try PermutationSettings(permutations: 99, tail: .folded, seed: 1, threads: 2)
        #expect(
            try GetisOrd(.giStar, of: [1, 2, 3, 4, 5], weights: none, permutation: settings).areas == [
                nil, nil, nil, nil, nil,
            ])
        #expect(try GlobalMoran(of: [1, 2, 3, 4, 5], weights: none, permutation: settings) == nil)
    }

    @Test func `bad values are refused by position`() throws {
        var values = Array(repeating: 1.0, count: 36)
        values[3] = .infinity
        #expect(throws: SpaceError.notFinite(what: "Value", position: 3)) {
            try GetisOrd(.gi, of: values, weights: weights, permutation: nil)
        }
        #expect(throws: SpaceError.lengths(what: "values", given: 2, expected: 36)) {
            try LocalMoran(of: [1, 2], weights: weights, null: .total, permutation: nil)
        }
        #expect(throws: SpaceError.self) {
            try PermutationSettings(permutations: 0, tail: .folded, seed: 1, threads: 1)
        }
    }

    @Test func `statistics do not change with the unit, and move with the numbering of areas`() throws {
        let values = (0..<36).map { Double(($0 * 17) % 11) }
        let one = try GetisOrd(.giStar, of: values, weights: weights, permutation: nil)
        let scaled = try GetisOrd(.giStar, of: values.map { 1000 * $0 + 5 }, weights: weights, permutation: nil)
        #expect(SpaceFixtures.largestDifference(one.areas.map { $0?.z }, scaled.areas.map { $0?.z }) < 1e-11)
        let reversed = try SpatialWeights(
            neighbours: (0..<36).map { weights.neighbours(of: 35 - $0).map { 35 - $0 } }, style: .rowStandardised)
        let turned = try GetisOrd(.giStar, of: values.reversed(), weights: reversed, permutation: nil)
        #expect(SpaceFixtures.largestDifference(one.areas.map { $0?.z }, turned.areas.reversed().map { $0?.z }) < 1e-11)
    }

    @Test func `false discoveries and Bonferroni by hand`() throws {
        // Benjamini and Hochberg 1995, section 3.2: 15 p values of which the four pass at 0.05 and
        // three by Bonferroni.
        let p: [Double?] = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ]
        let padded = p + [nil]
        let rate = try LocalSignificance.marked(padded, level: 0.05, correction: .falseDiscoveryRate)
        #expect(rate.count { $0 } == 4)
        #expect(try LocalSignificance.marked(padded, level: 0.05, correction: .bonferroni).count { $0 } == 3)
        #expect(try LocalSignificance.marked(padded, level: 0.05, correction: .none).count { $0 } == 9)
        #expect(
            try LocalSignificance.marked([nil, nil], level: 0.05, correction: .falseDiscoveryRate) == [false, false])
    }
}
