import Governance
import Kernel
import Surveillance
import Testing

@testable import Insight

@Suite struct MeasureChangeTests {
    private func change(_ counts: [Int?]) throws -> MeasureChange? {
        let measure = try #require(Measure.shipped.first { $0.id == "sharp-admissions" })
        let start = try #require(Month("2012-04"))
        let values = counts.enumerated().map { MeasureValue(month: start.adding($0), numerator: $1) }
        return MeasureChange(ShownSeries(measure, values, for: .team))
    }

    private func noisy(_ level: (Int) -> Double, months: Int, seed: UInt64) -> [Int?] {
        var chance = SplitMix(seed: seed)
        return (0..<months).map { month in
            let noise = Double.random(in: -1...1, using: &chance) + Double.random(in: -1...1, using: &chance)
            return Int(level(month) + noise * 10)
        }
    }

    @Test func `a rise in the middle is found where it is`() throws {
        let found = try #require(try change(noisy({ $0 < 60 ? 100 : 140 }, months: 120, seed: 3)))
        let rise = try #require(Month("2017-04"))
        #expect(found.likely.contains(rise) && found.words.contains("a real rise"))
        #expect(found.words.contains("What caused it this cannot say."))
    }

    @Test func `a quiet series is not said to have changed`() throws {
        let quiet = try (1...10).map { seed in
            try #require(try change(noisy({ _ in 100 }, months: 120, seed: UInt64(seed)))).found.chance
        }
        #expect(quiet.count { $0 < 0.05 } <= 2)
    }

    @Test func `short series, and those with a gap, are not judged`() throws {
        #expect(try change(noisy({ _ in 100 }, months: 35, seed: 1)) == nil)
        #expect(try change(noisy({ _ in 100 }, months: 50, seed: 1) + [nil, 90]) == nil)
    }
}
