import Foundation
import Statistics
import Surveillance

/// Years in which nothing happens, and how often a method says that something does.
struct QuietYears {
    let years: Int
    let seed: UInt64

    /// Alarms of the improved Farrington method a series and year, over the newest 52 of 522 weeks of each series.
    ///
    /// Negative binomial counts with a yearly wave, means of 2 to 40 a week, variance 1.2 to 3 times the mean.
    func farrington(_ settings: FarringtonSettings) throws -> Double {
        let root = Generator(seed: seed)
        let series = (0..<years).map { year -> WatchedSeries in
            var generator = root.stream(year)
            let mean = 2 * pow(20, generator.uniform())
            let dispersion = 1.2 + 1.8 * generator.uniform()
            let counts = (1...522).map { week -> Double? in
                let now = mean * exp(0.4 * cos(2 * Double.pi * Double(week) / 52.18))
                return Double(generator.negativeBinomial(mean: now, size: now / (dispersion - 1)))
            }
            return WatchedSeries(counts: counts, population: nil)
        }
        let outcomes = try Farrington.flexible(
            series, calendar: .weeks(from: 13_150, count: 522), range: 470..<522, settings: settings, threads: 2)
        return Double(outcomes.joined().count { $0.test?.isAlarm == true }) / Double(years)
    }

    /// What an XmR chart flags a series and year over the newest twelve of 48 months, limits from the 36 before.
    ///
    /// The same counts by the month, with a yearly wave of the given height (0 for none).
    func xmr(wave: Double) throws -> (outside: Double, anyRule: Double) {
        try flagged { generator in
            let mean = 8 * pow(20, generator.uniform())
            let dispersion = 1.2 + 1.8 * generator.uniform()
            return (1...48).map { month in
                let now = mean * exp(wave * cos(2 * Double.pi * Double(month) / 12))
                return Double(generator.negativeBinomial(mean: now, size: now / (dispersion - 1)))
            }
        }
    }

    /// The same of values with a normal distribution: what the rules and the estimated limits give by themselves.
    func xmrOfNormalValues() throws -> (outside: Double, anyRule: Double) {
        try flagged { generator in (1...48).map { _ in 1_000 + 10 * generator.normal() } }
    }

    private func flagged(_ values: (inout Generator) -> [Double]) throws -> (outside: Double, anyRule: Double) {
        let root = Generator(seed: seed)
        var settings = ChartSettings.nhs(improvement: .down)
        settings.baseline = 36
        settings.screening = .off
        var outside = 0
        var flagged = 0
        for year in 0..<years {
            var generator = root.stream(year)
            let chart = try ControlChart.xmr(values(&generator), settings: settings)
            for point in chart.points.suffix(12) {
                if point.causes.has(.outside) { outside += 1 }
                if !point.causes.isEmpty { flagged += 1 }
            }
        }
        return (Double(outside) / Double(years), Double(flagged) / Double(years))
    }
}
