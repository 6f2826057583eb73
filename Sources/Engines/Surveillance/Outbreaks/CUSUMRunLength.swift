import Foundation
import Statistics

/// How long a cumulative sum runs before it alarms, on average.
///
/// For standardised values with a normal distribution: the integral equation of Page 1954 at Gauss–Legendre nodes, as
/// `spc::xcusum.arl` does it (Goel and Wu 1971). For Poisson counts: the Markov chain of Brook and Evans 1972,
/// doi:10.1093/biomet/59.3.539, which is exact.
public enum CUSUMRunLength {
    /// Steps to the alarm of a one-sided sum of normal values with a given mean and variance 1, starting at zero.
    public static func oneSided(allowance: Double, limit: Double, mean: Double) throws(OutbreakError) -> Double {
        try check(allowance: allowance, limit: limit)
        guard mean.isFinite else { throw .badSetting("the mean is a number") }
        guard let length = normal(allowance: allowance, limit: limit, mean: mean) else { throw hardlyEver }
        return length
    }

    /// Steps to the alarm of either of two mirrored sums: the two run lengths in parallel (Kemp 1961).
    public static func twoSided(allowance: Double, limit: Double, mean: Double) throws(OutbreakError) -> Double {
        try check(allowance: allowance, limit: limit)
        guard mean.isFinite else { throw .badSetting("the mean is a number") }
        let sides = [mean, -mean].compactMap { normal(allowance: allowance, limit: limit, mean: $0) }
        // A side beyond reckoning alarms so seldom that it adds nothing.
        let rate = sides.reduce(0) { $0 + 1 / $1 }
        guard rate > 0 else { throw hardlyEver }
        return 1 / rate
    }

    /// The integral equation, solved; nil when the run length has more figures than a number holds.
    private static func normal(allowance: Double, limit: Double, mean: Double) -> Double? {
        // Nodes enough for more than ten figures wherever the run length itself has them.
        let nodes = GaussLegendre(60, from: 0, to: limit)
        let count = nodes.points.count
        // Unknown 0 is the run length from zero, the others those from the nodes.
        var system = Matrix(rows: count + 1, columns: count + 1, repeating: 0)
        for (row, start) in ([0] + nodes.points).enumerated() {
            let shift = allowance - start - mean
            system[row, 0] = -NormalDistribution.standard.cumulative(shift)
            for column in 0..<count {
                system[row, column + 1] =
                    -nodes.weights[column] * NormalDistribution.standard.density(nodes.points[column] + shift)
            }
            system[row, row] += 1
        }
        return firstLength(system)
    }

    /// Steps to the alarm of a sum of Poisson counts less a reference value, alarming at or above a limit.
    ///
    /// Both are taken to one decimal place, so that the sum moves on a lattice (as `arlCusum` of surveillance).
    public static func poisson(reference: Double, limit: Double, mean: Double) throws(OutbreakError) -> Double {
        try check(allowance: reference, limit: limit)
        guard mean > 0, let counts = try? PoissonDistribution(mean: mean) else {
            throw .badSetting("the mean count is above 0")
        }
        let steps = Int((reference * 10).rounded())
        let states = Int((limit * 10).rounded())
        guard states >= 1, states <= 2_000 else { throw .badSetting("the limit is 0.1 to 200") }
        var system = Matrix.identity(states)
        for from in 0..<states {
            // Counts that leave the sum at zero, then those that lead to each state below the limit.
            let most = (steps - from) >= 0 ? (steps - from) / 10 : -1
            if most >= 0 { system[from, 0] -= counts.cumulative(most) }
            var count = max(0, most + 1)
            while from - steps + 10 * count < states {
                let state = from - steps + 10 * count
                if state > 0 { system[from, state] -= counts.density(count) }
                count += 1
            }
        }
        guard let length = firstLength(system) else { throw hardlyEver }
        return length
    }

    /// The run length from zero; nil when it is beyond about 1e12, where a double no longer tells it.
    private static func firstLength(_ system: Matrix) -> Double? {
        let ones = [Double](repeating: 1, count: system.rows)
        guard
            let length = QRDecomposition(system, tolerance: 1e-14).solve(ones)[0],
            length.isFinite, length > 0, length < 1e12
        else { return nil }
        return length
    }

    private static var hardlyEver: OutbreakError {
        .badSetting("the sum hardly ever alarms: its run length is beyond what can be reckoned")
    }

    private static func check(allowance: Double, limit: Double) throws(OutbreakError) {
        guard allowance >= 0, allowance.isFinite, limit > 0, limit.isFinite else {
            throw .badSetting("k is not below 0 and h above it")
        }
    }
}
