import Foundation
import Testing

@testable import Surveillance

@Suite struct SeriesChangeTests {
    private struct Reference: Decodable {
        struct Scan: Decodable {
            let y: [Double]
            let position: Int
            let gain, ratio, dispersion: Double
        }
        let coal, seasonal: Scan
        let three, nile: [Double]
        let segments, strucchange: [Int]
    }

    private func settings(_ shuffle: ChangePointSettings.Shuffle, permutations: Int) -> ChangePointSettings {
        ChangePointSettings(fewest: 6, shuffle: shuffle, permutations: permutations, seed: 4)
    }

    @Test func `coal mining disasters changed about 1891, by the ratio that a glm at every year finds`() throws {
        let given = try SeriesFixtures.read("change", as: Reference.self).coal
        let found = try ChangePoint(RegularSeries(given.y, period: 1), settings: settings(.months, permutations: 999))
        #expect(found.position == given.position)
        // 1851 is position 0: the new level from 1892 on, between Raftery and Akman's 1887 and 1895.
        #expect(1851 + found.position >= 1887 && 1851 + found.position <= 1895)
        #expect(abs(try #require(found.ratio) - given.ratio) < 1e-5)
        #expect(abs(found.statistic * found.dispersion - given.gain) < 1e-6 * given.gain)
        #expect(abs(found.dispersion - max(1, given.dispersion)) < 1e-5)
        #expect(found.likely.contains(found.position))
        #expect(found.chance == 0.001)
        #expect(!found.isRatherDrift)
    }

    @Test func `the Nile changed in 1898`() throws {
        let nile = try SeriesFixtures.read("change", as: Reference.self).nile
        let found = try ChangePoint(RegularSeries(nile, period: 1), settings: settings(.months, permutations: 199))
        // Cobb 1978: 1871 is position 0, and 1899 the first year of the lower level.
        #expect(found.position == 28)
        #expect(found.chance <= 0.01)
    }

    @Test func `a season is no change, and a change within a season is found where a glm finds it`() throws {
        let given = try SeriesFixtures.read("change", as: Reference.self).seasonal
        let found = try ChangePoint(RegularSeries(given.y, period: 12), settings: settings(.months, permutations: 199))
        #expect(abs(found.position - given.position) <= 1)
        // Month means stand for refitted month factors: the ratio moves by a little.
        #expect(abs(try #require(found.ratio) / given.ratio - 1) < 0.03)
        #expect(found.chance <= 0.01)
        let wave = (0..<96).map { (i: Int) -> Double in (30 + 15 * cos(Double(i) * Double.pi / 6)).rounded() }
        let none = try ChangePoint(RegularSeries(wave, period: 12), settings: settings(.months, permutations: 199))
        #expect(none.statistic < 0.5)
        #expect(none.chance > 0.5)
    }

    @Test func `three levels are parted where the slow way and strucchange part them`() throws {
        let reference = try SeriesFixtures.read("change", as: Reference.self)
        let series = RegularSeries(reference.three, period: 1)
        let found = try ChangePoint.all(
            in: series, most: 4, within: 0.05, settings: settings(.months, permutations: 999))
        #expect(found.map(\.position) == reference.segments)
        for (ours, theirs) in zip(found.map(\.position), reference.strucchange) { #expect(abs(ours - theirs) <= 1) }
        let one = try ChangePoint.all(in: series, most: 1, within: 0.05, settings: settings(.months, permutations: 199))
        #expect(one.count == 1)
    }

    @Test func `a quiet series shows a change as often as chance says`() throws {
        var dice = SeriesFixtures.Dice(100)
        var alarms = 0
        for _ in 0..<200 {
            let y = (0..<60).map { (i: Int) -> Double in dice.poisson(20 * exp(0.3 * cos(Double(i) * Double.pi / 6))) }
            let found = try ChangePoint(RegularSeries(y, period: 12), settings: settings(.months, permutations: 99))
            if found.chance <= 0.1 { alarms += 1 }
        }
        // 20 of 200 expected; more than 33 or fewer than 9 come less than once in two hundred times.
        #expect(alarms >= 9 && alarms <= 33)
    }

    @Test func `a steady drift is called a drift, and like months are seen in what is left over`() throws {
        var dice = SeriesFixtures.Dice(8)
        let drift = (0..<120).map { (i: Int) -> Double in dice.poisson(20 * exp(0.01 * Double(i))) }
        let found = try ChangePoint(RegularSeries(drift, period: 12), settings: settings(.cycles, permutations: 199))
        #expect(found.isRatherDrift)
        #expect(try #require(found.leftOver.chance) < 0.05)
    }

    @Test func `the answer hangs on the seed alone, and time turned round turns the change round`() throws {
        let given = try SeriesFixtures.read("change", as: Reference.self).coal
        let series = RegularSeries(given.y, period: 1)
        let first = try ChangePoint(series, settings: settings(.months, permutations: 199))
        #expect(try ChangePoint(series, settings: settings(.months, permutations: 199)) == first)
        let back = try ChangePoint(
            RegularSeries(Array(given.y.reversed()), period: 1), settings: settings(.months, permutations: 199))
        #expect(back.position == given.y.count - first.position)
        #expect(abs(try #require(back.ratio) * (try #require(first.ratio)) - 1) < 1e-9)
    }

    @Test func `five points, zeros and wrong settings are refused, one enormous value gives a finite answer`() throws {
        let way = settings(.months, permutations: 99)
        #expect(throws: SeriesError.tooShort(method: "a search for a change", points: 5, needed: 12)) {
            try ChangePoint(RegularSeries([1, 2, 3, 4, 5], period: 12), settings: way)
        }
        #expect(throws: SeriesError.noVariation("Every count is zero.")) {
            try ChangePoint(RegularSeries([Double](repeating: 0, count: 40), period: 12), settings: way)
        }
        #expect(throws: SeriesError.tooShort(method: "shuffling whole cycles", points: 40, needed: 84)) {
            let counts = (0..<40).map(Double.init)
            return try ChangePoint(RegularSeries(counts, period: 12), settings: settings(.cycles, permutations: 99))
        }
        var wild = [Double](repeating: 3, count: 48)
        wild[20] = 1e9
        let found = try ChangePoint(RegularSeries(wild, period: 12), settings: way)
        #expect(found.statistic.isFinite && found.chance > 0.05)
        let fromNothing = [Double](repeating: 0, count: 20) + [Double](repeating: 7, count: 20)
        let begun = try ChangePoint(RegularSeries(fromNothing, period: 1), settings: way)
        #expect(begun.position == 20)
        #expect(begun.ratio == nil)
        #expect(begun.chance == 0.01)
    }
}
