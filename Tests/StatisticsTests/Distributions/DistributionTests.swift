import Foundation
import Testing

@testable import Statistics

@Suite struct DistributionTests {
    private struct Reference: Decodable {
        struct Row: Decodable {
            let name: String
            let args: [Double]
            let x: Double
            let d: Double
            let p: Double
            let s: Double
        }
        struct Quantiles: Decodable {
            let name: String
            let args: [Double]
            let low: [Double?]
            let high: [Double?]
        }
        struct Special: Decodable {
            let x: [Double]
            let lgamma: [Double]
            let digamma: [Double]
            let trigamma: [Double]
            let a: [Double]
            let b: [Double]
            let lbeta: [Double]
        }
        let rows: [Row]
        let tails: [Double]
        let quantiles: [Quantiles]
        let special: Special
    }

    private func reference() throws -> Reference {
        try Fixture.read("distributions/distributions.json", as: Reference.self)
    }

    private func continuous(_ name: String, _ args: [Double]) throws -> any ContinuousDistribution {
        switch name {
        case "normal": try NormalDistribution(mean: args[0], sd: args[1])
        case "chiSquare": try ChiSquareDistribution(df: args[0])
        case "gamma": try GammaDistribution(shape: args[0], rate: args[1])
        case "beta": try BetaDistribution(args[0], args[1])
        case "t": try StudentTDistribution(df: args[0])
        default: try FDistribution(args[0], args[1])
        }
    }

    private func counted(_ name: String, _ args: [Double]) throws -> (any CountDistribution)? {
        switch name {
        case "poisson": try PoissonDistribution(mean: args[0])
        case "binomial": try BinomialDistribution(trials: Int(args[0]), probability: args[1])
        case "negativeBinomial": try NegativeBinomialDistribution(mean: args[0], size: args[1])
        default: nil
        }
    }

    @Test func `densities and both tails are those of R, far out too`() throws {
        for row in try reference().rows {
            let found: (Double, Double, Double)
            if let counts = try counted(row.name, row.args) {
                let k = Int(row.x)
                found = (counts.logDensity(k), counts.cumulative(k), counts.survival(k))
            } else {
                let line = try continuous(row.name, row.args)
                found = (line.logDensity(row.x), line.cumulative(row.x), line.survival(row.x))
            }
            let label = "\(row.name) \(row.args) at \(row.x)"
            let gaps = [
                abs(found.0 - row.d) / max(abs(row.d), 1), Fixture.gap(found.1, row.p), Fixture.gap(found.2, row.s),
            ]
            #expect((gaps.max() ?? 0) < 2e-12, "\(label): \(gaps)")
        }
    }

    @Test func `quantiles are those of R`() throws {
        let reference = try reference()
        for row in reference.quantiles {
            for (index, share) in reference.tails.enumerated() {
                let found: (Double, Double)
                if let counts = try counted(row.name, row.args) {
                    found = (Double(try counts.quantile(share)), Double(try counts.quantile(upper: share)))
                } else {
                    let line = try continuous(row.name, row.args)
                    // A quantile too large for a number is refused; R has none either.
                    found = ((try? line.quantile(share)) ?? .nan, (try? line.quantile(upper: share)) ?? .nan)
                }
                for (one, wanted) in [(found.0, row.low[index]), (found.1, row.high[index])] {
                    guard let wanted else { continue }
                    let gap = abs(one - wanted) / max(abs(wanted), 1e-290)
                    #expect(gap < 1e-11, "\(row.name) \(row.args) \(share): \(one), R says \(wanted)")
                }
            }
        }
    }

    @Test func `a quantile has the share it was asked for`() throws {
        let reference = try reference()
        for row in reference.quantiles where try counted(row.name, row.args) == nil {
            let line = try continuous(row.name, row.args)
            for share in reference.tails {
                // A last digit more or less moves the share by more where the tail is steep.
                if let low = try? line.quantile(share), abs(low) > 1e-290 {
                    let around = [line.cumulative(low * (1 - 4e-15)), line.cumulative(low * (1 + 4e-15))]
                    #expect(Self.holds(around, share), "\(row.name) \(row.args) \(share) \(low) \(around)")
                }
                // Near 1 a number has no digits for what is left above it.
                guard row.name != "beta" else { continue }
                if let high = try? line.quantile(upper: share), abs(high) > 1e-290 {
                    let around = [line.survival(high * (1 - 4e-15)), line.survival(high * (1 + 4e-15))]
                    #expect(Self.holds(around, share), "\(row.name) \(row.args) \(share) \(high) \(around)")
                }
            }
        }
    }

    private static func holds(_ around: [Double], _ share: Double) -> Bool {
        let sorted = around.sorted()
        return sorted[0] <= share * (1 + 1e-12) && sorted[1] >= share * (1 - 1e-12)
    }

    @Test func `gamma, its derivatives and beta are those of R`() throws {
        let special = try reference().special
        for (index, x) in special.x.enumerated() {
            let gaps = [
                Fixture.gap(SpecialFunctions.logGamma(x), special.lgamma[index]),
                Fixture.gap(SpecialFunctions.digamma(x), special.digamma[index]),
                Fixture.gap(SpecialFunctions.trigamma(x), special.trigamma[index]),
            ]
            #expect((gaps.max() ?? 1) < 2e-14, "at \(x): \(gaps)")
        }
        for index in special.a.indices {
            let found = SpecialFunctions.logBeta(special.a[index], special.b[index])
            let gap = abs(found - special.lbeta[index]) / max(1, abs(special.lbeta[index]))
            #expect(gap < 1e-13, "\(special.a[index]) \(special.b[index]) \(gap)")
        }
    }
}
