/// A function call as it was read, to be turned into an expression.
struct SQLCall {
    let name: String
    let spelt: String
    let arguments: [SQLExpression]

    /// The call, its name and the number of its arguments checked; patterns and time formats are read now.
    func expression() throws(SQLProblem) -> SQLExpression {
        switch name {
        case "REGEXP_EXTRACT", "REGEXP_MATCHES", "REGEXP_FULL_MATCH": return try search()
        case "TRY_STRPTIME", "STRPTIME": return try parseTime()
        default: break
        }
        guard let function = SQLFunction(name: name) else {
            throw SQLProblem("the function “\(spelt)” is not known here")
        }
        guard function.arity.contains(arguments.count) else {
            throw SQLProblem("“\(spelt)” does not take \(arguments.count) values")
        }
        return .call(function, arguments)
    }

    private func search() throws(SQLProblem) -> SQLExpression {
        guard (2...3).contains(arguments.count) else {
            throw SQLProblem("“\(spelt)” does not take \(arguments.count) values")
        }
        let pattern = try SQLPattern(try constantText(1, what: "pattern"))
        switch name {
        case "REGEXP_EXTRACT":
            var group = 0
            if arguments.count == 3 {
                guard case .value(.integer(let number)) = arguments[2] else {
                    throw SQLProblem("“\(spelt)” needs its group as a number")
                }
                group = Int(clamping: number)
            }
            guard (0...pattern.groups).contains(group) else {
                throw SQLProblem("“\(spelt)”: the pattern has no group \(group)")
            }
            return .search(pattern, .extract(group: group), arguments[0])
        case "REGEXP_MATCHES" where arguments.count == 2:
            return .search(pattern, .matches, arguments[0])
        case "REGEXP_FULL_MATCH" where arguments.count == 2:
            return .search(pattern, .matchesWhole, arguments[0])
        default:
            throw SQLProblem("“\(spelt)” with options is not known here")
        }
    }

    private func parseTime() throws(SQLProblem) -> SQLExpression {
        guard arguments.count == 2 else {
            throw SQLProblem("“\(spelt)” does not take \(arguments.count) values")
        }
        let format = try SQLTimeFormat(try constantText(1, what: "format"))
        return .parseTime(format, arguments[0], isStrict: name == "STRPTIME")
    }

    private func constantText(_ place: Int, what: String) throws(SQLProblem) -> String {
        guard case .value(.text(let bytes)) = arguments[place] else {
            throw SQLProblem("“\(spelt)” needs its \(what) written out")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
