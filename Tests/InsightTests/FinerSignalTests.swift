import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Insight

/// Single weeks and single small areas: what is planted is found and named, and quiet years stay quiet.
@Suite struct `Signals of weeks and of small areas` {
    private static let isLong = ProcessInfo.processInfo.environment["BREAKWATER_LONG_TESTS"] != nil

    /// A Poisson count.
    private static func count(_ mean: Double, _ chance: inout SplitMix) -> Int {
        var count = 0
        var product = Double.random(in: 0..<1, using: &chance)
        while product > exp(-mean), count < 1000 {
            count += 1
            product *= Double.random(in: 0..<1, using: &chance)
        }
        return count
    }

    private static let first = Month(number: 2020 * 12 + 5)
    private static let months = (first...first.adding(63)).all

    /// Five years and more of quiet days, more in summer.
    private static func quietWeeks(_ measure: Measure, aWeek: Double, _ chance: inout SplitMix) -> WeekCounts? {
        var days: [Day: Int] = [:]
        for month in months {
            for place in 0..<month.days {
                let day = month.firstDay.adding(days: place)
                let season = 1 + 0.25 * sin(Double(day.number) / 365.25 * 2 * .pi)
                days[day] = count(aWeek / 7 * season, &chance)
            }
        }
        return WeekCounts(measure, days: days, withoutDay: 0, covered: Set(months), through: nil)
    }

    @Test func `quiet weeks give no more false alarms than one look in twenty, near enough`() throws {
        let looks = Self.isLong ? 1000 : 40
        let measures = try ["knife-crime", "ae-assault-under-25"].map { try SignalWorld.measure($0) }
        var chance = SplitMix(seed: 11)
        var alarms = 0
        for _ in 0..<looks {
            let weeks = measures.compactMap { Self.quietWeeks($0, aWeek: 6, &chance) }
            if !WeekCounts.signals(weeks).isEmpty { alarms += 1 }
        }
        if Self.isLong { print("weeks: \(alarms) of \(looks) quiet looks with an alarm, nominal \(looks / 20)") }
        // The chance of as many with the nominal rate doubled is under one in a thousand.
        #expect(Double(alarms) <= Double(looks) * 0.1 + 3 * (Double(looks) * 0.1).squareRoot())
    }

    @Test func `quiet small areas give no more false alarms than one look in twenty, near enough`() throws {
        let looks = Self.isLong ? 1000 : 40
        let measure = try SignalWorld.measure("ae-assault-under-25")
        var chance = SplitMix(seed: 12)
        var alarms = 0
        for _ in 0..<looks {
            let areas = (0..<20).map { place -> AreaMonths in
                let mean = 1.5 + Double(place % 5)
                return AreaMonths(
                    measure: measure, area: "A\(place)", first: Self.first,
                    counts: Self.months.map { month in
                        let season = 1 + 0.25 * sin(Double(month.number) / 6 * .pi)
                        return Self.count(mean * season, &chance)
                    })
            }
            if !AreaMonths.signals(areas).isEmpty { alarms += 1 }
        }
        if Self.isLong { print("areas: \(alarms) of \(looks) quiet looks with an alarm, nominal \(looks / 20)") }
        #expect(Double(alarms) <= Double(looks) * 0.1 + 3 * (Double(looks) * 0.1).squareRoot())
    }

    @Test func `a planted week is found, and says that it is a week`() throws {
        var chance = SplitMix(seed: 13)
        let measure = try SignalWorld.measure("knife-crime")
        let quiet = try #require(Self.quietWeeks(measure, aWeek: 6, &chance))
        #expect(quiet.counts.count > 260 && quiet.first.weekday == 1)
        var days: [Day: Int] = [:]
        for (week, number) in quiet.counts.enumerated() { days[quiet.monday(week)] = number }
        let planted = quiet.monday(quiet.counts.count - 3)
        days[planted.adding(days: 2)] = 30
        let weeks = try #require(
            WeekCounts(measure, days: days, withoutDay: 3, covered: Set(Self.months), through: nil))
        let found = WeekCounts.signals([weeks])
        #expect(found.map(\.week) == [planted] && found.map(\.period) == ["\(planted)"])
        // Events that know only their month make no weeks.
        #expect(WeekCounts(measure, days: days, withoutDay: 400, covered: Set(Self.months), through: nil) == nil)
    }

    @Test func `weeks reach as far as events have come, and not into months nobody sent`() throws {
        let measure = try SignalWorld.measure("knife-crime")
        let month = try #require(Month("2025-03"))
        let days = [month.firstDay.adding(days: 12): 4]
        let through = month.adding(1).firstDay.adding(days: 13)
        let weeks = try #require(
            WeekCounts(measure, days: days, withoutDay: 0, covered: [month, month.adding(-2)], through: through))
        // January and March were sent, February was not.
        #expect(weeks.monday(weeks.counts.count - 1) == Day("2025-04-07"))
        #expect(weeks.counts.contains(nil) && weeks.counts.last == 0)
    }

    @Test func `a planted area is found and named, told to others without its number, and told once`() async throws {
        let world = try await SignalWorld.make()
        try await world.bringAreas()
        let now = world.house.now
        let newest = world.newest
        var chance = SplitMix(seed: 14)
        var values: [(area: String, value: MeasureValue)] = []
        for back in 0..<50 {
            let month = newest.adding(-back)
            var total = 0
            for place in 0..<12 {
                let number = back == 0 && place == 3 ? 17 : Self.count(2, &chance)
                total += number
                values.append(("A\(place / 7)\(place % 7)", MeasureValue(month: month, numerator: number)))
            }
            values.append(("", MeasureValue(month: month, numerator: total)))
        }
        let planted = values
        try await world.house.database.write {
            try $0.replaceValues(of: "ae-assault-under-25", with: planted, at: now)
        }
        try await world.find()
        try await world.find()
        let found = try await world.signals().filter { $0.method == .farrington && $0.area != nil }
        #expect(found.map { $0.area?.name } == ["Area 03"] && found.first?.week == nil)
        let signal = try #require(found.first)
        #expect(signal.way == "Same months of earlier years, small area by small area")
        let team = try await world.house.browser(as: .analyst)
        await team.open("/insight/signals/\(signal.id)")
        #expect(await team.text.contains("17 in Area 03 in October 2025"))
        #expect(await team.text.contains("Area 03, month by month"))
        let board = try await world.house.browser(as: .boardMember)
        await board.open("/insight/signals/\(signal.id)")
        #expect(await board.text.contains("How many is not shown here."))
        let read = await board.text
        #expect(!read.contains("17 in") && !read.contains("month by month, newest first"))
    }

    @Test func `a week of the newest file is found through the files and shown on its own page`() async throws {
        let town = try await SmallTown.make()
        let run = try #require(town.events(1).first?.run)
        let newest = town.newest
        let months = (newest.adding(-59)...newest).all
        var events: [Event] = []
        func add(_ day: Day, _ hour: Int) {
            events.append(
                Event(
                    run: run, line: events.count, feed: "istv", kind: "assault",
                    at: London.instant(day, hour: hour, minute: 0), until: nil, precision: .minute, easting: nil,
                    northing: nil, pointPrecision: .area, area: town.codes[events.count % 9], category: "",
                    method: "knife", placeType: "", ageFrom: 19, ageTo: 19, sex: "", outcome: "",
                    reference: "w\(events.count)", person: ""))
        }
        for month in months { for day in 0..<month.days { add(month.firstDay.adding(days: day), 12) } }
        let monday = newest.firstDay.adding(days: (8 - newest.firstDay.weekday) % 7 + 7)
        for number in 0..<20 { add(monday.adding(days: number % 5), 15) }
        try await town.house.database.write { tx in
            try tx.run("UPDATE event_run SET first_month = \(newest.adding(-59).number) WHERE run_id = \(run)")
        }
        try await town.plant(events)
        try await town.counting.findSignals(SmallTown.measures)
        let found = try await town.house.database.read { try $0.signals() }.filter { $0.week != nil }
        #expect(found.map(\.week) == [monday] && found.first?.observed == 27)
        let signal = try #require(found.first)
        let team = try await town.house.browser(as: .analyst)
        await team.open("/insight/signals/\(signal.id)")
        #expect(await team.status == 200)
        #expect(await team.text.contains("27 in the week from \(monday.long)"))
        #expect(await team.text.contains("Week by week, newest first"))
        let board = try await town.house.browser(as: .boardMember)
        for path in ["/insight/signals", "/insight/signals/\(signal.id)", "/insight/signals/digest/text"] {
            await board.open(path)
            let read = await board.text
            #expect(read.contains("More in the week from \(monday.long) than usual"))
            #expect(read.contains("ame weeks of earlier years") && !read.contains("27 in"))
        }
    }
}
