/// Chooses the clusters to report from the likeliest windows of all centres.
struct ScanReport<Statistic: ScanStatistic> {
    typealias Best = ScanDirect<Statistic>.Best

    let problem: ScanProblem
    let statistic: Statistic

    /// Likeliest first; each shares no site with one before it.
    ///
    /// Of windows that tie, one with fewer sites, then fewer periods, then the earlier interval and centre stands first.
    func chosen(_ candidates: [Best]) -> [(cluster: Best, ties: [Best])] {
        var left = sorted(candidates)
        var taken: Set<Int32> = []
        var chosen: [(cluster: Best, ties: [Best])] = []
        while let top = left.first, chosen.count < problem.settings.mostClusters {
            chosen.append((top, ties(of: top, among: candidates)))
            taken.formUnion(sites(top))
            left.removeAll { !taken.isDisjoint(with: sites($0)) }
        }
        return chosen
    }

    private func sorted(_ candidates: [Best]) -> [Best] {
        // By value first; then runs of equal values, which may differ by rounding, each in their own order.
        var all = candidates.sorted { $0.value > $1.value }
        var start = 0
        while start < all.count {
            var end = start + 1
            while end < all.count, ScanDirect<Statistic>.same(all[end].value, all[start].value) { end += 1 }
            all[start..<end].sort { key($0).lexicographicallyPrecedes(key($1)) }
            start = end
        }
        return all
    }

    private func key(_ best: Best) -> [Int] {
        let interval = problem.intervals[best.interval]
        return [best.sites, interval.to - interval.from, interval.from, best.centre]
    }

    private func sites(_ best: Best) -> ArraySlice<Int32> { problem.circles[best.centre][..<best.sites] }

    private func ties(of best: Best, among candidates: [Best]) -> [Best] {
        var seen: Set<Identity> = [identity(best)]
        return sorted(candidates.filter { ScanDirect<Statistic>.same($0.value, best.value) }).filter {
            seen.insert(identity($0)).inserted
        }
    }

    private struct Identity: Hashable {
        let sites: Set<Int32>
        let interval: Int
    }

    private func identity(_ best: Best) -> Identity { Identity(sites: Set(sites(best)), interval: best.interval) }

    /// The window in places and dates.
    func window(_ best: Best) -> ScanWindow {
        let interval = problem.intervals[best.interval]
        let periods =
            problem.settings.window.interest == nil
            ? 0...problem.data.periods.count - 1 : interval.from...interval.to - 1
        return ScanWindow(
            places: sites(best).flatMap { problem.sites.members[Int($0)] }, periods: periods,
            start: problem.data.periods.starts[periods.lowerBound], end: problem.data.periods.ends[periods.upperBound])
    }

    func cluster(_ best: Best, ties: [Best], _ significance: ScanSignificance) -> ScanCluster {
        let temporal = problem.settings.window.isTemporal
        let pValue = significance.pValue(best.value)
        let isProspective = problem.settings.window.interest == .prospective
        let recurrence = isProspective ? pValue.flatMap { $0 > 0 ? 1 / $0 : nil } : nil
        let lengths = problem.data.periods.lengths
        let farthest = problem.circles[best.centre][best.sites - 1]
        return ScanCluster(
            window: window(best), centre: temporal ? nil : problem.sites.members[best.centre][0],
            radius: temporal ? nil : problem.sites.distance(best.centre, Int(farthest)), observed: best.cases,
            expected: best.expected, ratio: Double(best.cases) / best.expected, relativeRisk: relativeRisk(best),
            logLikelihoodRatio: best.value, reached: significance.reached(best.value), pValue: pValue,
            gumbelPValue: significance.gumbelPValue(best.value), recurrencePeriods: recurrence,
            recurrenceTime: recurrence.map { $0 * lengths.reduce(0, +) / Double(lengths.count) },
            ties: ties.map(window))
    }

    private func relativeRisk(_ best: Best) -> Double? {
        if case .spaceTimePermutation = problem.data.model { return nil }
        let cases = Double(problem.total)
        guard best.cases < problem.total, best.expected < cases else { return nil }
        let outside = (cases - Double(best.cases)) / (cases - best.expected)
        return Double(best.cases) / best.expected / outside
    }
}
