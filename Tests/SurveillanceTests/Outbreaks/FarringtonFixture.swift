import Foundation
import Surveillance
import Testing

/// What R's surveillance says of the Farrington series (Reference/outbreaks.R).
struct FarringtonFixture: Decodable {
    struct Control: Decodable {
        var b: Int?
        var w: Int?
        var noPeriods: Int?
        var weightsThreshold: Double?
        var pastWeeksNotIncluded: Int?
        var pThresholdTrend: Double?
        var alpha: Double?
        var thresholdMethod: String?
        var reweight: Bool?
        var trend: Bool?
        var powertrans: String?
        var limit54: [Double]?
        var populationOffset: Bool?

        private enum Key: String, CodingKey {
            case b, w, noPeriods, weightsThreshold, pastWeeksNotIncluded, pThresholdTrend, alpha, thresholdMethod
            case reweight, trend, powertrans, limit54, populationOffset
        }

        init(from decoder: any Decoder) throws {
            // An empty list of settings is written as an array.
            guard let box = try? decoder.container(keyedBy: Key.self) else { return }
            b = try box.decodeIfPresent(Int.self, forKey: .b)
            w = try box.decodeIfPresent(Int.self, forKey: .w)
            noPeriods = try box.decodeIfPresent(Int.self, forKey: .noPeriods)
            weightsThreshold = try box.decodeIfPresent(Double.self, forKey: .weightsThreshold)
            pastWeeksNotIncluded = try box.decodeIfPresent(Int.self, forKey: .pastWeeksNotIncluded)
            pThresholdTrend = try box.decodeIfPresent(Double.self, forKey: .pThresholdTrend)
            alpha = try box.decodeIfPresent(Double.self, forKey: .alpha)
            thresholdMethod = try box.decodeIfPresent(String.self, forKey: .thresholdMethod)
            reweight = try box.decodeIfPresent(Bool.self, forKey: .reweight)
            trend = try box.decodeIfPresent(Bool.self, forKey: .trend)
            powertrans = try box.decodeIfPresent(String.self, forKey: .powertrans)
            limit54 = try box.decodeIfPresent([Double].self, forKey: .limit54)
            populationOffset = try box.decodeIfPresent(Bool.self, forKey: .populationOffset)
        }

        func settings(from start: FarringtonSettings) throws -> FarringtonSettings {
            var settings = start
            settings.years = b ?? start.years
            settings.halfWidth = w ?? start.halfWidth
            settings.seasons = noPeriods ?? start.seasons
            settings.weightsThreshold = weightsThreshold ?? start.weightsThreshold
            settings.leftOut = pastWeeksNotIncluded ?? start.leftOut
            settings.trendBelow = pThresholdTrend ?? start.trendBelow
            settings.alpha = alpha ?? start.alpha
            if let thresholdMethod {
                settings.threshold = try #require(FarringtonThreshold(rawValue: thresholdMethod))
            }
            settings.reweight = reweight ?? start.reweight
            settings.trend = trend ?? start.trend
            if let powertrans { settings.power = try #require(FarringtonPower(rawValue: powertrans)) }
            if let limit54 { settings.minimum = FarringtonMinimum(cases: limit54[0], periods: Int(limit54[1])) }
            settings.populationOffset = populationOffset ?? start.populationOffset
            return settings
        }
    }

    struct Flexible: Decodable {
        let control: Control
        let results: [FlexibleResult]
    }

    struct FlexibleResult: Decodable {
        let expected: [Double?]
        let upper: [Double?]
        let score: [Double?]
        let p: [Double?]
        let alarm: [Int?]
        let trend: [Double?]
        let dispersion: [Double?]
    }

    struct Original: Decodable {
        let control: Control
        let results: [OriginalResult]
    }

    struct OriginalResult: Decodable {
        let upper: [Double]
        let alarm: [Int]
        let trend: [Int]
        let p: [Double?]
    }

    struct Case: Decodable {
        let name: String
        let freq: Int
        let days: [Double]?
        let range: [Int]
        let counts: [[Double?]]
        let population: [[Double]]?
        let flexible: [Flexible]
        let original: [Original]

        func calendar() throws -> OutbreakCalendar {
            let period = try #require(OutbreakPeriod.allCases.first { $0.perYear == freq })
            guard let days else { return .numbered(period, count: counts[0].count) }
            return try .dated(period, days: days.map { Int($0) })
        }

        var series: [WatchedSeries] {
            counts.indices.map { WatchedSeries(counts: counts[$0], population: population?[$0]) }
        }

        /// R counts from 1.
        var tested: Range<Int> { (range[0] - 1)..<range[range.count - 1] }
    }

    /// Read once: the file is large.
    private static let cases = Result {
        let url = try #require(
            Bundle.module.url(forResource: "Fixtures/outbreaks/farrington", withExtension: "json"))
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    }

    static func named(_ name: String) throws -> Case {
        try #require(try cases.get().first { $0.name == name })
    }
}
