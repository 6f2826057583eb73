import Foundation
import Statistics
import Testing

@testable import Surveillance

@Suite struct SeriesETSTests {
    private struct Case: Decodable {
        let name: String
        let period: Int
        let x: [Double]
        let chosen: String
        let chosenAICc: Double
        let fits: [Fit]

        var series: RegularSeries { RegularSeries(x, period: period) }
    }

    private struct Fit: Decodable {
        let errors: String
        let trend: String
        let aicc: Double
        let alpha, beta, gamma, phi, level, slope, loglik, sigma2, lastFitted: Double
        let season: Season
        let mean, upper: [Double]

        /// The season's letter, and where it starts.
        struct Season: Decodable {
            let letter: String
            let values: [Double]
        }

        var model: ETSModel? {
            guard let errors = ETSModel.Errors(rawValue: errors), let trend = ETSModel.Trend(rawValue: trend),
                let season = ETSModel.Season(rawValue: season.letter)
            else { return nil }
            return ETSModel(errors, trend, season)
        }

        var parameters: ETSParameters {
            ETSParameters(
                alpha: alpha, beta: beta, gamma: gamma, phi: phi, level: level, slope: slope, season: season.values)
        }
    }

    private static let cases = Result { try SeriesFixtures.read("ets", as: [Case].self) }

    @Test func `with R's parameters likelihood, variance, fit and forecasts are R's`() throws {
        var compared = 0
        for given in try Self.cases.get() {
            for fit in given.fits {
                let model = try #require(fit.model)
                guard let ours = try? ETS(given.series, model: model, parameters: fit.parameters) else {
                    // Ours refuses fitted values of zero or less, which R lets pass: three models of two series.
                    #expect(model.errors == .multiplicative, "\(given.name) \(model)")
                    continue
                }
                compared += 1
                let label: Comment = "\(given.name) \(model)"
                #expect(abs(ours.logLikelihood - fit.loglik) < 1e-7 * abs(fit.loglik), label)
                #expect(abs(ours.aicc - fit.aicc) < 1e-7 * abs(fit.aicc), label)
                #expect(abs(ours.sigma2 - fit.sigma2) < 1e-7 * fit.sigma2, label)
                #expect(abs(try #require(ours.fitted.last) - fit.lastFitted) < 1e-8 * abs(fit.lastFitted), label)
                let found = try ours.forecast(steps: fit.mean.count, levels: [0.95], paths: 100, seed: 1)
                let scale = fit.mean.map(abs).max() ?? 1
                #expect(SeriesFixtures.largestDifference(found.mean, fit.mean) < 1e-8 * scale, label)
                // R's class 1 without a trend learns the season one step early: compared up to there only.
                if !fit.upper.isEmpty {
                    let sound = model.trend == .none && model.season != .none ? given.period - 1 : fit.upper.count
                    let upper = Array(found.intervals[0].upper.prefix(sound))
                    let wanted = Array(fit.upper.prefix(sound))
                    #expect(SeriesFixtures.largestDifference(upper, wanted) < 1e-7 * scale, label)
                }
            }
        }
        #expect(compared > 240)
    }

    @Test(arguments: ["Nile", "LakeHuron", "discoveries", "WWWusage", "short", "JohnsonJohnson"])
    func `no fit of a short cycle is less likely than R's`(_ name: String) throws {
        let given = try #require(try Self.cases.get().first { $0.name == name })
        for fit in given.fits {
            let model = try #require(fit.model)
            let ours = try ETS(given.series, model: model)
            #expect(ours.aicc <= fit.aicc + 1e-6, "\(name) \(model)")
        }
        #expect(try ETS.chosen(for: given.series).aicc <= given.chosenAICc + 1e-6)
    }

    @Test(arguments: ["USAccDeaths"])
    func `no fit of months is less likely than R's`(_ name: String) throws {
        let given = try #require(try Self.cases.get().first { $0.name == name })
        for fit in given.fits where fit.trend != "M" && fit.trend != "Md" {
            let model = try #require(fit.model)
            let ours = try ETS(given.series, model: model)
            #expect(ours.aicc <= fit.aicc + 1e-6, "\(name) \(model)")
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["BREAKWATER_LONG_TESTS"] != nil))
    func `no fit of any series is less likely than R's`() throws {
        for given in try Self.cases.get() {
            for fit in given.fits {
                let model = try #require(fit.model)
                let ours = try ETS(given.series, model: model)
                #expect(ours.aicc <= fit.aicc + 1e-6, "\(given.name) \(model)")
            }
        }
    }

    @Test func `where R finds the same optimum the forecasts are the same`() throws {
        for (name, model) in [("Nile", "ETS(M,N,N)"), ("LakeHuron", "ETS(A,N,N)"), ("discoveries", "ETS(A,N,N)")] {
            let given = try #require(try Self.cases.get().first { $0.name == name })
            let fit = try #require(given.fits.first { $0.model?.description == model })
            let ours = try ETS.chosen(for: given.series)
            #expect(ours.model.description == model)
            let found = try ours.forecast(steps: fit.mean.count, levels: [0.95], paths: 100, seed: 1)
            #expect(SeriesFixtures.largestDifference(found.mean, fit.mean) < 5e-4 * abs(fit.mean[0]), "\(name)")
        }
    }

    @Test func `the stability test agrees with the roots found one by one`() {
        // z² − 0.5z + c has roots of length √c when complex: stable below 1.
        #expect(ETSAdmissible.isStable([1, -0.5, 0.99]))
        #expect(!ETSAdmissible.isStable([1, -0.5, 1.01]))
        #expect(ETSAdmissible.isStable([1, -1.7, 0.72]))
        #expect(!ETSAdmissible.isStable([1, -2.1, 1.1]))
        #expect(ETSAdmissible.isStable([1, 0, 0, 0, -0.9999]))
        #expect(!ETSAdmissible.isStable([1, 0, 0, 0, -1.001]))
    }

    @Test func `exact and simulated intervals agree, also for a season without trend`() throws {
        var dice = SeriesFixtures.Dice(3)
        let x = (0..<72).map { (i: Int) -> Double in
            100 + 10 * cos(Double(i) * Double.pi / 6) + 3 * dice.normal()
        }
        let series = RegularSeries(x, period: 12)
        let model = ETSModel(.additive, .none, .additive)
        let parameters = ETSParameters(
            alpha: 0.3, beta: 0, gamma: 0.5, phi: 1, level: 100, slope: 0,
            season: (0..<12).map { 10 * cos(Double($0) * Double.pi / 6) })
        let fit = try ETS(series, model: model, parameters: parameters)
        let exact = fit.variances(30)
        // The same futures drawn step by step.
        var sums = [Double](repeating: 0, count: 30)
        let means = try fit.forecast(steps: 30, levels: [0.8], paths: 100, seed: 1).mean
        let source = Generator(seed: 8)
        for path in 0..<20_000 {
            var generator = source.stream(path)
            var state = fit.last
            for step in 0..<30 {
                let error = fit.sigma2.squareRoot() * generator.normal()
                let value = state.expected + error
                state.learn(error)
                sums[step] += (value - means[step]) * (value - means[step])
            }
        }
        for step in 0..<30 {
            // The variance of 20,000 normal draws is known to about 1 % (one standard error); 4 % is four of them.
            #expect(abs(sums[step] / 20_000 / exact[step] - 1) < 0.04, "step \(step + 1)")
        }
    }

    @Test func `simulated intervals come out the same for a seed, and widen with the level and the distance`() throws {
        let given = try #require(try Self.cases.get().first { $0.name == "UKgas" })
        let fit = try ETS(given.series, model: ETSModel(.multiplicative, .additive, .multiplicative))
        let first = try fit.forecast(steps: 12, levels: [0.8, 0.95], paths: 2000, seed: 5)
        #expect(try fit.forecast(steps: 12, levels: [0.8, 0.95], paths: 2000, seed: 5) == first)
        #expect(try fit.forecast(steps: 12, levels: [0.8, 0.95], paths: 2000, seed: 6) != first)
        for step in 0..<12 {
            #expect(first.intervals[0].lower[step] > first.intervals[1].lower[step])
            #expect(first.intervals[0].upper[step] < first.intervals[1].upper[step])
            #expect(first.intervals[1].lower[step] < first.mean[step])
        }
        let widths = [0, 4, 8].map { first.intervals[0].upper[$0] - first.intervals[0].lower[$0] }
        #expect(widths == widths.sorted())
    }

    @Test func `units do not matter to what is learnt`() throws {
        let given = try #require(try Self.cases.get().first { $0.name == "short" })
        let model = ETSModel(.additive, .additive, .none)
        let plain = try ETS(given.series, model: model)
        let scaled = try ETS(RegularSeries(given.x.map { $0 * 1000 }, period: 1), model: model)
        #expect(abs(plain.parameters.alpha - scaled.parameters.alpha) < 1e-3)
        let first = try plain.forecast(steps: 3, levels: [], paths: 100, seed: 1).mean
        let second = try scaled.forecast(steps: 3, levels: [], paths: 100, seed: 1).mean
        #expect(SeriesFixtures.largestDifference(first.map { $0 * 1000 }, second) < 1)
    }

    @Test func `what cannot be smoothed is refused in words`() throws {
        #expect(throws: SeriesError.tooShort(method: "ETS(A,A,N)", points: 5, needed: 7)) {
            try ETS(RegularSeries([1, 2, 3, 2, 1], period: 1), model: ETSModel(.additive, .additive, .none))
        }
        #expect(throws: SeriesError.noVariation("Every value of the series is the same.")) {
            try ETS.chosen(for: RegularSeries([Double](repeating: 0, count: 40), period: 12))
        }
        var zeros = (0..<40).map { Double($0 % 5) + 1 }
        zeros[9] = 0
        #expect(throws: SeriesError.notPositive(model: "ETS(M,N,N)", position: 9)) {
            try ETS(RegularSeries(zeros, period: 1), model: ETSModel(.multiplicative, .none, .none))
        }
        // Without a positive series the choice is among additive models only, not a failure.
        #expect(try ETS.chosen(for: RegularSeries(zeros, period: 1)).model.errors == .additive)
        #expect(throws: SeriesError.missing(positions: [1])) {
            try ETS.chosen(for: RegularSeries([1, nil, 3, 4, 5, 6, 7], period: 1, firstSeason: 0))
        }
        let fit = try ETS.chosen(for: RegularSeries([3, 5, 4, 6, 5, 7, 6, 9], period: 1))
        #expect(throws: SeriesError.self) { try fit.forecast(steps: 0, levels: [0.8], paths: 1000, seed: 1) }
        #expect(throws: SeriesError.self) { try fit.forecast(steps: 2, levels: [1], paths: 1000, seed: 1) }
    }

    @Test func `a line that fits exactly has a finite likelihood, and one enormous value finite forecasts`() throws {
        let line = (0..<30).map { 5 + 2 * Double($0) }
        let exact = try ETS(RegularSeries(line, period: 1), model: ETSModel(.additive, .additive, .none))
        #expect(exact.aicc.isFinite)
        let ahead = try exact.forecast(steps: 3, levels: [0.95], paths: 100, seed: 1)
        #expect(SeriesFixtures.largestDifference(ahead.mean, [65, 67, 69]) < 1e-4)
        var wild = (0..<48).map { 10 + Double($0 % 12) }
        wild[20] = 1e9
        let fit = try ETS.chosen(for: RegularSeries(wild, period: 12))
        let found = try fit.forecast(steps: 12, levels: [0.8, 0.95], paths: 500, seed: 1)
        #expect(found.mean.allSatisfy { $0.isFinite })
        #expect(found.intervals.allSatisfy { ($0.lower + $0.upper).allSatisfy { $0.isFinite } })
    }
}
