import Testing

@testable import Surveillance

@Suite struct LocalStatisticsTests {
    struct Styled: Decodable {
        let gi: [Double?]
        let giG: [Double?]
        let giStar: [Double?]
        let giStarG: [Double?]
        let i: [Double?]
        let conditionalMean: [Double?]
        let conditionalVariance: [Double?]
        let conditionalZ: [Double?]
        let conditionalP: [Double?]
        let totalMean: [Double?]
        let totalVariance: [Double?]
        let totalZ: [Double?]
        let quadrant: [String]
        let moran: Double
        let moranVariance: Double
        let moranZ: Double
        let moranP: Double
        let normalVariance: Double
        let normalZ: Double

        enum CodingKeys: String, CodingKey {
            case gi, giStar, i, quadrant, moran
            case giG = "gi_g"
            case giStarG = "giStar_g"
            case conditionalMean = "conditional_mean"
            case conditionalVariance = "conditional_variance"
            case conditionalZ = "conditional_z"
            case conditionalP = "conditional_p"
            case totalMean = "total_mean"
            case totalVariance = "total_variance"
            case totalZ = "total_z"
            case moranVariance = "moran_variance"
            case moranZ = "moran_z"
            case moranP = "moran_p"
            case normalVariance = "normal_variance"
            case normalZ = "normal_z"
        }
    }

    struct Case: Decodable {
        let values: [Double]
        let neighbours: [[Int]]
        let B: Styled
        let W: Styled

        func expected(_ style: SpatialWeights.Style) -> Styled { style == .binary ? B : W }
    }

    private struct Inverse: Decodable {
        struct Expected: Decodable {
            let gi: [Double?]
            let giStar: [Double?]
            let i: [Double?]
            let z: [Double?]
        }
        let values: [Double]
        let neighbours: [[Int]]
        let weights: [[Double]]
        let B: Expected
        let W: Expected
    }

    static let cases = ["queen", "nearest", "island"]
    static let styles: [SpatialWeights.Style] = [.binary, .rowStandardised]

    private func columbus(_ name: String) throws -> Case {
        try #require(try SpaceFixtures.read("columbus.json", as: [String: Case].self)[name])
    }

    @Test(arguments: cases, styles)
    func `Gi and Gi* are spdep's localG`(name: String, style: SpatialWeights.Style) throws {
        let data = try columbus(name)
        let weights = try SpatialWeights(neighbours: data.neighbours, style: style)
        let expected = data.expected(style)
        let islands = Set(weights.islands)
        let gi = try GetisOrd(.gi, of: data.values, weights: weights, permutation: nil)
        #expect(SpaceFixtures.largestDifference(gi.areas.map { $0?.z }, expected.gi) < 1e-12)
        let shares = expected.giG.enumerated().map { islands.contains($0) ? nil : $1 }
        #expect(SpaceFixtures.largestDifference(gi.areas.map { $0?.g }, shares) < 1e-14)
        let star = try GetisOrd(.giStar, of: data.values, weights: weights, permutation: nil)
        // spdep gives an island a Gi* of its own value alone; an area without neighbours has no hot spot around it.
        let stars = expected.giStar.enumerated().map { islands.contains($0) ? nil : $1 }
        #expect(SpaceFixtures.largestDifference(star.areas.map { $0?.z }, stars) < 1e-12)
        let starShares = expected.giStarG.enumerated().map { islands.contains($0) ? nil : $1 }
        #expect(SpaceFixtures.largestDifference(star.areas.map { $0?.g }, starShares) < 1e-14)
        #expect(star.islands == (name == "island" ? [6] : []))
    }

    @Test(arguments: cases, styles)
    func `local Moran's I and its moments are spdep's`(name: String, style: SpatialWeights.Style) throws {
        let data = try columbus(name)
        let weights = try SpatialWeights(neighbours: data.neighbours, style: style)
        let expected = data.expected(style)
        let islands = Set(weights.islands)
        let known = { (values: [Double?]) in values.enumerated().map { islands.contains($0) ? nil : $1 } }
        let ours = try LocalMoran(of: data.values, weights: weights, null: .conditional, permutation: nil)
        let difference = SpaceFixtures.largestDifference
        #expect(difference(ours.areas.map { $0?.i }, known(expected.i)) < 1e-12)
        #expect(difference(ours.areas.map { $0?.expected }, known(expected.conditionalMean)) < 1e-12)
        #expect(difference(ours.areas.map { $0?.variance }, known(expected.conditionalVariance)) < 1e-11)
        #expect(difference(ours.areas.map { $0?.z }, known(expected.conditionalZ)) < 1e-11)
        #expect(difference(ours.areas.map { $0?.p }, known(expected.conditionalP)) < 1e-12)
        let names = ["HH": "High-High", "LL": "Low-Low", "HL": "High-Low", "LH": "Low-High"]
        for (area, quadrant) in zip(ours.areas, expected.quadrant) {
            if let area { #expect(names[area.quadrant.rawValue] == quadrant) }
        }
        let total = try LocalMoran(of: data.values, weights: weights, null: .total, permutation: nil)
        #expect(difference(total.areas.map { $0?.expected }, known(expected.totalMean)) < 1e-14)
        #expect(difference(total.areas.map { $0?.variance }, known(expected.totalVariance)) < 1e-11)
        #expect(difference(total.areas.map { $0?.z }, known(expected.totalZ)) < 1e-11)
    }

    @Test(arguments: cases, styles)
    func `Moran's I and both its tests are spdep's`(name: String, style: SpatialWeights.Style) throws {
        let data = try columbus(name)
        let weights = try SpatialWeights(neighbours: data.neighbours, style: style)
        let expected = data.expected(style)
        let ours = try #require(try GlobalMoran(of: data.values, weights: weights, permutation: nil))
        #expect(abs(ours.i - expected.moran) < 1e-14)
        let randomisation = try #require(ours.randomisation)
        #expect(abs(randomisation.variance - expected.moranVariance) < 1e-14)
        #expect(abs(randomisation.z - expected.moranZ) < 1e-11)
        #expect(abs(randomisation.p - expected.moranP) < 1e-13)
        let normality = try #require(ours.normality)
        #expect(abs(normality.variance - expected.normalVariance) < 1e-14)
        #expect(abs(normality.z - expected.normalZ) < 1e-11)
    }

    @Test(arguments: [SpatialWeights.Style.asGiven, .rowStandardised])
    func `weights by distance give spdep's statistics`(style: SpatialWeights.Style) throws {
        let data = try SpaceFixtures.read("inverse-distance.json", as: Inverse.self)
        let weights = try SpatialWeights(neighbours: data.neighbours, weights: data.weights, style: style)
        let expected = style == .asGiven ? data.B : data.W
        let gi = try GetisOrd(.gi, of: data.values, weights: weights, permutation: nil)
        #expect(SpaceFixtures.largestDifference(gi.areas.map { $0?.z }, expected.gi) < 1e-11)
        let star = try GetisOrd(.giStar, of: data.values, weights: weights, permutation: nil)
        #expect(SpaceFixtures.largestDifference(star.areas.map { $0?.z }, expected.giStar) < 1e-11)
        let moran = try LocalMoran(of: data.values, weights: weights, null: .conditional, permutation: nil)
        #expect(SpaceFixtures.largestDifference(moran.areas.map { $0?.i }, expected.i) < 1e-11)
        #expect(SpaceFixtures.largestDifference(moran.areas.map { $0?.z }, expected.z) < 1e-11)
    }
}
