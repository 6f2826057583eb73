import Foundation
import Statistics

extension CountFit {
    /// Forecasts the next counts.
    ///
    /// Points are the fitted means continued. Intervals come from simulated futures: coefficients drawn from their
    /// normal distribution, counts from theirs, so that both what chance does and what is not known are in them. The
    /// extra scatter (dispersion or theta) is held for known. `exposure` of the coming steps is needed if the fit had
    /// one.
    ///
    /// - Complexity: O(paths · steps · coefficients).
    public func forecast(
        steps: Int, levels: [Double], paths: Int, seed: UInt64, exposure coming: [Double]?
    ) throws(SeriesError) -> SeriesForecast {
        try SeriesForecast.check(steps: steps, levels: levels)
        guard paths >= 100 else { throw .badSetting("\(paths) simulated futures are too few: ask for 100 or more.") }
        let ahead = Array(series.count..<series.count + steps)
        let design = try model.design(steps: ahead, of: series)
        let offsets = try comingOffsets(coming, steps: steps)
        let estimated = fit.estimated.map { design.column($0) }
        let coefficients = fit.estimated.compactMap { fit.coefficients[$0] }
        let columns = Matrix(columns: estimated)
        let mean = zip(columns * coefficients, offsets).map { exp($0 + $1) }
        guard mean.allSatisfy({ $0.isFinite }) else {
            throw .cannotFit("The trend grows beyond all bounds within \(steps) steps. Forecast without it.")
        }
        guard let factor = Cholesky(fit.covariance) else {
            throw .cannotFit("The coefficients' errors cannot be told apart. Use a simpler season or no trend.")
        }
        let source = Generator(seed: seed)
        var futures = [[Double]](repeating: [], count: steps)
        for path in 0..<paths {
            var generator = source.stream(path)
            let drawn = Self.draw(coefficients, factor.lower, from: &generator)
            for (step, (value, offset)) in zip(columns * drawn, offsets).enumerated() {
                futures[step].append(count(mean: exp(value + offset), from: &generator))
            }
        }
        return SeriesForecast(
            method: "\(model)", mean: mean, intervals: SeriesForecast.intervals(of: futures, levels: levels))
    }

    private func comingOffsets(_ coming: [Double]?, steps: Int) throws(SeriesError) -> [Double] {
        guard exposure != nil else { return [Double](repeating: 0, count: steps) }
        guard let coming else {
            throw .badSetting("The counts were fitted per head: give the population of the coming steps too.")
        }
        let offsets = try Self.offsets(coming, steps: Array(0..<min(steps, coming.count)), count: steps)
        return offsets ?? []
    }

    private static func draw(_ middle: [Double], _ lower: Matrix, from generator: inout Generator) -> [Double] {
        let chances = middle.map { _ in generator.normal() }
        return zip(middle, lower * chances).map { $0 + $1 }
    }

    /// One count about a mean; means beyond 10¹², where counts stop being exact, are held there.
    private func count(mean: Double, from generator: inout Generator) -> Double {
        let held = min(mean, 1e12)
        switch model.scatter {
        case .poisson:
            return Double(generator.poisson(mean: held))
        case .quasiPoisson:
            let extra = (fit.dispersion ?? 1) - 1
            guard extra > 0 else { return Double(generator.poisson(mean: held)) }
            return Double(generator.negativeBinomial(mean: held, size: held / extra))
        case .negativeBinomial:
            guard let theta = fit.theta else { return Double(generator.poisson(mean: held)) }
            return Double(generator.negativeBinomial(mean: held, size: theta))
        }
    }
}
