import Foundation
import Statistics
import Testing

@testable import Matching

@Suite struct WaitingForecastTests {
    private func settled(
        perWeek: Double, length: SupportLength, places: Int
    ) throws -> WaitingForecast {
        // Some 60,000 young people are counted, however few ask in a week.
        let weeks = Int(600 / perWeek)
        let plan = WaitingPlan.settled(
            arrivals: .poisson(perWeek: perWeek), length: length, staff: [Staff(workers: 1, caseload: places)],
            week: .everyDay, leadInWeeks: 80, weeks: weeks)
        return try WaitingForecast(plan, futures: 100, seed: 5)
    }

    @Test(arguments: [(1, 0.7), (2, 0.8), (6, 0.85), (24, 0.9)])
    func `exponential lengths wait as Erlang says`(places: Int, use: Double) throws {
        let perWeek = use * Double(places) / 2
        let forecast = try settled(perWeek: perWeek, length: .exponential(mean: 14), places: places)
        let exact = try ErlangC(arrivals: perWeek / 7, length: 14, places: places)
        for days in [0.0, 7, 21] {
            let found = try #require(forecast.waits(longerThan: days))
            let error = try #require(forecast.drawingError(ofWaitsLongerThan: days))
            #expect(abs(found.value - exact.waits(longerThan: days)) < 4.5 * error)
            #expect(error < 0.03)
        }
        let mean = try #require(forecast.meanWait)
        #expect(abs(mean.value - (exact.meanWait ?? 0)) < 0.1 * (exact.meanWait ?? 0))
        #expect(abs((forecast.use ?? 0) - use) < 0.02)
    }

    @Test(arguments: [SupportLength.fixed(days: 14), .lognormal(mean: 14, variation: 0.5)])
    func `one place with other lengths waits as Pollaczek and Khinchine say`(length: SupportLength) throws {
        let forecast = try settled(perWeek: 0.35, length: length, places: 1)
        let variation = length == .fixed(days: 14) ? 0 : 0.25
        let exact = 0.7 * 14 * (1 + variation) / (2 * (1 - 0.7))
        let mean = try #require(forecast.meanWait)
        #expect(abs(mean.value - exact) < 0.05 * exact)
    }

    @Test func `many places with other lengths wait about as the approximation says`() throws {
        let forecast = try settled(perWeek: 10.2, length: .lognormal(mean: 7, variation: 0.6), places: 12)
        let about = try GeneralQueue(
            arrivals: 10.2, length: 1, places: 12, coefficientOfLength: 0.6, coefficientOfArrivals: 1)
        let mean = try #require(forecast.meanWait)
        #expect(abs(mean.value / 7 - (about.meanWait ?? 0)) < 0.1 * (about.meanWait ?? 0))
    }

    @Test func `the same seed gives the same forecast, another does not`() throws {
        let plan = WaitingPlan.fromToday(
            arrivals: .weeks([2, 0, 3, 1, 4, 2]), length: .observed(ended: [90, 200, 150], open: [30, 120]),
            staff: [Staff(workers: 2, caseload: 12)], week: .weekdays, supportedFor: [10, 50], waitedFor: [3],
            weeks: 26)
        let one = try WaitingForecast(plan, futures: 50, seed: 1)
        #expect(one == (try WaitingForecast(plan, futures: 50, seed: 1)))
        #expect(one.waits(longerThan: 21) != (try WaitingForecast(plan, futures: 50, seed: 2)).waits(longerThan: 21))
    }

    @Test func `more workers never make waiting longer`() throws {
        let plan = WaitingPlan.fromToday(
            arrivals: .poisson(perWeek: 1.2), length: .lognormal(mean: 182, variation: 0.5), staff: [],
            week: .weekdays, supportedFor: Array(repeating: 60, count: 24), waitedFor: [10, 2], weeks: 52)
        let comparison = try WaitingComparison(
            plan, workers: [2, 3, 4], caseload: 12, longerThan: 21, futures: 60, seed: 3)
        let shares = try comparison.choices.map { try #require($0.waiting).value }
        #expect(shares[0] > shares[1] && shares[1] >= shares[2])
        for choice in comparison.choices {
            let waiting = try #require(choice.waiting)
            #expect(waiting.interval.contains(waiting.value))
        }
        #expect(comparison.sentence(worker: "advocate").hasPrefix("With two advocates, "))
    }

    @Test func `intervals widen when little has been seen`() throws {
        func width(_ weeks: [Int]) throws -> Double {
            let plan = WaitingPlan.settled(
                arrivals: .weeks(weeks), length: .fixed(days: 60), staff: [Staff(workers: 1, caseload: 18)],
                week: .everyDay, leadInWeeks: 60, weeks: 100)
            let share = try #require(try WaitingForecast(plan, futures: 60, seed: 8).waits(longerThan: 7))
            return share.interval.upper - share.interval.lower
        }
        #expect(try width([0, 4, 1, 3]) > width(Array(repeating: [0, 4, 1, 3], count: 25).flatMap { $0 }))
    }

    @Test func `support begins on a weekday, and a worker who has left takes nobody on`() throws {
        let week = WeekPattern.weekdays
        #expect(week.beginning(at: 4.5) == 4.5)
        #expect(week.beginning(at: 5.2) == 7)
        #expect(week.beginning(at: 13.9) == 14)
        let plan = WaitingPlan.fromToday(
            arrivals: .poisson(perWeek: 5), length: .fixed(days: 1),
            staff: [Staff(workers: 1, caseload: 30, until: 34.9)], week: .weekdays, supportedFor: [],
            waitedFor: [], weeks: 10)
        let forecast = try WaitingForecast(plan, futures: 60, seed: 1)
        #expect(abs(forecast.neverSupported - 0.5) < 0.03)
        #expect(forecast.meanWait == nil && forecast.use == nil)
        #expect(try forecast.wait(within: 0.9) == nil)
        #expect(abs((forecast.waits(longerThan: 1000)?.value ?? 0) - 0.5) < 0.03)
    }

    @Test func `a worker who comes later and those who wait already are counted in`() throws {
        // One place from day 14 on, held for ten days at a time; two wait already and come first.
        let plan = WaitingPlan.fromToday(
            arrivals: .weeks([1]), length: .fixed(days: 10), staff: [Staff(workers: 1, caseload: 1, from: 14)],
            week: .everyDay, supportedFor: [], waitedFor: [5, 1], weeks: 1)
        let forecast = try WaitingForecast(plan, futures: 40, seed: 1)
        #expect(forecast.asked == 40)
        // They begin on days 14 and 24, so whoever asks in the first week begins on day 34.
        #expect(forecast.waits(longerThan: 26.9)?.value == 1)
        #expect(forecast.waits(longerThan: 34)?.value == 0)
    }

    @Test func `nobody asks, nobody waits`() throws {
        let plan = WaitingPlan.fromToday(
            arrivals: .poisson(perWeek: 0), length: .fixed(days: 7), staff: [Staff(workers: 1, caseload: 1)],
            week: .everyDay, supportedFor: [], waitedFor: [], weeks: 4)
        let forecast = try WaitingForecast(plan, futures: 10, seed: 1)
        #expect(forecast.waits(longerThan: 1) == nil && forecast.meanWait == nil && forecast.neverSupported == 0)
        #expect(try forecast.wait(within: 0.5) == nil && forecast.drawingError(ofWaitsLongerThan: 1) == nil)
    }

    @Test func `wrong plans are refused in words`() {
        func made(
            _ arrivals: Arrivals = .poisson(perWeek: 1), length: SupportLength = .fixed(days: 7),
            staff: [Staff] = [Staff(workers: 1, caseload: 2)], weeks: Int = 4, waited: [Double] = []
        ) throws -> WaitingForecast {
            let plan = WaitingPlan.fromToday(
                arrivals: arrivals, length: length, staff: staff, week: .everyDay, supportedFor: [],
                waitedFor: waited, weeks: weeks)
            return try WaitingForecast(plan, futures: 2, seed: 1)
        }
        #expect(throws: CapacityError.noPlaces) { try made(staff: []) }
        #expect(throws: CapacityError.noPlaces) { try made(staff: [Staff(workers: 0, caseload: 9)]) }
        #expect(throws: CapacityError.self) { try made(.poisson(perWeek: .nan)) }
        #expect(throws: CapacityError.self) { try made(.weeks([])) }
        #expect(throws: CapacityError.self) { try made(.weeks([-1])) }
        #expect(throws: CapacityError.self) { try made(length: .observed(ended: [], open: [4])) }
        #expect(throws: CapacityError.self) { try made(length: .observed(ended: [0], open: [])) }
        #expect(throws: CapacityError.self) { try made(weeks: 0) }
        #expect(throws: CapacityError.self) { try made(waited: [-1]) }
        #expect(throws: CapacityError.self) { try made(staff: [Staff(workers: 1_000_000, caseload: 1)]) }
        #expect(throws: CapacityError.badWeek(what: "The days of referrals")) {
            try WeekPattern(arrivals: [1, 1], begins: Array(repeating: true, count: 7))
        }
    }
}
