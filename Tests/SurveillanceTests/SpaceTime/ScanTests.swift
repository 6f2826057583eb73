import Statistics
import Testing

@testable import Surveillance

/// What must hold of any scan, and what becomes of bad input.
@Suite struct ScanTests {
    /// Places at random, people by place, and cases by chance with one cylinder raised.
    private func town(
        seed: UInt64, places: Int, months: Int, cases: Double, raised: Double = 1
    ) throws -> (places: [ScanPlace], periods: ScanPeriods, cases: [Int], expected: [Double]) {
        var random = Generator(seed: seed)
        let spots = (0..<places).map { _ in ScanPlace(x: random.uniform() * 10, y: random.uniform() * 10) }
        let people = (0..<places).map { _ in 500 + random.uniform() * 2_000 }
        let periods = try ScanPeriods.months(fromYear: 2_023, month: 11, count: months)
        var expected: [Double] = []
        for person in people { expected += periods.lengths.map { person * $0 } }
        let scale = cases / expected.reduce(0, +)
        let near = spots.indices.sorted { hypot(spots[$0], spots[0]) < hypot(spots[$1], spots[0]) }.prefix(places / 10)
        let drawn = expected.indices.map { cell -> Int in
            let hot = near.contains(cell / months) && cell % months >= months - 3
            return random.poisson(mean: expected[cell] * scale * (hot ? raised : 1))
        }
        return (spots, periods, drawn, expected)
    }

    private func hypot(_ a: ScanPlace, _ b: ScanPlace) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    private func settings(_ replications: Int, _ rates: ScanSettings.Rates = .high) -> ScanSettings {
        var settings = ScanSettings(window: .spaceTime(.prospective), rates: rates, seed: 77)
        settings.replications = replications
        return settings
    }

    @Test func `months have their true lengths and dates`() throws {
        let periods = try ScanPeriods.months(fromYear: 2_023, month: 12, count: 4)
        #expect(periods.lengths == [31, 31, 29, 31])
        #expect(periods.starts == ["2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01"])
        #expect(periods.ends[2] == "2024-02-29")
        #expect(try ScanPeriods.months(fromYear: 1_900, month: 2, count: 1).lengths == [28])
        #expect(throws: ScanError.self) { try ScanPeriods.months(fromYear: 2_024, month: 13, count: 1) }
    }

    @Test func `a planted cluster is found, dated and named`() throws {
        let town = try town(seed: 4, places: 60, months: 24, cases: 1_500, raised: 3)
        let data = try ScanData(
            places: town.places, periods: town.periods, cases: town.cases, model: .poisson(expected: town.expected))
        let found = try Scan.run(data, settings(99))
        let top = try #require(found.clusters.first)
        #expect(top.window.places.contains(0))
        #expect(top.window.start == "2025-08-01" && top.window.end == "2025-10-31")
        #expect(top.pValue == 0.01)
        #expect(top.recurrencePeriods.map { abs($0 - 100) < 1e-9 } == true)
        #expect(try #require(top.gumbelPValue) < 0.001)
        #expect(abs(try #require(top.recurrenceTime) - 100 * town.periods.lengths.reduce(0, +) / 24) < 1e-9)
        for (index, cluster) in found.clusters.enumerated() {
            for other in found.clusters[..<index] {
                #expect(Set(cluster.window.places).isDisjoint(with: other.window.places))
                #expect(cluster.logLikelihoodRatio <= other.logLikelihoodRatio + 1e-9)
            }
        }
    }

    @Test func `threads, the scale of the map and of the expected numbers change nothing`() throws {
        let town = try town(seed: 5, places: 50, months: 20, cases: 700)
        let data = try ScanData(
            places: town.places, periods: town.periods, cases: town.cases, model: .poisson(expected: town.expected))
        var settings = settings(150, .both)
        let one = try Scan.run(data, settings)
        settings.threads = 3
        #expect(try Scan.run(data, settings) == one)
        let moved = try ScanData(
            places: town.places.map { ScanPlace(x: $0.y * 1_000, y: -$0.x * 1_000) }, periods: town.periods,
            cases: town.cases, model: .poisson(expected: town.expected.map { $0 * 1e-6 }))
        let other = try Scan.run(moved, settings)
        #expect(other.clusters.map(\.window) == one.clusters.map(\.window))
        for (a, b) in zip(one.replicateMaxima, other.replicateMaxima) { #expect(abs(a - b) < 1e-8) }
    }

    @Test func `many cases are counted in wider lanes with the same answers`() throws {
        let town = try town(seed: 6, places: 20, months: 6, cases: 34_000)
        let data = try ScanData(
            places: town.places, periods: town.periods, cases: town.cases, model: .poisson(expected: town.expected))
        let settings = settings(10, .both)
        let found = try Scan.run(data, settings)
        let problem = try ScanProblem(data, settings)
        let statistic = ScanPoisson(total: Double(problem.total))
        let direct = ScanDirect(problem: problem, statistic: statistic)
        #expect(problem.total > Int(Int16.max))
        for number in 0..<10 {
            let maximum = direct.maximum(caseSums: ScanDraw(problem).caseSums(number))
            #expect(abs(maximum - found.replicateMaxima[number]) < 1e-9 * max(1, maximum))
        }
    }

    @Test func `the p value of quiet data is as often small as it says`() throws {
        var small = 0
        for seed in 0..<60 {
            let town = try town(seed: UInt64(100 + seed), places: 25, months: 12, cases: 200)
            let data = try ScanData(
                places: town.places, periods: town.periods, cases: town.cases, model: .poisson(expected: town.expected))
            let found = try Scan.run(data, settings(39))
            if (found.clusters.first?.pValue ?? 1) <= 0.25 { small += 1 }
        }
        // 15 are to be expected, with a standard deviation of 3.4.
        #expect((4...27).contains(small))
    }

    @Test func `bounds and levels hold for both statistics`() {
        let poisson = ScanPoisson(total: 80)
        let bernoulli = ScanBernoulli(total: 80, people: 200)
        for cases in 0...80 {
            for step in 1..<80 {
                let expected = Double(step)
                let c = Double(cases)
                #expect(poisson.value(c, expected) <= poisson.bound(c, expected) + 1e-9)
                let people = expected * 2.5
                guard people >= c, 200 - people >= 80 - c else { continue }
                #expect(bernoulli.value(c, expected) <= bernoulli.bound(c, expected) + 1e-9)
            }
        }
        #expect(poisson.value(0, 0) == 0 && poisson.value(80, 80) == 0)
    }

    @Test func `co-located places join together and tied windows are named`() throws {
        let spots = [(0.0, 0.0), (0, 0), (5, 0), (-5, 0), (0, 5), (0, -5)].map { ScanPlace(x: $0.0, y: $0.1) }
        let cases = [6, 0, 1, 1, 1, 1]
        let data = try ScanData(
            places: spots, periods: .generic(1), cases: cases,
            model: .poisson(expected: [1, 1, 1, 1, 1, 1]))
        var settings = ScanSettings(window: .spatial, rates: .high, seed: 1)
        settings.replications = 99
        let found = try Scan.run(data, settings)
        #expect(found.clusters[0].window.places == [0, 1])
        #expect(found.clusters[0].radius == 0)
        // Two equal places far apart tie.
        let tied = try ScanData(
            places: [0, 10, 20, 30, 40, 50].map { ScanPlace(x: $0, y: 0) }, periods: .generic(1),
            cases: [5, 0, 1, 1, 0, 5], model: .poisson(expected: [1, 1, 1, 1, 1, 1]))
        let both = try Scan.run(tied, settings)
        #expect(both.clusters[0].window.places == [0])
        #expect(both.clusters[0].ties.map(\.places) == [[5]])
        #expect(both.clusters[1].window.places == [5])
    }

    @Test func `places with nobody and no cases, one huge outlier and all cases in one place have sound answers`()
        throws
    {
        let spots = [0.0, 1, 2, 3, 1e7].map { ScanPlace(x: $0, y: 0) }
        let empty = try ScanData(
            places: spots, periods: .generic(1), cases: [3, 0, 0, 9, 2], model: .poisson(expected: [5, 0, 4, 4, 6]))
        var settings = ScanSettings(window: .spatial, rates: .both, seed: 1)
        settings.replications = 99
        for cluster in try Scan.run(empty, settings).clusters {
            #expect(cluster.ratio.isFinite && cluster.logLikelihoodRatio.isFinite && cluster.expected > 0)
        }
        let one = try ScanData(
            places: spots, periods: .generic(1), cases: [0, 0, 0, 1_000_000, 0],
            model: .poisson(expected: [1, 1, 1, 1, 1]))
        let found = try Scan.run(one, settings)
        #expect(found.clusters[0].window.places == [3])
        #expect(found.clusters[0].relativeRisk == nil)
        #expect(found.clusters[0].logLikelihoodRatio.isFinite)
        let even = try ScanData(
            places: spots, periods: .generic(1), cases: [2, 2, 2, 2, 2], model: .poisson(expected: [1, 1, 1, 1, 1]))
        #expect(try Scan.run(even, settings).clusters.isEmpty)
    }

    @Test func `bad input is refused in plain words`() throws {
        let spots = [0.0, 1, 2].map { ScanPlace(x: $0, y: 0) }
        #expect(throws: ScanError.empty) {
            try ScanData(places: [], periods: .generic(3), cases: [], model: .spaceTimePermutation)
        }
        #expect(throws: ScanError.wrongLength(what: "cases", expected: 6, found: 5)) {
            try ScanData(places: spots, periods: .generic(2), cases: [1, 1, 1, 1, 1], model: .spaceTimePermutation)
        }
        #expect(throws: ScanError.negative(what: "cases", place: 1)) {
            try ScanData(places: spots, periods: .generic(1), cases: [1, -1, 1], model: .spaceTimePermutation)
        }
        #expect(throws: ScanError.badCoordinate(place: 2)) {
            try ScanData(
                places: Array(spots[..<2]) + [ScanPlace(x: .nan, y: 0)], periods: .generic(1), cases: [1, 1, 1],
                model: .spaceTimePermutation)
        }
        #expect(throws: ScanError.casesWithoutPopulation(place: 1, period: 0)) {
            try ScanData(places: spots, periods: .generic(1), cases: [1, 1, 1], model: .poisson(expected: [1, 0, 1]))
        }
        #expect(ScanError.casesWithoutPopulation(place: 1, period: 0).description.contains("Place 2 has cases"))
        let zeros = try ScanData(
            places: spots, periods: .generic(1), cases: [0, 0, 0], model: .poisson(expected: [1, 1, 1]))
        var settings = ScanSettings(window: .spatial, rates: .high, seed: 1)
        #expect(throws: ScanError.tooFewCases(found: 0, needed: 2)) { try Scan.run(zeros, settings) }
        let permutation = try ScanData(
            places: spots, periods: .generic(2), cases: [1, 1, 1, 1, 1, 1], model: .spaceTimePermutation)
        #expect(throws: ScanError.needsSpaceAndTime) { try Scan.run(permutation, settings) }
        settings.window = .spaceTime(.prospective)
        settings.longestInterval = .share(0.4)
        #expect(throws: ScanError.noInterval(periods: 2)) { try Scan.run(permutation, settings) }
        settings.longestInterval = .share(0.5)
        settings.largestShare = 0.1
        #expect(throws: ScanError.noCircle) { try Scan.run(permutation, settings) }
        settings.largestShare = 1.5
        #expect(throws: ScanError.self) { try Scan.run(permutation, settings) }
        let one = try ScanData(
            places: [spots[0]], periods: .generic(2), cases: [1, 2], model: .poisson(expected: [1, 1]))
        #expect(throws: ScanError.tooFew(what: "places", found: 1, needed: 2)) {
            try Scan.run(one, ScanSettings(window: .spatial, rates: .high, seed: 1))
        }
        #expect(throws: ScanError.noControls) {
            try ScanData(
                places: spots, periods: .generic(1), cases: [1, 1, 1], model: .bernoulli(controls: [0, 0, 0]))
        }
    }

    @Test func `populations are straight lines between counts and level outside them`() throws {
        let periods = try ScanPeriods.dated(lengths: [10, 20], starts: ["a", "b"], ends: ["a", "b"])
        // One count halfway: level throughout, so expected by the lengths alone.
        let level = try ScanExpectation.standardised(
            cases: [1, 2, 0, 3], strata: 1, places: 2, periods: periods,
            censuses: [ScanCensus(time: 15, people: [100, 200])])
        for (found, expected) in zip(level, [2.0 / 3, 4.0 / 3, 4.0 / 3, 8.0 / 3]) {
            #expect(abs(found - expected) < 1e-12)
        }
        // From 0 people at the start to 300 at the end in the first place: 500 person-days, then 4,000.
        let rising = try ScanExpectation.standardised(
            cases: [0, 9, 0, 0], strata: 1, places: 2, periods: periods,
            censuses: [ScanCensus(time: 30, people: [300, 0]), ScanCensus(time: 0, people: [0, 0])])
        #expect(abs(rising[0] - 1) < 1e-12 && abs(rising[1] - 8) < 1e-12 && rising[2] == 0)
        #expect(throws: ScanError.stratumWithoutPopulation(stratum: 1)) {
            try ScanExpectation.standardised(
                cases: [1, 1, 1, 1], strata: 2, places: 2, periods: .generic(1),
                censuses: [ScanCensus(time: 0, people: [5, 0, 5, 0])])
        }
    }
}
