import Foundation
import Statistics
import Surveillance
import Testing

@Suite struct SignalRankingTests {
    /// Three hundred weekly series, the first `risen` of them with three times their cases in the newest week.
    private func outcomes(risen: Int, seed: UInt64) throws -> [FarringtonOutcome] {
        let root = Generator(seed: seed)
        let series = (0..<300).map { number -> WatchedSeries in
            var generator = root.stream(number)
            let mean = 4 + 30 * generator.uniform()
            var counts = (0..<330).map { _ in Double(generator.negativeBinomial(mean: mean, size: mean / 0.6)) }
            if number < risen { counts[329] = (3 * mean).rounded() }
            return WatchedSeries(counts: counts, population: nil)
        }
        return try Farrington.flexible(
            series, calendar: .weeks(from: 13_150, count: 330), range: 329..<330, settings: .improved(), threads: 2
        ).map { $0[0] }
    }

    @Test func `forty risen series of three hundred are found, and few others with them`() throws {
        let ranking = try SignalRanking(outcomes(risen: 40, seed: 8), rate: 0.1)
        let named = ranking.signals.filter(\.isDiscovery)
        let right = named.count { $0.series < 40 }
        #expect(right >= 36)
        #expect(Double(named.count - right) <= 0.2 * Double(named.count))
        #expect(ranking.signals.prefix(20).allSatisfy { $0.series < 40 })
        #expect(ranking.signals.count == 300)
    }

    @Test func `with nothing risen almost nothing is named, though many are alarms one by one`() throws {
        var named = 0
        var alarms = 0
        for seed in 20..<24 {
            let outcomes = try outcomes(risen: 0, seed: UInt64(seed))
            named += try SignalRanking(outcomes, rate: 0.05).signals.count { $0.isDiscovery }
            alarms += outcomes.count { $0.test?.isAlarm == true }
        }
        #expect(alarms > 20)
        #expect(named <= 4)
    }

    @Test func `adjusted p values are never below the plain ones and rise with them`() throws {
        let ranking = try SignalRanking(outcomes(risen: 10, seed: 3), rate: 0.05)
        let rising = ranking.signals.sorted { ($0.test.tail, $0.series) < ($1.test.tail, $1.series) }
        for (one, next) in zip(rising, rising.dropFirst()) { #expect(one.adjusted <= next.adjusted) }
        #expect(ranking.signals.allSatisfy { $0.adjusted >= $0.test.tail && $0.adjusted <= 1 })
        // Benjamini and Hochberg's step: the smallest p times the number of tests bounds the smallest adjusted one.
        let first = try #require(rising.first)
        #expect(first.adjusted <= first.test.tail * 300 + 1e-15)
    }

    @Test func `series that cannot be tested are told apart`() throws {
        let ranking = try SignalRanking(
            [.noData, .noCasesBefore(recent: 0), .noCasesBefore(recent: 6), .notFitted, .noCasesBefore(recent: 9)],
            rate: 0.05)
        #expect(ranking.signals.isEmpty)
        #expect(ranking.untested == [0, 3])
        #expect(ranking.unmodelled.map(\.series) == [4, 2])
        #expect(throws: OutbreakError.badSetting("the rate of false discoveries lies between 0 and 1")) {
            try SignalRanking([], rate: 1)
        }
    }
}
