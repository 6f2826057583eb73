/// Why a series could not be decomposed, forecast or tested, in words that say what to do.
public enum SeriesError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Too few points for the method.
    case tooShort(method: String, points: Int, needed: Int)
    /// Points with no value, by position from 0.
    case missing(positions: [Int])
    /// A missing value at the start or the end, where nothing can be put in.
    case missingAtEnds
    /// Every value of one place in the cycle is missing.
    case missingSeason(Int)
    /// A value that is not a finite number, by position from 0.
    case notFinite(position: Int)
    /// A value below zero where counts are wanted.
    case negative(position: Int)
    /// A value of zero or less where the model multiplies.
    case notPositive(model: String, position: Int)
    /// A setting outside what the method allows.
    case badSetting(String)
    /// Nothing can be learned: every value is the same, or all are zero.
    case noVariation(String)
    /// Two inputs that should be equally long are not.
    case unequalLengths(String, Int, Int)
    /// The model cannot be fitted to these points.
    case cannotFit(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .tooShort(let method, let points, let needed):
            "Series of \(points) points: \(method) needs at least \(needed). Use more months or a simpler method."
        case .missing(let positions):
            "\(Self.places(positions)) no value. Supply it, or ask for missing months to be filled in."
        case .missingAtEnds:
            "The first or the last point has no value. Cut the series to where it is known."
        case .missingSeason(let season):
            "Place \(season + 1) of the cycle has no value in any year. A season needs at least one."
        case .notFinite(let position):
            "Point \(position + 1) is not a finite number. Correct it, or mark it as missing."
        case .negative(let position):
            "Point \(position + 1) is below zero. Counts cannot be: correct the file."
        case .notPositive(let model, let position):
            "Point \(position + 1) is zero or less: \(model) needs positive values. Use an additive model or counts."
        case .badSetting(let words), .cannotFit(let words):
            words
        case .noVariation(let words):
            "\(words) There is nothing to learn from it."
        case .unequalLengths(let what, let found, let wanted):
            "\(what) has \(found) values, the series \(wanted). They must be equally many."
        }
    }

    private static func places(_ positions: [Int]) -> String {
        guard positions.count > 1 else { return "Point \((positions.first ?? 0) + 1) has" }
        let first = positions.prefix(5).map { String($0 + 1) }.joined(separator: ", ")
        let more = positions.count > 5 ? " and \(positions.count - 5) more" : ""
        return "Points \(first)\(more) have"
    }
}
