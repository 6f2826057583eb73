import Foundation
import Statistics

extension ETS {
    /// Forecasts the next steps.
    ///
    /// Points follow the model with no further errors. Intervals are exact where errors and parts all add (class 1 of
    /// Hyndman, Koehler, Ord and Snyder 2005, doi:10.1002/for.938); else from simulated futures with normal errors,
    /// the same for the same seed. Like R's, they hold the parameters for known, which makes them a little narrow.
    ///
    /// - Complexity: O(paths · steps) where simulated.
    public func forecast(steps: Int, levels: [Double], paths: Int, seed: UInt64) throws(SeriesError) -> SeriesForecast {
        try SeriesForecast.check(steps: steps, levels: levels)
        guard paths >= 100 else { throw .badSetting("\(paths) simulated futures are too few: ask for 100 or more.") }
        let mean = points(steps)
        guard mean.allSatisfy({ $0.isFinite }) else {
            throw .cannotFit("\(model) grows beyond all bounds within \(steps) steps. Use a damped trend.")
        }
        let intervals =
            model.isLinear
            ? try exactIntervals(around: mean, levels: levels)
            : simulatedIntervals(steps: steps, levels: levels, paths: paths, seed: seed)
        return SeriesForecast(method: "\(model)", mean: mean, intervals: intervals)
    }

    private func points(_ steps: Int) -> [Double] {
        var state = last
        return (0..<steps).map { _ in
            let expected = state.expected
            state.learn(0)
            return expected
        }
    }

    /// The variance h steps on: σ² (1 + Σ cⱼ²), cⱼ = α + β (φ + … + φʲ) + γ when j is a whole cycle.
    ///
    /// R's forecast 8.20 puts gamma one step early where there is no trend (class1 fills G[3] for G[2]): ours follows
    /// the paper.
    func variances(_ steps: Int) -> [Double] {
        var sum = 1.0
        var carried = 0.0
        var power = 1.0
        return (0..<steps).map { step in
            if step > 0 {
                power *= parameters.phi
                carried += power
                var weight = parameters.alpha + parameters.beta * carried
                if !parameters.season.isEmpty, step % parameters.season.count == 0 { weight += parameters.gamma }
                sum += weight * weight
            }
            return sigma2 * sum
        }
    }

    private func exactIntervals(around mean: [Double], levels: [Double]) throws(SeriesError)
        -> [SeriesForecast.Interval]
    {
        try SeriesForecast.normalIntervals(
            around: mean, errors: variances(mean.count).map { $0.squareRoot() }, levels: levels)
    }

    private func simulatedIntervals(
        steps: Int, levels: [Double], paths: Int, seed: UInt64
    ) -> [SeriesForecast.Interval] {
        let source = Generator(seed: seed)
        let spread = sigma2.squareRoot()
        var futures = [[Double]](repeating: [], count: steps)
        for path in 0..<paths {
            var generator = source.stream(path)
            var state = last
            for step in 0..<steps {
                let value = Self.draw(&state, spread: spread, from: &generator)
                // A future in which the model breaks stays at nothing.
                futures[step].append(value.isFinite ? value : 0)
            }
        }
        return SeriesForecast.intervals(of: futures, levels: levels)
    }

    private static func draw(_ state: inout ETSState, spread: Double, from generator: inout Generator) -> Double {
        guard state.isSound else { return 0 }
        let expected = state.expected
        let chance = spread * generator.normal()
        // A relative error below −1 would make the value negative: it stops there, as in R.
        let error = state.model.errors == .multiplicative ? expected * max(-1, chance) : chance
        state.learn(error)
        return expected + error
    }
}
