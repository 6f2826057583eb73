import Testing

@testable import Statistics

@Suite struct RateTests {
    struct Reference: Decodable {
        struct Counted: Decodable {
            let count: Double
            let confidence: Double
            let byar: [Double]
            let exact: [Double]
        }
        struct Direct: Decodable {
            let count: [Double]
            let population: [Double]
            let standard: [Double]
            let confidence: Double
            let total: Double
            let value: Double
            let lower: Double
            let upper: Double
        }
        struct Indirect: Decodable {
            let observed: Double
            let population: [Double]
            let referenceCount: [Double]
            let referencePopulation: [Double]
            let expected: Double
            let ratio: Double
            let lower: Double
            let upper: Double
            let rate: Double
        }
        struct Rates: Decodable {
            let first: Int
            let firstPopulation: Double
            let second: Int
            let secondPopulation: Double
            let p: Double
            let ratio: Double
            let lower: Double
            let upper: Double?
        }
        let counts: [Counted]
        let direct: [Direct]
        let indirect: [Indirect]
        let rates: [Rates]
    }

    private func reference() throws -> Reference {
        try Fixture.read("counts/counts.json", as: Reference.self)
    }

    private func near(_ found: Interval, _ lower: Double, _ upper: Double) -> Bool {
        abs(found.lower - lower) <= 1e-11 * max(1, abs(lower)) && abs(found.upper - upper) <= 1e-11 * max(1, abs(upper))
    }

    @Test func `intervals of counts are those of the formulas and of R`() throws {
        for row in try reference().counts {
            let confidence = try Confidence(row.confidence)
            let byar = try PoissonInterval.byar.interval(count: row.count, confidence: confidence)
            let exact = try PoissonInterval.exact.interval(count: row.count, confidence: confidence)
            #expect(near(byar, row.byar[0], row.byar[1]), "\(row.count)")
            #expect(near(exact, row.exact[0], row.exact[1]), "\(row.count)")
            let health = try PoissonInterval.publicHealth.interval(count: row.count, confidence: confidence)
            #expect(health == (row.count < 10 ? exact : byar))
        }
    }

    @Test func `Garwood's table and the public health package's own test are met`() throws {
        let none = try PoissonInterval.exact.interval(count: 0)
        #expect(none.lower == 0 && abs(none.upper - 3.689) < 5e-4)
        let ten = try PoissonInterval.exact.interval(count: 10)
        #expect(abs(ten.lower - 4.795) < 5e-4 && abs(ten.upper - 18.390) < 5e-4)
        let hundred = try PoissonInterval.byar.interval(count: 100)
        #expect(abs(hundred.lower - 81.362_105_490_527_88) < 1e-9)
    }

    @Test func `the exact interval holds the tails it names`() throws {
        for count in [1, 4, 17, 230] {
            let range = try PoissonInterval.exact.interval(count: Double(count))
            #expect(abs(try PoissonDistribution(mean: range.lower).atLeast(count) - 0.025) < 1e-13)
            #expect(abs(try PoissonDistribution(mean: range.upper).cumulative(count) - 0.025) < 1e-13)
        }
    }

    @Test func `a crude rate scales with its multiplier and not with its interval`() throws {
        let rate = try CrudeRate(count: 30, population: 12_000, per: 1000)
        let larger = try CrudeRate(count: 30, population: 12_000, per: 100_000)
        #expect(rate.estimate.value == 2.5)
        #expect(abs(larger.estimate.interval.upper - 100 * rate.estimate.interval.upper) < 1e-9)
        #expect(try CrudeRate(count: 0, population: 900, per: 1000).estimate.interval.lower == 0)
    }

    @Test func `standardised rates are those of the public health formulas`() throws {
        for row in try reference().direct {
            let bands = row.count.indices.map {
                DirectBand(count: row.count[$0], population: row.population[$0], standard: row.standard[$0])
            }
            let rate = try DirectlyStandardisedRate(
                bands, per: 100_000, confidence: try Confidence(row.confidence))
            guard row.total >= 10 else {
                #expect(rate.estimate == nil)
                continue
            }
            let estimate = try #require(rate.estimate)
            #expect(abs(estimate.value - row.value) < 1e-9)
            #expect(near(estimate.interval, row.lower, row.upper))
        }
        for row in try reference().indirect {
            let bands = row.population.indices.map {
                IndirectBand(
                    population: row.population[$0], referenceCount: row.referenceCount[$0],
                    referencePopulation: row.referencePopulation[$0])
            }
            let ratio = try IndirectlyStandardisedRatio(observed: row.observed, bands: bands)
            #expect(abs(ratio.expected - row.expected) < 1e-10)
            #expect(abs(ratio.ratio.value - row.ratio) < 1e-12)
            #expect(near(ratio.ratio.interval, row.lower, row.upper))
            #expect(abs(ratio.ratePerOne.value - row.rate) < 1e-14)
        }
    }

    @Test func `an area of the standard's ages keeps its crude rate and Byar's interval`() throws {
        let bands = [(40.0, 5000.0), (25, 3000), (9, 800)].map {
            DirectBand(count: $0.0, population: $0.1, standard: $0.1 * 3)
        }
        let estimate = try #require(try DirectlyStandardisedRate(bands, per: 1000).estimate)
        let crude = try CrudeRate(count: 74, population: 8800, per: 1000).estimate
        #expect(abs(estimate.value - crude.value) < 1e-12)
        #expect(near(estimate.interval, crude.interval.lower, crude.interval.upper))
    }

    @Test func `two rates are compared as R's exact test does`() throws {
        for row in try reference().rates {
            let comparison = try RateComparison(
                first: row.first, of: row.firstPopulation, second: row.second, of: row.secondPopulation)
            #expect(abs(comparison.pValue - row.p) < 1e-11 * max(row.p, 1e-3), "\(row.first) \(row.second)")
            #expect(Fixture.gap(try #require(comparison.ratio), row.ratio) < 1e-13)
            let range = try #require(comparison.ratioInterval())
            #expect(abs(range.lower - row.lower) < 1e-9 * max(row.lower, 1))
            #expect(abs(try #require(range.upper) - (try #require(row.upper))) < 1e-9 * max(row.lower, 1))
            let difference = comparison.difference()
            #expect(difference.interval.contains(difference.value))
            let turned = try RateComparison(
                first: row.second, of: row.secondPopulation, second: row.first, of: row.firstPopulation)
            #expect(abs(turned.pValue - row.p) < 1e-10)
            #expect(abs(turned.difference().interval.lower + difference.interval.upper) < 1e-12)
        }
    }

    @Test func `no events on one side leave an end open, on both sides say nothing`() throws {
        let none = try RateComparison(first: 4, of: 10, second: 0, of: 10)
        #expect(none.ratio == nil)
        let range = try #require(none.ratioInterval())
        #expect(range.lower > 0 && range.upper == nil)
        let nothing = try RateComparison(first: 0, of: 10, second: 0, of: 10)
        #expect(nothing.ratioInterval() == nil)
        #expect(nothing.pValue == 1)
    }

    @Test func `figures that cannot be are refused in words`() {
        #expect(throws: CountError.negative(what: "The count", value: -1)) {
            try CrudeRate(count: -1, population: 10, per: 1000)
        }
        #expect(throws: CountError.noBase(what: "The population")) { try CrudeRate(count: 1, population: 0, per: 1000) }
        #expect(throws: CountError.notFinite(what: "The count")) {
            try CrudeRate(count: .nan, population: 10, per: 1000)
        }
        #expect(throws: CountError.badShare(what: "The confidence", value: 95)) { try Confidence(95) }
        #expect(throws: CountError.tooFew(what: "Age bands", found: 0, needed: 1)) {
            try DirectlyStandardisedRate([], per: 1000)
        }
        #expect(throws: CountError.noBase(what: "The population of an age band")) {
            try DirectlyStandardisedRate([DirectBand(count: 1, population: 0, standard: 10)], per: 1000)
        }
        #expect(throws: CountError.noBase(what: "The expected count")) {
            try IndirectlyStandardisedRatio(observed: 4, bands: [])
        }
        #expect(CountError.noBase(what: "The population").description.contains("nothing to divide by"))
    }
}
