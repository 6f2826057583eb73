import Threads

/// Outbreak detection by regression on past years, for many series at once.
///
/// Farrington, Andrews, Beale and Catchpole 1996, doi:10.2307/2983331; Noufaily et al. 2013, doi:10.1002/sim.5595.
/// Figures as R's surveillance 1.20.3 (`farringtonFlexible`, `algo.farrington`).
public enum Farrington {
    /// The improved method: for each series, in order, what it says of each period of `range`.
    ///
    /// A nil range tests every period with enough history. Missing counts are left out of the reference; a missing
    /// tested period is `.noData`. The answer is the same for any number of threads.
    ///
    /// - Complexity: O(series × periods × reference periods).
    public static func flexible(
        _ series: [WatchedSeries], calendar: OutbreakCalendar, range: Range<Int>?, settings: FarringtonSettings,
        threads: Int
    ) throws(OutbreakError) -> [[FarringtonOutcome]] {
        try check(series, calendar: calendar, settings: settings)
        let first = calendar.period.perYear * settings.years + settings.halfWidth
        var designs: [FarringtonDesign] = []
        for period in try periods(range, from: first, calendar: calendar) {
            let design = try FarringtonDesign(flexible: period, calendar: calendar, settings: settings)
            if let design {
                designs.append(design)
            } else if range != nil || !designs.isEmpty {
                throw .tooShort(method: "Farrington", points: period + 1, needed: max(first + 1, period + 2))
            }
        }
        guard !designs.isEmpty else {
            throw .tooShort(method: "Farrington", points: calendar.count, needed: first + 2)
        }
        return run(series, designs: designs, settings: settings, variant: .flexible, threads: threads)
    }

    /// The original method of 1996, with windows alone and a two-sided interval.
    ///
    /// As in R, windows that reach before the start of the series are used as far as they go.
    public static func original(
        _ series: [WatchedSeries], calendar: OutbreakCalendar, range: Range<Int>?, settings: FarringtonSettings,
        threads: Int
    ) throws(OutbreakError) -> [[FarringtonOutcome]] {
        try check(series, calendar: calendar, settings: settings)
        guard settings.seasons == 1, settings.threshold == .delta, settings.trendBelow == 0.05 else {
            throw .badSetting("the original method has no seasonal levels, the delta bound and a trend at 0.05")
        }
        let first = max(1, calendar.period.perYear * settings.years - settings.halfWidth - 1)
        var designs: [FarringtonDesign] = []
        for period in try periods(range, from: first, calendar: calendar) {
            guard let design = FarringtonDesign(original: period, calendar: calendar, settings: settings) else {
                throw .tooShort(method: "Farrington 1996", points: period + 1, needed: first + 1)
            }
            designs.append(design)
        }
        return run(series, designs: designs, settings: settings, variant: .original, threads: threads)
    }

    private static func check(
        _ series: [WatchedSeries], calendar: OutbreakCalendar, settings: FarringtonSettings
    ) throws(OutbreakError) {
        try settings.check()
        for (number, one) in series.enumerated() {
            try one.check(number: number, points: calendar.count, needsPopulation: settings.populationOffset)
        }
    }

    private static func periods(
        _ range: Range<Int>?, from first: Int, calendar: OutbreakCalendar
    ) throws(OutbreakError) -> Range<Int> {
        if let range {
            guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= calendar.count else {
                throw .outsideSeries(point: max(range.upperBound - 1, 0), points: calendar.count)
            }
            return range
        }
        guard first < calendar.count else {
            throw .tooShort(method: "Farrington", points: calendar.count, needed: first + 1)
        }
        return first..<calendar.count
    }

    private static func run(
        _ series: [WatchedSeries], designs: [FarringtonDesign], settings: FarringtonSettings,
        variant: FarringtonRun.Variant, threads: Int
    ) -> [[FarringtonOutcome]] {
        let terms = CountTerms()
        return SharedWork.map(series.count, threads: threads) { number in
            var run = FarringtonRun(
                series: series[number], settings: settings, variant: variant, terms: terms)
            return designs.map { run.outcome($0) }
        }
    }
}
