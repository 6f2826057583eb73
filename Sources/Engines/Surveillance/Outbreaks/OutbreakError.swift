/// Why a series could not be watched for outbreaks, in words for the person who asked for it.
public enum OutbreakError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not enough history for the method.
    case tooShort(method: String, points: Int, needed: Int)
    /// A count below zero.
    case negative(series: Int, point: Int, value: Double)
    /// A count that is not a whole number.
    case notACount(series: Int, point: Int)
    /// A series of another length than the calendar.
    case lengthsDiffer(series: Int, points: Int, expected: Int)
    /// A population that is missing or not above zero.
    case noPopulation(series: Int, point: Int)
    /// Periods that do not follow each other without a gap.
    case irregular(point: Int, period: OutbreakPeriod)
    /// A period to be tested that is not in the series.
    case outsideSeries(point: Int, points: Int)
    /// A setting outside the range it may take.
    case badSetting(String)

    /// One sentence that names what is wrong and what to do; series and points are numbered from 1.
    public var description: String {
        switch self {
        case .tooShort(let method, let points, let needed):
            "Series of \(points) points: \(method) needs at least \(needed); use a method for short histories or wait."
        case .negative(let series, let point, let value):
            "Series \(series + 1), point \(point + 1) is \(value): a count cannot be below zero."
        case .notACount(let series, let point):
            "Series \(series + 1), point \(point + 1) is not a whole number: leave it empty if there is no data."
        case .lengthsDiffer(let series, let points, let expected):
            "Series \(series + 1) has \(points) points and the calendar \(expected): give one value for every period."
        case .noPopulation(let series, let point):
            "Series \(series + 1), point \(point + 1) has no population above zero: give one for every period."
        case .irregular(let point, let period):
            "The \(period.rawValue) after point \(point) is not the next one: put missing periods in without a value."
        case .outsideSeries(let point, let points):
            "Point \(point + 1) cannot be tested in a series of \(points) points."
        case .badSetting(let why): "The settings make no sense: \(why)."
        }
    }
}
