import Foundation

/// What the drawn data sets say of a statistic.
struct ScanSignificance: Sendable {
    let maxima: [Double]
    let stoppedEarly: Bool

    /// Whether a drawn data set counts against an observed statistic: at least as large, but for rounding.
    static func reaches(_ drawn: Double, _ observed: Double) -> Bool {
        drawn >= observed - 1e-9 * max(1, abs(observed))
    }

    func reached(_ observed: Double) -> Int { maxima.count { Self.reaches($0, observed) } }

    /// The rank of the observed among the drawn and itself; if stopped early, the share of drawn that reach it.
    func pValue(_ observed: Double) -> Double? {
        guard !maxima.isEmpty else { return nil }
        let reached = Double(reached(observed))
        return stoppedEarly ? reached / Double(maxima.count) : (reached + 1) / Double(maxima.count + 1)
    }

    /// By a Gumbel distribution with the mean and variance of the drawn (Abrams, Kleinman and Kulldorff 2010,
    /// doi:10.1186/1476-072X-9-61).
    func gumbelPValue(_ observed: Double) -> Double? {
        guard maxima.count > 1 else { return nil }
        let mean = maxima.reduce(0, +) / Double(maxima.count)
        let squares = maxima.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = squares / Double(maxima.count - 1)
        guard variance > 0 else { return nil }
        let scale = (6 * variance).squareRoot() / .pi
        let mode = mean - Self.eulerGamma * scale
        return -expm1(-exp(-(observed - mode) / scale))
    }

    private static let eulerGamma = 0.577_215_664_901_532_9
}
