import Testing

@testable import Statistics

@Suite struct ModelInputTests {
    private let ones = Matrix(rows: 6, columns: 1, repeating: 1)

    private func fit(
        _ response: [Double], _ family: Family, design: Matrix? = nil, offset: [Double]? = nil, weights: [Double]? = nil
    ) throws -> GeneralizedLinearModel {
        try GeneralizedLinearModel.fit(
            design: design ?? Matrix(rows: response.count, columns: 1, repeating: 1), response: response,
            family: family,
            offset: offset, weights: weights)
    }

    @Test func `a constant alone fits the mean, its error that of the mean`() throws {
        let poisson = try fit([3, 5, 1, 0, 4, 8], .poisson)
        #expect(poisson.fitted.allSatisfy { abs($0 - 3.5) < 1e-9 })
        // As in R, the errors are those of the step before the last.
        #expect(abs(poisson.covariance[0, 0] - 1.0 / 21) < 1e-7)
        #expect(abs(poisson.leverages.reduce(0, +) - 1) < 1e-12)
        let normal = try fit([3, 5, 1, 0, 4, 8], .gaussian)
        #expect(abs(normal.covariance[0, 0] - (try #require(normal.dispersion)) / 6) < 1e-14)
    }

    @Test func `quasi-Poisson has Poisson's coefficients, its errors times the root of the dispersion`() throws {
        var generator = Generator(seed: 41)
        let times = (0..<60).map(Double.init)
        let design = Matrix(columns: [[Double](repeating: 1, count: 60), times])
        let counts = times.map { _ in Double(generator.negativeBinomial(mean: 9, size: 3)) }
        let plain = try fit(counts, .poisson, design: design)
        let quasi = try fit(counts, .quasiPoisson, design: design)
        #expect(plain.coefficients == quasi.coefficients)
        let pearson = plain.pearsonResiduals.reduce(0) { $0 + $1 * $1 }
        #expect(abs(try #require(quasi.dispersion) - pearson / 58) < 1e-6)
        for column in 0..<2 {
            let ratio = quasi.covariance[column, column] / plain.covariance[column, column]
            #expect(abs(ratio - (try #require(quasi.dispersion))) < 1e-10)
        }
        // A weight of 2 counts a row twice.
        let doubled = Matrix(columns: [design.column(0) + design.column(0), times + times])
        let twice = try fit(counts + counts, .poisson, design: doubled)
        let weighted = try fit(counts, .poisson, design: design, weights: [Double](repeating: 2, count: 60))
        for (one, two) in zip(twice.covariance.elements, weighted.covariance.elements) {
            #expect(abs(one - two) < 1e-12)
        }
        #expect(abs(twice.deviance - weighted.deviance) < 1e-8)
    }

    @Test func `starting values change the way, not the answer`() throws {
        let near = try GeneralizedLinearModel.fit(
            design: ones, response: [3, 5, 1, 0, 4, 8], family: .poisson, start: [1.2])
        let far = try GeneralizedLinearModel.fit(
            design: ones, response: [3, 5, 1, 0, 4, 8], family: .poisson, start: [5])
        #expect(abs(near.fitted[0] - far.fitted[0]) < 1e-6)
    }

    @Test func `all zeros settle at the edge and say so`() throws {
        for family in [Family.poisson, .quasiPoisson] {
            let fit = try fit([0, 0, 0, 0, 0, 0], family)
            #expect(fit.fitted.allSatisfy { $0 < 1e-7 && $0 >= 0 })
            #expect(fit.covariance.elements.allSatisfy { $0.isFinite })
            #expect(fit.deviance.isFinite)
        }
        let binomial = try fit([0, 0, 0, 0, 0, 0], .binomial)
        #expect(binomial.fitted.allSatisfy { $0 < 1e-7 })
        let negative = try? fit([0, 0, 0, 0, 0, 0], .negativeBinomial(theta: nil))
        #expect(negative?.fitted.allSatisfy { $0.isFinite } ?? true)
        #expect(negative?.theta?.isFinite ?? true)
    }

    @Test func `one enormous count is fitted, and pulls`() throws {
        let fit = try fit([1, 2, 1, 3, 1e9, 2], .quasiPoisson)
        #expect(abs(fit.fitted[0] / (1e9 + 9) * 6 - 1) < 1e-6)
        #expect(fit.pearsonResiduals.allSatisfy { $0.isFinite })
        #expect(try #require(fit.anscombeResiduals).allSatisfy { $0.isFinite })
    }

    @Test func `as many coefficients as rows leave no dispersion, and no errors`() throws {
        let fit = try fit([4, 9], .quasiPoisson, design: .identity(2))
        #expect(fit.dispersion == nil && fit.residualDF == 0)
        #expect(fit.standardErrors == [nil, nil])
        #expect(fit.standardisedAnscombeResiduals == nil)
        #expect(throws: ModelError.tooFewRows(found: 2, needed: 3)) { try fit.covariance(.hc3) }
        #expect(throws: ModelError.tooFewRows(found: 2, needed: 3)) { try fit.covariance(.hc1) }
        #expect(throws: ModelError.tooFewRows(found: 2, needed: 6)) {
            try fit.neweyWestCovariance(lag: 5, adjusted: false)
        }
    }

    @Test func `with no lag Newey and West's errors are White's`() throws {
        let fit = try fit([4, 9, 2, 7, 5], .poisson)
        let one = try fit.neweyWestCovariance(lag: 0, adjusted: false)
        let two = try fit.covariance(.hc0)
        #expect(abs(one[0, 0] - two[0, 0]) < 1e-15)
    }

    @Test func `what cannot be fitted is refused in words`() {
        #expect(throws: ModelError.noRows) { try fit([], .poisson) }
        #expect(throws: ModelError.noRows) { try fit([1, 2], .poisson, weights: [0, 0]) }
        #expect(throws: ModelError.badWeight(row: 1)) { try fit([1, 2], .poisson, weights: [1, -1]) }
        #expect(throws: ModelError.badResponse(row: 1, value: -2, needed: "counts of 0 or more")) {
            try fit([1, -2], .poisson)
        }
        #expect(throws: ModelError.badResponse(row: 0, value: 2, needed: "shares from 0 to 1")) {
            try fit([2, 0], .binomial)
        }
        #expect(throws: ModelError.notFinite(what: "Response")) { try fit([1, .nan], .gaussian) }
        #expect(throws: ModelError.notFinite(what: "Offset")) { try fit([1, 2], .poisson, offset: [0, -.infinity]) }
        #expect(throws: ModelError.lengthsDiffer(what: "Offset", found: 1, needed: 2)) {
            try fit([1, 2], .poisson, offset: [0])
        }
        #expect(throws: ModelError.lengthsDiffer(what: "Design", found: 6, needed: 2)) {
            try fit([1, 2], .poisson, design: ones)
        }
        #expect(throws: ModelError.noColumns) {
            try fit([1, 2], .poisson, design: Matrix(rows: 2, columns: 1, repeating: 0))
        }
        #expect(throws: ModelError.noTheta) { try fit([1, 2], .negativeBinomial(theta: 0)) }
        #expect(ModelError.badWeight(row: 0).description.hasPrefix("Row 1 "))
    }

    @Test func `counts that scatter less than chance have no size, and that is said`() throws {
        let even = try? fit([4, 5, 4, 5, 4, 5, 4, 5], .negativeBinomial(theta: nil))
        #expect(even?.warnings.contains(.thetaNotSettled) ?? true)
        var generator = Generator(seed: 9)
        let wild = (0..<400).map { _ in Double(generator.negativeBinomial(mean: 6, size: 2)) }
        let found = try fit(wild, .negativeBinomial(theta: nil))
        #expect(abs(try #require(found.theta) - 2) < 0.4)
        #expect(found.hasConverged && found.warnings.isEmpty)
    }
}
