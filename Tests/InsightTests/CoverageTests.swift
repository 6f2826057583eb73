import Kernel
import Testing

@testable import Insight

@Suite struct CoverageTests {
    private func month(_ text: String) throws -> Month { try #require(Month(text)) }

    @Test func `a month that was never sent is no figure, and one with none in a thin series is believed`() throws {
        let (first, last, came) = try (month("2026-01"), month("2026-06"), month("2026-09"))
        let thick = try [first: 30, month("2026-02"): 28, month("2026-04"): 31, month("2026-05"): 25, last: 33]
        #expect(Coverage(counts: thick, files: [(first...last, came)]).months.count == 5)
        let thin = try [first: 1, month("2026-04"): 2, last: 1]
        #expect(Coverage(counts: thin, files: [(first...last, came)]).months.count == 6)
    }

    @Test func `the month a file came in is not whole yet`() throws {
        let (first, last) = try (month("2026-01"), month("2026-03"))
        let counts = try [first: 3, month("2026-02"): 2, last: 1]
        #expect(try Coverage(counts: counts, files: [(first...last, last)]).months == [first, month("2026-02")])
        #expect(Coverage(counts: counts, files: [(last...last, last)]).months.isEmpty)
    }

    @Test func `months are added, compared and written`() throws {
        let month = try month("2026-12")
        #expect(month.adding(1).text == "2027-01" && month.adding(-12).name == "December 2025")
        #expect(month.firstDay == Day("2026-12-01") && month.lastDay == Day("2026-12-31") && month.days == 31)
        #expect(Month("2024-02")?.days == 29 && Month("2026-13") == nil && Month("soon") == nil)
        #expect((month...month.adding(2)).all.map(\.text) == ["2026-12", "2027-01", "2027-02"])
    }

    @Test func `figures are late only after their day`() throws {
        let measure = try #require(Measure.shipped.first { $0.id == "ae-assault-under-25" })
        let newest = try month("2026-09")
        let due = try #require(Day("2026-11-21"))
        #expect(Lateness(measure, newest: newest, today: due) == nil)
        let late = Lateness(measure, newest: newest, today: due.adding(days: 1))
        #expect(late?.words == "Late: October 2026 should have been here by 21 November 2026.")
        #expect(Lateness(measure, newest: nil, today: due) == nil)
    }
}
