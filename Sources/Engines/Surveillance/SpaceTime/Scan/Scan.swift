import Threads

/// Kulldorff's scan statistic: where and when are there more, or fewer, cases than chance would have?
///
/// Kulldorff 1997 (doi:10.1080/03610929708831995), 2001 (prospective, doi:10.1111/1467-985X.00186) and 2005
/// (permutation, doi:10.1371/journal.pmed.0020059), with the choices of SaTScan 9 and 10.
public enum Scan {
    /// Scans, judges by drawn data sets, and reports the clusters; none if no window differs in the way looked for.
    public static func run(_ data: ScanData, _ settings: ScanSettings) throws(ScanError) -> ScanResult {
        let problem = try ScanProblem(data, settings)
        let total = Double(problem.total)
        if case .bernoulli(let controls) = data.model {
            let statistic = ScanBernoulli(total: total, people: total + Double(controls.reduce(0, +)))
            return run(problem, statistic)
        }
        return run(problem, ScanPoisson(total: total))
    }

    private static func run(_ problem: ScanProblem, _ statistic: some ScanStatistic) -> ScanResult {
        let sums = ScanProblem.prefixSums(problem.cases, columns: problem.periods)
        let direct = ScanDirect(problem: problem, statistic: statistic)
        let candidates = SharedWork.map(problem.circles.count, threads: problem.settings.threads) {
            direct.best(about: $0, caseSums: sums)
        }
        let report = ScanReport(problem: problem, statistic: statistic)
        let chosen = report.chosen(candidates.flatMap { $0 })
        let drawn = draw(problem, statistic, observed: chosen.first?.cluster.value)
        let significance = ScanSignificance(maxima: drawn.maxima, stoppedEarly: drawn.stoppedEarly)
        return ScanResult(
            clusters: chosen.map { report.cluster($0.cluster, ties: $0.ties, significance) }, cases: problem.total,
            replicateMaxima: drawn.maxima, stoppedEarly: drawn.stoppedEarly, longestInterval: problem.longestInterval,
            windows: problem.windows)
    }

    /// Draws with lanes that fit the counts and the number of intervals.
    private static func draw(
        _ problem: ScanProblem, _ statistic: some ScanStatistic, observed: Double?
    ) -> (maxima: [Double], stoppedEarly: Bool) {
        guard let observed else { return ([], false) }
        if problem.total >= Int(Int16.max) {
            let answer = ScanMonteCarlo<_, SIMD16<Int32>>(problem: problem, statistic: statistic).run(
                observed: observed)
            return (answer.maxima, answer.stoppedEarly)
        }
        if problem.intervals.count > 8 {
            let answer = ScanMonteCarlo<_, SIMD32<Int16>>(problem: problem, statistic: statistic).run(
                observed: observed)
            return (answer.maxima, answer.stoppedEarly)
        }
        let answer = ScanMonteCarlo<_, SIMD8<Int16>>(problem: problem, statistic: statistic).run(observed: observed)
        return (answer.maxima, answer.stoppedEarly)
    }
}
