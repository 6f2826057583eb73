import Foundation
import Testing

@testable import Statistics

@Suite struct GeneralizedLinearModelTests {
    struct Case: Decodable {
        let name: String
        let family: String
        let x: [Double]
        let columns: Int
        let y: [Double]
        let offset: [Double]
        let weights: [Double]
        let givenTheta: Double?
        let coefficients: [Double?]
        let covariance: [Double]
        let fitted: [Double]
        let deviance: Double
        let df: Int
        let dispersion: Double
        let theta: Double?
        let iterations: Int
        let converged: Bool
        let hat: [Double]
        let settled: Bool
        let pearson: [Double]
        let devianceResiduals: [Double]
        let anscombe: [Double]
        let hc: [[Double]]
        let lag: Int
        let neweyWest: [Double]
        let neweyWestAdjusted: [Double]

        var design: Matrix { Matrix(rows: y.count, columns: columns, elements: x) }

        var kind: Family {
            switch family {
            case "poisson": .poisson
            case "quasiPoisson": .quasiPoisson
            case "gaussian": .gaussian
            case "binomial": .binomial
            default: .negativeBinomial(theta: givenTheta)
            }
        }

        func fit() throws -> GeneralizedLinearModel {
            try GeneralizedLinearModel.fit(
                design: design, response: y, family: kind, offset: offset, weights: weights)
        }
    }

    private struct Cases: Decodable {
        let cases: [Case]
    }

    private static func cases() throws -> [Case] {
        try Fixture.read("models/models.json", as: Cases.self).cases
    }

    /// The largest gap, relative to the largest entry or to 1.
    private static func gap(_ found: [Double], _ wanted: [Double]) -> Double {
        guard found.count == wanted.count else { return .infinity }
        let scale = max(wanted.reduce(0) { max($0, abs($1)) }, 1e-12)
        return zip(found, wanted).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
    }

    @Test func `coefficients, errors and residuals are those of R`() throws {
        for wanted in try Self.cases() {
            let fit = try wanted.fit()
            let label = "\(wanted.name), \(wanted.family)"
            #expect(fit.coefficients.map { $0 == nil } == wanted.coefficients.map { $0 == nil }, "\(label)")
            let pairs: [(String, [Double], [Double])] = [
                ("coefficients", fit.coefficients.compactMap(\.self), wanted.coefficients.compactMap(\.self)),
                ("covariance", fit.covariance.elements, wanted.covariance),
                ("fitted", fit.fitted, wanted.fitted), ("hat", fit.leverages, wanted.hat),
                ("pearson", fit.pearsonResiduals, wanted.pearson),
                ("deviance residuals", fit.devianceResiduals, wanted.devianceResiduals),
                ("scalars", [fit.deviance, try #require(fit.dispersion)], [wanted.deviance, wanted.dispersion]),
                ("theta", [fit.theta ?? 0], [wanted.theta ?? 0]),
            ]
            for (what, found, expected) in pairs {
                let gap = Self.gap(found, expected)
                // Where theta runs off, groups separate or powers all but depend on each other, rounding takes digits:
                // R's and ours.
                let isFlat = !wanted.settled || ["separated", "powers"].contains(wanted.name)
                #expect(gap < (isFlat ? 1e-4 : 1e-9), "\(label), \(what): \(gap)")
            }
            #expect(fit.residualDF == wanted.df, "\(label)")
            #expect(fit.iterations == wanted.iterations, "\(label)")
            #expect(fit.hasConverged == wanted.converged, "\(label)")
            #expect(fit.warnings.contains(.thetaNotSettled) != wanted.settled, "\(label)")
            #expect(fit.warnings.contains(.fittedAtEdge) == (wanted.name == "separated"), "\(label)")
            if !wanted.anscombe.isEmpty {
                #expect(Self.gap(try #require(fit.anscombeResiduals), wanted.anscombe) < 1e-9, "\(label)")
            }
        }
    }

    @Test func `robust errors are those of the sandwich package`() throws {
        for wanted in try Self.cases() where !wanted.hc.isEmpty {
            let fit = try wanted.fit()
            for (correction, expected) in zip(HeteroscedasticityCorrection.allCases, wanted.hc) {
                let gap = Self.gap(try fit.covariance(correction).elements, expected)
                #expect(gap < 1e-8, "\(wanted.name) \(correction) \(gap)")
            }
            let plain = try fit.neweyWestCovariance(lag: wanted.lag, adjusted: false)
            let adjusted = try fit.neweyWestCovariance(lag: wanted.lag, adjusted: true)
            #expect(Self.gap(plain.elements, wanted.neweyWest) < 1e-8, "\(wanted.name)")
            #expect(Self.gap(adjusted.elements, wanted.neweyWestAdjusted) < 1e-8, "\(wanted.name)")
        }
    }
}
