import Foundation
import Governance
import Kernel
import Statistics
import Surveillance
import Testing
import Web

@testable import Insight

/// Measures with a strong season: each month is held against what it usually is.
@Suite struct SeasonTests {
    /// Negative binomial counts about a mean with a yearly wave, as the engines' quiet years have them.
    static func counts(months: Int, mean: Double, wave: Double, scatter: Double, _ generator: inout Generator) -> [Int]
    {
        (0..<months).map { month in
            let now = mean * exp(wave * cos(2 * Double.pi * Double(month) / 12))
            return Int(generator.negativeBinomial(mean: now, size: now / (scatter - 1)))
        }
    }

    static func series(
        _ counts: [Int?], _ measure: String = "ae-assault-under-25", for audience: CountAudience = .team
    ) throws -> ShownSeries {
        let measure = try #require(Measure.shipped.first { $0.id == measure })
        let start = try #require(Month("2020-01"))
        return ShownSeries(
            measure, counts.enumerated().map { MeasureValue(month: start.adding($0), numerator: $1) }, for: audience)
    }

    private func flagged(wave: Double, isSeasonal: Bool) throws -> (alarms: Double, told: Double) {
        let (series, years) = (200, 5)
        let root = Generator(seed: 2_026)
        var (alarms, told) = (0, 0)
        for number in 0..<series {
            var generator = root.stream(number)
            let mean = 8 * pow(20, generator.uniform())
            let scatter = 1.2 + 1.8 * generator.uniform()
            let counts = Self.counts(months: years * 12, mean: mean, wave: wave, scatter: scatter, &generator)
            let reading = MeasureReading(try Self.series(counts.map(Optional.some)), notes: [])
            told += reading.season == nil ? 0 : 1
            if isSeasonal, reading.season == nil { continue }
            alarms += reading.chart?.points.count { !$0.causes.isEmpty } ?? 0
        }
        let judged = isSeasonal ? told : series
        return (Double(alarms) / Double(max(judged, 1) * years), Double(told) / Double(series))
    }

    @Test func `a thousand quiet years with a strong season give no more false alarms than years without one`() throws {
        let steady = try flagged(wave: 0, isSeasonal: false)
        let held = try flagged(wave: 0.4, isSeasonal: true)
        let all = try flagged(wave: 0.4, isSeasonal: false)
        print("False alarms a year: no season \(steady), strong season where told \(held), all of them \(all)")
        // An XmR chart that knows nothing of the season has 4.2 (Tests/SurveillanceTests, FalseAlarmTests).
        #expect(steady.told < 0.03)
        #expect(held.told > 0.7)
        #expect(held.alarms < 1.2 && steady.alarms < 1.2)
        #expect(all.alarms < 1.5)
    }

    @Test func `a month far above what it usually is stands out, and a usual peak does not`() throws {
        var generator = Generator(seed: 7)
        var counts = Self.counts(months: 61, mean: 60, wave: 0.5, scatter: 1.2, &generator).map(Optional.some)
        counts[60] = 100
        let usual = MeasureReading(try Self.series(counts), notes: [])
        #expect(usual.season != nil)
        #expect(usual.variation == .common)
        #expect(usual.sentence.hasPrefix("As usual for the time of year: around "))
        // A hundred in a July, when there are usually 36, is another matter.
        let high = MeasureReading(try Self.series(Array(counts.prefix(54)) + [100]), notes: [])
        #expect(high.variation == .concerningHigh)
        #expect(high.sentence.contains("the most we would expect by chance in July"))
    }

    @Test func `limits rise and fall with the year in the picture, the file and the words under it`() throws {
        var generator = Generator(seed: 8)
        let counts = Self.counts(months: 60, mean: 60, wave: 0.5, scatter: 1.2, &generator)
        let reading = MeasureReading(try Self.series(counts.map(Optional.some)), notes: [])
        let winter = try #require(reading.limits(at: 48))
        let summer = try #require(reading.limits(at: 54))
        #expect(winter.centre > summer.centre * 2 && winter.upper > summer.upper * 1.5)
        let line = MeasurePages.Line(reading: reading, late: nil, countedAt: nil)
        let page = MeasurePages.show(line, mayManage: false, form: FormView(), token: .empty).text
        #expect(page.contains("It has a strong season") && page.contains("Usual in Dec"))
        let file = MeasureFile.text(reading).split(whereSeparator: \.isNewline).suffix(12)
        #expect(Set(file.compactMap { $0.split(separator: ",").dropFirst(3).last }).count > 6)
    }

    @Test func `a short, a gappy and a nearly empty series have no season`() throws {
        var generator = Generator(seed: 9)
        let counts = Self.counts(months: 60, mean: 60, wave: 0.5, scatter: 1.2, &generator).map(Optional.some)
        #expect(UsualMonths(try Self.series(Array(counts.prefix(35)))) == nil)
        let gappy = counts.enumerated().map { $0.offset.isMultiple(of: 7) ? nil : $0.element }
        #expect(UsualMonths(try Self.series(gappy)) == nil)
        #expect(UsualMonths(try Self.series([Int?](repeating: 0, count: 60))) == nil)
        #expect(UsualMonths(try Self.series([])) == nil)
    }

    @Test func `a month in which nothing ever happens has limits all the same`() throws {
        let year = [40, 42, 45, 30, 38, 44, 25, 0, 41, 47, 43, 28]
        let counts = (0..<60).map { month -> Int? in
            let usual = year[month % 12]
            return usual == 0 ? 0 : usual + month * 7 % 5
        }
        let reading = MeasureReading(try Self.series(counts, "exclusions"), notes: [])
        #expect(reading.season != nil)
        let august = try #require(reading.limits(at: 55))
        #expect(august.upper > 0 && august.upper < 10 && august.lower == 0)
    }
}
