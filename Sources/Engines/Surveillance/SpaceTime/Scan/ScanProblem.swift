/// A scan made ready: sites and periods cut down to what the window needs, with circles and intervals.
struct ScanProblem: Sendable {
    /// An interval by the prefix sums at its two ends: periods `from` up to, but not, `to`.
    struct Interval: Sendable, Equatable {
        let from: Int
        let to: Int
    }

    let data: ScanData
    let settings: ScanSettings
    let sites: ScanSites
    /// Periods as the scan sees them: one if purely spatial.
    let periods: Int
    /// Cases by site and period.
    let cases: [Int32]
    /// Sums of what is expected from the first period up to each, by site: one more than the periods.
    let expectedSums: [Double]
    let total: Int
    /// The sites that join each centre's circle.
    let circles: [[Int32]]
    let intervals: [Interval]
    let longestInterval: Int

    init(_ data: ScanData, _ settings: ScanSettings) throws(ScanError) {
        try settings.check(places: data.places.count)
        self.data = data
        self.settings = settings
        total = data.cases.reduce(0, +)
        let fewest = settings.rates == .low ? 1 : settings.fewestCases
        guard total >= fewest else { throw .tooFewCases(found: total, needed: fewest) }
        if settings.window.isTemporal {
            sites = ScanSites(wholeAreaOf: data.places)
        } else {
            sites = ScanSites(data.places)
            guard sites.count > 1 else { throw .tooFew(what: "places", found: sites.count, needed: 2) }
        }
        let columns = data.periods.count
        let inTime = settings.window.interest != nil
        if inTime, columns < 2 { throw .tooFew(what: "periods", found: columns, needed: 2) }
        periods = inTime ? columns : 1
        let siteCases = sites.summed(data.cases, columns: columns)
        cases = Self.collapsed(siteCases, columns: columns, to: periods).map(Int32.init)
        let expected = try Self.expected(data, total: total, window: settings.window)
        let siteExpected = Self.collapsed(sites.summed(expected, columns: columns), columns: columns, to: periods)
        expectedSums = Self.prefixSums(siteExpected, columns: periods)
        let weights =
            settings.shareOf.map { [sites] in sites.summed($0, columns: 1) }
            ?? Self.collapsed(siteExpected, columns: periods, to: 1)
        let circles = Self.circles(sites, weights, settings)
        guard circles.contains(where: { !$0.isEmpty }) else { throw .noCircle }
        self.circles = circles
        longestInterval = Self.longest(settings.longestInterval, of: periods, inTime: inTime)
        guard longestInterval >= (inTime ? settings.shortestInterval : 1) else { throw .noInterval(periods: columns) }
        intervals = Self.intervals(
            settings.window.interest, periods: periods, shortest: settings.shortestInterval, longest: longestInterval)
    }

    private static func circles(_ sites: ScanSites, _ weights: [Double], _ settings: ScanSettings) -> [[Int32]] {
        if settings.window.isTemporal { return [[0]] }
        return sites.circles(
            weights: weights, share: settings.largestShare, radius: settings.largestRadius, threads: settings.threads)
    }

    /// How many windows there are: circles times intervals.
    var windows: Int { circles.reduce(0) { $0 + $1.count } * intervals.count }

    /// What is expected in a site in an interval.
    @inline(__always)
    func expected(_ site: Int, _ interval: Interval) -> Double {
        let row = site * (periods + 1)
        return expectedSums[row + interval.to] - expectedSums[row + interval.from]
    }

    private static func expected(_ data: ScanData, total: Int, window: ScanSettings.Window) throws(ScanError)
        -> [Double]
    {
        switch data.model {
        case .poisson(let expected):
            let sum = expected.reduce(0, +)
            return expected.map { $0 * Double(total) / sum }
        case .bernoulli(let controls):
            let people = total + controls.reduce(0, +)
            return zip(data.cases, controls).map { Double($0 + $1) * Double(total) / Double(people) }
        case .spaceTimePermutation:
            guard case .spaceTime = window else { throw .needsSpaceAndTime }
            let columns = data.periods.count
            let byPlace = collapsed(data.cases, columns: columns, to: 1)
            var byPeriod = [Int](repeating: 0, count: columns)
            for (cell, count) in data.cases.enumerated() { byPeriod[cell % columns] += count }
            return data.cases.indices.map {
                Double(byPlace[$0 / columns]) * Double(byPeriod[$0 % columns]) / Double(total)
            }
        }
    }

    /// Values by row and column with each row's columns summed if one column is wanted.
    private static func collapsed<Value: AdditiveArithmetic>(_ values: [Value], columns: Int, to wanted: Int) -> [Value]
    {
        guard wanted != columns else { return values }
        return stride(from: 0, to: values.count, by: columns).map { row in values[row..<row + columns].reduce(.zero, +)
        }
    }

    /// Running sums of each row, from 0.
    static func prefixSums<Value: AdditiveArithmetic>(_ values: [Value], columns: Int) -> [Value] {
        var sums: [Value] = []
        sums.reserveCapacity(values.count / columns * (columns + 1))
        for row in stride(from: 0, to: values.count, by: columns) {
            var sum = Value.zero
            sums.append(sum)
            for column in 0..<columns {
                sum += values[row + column]
                sums.append(sum)
            }
        }
        return sums
    }

    private static func longest(_ limit: ScanSettings.LongestInterval, of periods: Int, inTime: Bool) -> Int {
        guard inTime else { return 1 }
        switch limit {
        // A share that is met exactly must not be lost to rounding.
        case .share(let share): return Int((Double(periods) * share * (1 + 1e-12)).rounded(.down))
        case .periods(let count): return min(count, periods)
        }
    }

    private static func intervals(
        _ interest: ScanSettings.Interest?, periods: Int, shortest: Int, longest: Int
    ) -> [Interval] {
        switch interest {
        case nil: [Interval(from: 0, to: 1)]
        case .prospective: (shortest...longest).map { Interval(from: periods - $0, to: periods) }
        case .retrospective:
            (shortest...longest).flatMap { length in
                (0...periods - length).map { Interval(from: $0, to: $0 + length) }
            }
        }
    }
}

extension ScanSettings.Window {
    var isTemporal: Bool {
        if case .temporal = self { true } else { false }
    }

    var interest: ScanSettings.Interest? {
        switch self {
        case .spatial: nil
        case .temporal(let interest), .spaceTime(let interest): interest
        }
    }
}
