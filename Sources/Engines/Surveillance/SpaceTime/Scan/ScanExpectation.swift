/// People at risk in each place and covariate group, counted on one day.
public struct ScanCensus: Sendable, Equatable {
    /// When, in the unit of the periods' lengths, from the start of the first period; may lie before or after the study.
    public let time: Double
    /// People, place by place and in each by covariate group.
    public let people: [Double]

    /// People counted at a time.
    public init(time: Double, people: [Double]) {
        self.time = time
        self.people = people
    }
}

/// Expected numbers of cases from populations, by indirect standardisation as SaTScan does.
public enum ScanExpectation {
    /// What each place and period would have if everyone of a covariate group had the rate of that group everywhere.
    ///
    /// The population is a straight line between two counts, and the first or last count before and after them; a period
    /// counts the people in it day by day. The cases are place by place, in each by period, in each by group; the
    /// expected numbers come place by place and in each by period, and sum to the cases.
    public static func standardised(
        cases: [Int], strata: Int, places: Int, periods: ScanPeriods, censuses: [ScanCensus]
    ) throws(ScanError) -> [Double] {
        guard places > 0, periods.count > 0, strata > 0, !censuses.isEmpty else { throw .empty }
        let cells = places * periods.count
        guard cases.count == cells * strata else {
            throw .wrongLength(what: "cases by group", expected: cells * strata, found: cases.count)
        }
        if let cell = cases.firstIndex(where: { $0 < 0 }) {
            throw .negative(what: "cases", place: cell / strata / periods.count)
        }
        let counts = try sorted(censuses, places: places, strata: strata)
        let weights = weights(of: counts.map(\.time), periods: periods)
        var atRisk = [Double](repeating: 0, count: cells * strata)
        for (census, weights) in zip(counts, weights) {
            for place in 0..<places {
                for (period, weight) in weights.enumerated() where weight > 0 {
                    for stratum in 0..<strata {
                        atRisk[(place * periods.count + period) * strata + stratum] +=
                            weight * census.people[place * strata + stratum]
                    }
                }
            }
        }
        return try expected(cases, atRisk, strata: strata, periods: periods.count)
    }

    private static func expected(
        _ cases: [Int], _ atRisk: [Double], strata: Int, periods: Int
    ) throws(ScanError) -> [Double] {
        var totals = [Int](repeating: 0, count: strata)
        var people = [Double](repeating: 0, count: strata)
        for index in cases.indices {
            totals[index % strata] += cases[index]
            people[index % strata] += atRisk[index]
            guard cases[index] == 0 || atRisk[index] > 0 else {
                if people[index % strata] > 0
                    || atRisk.indices.contains(where: { $0 % strata == index % strata && atRisk[$0] > 0 })
                {
                    throw .casesWithoutPopulation(place: index / strata / periods, period: index / strata % periods)
                }
                throw .stratumWithoutPopulation(stratum: index % strata)
            }
        }
        var expected = [Double](repeating: 0, count: cases.count / strata)
        for index in cases.indices where totals[index % strata] > 0 {
            expected[index / strata] += atRisk[index] * Double(totals[index % strata]) / people[index % strata]
        }
        return expected
    }

    private static func sorted(
        _ censuses: [ScanCensus], places: Int, strata: Int
    ) throws(ScanError) -> [ScanCensus] {
        for census in censuses {
            guard census.people.count == places * strata else {
                throw .wrongLength(what: "population", expected: places * strata, found: census.people.count)
            }
            guard census.time.isFinite else { throw .badSetting("a population is counted at no time") }
            if let index = census.people.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .badNumber(what: "the population", place: index / strata)
            }
        }
        let counts = censuses.sorted { $0.time < $1.time }
        for (one, next) in zip(counts, counts.dropFirst()) where one.time == next.time {
            throw .badSetting("two populations are counted at time \(one.time)")
        }
        return counts
    }

    /// For each count the time it stands for in each period: the integral of its share of the broken line.
    private static func weights(of times: [Double], periods: ScanPeriods) -> [[Double]] {
        var weights = times.map { _ in [Double](repeating: 0, count: periods.count) }
        var start = 0.0
        for (period, length) in periods.lengths.enumerated() {
            let end = start + length
            weights[0][period] += max(0, min(end, times[0]) - start)
            weights[times.count - 1][period] += max(0, end - max(start, times[times.count - 1]))
            for index in times.indices.dropLast() {
                let from = max(start, times[index])
                let to = min(end, times[index + 1])
                guard to > from else { continue }
                let later = ((from + to) / 2 - times[index]) / (times[index + 1] - times[index])
                weights[index][period] += (to - from) * (1 - later)
                weights[index + 1][period] += (to - from) * later
            }
            start = end
        }
        return weights
    }
}
