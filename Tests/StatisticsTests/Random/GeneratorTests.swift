import Foundation
import Testing

@testable import Statistics

@Suite struct GeneratorTests {
    @Test func `the first words are those of the authors' code`() {
        // The values of the authors' C programs, from the states 1, 2, 3, 4 and 1234567.
        var generator = Generator(state: (1, 2, 3, 4))
        #expect((0..<4).map { _ in generator.next() } == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
        var mix = SplitMix(state: 1_234_567)
        #expect(mix.next() == 6_457_827_717_110_365_317)
        #expect(mix.next() == 3_203_168_211_198_807_973)
        #expect(mix.next() == 9_817_491_932_198_370_423)
    }

    @Test func `streams and jumps differ from each other and come back the same`() {
        let generator = Generator(seed: 7)
        var firsts: Set<UInt64> = []
        for number in -5..<2000 {
            var stream = generator.stream(number)
            var again = Generator(seed: 7).stream(number)
            let first = stream.next()
            #expect(first == again.next())
            firsts.insert(first)
        }
        #expect(firsts.count == 2005)
        #expect(generator.jumped != generator)
        #expect(generator.jumped == Generator(seed: 7).jumped)
        // A jump and a step may be taken in either order.
        var stepped = generator
        _ = stepped.next()
        var jumped = generator.jumped
        _ = jumped.next()
        #expect(stepped.jumped == jumped)
    }

    @Test func `every whole number below a bound comes as often as the others`() throws {
        var generator = Generator(seed: 11)
        for bound in [2, 3, 7, 100] {
            var counts = [Double](repeating: 0, count: bound)
            for _ in 0..<(bound * 2000) { counts[generator.integer(below: bound)] += 1 }
            let statistic = counts.reduce(0) { $0 + ($1 - 2000) * ($1 - 2000) / 2000 }
            #expect(try ChiSquareDistribution(df: Double(bound - 1)).survival(statistic) > 1e-4)
        }
        #expect(generator.integer(below: 1) == 0)
        #expect(generator.integer(below: 0) == 0)
        #expect(generator.integer(below: .max) >= 0)
    }

    @Test func `every order of four is as likely as another`() throws {
        var generator = Generator(seed: 3)
        var counts: [[Int]: Double] = [:]
        for _ in 0..<24_000 {
            var order = [0, 1, 2, 3]
            generator.shuffle(&order)
            counts[order, default: 0] += 1
        }
        let statistic = counts.values.reduce(0) { $0 + ($1 - 1000) * ($1 - 1000) / 1000 }
        #expect(counts.count == 24)
        #expect(try ChiSquareDistribution(df: 23).survival(statistic) > 1e-4)
    }

    /// The chi-square p value of counts drawn against a distribution, classes of fewer than 5 joined at the ends.
    private func fit(
        _ distribution: some CountDistribution, draws: Int, _ draw: () -> Int
    ) throws -> Double {
        var counts: [Int: Int] = [:]
        for _ in 0..<draws { counts[draw(), default: 0] += 1 }
        let low = try distribution.quantile(10 / Double(draws))
        let high = try distribution.quantile(upper: 10 / Double(draws))
        var statistic: Double = 0
        var classes = 0
        for value in low...high {
            let isFirst = value == low
            let isLast = value == high
            let share: Double =
                isFirst
                ? distribution.cumulative(value) : isLast ? distribution.atLeast(value) : distribution.density(value)
            let found = counts.filter { $0.key == value || (isFirst && $0.key < value) || (isLast && $0.key > value) }
            let expected = share * Double(draws)
            let gap = Double(found.values.reduce(0, +)) - expected
            statistic += gap * gap / expected
            classes += 1
        }
        guard classes > 1 else { return 1 }
        return try ChiSquareDistribution(df: Double(classes - 1)).survival(statistic)
    }

    @Test(arguments: [0.02, 1.5, 9.9, 10.1, 40, 900])
    func `Poisson draws have their distribution`(mean: Double) throws {
        var generator = Generator(seed: 21)
        #expect(try fit(PoissonDistribution(mean: mean), draws: 60_000) { generator.poisson(mean: mean) } > 1e-4)
    }

    @Test(arguments: [(3, 0.2), (40, 0.05), (40, 0.5), (1000, 0.3), (200, 0.97)])
    func `binomial draws have their distribution`(trials: Int, probability: Double) throws {
        var generator = Generator(seed: 22)
        let distribution = try BinomialDistribution(trials: trials, probability: probability)
        #expect(
            try fit(distribution, draws: 60_000) { generator.binomial(trials: trials, probability: probability) } > 1e-4
        )
    }

    @Test(arguments: [(2.0, 0.4), (12, 3), (50, 200)])
    func `negative binomial draws have their distribution`(mean: Double, size: Double) throws {
        var generator = Generator(seed: 23)
        let distribution = try NegativeBinomialDistribution(mean: mean, size: size)
        #expect(try fit(distribution, draws: 60_000) { generator.negativeBinomial(mean: mean, size: size) } > 1e-4)
    }

    @Test func `normal and gamma draws have their moments, and shares of their tails`() throws {
        var generator = Generator(seed: 24)
        let normals = (0..<100_000).map { _ in generator.normal() }
        #expect(abs(normals.reduce(0, +) / 1e5) < 0.015)
        #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / 1e5 - 1) < 0.02)
        #expect(abs(Double(normals.count { $0 > 1.96 }) / 1e5 - 0.025) < 0.002)
        for shape in [0.3, 1, 6.5] {
            let gammas = (0..<50_000).map { _ in generator.gamma(shape: shape, scale: 2) }
            let median = try GammaDistribution(shape: shape, rate: 0.5).quantile(0.5)
            #expect(abs(Double(gammas.count { $0 < median }) / 5e4 - 0.5) < 0.01)
            #expect(abs(gammas.reduce(0, +) / 5e4 / (2 * shape) - 1) < 0.05)
        }
    }

    @Test func `shares of a whole add up to it, and a class of no weight gets nothing`() {
        var generator = Generator(seed: 25)
        var sums = [0, 0, 0, 0, 0]
        for _ in 0..<3000 {
            let counts = generator.multinomial(trials: 40, weights: [1, 0, 2, 5, -3])
            #expect(counts.reduce(0, +) == 40)
            for index in counts.indices { sums[index] += counts[index] }
        }
        #expect(sums[1] == 0 && sums[4] == 0)
        #expect(abs(Double(sums[0]) / 120_000 - 0.125) < 0.005)
        #expect(abs(Double(sums[3]) / 120_000 - 0.625) < 0.006)
        #expect(generator.multinomial(trials: 3, weights: []) == [])
        #expect(generator.multinomial(trials: 3, weights: [0, 0]) == [0, 0])
    }

    @Test func `no mean, no count`() {
        var generator = Generator(seed: 1)
        #expect(generator.poisson(mean: 0) == 0)
        #expect(generator.poisson(mean: -1) == 0)
        #expect(generator.poisson(mean: .nan) == 0)
        #expect(generator.negativeBinomial(mean: 3, size: 0) == 0)
        #expect(generator.binomial(trials: 5, probability: 1) == 5)
        #expect(generator.binomial(trials: 0, probability: 0.5) == 0)
    }
}
