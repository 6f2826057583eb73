import Foundation
import Surveillance
import Testing

/// False alarms in quiet years; 1,000 of them with BREAKWATER_LONG set, which also prints the figures.
@Suite struct FalseAlarmTests {
    private let isLong = ProcessInfo.processInfo.environment["BREAKWATER_LONG"] != nil
    private var quiet: QuietYears { QuietYears(years: isLong ? 1_000 : 24, seed: 2_026) }

    private func report(_ what: String, _ rate: Double, nominal: Double) {
        if isLong { print("\(what): \(rate) false alarms a year, nominal \(nominal)") }
    }

    @Test(arguments: FarringtonThreshold.allCases, [0.05, 0.01])
    func `Farrington's false alarms are near the nominal rate`(threshold: FarringtonThreshold, alpha: Double) throws {
        let rate = try quiet.farrington(.improved(alpha: alpha, threshold: threshold))
        let nominal = 52 * alpha
        report("Farrington, \(threshold.rawValue), alpha \(alpha)", rate, nominal: nominal)
        // Bounds that allow for the error of the mean stay under the nominal rate; the plug-in, which does not, and the
        // normal approximation of small counts, which is too narrow in the tail, go over it (Noufaily 2013, table II).
        #expect(rate > nominal / 4)
        #expect(rate < nominal * 2.5)
    }

    @Test func `a quiet month is seldom outside an XmR chart`() throws {
        // Beyond three sigma lie 0.27 % of normal points; limits from 36 points, and counts, add to it.
        let nominal = 12 * 0.0027
        let steady = try quiet.xmr(wave: 0)
        report("XmR outside, no season", steady.outside, nominal: nominal)
        report("XmR any rule, no season", steady.anyRule, nominal: nominal)
        #expect(steady.outside < nominal * 5)
        #expect(steady.anyRule < 1.5)
    }

    @Test func `an XmR chart takes a strong season for a signal, so seasonal measures need another method`() throws {
        let wave = try quiet.xmr(wave: 0.4)
        let steady = try quiet.xmr(wave: 0)
        report("XmR any rule, season of 0.4", wave.anyRule, nominal: 12 * 0.0027)
        #expect(wave.anyRule > 3 * steady.anyRule)
    }
}
