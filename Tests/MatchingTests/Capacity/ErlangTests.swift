import Foundation
import Testing

@testable import Matching

@Suite struct ErlangTests {
    @Test func `waiting agrees with exact fractions`() throws {
        for line in try Fixture.read("erlang.json", as: [[Double]].self) {
            let queue = try ErlangC(arrivals: line[1], length: 1, places: Int(line[0]))
            #expect(abs(queue.waits - line[2]) <= 1e-12 * line[2])
            let mean = try #require(queue.meanWait)
            #expect(abs(mean - line[3]) <= 1e-11 * line[3])
            #expect(abs(queue.waits(longerThan: 0.5) - line[4]) <= 1e-10 * line[4])
        }
    }

    @Test func `one place waits as often as it is taken, and two as the closed form says`() throws {
        for use in [0.05, 0.3, 0.5, 0.77, 0.95] {
            #expect(abs(try ErlangC(arrivals: use, length: 1, places: 1).waits - use) < 1e-14)
            let two = try ErlangC(arrivals: 2 * use, length: 1, places: 2)
            #expect(abs(two.waits - 2 * use * use / (1 + use)) < 1e-14)
        }
    }

    @Test func `the unit of time does not matter`() throws {
        let weeks = try ErlangC(arrivals: 1.7, length: 26, places: 48)
        let days = try ErlangC(arrivals: 1.7 / 7, length: 182, places: 48)
        #expect(abs(weeks.waits - days.waits) < 1e-12)
        #expect(abs(weeks.waits(longerThan: 3) - days.waits(longerThan: 21)) < 1e-12)
        #expect(abs((weeks.meanWait ?? 0) * 7 - (days.meanWait ?? 1)) < 1e-9)
    }

    @Test func `the wait within a share and the share within a wait are each other's inverse`() throws {
        let queue = try ErlangC(arrivals: 1.7, length: 26, places: 48)
        let wait = try #require(try queue.wait(within: 0.95))
        #expect(abs(queue.waits(longerThan: wait) - 0.05) < 1e-12)
        #expect(try ErlangC(arrivals: 1, length: 1, places: 50).wait(within: 0.95) == 0)
    }

    @Test func `a queue that cannot keep up says so and gives no mean`() throws {
        let queue = try ErlangC(arrivals: 2, length: 13, places: 26)
        #expect(!queue.keepsUp && queue.meanWait == nil && queue.waits == 1)
        #expect(queue.waits(longerThan: 100) == 1)
        #expect(try queue.wait(within: 0.5) == nil)
    }

    @Test func `the fewest places are the fewest`() throws {
        let found = try #require(try ErlangC.places(arrivals: 1.7, length: 26, share: 0.05, longerThan: 3))
        #expect(try ErlangC(arrivals: 1.7, length: 26, places: found).waits(longerThan: 3) <= 0.05)
        #expect(try ErlangC(arrivals: 1.7, length: 26, places: found - 1).waits(longerThan: 3) > 0.05)
        #expect(try ErlangC.places(arrivals: 0, length: 26, share: 0.05, longerThan: 3) == 1)
    }

    @Test func `one place with any lengths waits as Pollaczek and Khinchine say`() throws {
        for variation in [0, 0.5, 1, 2] {
            let queue = try GeneralQueue(
                arrivals: 0.8, length: 1, places: 1, coefficientOfLength: variation, coefficientOfArrivals: 1)
            let exact = 0.8 * (1 + variation * variation) / (2 * (1 - 0.8))
            #expect(abs((queue.meanWait ?? 0) - exact) < 1e-12)
        }
        let even = try GeneralQueue(
            arrivals: 3, length: 1, places: 4, coefficientOfLength: 1, coefficientOfArrivals: 1)
        #expect(abs(even.waits(longerThan: 2) - even.erlang.waits(longerThan: 2)) < 1e-15)
    }

    @Test func `wrong numbers are refused in words`() {
        #expect(throws: CapacityError.noPlaces) { try ErlangC(arrivals: 1, length: 1, places: 0) }
        #expect(throws: CapacityError.self) { try ErlangC(arrivals: -1, length: 1, places: 2) }
        #expect(throws: CapacityError.self) { try ErlangC(arrivals: .nan, length: 1, places: 2) }
        #expect(throws: CapacityError.self) { try ErlangC(arrivals: 1, length: 0, places: 2) }
        #expect(throws: CapacityError.badShare(1)) {
            try ErlangC(arrivals: 1, length: 1, places: 2).wait(within: 1)
        }
        #expect(CapacityError.noPlaces.description.contains("at least one worker"))
    }
}
