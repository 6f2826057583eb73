import Foundation
import Testing

@testable import Surveillance

@Suite struct SeriesScoreTests {
    @Test func `naive forecasts and their limits are R's naive and snaive`() throws {
        let reference = try SeriesFixtures.read("counts", as: CountReference.self)
        let series = RegularSeries(reference.cases[0].y, period: 12)
        for (rule, given) in zip(NaiveForecast.allCases, reference.naive) {
            let found = try rule.forecast(series, steps: 15, levels: [0.8, 0.95])
            #expect(found.mean == given.mean)
            for level in 0..<2 {
                let lower = given.lower.map { $0[level] }
                let upper = given.upper.map { $0[level] }
                #expect(SeriesFixtures.largestDifference(found.intervals[level].lower, lower) < 1e-9)
                #expect(SeriesFixtures.largestDifference(found.intervals[level].upper, upper) < 1e-9)
            }
        }
    }

    @Test func `the mean absolute scaled error is R's accuracy`() throws {
        let reference = try SeriesFixtures.read("counts", as: CountReference.self)
        let series = RegularSeries(Array(reference.cases[0].y.prefix(72)), period: 12)
        let trial = try ForecastTrial(
            series, methods: [],
            settings: ForecastTrial.Settings(firstOrigin: 60, horizon: 12, step: 1, paths: 100, seed: 1))
        let seasonal = try #require(trial.scores.first { $0.method == "seasonal naive" })
        #expect(seasonal.count == 12)
        #expect(abs(seasonal.meanAbsoluteError - reference.accuracy[0]) < 1e-9)
        #expect(abs(try #require(seasonal.meanAbsoluteScaledError) - reference.accuracy[1]) < 1e-9)
    }

    @Test func `the test of equal accuracy is R's dm.test`() throws {
        let reference = try SeriesFixtures.read("counts", as: CountReference.self)
        let gaps = zip(reference.losses.first, reference.losses.second).map { $0 - $1 }
        for (horizon, wanted) in [(1, reference.dm1), (3, reference.dm3)] {
            let statistic = try #require(DieboldMariano.statistic(gaps, horizon: horizon))
            let chance = try #require(DieboldMariano.chance(gaps, horizon: horizon))
            #expect(abs(statistic - wanted[0]) < 1e-10)
            #expect(abs(chance - wanted[1]) < 1e-10)
        }
    }

    @Test func `the weighted interval score is that worked out by hand`() {
        // Point 10, 80 % from 6 to 14, 95 % from 4 to 16; 15 comes. ½·5 = 2.5; 0.1·(8 + 10·1) = 1.8;
        // 0.025·12 = 0.3; together 4.6 over 2.5.
        let forecast = SeriesForecast(
            method: "by hand", mean: [10],
            intervals: [.init(level: 0.8, lower: [6], upper: [14]), .init(level: 0.95, lower: [4], upper: [16])])
        #expect(abs(ForecastScore.weighted(forecast, step: 0, actual: 15) - 1.84) < 1e-12)
    }

    @Test func `a season is forecast better than naively, and noise is not`() throws {
        var dice = SeriesFixtures.Dice(5)
        let seasonal = (0..<144).map { (i: Int) -> Double in
            dice.poisson(40 * exp(0.5 * cos(Double(i) * Double.pi / 6)))
        }
        let settings = ForecastTrial.Settings(firstOrigin: 60, horizon: 3, step: 3, paths: 400, seed: 2)
        let counts = CountModel(.quasiPoisson, season: .harmonics(1), hasTrend: false)
        let trial = try ForecastTrial(
            RegularSeries(seasonal, period: 12), methods: [.counts(counts)], settings: settings)
        let verdict = try #require(trial.verdicts.first)
        guard case .better(let percent) = verdict.finding else {
            Issue.record("\(verdict)")
            return
        }
        #expect(percent > 10)
        #expect(try #require(verdict.chance) < 0.05)
        #expect(verdict.description.contains("better than seasonal naive by"))
        let coverage = try #require(trial.scores.last).coverage
        #expect(coverage[0] > 0.65 && coverage[1] > 0.85)
        // A random walk is what the naive rule is made for: the month factors lose.
        var level = 200.0
        let walk = (0..<96).map { _ -> Double in
            level = max(50, level + 12 * dice.normal())
            return level.rounded()
        }
        let lost = try ForecastTrial(
            RegularSeries(walk, period: 12),
            methods: [.counts(CountModel(.quasiPoisson, season: .factors, hasTrend: true))], settings: settings)
        #expect(lost.benchmark.method == "naive")
        guard case .notBetter = try #require(lost.verdicts.first).finding else {
            Issue.record("\(lost.verdicts)")
            return
        }
    }

    @Test func `a method that cannot forecast is named with its reason, the others are scored`() throws {
        let y = (0..<40).map { Double($0 % 5) }
        let settings = ForecastTrial.Settings(firstOrigin: 30, horizon: 2, step: 1, paths: 100, seed: 2)
        let broken = ETSModel(.multiplicative, .none, .none)
        let trial = try ForecastTrial(
            RegularSeries(y, period: 5), methods: [.smoothingModel(broken)], settings: settings)
        #expect(trial.failures.map(\.method) == ["ETS(M,N,N)"])
        #expect(trial.verdicts.isEmpty)
        // A perfect season: the seasonal rule has no error at all, and scaled errors have no scale.
        #expect(trial.benchmark.meanAbsoluteError == 0)
        #expect(trial.benchmark.meanAbsoluteScaledError == nil)
        #expect(throws: SeriesError.tooShort(method: "this trial", points: 40, needed: 50)) {
            try ForecastTrial(
                RegularSeries(y, period: 5), methods: [],
                settings: ForecastTrial.Settings(firstOrigin: 48, horizon: 2, step: 1, paths: 100, seed: 1))
        }
    }
}
