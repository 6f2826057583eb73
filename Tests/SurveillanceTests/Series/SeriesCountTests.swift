import Foundation
import Statistics
import Testing

@testable import Surveillance

/// What the script for counts and scores made.
struct CountReference: Decodable {
    struct Case: Decodable {
        let name: String
        let y, coefficients, errors, lower, upper, mean: [Double]
        let dispersion, theta: Double
    }
    struct Naive: Decodable {
        let mean: [Double]
        let lower, upper: [[Double]]
    }
    struct Losses: Decodable {
        let first, second: [Double]
    }
    let people: [Double]
    let cases: [Case]
    let naive: [Naive]
    let losses: Losses
    let dm1, dm3, accuracy: [Double]
}

@Suite struct SeriesCountTests {
    private let models = [
        CountModel(.poisson, season: .factors, hasTrend: true),
        CountModel(.quasiPoisson, season: .harmonics(2), hasTrend: true),
        CountModel(.negativeBinomial, season: .factors, hasTrend: true),
    ]

    @Test func `coefficients, errors, scatter and points are R's, and simulated limits agree`() throws {
        let reference = try SeriesFixtures.read("counts", as: CountReference.self)
        for (given, model) in zip(reference.cases, models) {
            let isPerHead = given.name.hasSuffix("per head")
            let fit = try CountFit(
                RegularSeries(given.y, period: 12), model: model, exposure: isPerHead ? reference.people : nil)
            let label: Comment = "\(given.name)"
            let coefficients = fit.fit.coefficients.compactMap { $0 }
            let errors = fit.fit.standardErrors.compactMap { $0 }
            #expect(SeriesFixtures.largestDifference(coefficients, given.coefficients) < 1e-5, label)
            #expect(SeriesFixtures.largestDifference(errors, given.errors) < 1e-5, label)
            #expect(abs(try #require(fit.dispersion) - given.dispersion) < 1e-4, label)
            if given.theta > 0 { #expect(abs(try #require(fit.fit.theta) - given.theta) < 1e-3 * given.theta, label) }
            let coming = Array(reference.people.suffix(12))
            let found = try fit.forecast(
                steps: 12, levels: [0.95], paths: 20_000, seed: 3, exposure: isPerHead ? coming : nil)
            #expect(SeriesFixtures.largestDifference(found.mean, given.mean) < 1e-3, label)
            // Quantiles of 20,000 counts move by about half a count to one count of about 30 to 80.
            #expect(SeriesFixtures.largestDifference(found.intervals[0].lower, given.lower) <= 2, label)
            #expect(SeriesFixtures.largestDifference(found.intervals[0].upper, given.upper) <= 3, label)
        }
    }

    @Test func `missing months are left out, and a forecast needs the coming population`() throws {
        let reference = try SeriesFixtures.read("counts", as: CountReference.self)
        var values: [Double?] = reference.cases[0].y
        values[5] = nil
        values[40] = nil
        let series = RegularSeries(values, period: 12, firstSeason: 0)
        let fit = try CountFit(series, model: models[0], exposure: nil)
        #expect(fit.steps.count == 82)
        let whole = try CountFit(RegularSeries(reference.cases[0].y, period: 12), model: models[0], exposure: nil)
        let slope = try #require(fit.fit.coefficients[1])
        #expect(abs(slope - (try #require(whole.fit.coefficients[1]))) < 0.001)
        let perHead = try CountFit(series, model: models[0], exposure: Array(reference.people.prefix(84)))
        #expect(throws: SeriesError.self) {
            try perHead.forecast(steps: 6, levels: [0.8], paths: 200, seed: 1, exposure: nil)
        }
        #expect(throws: SeriesError.unequalLengths("The population", 3, 6)) {
            try perHead.forecast(steps: 6, levels: [0.8], paths: 200, seed: 1, exposure: [1, 1, 1])
        }
    }

    @Test func `a doubled population with doubled counts tells the same trend`() throws {
        let reference = try SeriesFixtures.read("counts", as: CountReference.self)
        let y = reference.cases[0].y
        let people = Array(reference.people.prefix(84))
        let model = CountModel(.poisson, season: .harmonics(1), hasTrend: true)
        let one = try CountFit(RegularSeries(y, period: 12), model: model, exposure: people)
        let two = try CountFit(RegularSeries(y, period: 12), model: model, exposure: people.map { $0 * 2 })
        let slopes = [try #require(one.fit.coefficients[1]), try #require(two.fit.coefficients[1])]
        #expect(abs(slopes[0] - slopes[1]) < 1e-9)
    }

    @Test func `limits are the same for a seed and hold close to their share of new counts`() throws {
        var dice = SeriesFixtures.Dice(77)
        var within = 0
        var total = 0
        for run in 0..<40 {
            let y = (0..<72).map { (i: Int) -> Double in
                dice.poisson(30 * exp(0.3 * cos(Double(i) * Double.pi / 6)))
            }
            let fit = try CountFit(
                RegularSeries(Array(y.prefix(60)), period: 12),
                model: CountModel(.poisson, season: .harmonics(1), hasTrend: false), exposure: nil)
            let found = try fit.forecast(steps: 12, levels: [0.8], paths: 1000, seed: UInt64(run), exposure: nil)
            if run == 0 {
                let again = try fit.forecast(steps: 12, levels: [0.8], paths: 1000, seed: 0, exposure: nil)
                #expect(again == found)
            }
            for step in 0..<12 {
                let value = y[60 + step]
                total += 1
                if found.intervals[0].lower[step] <= value, value <= found.intervals[0].upper[step] { within += 1 }
            }
        }
        // 480 counts: the share within is known to about 2 points; whole counts make limits a little wide.
        let share = Double(within) / Double(total)
        #expect(share > 0.74 && share < 0.9)
    }

    @Test func `counts that cannot be modelled are refused in words`() {
        let model = CountModel(.poisson, season: .factors, hasTrend: true)
        #expect(throws: SeriesError.noVariation("Every count is zero.")) {
            try CountFit(RegularSeries([Double](repeating: 0, count: 40), period: 12), model: model, exposure: nil)
        }
        #expect(throws: SeriesError.negative(position: 2)) {
            let bad = RegularSeries([1, 2, -3] + [Double](repeating: 1, count: 40), period: 12)
            _ = try CountFit(bad, model: model, exposure: nil)
        }
        #expect(throws: SeriesError.tooShort(method: "a \(model)", points: 5, needed: 16)) {
            try CountFit(RegularSeries([1, 2, 3, 4, 5], period: 12), model: model, exposure: nil)
        }
        // A month that is always zero has no factor; waves cope.
        let seasonal = (0..<48).map { (i: Int) -> Double in i % 12 == 3 ? 0 : Double(3 + i % 4) }
        let series = RegularSeries(seasonal, period: 12)
        #expect(throws: SeriesError.self) { try CountFit(series, model: model, exposure: nil) }
        let waves = CountModel(.quasiPoisson, season: .harmonics(2), hasTrend: true)
        #expect(throws: Never.self) {
            let found = try CountFit(series, model: waves, exposure: nil)
                .forecast(steps: 12, levels: [0.8], paths: 200, seed: 1, exposure: nil)
            #expect(found.intervals[0].upper.allSatisfy { $0.isFinite })
        }
        #expect(throws: SeriesError.self) {
            try CountFit(
                series, model: CountModel(.poisson, season: .harmonics(7), hasTrend: false), exposure: nil)
        }
    }
}
