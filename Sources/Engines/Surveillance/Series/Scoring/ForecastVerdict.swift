import Foundation
import Statistics

/// Whether a method is worth its trouble: set against the better of the naive rules.
public struct ForecastVerdict: Sendable, Equatable, CustomStringConvertible {
    /// What was found.
    public enum Finding: Sendable, Equatable {
        /// Its weighted interval score is smaller by so many percent.
        case better(percent: Double)
        /// It is not; larger by so many percent.
        case notBetter(percent: Double)
    }

    /// The method.
    public let method: String
    /// The rule it was set against.
    public let benchmark: String
    /// What was found.
    public let finding: Finding
    /// How often chance alone gives a difference so large between equal methods: Diebold and Mariano's test on the
    /// scores of the origins with Harvey, Leybourne and Newbold's correction; nil under 8 origins.
    public let chance: Double?

    /// `overlap` is how many forecasts in a row look at one point.
    init(_ score: ForecastScore, against benchmark: ForecastScore, overlap: Int) {
        method = score.method
        self.benchmark = benchmark.method
        let theirs = benchmark.weightedIntervalScore
        let percent = theirs > 0 ? 100 * (1 - score.weightedIntervalScore / theirs) : 0
        finding = percent > 0 ? .better(percent: percent) : .notBetter(percent: -percent)
        let differences = zip(score.scoreByOrigin, benchmark.scoreByOrigin).map { $0 - $1 }
        chance = differences.count >= 8 ? DieboldMariano.chance(differences, horizon: overlap) : nil
    }

    /// The verdict in a sentence.
    public var description: String {
        switch finding {
        case .better(let percent):
            let words = "\(method): better than \(benchmark) by \(Self.whole(percent)) %."
            guard let chance, chance >= 0.05 else { return words }
            return "\(words) With so few forecasts this may be chance."
        case .notBetter(let percent):
            return "\(method): not better than \(benchmark) (\(Self.whole(percent)) % worse)."
        }
    }

    private static func whole(_ percent: Double) -> String { String(Int(min(percent, 1e6).rounded())) }
}

/// Diebold and Mariano's test of equal accuracy.
///
/// Harvey, Leybourne and Newbold 1997, doi:10.1016/S0169-2070(96)00719-4, as R's forecast::dm.test: autocovariances up
/// to the horizon, and none where they would make the variance negative.
enum DieboldMariano {
    /// The two-sided chance of a mean loss difference so large; nil where the differences never vary.
    static func chance(_ differences: [Double], horizon: Int) -> Double? {
        guard let statistic = statistic(differences, horizon: horizon) else { return nil }
        guard let t = try? StudentTDistribution(df: Double(differences.count - 1)) else { return nil }
        return min(1, 2 * t.survival(abs(statistic)))
    }

    static func statistic(_ differences: [Double], horizon: Int) -> Double? {
        let n = Double(differences.count)
        let steps = min(horizon, differences.count - 1)
        guard steps >= 1 else { return nil }
        let mean = differences.reduce(0, +) / n
        let off = differences.map { $0 - mean }
        func covariance(_ lag: Int) -> Double {
            var sum = 0.0
            for place in lag..<off.count { sum += off[place] * off[place - lag] }
            return sum / n
        }
        var variance = covariance(0)
        for lag in 1..<max(1, steps) { variance += 2 * covariance(lag) }
        guard variance > 0 else { return steps > 1 ? statistic(differences, horizon: 1) : nil }
        let h = Double(steps)
        let correction = ((n + 1 - 2 * h + h / n * (h - 1)) / n).squareRoot()
        let value = mean / (variance / n).squareRoot() * correction
        return value.isFinite ? value : nil
    }
}
