/// What a parser needs to know about the columns a condition may name.
protocol SQLColumns {
    /// The column a name stands for, with the side it is on.
    mutating func column(qualifier: String?, name: String) throws(SQLProblem) -> SQLExpression
}

/// The columns of a comparison: `forename_l` and `forename_r` are the forename of the left and the right record.
struct SuffixedColumns: SQLColumns {
    private(set) var names: [String]

    mutating func column(qualifier: String?, name: String) throws(SQLProblem) -> SQLExpression {
        guard qualifier == nil else { throw SQLProblem("“\(qualifier ?? "").\(name)”: a table is not expected here") }
        let folded = name.lowercased()
        guard folded.hasSuffix("_l") || folded.hasSuffix("_r") else {
            throw SQLProblem("the column “\(name)” ends neither in _l nor in _r")
        }
        return .column(place(of: String(folded.dropLast(2))), folded.hasSuffix("_l") ? .left : .right)
    }

    /// The place of a column, which is added when it is new.
    mutating func place(of name: String) -> Int {
        let folded = name.lowercased()
        if let known = names.firstIndex(of: folded) { return known }
        names.append(folded)
        return names.count - 1
    }
}

/// The columns of a blocking rule: `l.forename` and `r.forename`.
struct QualifiedColumns: SQLColumns {
    var suffixed: SuffixedColumns

    mutating func column(qualifier: String?, name: String) throws(SQLProblem) -> SQLExpression {
        guard let side = qualifier?.lowercased(), side == "l" || side == "r" else {
            throw SQLProblem("the column “\(name)” is taken neither from l nor from r")
        }
        return .column(suffixed.place(of: name), side == "l" ? .left : .right)
    }
}

/// Reads a SQL condition by recursive descent, in PostgreSQL's order of precedence, which DuckDB keeps.
struct SQLParser<Columns: SQLColumns> {
    private let tokens: [SQLToken]
    private var at = 0
    private(set) var columns: Columns

    init(_ sql: String, columns: Columns) throws(SQLProblem) {
        tokens = try SQLToken.split(sql)
        self.columns = columns
    }

    /// The whole condition.
    mutating func condition() throws(SQLProblem) -> SQLExpression {
        let read = try either()
        guard at == tokens.count else { throw SQLProblem("“\(described)” is not expected") }
        return read
    }

    private mutating func either() throws(SQLProblem) -> SQLExpression {
        var left = try both()
        while take("OR") { left = .or(left, try both()) }
        return left
    }

    private mutating func both() throws(SQLProblem) -> SQLExpression {
        var left = try negation()
        while take("AND") { left = .and(left, try negation()) }
        return left
    }

    private mutating func negation() throws(SQLProblem) -> SQLExpression {
        if take("NOT") { return .not(try negation()) }
        return try test()
    }

    /// … IS [NOT] NULL, TRUE, FALSE or DISTINCT FROM.
    private mutating func test() throws(SQLProblem) -> SQLExpression {
        var left = try comparison()
        while take("IS") {
            let isNegated = take("NOT")
            let found: SQLExpression
            if take("NULL") {
                found = .isNull(left)
            } else if take("TRUE") {
                found = .not(.isDistinct(left, .value(.flag(true))))
            } else if take("FALSE") {
                found = .not(.isDistinct(left, .value(.flag(false))))
            } else if take("DISTINCT") {
                try expect("FROM")
                found = .isDistinct(left, try comparison())
            } else {
                throw SQLProblem("after IS, “\(described)” is not known here")
            }
            left = isNegated ? .not(found) : found
        }
        return left
    }

    private mutating func comparison() throws(SQLProblem) -> SQLExpression {
        var left = try range()
        while let sign = comparisonSign() {
            left = .compare(sign, left, try range())
        }
        return left
    }

    private mutating func comparisonSign() -> SQLComparison? {
        if take(sign: "=") || take(sign: "==") { return .equal }
        if take(sign: "<>") || take(sign: "!=") { return .different }
        if take(sign: "<=") { return .lessOrEqual }
        if take(sign: ">=") { return .greaterOrEqual }
        if take(sign: "<") { return .less }
        if take(sign: ">") { return .greater }
        return nil
    }

    /// … [NOT] BETWEEN and [NOT] IN.
    private mutating func range() throws(SQLProblem) -> SQLExpression {
        let left = try joined()
        let start = at
        let isNegated = take("NOT")
        if take("BETWEEN") {
            let low = try joined()
            try expect("AND")
            let inside = SQLExpression.and(
                .compare(.greaterOrEqual, left, low), .compare(.lessOrEqual, left, try joined()))
            return isNegated ? .not(inside) : inside
        }
        if take("IN") {
            try expect(sign: "(")
            let found = SQLExpression.isIn(left, try list(closedBy: ")"))
            return isNegated ? .not(found) : found
        }
        at = start
        return left
    }

    private mutating func joined() throws(SQLProblem) -> SQLExpression {
        var left = try sum()
        while take(sign: "||") { left = .joined(left, try sum()) }
        return left
    }

    private mutating func sum() throws(SQLProblem) -> SQLExpression {
        var left = try product()
        while true {
            if take(sign: "+") {
                left = .arithmetic(.add, left, try product())
            } else if take(sign: "-") {
                left = .arithmetic(.subtract, left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(SQLProblem) -> SQLExpression {
        var left = try signed()
        while true {
            if take(sign: "*") {
                left = .arithmetic(.multiply, left, try signed())
            } else if take(sign: "/") {
                left = .arithmetic(.divide, left, try signed())
            } else if take(sign: "//") {
                left = .arithmetic(.divideWhole, left, try signed())
            } else if take(sign: "%") {
                left = .arithmetic(.remainder, left, try signed())
            } else {
                return left
            }
        }
    }

    private mutating func signed() throws(SQLProblem) -> SQLExpression {
        if take(sign: "-") { return .negative(try signed()) }
        if take(sign: "+") { return try signed() }
        return try suffixed()
    }

    /// … ::TYPE and … [place].
    private mutating func suffixed() throws(SQLProblem) -> SQLExpression {
        var left = try primary()
        while true {
            if take(sign: "::") {
                left = .cast(left, try type(), isTry: false)
            } else if take(sign: "[") {
                left = .element(left, try joined())
                try expect(sign: "]")
            } else {
                return left
            }
        }
    }

    private mutating func primary() throws(SQLProblem) -> SQLExpression {
        guard at < tokens.count else { throw SQLProblem("it ends too early") }
        let token = tokens[at]
        at += 1
        switch token {
        case .text(let text):
            return .value(SplinkValue(text))
        case .integer(let whole):
            return .value(.integer(whole))
        case .real(let real):
            return .value(.real(real))
        case .quoted(let name):
            return try column(name)
        case .sign("("):
            let inside = try either()
            try expect(sign: ")")
            return inside
        case .sign("["):
            return .list(try list(closedBy: "]"))
        case .sign(let sign):
            throw SQLProblem("the sign “\(sign)” is not expected")
        case .word(let upper, let spelt):
            return try word(upper, spelt)
        }
    }

    private mutating func word(_ upper: String, _ spelt: String) throws(SQLProblem) -> SQLExpression {
        switch upper {
        case "NULL": return .value(.null)
        case "TRUE": return .value(.flag(true))
        case "FALSE": return .value(.flag(false))
        case "CASE": return try cases()
        case "CAST", "TRY_CAST": return try cast(isTry: upper == "TRY_CAST")
        case "DATE", "TIMESTAMP":
            guard at < tokens.count, case .text(let text) = tokens[at] else { break }
            at += 1
            return .cast(.value(SplinkValue(text)), upper == "DATE" ? .date : .instant, isTry: false)
        default: break
        }
        if peek(sign: "(") {
            at += 1
            let arguments = try list(closedBy: ")")
            return try SQLCall(name: upper, spelt: spelt, arguments: arguments).expression()
        }
        return try column(spelt)
    }

    private mutating func column(_ name: String) throws(SQLProblem) -> SQLExpression {
        guard take(sign: ".") else { return try columns.column(qualifier: nil, name: name) }
        guard at < tokens.count else { throw SQLProblem("it ends too early") }
        at += 1
        switch tokens[at - 1] {
        case .quoted(let own), .word(_, let own): return try columns.column(qualifier: name, name: own)
        default: throw SQLProblem("after “\(name).” a column is expected")
        }
    }

    private mutating func cases() throws(SQLProblem) -> SQLExpression {
        var branches: [SQLBranch] = []
        while take("WHEN") {
            let condition = try either()
            try expect("THEN")
            branches.append(SQLBranch(condition: condition, result: try either()))
        }
        guard !branches.isEmpty else { throw SQLProblem("after CASE, WHEN is expected") }
        let otherwise = take("ELSE") ? try either() : .value(.null)
        try expect("END")
        return .choose(branches, otherwise: otherwise)
    }

    private mutating func cast(isTry: Bool) throws(SQLProblem) -> SQLExpression {
        try expect(sign: "(")
        let inside = try either()
        try expect("AS")
        let type = try type()
        try expect(sign: ")")
        return .cast(inside, type, isTry: isTry)
    }

    private mutating func type() throws(SQLProblem) -> SQLType {
        guard at < tokens.count, case .word(let name, _) = tokens[at], let type = SQLType(name: name) else {
            throw SQLProblem("the type “\(described)” is not known here")
        }
        at += 1
        return type
    }

    private mutating func list(closedBy sign: String) throws(SQLProblem) -> [SQLExpression] {
        var items: [SQLExpression] = []
        if take(sign: sign) { return items }
        repeat { items.append(try either()) } while take(sign: ",")
        try expect(sign: sign)
        return items
    }

    // MARK: Tokens

    private var described: String {
        guard at < tokens.count else { return "the end" }
        switch tokens[at] {
        case .word(_, let text), .quoted(let text), .text(let text), .sign(let text): return text
        case .integer(let whole): return "\(whole)"
        case .real(let real): return "\(real)"
        }
    }

    private func peek(sign: String) -> Bool {
        at < tokens.count && tokens[at] == .sign(sign)
    }

    private mutating func take(sign: String) -> Bool {
        guard peek(sign: sign) else { return false }
        at += 1
        return true
    }

    private mutating func take(_ keyword: String) -> Bool {
        guard at < tokens.count, case .word(keyword, _) = tokens[at] else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ keyword: String) throws(SQLProblem) {
        guard take(keyword) else { throw SQLProblem("\(keyword) is expected where “\(described)” stands") }
    }

    private mutating func expect(sign: String) throws(SQLProblem) {
        guard take(sign: sign) else { throw SQLProblem("“\(sign)” is expected where “\(described)” stands") }
    }
}
