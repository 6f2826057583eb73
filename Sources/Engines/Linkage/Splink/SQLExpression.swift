/// Which of a pair's two records a column is taken from.
enum SQLSide: Hashable, Sendable {
    case left
    case right
}

/// A condition, or a part of one, ready to be worked out on a pair of rows.
indirect enum SQLExpression: Hashable, Sendable {
    case value(SplinkValue)
    /// The column by its place in the model's list of columns.
    case column(Int, SQLSide)
    case not(SQLExpression)
    case and(SQLExpression, SQLExpression)
    case or(SQLExpression, SQLExpression)
    case compare(SQLComparison, SQLExpression, SQLExpression)
    case isNull(SQLExpression)
    /// IS DISTINCT FROM.
    case isDistinct(SQLExpression, SQLExpression)
    case arithmetic(SQLArithmetic, SQLExpression, SQLExpression)
    case negative(SQLExpression)
    case joined(SQLExpression, SQLExpression)
    case call(SQLFunction, [SQLExpression])
    /// A search for a pattern that was read with the model.
    case search(SQLPattern, SQLPatternUse, SQLExpression)
    case parseTime(SQLTimeFormat, SQLExpression, isStrict: Bool)
    case cast(SQLExpression, SQLType, isTry: Bool)
    case choose([SQLBranch], otherwise: SQLExpression)
    case isIn(SQLExpression, [SQLExpression])
    case list([SQLExpression])
    case element(SQLExpression, SQLExpression)
}

/// One WHEN … THEN of a CASE.
struct SQLBranch: Hashable, Sendable {
    let condition: SQLExpression
    let result: SQLExpression
}

/// A comparison sign.
enum SQLComparison: Hashable, Sendable {
    case equal, different, less, lessOrEqual, greater, greaterOrEqual
}

/// An arithmetic sign.
enum SQLArithmetic: Hashable, Sendable {
    case add, subtract, multiply, divide, divideWhole, remainder
}

/// A type a value can be cast to.
enum SQLType: Hashable, Sendable {
    case text, integer, real, float, date, instant, flag

    /// The type by one of DuckDB's names for it.
    init?(name: String) {
        switch name {
        case "TEXT", "VARCHAR", "STRING", "CHAR": self = .text
        case "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "INT4", "INT8", "LONG": self = .integer
        case "DOUBLE", "FLOAT8": self = .real
        case "FLOAT", "REAL", "FLOAT4": self = .float
        case "DATE": self = .date
        case "TIMESTAMP", "DATETIME": self = .instant
        case "BOOLEAN", "BOOL": self = .flag
        default: return nil
        }
    }
}

/// What a pattern is searched for.
enum SQLPatternUse: Hashable, Sendable {
    case extract(group: Int)
    case matches
    case matchesWhole
}

/// The functions a condition may call, by the names DuckDB gives them.
enum SQLFunction: String, Hashable, Sendable {
    case jaroWinkler, jaro, levenshtein, damerauLevenshtein, jaccard, hamming
    case length, byteLength, lower, upper, trim, left, right, substring, reverse, replace, concat, contains, startsWith
    case endsWith, position, splitPart, split
    case abs, round, floor, ceiling, greatest, least, coalesce, nullIf, power, log2, ln, sqrt
    case sin, cos, acos, radians
    case epoch, dateDiff, dateSub, year, month, day
    case listIntersect, listContains, listHasAny, listDistinct, listMax, listMin, cosine

    private static let names: [String: SQLFunction] = [
        "JARO_WINKLER_SIMILARITY": .jaroWinkler, "JARO_SIMILARITY": .jaro, "LEVENSHTEIN": .levenshtein,
        "EDITDIST3": .levenshtein, "DAMERAU_LEVENSHTEIN": .damerauLevenshtein, "JACCARD": .jaccard,
        "HAMMING": .hamming, "MISMATCHES": .hamming,
        "LENGTH": .length, "LEN": .length, "CHAR_LENGTH": .length, "CHARACTER_LENGTH": .length,
        "ARRAY_LENGTH": .length, "LIST_LENGTH": .length, "STRLEN": .byteLength,
        "LOWER": .lower, "LCASE": .lower, "UPPER": .upper, "UCASE": .upper, "TRIM": .trim,
        "LEFT": .left, "RIGHT": .right, "SUBSTR": .substring, "SUBSTRING": .substring, "REVERSE": .reverse,
        "REPLACE": .replace, "CONCAT": .concat, "CONTAINS": .contains, "STARTS_WITH": .startsWith,
        "PREFIX": .startsWith, "ENDS_WITH": .endsWith, "SUFFIX": .endsWith, "STRPOS": .position, "INSTR": .position,
        "SPLIT_PART": .splitPart, "STRING_SPLIT": .split, "STR_SPLIT": .split,
        "ABS": .abs, "ROUND": .round, "FLOOR": .floor, "CEIL": .ceiling, "CEILING": .ceiling,
        "GREATEST": .greatest, "LEAST": .least, "COALESCE": .coalesce, "IFNULL": .coalesce, "NULLIF": .nullIf,
        "POWER": .power, "POW": .power, "LOG2": .log2, "LN": .ln, "SQRT": .sqrt,
        "SIN": .sin, "COS": .cos, "ACOS": .acos, "RADIANS": .radians,
        "EPOCH": .epoch, "DATE_DIFF": .dateDiff, "DATEDIFF": .dateDiff, "DATE_SUB": .dateSub, "DATESUB": .dateSub,
        "YEAR": .year, "MONTH": .month, "DAY": .day, "DAYOFMONTH": .day,
        "LIST_INTERSECT": .listIntersect, "ARRAY_INTERSECT": .listIntersect, "LIST_CONTAINS": .listContains,
        "LIST_HAS": .listContains, "ARRAY_CONTAINS": .listContains, "ARRAY_HAS": .listContains,
        "LIST_HAS_ANY": .listHasAny, "ARRAY_HAS_ANY": .listHasAny, "LIST_DISTINCT": .listDistinct,
        "ARRAY_DISTINCT": .listDistinct, "LIST_MAX": .listMax, "ARRAY_MAX": .listMax, "LIST_MIN": .listMin,
        "ARRAY_MIN": .listMin, "ARRAY_COSINE_SIMILARITY": .cosine, "LIST_COSINE_SIMILARITY": .cosine,
    ]

    /// The function of this name, upper-cased.
    init?(name: String) {
        guard let found = Self.names[name] else { return nil }
        self = found
    }

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .length, .byteLength, .lower, .upper, .reverse, .abs, .floor, .ceiling, .log2, .ln, .sqrt, .sin, .cos,
            .acos, .radians, .epoch, .year, .month, .day, .listDistinct, .listMax, .listMin, .trim:
            1...1
        case .round:
            1...2
        case .substring:
            2...3
        case .replace, .splitPart, .dateDiff, .dateSub:
            3...3
        case .concat, .greatest, .least, .coalesce:
            1...64
        case .jaroWinkler, .jaro, .levenshtein, .damerauLevenshtein, .jaccard, .hamming, .left, .right, .contains,
            .startsWith, .endsWith, .position, .split, .nullIf, .power, .listIntersect, .listContains, .listHasAny,
            .cosine:
            2...2
        }
    }

    /// Whether a value that is not known among the arguments makes the answer not known.
    var isStrict: Bool {
        switch self {
        case .concat, .greatest, .least, .coalesce, .nullIf: false
        default: true
        }
    }
}
