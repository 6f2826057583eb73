import Foundation
import Testing

@testable import Statistics

@Suite struct ProportionTests {
    struct Reference: Decodable {
        struct One: Decodable {
            let count: Int
            let total: Int
            let wilson: [Double]
            let corrected: [Double]
            let exact: [Double]
        }
        struct Table: Decodable {
            let cells: [Int]
            let statistic: Double
            let p: Double
            let yates: Double
            let yatesP: Double
            let fisher: Double
            let risk: [Double]
            let odds: [Double]
        }
        struct Binomial: Decodable {
            let x: Int
            let n: Int
            let p: Double
            let value: Double
        }
        let proportions: [One]
        let tables: [Table]
        let binomial: [Binomial]
    }

    private func reference() throws -> Reference {
        try Fixture.read("counts/counts.json", as: Reference.self)
    }

    private func comparison(_ a: Int, _ n: Int, _ b: Int, _ m: Int) throws -> ProportionComparison {
        ProportionComparison(try Proportion(a, of: n), try Proportion(b, of: m))
    }

    @Test func `intervals of one proportion are those of R`() throws {
        for row in try reference().proportions {
            let proportion = try Proportion(row.count, of: row.total)
            let found: [(Interval, [Double], Double)] = [
                (proportion.interval(.wilson), row.wilson, 1e-13), (proportion.interval(.exact), row.exact, 1e-13),
                (proportion.interval(.wilsonCorrected), row.corrected, 1e-10),
            ]
            for (interval, wanted, tolerance) in found {
                #expect(abs(interval.lower - wanted[0]) < tolerance, "\(row.count) of \(row.total)")
                #expect(abs(interval.upper - wanted[1]) < tolerance, "\(row.count) of \(row.total)")
            }
        }
    }

    /// Newcombe 1998's methods 3, 4 and 5, by Reference/proportions.py.
    @Test(arguments: [
        (81, 263, [0.255288519878, 0.366209576983, 0.253508682295, 0.368176201043, 0.252736745585, 0.367621922601]),
        (15, 148, [0.0623863995307, 0.160487241723, 0.0597782084285, 0.164449779365, 0.0578440100834, 0.161650490349]),
        (0, 20, [0, 0.161125158053, 0, 0.200453345013, 0, 0.168433470983]),
        (1, 29, [0.00611321429276, 0.171755218793, 0.00180264021336, 0.19628175101, 0.00087264688358, 0.177644295489]),
    ])
    func `Newcombe's methods for one proportion give the limits of his formulas`(
        count: Int, total: Int, limits: [Double]
    ) throws {
        let proportion = try Proportion(count, of: total)
        let found = [Proportion.Method.wilson, .wilsonCorrected, .exact].map { proportion.interval($0) }
        for (index, interval) in found.enumerated() {
            #expect(abs(interval.lower - limits[2 * index]) < 1e-11)
            #expect(abs(interval.upper - limits[2 * index + 1]) < 1e-11)
        }
    }

    /// Newcombe 1998's method 10, the square-and-add of Wilson's intervals, by Reference/proportions.py.
    @Test(arguments: [
        ([56, 70, 48, 80], [0.0524314724024, 0.333872654037]), ([9, 10, 3, 10], [0.170522723935, 0.809017973535]),
        ([6, 7, 2, 7], [0.0582279274823, 0.806249637524]), ([5, 56, 0, 29], [-0.0381371479035, 0.192560013855]),
        ([0, 10, 0, 20], [-0.161125158053, 0.277532799863]), ([0, 10, 0, 10], [-0.277532799863, 0.277532799863]),
        ([10, 10, 0, 20], [0.679086037142, 1]), ([10, 10, 0, 10], [0.607509350431, 1]),
    ])
    func `Newcombe's difference of two proportions has the limits of his formula`(
        cells: [Int], limits: [Double]
    ) throws {
        let found = try comparison(cells[0], cells[1], cells[2], cells[3]).difference().interval
        #expect(abs(found.lower - limits[0]) < 1e-11)
        #expect(abs(found.upper - limits[1]) < 1e-11)
    }

    /// His first and eleventh methods, by the same.
    @Test func `Wald's difference and the corrected one have the limits of their formulas`() throws {
        let contrast = try comparison(56, 70, 48, 80)
        let wald = contrast.difference(.wald).interval
        #expect(abs(wald.lower - 0.057504899149) < 1e-11 && abs(wald.upper - 0.342495100851) < 1e-11)
        let corrected = contrast.difference(.wilsonCorrected).interval
        #expect(abs(corrected.lower - 0.0427678720029) < 1e-11 && abs(corrected.upper - 0.342186278438) < 1e-11)
    }

    @Test func `tables of two by two are judged as R and epiR do`() throws {
        for row in try reference().tables {
            let table = try comparison(row.cells[0], row.cells[1], row.cells[2], row.cells[3])
            let plain = try #require(table.chiSquare(corrected: false))
            let yates = try #require(table.chiSquare(corrected: true))
            #expect(Fixture.gap(plain.statistic, row.statistic) < 1e-12)
            #expect(Fixture.gap(plain.pValue, row.p) < 1e-11)
            #expect(abs(yates.statistic - row.yates) < 1e-12 * max(1, row.yates))
            #expect(Fixture.gap(yates.pValue, row.yatesP) < 1e-11)
            #expect(Fixture.gap(table.fisherPValue, row.fisher) < 1e-11)
            let risk = try #require(table.riskRatio())
            let odds = try #require(table.oddsRatio())
            #expect(Fixture.gap(risk.value, row.risk[0]) < 1e-12 && Fixture.gap(odds.value, row.odds[0]) < 1e-12)
            #expect(Fixture.gap(risk.interval.lower, row.risk[1]) < 1e-12)
            #expect(Fixture.gap(risk.interval.upper, row.risk[2]) < 1e-12)
            #expect(Fixture.gap(odds.interval.lower, row.odds[1]) < 1e-12)
            #expect(Fixture.gap(odds.interval.upper, row.odds[2]) < 1e-12)
        }
        for row in try reference().binomial {
            let found = ExactTest.binomial(successes: row.x, trials: row.n, probability: row.p)
            #expect(Fixture.gap(found, row.value) < 1e-11, "\(row.x) \(row.n)")
        }
    }

    @Test func `22 and 32 in 100 are evidence with 250 in each group and not with 100`() throws {
        let many = try #require(try comparison(55, 250, 80, 250).chiSquare(corrected: false))
        let few = try #require(try comparison(22, 100, 32, 100).chiSquare(corrected: false))
        #expect(abs(many.pValue - 0.01) < 0.005)
        #expect(abs(few.pValue - 0.11) < 0.005)
    }

    @Test func `the difference turns with the groups and always lies in its interval`() throws {
        var generator = Generator(seed: 8)
        for _ in 0..<300 {
            let n = 1 + generator.integer(below: 40)
            let m = 1 + generator.integer(below: 40)
            let table = try comparison(generator.integer(below: n + 1), n, generator.integer(below: m + 1), m)
            let turned = ProportionComparison(table.second, table.first)
            for method in Proportion.Method.allCases {
                let difference = table.difference(method)
                let back = turned.difference(method)
                #expect(abs(difference.interval.lower + back.interval.upper) < 1e-12)
                #expect(difference.interval.lower <= difference.value && difference.value <= difference.interval.upper)
            }
            #expect(abs(table.fisherPValue - turned.fisherPValue) < 1e-9)
            #expect(table.fisherPValue > 0 && table.fisherPValue <= 1)
        }
    }

    @Test func `empty cells give no ratio, and nothing to compare no test`() throws {
        let none = try comparison(0, 10, 3, 10)
        #expect(none.riskRatio() == nil && none.oddsRatio() == nil)
        #expect(try comparison(10, 10, 3, 10).oddsRatio() == nil)
        #expect(try comparison(0, 10, 0, 5).chiSquare(corrected: true) == nil)
        #expect(try comparison(0, 10, 0, 5).fisherPValue == 1)
        #expect(throws: CountError.partAboveWhole(part: 4, whole: 3)) { try Proportion(4, of: 3) }
        #expect(throws: CountError.noBase(what: "The total")) { try Proportion(0, of: 0) }
        #expect(throws: CountError.negative(what: "The count", value: -2)) { try Proportion(-2, of: 3) }
    }

    @Test func `police beside A&E stays true whichever count is larger`() throws {
        let usual = try SeenByPolice(police: 30, treated: 100)
        #expect(usual.finding == .share(try Proportion(30, of: 100).estimate()))
        #expect(usual.words.contains("at most 30 in 100 (22 to 40)"))
        let more = try SeenByPolice(police: 120, treated: 100)
        guard case .morePolice(let ratio) = more.finding else {
            Issue.record("more police than treated must say so")
            return
        }
        #expect(ratio.value == 1.2 && ratio.interval.contains(1.2) && ratio.interval.contains(1))
        #expect(more.words.contains("cannot be told"))
        #expect(try SeenByPolice(police: 3, treated: 0).finding == .nobodyTreated)
        #expect(throws: CountError.negative(what: "The police count", value: -1)) {
            try SeenByPolice(police: -1, treated: 4)
        }
    }

    @Test func `the relative rate index is the ratio of shares, told as times less below 1`() throws {
        let index = try RelativeRateIndex(
            group: .init(events: 30, base: 200), reference: .init(events: 60, base: 800), minimumEvents: 5)
        guard case .index(let estimate) = index.finding else {
            Issue.record("there are events enough")
            return
        }
        #expect(abs(estimate.value - 2) < 1e-12)
        // The interval by hand: exp(log 2 ± 1.96 √(1/30 − 1/200 + 1/60 − 1/800)).
        let spread: Double = 1.959963984540054 * (1.0 / 30 - 1.0 / 200 + 1.0 / 60 - 1.0 / 800).squareRoot()
        #expect(abs(estimate.interval.upper - 2 * exp(spread)) < 1e-12)
        #expect(abs(try #require(index.gapInPoints) - 7.5) < 1e-12)
        #expect(index.isClear)
        let turned = try RelativeRateIndex(group: index.reference, reference: index.group, minimumEvents: 5)
        #expect(abs(try #require(turned.times).factor - 2) < 1e-12)
        #expect(turned.times?.isMore == false)
        let few = try RelativeRateIndex(
            group: .init(events: 4, base: 200), reference: .init(events: 60, base: 800), minimumEvents: 5)
        #expect(few.finding == .tooFew(minimum: 5))
        #expect(few.times == nil && few.gapInPoints == nil && !few.isClear)
        #expect(throws: CountError.partAboveWhole(part: 5, whole: 4)) {
            try RelativeRateIndex(
                group: .init(events: 5, base: 4), reference: .init(events: 60, base: 800), minimumEvents: 5)
        }
    }
}
