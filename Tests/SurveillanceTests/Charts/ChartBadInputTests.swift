import Surveillance
import Testing

@Suite struct ChartBadInputTests {
    private let counts = ChartSettings.nhs(improvement: .down)

    @Test func `a series of five has no limits, no rule and an icon that says so`() throws {
        let chart = try ControlChart.xmr([3, 5, 2, 80, 4], settings: counts)
        #expect(chart.variation == .tooFewPoints(points: 5, needed: 12))
        #expect(chart.assurance == .none)
        #expect(chart.points.allSatisfy { $0.limits == nil && $0.causes.isEmpty })
        #expect(chart.segments[0].standing == .none(points: 5, needed: 12))
        #expect(chart.segments[0].centre == 18.8)
        let reading = try #require(chart.reading)
        #expect(reading.value == 4)
        #expect(reading.upper == nil)
    }

    @Test func `limits are provisional from 12 points and firm from 20`() throws {
        func standing(_ points: Int) throws -> LimitsStanding {
            try ControlChart.xmr((0..<points).map { Double($0 % 3) }, settings: counts).segments[0].standing
        }
        #expect(try standing(11) == .none(points: 11, needed: 12))
        #expect(try standing(12) == .provisional(points: 12, firmAt: 20))
        #expect(try standing(19) == .provisional(points: 19, firmAt: 20))
        #expect(try standing(20) == .firm)
    }

    @Test(arguments: [0, 0.1, 7.3, 1e-9, 123_456.789])
    func `a series that never varies has one line and nothing unusual`(value: Double) throws {
        let chart = try ControlChart.xmr(Array(repeating: value, count: 31), settings: counts)
        #expect(chart.variation == .commonCause)
        #expect(chart.segments[0].isConstant)
        #expect(chart.points.allSatisfy { $0.causes.isEmpty && $0.limits?.upper == $0.limits?.lower })
        for other in try [
            ControlChart.c(counts: Array(repeating: value, count: 31), settings: counts),
            ControlChart.g(between: Array(repeating: value, count: 31), settings: counts),
            ControlChart.u(
                counts: Array(repeating: value, count: 31), exposures: Array(repeating: 3, count: 31),
                settings: counts),
            ControlChart.uPrime(
                counts: Array(repeating: value, count: 31), exposures: Array(repeating: 3, count: 31),
                settings: counts),
        ] {
            #expect(other.variation == .commonCause, "\(other.kind)")
            #expect(other.points.allSatisfy { $0.limits?.upper.isFinite == true })
        }
    }

    @Test func `all or none of everybody is a chart without width, not a fault`() throws {
        let sizes: [Double] = Array(repeating: 40, count: 15)
        for counted in [0.0, 40.0] {
            let values: [Double?] = Array(repeating: counted, count: 15)
            for chart in try [
                ControlChart.p(counts: values, of: sizes, settings: counts),
                ControlChart.pPrime(counts: values, of: sizes, settings: counts),
            ] {
                #expect(chart.variation == .commonCause)
                #expect(chart.points[0].limits?.upper == counted / 40)
            }
        }
    }

    @Test func `any change after a baseline that never varies is outside its limits`() throws {
        var settings = counts
        settings.baseline = 12
        let chart = try ControlChart.xmr(Array(repeating: 0, count: 12) + [0, 1], settings: settings)
        #expect(chart.variation == .concerning(.high))
        #expect(try #require(chart.reading).isConstant)
    }

    @Test func `a missing point is no data: it breaks a run, takes its moving ranges and is never zero`() throws {
        let before: [Double?] = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6]
        var settings = counts
        settings.baseline = 12
        let run: [Double?] = [6, 6, 6, 6, 6, 6, 6]
        let whole = try ControlChart.xmr(before + run, settings: settings)
        #expect(whole.points.last?.cause == .shift)
        #expect(whole.variation == .concerning(.high))
        #expect(whole.reading?.run == 11..<19)
        var broken = before + run
        broken[15] = nil
        let gapped = try ControlChart.xmr(broken, settings: settings)
        #expect(gapped.points.allSatisfy { $0.causes.isEmpty })
        #expect(gapped.points[15].value == nil)
        #expect(gapped.points[15].limits == gapped.points[14].limits)
        #expect(gapped.segments[0].present == 18)
        var hole = before
        hole[4] = nil
        hole += [5]
        let chart = try ControlChart.xmr(hole, settings: counts)
        // Ten neighbouring pairs are left of twelve, each 1 apart; the mean is of twelve points.
        #expect(chart.segments[0].meanMovingRange == 1)
        #expect(chart.segments[0].centre == 66.0 / 12)
    }

    @Test func `a rise across a missing point is no trend`() throws {
        var values: [Double?] = Array(repeating: 10, count: 14) + [1, 2, 3, 4, 5, 6, 7]
        do {
            let chart = try ControlChart.xmr(values, settings: counts)
            #expect(chart.points[20].causes.has(.trend))
            values[17] = nil
        }
        let chart = try ControlChart.xmr(values, settings: counts)
        #expect(!chart.points.contains { $0.causes.has(.trend) })
    }

    @Test func `the newest periods without data are told apart from the newest point`() throws {
        let values: [Double?] = (0..<24).map { Double($0 % 4) } + [nil, nil]
        let reading = try #require(try ControlChart.xmr(values, settings: counts).reading)
        #expect(reading.latest == 23)
        #expect(reading.periodsSince == 2)
    }

    @Test func `every other period missing leaves too few moving ranges for limits`() throws {
        let values: [Double?] = (0..<40).map { $0.isMultiple(of: 2) ? Double($0 % 7) : nil }
        let chart = try ControlChart.xmr(values, settings: counts)
        #expect(chart.points.allSatisfy { $0.limits == nil })
        #expect(chart.variation == .tooFewPoints(points: 20, needed: 12))
    }

    @Test func `a rebase starts new lines with its reason, and a fixed baseline holds in each stretch`() throws {
        let first: [Double?] = (0..<24).map { 20 + Double($0 % 2) }
        let second: [Double?] = (0..<24).map { 10 + Double($0 % 2) } + [14]
        var settings = counts
        settings.baseline = 12
        settings.rebases = [ChartRebase(at: 24, reason: "Hub opened", baseline: 14)]
        let chart = try ControlChart.xmr(first + second, settings: settings)
        #expect(chart.segments.map(\.centre) == [20.5, 10.5])
        #expect(chart.segments.map(\.baseline) == [12, 14])
        #expect(chart.segments.map(\.reason) == [nil, "Hub opened"])
        #expect(chart.points[23].causes.isEmpty)
        #expect(chart.points[24].causes.isEmpty)
        #expect(chart.variation == .concerning(.high))
        #expect(chart.reading?.rebasedBecause == "Hub opened")
    }

    @Test func `a young segment after a rebase has no icon yet`() throws {
        var settings = ChartSettings.nhs(improvement: .down, target: 5)
        settings.rebases = [ChartRebase(at: 24, reason: "New recording", baseline: nil)]
        let values: [Double?] = (0..<30).map { Double($0 % 5) }
        let chart = try ControlChart.xmr(values, settings: settings)
        #expect(chart.variation == .tooFewPoints(points: 6, needed: 12))
        #expect(chart.assurance == .none)
    }

    @Test func `what cannot be charted says why`() {
        let twelve: [Double?] = Array(repeating: 4, count: 12)
        #expect(throws: ChartError.noPoints) { try ControlChart.xmr([], settings: counts) }
        #expect(throws: ChartError.noPoints) { try ControlChart.xmr([nil, nil], settings: counts) }
        #expect(throws: ChartError.notANumber(point: 1)) {
            try ControlChart.xmr([1, .nan], settings: counts)
        }
        #expect(throws: ChartError.notANumber(point: 0)) {
            try ControlChart.xmr([.infinity, 2], settings: counts)
        }
        #expect(throws: ChartError.negative(point: 2, value: -1)) {
            try ControlChart.c(counts: [1, 2, -1], settings: counts)
        }
        #expect(throws: ChartError.noTime(point: 0)) { try ControlChart.t(between: [0, 2], settings: counts) }
        #expect(throws: ChartError.noBase(point: 1)) {
            try ControlChart.u(counts: [1, 2], exposures: [5, 0], settings: counts)
        }
        #expect(throws: ChartError.moreThanAll(point: 0, count: 6, size: 5)) {
            try ControlChart.p(counts: [6, 2], of: [5, 5], settings: counts)
        }
        #expect(throws: ChartError.sizesDiffer(counts: 2, sizes: 1)) {
            try ControlChart.p(counts: [1, 2], of: [5], settings: counts)
        }
        var settings = counts
        settings.rebases = [ChartRebase(at: 12, reason: "Late", baseline: nil)]
        #expect(throws: ChartError.badRebase(at: 12, points: 12)) {
            try ControlChart.xmr(twelve, settings: settings)
        }
        settings.rebases = [ChartRebase(at: 6, reason: " ", baseline: nil)]
        #expect(throws: ChartError.rebaseWithoutReason(at: 6)) {
            try ControlChart.xmr(twelve, settings: settings)
        }
        settings.rebases = []
        settings.baseline = 6
        #expect(throws: ChartError.shortBaseline(points: 6, fewest: 12)) {
            try ControlChart.xmr(twelve, settings: settings)
        }
        #expect(
            ChartError.shortBaseline(points: 6, fewest: 12).description
                == "Baseline of 6 points: control limits need at least 12.")
    }
}
