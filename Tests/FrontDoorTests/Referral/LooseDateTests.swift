import Kernel
import Testing

@testable import FrontDoor

@Suite struct LooseDateTests {
    private func date(_ day: String, _ month: String, _ year: String, about: Bool = false) -> LooseDate {
        LooseDate(
            "when",
            in: [
                "when-day": [day], "when-month": [month], "when-year": [year], "when-about": about ? ["yes"] : [],
            ])
    }

    @Test func `a date is known as exactly as it was given`() {
        #expect(date("19", "11", "2026").words == "19 November 2026")
        #expect(date("19", "nov", "2026").words == "19 November 2026")
        #expect(date("", "11", "2026").words == "November 2026")
        #expect(date("", "", "2026").words == "about 2026")
        #expect(date("19", "11", "2026", about: true).words == "about 19 November 2026")
        #expect(date("19", "11", "2026").resolved?.precision == .day)
        #expect(date("", "11", "2026").resolved?.precision == .month)
        #expect(date("", "", "2026").resolved?.precision == .about)
    }

    @Test(arguments: [("31", "2", "2026"), ("0", "1", "2026"), ("12", "13", "2026"), ("1", "1", "26"), ("x", "y", "z")])
    func `an impossible date is named, and kept as typed`(day: String, month: String, year: String) throws {
        let today = try #require(Day("2026-11-23"))
        let impossible = date(day, month, year)
        #expect(impossible.resolved == nil)
        #expect(impossible.problem("the date", today: today)?.contains("real date") == true)
        #expect(impossible.words == "\(day) \(month) \(year)")
    }

    @Test func `tomorrow has not happened, and a date with no year asks for it`() throws {
        let today = try #require(Day("2026-11-23"))
        #expect(date("24", "11", "2026").problem("the date", today: today) == "The date must not be in the future")
        #expect(date("23", "11", "2026").problem("the date", today: today) == nil)
        #expect(date("23", "11", "").problem("the date", today: today)?.contains("year") == true)
        #expect(date("", "", "").problem("the date", today: today) == nil)
    }
}
