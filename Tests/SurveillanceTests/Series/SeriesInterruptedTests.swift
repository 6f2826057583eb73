import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct SeriesInterruptedTests {
    private struct Reference: Decodable {
        struct Case: Decodable {
            let name: String
            let y, coefficients, errors, expected: [Double]
            let lag, df: Int
            let averted, avertedError, overall, overallError, durbinWatson, ljungBox, ljungBoxChance: Double
        }
        struct Compared: Decodable {
            let front, rear, coefficients, errors: [Double]
        }
        let change: Int
        let kms: [Double]
        let single: [Case]
        let compared: Compared
        let firsts: [[Double]]
    }

    private static func settings(
        _ scatter: InterruptedSettings.Scatter, _ season: SeasonTerms, _ errors: InterruptedSettings.Errors,
        leftOut: Int
    ) -> InterruptedSettings {
        InterruptedSettings(scatter: scatter, season: season, leftOut: leftOut, errors: errors, confidence: 0.95)
    }

    private let ways: [InterruptedSettings] = [
        settings(.quasiPoisson, .factors, .neweyWest(.automatic), leftOut: 0),
        settings(.quasiPoisson, .factors, .model, leftOut: 0),
        settings(.quasiPoisson, .factors, .neweyWest(.given(6)), leftOut: 3),
        settings(.negativeBinomial, .factors, .neweyWest(.rule), leftOut: 0),
        settings(.quasiPoisson, .harmonics(2), .neweyWest(.automatic), leftOut: 0),
        settings(.gaussian, .factors, .neweyWest(.automatic), leftOut: 0),
    ]

    /// An estimate on the scale on which R reports it.
    private func raw(_ estimate: InterruptedEstimate) -> Double {
        estimate.scale == .ratio ? log(estimate.value) : estimate.value
    }

    @Test func `seat belts: effects, errors, lags, averted and leftovers are those of R's glm and sandwich`() throws {
        let reference = try SeriesFixtures.read("interrupted", as: Reference.self)
        #expect(reference.single.count == ways.count)
        for (given, way) in zip(reference.single, ways) {
            let label: Comment = "\(given.name)"
            // Months left out are missing from R's list: put back, they must not matter.
            var y = given.y
            if way.leftOut > 0 { y.insert(contentsOf: [9999, 1, 5], at: reference.change) }
            let found = try InterruptedSeries(
                RegularSeries(y, period: 12), change: reference.change, settings: way,
                exposure: given.name.hasSuffix("per head") ? reference.kms : nil, comparison: nil)
            let effect = try #require(found.effect)
            let slope = try #require(effect.slope)
            let three = [found.trendBefore, effect.level, slope]
            #expect(SeriesFixtures.largestDifference(three.map(raw), given.coefficients) < 1e-6, label)
            for (estimate, wanted) in zip(three, given.errors) {
                #expect(abs(estimate.standardError / wanted - 1) < 1e-4, label)
            }
            #expect((found.lag ?? -1) == given.lag, label)
            #expect(found.fit.residualDF == given.df, label)
            #expect(abs(effect.averted.value - given.averted) < 1e-4 * max(1, abs(given.averted)), label)
            #expect(abs(effect.averted.standardError / given.avertedError - 1) < 1e-3, label)
            #expect(abs(raw(effect.overall) - given.overall) < 1e-5, label)
            #expect(abs(effect.overall.standardError / given.overallError - 1) < 1e-3, label)
            let expected = found.months.filter(\.isAfter).map(\.expected)
            #expect(SeriesFixtures.largestDifference(expected, given.expected) < 1e-2, label)
            #expect(abs(try #require(found.autocorrelation.durbinWatson) - given.durbinWatson) < 1e-4, label)
            #expect(found.autocorrelation.lags == 24, label)
            #expect(abs(try #require(found.autocorrelation.ljungBox) - given.ljungBox) < 1e-3 * given.ljungBox, label)
            #expect(abs(try #require(found.autocorrelation.chance) - given.ljungBoxChance) < 1e-4, label)
            #expect(found.warnings.contains(.otherChangesUnknown), label)
        }
    }

    @Test func `front seats beside rear seats: the effect beyond the comparison is that of glm and vcovPL`() throws {
        let reference = try SeriesFixtures.read("interrupted", as: Reference.self)
        let found = try InterruptedSeries(
            RegularSeries(reference.compared.front, period: 12), change: reference.change,
            settings: Self.settings(.quasiPoisson, .factors, .neweyWest(.given(5)), leftOut: 0), exposure: nil,
            comparison: InterruptedSeries.Comparison(
                RegularSeries(reference.compared.rear, period: 12), exposure: nil))
        let effect = try #require(found.effect)
        let slope = try #require(effect.slope)
        #expect(abs(log(effect.level.value) - reference.compared.coefficients[2]) < 1e-6)
        #expect(abs(log(slope.value) - reference.compared.coefficients[3]) < 1e-6)
        #expect(abs(effect.level.standardError / reference.compared.errors[2] - 1) < 1e-4)
        #expect(abs(slope.standardError / reference.compared.errors[3] - 1) < 1e-4)
        #expect(effect.level.upper < 1)
        #expect(!found.warnings.contains(.otherChangesUnknown))
        // With everything its own, the trend before is that of the front seats alone.
        let alone = try InterruptedSeries(
            RegularSeries(reference.compared.front, period: 12), change: reference.change, settings: ways[1],
            exposure: nil, comparison: nil)
        #expect(abs(found.trendBefore.value - alone.trendBefore.value) < 1e-7)
        #expect(abs(try #require(effect.trendAfter).value - (try #require(alone.effect?.trendAfter)).value) < 1e-7)
    }

    @Test func `errors of the first order are those written out in whole matrices`() throws {
        let reference = try SeriesFixtures.read("interrupted", as: Reference.self)
        for (place, wanted) in zip([0, 3, 5], reference.firsts) {
            var way = ways[place]
            way.errors = .firstOrder
            let given = reference.single[place]
            let found = try InterruptedSeries(
                RegularSeries(given.y, period: 12), change: reference.change, settings: way,
                exposure: given.name.hasSuffix("per head") ? reference.kms : nil, comparison: nil)
            let effect = try #require(found.effect)
            let slope = try #require(effect.slope)
            for (estimate, error) in zip([found.trendBefore, effect.level, slope], wanted.dropFirst()) {
                #expect(abs(estimate.standardError / error - 1) < 1e-4, "\(given.name)")
            }
            #expect(wanted[0] > 0.2)
        }
    }

    @Test func `where neighbours are unlike, errors of the first order are the model's own`() throws {
        var dice = SeriesFixtures.Dice(6)
        let y = (0..<80).map { (i: Int) -> Double in dice.poisson(i % 2 == 0 ? 46 : 54) }
        func level(_ errors: InterruptedSettings.Errors) throws -> InterruptedEstimate {
            let way = Self.settings(.quasiPoisson, .none, errors, leftOut: 0)
            let found = try InterruptedSeries(
                RegularSeries(y, period: 12), change: 50, settings: way, exposure: nil, comparison: nil)
            return try #require(found.effect).level
        }
        let model = try level(.model)
        let first = try level(.firstOrder)
        #expect(abs(first.standardError / model.standardError - 1) < 1e-6)
    }

    @Test func `what is averted and expected adds up`() throws {
        let reference = try SeriesFixtures.read("interrupted", as: Reference.self)
        let found = try InterruptedSeries(
            RegularSeries(reference.single[0].y, period: 12), change: reference.change, settings: ways[0],
            exposure: nil, comparison: nil)
        let after = found.months.filter(\.isAfter)
        let effect = try #require(found.effect)
        let gap = after.reduce(0) { $0 + $1.expected - $1.observed }
        // With counts and a level of its own, what is fitted after the change sums to what was observed.
        #expect(abs(effect.averted.value - gap) < 1e-3)
        #expect(after.allSatisfy { $0.expectedLower < $0.expected && $0.expected < $0.expectedUpper })
        #expect(found.months.filter { !$0.isAfter }.allSatisfy { abs($0.expected - $0.fitted) < 1e-6 * $0.fitted })
    }

    /// Months with season, trend and a change of known size at month 60 of 90, and months alike when told to.
    private func made(_ seed: UInt64, level: Double, slope: Double, memory: Double) -> [Double] {
        var dice = SeriesFixtures.Dice(seed)
        var state = 0.0
        return (0..<90).map { (step: Int) -> Double in
            state = memory * state + 0.1 * dice.normal()
            let season: Double = 0.2 * cos(Double(step) * Double.pi / 6)
            var linear: Double = 4 + 0.003 * Double(step) + season + state
            if step >= 60 { linear += level + slope * Double(step - 60) }
            return dice.poisson(exp(linear))
        }
    }

    @Test func `a known effect is found, and none where there is none`() throws {
        let way = Self.settings(.quasiPoisson, .harmonics(1), .larger(.automatic), leftOut: 0)
        let found = try InterruptedSeries(
            RegularSeries(made(1, level: -0.5, slope: 0, memory: 0), period: 12), change: 60, settings: way,
            exposure: nil, comparison: nil)
        let level = try #require(found.effect).level
        #expect(level.lower < exp(-0.5) && exp(-0.5) < level.upper)
        #expect(level.upper < 1)
        #expect(level.chance < 0.001)
        let quiet = try InterruptedSeries(
            RegularSeries(made(2, level: 0, slope: 0, memory: 0), period: 12), change: 60, settings: way,
            exposure: nil, comparison: nil)
        let none = try #require(quiet.effect).level
        #expect(none.lower < 1 && none.upper > 1)
    }

    /// The share of intervals that hold the true level change.
    private func coverage(_ runs: Int, memory: Double, errors: InterruptedSettings.Errors) throws -> Double {
        let way = Self.settings(.quasiPoisson, .harmonics(1), errors, leftOut: 0)
        var held = 0
        for run in 0..<runs {
            let y = made(UInt64(1000 + run), level: -0.3, slope: 0.005, memory: memory)
            let found = try InterruptedSeries(
                RegularSeries(y, period: 12), change: 60, settings: way, exposure: nil, comparison: nil)
            let level = try #require(found.effect).level
            if level.lower <= exp(-0.3), exp(-0.3) <= level.upper { held += 1 }
        }
        return Double(held) / Double(runs)
    }

    @Test func `intervals hold the truth about as often as they say, in a small sample`() throws {
        // 60 runs: a true share of 0.95 gives 0.87 or less once in a hundred times.
        #expect(try coverage(60, memory: 0, errors: .larger(.automatic)) > 0.87)
        #expect(try coverage(60, memory: 0.4, errors: .firstOrder) > 0.83)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["BREAKWATER_LONG_TESTS"] != nil))
    func `intervals hold the truth about as often as they say, in a thousand runs`() throws {
        // Newey and West's fall short with 90 months, memory or none (0.79): known, told, and not the advice.
        let ways: [(String, InterruptedSettings.Errors, least: [Double])] = [
            ("model", .model, [0.92, 0.82]), ("Newey-West", .neweyWest(.automatic), [0.74, 0.74]),
            ("larger", .larger(.automatic), [0.92, 0.84]), ("first order", .firstOrder, [0.92, 0.9]),
        ]
        for (place, memory) in [0.0, 0.4].enumerated() {
            for (name, errors, least) in ways {
                let share = try coverage(1000, memory: memory, errors: errors)
                print("coverage, memory \(memory), \(name): \(share)")
                #expect(share > least[place] && share < 0.985, "\(name), memory \(memory)")
            }
        }
    }

    @Test func `few points and none after are told in words, not hidden`() throws {
        let y = made(3, level: 0, slope: 0, memory: 0)
        let way = Self.settings(.quasiPoisson, .harmonics(1), .larger(.rule), leftOut: 0)
        func analysed(_ count: Int) throws -> InterruptedSeries {
            try InterruptedSeries(
                RegularSeries(Array(y.prefix(count)), period: 12), change: 60, settings: way, exposure: nil,
                comparison: nil)
        }
        let none = try analysed(60)
        #expect(none.effect == nil)
        #expect(none.warnings.contains(.noPointsAfter))
        #expect(none.months.count == 60)
        let one = try analysed(61)
        #expect(one.effect?.slope == nil)
        #expect(one.warnings.contains(.slopeNotTold(1)))
        #expect(one.warnings.contains(.fewAfter(1)))
        let five = try analysed(65)
        #expect(try #require(five.effect).slope != nil)
        #expect(five.warnings.contains(.fewAfter(5)))
        #expect(five.warnings.contains(.partOfCycleAfter(5)))
        #expect(!(try analysed(80)).warnings.contains(.partOfCycleAfter(20)))
        let early = try InterruptedSeries(
            RegularSeries(y, period: 12), change: 6, settings: way, exposure: nil, comparison: nil)
        #expect(early.warnings.contains(.fewBefore(6)))
        #expect(early.warnings.contains(.otherChangesUnknown))
        #expect(early.warnings.allSatisfy { !$0.description.isEmpty })
    }

    @Test func `a missing month is left out and said, wrong input is refused in words`() throws {
        let y = made(4, level: -0.4, slope: 0, memory: 0)
        var holes: [Double?] = y
        holes[30] = nil
        let way = Self.settings(.quasiPoisson, .harmonics(1), .larger(.rule), leftOut: 2)
        let found = try InterruptedSeries(
            RegularSeries(holes, period: 12, firstSeason: 3), change: 60, settings: way, exposure: nil, comparison: nil)
        #expect(found.warnings.contains(.missing(1)))
        #expect(found.months.count == 87)
        #expect(found.months.allSatisfy { $0.step != 30 && $0.step != 60 && $0.step != 61 })
        let series = RegularSeries(y, period: 12)
        #expect(throws: SeriesError.self) {
            try InterruptedSeries(series, change: 0, settings: way, exposure: nil, comparison: nil)
        }
        #expect(throws: SeriesError.self) {
            try InterruptedSeries(series, change: 91, settings: way, exposure: nil, comparison: nil)
        }
        let zeros = RegularSeries(Array(y.prefix(60)) + [Double](repeating: 0, count: 20), period: 12)
        #expect(throws: SeriesError.noVariation("Every count after the change is zero.")) {
            try InterruptedSeries(zeros, change: 60, settings: way, exposure: nil, comparison: nil)
        }
        #expect(throws: SeriesError.tooShort(method: "the trend before the change", points: 2, needed: 3)) {
            try InterruptedSeries(series, change: 2, settings: way, exposure: nil, comparison: nil)
        }
        #expect(throws: SeriesError.unequalLengths("The comparison", 3, 90)) {
            try InterruptedSeries(
                series, change: 60, settings: way, exposure: nil,
                comparison: .init(RegularSeries([1, 2, 3], period: 12), exposure: nil))
        }
        #expect(throws: SeriesError.self) {
            try InterruptedSeries(
                RegularSeries([3, 4, 5, 4, 3], period: 12), change: 3, settings: way, exposure: nil, comparison: nil)
        }
    }

    @Test func `doubling every count moves no ratio`() throws {
        let y = made(5, level: -0.4, slope: 0.01, memory: 0.3)
        let way = Self.settings(.quasiPoisson, .harmonics(1), .neweyWest(.given(3)), leftOut: 0)
        func level(_ factor: Double) throws -> InterruptedEstimate {
            let found = try InterruptedSeries(
                RegularSeries(y.map { $0 * factor }, period: 12), change: 60, settings: way, exposure: nil,
                comparison: nil)
            return try #require(found.effect).level
        }
        let one = try level(1)
        let two = try level(2)
        #expect(abs(one.value - two.value) < 1e-8)
        #expect(abs(one.lower - two.lower) < 1e-8)
    }
}
