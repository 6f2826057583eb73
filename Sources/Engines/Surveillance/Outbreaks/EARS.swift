import Statistics

/// Which of the three early aberration methods.
public enum EARSMethod: String, Codable, Sendable, CaseIterable {
    /// The periods just before, MILD.
    case c1 = "C1"
    /// Two periods left out in between, MEDIUM.
    case c2 = "C2"
    /// The excess of C2 over three periods, ULTRA.
    case c3 = "C3"

    /// Periods left out between baseline and tested period.
    var lag: Int { self == .c1 ? 0 : 2 }
    /// Earlier periods whose own C2 is needed.
    var earlier: Int { self == .c3 ? 2 : 0 }
}

/// How C3 decides.
public enum EARSSum: String, Codable, Sendable, CaseIterable {
    /// The published rule: the positive parts of C2 − 1 over three periods are above the normal quantile.
    case published
    /// As surveillance 1.20.3 computes it: its bound takes the count of the period itself for the mean of the baseline, so
    /// that the tested count does not matter. Against its own documentation; here only to compare figures.
    case surveillance
}

/// The settings of an early aberration method, named as in R's `earsC`.
public struct EARSSettings: Codable, Sendable, Equatable {
    /// Which method.
    public var method: EARSMethod
    /// Periods in the baseline, at least 3; `baseline`.
    public var baseline: Int
    /// The least standard deviation assumed; `minSigma`. 0.5 or 1 suit sparse counts (H. Burkom, in `earsC`).
    public var minSigma: Double
    /// The one-sided chance of a false alarm in a period; `alpha`.
    public var alpha: Double
    /// How C3 decides.
    public var sum: EARSSum

    /// The defaults of `earsC`: seven periods, no least sigma, alpha 0.001 for C1 and C2 and 0.025 for C3.
    public static func standard(_ method: EARSMethod) -> EARSSettings {
        EARSSettings(
            method: method, baseline: 7, minSigma: 0, alpha: method == .c3 ? 0.025 : 0.001, sum: .published)
    }

    /// Settings in full.
    public init(method: EARSMethod, baseline: Int, minSigma: Double, alpha: Double, sum: EARSSum) {
        self.method = method
        self.baseline = baseline
        self.minSigma = minSigma
        self.alpha = alpha
        self.sum = sum
    }
}

/// One period held against the ones just before it.
public struct EARSTest: Codable, Sendable, Equatable {
    /// The period, from 0.
    public let period: Int
    /// Cases counted.
    public let observed: Double
    /// The mean of the baseline.
    public let expected: Double
    /// Its standard deviation, not below the least.
    public let sigma: Double
    /// C1, C2 or C3; nil where a baseline that does not vary leaves it without bound.
    public let statistic: Double?
    /// The count above which it is an alarm, not below zero; nil where surveillance gives none.
    public let upper: Double?
    /// Whether it is an alarm.
    public let isAlarm: Bool
}

/// Early aberration reporting for short histories: C1, C2 and C3.
///
/// Hutwagner et al. 2003, doi:10.1007/PL00022319; Fricker, Hegler and Dunfee 2008, doi:10.1002/sim.3197. Figures as R's
/// surveillance 1.20.3 (`earsC`), but for C3, see `EARSSum`.
public enum EARS {
    /// What the method says of each period of a range; nil where the period or too much of its baseline has no data.
    ///
    /// A nil range tests all that can be. Baseline periods without data are left out while at least three remain.
    public static func watch(
        _ counts: [Double?], range: Range<Int>?, settings: EARSSettings
    ) throws(OutbreakError) -> [EARSTest?] {
        try WatchedSeries(counts: counts, population: nil)
            .check(number: 0, points: counts.count, needsPopulation: false)
        guard settings.baseline >= 3 else { throw .badSetting("the baseline has at least 3 periods") }
        guard settings.minSigma >= 0, settings.minSigma.isFinite else {
            throw .badSetting("the least sigma is not below 0")
        }
        guard settings.alpha > 0, settings.alpha < 1,
            let z = try? NormalDistribution.standard.quantile(upper: settings.alpha)
        else { throw .badSetting("alpha lies between 0 and 1") }
        let first = settings.baseline + settings.method.lag + settings.method.earlier
        let tested = range ?? first..<max(first, counts.count)
        guard !tested.isEmpty, tested.lowerBound >= first else {
            throw .tooShort(
                method: "EARS \(settings.method.rawValue)", points: range?.lowerBound ?? counts.count,
                needed: first + 1)
        }
        guard tested.upperBound <= counts.count else {
            throw .outsideSeries(point: tested.upperBound - 1, points: counts.count)
        }
        let run = Run(counts: counts, settings: settings, z: z)
        return tested.map(run.test)
    }

    /// The baseline of one period.
    private struct Baseline {
        let mean: Double
        let sigma: Double

        /// How many sigma a count lies above; without bound where the baseline does not vary.
        func distance(_ count: Double) -> Double {
            if sigma > 0 { return (count - mean) / sigma }
            return count > mean ? .infinity : count < mean ? -.infinity : 0
        }
    }

    private struct Run {
        let counts: [Double?]
        let settings: EARSSettings
        let z: Double

        func baseline(_ period: Int) -> Baseline? {
            let end = period - settings.method.lag
            let present = counts[(end - settings.baseline)..<end].compactMap { $0 }
            guard present.count >= 3 else { return nil }
            let mean = Averages.mean(present)
            let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let sigma = (squares / Double(present.count - 1)).squareRoot()
            return Baseline(mean: mean, sigma: max(sigma, settings.minSigma))
        }

        func test(_ period: Int) -> EARSTest? {
            guard let observed = counts[period], let baseline = baseline(period) else { return nil }
            switch settings.method {
            case .c1, .c2:
                let statistic = baseline.distance(observed)
                let upper = baseline.mean + z * baseline.sigma
                return made(period, observed, baseline, statistic: statistic, upper: max(0, upper))
            case .c3:
                return sum(period, observed, baseline)
            }
        }

        private func sum(_ period: Int, _ observed: Double, _ baseline: Baseline) -> EARSTest {
            let before = excess(period - 2) + excess(period - 1)
            let statistic = before + max(0, baseline.distance(observed) - 1)
            let upper: Double
            switch settings.sum {
            case .published:
                upper = before > z ? 0 : baseline.mean + baseline.sigma * (1 + z - before)
                return EARSTest(
                    period: period, observed: observed, expected: baseline.mean, sigma: baseline.sigma,
                    statistic: statistic.isFinite ? statistic : nil, upper: max(0, upper), isAlarm: statistic > z)
            case .surveillance:
                upper = observed + baseline.sigma * (z - before)
                return made(period, observed, baseline, statistic: statistic, upper: upper.isNaN ? nil : max(0, upper))
            }
        }

        /// The positive part of C2 − 1 at an earlier period; 0 where it has no data.
        private func excess(_ period: Int) -> Double {
            guard let count = counts[period], let baseline = baseline(period) else { return 0 }
            return max(0, baseline.distance(count) - 1)
        }

        private func made(
            _ period: Int, _ observed: Double, _ baseline: Baseline, statistic: Double, upper: Double?
        ) -> EARSTest {
            EARSTest(
                period: period, observed: observed, expected: baseline.mean, sigma: baseline.sigma,
                statistic: statistic.isFinite ? statistic : nil, upper: upper,
                isAlarm: upper.map { observed > $0 } ?? false)
        }
    }
}
