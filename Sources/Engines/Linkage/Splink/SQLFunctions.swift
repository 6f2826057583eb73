#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension SQLFunction {
    /// What the function answers; arguments that are not known have been dealt with, except where `isStrict` is false.
    func answer(_ given: [SplinkValue]) throws(SQLProblem) -> SplinkValue {
        switch self {
        case .jaroWinkler, .jaro, .levenshtein, .damerauLevenshtein, .jaccard, .hamming:
            return try measure(try text(given[0]), try text(given[1]))
        case .length, .byteLength, .lower, .upper, .trim, .left, .right, .substring, .reverse, .replace, .concat,
            .contains, .startsWith, .endsWith, .position, .splitPart, .split:
            return try textAnswer(given)
        case .abs, .round, .floor, .ceiling, .power, .log2, .ln, .sqrt, .sin, .cos, .acos, .radians:
            return try numberAnswer(given)
        case .greatest, .least:
            return try extreme(given, isGreatest: self == .greatest)
        case .coalesce:
            return given.first { !$0.isNull } ?? .null
        case .nullIf:
            if given[0].isNull || given[1].isNull { return given[0] }
            return try SQLOrder.order(given[0], given[1]) == 0 ? .null : given[0]
        case .epoch, .dateDiff, .dateSub, .year, .month, .day:
            return try timeAnswer(given)
        case .listIntersect, .listContains, .listHasAny, .listDistinct, .listMax, .listMin, .cosine:
            return try listAnswer(given)
        }
    }

    private func measure(_ a: [UInt8], _ b: [UInt8]) throws(SQLProblem) -> SplinkValue {
        switch self {
        case .jaroWinkler: return .real(DuckDBText.jaroWinkler(a, b))
        case .jaro: return .real(DuckDBText.jaro(a, b))
        case .levenshtein: return .integer(Int64(DuckDBText.levenshtein(a, b)))
        case .damerauLevenshtein: return .integer(Int64(DuckDBText.damerauLevenshtein(a, b)))
        case .jaccard:
            guard let share = DuckDBText.jaccard(a, b) else { throw SQLProblem("jaccard of an empty text") }
            return .real(share)
        default:
            guard let count = DuckDBText.hamming(a, b) else { throw SQLProblem("hamming of texts of unequal length") }
            return .integer(Int64(count))
        }
    }

    private func textAnswer(_ given: [SplinkValue]) throws(SQLProblem) -> SplinkValue {
        if self == .concat {
            return SplinkValue(given.filter { !$0.isNull }.map(SQLCast.words).joined())
        }
        if self == .length, case .list(let items) = given[0] { return .integer(Int64(items.count)) }
        if self == .contains, case .list(let items) = given[0] { return .flag(items.contains(given[1])) }
        let subject = try text(given[0])
        switch self {
        case .length: return .integer(Int64(SQLText.length(subject)))
        case .byteLength: return .integer(Int64(subject.count))
        case .lower: return .text(SQLText.lower(subject))
        case .upper: return .text(SQLText.upper(subject))
        case .trim:
            let from = subject.drop { $0 == 0x20 }
            return .text(Array(from.prefix(from.reversed().drop { $0 == 0x20 }.count)))
        case .left, .right:
            return .text(SQLText.end(of: subject, count: try whole(given[1]), isLeft: self == .left))
        case .substring:
            let length = given.count == 3 ? try whole(given[2]) : Int64(Int32.max)
            return .text(SQLText.part(of: subject, from: try whole(given[1]), length: length))
        case .reverse:
            return SplinkValue(String(String(decoding: subject, as: UTF8.self).reversed()))
        case .replace:
            return .text(SQLText.replace(try text(given[1]), in: subject, by: try text(given[2])))
        case .startsWith: return .flag(subject.starts(with: try text(given[1])))
        case .endsWith: return .flag(subject.reversed().starts(with: try text(given[1]).reversed()))
        case .contains: return .flag(SQLText.place(of: try text(given[1]), in: subject[...]) != nil)
        case .position:
            guard let place = SQLText.place(of: try text(given[1]), in: subject[...]) else { return .integer(0) }
            return .integer(Int64(SQLText.length(Array(subject[..<place]))) + 1)
        case .split:
            return .list(SQLText.split(subject, at: try text(given[1])).map { .text($0) })
        default:
            let parts = SQLText.split(subject, at: try text(given[1]))
            let number = Int(try whole(given[2]))
            let index = number > 0 ? number - 1 : parts.count + number
            return .text(number != 0 && parts.indices.contains(index) ? parts[index] : [])
        }
    }

    private func numberAnswer(_ given: [SplinkValue]) throws(SQLProblem) -> SplinkValue {
        if case .integer(let whole) = given[0] {
            if self == .abs { return .integer(Swift.abs(whole)) }
            if self == .floor || self == .ceiling || (self == .round && given.count == 1) { return given[0] }
        }
        let number = try real(given[0])
        switch self {
        case .abs: return .real(Swift.abs(number))
        case .floor: return .real(number.rounded(.down))
        case .ceiling: return .real(number.rounded(.up))
        case .round:
            guard given.count == 2 else { return .real(number.rounded(.toNearestOrAwayFromZero)) }
            let unit = pow(10, Double(try whole(given[1])))
            return .real((number * unit).rounded(.toNearestOrAwayFromZero) / unit)
        case .power: return .real(pow(number, try real(given[1])))
        case .sqrt: return .real(number.squareRoot())
        case .log2, .ln:
            guard number > 0 else { throw SQLProblem("the logarithm of \(number)") }
            return .real(self == .log2 ? mathLog2(number) : mathLog(number))
        case .sin: return .real(mathSin(number))
        case .cos: return .real(mathCos(number))
        case .acos:
            guard Swift.abs(number) <= 1 else { throw SQLProblem("acos of \(number)") }
            return .real(mathAcos(number))
        default: return .real(number * (Double.pi / 180))
        }
    }

    private func extreme(_ given: [SplinkValue], isGreatest: Bool) throws(SQLProblem) -> SplinkValue {
        var best = SplinkValue.null
        for value in given where !value.isNull {
            if best.isNull {
                best = value
            } else if (try SQLOrder.order(value, best) > 0) == isGreatest {
                best = value
            }
        }
        return best
    }

    private func timeAnswer(_ given: [SplinkValue]) throws(SQLProblem) -> SplinkValue {
        switch self {
        case .epoch:
            return .real(Double(try moment(given[0])) / 1_000_000)
        case .dateDiff, .dateSub:
            let part = String(decoding: try text(given[0]), as: UTF8.self).lowercased()
            let (start, end) = (try moment(given[1]), try moment(given[2]))
            let count =
                self == .dateDiff
                ? SQLMoment.boundaries(part, from: start, to: end) : SQLMoment.wholes(part, from: start, to: end)
            guard let count else { throw SQLProblem("the part of time “\(part)” is not known here") }
            return .integer(count)
        default:
            let day = CivilDay(number: SQLMoment.day(of: try moment(given[0])))
            return .integer(Int64(self == .year ? day.year : self == .month ? day.month : day.day))
        }
    }

    private func listAnswer(_ given: [SplinkValue]) throws(SQLProblem) -> SplinkValue {
        let items = try list(given[0])
        switch self {
        case .listContains: return .flag(items.contains(given[1]))
        case .listHasAny: return .flag(!Set(try list(given[1])).subtracting([.null]).isDisjoint(with: items))
        case .listDistinct: return .list(unique(items.filter { !$0.isNull }))
        case .listMax, .listMin: return try extreme(items, isGreatest: self == .listMax)
        case .listIntersect:
            let others = Set(try list(given[1]))
            return .list(unique(items.filter { others.contains($0) && !$0.isNull }))
        default:
            return .real(try cosine(items, try list(given[1])))
        }
    }

    private func unique(_ items: [SplinkValue]) -> [SplinkValue] {
        var seen: Set<SplinkValue> = []
        return items.filter { seen.insert($0).inserted }
    }

    private func cosine(_ a: [SplinkValue], _ b: [SplinkValue]) throws(SQLProblem) -> Double {
        guard a.count == b.count else { throw SQLProblem("cosine similarity of lists of unequal length") }
        var (dot, first, second) = (0.0, 0.0, 0.0)
        for (one, other) in zip(a, b) {
            let (x, y) = (try real(one), try real(other))
            dot += x * y
            first += x * x
            second += y * y
        }
        return max(-1, min(1, dot / (first.squareRoot() * second.squareRoot())))
    }

    // MARK: Arguments

    private func text(_ value: SplinkValue) throws(SQLProblem) -> [UInt8] {
        guard case .text(let bytes) = value else {
            throw SQLProblem("\(self) needs text, not “\(SQLCast.words(value))”")
        }
        return bytes
    }

    private func whole(_ value: SplinkValue) throws(SQLProblem) -> Int64 {
        guard let whole = SQLCast.integer(value) else {
            throw SQLProblem("\(self) needs a whole number, not “\(SQLCast.words(value))”")
        }
        return whole
    }

    private func real(_ value: SplinkValue) throws(SQLProblem) -> Double {
        guard let real = SQLCast.real(value) else {
            throw SQLProblem("\(self) needs a number, not “\(SQLCast.words(value))”")
        }
        return real
    }

    private func moment(_ value: SplinkValue) throws(SQLProblem) -> Int64 {
        guard let instant = SQLCast.instant(value) else {
            throw SQLProblem("\(self) needs a date, not “\(SQLCast.words(value))”")
        }
        return instant
    }

    private func list(_ value: SplinkValue) throws(SQLProblem) -> [SplinkValue] {
        guard case .list(let items) = value else {
            throw SQLProblem("\(self) needs a list, not “\(SQLCast.words(value))”")
        }
        return items
    }
}

// The C library's functions, under names that do not clash with the cases.
private func mathLog2(_ number: Double) -> Double { log2(number) }
private func mathLog(_ number: Double) -> Double { log(number) }
private func mathSin(_ number: Double) -> Double { sin(number) }
private func mathCos(_ number: Double) -> Double { cos(number) }
private func mathAcos(_ number: Double) -> Double { acos(number) }
