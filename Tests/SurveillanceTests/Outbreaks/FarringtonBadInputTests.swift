import Foundation
import Statistics
import Surveillance
import Testing

@Suite struct FarringtonBadInputTests {
    private let weeks = OutbreakCalendar.weeks(from: 13_150, count: 522)

    private func counts(seed: UInt64, mean: Double, size: Double) -> [Double?] {
        var generator = Generator(seed: seed)
        return (0..<522).map { _ in Double(generator.negativeBinomial(mean: mean, size: size)) }
    }

    private func newest(
        _ counts: [Double?], settings: FarringtonSettings = .improved()
    ) throws -> FarringtonOutcome {
        try Farrington.flexible(
            [WatchedSeries(counts: counts, population: nil)], calendar: weeks, range: 521..<522, settings: settings,
            threads: 1)[0][0]
    }

    @Test func `the answer is the same for any number of threads, and for series together or alone`() throws {
        let series = (0..<9).map {
            WatchedSeries(counts: counts(seed: $0, mean: 3 + 4 * Double($0), size: 3), population: nil)
        }
        let range = 510..<522
        func run(_ series: [WatchedSeries], _ threads: Int) throws -> [[FarringtonOutcome]] {
            try Farrington.flexible(
                series, calendar: weeks, range: range, settings: .improved(), threads: threads)
        }
        let together = try run(series, 1)
        #expect(try run(series, 3) == together)
        #expect(try run([series[4]], 1)[0] == together[4])
        let all = try Farrington.flexible(
            [series[4]], calendar: weeks, range: nil, settings: .improved(), threads: 1)
        #expect(all[0].suffix(12) == together[4][...])
    }

    @Test func `periods left out of the reference do not change the expectation`() throws {
        let quiet = counts(seed: 3, mean: 12, size: 5)
        var loud = quiet
        for period in 496..<521 { loud[period] = 90 }
        let before = try #require(try newest(quiet).test)
        let after = try #require(try newest(loud).test)
        #expect(before.expected == after.expected)
        #expect(before.upper == after.upper)
    }

    @Test func `a population twice as large with twice the cases expects twice as many`() throws {
        var settings = FarringtonSettings.improved()
        settings.populationOffset = true
        // Twice the expectation would be above all counts seen, and a trend that leads there is dropped.
        settings.trend = false
        let steady = counts(seed: 4, mean: 40, size: 30)
        func expected(_ people: Double) throws -> Double {
            let population = (0..<522).map { $0 == 521 ? people : 1_000 }
            let outcome = try Farrington.flexible(
                [WatchedSeries(counts: steady, population: population)], calendar: weeks, range: 521..<522,
                settings: settings, threads: 1)[0][0]
            return try #require(outcome.test).expected
        }
        #expect((try expected(2_000) / expected(1_000) - 2).magnitude < 1e-12)
    }

    @Test func `a hundred cases where none are usual are an alarm, fewer than five never`() throws {
        var series = counts(seed: 5, mean: 0.4, size: 1)
        series[521] = 100
        #expect(try #require(try newest(series).test).isAlarm)
        for period in 518..<521 { series[period] = 0 }
        series[521] = 4
        let few = try #require(try newest(series).test)
        #expect(few.isSuppressed)
        #expect(!few.isAlarm)
    }

    @Test func `a history of zeros has no model, and what came since is told`() throws {
        var series: [Double?] = Array(repeating: 0, count: 522)
        for period in 518..<522 { series[period] = 3 }
        #expect(try newest(series) == .noCasesBefore(recent: 12))
        #expect(try newest(Array(repeating: 0, count: 522)) == .noCasesBefore(recent: 0))
    }

    @Test func `a constant history expects its constant`() throws {
        let test = try #require(try newest(Array(repeating: 20, count: 522)).test)
        #expect((test.expected - 20).magnitude < 1e-9)
        #expect(test.dispersion == 1)
        #expect(!test.isAlarm)
    }

    @Test func `an outbreak in the past is weighed down, and an enormous outlier widens the bound at most`() throws {
        var series = counts(seed: 6, mean: 10, size: 8)
        let before = try #require(try newest(series).test)
        series[470] = 80
        let weighed = try #require(try newest(series).test)
        var raw = FarringtonSettings.improved()
        raw.reweight = false
        let unweighed = try #require(try newest(series, settings: raw).test)
        #expect(unweighed.upper > weighed.upper)
        series[300] = 100_000
        let after = try #require(try newest(series).test)
        #expect(after.upper.isFinite && after.upper > before.upper)
        #expect(after.expected < 3 * before.expected)
    }

    @Test func `missing weeks are left out, a missing newest week is no data`() throws {
        var series = counts(seed: 7, mean: 15, size: 6)
        let whole = try #require(try newest(series).test)
        for period in stride(from: 265, to: 490, by: 9) { series[period] = nil }
        let gapped = try #require(try newest(series).test)
        #expect((gapped.expected - whole.expected).magnitude < 0.3 * whole.expected)
        series[521] = nil
        #expect(try newest(series) == .noData)
    }

    // surveillance 1.20.3 counts the tested period's time from the first week with data, the others from the first week.
    @Test func `the clock of the trend does not move when the oldest weeks are missing`() throws {
        var series: [Double?] = (0..<522).map { (200 * exp(-0.003 * Double($0))).rounded() }
        for period in 250..<360 { series[period] = nil }
        let test = try #require(try newest(series).test)
        #expect((try #require(test.trend) + 0.003).magnitude < 1e-4)
        #expect((test.expected / (200 * exp(-0.003 * 521)) - 1).magnitude < 0.01)
    }

    @Test func `a history with almost no data cannot be fitted`() throws {
        var series: [Double?] = Array(repeating: nil, count: 522)
        series[261] = 4
        series[521] = 9
        #expect(try newest(series) == .notFitted)
    }

    @Test(arguments: FarringtonThreshold.allCases, FarringtonPower.allCases)
    func `no figure is ever without bound`(threshold: FarringtonThreshold, power: FarringtonPower) throws {
        var settings = FarringtonSettings.improved(alpha: 0.001, threshold: threshold)
        settings.power = power
        var generator = Generator(seed: 99)
        for _ in 0..<60 {
            let mean = 0.01 + 40 * generator.uniform() * generator.uniform()
            var series = counts(seed: generator.next(), mean: mean, size: 0.05 + generator.uniform())
            if generator.uniform() < 0.3 { series[generator.integer(below: 522)] = 1e9 }
            guard let test = try newest(series, settings: settings).test else { continue }
            for figure in [test.expected, test.upper, test.pValue, test.tail, test.dispersion] {
                #expect(figure.isFinite && figure >= 0)
            }
            #expect(test.pValue <= 1 && test.tail <= 1 && test.dispersion >= 1)
            #expect(test.score?.isFinite != false && test.exceedance?.isFinite != false)
        }
    }

    @Test func `what cannot be watched says why`() throws {
        let short = OutbreakCalendar.weeks(from: 13_150, count: 60)
        let few = WatchedSeries(counts: Array(repeating: 3, count: 60), population: nil)
        #expect(throws: OutbreakError.tooShort(method: "Farrington", points: 60, needed: 264)) {
            try Farrington.flexible([few], calendar: short, range: nil, settings: .improved(), threads: 1)
        }
        #expect(
            OutbreakError.tooShort(method: "Farrington", points: 60, needed: 264).description
                == "Series of 60 points: Farrington needs at least 264; use a method for short histories or wait.")
        #expect(throws: OutbreakError.lengthsDiffer(series: 0, points: 60, expected: 522)) {
            try Farrington.flexible([few], calendar: weeks, range: nil, settings: .improved(), threads: 1)
        }
        var bad = counts(seed: 1, mean: 3, size: 2)
        bad[7] = -2
        #expect(throws: OutbreakError.negative(series: 0, point: 7, value: -2)) { try newest(bad) }
        bad[7] = .nan
        #expect(throws: OutbreakError.notACount(series: 0, point: 7)) { try newest(bad) }
        var settings = FarringtonSettings.improved()
        settings.populationOffset = true
        #expect(throws: OutbreakError.noPopulation(series: 0, point: 0)) {
            try newest(counts(seed: 1, mean: 3, size: 2), settings: settings)
        }
        settings = .improved()
        settings.seasons = 60
        #expect(throws: OutbreakError.self) { try newest(counts(seed: 1, mean: 3, size: 2), settings: settings) }
        #expect(throws: OutbreakError.irregular(point: 2, period: .week)) {
            try OutbreakCalendar.dated(.week, days: [0, 7, 21])
        }
    }

    @Test func `months of a calendar open on the first, and may not skip one`() throws {
        let months = OutbreakCalendar.months(fromYear: 2019, month: 11, count: 5)
        #expect(months.days == [18_201, 18_231, 18_262, 18_293, 18_322])
        #expect(try OutbreakCalendar.dated(.month, days: try #require(months.days)) == months)
        #expect(throws: OutbreakError.irregular(point: 1, period: .month)) {
            try OutbreakCalendar.dated(.month, days: [18_201, 18_262])
        }
    }
}
