import Testing

@testable import Surveillance

@Suite struct EmergingTests {
    private struct Trend: Decodable {
        let values: [Double]
        let tau: Double
        let z: Double
        let p: Double
    }

    @Test func `trends are those of R's Kendall test`() throws {
        for trend in try SpaceFixtures.read("trends.json", as: [Trend].self) {
            let ours = try #require(try MannKendall(trend.values))
            #expect(abs(ours.tau - trend.tau) < 1e-14)
            #expect(abs(ours.z - trend.z) < 1e-12)
            #expect(abs(ours.p - trend.p) < 1e-13)
        }
    }

    @Test func `a trend by hand`() throws {
        // 2 3 3 1: pairs 2-3, 2-3 rise; 2-1, 3-1, 3-1 fall; 3-3 ties. s = 2 − 3 = −1.
        let trend = try #require(try MannKendall([2, 3, 3, 1]))
        #expect(trend.s == -1)
        // (4·3·13 − 2·1·9)/18 = (156 − 18)/18.
        #expect(abs(trend.variance - 138.0 / 18) < 1e-15)
        #expect(abs(trend.tau - -1 / 30.0.squareRoot()) < 1e-15)
        #expect(trend.z == 0)
        #expect(trend.p == 1)
        #expect(try MannKendall([5, 5, 5, 5]) == nil)
        #expect(try MannKendall([1, 2]) == nil)
    }

    @Test func `turning time round turns the trend round`() throws {
        let values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5]
        let forward = try #require(try MannKendall(values))
        let backward = try #require(try MannKendall(values.reversed()))
        #expect(forward.s == -backward.s)
        #expect(forward.p == backward.p)
    }

    /// Marks from letters: h hot, c cold, a full stop neither.
    private func marks(_ text: String) -> [EmergingHotSpot.Period] {
        text.map { $0 == "h" ? .hot : $0 == "c" ? .cold : .neither }
    }

    private static let level = [2.0, 3, 2, 3, 2, 3, 2, 3, 2, 3]
    private static let rising = [2.0, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, 2.8, 2.9]

    private static let examples: [(String, [Double], EmergingHotSpot.Pattern?)] = [
        (".........h", level, .new),
        ("...c.....h", level, .new),
        (".......hhh", level, .consecutive),
        ("..hhhhhhhh", level, .consecutive),
        ("hhhhhhhhhh", rising, .intensifying),
        (".hhhhhhhhh", rising, .intensifying),
        ("hhhhhhhhhh", level, .persistent),
        ("hhhh.hhhhh", level, .persistent),
        ("hhhhhhhhhh", rising.reversed(), .diminishing),
        (".h..h....h", level, .sporadic),
        ("hhhh..hhhh", level, .sporadic),
        (".h..c....h", level, .oscillating),
        ("hhhhhhhhh.", level, .historical),
        ("..hhhhhhh.", level, nil),
        ("..........", rising, nil),
    ]

    @Test func `the classes of the definitions, hot and cold alike`() throws {
        for (text, z, pattern) in Self.examples {
            let hot = try EmergingHotSpot(z: z, periods: marks(text), level: 0.05)
            #expect(hot.spot?.pattern == pattern, "\(text)")
            #expect(hot.spot.map { $0.side == .hot } ?? true)
            // Turn hot into cold and the z round: the same class on the other side.
            let turned = String(text.map { $0 == "h" ? "c" : $0 == "c" ? "h" : $0 })
            let cold = try EmergingHotSpot(z: z.map { -$0 }, periods: marks(turned), level: 0.05)
            #expect(cold.spot?.pattern == pattern, "\(turned)")
            #expect(cold.spot.map { $0.side == .cold } ?? true)
        }
        // Long hot and now cold for the first time: what it is now counts.
        let changed = try EmergingHotSpot(z: Self.level, periods: marks("hhhhhhhhhc"), level: 0.05)
        #expect(changed.spot == EmergingHotSpot.Spot(.cold, .new))
        let found = Set(Self.examples.compactMap { $0.2 })
        #expect(found == Set(EmergingHotSpot.Pattern.allCases))
    }

    @Test func `every history of ten periods has one class, and no class only where the definitions leave it`() throws {
        for code in 0..<59_049 {
            var rest = code
            let periods = (0..<10).map { _ -> EmergingHotSpot.Period in
                defer { rest /= 3 }
                return [.neither, .hot, .cold][rest % 3]
            }
            let spot = try EmergingHotSpot(z: Self.level, periods: periods, level: 0.05).spot
            let last = periods[9]
            switch last {
            case .hot: #expect(spot?.side == .hot)
            case .cold: #expect(spot?.side == .cold)
            case .neither: #expect(spot == nil || spot?.pattern == .historical)
            }
        }
    }

    @Test func `a town whose centre heats up, worked from counts to classes`() throws {
        // Nine months quiet but for chance, then a centre of many: new. Another corner is hot all the time: persistent.
        let weights = try SpatialWeights.contiguity(
            .queen, of: try SpaceFixtures.lattice(12), snap: 0, style: .binary)
        let periods = try (0..<12).map { month in
            let counts = (0..<144).map { cell -> Double in
                let (x, y) = (cell % 12, cell / 12)
                let noise = Double((cell * 7 + month * 3) % 3)
                if x < 3, y < 3 { return 30 + noise }
                if month == 11, x > 8, y > 8 { return 30 + noise }
                return noise
            }
            return try GetisOrd(.giStar, of: counts, weights: weights, permutation: nil)
        }
        let classes = try EmergingHotSpot.classes(
            of: periods, level: 0.05, correction: .falseDiscoveryRate, trendLevel: 0.01)
        #expect(classes[130 + 0]?.spot == .init(.hot, .new))
        let corner = try #require(classes[0]?.spot)
        #expect(corner.side == .hot)
        #expect([.persistent, .diminishing].contains(corner.pattern))
        #expect(classes[5 * 12 + 6]?.spot == nil)
        #expect(throws: SpaceError.tooFew(method: "Emerging hot spots", given: 9, needed: 10)) {
            try EmergingHotSpot.classes(
                of: Array(periods.prefix(9)), level: 0.05, correction: .none, trendLevel: 0.05)
        }
    }

    @Test func `a place without a statistic in some period has no class`() throws {
        let weights = try SpatialWeights(neighbours: [[1], [0, 2], [1], []], style: .binary)
        let periods = try (0..<10).map { month in
            try GetisOrd(.giStar, of: [1, 2, Double(month), 9], weights: weights, permutation: nil)
        }
        let classes = try EmergingHotSpot.classes(of: periods, level: 0.05, correction: .none, trendLevel: 0.05)
        #expect(classes[3] == nil)
        #expect(classes[0] != nil)
    }
}
