import Foundation
import Testing

@testable import Surveillance

@Suite struct SeriesSTLTests {
    private struct Case: Decodable {
        struct Settings: Decodable {
            let seasonal: STLSettings.SeasonalWindow
            let numbers: [String: Int]
            let robust: Bool

            private struct Key: CodingKey {
                let stringValue: String
                var intValue: Int? { nil }
                init(stringValue: String) { self.stringValue = stringValue }
                init?(intValue: Int) { nil }
            }

            init(from decoder: any Decoder) throws {
                let all = try decoder.container(keyedBy: Key.self)
                var numbers: [String: Int] = [:]
                for key in all.allKeys { numbers[key.stringValue] = try? all.decode(Int.self, forKey: key) }
                seasonal = numbers["s.window"].map { .years($0) } ?? .periodic
                self.numbers = numbers
                robust = (try? all.decode(Bool.self, forKey: Key(stringValue: "robust"))) ?? false
            }
        }
        let name: String
        let period: Int
        let settings: Settings
        let x: [Double]
        let seasonal: [Double]
        let trend: [Double]
        let weights: [Double]

        var stl: STLSettings {
            var wanted = STLSettings(settings.seasonal)
            wanted.seasonalDegree = settings.numbers["s.degree"] ?? 0
            wanted.trendWindow = settings.numbers["t.window"]
            wanted.trendDegree = settings.numbers["t.degree"] ?? 1
            wanted.lowPassWindow = settings.numbers["l.window"]
            wanted.lowPassDegree = settings.numbers["l.degree"]
            wanted.seasonalJump = settings.numbers["s.jump"]
            wanted.trendJump = settings.numbers["t.jump"]
            wanted.lowPassJump = settings.numbers["l.jump"]
            wanted.robust = settings.robust
            wanted.innerPasses = settings.numbers["inner"]
            wanted.outerPasses = settings.numbers["outer"]
            return wanted
        }
    }

    /// A year's wave of height 10.
    private static func wave(_ month: Int) -> Double { 10 * cos(Double(month) * Double.pi / 6) }

    @Test func `trend, season and weights are those of R's stl on seventeen series`() throws {
        let cases = try SeriesFixtures.read("stl", as: [Case].self)
        #expect(cases.count == 17)
        for given in cases {
            let found = try STL(RegularSeries(given.x, period: given.period), settings: given.stl, missing: .refuse)
            let scale = max(1, given.x.map(abs).max() ?? 1)
            #expect(SeriesFixtures.largestDifference(found.seasonal, given.seasonal) < 1e-8, "\(given.name)")
            #expect(SeriesFixtures.largestDifference(found.trend, given.trend) < 1e-8, "\(given.name)")
            #expect(SeriesFixtures.largestDifference(found.weights, given.weights) < 1e-8, "\(given.name)")
            let whole = found.trend.indices.map { found.trend[$0] + found.seasonal[$0] + found.remainder[$0] }
            #expect(SeriesFixtures.largestDifference(whole, given.x) < 1e-12 * scale, "\(given.name)")
        }
    }

    @Test func `adding a level moves the trend alone, and doubling doubles all`() throws {
        var dice = SeriesFixtures.Dice(4)
        let x = (0..<60).map { (i: Int) -> Double in Self.wave(i) + dice.normal() }
        let settings = STLSettings(.years(7))
        let plain = try STL(RegularSeries(x, period: 12), settings: settings, missing: .refuse)
        let raised = try STL(RegularSeries(x.map { $0 + 100 }, period: 12), settings: settings, missing: .refuse)
        let doubled = try STL(RegularSeries(x.map { $0 * 2 }, period: 12), settings: settings, missing: .refuse)
        #expect(SeriesFixtures.largestDifference(raised.seasonal, plain.seasonal) < 1e-10)
        #expect(SeriesFixtures.largestDifference(raised.trend, plain.trend.map { $0 + 100 }) < 1e-10)
        #expect(SeriesFixtures.largestDifference(doubled.remainder, plain.remainder.map { $0 * 2 }) < 1e-10)
    }

    @Test func `a line with a fixed season has both strengths at one, noise has little of either`() throws {
        let clean = (0..<72).map { (i: Int) -> Double in Double(i) + Self.wave(i) }
        let found = try STL(RegularSeries(clean, period: 12), settings: STLSettings(.periodic), missing: .refuse)
        #expect(try #require(found.trendStrength) > 0.99)
        #expect(try #require(found.seasonalStrength) > 0.99)
        var dice = SeriesFixtures.Dice(9)
        let noise = (0..<120).map { _ in dice.normal() }
        let weak = try STL(RegularSeries(noise, period: 12), settings: STLSettings(.periodic), missing: .refuse)
        #expect(try #require(weak.trendStrength) < 0.4)
        #expect(try #require(weak.seasonalStrength) < 0.4)
    }

    @Test func `the true median may be asked for, and is what R takes but for its neighbour now and then`() throws {
        let values = (0..<468).map { (i: Int) -> Double in Double((i * 7919) % 468) }
        // Asked in rising order the partial sort is right; R asks for 235 before 234.
        #expect(PartialSort.values(at: [234, 235], of: values) == [233, 234])
        let cases = try SeriesFixtures.read("stl", as: [Case].self)
        let given = try #require(cases.first { $0.name == "co2 robust 21" })
        var settings = given.stl
        settings.middle = .exact
        let found = try STL(RegularSeries(given.x, period: 12), settings: settings, missing: .refuse)
        let gap = SeriesFixtures.largestDifference(found.trend, given.trend)
        #expect(gap > 1e-4 && gap < 0.01)
    }

    @Test func `all zeros give zeros and no strength`() throws {
        let zeros = [Double](repeating: 0, count: 36)
        let found = try STL(RegularSeries(zeros, period: 12), settings: STLSettings(.periodic), missing: .refuse)
        #expect(found.trend.allSatisfy { $0 == 0 })
        #expect(found.trendStrength == nil)
        #expect(found.seasonalStrength == nil)
    }

    @Test func `missing months are refused by name, or filled with trend and season when asked`() throws {
        let clean = (0..<72).map { (i: Int) -> Double in 50 + 0.5 * Double(i) + Self.wave(i) }
        var holes: [Double?] = clean
        for place in [7, 30, 31, 50] { holes[place] = nil }
        let series = RegularSeries(holes, period: 12, firstSeason: 3)
        #expect(throws: SeriesError.missing(positions: [7, 30, 31, 50])) {
            try STL(series, settings: STLSettings(.periodic), missing: .refuse)
        }
        let filled = try STL(series, settings: STLSettings(.periodic), missing: .fillFromTrendAndSeason)
        let whole = try STL(RegularSeries(clean, period: 12), settings: STLSettings(.periodic), missing: .refuse)
        #expect(filled.filled == [7, 30, 31, 50])
        // What is put in must be near what was taken out: the wave is 10 high, the loess itself leaves about 0.2.
        for place in [7, 30, 31, 50] {
            #expect(abs(filled.trend[place] + filled.seasonal[place] - clean[place]) < 0.5)
            #expect(abs(filled.remainder[place]) < 1e-8)
        }
        #expect(SeriesFixtures.largestDifference(filled.seasonal, whole.seasonal) < 0.2)
        var ends = holes
        ends[0] = nil
        #expect(throws: SeriesError.missingAtEnds) {
            try STL(
                RegularSeries(ends, period: 12, firstSeason: 0), settings: STLSettings(.periodic),
                missing: .fillFromTrendAndSeason)
        }
    }

    @Test func `five points, infinite values and odd settings are refused in words`() {
        let five = RegularSeries([1, 2, 3, 4, 5], period: 12)
        #expect(throws: SeriesError.tooShort(method: "a seasonal decomposition", points: 5, needed: 25)) {
            try STL(five, settings: STLSettings(.periodic), missing: .refuse)
        }
        let error = SeriesError.tooShort(method: "a seasonal decomposition", points: 5, needed: 25)
        #expect("\(error)".hasPrefix("Series of 5 points: a seasonal decomposition needs at least 25."))
        var wild = [Double](repeating: 1, count: 30)
        wild[4] = .infinity
        #expect(throws: SeriesError.notFinite(position: 4)) {
            try STL(RegularSeries(wild, period: 12), settings: STLSettings(.periodic), missing: .refuse)
        }
        var settings = STLSettings(.years(7))
        settings.trendDegree = 2
        #expect(throws: SeriesError.self) {
            try STL(
                RegularSeries([Double](repeating: 1, count: 30), period: 12), settings: settings, missing: .refuse)
        }
    }
}
