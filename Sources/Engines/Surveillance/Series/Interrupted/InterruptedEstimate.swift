import Foundation
import Statistics

/// A number with its interval, and how often chance alone would put it so far from none.
public struct InterruptedEstimate: Sendable, Equatable {
    /// Whether the number is a ratio (1 is no change) or a difference (0 is no change).
    public enum Scale: Sendable, Equatable {
        /// After over before, or observed over expected.
        case ratio
        /// In the series' units.
        case difference
    }

    /// What the number is.
    public let scale: Scale
    /// The number.
    public let value: Double
    /// The interval's lower end.
    public let lower: Double
    /// The interval's upper end.
    public let upper: Double
    /// The error of the number, or of its logarithm where it is a ratio.
    public let standardError: Double
    /// The two-sided chance by Student's t with the fit's degrees of freedom.
    public let chance: Double
}

/// Linear combinations of coefficients with their errors.
struct InterruptedContrasts {
    let coefficients: [Double?]
    let estimated: [Int]
    /// One covariance, or two of which the larger variance counts.
    let covariances: [Matrix]
    let degreesOfFreedom: Int
    let confidence: Double

    /// The variance of a combination given by the weight of every column.
    func variance(_ weights: [Double]) -> Double {
        let own = estimated.map { weights[$0] }
        return covariances.map { covariance in
            zip(own, covariance * own).reduce(0) { $0 + $1.0 * $1.1 }
        }.max() ?? 0
    }

    /// The combination itself; columns that could not be estimated count for nothing.
    func value(_ weights: [Double]) -> Double {
        zip(weights, coefficients).reduce(0) { $0 + $1.0 * ($1.1 ?? 0) }
    }

    /// Half the width of an interval in standard errors.
    func reach() throws(SeriesError) -> Double {
        do {
            return try StudentTDistribution(df: Double(degreesOfFreedom)).quantile(0.5 + confidence / 2)
        } catch {
            throw .badSetting("The confidence of an interval must lie between 0 and 1, such as 0.95.")
        }
    }

    /// An estimate of a value whose error is known, both on the scale on which it is normal.
    func estimate(_ value: Double, variance: Double, asRatio: Bool) throws(SeriesError) -> InterruptedEstimate {
        let error = max(0, variance).squareRoot()
        let reach = try reach()
        let t = try? StudentTDistribution(df: Double(degreesOfFreedom))
        let chance = error > 0 ? min(1, 2 * (t?.survival(abs(value) / error) ?? 0.5)) : (value == 0 ? 1 : 0)
        let ends = (value - reach * error, value + reach * error)
        guard error.isFinite, !asRatio || (exp(ends.1).isFinite && exp(ends.0) > 0) else {
            throw .cannotFit("The change cannot be told from these points. Use a simpler season, or more months.")
        }
        return InterruptedEstimate(
            scale: asRatio ? .ratio : .difference, value: asRatio ? exp(value) : value,
            lower: asRatio ? exp(ends.0) : ends.0, upper: asRatio ? exp(ends.1) : ends.1, standardError: error,
            chance: chance)
    }

    /// An estimate of one combination.
    func estimate(_ weights: [Double], asRatio: Bool) throws(SeriesError) -> InterruptedEstimate {
        try estimate(value(weights), variance: variance(weights), asRatio: asRatio)
    }
}
