import Surveillance
import Testing

@Suite struct EARSTests {
    @Test func `bounds and alarms of C1, C2 and, in its own way, C3 are those of earsC`() throws {
        for fixture in try EARSFixture.load() {
            for run in fixture.runs {
                var settings = EARSSettings.standard(try #require(EARSMethod(rawValue: run.method)))
                settings.baseline = run.baseline
                settings.minSigma = fixture.minSigma
                settings.alpha = run.alpha
                settings.sum = .surveillance
                let tests = try EARS.watch(fixture.counts, range: nil, settings: settings)
                #expect(tests.count == run.upper.count)
                for (test, (upper, alarm)) in zip(tests, zip(run.upper, run.alarm)) {
                    let test = try #require(test)
                    if let upper {
                        #expect(relativeDifference(try #require(test.upper), upper) < 1e-8)
                        #expect(test.isAlarm == (alarm == 1))
                    } else {
                        // Zero times infinity in R.
                        #expect(test.upper == nil)
                    }
                }
            }
        }
    }

    @Test func `C3 sums the positive parts of C2 less 1 over three periods`() throws {
        for fixture in try EARSFixture.load() {
            var settings = EARSSettings.standard(.c3)
            settings.minSigma = fixture.minSigma
            let tests = try EARS.watch(fixture.counts, range: nil, settings: settings)
            #expect(tests.count == fixture.statistic.count)
            for (test, expected) in zip(tests, fixture.statistic) {
                let test = try #require(test)
                guard let expected else { continue }
                #expect(relativeDifference(try #require(test.statistic), expected) < 1e-8)
                #expect(test.isAlarm == (expected > 1.959963984540054))
            }
        }
    }

    @Test func `the bound of C3 is the count from which it is an alarm`() throws {
        let quiet: [Double?] = [4, 6, 5, 3, 7, 5, 4, 6, 5, 4, 9]
        let settings = EARSSettings.standard(.c3)
        let upper = try #require(
            try EARS.watch(quiet + [0], range: 11..<12, settings: settings)[0]?.upper)
        let under = try EARS.watch(quiet + [upper.rounded(.down)], range: 11..<12, settings: settings)
        let over = try EARS.watch(quiet + [upper.rounded(.up) + 1], range: 11..<12, settings: settings)
        #expect(under[0]?.isAlarm == false)
        #expect(over[0]?.isAlarm == true)
    }

    @Test func `a baseline of zeros makes any case an alarm unless a least sigma is set`() throws {
        let counts: [Double?] = Array(repeating: 0, count: 7) + [1]
        var settings = EARSSettings.standard(.c1)
        let bare = try #require(try EARS.watch(counts, range: nil, settings: settings)[0])
        #expect(bare.isAlarm)
        #expect(bare.statistic == nil)
        settings.minSigma = 0.5
        let held = try #require(try EARS.watch(counts, range: nil, settings: settings)[0])
        #expect(!held.isAlarm)
        #expect(held.statistic == 2)
    }

    @Test func `days without data are left out of the baseline, and are not tested`() throws {
        let counts: [Double?] = [5, nil, 7, 6, nil, 6, 5, 40, nil]
        let tests = try EARS.watch(counts, range: nil, settings: .standard(.c1))
        #expect(tests.count == 2)
        #expect(tests[0]?.expected == 29.0 / 5)
        #expect(tests[0]?.isAlarm == true)
        #expect(tests[1] == nil)
    }

    @Test func `a short or faulty series is told apart`() {
        #expect(throws: OutbreakError.tooShort(method: "EARS C2", points: 5, needed: 10)) {
            try EARS.watch([1, 2, 3, 2, 1], range: nil, settings: .standard(.c2))
        }
        #expect(throws: OutbreakError.negative(series: 0, point: 2, value: -1)) {
            try EARS.watch([1, 2, -1], range: nil, settings: .standard(.c1))
        }
        #expect(throws: OutbreakError.notACount(series: 0, point: 1)) {
            try EARS.watch([1, 2.5, 3], range: nil, settings: .standard(.c1))
        }
        var settings = EARSSettings.standard(.c1)
        settings.baseline = 2
        #expect(throws: OutbreakError.badSetting("the baseline has at least 3 periods")) {
            try EARS.watch(Array(repeating: 1, count: 20), range: nil, settings: settings)
        }
    }
}
