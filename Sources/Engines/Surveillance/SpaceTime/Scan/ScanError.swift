/// Why a scan could not be done, in words for the person who asked for it.
public enum ScanError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There are no places or no periods.
    case empty
    /// A list is not as long as the places or the periods say.
    case wrongLength(what: String, expected: Int, found: Int)
    /// A coordinate that is not a number, or infinite.
    case badCoordinate(place: Int)
    /// A count below 0.
    case negative(what: String, place: Int)
    /// An expected number, a population or a length that is not a number of 0 or more.
    case badNumber(what: String, place: Int)
    /// A place has cases where nobody is at risk.
    case casesWithoutPopulation(place: Int, period: Int)
    /// Cases of a covariate group that has no population anywhere.
    case stratumWithoutPopulation(stratum: Int)
    /// Fewer cases than a cluster may have.
    case tooFewCases(found: Int, needed: Int)
    /// Cases in every person: nothing to compare.
    case noControls
    /// A model that needs both places and times was asked for one alone.
    case needsSpaceAndTime
    /// Fewer places or periods than the analysis compares.
    case tooFew(what: String, found: Int, needed: Int)
    /// A setting that makes no sense.
    case badSetting(String)
    /// The limit on periods leaves no interval.
    case noInterval(periods: Int)
    /// The limit on circles leaves none at any place.
    case noCircle

    /// One sentence that says what is wrong and what to do.
    public var description: String {
        switch self {
        case .empty: "There is nothing to scan: give at least one place and one period."
        case .wrongLength(let what, let expected, let found):
            "\(what): \(found) given, \(expected) needed, one for each place and period."
        case .badCoordinate(let place):
            "Place \(place + 1) has no usable coordinates: leave it out or find where it is."
        case .negative(let what, let place): "Place \(place + 1) has a number of \(what) below 0: correct it."
        case .badNumber(let what, let place): "Place \(place + 1): \(what) is not a number of 0 or more."
        case .casesWithoutPopulation(let place, let period):
            """
            Place \(place + 1) has cases in period \(period + 1) but nobody at risk there: \
            give its population, or leave out the place with its cases.
            """
        case .stratumWithoutPopulation(let stratum):
            "Covariate group \(stratum + 1) has cases but no population: give its population, or join it to another."
        case .tooFewCases(let found, let needed):
            "\(found) cases: a cluster of at least \(needed) cannot be looked for."
        case .noControls: "Cases and controls are compared, and one of the two is empty."
        case .needsSpaceAndTime:
            "The space\u{2013}time permutation model compares places across times: choose a space\u{2013}time analysis."
        case .tooFew(let what, let found, let needed): "\(found) \(what): the scan needs at least \(needed)."
        case .badSetting(let why): "The settings make no sense: \(why)."
        case .noInterval(let periods):
            "With \(periods) periods the limit on the length of a cluster allows none: raise it, or give more periods."
        case .noCircle: "Every place is larger than the limit on the size of a cluster: raise the limit."
        }
    }
}
