/// Why a control chart could not be drawn, in words for the person who asked for it.
public enum ChartError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Every point is missing, or there is none.
    case noPoints
    /// A value that is not a number, or has no end.
    case notANumber(point: Int)
    /// A count, rate base or time below zero.
    case negative(point: Int, value: Double)
    /// The counts and the sizes they stand on are not equally many.
    case sizesDiffer(counts: Int, sizes: Int)
    /// A count whose base is zero, negative or not a number.
    case noBase(point: Int)
    /// More counted than there were to count.
    case moreThanAll(point: Int, count: Double, size: Double)
    /// A time between events of zero, which the transform of a t chart cannot take.
    case noTime(point: Int)
    /// A rebase before the second point, after the last, or out of order.
    case badRebase(at: Int, points: Int)
    /// A rebase nobody gave a reason for.
    case rebaseWithoutReason(at: Int)
    /// A fixed baseline shorter than limits can be made from.
    case shortBaseline(points: Int, fewest: Int)
    /// A setting outside the range it may take.
    case badSetting(String)

    /// One sentence that names what is wrong and what to do; points are numbered from 1.
    public var description: String {
        switch self {
        case .noPoints: "The series has no points: a control chart needs data."
        case .notANumber(let point): "Point \(point + 1) is not a number: leave it empty if there is no data."
        case .negative(let point, let value):
            "Point \(point + 1) is \(value): a count cannot be below zero; leave it empty if there is no data."
        case .sizesDiffer(let counts, let sizes):
            "There are \(counts) counts and \(sizes) sizes: give one size for every count."
        case .noBase(let point):
            "Point \(point + 1) has a count but nobody to count among: give its size, or leave the count empty."
        case .moreThanAll(let point, let count, let size):
            "Point \(point + 1) counts \(count) of \(size): a share cannot be more than all; check both figures."
        case .noTime(let point):
            "Point \(point + 1) has no time between events: count events at one time as one, or use a g chart."
        case .badRebase(let at, let points):
            "A rebase at point \(at + 1) of \(points) cannot be followed: give points from 2 to the last, in order."
        case .rebaseWithoutReason(let at):
            "The rebase at point \(at + 1) has no reason: limits may only restart where the process is known to change."
        case .shortBaseline(let points, let fewest):
            "Baseline of \(points) points: control limits need at least \(fewest)."
        case .badSetting(let why): "The chart's settings make no sense: \(why)."
        }
    }
}
