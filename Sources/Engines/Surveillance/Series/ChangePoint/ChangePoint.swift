import Foundation

/// The most likely single change of level in a series of counts.
///
/// The likelihood ratio of a Poisson mean that changes once (Hinkley 1970, doi:10.1093/biomet/57.1.1; for counts
/// Worsley 1983, doi:10.1093/biomet/70.2.455), about what each place of the cycle has on average, divided by the extra
/// scatter. How large it would be by chance is found by shuffling, so no distribution is assumed. A slow rise or fall
/// looks like a change too: the method says when the level differs most, not that it jumped.
public struct ChangePoint: Sendable, Equatable {
    /// The first point of the new level, from 0.
    public let position: Int
    /// The first and last position that are nearly as likely: whose log-likelihood lies within 1.92 (half the 95 %
    /// point of χ² with one degree of freedom) times the extra scatter of the greatest.
    public let likely: ClosedRange<Int>
    /// The new level over the old, the season taken out; nil when the old one is zero.
    public let ratio: Double?
    /// The mean count before, in the stretch looked at.
    public let meanBefore: Double
    /// The mean count after.
    public let meanAfter: Double
    /// The log-likelihood ratio over the extra scatter.
    public let statistic: Double
    /// How much more the counts scatter about the two levels than chance alone would have it; at least 1.
    public let dispersion: Double
    /// The same statistic for a steady drift in place of a jump; nil where it cannot be fitted.
    public let drift: Double?
    /// What is left over about the two levels: shuffled months overstate a change in series that resemble themselves.
    public let leftOver: Autocorrelation
    /// How often shuffled series show as much: (as large + 1) / (shuffles + 1).
    public let chance: Double

    /// Looks for one change in a whole series.
    ///
    /// - Complexity: O(permutations · *n*).
    public init(_ series: RegularSeries, settings: ChangePointSettings) throws(SeriesError) {
        let counts = try Self.checked(series, settings: settings)
        let stretch = ChangeStretch(counts, series: series, from: 0)
        guard let found = ChangePoint(stretch, settings, stream: 0) else {
            throw .noVariation("Every count is zero.")
        }
        self = found
    }

    /// The largest change in a stretch; nil where all is zero.
    init?(_ stretch: ChangeStretch, _ settings: ChangePointSettings, stream: Int) {
        let ratios = stretch.ratios(fewest: settings.fewest)
        guard let best = ratios.max(by: { $0.ratio < $1.ratio }), stretch.counts.contains(where: { $0 > 0 }) else {
            return nil
        }
        let (from, place) = (stretch.from, best.position)
        let levels = stretch.levels(at: place)
        let scatter = stretch.dispersion(levels, at: place)
        let near = ratios.filter { best.ratio - $0.ratio <= 1.92 * scatter }.map(\.position)
        let before = stretch.counts[..<place]
        let after = stretch.counts[place...]
        position = from + place
        likely = from + (near.min() ?? place)...from + (near.max() ?? place)
        ratio = levels.before > 0 ? levels.after / levels.before : nil
        meanBefore = before.reduce(0, +) / Double(before.count)
        meanAfter = after.reduce(0, +) / Double(after.count)
        dispersion = scatter
        statistic = max(0, best.ratio) / scatter
        drift = stretch.drift.map { $0 / scatter }
        leftOver = Autocorrelation(stretch.leftOver(levels, at: place), period: stretch.period)
        chance = stretch.chance(of: best.ratio, settings, stream: stream)
    }

    /// Whether a steady drift explains the series at least as well as a jump does.
    public var isRatherDrift: Bool { drift.map { $0 >= statistic } ?? false }

    static func checked(_ series: RegularSeries, settings: ChangePointSettings) throws(SeriesError) -> [Double] {
        guard settings.fewest >= 2, settings.permutations >= 99 else {
            throw .badSetting("A search for changes needs 2 or more points a level, and 99 or more shuffles.")
        }
        let counts = try series.completeCounts()
        guard counts.count >= 2 * settings.fewest else {
            throw .tooShort(method: "a search for a change", points: counts.count, needed: 2 * settings.fewest)
        }
        if settings.shuffle == .cycles {
            guard series.period > 1 else {
                throw .badSetting("Shuffling whole cycles needs a series with a cycle. Shuffle months instead.")
            }
            // 7! = 5,040 orders: with fewer cycles the smallest chance that can be shown is not small.
            guard counts.count >= 7 * series.period else {
                throw .tooShort(method: "shuffling whole cycles", points: counts.count, needed: 7 * series.period)
            }
        }
        guard counts.contains(where: { $0 > 0 }) else { throw .noVariation("Every count is zero.") }
        return counts
    }

    /// Every change that holds its ground, found one after another: the largest, then the largest on either side of it.
    ///
    /// Binary segmentation (Scott and Knott 1974; Vostrikova 1981). A stretch is left alone when its largest change has
    /// a chance above `within`, divided by `most` for the number of looks.
    public static func all(
        in series: RegularSeries, most: Int, within: Double, settings: ChangePointSettings
    ) throws(SeriesError) -> [ChangePoint] {
        guard most >= 1, within > 0, within < 1 else {
            throw .badSetting("Ask for 1 or more changes, and a chance between 0 and 1, such as 0.05.")
        }
        let counts = try checked(series, settings: settings)
        var open = [0..<counts.count]
        var candidates: [(change: ChangePoint, stretch: Range<Int>)] = []
        var found: [ChangePoint] = []
        var looks = 0
        while found.count < most {
            for stretch in open where stretch.count >= 2 * settings.fewest {
                let part = ChangeStretch(Array(counts[stretch]), series: series, from: stretch.lowerBound)
                if let change = ChangePoint(part, settings, stream: looks), change.chance <= within / Double(most) {
                    candidates.append((change, stretch))
                }
                looks += 1
            }
            let largest = candidates.indices.max {
                candidates[$0].change.statistic < candidates[$1].change.statistic
            }
            guard let next = largest else { break }
            let (change, stretch) = candidates.remove(at: next)
            found.append(change)
            open = [stretch.lowerBound..<change.position, change.position..<stretch.upperBound]
        }
        return found.sorted { $0.position < $1.position }
    }
}
