/// Works a condition out on a pair of rows, with SQL's three truths: true, false and not known.
struct SQLEvaluation {
    let left: [SplinkValue]
    let right: [SplinkValue]

    /// Whether the condition is true; not known is not true.
    func isTrue(_ condition: SQLExpression) throws(SQLProblem) -> Bool {
        try truth(condition) == true
    }

    private func truth(_ expression: SQLExpression) throws(SQLProblem) -> Bool? {
        switch try value(expression) {
        case .flag(let flag): return flag
        case .null: return nil
        case let other:
            guard case .flag(let flag) = try SQLCast.cast(other, to: .flag, isTry: false) else { return nil }
            return flag
        }
    }

    func value(_ expression: SQLExpression) throws(SQLProblem) -> SplinkValue {
        switch expression {
        case .value(let value):
            return value
        case .column(let place, let side):
            return side == .left ? left[place] : right[place]
        case .not(let inner):
            return Self.flag(try truth(inner).map { !$0 })
        case .and(let first, let second):
            let a = try truth(first)
            if a == false { return .flag(false) }
            let b = try truth(second)
            return b == false ? .flag(false) : a == nil || b == nil ? .null : .flag(true)
        case .or(let first, let second):
            let a = try truth(first)
            if a == true { return .flag(true) }
            let b = try truth(second)
            return b == true ? .flag(true) : a == nil || b == nil ? .null : .flag(false)
        case .compare(let sign, let first, let second):
            return try compare(sign, try value(first), try value(second))
        case .isNull(let inner):
            return .flag(try value(inner).isNull)
        case .isDistinct(let first, let second):
            let (a, b) = (try value(first), try value(second))
            if a.isNull || b.isNull { return .flag(a.isNull != b.isNull) }
            return .flag(try SQLOrder.order(a, b) != 0)
        case .arithmetic(let sign, let first, let second):
            return try SQLNumbers.work(sign, try value(first), try value(second))
        case .negative(let inner):
            return try SQLNumbers.work(.subtract, .integer(0), try value(inner))
        case .joined(let first, let second):
            let (a, b) = (try value(first), try value(second))
            if a.isNull || b.isNull { return .null }
            return SplinkValue(SQLCast.words(a) + SQLCast.words(b))
        case .call(let function, let arguments):
            return try call(function, arguments)
        case .search(let pattern, let use, let subject):
            return try search(pattern, use, in: try value(subject))
        case .parseTime(let format, let subject, let isStrict):
            return try parse(try value(subject), by: format, isStrict: isStrict)
        case .cast(let inner, let type, let isTry):
            return try SQLCast.cast(try value(inner), to: type, isTry: isTry)
        case .choose(let branches, let otherwise):
            for branch in branches where try isTrue(branch.condition) { return try value(branch.result) }
            return try value(otherwise)
        case .isIn(let subject, let items):
            return try isIn(try value(subject), items)
        case .list(let items):
            return .list(try values(items))
        case .element(let list, let place):
            return try element(of: try value(list), at: try value(place))
        }
    }

    private func values(_ expressions: [SQLExpression]) throws(SQLProblem) -> [SplinkValue] {
        var found: [SplinkValue] = []
        found.reserveCapacity(expressions.count)
        for expression in expressions { found.append(try value(expression)) }
        return found
    }

    private static func flag(_ truth: Bool?) -> SplinkValue {
        truth.map { .flag($0) } ?? .null
    }

    private func compare(
        _ sign: SQLComparison, _ a: SplinkValue, _ b: SplinkValue
    ) throws(SQLProblem) -> SplinkValue {
        if a.isNull || b.isNull { return .null }
        if case .text(let first) = a, case .text(let second) = b, sign == .equal { return .flag(first == second) }
        let order = try SQLOrder.order(a, b)
        switch sign {
        case .equal: return .flag(order == 0)
        case .different: return .flag(order != 0)
        case .less: return .flag(order < 0)
        case .lessOrEqual: return .flag(order <= 0)
        case .greater: return .flag(order > 0)
        case .greaterOrEqual: return .flag(order >= 0)
        }
    }

    private func call(_ function: SQLFunction, _ arguments: [SQLExpression]) throws(SQLProblem) -> SplinkValue {
        let given = try values(arguments)
        // Of a list and one that is not known, DuckDB says that nothing is in both.
        if function == .listIntersect, !given[0].isNull, given[1].isNull { return .list([]) }
        if function.isStrict, given.contains(where: \.isNull) { return .null }
        return try function.answer(given)
    }

    private func isIn(_ subject: SplinkValue, _ items: [SQLExpression]) throws(SQLProblem) -> SplinkValue {
        if subject.isNull { return .null }
        var isUnknown = false
        for item in items {
            let other = try value(item)
            if other.isNull {
                isUnknown = true
            } else if try SQLOrder.order(subject, other) == 0 {
                return .flag(true)
            }
        }
        return isUnknown ? .null : .flag(false)
    }

    private func search(
        _ pattern: SQLPattern, _ use: SQLPatternUse, in subject: SplinkValue
    ) throws(SQLProblem) -> SplinkValue {
        guard case .text(let bytes) = subject else {
            if subject.isNull { return .null }
            throw SQLProblem("a pattern is searched in “\(SQLCast.words(subject))”, which is not text")
        }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
        switch use {
        case .matches: return .flag(pattern.firstMatch(in: scalars) != nil)
        case .matchesWhole: return .flag(pattern.matchesWhole(scalars))
        case .extract(let group):
            guard let range = pattern.firstMatch(in: scalars)?[group] else { return .text([]) }
            var found = String.UnicodeScalarView()
            found.append(contentsOf: scalars[range].compactMap(Unicode.Scalar.init))
            return SplinkValue(String(found))
        }
    }

    private func parse(
        _ subject: SplinkValue, by format: SQLTimeFormat, isStrict: Bool
    ) throws(SQLProblem) -> SplinkValue {
        guard case .text(let bytes) = subject else {
            if subject.isNull { return .null }
            throw SQLProblem("a time is read from “\(SQLCast.words(subject))”, which is not text")
        }
        if let instant = format.instant(in: bytes) { return .instant(instant) }
        if isStrict { throw SQLProblem("“\(SQLCast.words(subject))” does not fit the time format") }
        return .null
    }

    private func element(of list: SplinkValue, at place: SplinkValue) throws(SQLProblem) -> SplinkValue {
        guard case .integer(let number) = place else {
            if list.isNull || place.isNull { return .null }
            throw SQLProblem("a place in a list is not a whole number")
        }
        switch list {
        case .null:
            return .null
        case .list(let items):
            let index = number > 0 ? Int(number) - 1 : items.count + Int(number)
            return number != 0 && items.indices.contains(index) ? items[index] : .null
        case .text(let bytes):
            return .text(SQLText.part(of: bytes, from: number, length: 1))
        default:
            throw SQLProblem("“\(SQLCast.words(list))” is not a list")
        }
    }
}

/// The order of two known values.
enum SQLOrder {
    /// Below, at or above nought as the first comes before, with or after the second.
    static func order(_ a: SplinkValue, _ b: SplinkValue) throws(SQLProblem) -> Int {
        switch (a, b) {
        case (.null, _), (_, .null):
            // Only inside lists: what is not known comes last.
            return a.isNull ? (b.isNull ? 0 : 1) : -1
        case (.text(let first), .text(let second)):
            return first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
        case (.integer(let first), .integer(let second)):
            return sign(first, second)
        case (.flag, .flag), (.integer, .flag), (.flag, .integer):
            return sign(SQLCast.integer(a) ?? 0, SQLCast.integer(b) ?? 0)
        case (.date(let first), .date(let second)):
            return sign(first, second)
        case (.list(let first), .list(let second)):
            for (one, other) in zip(first, second) {
                let found = try order(one, other)
                if found != 0 { return found }
            }
            return sign(first.count, second.count)
        case (.date, .text), (.text, .date):
            if let first = SQLCast.date(a), let second = SQLCast.date(b) { return sign(first, second) }
        case (.date, .instant), (.instant, .date), (.instant, .instant), (.instant, .text), (.text, .instant):
            if let first = SQLCast.instant(a), let second = SQLCast.instant(b) { return sign(first, second) }
        case (.text, .integer), (.integer, .text):
            if let first = SQLCast.integer(a), let second = SQLCast.integer(b) { return sign(first, second) }
        default:
            if let first = SQLCast.real(a), let second = SQLCast.real(b) { return sign(first, second) }
        }
        throw SQLProblem("“\(SQLCast.words(a))” and “\(SQLCast.words(b))” cannot be compared")
    }

    private static func sign<Number: Comparable>(_ a: Number, _ b: Number) -> Int {
        a < b ? -1 : a == b ? 0 : 1
    }
}
