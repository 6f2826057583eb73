/// One cell of a row as a Splink condition sees it: what DuckDB would hold in that column.
///
/// Text is kept as its UTF-8 bytes, because DuckDB compares and measures bytes, never letters that look the same.
public enum SplinkValue: Hashable, Sendable {
    case null
    case text([UInt8])
    case integer(Int64)
    case real(Double)
    case flag(Bool)
    /// Days since 1 January 1970.
    case date(Int)
    /// Microseconds since 1 January 1970.
    case instant(Int64)
    case list([SplinkValue])

    /// A text cell.
    public init(_ words: some StringProtocol) {
        self = .text(Array(words.utf8))
    }

    /// A text cell in which nothing is the same as not known, as a reader of CSV sees it.
    public init(cell: some StringProtocol) {
        self = cell.isEmpty ? .null : .text(Array(cell.utf8))
    }

    /// Whether the cell is not known.
    public var isNull: Bool {
        self == .null
    }
}

extension SplinkValue: ExpressibleByStringLiteral {
    /// A text cell written out in code.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

/// Why a Splink model cannot be read or run here, said so that the level at fault can be found and changed.
public enum SplinkError: Error, Equatable, CustomStringConvertible {
    /// The file is not Splink's settings.
    case notSettings(String)
    /// A condition uses something this reader does not know.
    case condition(comparison: String, level: String, problem: String)
    /// A value in a row cannot be what the condition needs it to be.
    case value(comparison: String, level: String, problem: String)
    /// A blocking rule cannot be followed here.
    case blocking(rule: String, problem: String)
    /// The model cannot be written as Splink's settings.
    case notExpressible(String)

    /// What is wrong, in one sentence that names the level or rule.
    public var description: String {
        switch self {
        case .notSettings(let problem):
            "This is not a Splink model: \(problem)"
        case .condition(let comparison, let level, let problem):
            "Splink model, comparison “\(comparison)”, level “\(level)”: \(problem)"
        case .value(let comparison, let level, let problem):
            "Splink model, comparison “\(comparison)”, level “\(level)”, on a row: \(problem)"
        case .blocking(let rule, let problem):
            "Splink model, blocking rule “\(rule)”: \(problem)"
        case .notExpressible(let problem):
            "This model cannot be written for Splink: \(problem)"
        }
    }
}

/// What is wrong with a condition, before it is known which level it belongs to.
struct SQLProblem: Error, Equatable {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}
