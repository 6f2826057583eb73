import Statistics

/// Whether values rise or fall over time, by how many pairs of them do.
///
/// Mann 1945, doi:10.2307/1907187; Kendall 1975. Variance with ties, z with the correction for continuity and tau-b, as R
/// `cor.test(method = "kendall", exact = FALSE, continuity = TRUE)` and R package Kendall.
public struct MannKendall: Sendable, Equatable {
    /// Pairs that rise less pairs that fall.
    public let s: Int
    /// The variance of s by chance.
    public let variance: Double
    /// From −1, always falling, to 1, always rising; allows for ties.
    public let tau: Double
    /// s in standard deviations, one nearer to 0 for continuity.
    public let z: Double
    /// The probability of a z at least this far from 0.
    public let p: Double

    /// The trend of values in order of time; nil for fewer than three values, or when all are equal.
    public init?(_ values: [Double]) throws(SpaceError) {
        try SpaceChecks.finite(values, "Value")
        guard values.count >= 3, values.contains(where: { $0 != values[0] }) else { return nil }
        var s = 0
        for (place, value) in values.enumerated() {
            for later in values[(place + 1)...] { s += later > value ? 1 : later < value ? -1 : 0 }
        }
        let n = Double(values.count)
        let groups = Dictionary(grouping: values) { $0 }.values.map { Double($0.count) }
        let tied = groups.reduce(0) { $0 + $1 * ($1 - 1) * (2 * $1 + 5) }
        let tiedPairs = groups.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
        let pairs = n * (n - 1) / 2
        self.s = s
        variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
        tau = Double(s) / (pairs * (pairs - tiedPairs)).squareRoot()
        z = Double(s - s.signum()) / variance.squareRoot()
        p = min(1, NormalDistribution.twoSided(z))
    }
}
