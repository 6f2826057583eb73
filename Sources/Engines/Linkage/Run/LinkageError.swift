/// Why a linkage could not be done, in words for the person who asked for it.
public enum LinkageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file has no header, or nothing below it.
    case empty(file: String)
    /// Two columns of a file have one name.
    case columnTwice(file: String, column: String)
    /// No column of a file could be used.
    case nothingToCompare(file: String)
    /// A column named in the specification is in none of the files.
    case columnMissing(String)
    /// Two rows have one key.
    case idTwice(String)
    /// A quoted cell never ends.
    case unclosedQuote(file: String, line: Int)
    /// More rows or cells than the engine can count.
    case tooLarge(String)
    /// A level that no data and no prior speaks for.
    case untrained(comparison: String, level: Level)
    /// A model that does not belong to the table it is to score.
    case modelMismatch(String)
    /// Decisions that contradict each other, or name a record that is not there.
    case badDecision(String)
    /// A setting that makes no sense.
    case badSpec(String)

    /// One sentence that names what is wrong and where.
    public var description: String {
        switch self {
        case .empty(let file): "\(file) has no rows."
        case .columnTwice(let file, let column): "\(file) has the column \u{201C}\(column)\u{201D} twice."
        case .nothingToCompare(let file): "\(file) has no column that tells people apart."
        case .columnMissing(let column): "No file has the column \u{201C}\(column)\u{201D}."
        case .idTwice(let id): "Two rows have the id \u{201C}\(id)\u{201D}."
        case .unclosedQuote(let file, let line): "\(file), line \(line): a quoted cell is not closed."
        case .tooLarge(let what): "\(what) is more than this engine can count."
        case .untrained(let comparison, let level):
            "The level \u{201C}\(level.rawValue)\u{201D} of \(comparison) is not trained: no pair shows it."
        case .modelMismatch(let why): "The model does not fit the data: \(why)."
        case .badDecision(let why): "A decision cannot be followed: \(why)."
        case .badSpec(let why): "The specification makes no sense: \(why)."
        }
    }
}
