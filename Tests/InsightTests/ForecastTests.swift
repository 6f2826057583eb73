import Foundation
import Governance
import Kernel
import Statistics
import Surveillance
import Testing
import Web

@testable import Insight

/// What to expect of a measure, and whether it changed when something was done.
@Suite struct ForecastTests {
    private func note(_ month: String, _ words: String = "Navigators start", kind: MeasureNote.Kind = .done) throws
        -> MeasureNote
    {
        let month = try #require(Month(month))
        return MeasureNote(
            id: .make(), measure: "ae-assault-under-25", kind: kind, day: month.firstDay, words: words, value: nil,
            by: "Test")
    }

    private func seasonal(_ months: Int, seed: UInt64, after change: Int = .max, times: Double = 1) -> [Int?] {
        var generator = Generator(seed: seed)
        return (0..<months).map { month in
            let mean = 60 * exp(0.3 * cos(2 * Double.pi * Double(month) / 12)) * (month >= change ? times : 1)
            return Int(generator.negativeBinomial(mean: mean, size: mean / 0.3))
        }
    }

    // MARK: Forecasts

    @Test func `six months ahead are held by the range, and the method is set beside a naive one`() throws {
        var held = 0
        for seed in 1...3 as ClosedRange<UInt64> {
            let counts = seasonal(66, seed: seed)
            let reading = MeasureReading(try SeasonTests.series(Array(counts.prefix(60))), notes: [])
            let forecast = try MeasureForecast(reading)
            let wide = try #require(forecast.forecast.intervals.first { $0.level == 0.95 })
            for step in 0..<6 {
                let came = Double(counts[60 + step] ?? 0)
                held += wide.lower[step] <= came && came <= wide.upper[step] ? 1 : 0
            }
            #expect(forecast.finding.hasPrefix("January 2025: about "))
            #expect(forecast.trialWords.contains("missed by"))
        }
        #expect(held >= 15)
    }

    @Test func `a wave that the last month cannot know is foretold better than by repeating`() throws {
        let reading = MeasureReading(try SeasonTests.series(seasonal(72, seed: 11)), notes: [])
        let forecast = try MeasureForecast(reading)
        #expect(!forecast.isNaive)
        #expect(forecast.score.meanAbsoluteError < forecast.benchmark.meanAbsoluteError)
    }

    @Test func `too few months in a row, constant and hidden months have a plain sentence`() throws {
        func refusal(_ counts: [Int?], _ audience: CountAudience = .team) throws -> MeasureForecast.Refusal? {
            do {
                _ = try MeasureForecast(MeasureReading(try SeasonTests.series(counts, for: audience), notes: []))
                return nil
            } catch {
                return error as? MeasureForecast.Refusal
            }
        }
        #expect(try refusal(seasonal(35, seed: 1)) == .tooShort(months: 35))
        #expect(try refusal(seasonal(40, seed: 1) + [nil] + seasonal(12, seed: 2)) == .tooShort(months: 12))
        #expect(try refusal([nil, nil]) == .tooShort(months: 0))
        let few = (0..<60).map { Optional($0 % 4 + 1) }
        #expect(try refusal(few, .outside) == .hidden)
        #expect(MeasureForecast.Refusal.tooShort(months: 12).words.contains("36 months in a row"))
        for counts in [[Int?](repeating: 0, count: 60), [Int?](repeating: 7, count: 60)] {
            let text = MeasureForecast.part(MeasureReading(try SeasonTests.series(counts), notes: [])).text
            #expect(!text.lowercased().contains("nan") && !text.isEmpty)
        }
    }

    // MARK: Did it change when we acted?

    @Test func `a fall of a third when something began is told with its range, and not its cause`() throws {
        let begun = try note("2023-01")
        let series = try SeasonTests.series(seasonal(60, seed: 4, after: 36, times: 0.65))
        let effect = try MeasureEffect(series, note: begun, notes: [begun])
        #expect(effect.isTold && effect.words.contains("% fewer than the months before led us to expect (between"))
        #expect(effect.words.contains("fewer over 24 months"))
        let part = MeasureEffect.part(MeasureReading(series, notes: [begun])).text
        #expect(part.contains("not why") && !part.contains("because of"))
    }

    @Test func `where nothing changed it could be chance`() throws {
        let begun = try note("2023-01")
        let told = try (1...20).count { seed in
            let series = try SeasonTests.series(seasonal(60, seed: UInt64(seed)))
            let effect = try MeasureEffect(series, note: begun, notes: [begun])
            #expect(effect.isTold || effect.words.contains("could be chance"))
            return effect.isTold
        }
        #expect(told <= 3)
    }

    @Test func `too soon, too early and too hidden are said plainly`() throws {
        func words(_ month: String, _ counts: [Int?], _ audience: CountAudience = .team) throws -> String {
            let note = try note(month)
            return MeasureEffect.part(
                MeasureReading(try SeasonTests.series(counts, for: audience), notes: [note])
            ).text
        }
        let counts = seasonal(60, seed: 3)
        #expect(try words("2024-08", counts).contains("Too soon to say: 5 months of figures have come since"))
        #expect(try words("2024-08", counts).contains("Look again after March 2025."))
        #expect(try words("2021-01", counts).contains("12 months of figures came before it"))
        #expect(try words("2030-01", counts).contains("Too soon to say: 0 months"))
        #expect(try words("2022-06", (0..<60).map { $0 % 5 }, .outside).contains("too small to show"))
        #expect(MeasureEffect.part(MeasureReading(try SeasonTests.series(counts), notes: [])).isEmpty)
    }

    @Test func `only months counted in the same way are set side by side, and other dates nearby are named`() throws {
        let (begun, rebase) = (try note("2023-01"), try note("2020-07", "New recording", kind: .rebase))
        let other = try note("2023-06", "Buses run later")
        let series = try SeasonTests.series(seasonal(60, seed: 4, after: 36, times: 0.65))
        let effect = try MeasureEffect(series, note: begun, notes: [rebase, begun, other])
        #expect(effect.points.first?.month == Month("2020-07"))
        #expect(effect.html.text.contains("Also marked within a year: Buses run later"))
    }

    @Test(arguments: [[1, 3], [2, 4]])
    func `no effect, forecast or limit a partner sees depends on which small number is hidden`(_ pair: [Int]) throws {
        let begun = try note("2023-01")
        func page(_ hidden: Int, _ audience: CountAudience) throws -> String {
            var counts = seasonal(60, seed: 5)
            counts[40] = hidden
            counts[51] = hidden
            let reading = MeasureReading(try SeasonTests.series(counts, for: audience), notes: [begun])
            let line = MeasurePages.Line(reading: reading, late: nil, countedAt: nil)
            return MeasurePages.show(line, mayManage: false, form: FormView(), token: .empty).text
        }
        let board = try pair.map { try page($0, .outside) }
        #expect(board[0] == board[1] && board[0].contains("Did it change when we acted?"))
        #expect(board[0].contains("What to expect"))
        #expect(try page(pair[0], .team) != page(pair[1], .team))
    }
}
