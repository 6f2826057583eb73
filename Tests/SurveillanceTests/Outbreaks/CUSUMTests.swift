import Surveillance
import Testing

@Suite struct CUSUMTests {
    @Test func `sums, bounds and alarms are those of algo cusum`() throws {
        let fixture = try CUSUMFixture.load()
        for pair in fixture.runs {
            try compare(pair.agona, counts: fixture.agona)
            if let wave = pair.wave { try compare(wave, counts: fixture.wave) }
        }
    }

    private func compare(_ run: CUSUMFixture.Run, counts: [Double]) throws {
        let mean: CUSUMMean =
            run.isWave ? .wave(season: 1, perYear: 52) : run.isGiven ? .known(run.expected[0]) : .past
        let settings = CUSUMSettings(
            allowance: run.k, limit: run.h, transform: try #require(CUSUMTransform(rawValue: run.transform)),
            mean: mean, resetsAfterAlarm: false)
        let range = (run.range[0] - 1)..<run.range[run.range.count - 1]
        let points = try CUSUM.watch(counts, range: range, settings: settings)
        for (index, point) in points.enumerated() {
            #expect(relativeDifference(point.sum, run.sum[index]) < 1e-7)
            let expected = run.expected.count > 1 ? run.expected[index] : run.expected[0]
            #expect(relativeDifference(point.expected, expected) < 1e-7)
            #expect(point.isAlarm == (run.alarm[index] == 1))
            // R turns a bound without inverse into zero. The plain sum's bound in R is the limit less the sum after.
            if run.transform != "none" {
                #expect(relativeDifference(point.upper ?? 0, run.upper[index]) < 1e-7)
            }
        }
    }

    @Test func `after an alarm the sum starts again where that is asked for`() throws {
        let counts: [Double?] = [4, 4, 4, 4, 12, 4, 4]
        var settings = CUSUMSettings.standard
        settings.mean = .known(4)
        let kept = try CUSUM.watch(counts, range: 0..<7, settings: settings)
        #expect(kept.map(\.isAlarm) == [false, false, false, false, true, false, false])
        #expect(kept[5].sum > 0)
        settings.resetsAfterAlarm = true
        let reset = try CUSUM.watch(counts, range: 0..<7, settings: settings)
        #expect(reset[4].isAlarm)
        #expect(reset[5].sum == 0)
    }

    @Test func `a period without data leaves the sum as it was`() throws {
        var settings = CUSUMSettings.standard
        settings.mean = .known(4)
        let points = try CUSUM.watch([8, nil, 4], range: 0..<3, settings: settings)
        #expect(points[1].sum == points[0].sum)
        #expect(points[1].observed == nil)
        #expect(!points[1].isAlarm)
    }

    // Montgomery, Introduction to Statistical Quality Control, table 9.3 (shift of 0, 0.5, 1, 2 sigma, k = 1/2).
    @Test(arguments: zip([0, 0.5, 1, 2], [168, 26.6, 8.38, 3.34]))
    func `run lengths at h 4 are Montgomery's`(shift: Double, expected: Double) throws {
        let length = try CUSUMRunLength.twoSided(allowance: 0.5, limit: 4, mean: shift)
        #expect((length - expected).magnitude / expected < 0.003)
    }

    @Test func `run lengths are those of spc, and of surveillance for Poisson counts`() throws {
        let fixture = try CUSUMFixture.load()
        for expected in fixture.arl {
            let one = try CUSUMRunLength.oneSided(
                allowance: expected.k, limit: expected.h, mean: expected.mean)
            let two = try CUSUMRunLength.twoSided(
                allowance: expected.k, limit: expected.h, mean: expected.mean)
            #expect((one - expected.one).magnitude / expected.one < 1e-7)
            #expect((two - expected.two).magnitude / expected.two < 1e-7)
        }
        for expected in fixture.chain {
            let length = try CUSUMRunLength.poisson(
                reference: expected.reference, limit: expected.limit, mean: expected.mean)
            #expect((length - expected.length).magnitude / expected.length < 1e-8)
        }
    }

    @Test func `what cannot be summed says why`() {
        #expect(throws: OutbreakError.badSetting("no case before the first tested period: give a known mean")) {
            try CUSUM.watch([0, 0, 1], range: 2..<3, settings: .standard)
        }
        #expect(throws: OutbreakError.tooShort(method: "CUSUM", points: 0, needed: 1)) {
            try CUSUM.watch([nil, 2], range: 1..<2, settings: .standard)
        }
        var settings = CUSUMSettings.standard
        settings.mean = .wave(season: 1, perYear: 52)
        #expect(throws: OutbreakError.tooShort(method: "CUSUM with a yearly wave", points: 20, needed: 52)) {
            try CUSUM.watch(Array(repeating: 3, count: 30), range: 20..<30, settings: settings)
        }
    }
}
