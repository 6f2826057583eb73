import Foundation
import Statistics

/// A trial of forecasting methods on months held back: from each origin they forecast what was then still to come.
///
/// Rolling origin with a growing series (Tashman 2000, doi:10.1016/S0169-2070(00)00065-0).
public struct ForecastTrial: Sendable, Equatable {
    /// How the trial is run.
    public struct Settings: Sendable, Equatable {
        /// Points the first forecast may see.
        public var firstOrigin: Int
        /// Steps forecast from each origin.
        public var horizon: Int
        /// Points between origins.
        public var step: Int
        /// Simulated futures where a method needs them.
        public var paths: Int
        /// Of the simulated futures.
        public var seed: UInt64

        /// All settings.
        public init(firstOrigin: Int, horizon: Int, step: Int, paths: Int, seed: UInt64) {
            self.firstOrigin = firstOrigin
            self.horizon = horizon
            self.step = step
            self.paths = paths
            self.seed = seed
        }
    }

    /// The intervals every method is scored on.
    public static let levels = [0.8, 0.95]

    /// The origins: how many points each forecast saw.
    public let origins: [Int]
    /// The naive rules first, then the methods in the order given.
    public let scores: [ForecastScore]
    /// The rule to beat: that of the naive rules with the smaller weighted interval score.
    public let benchmark: ForecastScore
    /// What each method that is not a naive rule is worth, in the order given.
    public let verdicts: [ForecastVerdict]
    /// Methods that failed at some origin, with what they said: they are not scored.
    public let failures: [Failure]

    /// A method that could not forecast, and why.
    public struct Failure: Sendable, Equatable {
        /// Its name.
        public let method: String
        /// What it said.
        public let reason: SeriesError
    }

    /// Runs the trial.
    public init(_ series: RegularSeries, methods: [ForecastMethod], settings: Settings) throws(SeriesError) {
        let y = try series.complete()
        let needed = settings.firstOrigin + settings.horizon
        guard settings.horizon >= 1, settings.step >= 1, settings.firstOrigin > series.period else {
            throw .badSetting("A trial needs a horizon and a step of 1 or more, and a first origin beyond one cycle.")
        }
        guard y.count >= needed else { throw .tooShort(method: "this trial", points: y.count, needed: needed) }
        let origins = Array(stride(from: settings.firstOrigin, through: y.count - settings.horizon, by: settings.step))
        var rules = [ForecastMethod.naive(.naive)]
        if series.period > 1 { rules.append(.naive(.seasonal)) }
        var scores: [ForecastScore] = []
        var failures: [Failure] = []
        for method in rules + methods {
            do throws(SeriesError) {
                scores.append(try Self.score(method, series, y, origins: origins, settings: settings))
            } catch {
                failures.append(Failure(method: "\(method)", reason: error))
            }
        }
        let naive = scores.filter { score in rules.contains { "\($0)" == score.method } }
        guard let benchmark = naive.min(by: { $0.weightedIntervalScore < $1.weightedIntervalScore }) else {
            throw failures.first?.reason ?? .badSetting("No naive rule could be scored.")
        }
        self.origins = origins
        self.scores = scores
        self.benchmark = benchmark
        self.failures = failures
        let overlap = (settings.horizon + settings.step - 1) / settings.step
        verdicts = scores.dropFirst(naive.count).map { ForecastVerdict($0, against: benchmark, overlap: overlap) }
    }

    private static func score(
        _ method: ForecastMethod, _ series: RegularSeries, _ y: [Double], origins: [Int], settings: Settings
    ) throws(SeriesError) -> ForecastScore {
        var cases: [ForecastScore.Case] = []
        let source = Generator(seed: settings.seed)
        for origin in origins {
            var generator = source.stream(origin)
            let forecast = try method.forecast(
                series.first(origin), steps: settings.horizon, levels: levels, paths: settings.paths,
                seed: generator.next())
            let scale = ForecastScore.Scale(Array(y.prefix(origin)), period: series.period)
            for step in 0..<settings.horizon {
                cases.append(
                    ForecastScore.Case(forecast, step: step, origin: origin, actual: y[origin + step], scale: scale))
            }
        }
        return ForecastScore(method: "\(method)", cases: cases, horizon: settings.horizon)
    }
}
