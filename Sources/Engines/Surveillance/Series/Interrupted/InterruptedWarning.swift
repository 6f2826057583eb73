/// What a reader of an interrupted series must know before believing it.
public enum InterruptedWarning: Sendable, Equatable, CustomStringConvertible {
    /// Fewer than 8 points before the change.
    case fewBefore(Int)
    /// Fewer than 8 points after it.
    case fewAfter(Int)
    /// None after it: only the baseline is known.
    case noPointsAfter
    /// One or two after it: a change of level may be told, one of slope not.
    case slopeNotTold(Int)
    /// Less than one whole cycle after it: season and change are hard to tell apart.
    case partOfCycleAfter(Int)
    /// No comparison: whatever else changed at the time looks the same.
    case otherChangesUnknown
    /// The comparison ran differently before the change.
    case comparisonRanDifferently(chance: Double)
    /// What is left over still resembles itself from month to month.
    case autocorrelation(chance: Double)
    /// Months with no value, left out.
    case missing(Int)
    /// What the fit itself said.
    case fit(String)

    /// The fewest points on either side for a fair reading: Penfold and Zhang 2013, doi:10.1016/j.acap.2013.08.002.
    public static let fewest = 8

    /// The warning in a sentence.
    public var description: String {
        switch self {
        case .fewBefore(let points):
            "Only \(points) points before the change (8 or more are wanted): the trend before is not well known."
        case .fewAfter(let points):
            "Only \(points) points after the change (8 or more are wanted): look again when there are more."
        case .noPointsAfter:
            "No points after the change yet: there is nothing to compare. The trend before is given."
        case .slopeNotTold(let points):
            "With \(points) points after the change only its level can be looked at, not its slope."
        case .partOfCycleAfter(let points):
            "\(points) points after the change are less than a whole cycle: part of what is seen may be season."
        case .otherChangesUnknown:
            "Anything else that changed at the same time would look the same. A comparison series would help."
        case .comparisonRanDifferently:
            "Before the change the comparison had another trend: it is a poor stand-in for what would have been."
        case .autocorrelation:
            "Months still resemble the months before: the intervals allow for it only in part."
        case .missing(let months):
            months == 1 ? "One month with no value was left out." : "\(months) months with no value were left out."
        case .fit(let words):
            words
        }
    }
}
