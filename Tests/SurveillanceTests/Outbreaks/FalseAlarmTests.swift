import Foundation
import Surveillance
import Testing

/// False alarms in quiet years; 1,000 of them with BREAKWATER_LONG set, which also prints the figures.
@Suite struct FalseAlarmTests {
    private let isLong = ProcessInfo.processInfo.environment["BREAKWATER_LONG"] != nil
    private var quiet: QuietYears { QuietYears(years: isLong ? 1_000 : 24, seed: 2_026) }

    /// Charts cost little, so there are always enough of them for a steady rate.
    private var quietCharts: QuietYears { QuietYears(years: isLong ? 1_000 : 300, seed: 2_026) }

    private func report(_ what: String, _ rate: Double, nominal: Double) {
        if isLong { print("\(what): \(rate) false alarms a year, nominal \(nominal)") }
    }

    @Test(arguments: FarringtonThreshold.allCases, [0.05, 0.01])
    func `Farrington's false alarms are near the nominal rate`(threshold: FarringtonThreshold, alpha: Double) throws {
        let rate = try quiet.farrington(.improved(alpha: alpha, threshold: threshold))
        let nominal = 52 * alpha
        report("Farrington, \(threshold.rawValue), alpha \(alpha)", rate, nominal: nominal)
        // Over 1,000 years: muan, which allows for the error of the mean, 0.80 of the nominal rate at both levels;
        // nbPlugin, which does not, 1.05 and 1.3; delta, normal after a power, 1.2 at 0.05 and 1.8 out in the tail.
        #expect(rate > nominal / 4)
        #expect(rate < nominal * 3)
    }

    @Test func `a quiet month is seldom outside an XmR chart`() throws {
        // Beyond three sigma lie 0.27 % of normal points; limits from 36 points, and counts, add to it.
        let nominal = 12 * 0.0027
        let steady = try quietCharts.xmr(wave: 0)
        report("XmR outside, no season", steady.outside, nominal: nominal)
        let normal = try quietCharts.xmrOfNormalValues()
        report("XmR outside, normal values", normal.outside, nominal: nominal)
        report("XmR any rule, no season (beside normal values)", steady.anyRule, nominal: normal.anyRule)
        #expect(steady.outside < nominal * 5)
        #expect(steady.anyRule < 1.5 * max(normal.anyRule, 0.8))
    }

    @Test func `an XmR chart takes a strong season for a signal, so seasonal measures need another method`() throws {
        let wave = try quietCharts.xmr(wave: 0.4)
        let steady = try quietCharts.xmr(wave: 0)
        report("XmR any rule, season of 0.4 (beside no season)", wave.anyRule, nominal: steady.anyRule)
        #expect(wave.anyRule > 2 * steady.anyRule)
    }
}
