import Foundation
import Statistics

/// Whether what a model leaves over still resembles itself from month to month.
public struct Autocorrelation: Sendable, Equatable {
    /// Durbin and Watson's statistic: near 2 when neighbours are unlike, near 0 when alike.
    ///
    /// Durbin and Watson 1950, doi:10.1093/biomet/37.3-4.409. Nil when nothing is left over.
    public let durbinWatson: Double?
    /// Ljung and Box's statistic over the lags.
    ///
    /// Ljung and Box 1978, doi:10.1093/biomet/65.2.297, as R's `Box.test(type = "Ljung")`. Nil as above.
    public let ljungBox: Double?
    /// The lags it looks at: twice the cycle (10 with none), at most a fifth of the points, as Hyndman and
    /// Athanasopoulos 2021 advise.
    public let lags: Int
    /// How often chance alone gives so large a statistic; nil as above.
    public let chance: Double?

    /// Looks at residuals in time order.
    public init(_ residuals: [Double], period: Int) {
        let wanted = period > 1 ? 2 * period : 10
        self.init(residuals, lags: max(1, min(wanted, residuals.count / 5)))
    }

    /// Looks at residuals in time order over given lags.
    public init(_ residuals: [Double], lags: Int) {
        let n = residuals.count
        self.lags = lags
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        var steps = 0.0
        for (earlier, later) in zip(residuals, residuals.dropFirst()) { steps += (later - earlier) * (later - earlier) }
        durbinWatson = squares > 0 ? steps / squares : nil
        let mean = n > 0 ? residuals.reduce(0, +) / Double(n) : 0
        let off = residuals.map { $0 - mean }
        let variance = off.reduce(0) { $0 + $1 * $1 }
        guard variance > 0, lags >= 1, n > lags else {
            ljungBox = nil
            chance = nil
            return
        }
        var sum = 0.0
        for lag in 1...lags {
            var product = 0.0
            for place in lag..<n { product += off[place] * off[place - lag] }
            let correlation = product / variance
            sum += correlation * correlation / Double(n - lag)
        }
        let statistic = Double(n) * Double(n + 2) * sum
        ljungBox = statistic
        chance = (try? ChiSquareDistribution(df: Double(lags)))?.survival(statistic)
    }
}
