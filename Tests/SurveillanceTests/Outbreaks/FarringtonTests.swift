import Foundation
import Surveillance
import Testing

@Suite struct FarringtonTests {
    /// The largest difference seen of each figure.
    private struct Largest {
        var expected = 0.0
        var upper = 0.0
        var score = 0.0
        var pValue = 0.0
        var dispersion = 0.0
        var trend = 0.0
        var compared = 0
    }

    @Test(arguments: ["salmonella.agona", "salmNewport", "momo", "weekly", "weekly, numbered", "monthly", "daily"])
    func `the improved method is as farringtonFlexible`(name: String) throws {
        let fixture = try FarringtonFixture.named(name)
        var largest = Largest()
        for (number, flexible) in fixture.flexible.enumerated() {
            let settings = try flexible.control.settings(from: .referenceDefaults)
            let outcomes = try Farrington.flexible(
                fixture.series, calendar: fixture.calendar(), range: fixture.tested, settings: settings, threads: 2)
            for (series, expected) in flexible.results.enumerated() {
                for place in fixture.tested.indices {
                    let at = place - fixture.tested.lowerBound
                    compare(
                        outcomes[series][at], expected, at: at, largest: &largest,
                        where: "\(name), settings \(number), series \(series), period \(place)")
                }
            }
        }
        if ProcessInfo.processInfo.environment["BREAKWATER_LONG"] != nil { print(name, largest) }
        #expect(largest.compared > 20)
    }

    private func compare(
        _ outcome: FarringtonOutcome, _ expected: FarringtonFixture.FlexibleResult, at: Int,
        largest: inout Largest, where place: Comment
    ) {
        guard let score = expected.score[at], let dispersion = expected.dispersion[at] else {
            #expect(outcome.test == nil, place)
            return
        }
        guard let test = outcome.test, let ours = test.score, let chance = expected.p[at] else {
            Issue.record("no test where R has one: \(place)")
            return
        }
        largest.compared += 1
        largest.score = max(largest.score, relativeDifference(ours, score))
        #expect(relativeDifference(ours, score) < 1e-6, place)
        largest.pValue = max(largest.pValue, (test.pValue - chance).magnitude)
        #expect((test.pValue - chance).magnitude < 1e-6, place)
        largest.dispersion = max(largest.dispersion, relativeDifference(test.dispersion, dispersion))
        #expect(relativeDifference(test.dispersion, dispersion) < 1e-6, place)
        #expect((test.trend == nil) == (expected.trend[at] == nil), place)
        if let slope = test.trend, let reference = expected.trend[at] {
            largest.trend = max(largest.trend, (slope - reference).magnitude)
            #expect((slope - reference).magnitude < 1e-6, place)
        }
        #expect(test.isAlarm == (expected.alarm[at] == 1), place)
        // R leaves bound and expectation out where too few cases suppress the alarm.
        #expect(test.isSuppressed == (expected.upper[at] == nil), place)
        if let upper = expected.upper[at], let mean = expected.expected[at] {
            largest.upper = max(largest.upper, relativeDifference(test.upper, upper))
            #expect(relativeDifference(test.upper, upper) < 1e-6, place)
            largest.expected = max(largest.expected, relativeDifference(test.expected, mean))
            #expect(relativeDifference(test.expected, mean) < 1e-6, place)
        }
    }

    @Test(arguments: ["salmonella.agona", "salmNewport", "momo", "weekly", "weekly, numbered", "monthly", "daily"])
    func `the original method is as algo.farrington`(name: String) throws {
        let fixture = try FarringtonFixture.named(name)
        var compared = 0
        for (number, original) in fixture.original.enumerated() {
            let settings = try original.control.settings(from: .original())
            let outcomes = try Farrington.original(
                fixture.series, calendar: fixture.calendar(), range: fixture.tested, settings: settings, threads: 2)
            for (series, expected) in original.results.enumerated() {
                for at in expected.upper.indices {
                    let place: Comment = "\(name), settings \(number), series \(series), result \(at)"
                    guard let chance = expected.p[at], let test = outcomes[series][at].test else {
                        #expect(outcomes[series][at].test == nil && expected.p[at] == nil, place)
                        continue
                    }
                    compared += 1
                    #expect((test.pValue - chance).magnitude < 1e-6, place)
                    #expect(test.isAlarm == (expected.alarm[at] == 1), place)
                    #expect((test.trend != nil) == (expected.trend[at] == 1), place)
                    let upper = test.isSuppressed ? 0 : test.upper
                    #expect(relativeDifference(upper, expected.upper[at]) < 1e-6, place)
                }
            }
        }
        #expect(compared > 15)
    }
}
