import Foundation
import Statistics

/// How counts are made comparable before they are summed.
public enum CUSUMTransform: String, Codable, Sendable, CaseIterable {
    /// Over the square root of the mean: (x − m) / √m.
    case standard
    /// Rossi, Lampugnani and Marchi 1999: (x − 3m + 2√(xm)) / (2√m).
    case rossi
    /// Anscombe residuals: 3/2 (x^⅔ − m^⅔) / m^⅙.
    case anscombe
    /// The counts themselves.
    case none
}

/// What counts are held against.
public enum CUSUMMean: Codable, Sendable, Equatable {
    /// The mean of all counts before the first tested period.
    case past
    /// A known mean.
    case known(Double)
    /// A yearly wave fitted to the counts before the first tested period by Poisson regression; `season` is the place in
    /// its year of the first period of the series, from 1.
    case wave(season: Int, perYear: Int)
}

/// The settings of a cumulative sum, named as in R's `algo.cusum`.
public struct CUSUMSettings: Codable, Sendable, Equatable {
    /// The allowance taken off at each step; `k`.
    public var allowance: Double
    /// The sum at which it is an alarm; `h`.
    public var limit: Double
    /// How counts are made comparable; `trans`.
    public var transform: CUSUMTransform
    /// What they are held against; `m`.
    public var mean: CUSUMMean
    /// Whether the sum starts at zero again after an alarm; R's does not.
    public var resetsAfterAlarm: Bool

    /// The defaults of `algo.cusum`: k = 1.04, h = 2.26 (in-control run length 500, Rossi 1999), past mean, no reset.
    public static let standard = CUSUMSettings(
        allowance: 1.04, limit: 2.26, transform: .standard, mean: .past, resetsAfterAlarm: false)

    /// Settings in full.
    public init(
        allowance: Double, limit: Double, transform: CUSUMTransform, mean: CUSUMMean, resetsAfterAlarm: Bool
    ) {
        self.allowance = allowance
        self.limit = limit
        self.transform = transform
        self.mean = mean
        self.resetsAfterAlarm = resetsAfterAlarm
    }
}

/// One step of a cumulative sum.
public struct CUSUMPoint: Codable, Sendable, Equatable {
    /// The period, from 0.
    public let period: Int
    /// Cases counted; nil for no data, which leaves the sum as it was.
    public let observed: Double?
    /// Cases expected.
    public let expected: Double
    /// The sum after this period.
    public let sum: Double
    /// The count that would be an alarm given the sum before, as `algo.cusum` states it; nil where its inverse has none.
    public let upper: Double?
    /// Whether it is an alarm.
    public let isAlarm: Bool
}

/// Cumulative sums of counts against their mean, for small lasting rises.
///
/// Page 1954; Rossi, Lampugnani and Marchi 1999, doi:10.1002/(SICI)1097-0258(19990830)18:16. Figures as R's surveillance
/// 1.20.3 (`algo.cusum`).
public enum CUSUM {
    /// The sums over a range of periods; those before it are the past.
    public static func watch(
        _ counts: [Double?], range: Range<Int>, settings: CUSUMSettings
    ) throws(OutbreakError) -> [CUSUMPoint] {
        try WatchedSeries(counts: counts, population: nil)
            .check(number: 0, points: counts.count, needsPopulation: false)
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= counts.count else {
            throw .outsideSeries(point: max(0, range.upperBound - 1), points: counts.count)
        }
        guard settings.allowance >= 0, settings.allowance.isFinite, settings.limit > 0, settings.limit.isFinite else {
            throw .badSetting("k is not below 0 and h above it")
        }
        let means = try expected(counts, range: range, settings: settings)
        var sum = 0.0
        var points: [CUSUMPoint] = []
        points.reserveCapacity(range.count)
        for (period, mean) in zip(range, means) {
            let step = CUSUMStep(mean: mean, settings: settings)
            let before = sum
            if let count = counts[period] { sum = max(0, sum + step.standardised(count) - settings.allowance) }
            let isAlarm = counts[period] != nil && sum >= settings.limit
            points.append(
                CUSUMPoint(
                    period: period, observed: counts[period], expected: mean, sum: sum,
                    upper: step.upper(before: before), isAlarm: isAlarm))
            if isAlarm, settings.resetsAfterAlarm { sum = 0 }
        }
        return points
    }

    private static func expected(
        _ counts: [Double?], range: Range<Int>, settings: CUSUMSettings
    ) throws(OutbreakError) -> [Double] {
        let past = counts[..<range.lowerBound].compactMap { $0 }
        switch settings.mean {
        case .known(let mean):
            guard mean > 0, mean.isFinite else { throw .badSetting("the known mean is above 0") }
            return Array(repeating: mean, count: range.count)
        case .past:
            guard !past.isEmpty else { throw .tooShort(method: "CUSUM", points: past.count, needed: 1) }
            let mean = Averages.mean(past)
            guard mean > 0 else { throw .badSetting("no case before the first tested period: give a known mean") }
            return Array(repeating: mean, count: range.count)
        case .wave(let season, let perYear):
            return try wave(counts, range: range, season: season, perYear: perYear)
        }
    }

    private static func wave(
        _ counts: [Double?], range: Range<Int>, season: Int, perYear: Int
    ) throws(OutbreakError) -> [Double] {
        guard perYear >= 2 else { throw .badSetting("a year has at least 2 periods") }
        let present = (0..<range.lowerBound).filter { counts[$0] != nil }
        guard present.count >= perYear else {
            throw .tooShort(method: "CUSUM with a yearly wave", points: present.count, needed: perYear)
        }
        func terms(_ period: Int) -> [Double] {
            let angle = 2 * Double.pi / Double(perYear) * Double(season + period)
            return [1, cos(angle), sin(angle)]
        }
        let rows = present.map(terms)
        let design = Matrix(columns: (0..<3).map { column in rows.map { $0[column] } })
        let response = present.compactMap { counts[$0] }
        guard
            let model = try? GeneralizedLinearModel.fit(design: design, response: response, family: .poisson),
            model.hasConverged, response.contains(where: { $0 > 0 })
        else { throw .badSetting("a yearly wave cannot be fitted to the past counts: use their mean") }
        return range.map { period in
            exp(zip(terms(period), model.coefficients).reduce(0) { $0 + $1.0 * ($1.1 ?? 0) })
        }
    }
}

/// One step's transform and the bound it implies.
struct CUSUMStep {
    let mean: Double
    let settings: CUSUMSettings

    func standardised(_ count: Double) -> Double {
        switch settings.transform {
        case .standard: (count - mean) / mean.squareRoot()
        case .rossi: (count - 3 * mean + 2 * (count * mean).squareRoot()) / (2 * mean.squareRoot())
        case .anscombe: 1.5 * (pow(count, 2.0 / 3) - pow(mean, 2.0 / 3)) / pow(mean, 1.0 / 6)
        case .none: count
        }
    }

    /// The bound, with R's own rounding and floor at zero.
    func upper(before: Double) -> Double? {
        let room = settings.limit + settings.allowance - before
        let root = mean.squareRoot()
        switch settings.transform {
        case .standard: return max(0, (root * room + mean).rounded(.up))
        case .rossi:
            let inner = 4 * mean * mean + 2 * mean * root * room
            guard inner >= 0 else { return nil }
            return max(0, 2 * root * room + 5 * mean - 2 * inner.squareRoot())
        case .anscombe:
            let power = 2.0 / 3 * pow(mean, 1.0 / 6) * room + pow(mean, 2.0 / 3)
            return power < 0 ? 0 : pow(power, 1.5)
        case .none: return max(0, room)
        }
    }
}
