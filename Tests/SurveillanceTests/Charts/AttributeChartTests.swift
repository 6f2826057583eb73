import Surveillance
import Testing

@Suite struct AttributeChartTests {
    private let neutral = ChartSettings.nhs(improvement: .neutral)

    private func limits(_ chart: ControlChart, at index: Int = 0) throws -> PointLimits {
        try #require(chart.points[index].limits)
    }

    // Montgomery, Introduction to Statistical Quality Control, example 7.3: nonconformities in circuit boards.
    @Test func `Montgomery's circuit boards have limits 6.48 and 33.22 on a c chart`() throws {
        let boards: [Double?] = [
            21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15,
        ]
        let chart = try ControlChart.c(counts: boards, settings: neutral)
        let lines = try limits(chart)
        #expect((lines.centre - 19.85).magnitude < 0.005)
        #expect((lines.lower - 6.48).magnitude < 0.01)
        #expect((lines.upper - 33.22).magnitude < 0.01)
        let outside = chart.points.indices.filter { chart.points[$0].causes.has(.outside) }
        #expect(outside == [5, 19])
    }

    // Montgomery, example 7.1: cans of orange juice, 30 samples of 50.
    @Test func `Montgomery's orange juice cans have limits 0.0524 and 0.4102 on a p chart`() throws {
        let cans: [Double?] = [
            12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9,
            6,
        ]
        let chart = try ControlChart.p(counts: cans, of: Array(repeating: 50, count: 30), settings: neutral)
        let lines = try limits(chart)
        #expect((lines.centre - 0.2313).magnitude < 5e-5)
        #expect((lines.lower - 0.0524).magnitude < 5e-5)
        #expect((lines.upper - 0.4102).magnitude < 5e-5)
        let outside = chart.points.indices.filter { chart.points[$0].causes.has(.outside) }
        #expect(outside == [14, 22])
    }

    // Montgomery, example 7.5: dyed cloth, rolls of different lengths.
    @Test func `Montgomery's dyed cloth has limits that follow the length of each roll`() throws {
        var settings = neutral
        settings.fewestPoints = 10
        let chart = try ControlChart.u(
            counts: [14, 12, 20, 11, 7, 10, 21, 16, 19, 23],
            exposures: [10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5], settings: settings)
        let upper = [2.55, 2.68, 2.41, 2.55, 2.58, 2.55, 2.45, 2.52, 2.45, 2.43]
        let lower = [0.29, 0.16, 0.43, 0.29, 0.26, 0.29, 0.39, 0.32, 0.39, 0.41]
        for index in upper.indices {
            let lines = try limits(chart, at: index)
            #expect((lines.centre - 1.42).magnitude < 0.005)
            #expect((lines.upper - upper[index]).magnitude < 0.011)
            #expect((lines.lower - lower[index]).magnitude < 0.011)
        }
    }

    @Test func `rates, shares and Laney's charts are as the formulas in R`() throws {
        for (number, expected) in try ChartFixture.load().rates.enumerated() {
            let counts = expected.counts.map(Optional.some)
            let isShare = number < 3
            let plain =
                try isShare
                ? ControlChart.p(counts: counts, of: expected.sizes, settings: neutral)
                : ControlChart.u(counts: counts, exposures: expected.sizes, settings: neutral)
            let primed =
                try isShare
                ? ControlChart.pPrime(counts: counts, of: expected.sizes, settings: neutral)
                : ControlChart.uPrime(counts: counts, exposures: expected.sizes, settings: neutral)
            for index in counts.indices {
                let lines = try limits(plain, at: index)
                let wide = try limits(primed, at: index)
                #expect(relativeDifference(lines.centre, expected.centre) < 1e-12)
                #expect(relativeDifference(lines.lower, expected.plain.lower[index]) < 1e-12)
                #expect(relativeDifference(lines.upper, expected.plain.upper[index]) < 1e-12)
                #expect(relativeDifference(wide.lower, expected.primed.lower[index]) < 1e-12)
                #expect(relativeDifference(wide.upper, expected.primed.upper[index]) < 1e-12)
            }
        }
    }

    @Test func `rare events: g, t and EWMA charts are as the formulas in R`() throws {
        let fixture = try ChartFixture.load()
        var settings = neutral
        settings.constants = .exact
        let gaps = try limits(ControlChart.g(between: fixture.g.values, settings: settings))
        #expect(relativeDifference(gaps.centre, fixture.g.centre) < 1e-12)
        #expect(relativeDifference(gaps.upper, fixture.g.upper) < 1e-12)
        #expect(gaps.lower == 0)
        let times = try limits(ControlChart.t(between: fixture.t.values, settings: settings))
        #expect(relativeDifference(times.centre, fixture.t.centre) < 1e-11)
        #expect(relativeDifference(times.upper, fixture.t.upper) < 1e-11)
        #expect(relativeDifference(times.lower, try #require(fixture.t.lower)) < 1e-11)
        settings.screening = .off
        let smooth = try EWMAChart(fixture.ewma.values, weight: 0.2, width: 3, settings: settings)
        for (index, point) in smooth.points.enumerated() {
            #expect(relativeDifference(point.average, fixture.ewma.average[index]) < 1e-12)
            #expect(relativeDifference(point.lower, fixture.ewma.lower[index]) < 1e-12)
            #expect(relativeDifference(point.upper, fixture.ewma.upper[index]) < 1e-12)
        }
    }

    // Montgomery, table 9.1 and example 9.2: a shift of one sigma after twenty observations.
    private let shifted: [Double?] = [
        9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62,
        10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
    ]

    @Test func `Montgomery's EWMA ends at 10.6341 with limits 10.27, 10.36 and at last 10.62`() throws {
        let chart = try EWMAChart(shifted, weight: 0.1, width: 2.7, centre: 10, sigma: 1)
        #expect((chart.points[0].average - 9.945).magnitude < 1e-9)
        #expect((chart.points[1].average - 9.7495).magnitude < 1e-9)
        #expect((chart.points[29].average - 10.6341).magnitude < 5e-4)
        #expect((chart.points[0].upper - 10.27).magnitude < 0.005)
        #expect((chart.points[1].upper - 10.36).magnitude < 0.005)
        #expect((chart.points[29].upper - 10.62).magnitude < 0.005)
        #expect(chart.points[29].outside == .high)
        #expect(chart.points[20].outside == nil)
    }

    @Test func `a period without data leaves the weighted average where it was`() throws {
        let chart = try EWMAChart([11, nil, 12], weight: 0.5, width: 3, centre: 10, sigma: 1)
        #expect(chart.points.map(\.average) == [10.5, 10.5, 11.25])
        #expect(chart.points[1].outside == nil)
        #expect(chart.points[1].upper == chart.points[0].upper)
    }

    @Test func `Laney's limits meet the plain ones when counts vary as chance alone`() throws {
        // Counts whose neighbours differ by 1.128 sigma exactly: sigma z is 1.
        let step = 1.128 * 10
        let counts: [Double?] = (0..<20).map { 100 + ($0.isMultiple(of: 2) ? step / 2 : -step / 2) }
        let exposures: [Double] = Array(repeating: 1, count: 20)
        let plain = try limits(ControlChart.u(counts: counts, exposures: exposures, settings: neutral))
        let primed = try limits(ControlChart.uPrime(counts: counts, exposures: exposures, settings: neutral))
        #expect((plain.upper - primed.upper).magnitude < 1e-9)
    }

    @Test func `a g chart's rarer events are high and its lower limit is never below zero`() throws {
        var gaps: [Double?] = [3, 5, 1, 0, 8, 2, 4, 6, 3, 2, 7, 1]
        gaps.append(90)
        var settings = ChartSettings.nhs(improvement: .up)
        settings.baseline = 12
        let chart = try ControlChart.g(between: gaps, settings: settings)
        #expect(chart.variation == .improving(.high))
        #expect(chart.points.allSatisfy { ($0.limits?.lower ?? -1) >= 0 })
    }
}
