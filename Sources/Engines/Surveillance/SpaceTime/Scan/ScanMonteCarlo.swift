import Foundation
import Threads

/// The largest statistics of drawn data sets: what the clusters of the data are judged by.
struct ScanMonteCarlo<Statistic: ScanStatistic, Lanes: ScanLanes>: Sendable {
    let problem: ScanProblem
    let statistic: Statistic

    struct Answer {
        var maxima: [Double]
        var stoppedEarly: Bool
    }

    /// Draws as often as the settings say, or until enough reach `observed`.
    func run(observed: Double) -> Answer {
        let wanted = problem.settings.replications
        guard wanted > 0, !problem.intervals.isEmpty else { return Answer(maxima: [], stoppedEarly: false) }
        let pilots = min(wanted, Self.pilots)
        let first = plan(at: firstLevel)
        var maxima = maxima(of: 0..<pilots, plans: [first])
        let second = plan(at: nextLevel(maxima))
        // The same numbers come of any plan: plans only decide how fast.
        let plans = second.level > first.level ? [second, first] : [first]
        var round = Self.firstRound
        while maxima.count < wanted {
            if let stopped = stopped(maxima, observed) { return stopped }
            let size = problem.settings.stopAfter == nil ? wanted : round
            maxima += self.maxima(of: maxima.count..<min(wanted, maxima.count + size), plans: plans)
            round *= 2
        }
        return stopped(maxima, observed) ?? Answer(maxima: maxima, stoppedEarly: false)
    }

    private static var pilots: Int { 16 }
    private static var firstRound: Int { 48 }
    /// Drawn data sets that go through a plan together: as many as keep their cases near the processor.
    private static var together: Int { 4 }
    /// Above this a plan is made, used and dropped for some of the intervals at a time.
    private static var mostPlanBytes: Int { 256 << 20 }

    /// Besag and Clifford 1991: enough data sets reach the observed value, the last of them being the last drawn.
    private func stopped(_ maxima: [Double], _ observed: Double) -> Answer? {
        guard let enough = problem.settings.stopAfter else { return nil }
        var reached = 0
        for (index, value) in maxima.enumerated() where ScanSignificance.reaches(value, observed) {
            reached += 1
            if reached == enough, index + 1 < problem.settings.replications {
                return Answer(maxima: Array(maxima[...index]), stoppedEarly: true)
            }
        }
        return nil
    }

    /// A level that most drawn data sets reach: half the logarithm of the number of centres and intervals.
    private var firstLevel: Double {
        0.5 * log(Double(problem.circles.count * problem.intervals.count) + 1)
    }

    /// A level that about one drawn data set in two hundred does not reach.
    private func nextLevel(_ maxima: [Double]) -> Double {
        let mean = maxima.reduce(0, +) / Double(maxima.count)
        let squares = maxima.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(max(maxima.count - 1, 1))).squareRoot()
        return mean - 2 * deviation
    }

    /// A level with the plan for all intervals, if that is not too large.
    private struct Stage: Sendable {
        let level: Double
        let table: ScanLevel
        let whole: ScanPlan<Lanes>?
        let pieces: [Range<Int>]
    }

    private func plan(at level: Double) -> Stage {
        let table = ScanLevel(max(level, 0), problem, statistic)
        let count = problem.intervals.count
        let width = Lanes.scalarCount
        let chunks = max(1, Self.mostPlanBytes / max(1, ScanPlan<Lanes>.bytesOfChunk(problem)))
        let pieces = stride(from: 0, to: count, by: chunks * width).map { $0..<min(count, $0 + chunks * width) }
        let whole = pieces.count == 1 ? ScanPlan<Lanes>(problem, table, intervals: 0..<count) : nil
        return Stage(level: table.level, table: table, whole: whole, pieces: pieces)
    }

    /// The largest statistics of some drawn data sets.
    private func maxima(of numbers: Range<Int>, plans: [Stage]) -> [Double] {
        let draw = ScanDraw(problem)
        var maxima = [Double](repeating: 0, count: numbers.count)
        // What does not reach the level of one plan is scanned by the next, and at last window by window.
        var left = Array(maxima.indices)
        for stage in plans {
            for piece in stage.pieces {
                let plan = stage.whole ?? ScanPlan<Lanes>(problem, stage.table, intervals: piece)
                let kernel = ScanKernel(problem: problem, statistic: statistic, plan: plan)
                let batches = (left.count + Self.together - 1) / Self.together
                let found = SharedWork.map(batches, threads: problem.settings.threads) { batch in
                    let mine = left[batch * Self.together..<min(left.count, (batch + 1) * Self.together)]
                    let drawn = mine.map { draw.caseSums(numbers.lowerBound + $0) }
                    return kernel.maxima(of: drawn, from: mine.map { maxima[$0] })
                }
                for (index, value) in zip(left, found.joined()) { maxima[index] = value }
            }
            left.removeAll { maxima[$0] >= stage.level }
            if left.isEmpty { return maxima }
        }
        let direct = ScanDirect(problem: problem, statistic: statistic)
        let found = SharedWork.map(left.count, threads: problem.settings.threads) {
            direct.maximum(caseSums: draw.caseSums(numbers.lowerBound + left[$0]))
        }
        for (index, value) in zip(left, found) { maxima[index] = value }
        return maxima
    }
}
