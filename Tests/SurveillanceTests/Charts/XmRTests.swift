import Surveillance
import Testing

@Suite struct XmRTests {
    @Test func `lines, rules and icons are those of NHSRplotthedots`() throws {
        for (number, expected) in try ChartFixture.load().xmr.enumerated() {
            let chart = try ControlChart.xmr(expected.values, settings: expected.settings)
            #expect(chart.points.map(\.letter).joined() == expected.cause, "series \(number)")
            #expect(chart.points.map(\.meaningLetter).joined() == expected.type, "series \(number)")
            for (segment, mean) in zip(chart.segments, expected.mean) {
                #expect(relativeDifference(try #require(segment.centre), mean) < 1e-12)
            }
            for (number, segment) in chart.segments.enumerated() {
                let lines = try #require(chart.points[segment.points.lowerBound].limits)
                #expect(relativeDifference(lines.lower, expected.lower[number]) < 1e-12)
                #expect(relativeDifference(lines.upper, expected.upper[number]) < 1e-12)
            }
            #expect(chart.assurance == Self.assurance(expected.assurance))
        }
    }

    private static func assurance(_ word: String?) -> AssuranceIcon {
        switch word {
        case "consistent_pass": .consistentlyPasses
        case "consistent_fail": .consistentlyFails
        case "inconsistent": .hitsAndMisses
        default: .none
        }
    }

    // Montgomery, Introduction to Statistical Quality Control, example 6.5: viscosity of aircraft primer paint.
    private let viscosity: [Double?] = [
        33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84,
    ]

    @Test func `Montgomery's primer paint has limits 32.24 and 34.80`() throws {
        var settings = ChartSettings.nhs(improvement: .neutral, quantity: .measure)
        settings.constants = .exact
        settings.screening = .off
        let chart = try ControlChart.xmr(viscosity, settings: settings)
        let lines = try #require(chart.points[0].limits)
        let range = try #require(chart.segments[0].meanMovingRange)
        #expect((lines.centre - 33.52).magnitude < 0.005)
        #expect((range - 0.48).magnitude < 0.005)
        #expect((lines.lower - 32.24).magnitude < 0.02)
        #expect((lines.upper - 34.80).magnitude < 0.02)
        #expect(chart.variation == .commonCause)
        #expect(chart.segments[0].standing == .provisional(points: 15, firmAt: 20))
    }

    // NHSRplotthedots, "Deviations from Excel defaults": one point of ten among ones and twos.
    @Test func `screening narrows the limits of a series with one enormous outlier, and names it`() throws {
        let values: [Double?] = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
        var settings = ChartSettings.nhs(improvement: .down)
        let screened = try ControlChart.xmr(values, settings: settings)
        settings.screening = .off
        let plain = try ControlChart.xmr(values, settings: settings)
        let mean = 35.0 / 18
        // Seventeen ranges: fifteen of 1, one of 8 and one of 9.
        let narrow = try #require(screened.points[0].limits)
        let wide = try #require(plain.points[0].limits)
        #expect((narrow.upper - (mean + 2.66)).magnitude < 1e-12)
        #expect((wide.upper - (mean + 2.66 * 32 / 17)).magnitude < 1e-12)
        #expect(screened.segments[0].screenedOut == 2)
        #expect(plain.segments[0].screenedOut == 0)
        #expect(screened.points[4].cause == .outside)
        #expect(screened.points[4].meaning == .concern)
        #expect(plain.points[4].cause == .outside)
    }

    @Test func `exact constants are 2.659574 and 3.266532`() {
        #expect((MovingRangeConstants.exact.limit - 2.659574).magnitude < 5e-7)
        #expect(MovingRangeConstants.exact.rangeLimit == 3.266532)
        #expect(MovingRangeConstants.rounded.limit == 2.66)
        #expect(MovingRangeConstants.rounded.rangeLimit == 3.267)
    }

    @Test func `a point that breaks all rules is named by the first of them`() {
        let all: SpecialCauses = [
            SpecialCauses(.shift), SpecialCauses(.twoInThree), SpecialCauses(.trend), SpecialCauses(.outside),
        ]
        #expect(all.first == .outside)
        #expect(all.subtracting(SpecialCauses(.outside)).first == .trend)
        #expect(SpecialCauses([SpecialCauses(.shift), SpecialCauses(.twoInThree)]).first == .twoInThree)
        #expect(SpecialCauses(.shift).first == .shift)
        #expect(SpecialCauses([]).first == nil)
    }

    @Test func `turning a series upside down turns every sign and no rule`() throws {
        for expected in try ChartFixture.load().xmr.prefix(60) {
            let chart = try ControlChart.xmr(expected.values, settings: expected.settings)
            let turned = try ControlChart.xmr(expected.values.map { -$0 }, settings: expected.settings)
            for (point, mirrored) in zip(chart.points, turned.points) {
                #expect(point.causes == mirrored.causes)
                #expect((point.direction == .high) == (mirrored.direction == .low))
            }
        }
    }

    @Test func `other units change the lines and no rule`() throws {
        for expected in try ChartFixture.load().xmr.prefix(60) {
            let chart = try ControlChart.xmr(expected.values, settings: expected.settings)
            var settings = expected.settings
            settings.target = expected.target.map { 8 * $0 + 64 }
            let scaled = try ControlChart.xmr(expected.values.map { 8 * $0 + 64 }, settings: settings)
            #expect(chart.points.map(\.causes) == scaled.points.map(\.causes))
            #expect(chart.assurance == scaled.assurance)
        }
    }

    @Test func `many series are as each alone, for any number of threads`() throws {
        var settings = ChartSettings.nhs(improvement: .down, quantity: .measure)
        settings.target = 20
        let series = try ChartFixture.load().xmr.map { $0.values.map(Optional.some) } + [[], [1, -2]]
        let one = ControlChart.xmr(many: series, settings: settings, threads: 1)
        let three = ControlChart.xmr(many: series, settings: settings, threads: 3)
        #expect(one == three)
        #expect(one.count == series.count)
        #expect(one[series.count - 2] == .failure(.noPoints))
        #expect(try one[3].get() == ControlChart.xmr(series[3], settings: settings))
    }
}
