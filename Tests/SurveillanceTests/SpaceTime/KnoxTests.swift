import Statistics
import Testing

@testable import Surveillance

@Suite struct KnoxTests {
    struct Events: Decodable {
        struct Run: Decodable {
            var distance: Double
            var days: Int
        }
        var x: [Double]
        var y: [Double]
        var days: [Int]
        var runs: [Run]

        func events() throws -> SpaceTimeEvents {
            try SpaceTimeEvents(x: x, y: y, days: days, precision: .init(place: .exact, date: .day))
        }
    }
    struct Answer: Decodable {
        var observed: Int
        var expected: Double
        var nearInSpace: Int
        var nearInTime: Int
        var poissonAtLeast: Double
        var poissonMore: Double
        var simulatedMean: Double
        var simulatedVariance: Double
        var simulatedP: Double
    }
    struct Pointpats: Decodable {
        var set: String
        var statistic: Int
        var poissonMore: Double
    }

    @Test func `counts, expectation and p values are those of R, with as many counted in`() throws {
        let sets = try SpaceTimeFixtures.read("knox-events", as: [Events].self)
        let answers = try SpaceTimeFixtures.read("knox-r", as: [[Answer]].self)
        for (set, answers) in zip(sets, answers) {
            for (run, answer) in zip(set.runs, answers) {
                var settings = KnoxSettings(distance: run.distance, days: run.days, seed: 11)
                settings.threads = 2
                let found = try Knox.run(try set.events(), settings)
                #expect(found.observed == answer.observed)
                #expect(found.nearInSpace == answer.nearInSpace)
                #expect(found.nearInTime == answer.nearInTime)
                #expect(abs(found.expected - answer.expected) < 1e-9)
                #expect(abs(found.poissonPValue - answer.poissonAtLeast) <= 1e-11 * max(1, answer.poissonAtLeast))
                #expect(found.poissonPValue > answer.poissonMore)
                // Both are drawn: 4,000 shuffles there, 999 here.
                let p = try #require(found.pValue)
                let error = (answer.simulatedP * (1 - answer.simulatedP) * (1 / 999.0 + 1 / 4_000.0)).squareRoot()
                #expect(abs(p - answer.simulatedP) < 4 * error + 0.001)
                // The sample variance of 4,000 has a relative error of about 2.3 %, more with skew.
                #expect(abs(found.variance / answer.simulatedVariance - 1) < 0.12)
            }
        }
    }

    @Test func `the statistic is that of pointpats on Burkitt's lymphoma`() throws {
        let sets = try SpaceTimeFixtures.read("knox-events", as: [Events].self)
        let answers = try SpaceTimeFixtures.read("knox-pointpats", as: [Pointpats].self)
        let runs = sets.flatMap { set in set.runs.filter { $0.distance > 0 }.map { (set, $0) } }
        for ((set, run), answer) in zip(runs, answers) {
            var settings = KnoxSettings(distance: run.distance, days: run.days, seed: 1)
            settings.replications = 0
            let found = try Knox.run(try set.events(), settings)
            #expect(found.observed == answer.statistic)
            // Theirs is the probability of more than observed.
            let poisson = try PoissonDistribution(mean: found.expected)
            #expect(abs(poisson.survival(found.observed) - answer.poissonMore) < 1e-10)
            #expect(found.pValue == nil)
        }
    }

    @Test func `mean and variance are those of every order of the dates`() throws {
        let days = [0, 1, 1, 4, 9, 12]
        let x = [0.0, 1, 1, 3, 3.5, 8]
        let y = [0.0, 0, 1, 1, 1, 0]
        let near = { (i: Int, j: Int) in
            ((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j])).squareRoot() <= 2
        }
        var counts: [Double] = []
        func visit(_ order: [Int], _ left: [Int]) {
            guard !left.isEmpty else {
                var count = 0
                for i in 0..<6 {
                    for j in 0..<i where near(i, j) && abs(days[order[i]] - days[order[j]]) <= 3 { count += 1 }
                }
                counts.append(Double(count))
                return
            }
            for (index, next) in left.enumerated() {
                var rest = left
                rest.remove(at: index)
                visit(order + [next], rest)
            }
        }
        visit([], Array(0..<6))
        #expect(counts.count == 720)
        let mean = counts.reduce(0, +) / 720
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 720
        let events = try SpaceTimeEvents(x: x, y: y, days: days, precision: .init(place: .exact, date: .day))
        let found = try Knox.run(events, KnoxSettings(distance: 2, days: 3, seed: 1))
        #expect(abs(found.expected - mean) < 1e-12)
        #expect(abs(found.variance - variance) < 1e-12)
    }

    @Test func `the same answer comes of any number of threads and the drawn mean is the exact one`() throws {
        let set = try SpaceTimeFixtures.read("knox-events", as: [Events].self)[0]
        var settings = KnoxSettings(distance: 10, days: 30, seed: 3)
        settings.replications = 2_000
        let one = try Knox.run(try set.events(), settings)
        settings.threads = 3
        #expect(try Knox.run(try set.events(), settings) == one)
        let mean = Double(one.shuffled.reduce(0, +)) / 2_000
        #expect(abs(mean - one.expected) < 4 * (one.variance / 2_000).squareRoot())
    }

    @Test func `the order of events, their place on earth and their first day do not matter`() throws {
        let set = try SpaceTimeFixtures.read("knox-events", as: [Events].self)[1]
        var settings = KnoxSettings(distance: 100, days: 7, seed: 3)
        settings.replications = 0
        let found = try Knox.run(try set.events(), settings)
        let moved = try SpaceTimeEvents(
            x: set.x.reversed().map { $0 + 350_000 }, y: set.y.reversed().map { 170_000 - $0 },
            days: set.days.reversed().map { $0 - 40_000 }, precision: .init(place: .exact, date: .day))
        #expect(try Knox.run(moved, settings) == found)
    }

    @Test func `dates a century apart are counted in wider lanes`() throws {
        let set = try SpaceTimeFixtures.read("knox-events", as: [Events].self)[1]
        var settings = KnoxSettings(distance: 100, days: 7, seed: 3)
        settings.replications = 64
        let days = set.days.map { $0 * 100 }
        let events = try SpaceTimeEvents(x: set.x, y: set.y, days: days, precision: .init(place: .exact, date: .day))
        let near = try Knox.run(try set.events(), settings)
        settings.days = 700
        let far = try Knox.run(events, settings)
        #expect(far.observed == near.observed)
        #expect(far.variance == near.variance)
        let spread = (2 * near.variance / 64).squareRoot()
        let means = [near, far].map { Double($0.shuffled.reduce(0, +)) / 64 }
        #expect(abs(means[0] - means[1]) < 5 * spread)
    }

    @Test func `snapped points, months for dates and nonsense are refused in plain words`() throws {
        let exact = EventPrecision(place: .exact, date: .day)
        #expect(throws: SpaceTimeError.snappedPlaces) {
            try SpaceTimeEvents(x: [0], y: [0], days: [0], precision: .init(place: .snapped, date: .day))
        }
        #expect(throws: SpaceTimeError.monthsForDates) {
            try SpaceTimeEvents(x: [0], y: [0], days: [0], precision: .init(place: .exact, date: .month))
        }
        #expect(SpaceTimeError.snappedPlaces.description.contains("police.uk"))
        #expect(SpaceTimeError.monthsForDates.description.contains("months, not days"))
        #expect(throws: SpaceTimeError.tooFewEvents(found: 3, needed: 4)) {
            try SpaceTimeEvents(x: [0, 1, 2], y: [0, 1, 2], days: [0, 1, 2], precision: exact)
        }
        #expect(throws: SpaceTimeError.badCoordinate(event: 1)) {
            try SpaceTimeEvents(x: [0, .nan, 2, 3], y: [0, 1, 2, 3], days: [0, 1, 2, 3], precision: exact)
        }
        #expect(throws: SpaceTimeError.wrongLengths(x: 4, y: 4, days: 3)) {
            try SpaceTimeEvents(x: [0, 1, 2, 3], y: [0, 1, 2, 3], days: [0, 1, 2], precision: exact)
        }
        let events = try SpaceTimeEvents(x: [0, 1, 2, 3], y: [0, 1, 2, 3], days: [0, 1, 2, 3], precision: exact)
        #expect(throws: SpaceTimeError.self) { try Knox.run(events, KnoxSettings(distance: -1, days: 1, seed: 1)) }
        #expect(throws: SpaceTimeError.tooManyPairs(most: 2)) {
            try ClosePairs(events, .within(10), .euclidean, most: 2)
        }
    }

    @Test func `one day for all, one place for all and one far outlier have answers`() throws {
        let exact = EventPrecision(place: .exact, date: .day)
        let sameDay = try SpaceTimeEvents(
            x: [0, 1, 2, 1e9], y: [0, 0, 0, -1e9], days: [5, 5, 5, 5], precision: exact)
        let found = try Knox.run(sameDay, KnoxSettings(distance: 1, days: 0, seed: 1))
        #expect(found.observed == 2)
        #expect(found.expected == 2)
        #expect(found.variance == 0)
        #expect(found.z == nil && found.normalPValue == nil)
        #expect(found.pValue == 1)
        let samePlace = try SpaceTimeEvents(
            x: [7, 7, 7, 7], y: [7, 7, 7, 7], days: [0, 10, 20, 21], precision: exact)
        let other = try Knox.run(samePlace, KnoxSettings(distance: 0, days: 1, seed: 1))
        #expect(other.nearInSpace == 6)
        #expect(other.observed == 1)
        #expect(other.z == nil)
        let apart = try Knox.run(sameDay, KnoxSettings(distance: 0.5, days: 0, seed: 1))
        #expect(apart.observed == 0 && apart.poissonPValue == 1 && apart.pValue == 1)
    }
}
