import Kernel
import Surveillance
import Web

/// Whether a measure changed level over its whole length, and when: found from the shown figures alone.
struct MeasureChange: Sendable {
    let found: ChangePoint
    /// The first month of the new level, and the months it could as well have been.
    let month: Month
    let likely: ClosedRange<Month>
    /// Whether whole years were shuffled, which allows for months that resemble their neighbours.
    let shuffledYears: Bool

    /// Fewer years than this are too short to tell a change from a season.
    private static let fewestMonths = 36
    /// Whole years can be shuffled from this many on (seven: `ChangePointSettings.Shuffle.cycles`).
    private static let yearsToShuffle = 7
    private static let permutations = 499

    /// Nil for a measure that is no count, is too short, or has a month without a figure.
    init?(_ series: ShownSeries) {
        let values = series.points.compactMap(\.value)
        guard series.measure.unit == .count, values.count == series.points.count, values.count >= Self.fewestMonths,
            let first = series.points.first?.month
        else { return nil }
        let inOrder = RegularSeries(values.map(Optional.some), period: 12, firstSeason: first.monthOfYear - 1)
        let years = values.count / 12 >= Self.yearsToShuffle
        // The same months always give the same answer.
        let settings = ChangePointSettings(
            fewest: 12, shuffle: years ? .cycles : .months, permutations: Self.permutations,
            seed: UInt64(first.number))
        guard let found = try? ChangePoint(inOrder, settings: settings) else { return nil }
        self.found = found
        shuffledYears = years
        month = first.adding(found.position)
        likely = first.adding(found.likely.lowerBound)...first.adding(found.likely.upperBound)
    }

    /// The finding in plain words, as strong as it is and no stronger.
    var words: String {
        let (before, after) = (decimal(found.meanBefore, places: 0), decimal(found.meanAfter, places: 0))
        let way = found.meanAfter > found.meanBefore ? "rise" : "fall"
        let when =
            likely.lowerBound == likely.upperBound
            ? "in \(month.name)" : "between \(likely.lowerBound.name) and \(likely.upperBound.name)"
        let size = "from about \(before) a month to about \(after)"
        if found.isRatherDrift {
            return "The figures drift rather than jump: a steady \(way) explains them as well as any one date."
        }
        if found.chance < 0.05 {
            return "There was a real \(way) \(when), \(size). \(chanceWords) What caused it this cannot say."
        }
        return "The largest change is a \(way) \(when), \(size), and it could still be chance. \(chanceWords)"
    }

    private var chanceWords: String {
        let shuffled = shuffledYears ? "years" : "months"
        let times = max(1, Int((found.chance * 100).rounded()))
        return "Shuffling the \(shuffled) gave a change as large \(times) \(times == 1 ? "time" : "times") in 100."
    }

    var html: HTML {
        card(
            "Has it changed, and when?", id: "change",
            body: """
                <p>\(words)</p><p class="ui-muted">The one date that splits the months best into two levels, with the \
                season allowed for, held against \(Self.permutations) shuffled histories.</p>
                """)
    }
}
