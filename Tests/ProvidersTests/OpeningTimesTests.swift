import Kernel
import Storage
import Testing
import Web

@testable import Providers

@Suite struct OpeningTimesTests {
    @Test(arguments: [
        ("9am to 5pm", [[540, 1020]]), ("9 to 5", [[540, 1020]]), ("09:00-17:00", [[540, 1020]]),
        ("9am-1pm, 6pm to 9pm", [[540, 780], [1080, 1260]]), ("6pm to midnight", [[1080, 1440]]),
        ("9:30am – midday", [[570, 720]]), ("", []), ("Closed", []), ("24 hours", [[0, 1440]]),
    ])
    func `hours are read as people type them`(typed: String, expected: [[Int]]) throws {
        let spans = try #require(OpeningTimes.read(typed))
        #expect(spans.map { [$0.opens, $0.closes] } == expected)
    }

    @Test(arguments: [
        "nine to five", "9am", "5pm to 9am", "25:00 to 26:00", "9am to 5pm, 4pm to 6pm", "9-5-7", "13pm to 2pm",
        "'; DROP",
    ])
    func `what is no time is not guessed at`(typed: String) {
        #expect(OpeningTimes.read(typed) == nil)
    }

    @Test func `a week is kept, read back and said in words`() throws {
        let day = try #require(OpeningTimes.read("9am to 5pm"))
        let late = try #require(OpeningTimes.read("9am to 5pm, 6pm to 9pm"))
        let week = OpeningTimes([1: day, 2: day, 3: late, 6: day, 9: day])
        #expect(OpeningTimes(stored: week.stored) == week)
        #expect(week.words == "Monday to Tuesday 9am to 5pm; Wednesday 9am to 5pm, 6pm to 9pm; Saturday 9am to 5pm")
        #expect(week.hasEvenings && week.hasWeekends)
        #expect(week.isOpen(weekday: 3, minute: 1100) && !week.isOpen(weekday: 1, minute: 1100))
        #expect(!OpeningTimes([1: day]).hasEvenings && !OpeningTimes([1: late]).hasWeekends)
        #expect(OpeningTimes(stored: .text("1 10-5")) == nil)
    }

    @Test(arguments: [
        (["EM2"], "EM2 4AB", true), (["EM2 Harbour and Quayside"], "em2", true), (["EM2"], "EM3", false),
        (["Ropewalk"], "ropewalk", true), (["Ropewalk"], "Saltmarsh", false), ([], "EM9", true),
    ])
    func `an area takes in what lies in it`(areas: [String], place: String, expected: Bool) {
        #expect(Areas.serve(areas, place) == expected)
    }
}
