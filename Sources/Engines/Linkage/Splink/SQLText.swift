/// DuckDB's functions on text, which count in code points.
enum SQLText {
    /// How many code points a text has.
    static func length(_ text: [UInt8]) -> Int {
        text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    /// DuckDB's `substring`: from 1, or from the end when negative; a negative length goes backwards.
    static func part(of text: [UInt8], from offset: Int64, length: Int64) -> [UInt8] {
        let size = Int64(Self.length(text))
        var length = length
        var start: Int64
        if offset > 0 {
            start = min(size, offset - 1)
        } else if offset < 0 {
            start = max(size + offset, 0)
        } else {
            start = 0
            length -= 1
            if length <= 0 { return [] }
        }
        var end = start
        if length > 0 {
            end = min(size, start + length)
        } else {
            start = max(0, start + length)
        }
        return scalars(of: text, Int(start)..<Int(end))
    }

    /// DuckDB's `left` and `right`; a negative count leaves that many out at the other end.
    static func end(of text: [UInt8], count: Int64, isLeft: Bool) -> [UInt8] {
        let size = Int64(length(text))
        let kept = Int(count >= 0 ? min(count, size) : max(0, size + count))
        return scalars(of: text, isLeft ? 0..<kept : (Int(size) - kept)..<Int(size))
    }

    private static func scalars(of text: [UInt8], _ range: Range<Int>) -> [UInt8] {
        guard !range.isEmpty else { return [] }
        if text.allSatisfy({ $0 < 0x80 }) { return Array(text[range]) }
        let view = String(decoding: text, as: UTF8.self).unicodeScalars
        return Array(String(String.UnicodeScalarView(view.dropFirst(range.lowerBound).prefix(range.count))).utf8)
    }

    /// Small letters, one code point for one.
    static func lower(_ text: [UInt8]) -> [UInt8] {
        map(text) { scalar in
            // The one letter whose small form Unicode spells with two code points.
            scalar == "\u{130}" ? "i" : single(scalar.properties.lowercaseMapping, or: scalar)
        }
    }

    /// Capital letters, one code point for one.
    static func upper(_ text: [UInt8]) -> [UInt8] {
        map(text) { scalar in
            scalar == "ß" ? "\u{1E9E}" : single(scalar.properties.uppercaseMapping, or: scalar)
        }
    }

    private static func single(_ mapping: String, or scalar: Unicode.Scalar) -> Unicode.Scalar {
        let scalars = mapping.unicodeScalars
        guard scalars.count == 1, let first = scalars.first else { return scalar }
        return first
    }

    private static func map(_ text: [UInt8], _ change: (Unicode.Scalar) -> Unicode.Scalar) -> [UInt8] {
        var changed = String.UnicodeScalarView()
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { changed.append(change(scalar)) }
        return Array(String(changed).utf8)
    }

    /// Where one text first stands in another.
    static func place(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard part.count <= text.count else { return nil }
        return (text.startIndex...(text.endIndex - part.count)).first { text[$0...].starts(with: part) }
    }

    /// A text with every occurrence of one part replaced.
    static func replace(_ part: [UInt8], in text: [UInt8], by other: [UInt8]) -> [UInt8] {
        guard !part.isEmpty else { return text }
        return Array(split(text, at: part).joined(separator: other))
    }

    /// A text cut at each occurrence of a part; an empty part cuts it into its code points.
    static func split(_ text: [UInt8], at part: [UInt8]) -> [[UInt8]] {
        guard !part.isEmpty else {
            return String(decoding: text, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
        }
        var pieces: [[UInt8]] = []
        var rest = text[...]
        while let place = place(of: part, in: rest) {
            pieces.append(Array(rest[rest.startIndex..<place]))
            rest = rest[(place + part.count)...]
        }
        pieces.append(Array(rest))
        return pieces
    }
}

/// DuckDB's arithmetic.
enum SQLNumbers {
    /// The result of a sign between two values; not known when either is.
    static func work(
        _ sign: SQLArithmetic, _ a: SplinkValue, _ b: SplinkValue
    ) throws(SQLProblem) -> SplinkValue {
        if a.isNull || b.isNull { return .null }
        if let found = try dates(sign, a, b) { return found }
        if case .integer(let first) = a, case .integer(let second) = b, sign != .divide {
            return try wholes(sign, first, second)
        }
        guard let first = SQLCast.real(a), let second = SQLCast.real(b) else {
            throw SQLProblem("“\(SQLCast.words(a))” and “\(SQLCast.words(b))” cannot be reckoned with")
        }
        switch sign {
        case .add: return .real(first + second)
        case .subtract: return .real(first - second)
        case .multiply: return .real(first * second)
        case .divide, .divideWhole: return .real(first / second)
        case .remainder: return .real(first.truncatingRemainder(dividingBy: second))
        }
    }

    private static func dates(
        _ sign: SQLArithmetic, _ a: SplinkValue, _ b: SplinkValue
    ) throws(SQLProblem) -> SplinkValue? {
        switch (sign, a, b) {
        case (.subtract, .date(let first), .date(let second)): return .integer(Int64(first - second))
        case (.subtract, .date(let day), .integer(let count)): return .date(day - Int(count))
        case (.add, .date(let day), .integer(let count)): return .date(day + Int(count))
        case (_, .instant, _), (_, _, .instant): throw SQLProblem("reckoning with moments is not known here")
        default: return nil
        }
    }

    private static func wholes(_ sign: SQLArithmetic, _ a: Int64, _ b: Int64) throws(SQLProblem) -> SplinkValue {
        let (result, isTooLarge): (Int64, Bool)
        switch sign {
        case .add: (result, isTooLarge) = a.addingReportingOverflow(b)
        case .subtract: (result, isTooLarge) = a.subtractingReportingOverflow(b)
        case .multiply: (result, isTooLarge) = a.multipliedReportingOverflow(by: b)
        case .divide, .divideWhole, .remainder:
            guard b != 0 else { return .null }
            (result, isTooLarge) =
                sign == .remainder ? a.remainderReportingOverflow(dividingBy: b) : a.dividedReportingOverflow(by: b)
        }
        guard !isTooLarge else { throw SQLProblem("a number is too large") }
        return .integer(result)
    }
}
