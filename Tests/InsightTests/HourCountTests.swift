import Foundation
import Governance
import HouseSupport
import Kernel
import Statistics
import Storage
import Testing
import Web

@testable import Insight

@Suite struct `Days and hours` {
    private let months = Month(number: 2025 * 12)...Month(number: 2025 * 12 + 11)

    private func measure() throws -> Measure { try #require(Measure.shipped.first { $0.id == "ae-assault-under-25" }) }

    /// Every day of ten weeks one event at 4pm from Monday to Friday, and one at a different hour each day.
    private var times: [HourCounts.Time] {
        (0..<70).flatMap { number -> [HourCounts.Time] in
            guard let first = Day(year: 2025, month: 1, day: 6) else { return [] }
            let day = first.adding(days: number)
            let steady = HourCounts.Time(
                at: London.instant(day, hour: number * 7 % 24, minute: 10), until: nil, precision: .minute)
            let school = HourCounts.Time(
                at: London.instant(day, hour: 16, minute: 30), until: nil, precision: .minute)
            return day.weekday <= 5 ? [steady, school] : [steady]
        }
    }

    @Test func `the stretch that stands out is named for the team and for others`() throws {
        let team = try HourCounts(try measure(), times, months: months, for: .team)
        #expect(HourReading(counts: team).finding?.contains("on school days") == true)
        #expect(team.cells.count == 168 && team.cells[16].value ?? 0 >= 10)
        let others = try HourCounts(try measure(), times, months: months, for: .outside)
        #expect(others.cells.count == 56)
        #expect(HourReading(counts: others).finding == "Most at 3pm to 6pm on school days (Monday to Friday)")
    }

    @Test func `no shown cell is small, and hidden ones stay open`() throws {
        let others = try HourCounts(try measure(), times, months: months, for: .outside)
        #expect(others.cells.compactMap(\.value).allSatisfy { $0 == 0 || $0 >= 5 })
        let hidden = others.cells.count { $0.value == nil }
        #expect(hidden >= 2)
        let file = HourPages.file(others)
        #expect(!file.contains(",1\r") && !file.contains(",2\r") && !file.contains(",4\r"))
    }

    @Test func `events that say only their month are refused in words`() throws {
        let only = times.map { HourCounts.Time(at: $0.at, until: nil, precision: .month) }
        let counts = try HourCounts(try measure(), only, months: months, for: .team)
        #expect(counts.hasNoTimes && counts.hasOnlyMonths)
        let html = HourPages(counts: counts, measures: [try measure()]).html.text
        #expect(html.contains("Only the month of each of these events is known"))
        #expect(!html.contains("<svg class=\"ui-plot"))
    }

    @Test func `a range is spread, a long one left out, and evenly spread events have no finding`() throws {
        guard let monday = Day(year: 2025, month: 1, day: 6) else { return }
        let start = London.instant(monday, hour: 22, minute: 0)
        let range = HourCounts.Time(at: start, until: start.adding(hours: 2), precision: .minute)
        let long = HourCounts.Time(at: start, until: start.adding(hours: 30), precision: .minute)
        let backwards = HourCounts.Time(at: start, until: start.adding(hours: -1), precision: .minute)
        let counts = try HourCounts(
            try measure(), [range, range, long, backwards], months: months, for: .team)
        #expect(counts.cells[22].value == 1 && counts.cells[23].value == 1)
        #expect(counts.untimed.value == 2)
        let even = (0..<168).map {
            HourCounts.Time(
                at: London.instant(monday, hour: 0, minute: 0).adding(hours: $0), until: nil, precision: .hour)
        }
        let flat = HourReading(counts: try HourCounts(try measure(), even, months: months, for: .team))
        #expect(flat.finding == nil && !flat.hasMidnightSpike)
    }

    @Test func `a spike at midnight is cautioned`() throws {
        guard let monday = Day(year: 2025, month: 1, day: 6) else { return }
        let spike = (0..<14).map {
            HourCounts.Time(
                at: London.instant(monday.adding(days: $0), hour: 0, minute: 0), until: nil, precision: .minute)
        }
        #expect(HourReading(counts: try HourCounts(try measure(), spike, months: months, for: .team)).hasMidnightSpike)
    }

    @Test func `weights become whole events with the same total`() {
        #expect(HourCounts.whole([0.5, 0.5, 1.25, 0.75]) == [1, 0, 1, 1])
        #expect(HourCounts.whole([]).isEmpty)
    }
}
