import Testing

@testable import Surveillance

@Suite struct NearRepeatTests {
    struct Answer: Decodable {
        var measure: String
        var distances: [Double]
        var days: [Int]
        var observed: [[Int]]
        var byDistance: [Int]
        var byDays: [Int]
        var expected: [[Double]]
        var mean: [[Double]]
        var deviation: [[Double]]
        var p: [[Double]]
    }

    private func planted() throws -> SpaceTimeEvents {
        try SpaceTimeFixtures.read("knox-events", as: [KnoxTests.Events].self)[1].events()
    }

    @Test(arguments: 0..<2)
    func `every band holds the pairs that all pairs hold`(_ index: Int) throws {
        let answer = try SpaceTimeFixtures.read("near-repeat", as: [Answer].self)[index]
        var settings = NearRepeatSettings(distances: answer.distances, days: answer.days, seed: 2)
        settings.measure = try #require(.init(rawValue: answer.measure))
        settings.threads = 2
        let found = try NearRepeat.run(try planted(), settings)
        #expect(found.pairsByDistance == answer.byDistance)
        #expect(found.pairsByDays == answer.byDays)
        for (row, cells) in found.cells.enumerated() {
            for (column, cell) in cells.enumerated() {
                #expect(cell.observed == answer.observed[row][column])
                #expect(abs(cell.expected - answer.expected[row][column]) < 1e-12 * max(1, cell.expected))
                let error = answer.deviation[row][column] * (2 / 999.0).squareRoot()
                #expect(abs(cell.mean - answer.mean[row][column]) < 4.5 * error + 1e-12)
                let p = answer.p[row][column]
                #expect(abs(cell.pValue - p) < 4.5 * (2 * p * (1 - p) / 999).squareRoot() + 0.002)
                #expect(cell.ratioToMean.map { abs($0 * cell.mean - Double(cell.observed)) < 1e-9 } ?? (cell.mean == 0))
            }
        }
    }

    @Test func `bands hold their start and not their end, and the same place is a row of its own`() throws {
        let events = try SpaceTimeEvents(
            x: [0, 0, 100, 200], y: [0, 0, 0, 0], days: [0, 7, 7, 14], precision: .init(place: .exact, date: .day))
        var settings = NearRepeatSettings(distances: [100, 200], days: [7, 14], seed: 1)
        settings.replications = 99
        let found = try NearRepeat.run(events, settings)
        // Distances: 0 once, 100 three times (the two at 0 with that at 100, and 100 with 200), 200 twice.
        #expect(found.pairsByDistance == [1, 0, 3])
        // Days apart: 0 once, 7 four times, 14 once.
        #expect(found.pairsByDays == [1, 4])
        #expect(found.cells[0].map(\.observed) == [0, 1])
        #expect(found.cells[1].map(\.observed) == [0, 0])
        #expect(found.cells[2].map(\.observed) == [1, 2])
        #expect(found.cells[1][0].ratio == nil && found.cells[1][0].pValue == 1)
    }

    @Test func `links say which event came before which, and chains hang together`() throws {
        let events = try SpaceTimeEvents(
            x: [0, 30, 60, 1_000, 1_000, 5_000, 0], y: [0, 0, 0, 0, 0, 0, 10], days: [3, 1, 9, 5, 5, 5, 400],
            precision: .init(place: .exact, date: .day))
        let found = try NearRepeat.links(events, nearerThan: 50, fewerDaysThan: 14, measure: .euclidean)
        #expect(found.links.map { [$0.earlier, $0.later, $0.days] } == [[1, 0, 2], [1, 2, 8]])
        #expect(found.links.map(\.distance) == [30, 30])
        #expect(found.sameDay.map { [$0.earlier, $0.later] } == [[3, 4]])
        #expect(found.roles == [.last, .originator, .last, .sameDayOnly, .sameDayOnly, .alone, .alone])
        #expect(found.followers == [0, 2, 0, 0, 0, 0, 0])
        #expect(found.predecessors == [1, 0, 1, 0, 0, 0, 0])
        #expect(found.chains == [[1, 0, 2], [3, 4]])
    }

    @Test func `links are the pairs counted`() throws {
        let events = try planted()
        var settings = NearRepeatSettings(distances: [200], days: [14], seed: 1)
        settings.replications = 1
        let counted = try NearRepeat.run(events, settings)
        let links = try NearRepeat.links(events, nearerThan: 200, fewerDaysThan: 14, measure: .euclidean)
        #expect(links.links.count + links.sameDay.count == counted.cells.joined().reduce(0) { $0 + $1.observed })
        #expect(links.links.allSatisfy { events.days[$0.later] - events.days[$0.earlier] == $0.days })
        #expect(links.chains.flatMap { $0 }.count == Set(links.chains.joined()).count)
    }

    @Test func `bands that do not rise are refused`() throws {
        let events = try planted()
        for (distances, days) in [([100.0, 100], [7]), ([], [7]), ([0.0], [7]), ([100], [14, 7]), ([100], [0])] {
            #expect(throws: SpaceTimeError.self) {
                try NearRepeat.run(events, NearRepeatSettings(distances: distances, days: days, seed: 1))
            }
        }
    }
}
