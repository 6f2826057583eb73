import Testing

@testable import Statistics

@Suite struct HourOfWeekTests {
    @Test func `a known time counts once in its hour`() throws {
        let table = try HourOfWeek([.at(0), .at(59), .at(60), .at(6 * 1440 + 23 * 60 + 59)], longestRange: 1440)
        #expect(table.weight(day: 0, hour: 0) == 2)
        #expect(table.weight(day: 0, hour: 1) == 1)
        #expect(table.weight(day: 6, hour: 23) == 1)
        #expect(table.known == 4 && table.cells.count == 168)
        #expect(table.weight(day: 7, hour: 0) == nil)
    }

    @Test func `a range is spread by the minutes in each hour`() throws {
        // From 22:30 to 01:00: half an hour, an hour, an hour.
        let start = 4 * 1440 + 22 * 60 + 30
        let table = try HourOfWeek([.between(start, start + 150)], longestRange: 1440)
        #expect(abs(try #require(table.weight(day: 4, hour: 22)) - 0.2) < 1e-15)
        #expect(abs(try #require(table.weight(day: 4, hour: 23)) - 0.4) < 1e-15)
        #expect(abs(try #require(table.weight(day: 5, hour: 0)) - 0.4) < 1e-15)
        #expect(table.spread == 1)
    }

    @Test func `Sunday night runs into Monday, and any week is as good as another`() throws {
        let night = try HourOfWeek([.between(7 * 1440 - 60, 7 * 1440 + 60)], longestRange: 1440)
        #expect(night.weight(day: 6, hour: 23) == 0.5 && night.weight(day: 0, hour: 0) == 0.5)
        let before = try HourOfWeek([.between(-60, 60), .at(-1)], longestRange: 1440)
        #expect(before.weight(day: 6, hour: 23) == 1.5 && before.weight(day: 0, hour: 0) == 0.5)
        // From half past ten to half past eleven on the Sunday before.
        let halves = try HourOfWeek([.between(-90, -30)], longestRange: 1440)
        #expect(halves.weight(day: 6, hour: 22) == 0.5 && halves.weight(day: 6, hour: 23) == 0.5)
    }

    @Test func `every event that is counted counts once in all`() throws {
        var generator = Generator(seed: 4)
        let events = (0..<2000).map { _ in
            let start = generator.integer(below: 100_000) - 50_000
            return EventTime.between(start, start + generator.integer(below: 3000) - 100)
        }
        let table = try HourOfWeek(events, longestRange: 1440)
        #expect(abs(table.cells.reduce(0, +) - Double(table.known + table.spread)) < 1e-9)
        #expect(table.known + table.spread + table.tooLong + table.reversed == 2000)
        #expect(table.tooLong > 0 && table.reversed > 0)
        #expect(table.cells.allSatisfy { $0 >= 0 })
        let left = Double(table.tooLong + table.reversed) / 2000
        #expect(table.shareLeftOut == left)
    }

    @Test func `ranges too long, turned round or beyond all numbers are left out and counted`() throws {
        let events: [EventTime] = [.between(0, 1441), .between(0, 1440), .between(10, 5), .between(.min, .max)]
        let table = try HourOfWeek(events, longestRange: 1440)
        #expect(table.tooLong == 2 && table.spread == 1 && table.reversed == 1)
        #expect(try HourOfWeek([], longestRange: 60).shareLeftOut == nil)
        #expect(throws: CountError.noBase(what: "The longest range")) { try HourOfWeek([], longestRange: 0) }
    }

    @Test func `a day of unknown hour is spread evenly over the day`() throws {
        let table = try HourOfWeek([.between(1440, 2880)], longestRange: 1440)
        for hour in 0..<24 { #expect(abs(try #require(table.weight(day: 1, hour: hour)) - 1.0 / 24) < 1e-15) }
        #expect(table.cells.reduce(0, +) > 0.999_999)
    }
}
