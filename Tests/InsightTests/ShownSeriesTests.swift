import Governance
import Kernel
import Testing
import Web

@testable import Insight

/// What partners outside the team see, looked at as somebody would who wants to know what is hidden.
@Suite struct ShownSeriesTests {
    private let measure: Measure
    private let start: Month

    init() throws {
        measure = try #require(Measure.shipped.first { $0.id == "ae-assault-under-25" })
        start = try #require(Month("2024-01"))
    }

    private func values(_ counts: [Int?]) -> [MeasureValue] {
        counts.enumerated().map { MeasureValue(month: start.adding($0), numerator: $1) }
    }

    /// Everything the measure's page and file say.
    private func output(_ counts: [Int?], for audience: CountAudience) throws -> String {
        let reading = MeasureReading(ShownSeries(measure, values(counts), for: audience), notes: [])
        let line = MeasurePages.Line(reading: reading, late: nil, countedAt: nil)
        let page = MeasurePages.show(line, mayManage: false, form: FormView(), token: .empty)
        return page.text + MeasureFile.text(reading) + DashboardPages.tile(line).html.text
    }

    @Test(arguments: [[1, 2], [1, 4], [3, 4]])
    func `nothing a partner is shown depends on which small number is hidden`(_ pair: [Int]) throws {
        let rest: [Int?] = [12, 9, 15, 8, 11, 22, 7, 6, 9, 14, 30, 8, nil, 10, 12]
        for place in [0, 5, 14] {
            let outputs = try pair.map { hidden in
                var counts = rest
                counts.insert(hidden, at: place)
                return try output(counts, for: .outside)
            }
            #expect(outputs[0] == outputs[1])
            #expect(outputs[0].contains("fewer than 5"))
        }
        // The test could fail: the team's page does depend on it.
        let seen = try pair.map { try output([$0] + rest, for: .team) }
        #expect(seen[0] != seen[1])
    }

    @Test func `a share is hidden when either side of it is small`() throws {
        let share = try #require(Measure.shipped.first { $0.id == "arrests-under-18" })
        func words(_ part: Int, _ whole: Int, _ audience: CountAudience) -> String? {
            let values = [MeasureValue(month: start, numerator: part, denominator: whole)]
            return ShownSeries(share, values, for: audience).points.first?.words
        }
        #expect(words(3, 40, .outside) == "too few to show" && words(38, 40, .outside) == "too few to show")
        #expect(words(10, 40, .outside) == "25%" && words(3, 40, .team) == "8%")
        #expect(words(0, 0, .team) == "no figure")
    }

    @Test func `a month without a figure is a gap, never nought`() throws {
        let text = try output([10, nil, 0, 12], for: .team)
        #expect(text.contains("no figure") && text.contains("2024-02,no figure"))
        #expect(text.contains("2024-03,0"))
    }

    @Test(arguments: [[], [5], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]])
    func `short, empty, constant and all-nought series have a page and no number that is none`(
        _ counts: [Int]
    ) throws {
        for audience in CountAudience.allCases {
            let text = try output(counts, for: audience)
            #expect(!text.lowercased().contains("nan") && !text.contains("inf\""))
        }
    }
}
