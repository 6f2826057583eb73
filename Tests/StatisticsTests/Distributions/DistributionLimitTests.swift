import Foundation
import Testing

@testable import Statistics

@Suite struct DistributionLimitTests {
    private struct Point: Decodable {
        let a: Double
        let b: Double?
        let x: Double
        let low: Double
        let high: Double
    }

    @Test func `both tails of the incomplete functions are those of 50 digits`() throws {
        for point in try Fixture.read("distributions/incomplete.json", as: [Point].self) {
            let found = try #require(
                point.b.map { SpecialFunctions.betaTails(point.a, $0, point.x, complement: 1 - point.x) }
                    ?? SpecialFunctions.gammaTails(shape: point.a, point.x))
            let gap = max(Fixture.gap(found.lower, point.low), Fixture.gap(found.upper, point.high))
            #expect(gap < 5e-13, "\(point): \(gap)")
        }
    }

    @Test func `quantiles of random distributions lead back to their shares`() throws {
        var generator = Generator(seed: 77)
        for _ in 0..<400 {
            let a = exp(generator.uniform() * 14 - 5)
            let b = exp(generator.uniform() * 14 - 5)
            let share = generator.openUniform() * exp(-20 * generator.uniform())
            let lines: [any ContinuousDistribution] = [
                try GammaDistribution(shape: a, rate: 3), try StudentTDistribution(df: a), try FDistribution(a, b),
            ]
            for line in lines {
                guard let low = try? line.quantile(share), abs(low) > 1e-290, abs(low) < 1e290 else { continue }
                let around = [line.cumulative(low * (1 - 1e-14)), line.cumulative(low * (1 + 1e-14))].sorted()
                #expect(around[0] <= share * (1 + 1e-11) && around[1] >= share * (1 - 1e-11), "\(line) \(share)")
            }
            let place = try BetaDistribution(a, b).place(Tails(lower: share))
            guard place.lower > 1e-290, place.upper > 1e-290 else { continue }
            let found = try #require(SpecialFunctions.betaTails(a, b, place.lower, complement: place.upper))
            #expect(Fixture.gap(found.lower, share) < 1e-9, "\(a) \(b) \(share)")
        }
    }

    @Test func `shares of a count add up to 1 and the quantile leads back`() throws {
        let distributions: [any CountDistribution] = [
            try PoissonDistribution(mean: 7.3), try BinomialDistribution(trials: 60, probability: 0.13),
            try NegativeBinomialDistribution(mean: 4, size: 1.7), try PoissonDistribution(mean: 0),
            try BinomialDistribution(trials: 0, probability: 0.4), try BinomialDistribution(trials: 5, probability: 1),
            try NegativeBinomialDistribution(mean: 0, size: 2),
        ]
        for distribution in distributions {
            var sum: Double = 0
            for count in 0...400 {
                sum += distribution.density(count)
                #expect(abs(distribution.cumulative(count) - sum) < 1e-13)
                #expect(abs(distribution.survival(count) + distribution.cumulative(count) - 1) < 1e-14)
                guard distribution.density(count) > 1e-12, distribution.survival(count) > 1e-12 else { continue }
                #expect(try distribution.quantile(distribution.cumulative(count)) == count)
                #expect(try distribution.quantile(upper: distribution.survival(count)) == count)
            }
            #expect(distribution.density(-1) == 0 && distribution.cumulative(-1) == 0 && distribution.survival(-1) == 1)
            #expect(distribution.atLeast(0) == 1)
            #expect(try distribution.quantile(0) == 0)
        }
    }

    @Test func `a large size is Poisson's, many trials too, and many degrees of freedom the normal's`() throws {
        let poisson = try PoissonDistribution(mean: 12)
        let negative = try NegativeBinomialDistribution(mean: 12, size: 1e12)
        let binomial = try BinomialDistribution(trials: 1_000_000_000, probability: 12e-9)
        let t = try StudentTDistribution(df: 1e12)
        for count in [0, 5, 12, 30, 60] {
            #expect(Fixture.gap(negative.survival(count), poisson.survival(count)) < 1e-8)
            #expect(Fixture.gap(binomial.density(count), poisson.density(count)) < 1e-5)
        }
        for x in [-6.0, -1, 0.3, 4] {
            #expect(Fixture.gap(t.cumulative(x), NormalDistribution.standard.cumulative(x)) < 1e-9)
        }
    }

    @Test func `the error function's inverse leads back`() throws {
        for x in [-0.999_999, -0.3, 1e-12, 0.5, 0.99] {
            #expect(Fixture.gap(erf(try #require(SpecialFunctions.inverseErf(x))), x) < 1e-14)
        }
        for x in [1e-200, 1e-9, 0.4, 1, 1.7] {
            #expect(Fixture.gap(erfc(try #require(SpecialFunctions.inverseErfc(x))), x) < 2e-13)
        }
        #expect(SpecialFunctions.inverseErf(1) == nil && SpecialFunctions.inverseErfc(0) == nil)
    }

    @Test func `the incomplete functions meet their closed forms`() throws {
        for x in [0.1, 1, 3, 20] {
            // P(1, x) = 1 − e^(−x); I_x(1, b) = 1 − (1 − x)^b.
            #expect(Fixture.gap(try #require(SpecialFunctions.upperGamma(shape: 1, x)), exp(-x)) < 1e-14)
            #expect(Fixture.gap(try #require(SpecialFunctions.lowerGamma(shape: 1, x)), -expm1(-x)) < 1e-14)
            let share = x / 25
            let wanted = -expm1(7 * log1p(-share))
            #expect(Fixture.gap(try #require(SpecialFunctions.lowerBeta(1, 7, share)), wanted) < 1e-14)
        }
        #expect(SpecialFunctions.lowerGamma(shape: 0, 1) == nil && SpecialFunctions.lowerBeta(1, 1, 1.5) == nil)
    }

    @Test func `parameters and shares outside are refused in words`() throws {
        #expect(throws: DistributionError.self) { try NormalDistribution(mean: 0, sd: 0) }
        #expect(throws: DistributionError.self) { try PoissonDistribution(mean: .nan) }
        #expect(throws: DistributionError.self) { try PoissonDistribution(mean: .infinity) }
        #expect(throws: DistributionError.self) { try BinomialDistribution(trials: -1, probability: 0.5) }
        #expect(throws: DistributionError.self) { try BinomialDistribution(trials: 4, probability: 1.1) }
        #expect(throws: DistributionError.self) { try NegativeBinomialDistribution(mean: 1, size: 0) }
        #expect(throws: DistributionError.noQuantile(share: 1)) { try PoissonDistribution(mean: 3).quantile(1) }
        #expect(throws: DistributionError.noQuantile(share: 0)) { try NormalDistribution.standard.quantile(0) }
        #expect(throws: DistributionError.noQuantile(share: 2)) { try ChiSquareDistribution(df: 3).quantile(2) }
        #expect(DistributionError.noQuantile(share: 2).description.contains("between 0 and 1"))
        #expect(try BinomialDistribution(trials: 9, probability: 0.5).quantile(1) == 9)
        #expect(throws: DistributionError.self) {
            try BinomialDistribution(trials: 9, probability: 0.5).quantile(.nan)
        }
    }
}
