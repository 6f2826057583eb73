/// Reads a regular expression into its parts.
struct PatternParser {
    static let digit: [ClosedRange<UInt32>] = [0x30...0x39]
    static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    static let space: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]

    private let pattern: [Unicode.Scalar]
    private var at = 0
    private(set) var groups = 0

    init(_ source: String) {
        pattern = Array(source.unicodeScalars)
    }

    mutating func whole() throws(SQLProblem) -> PatternNode {
        let node = try either()
        guard at == pattern.count else { throw problem("a bracket is closed that was not opened") }
        return node
    }

    private mutating func either() throws(SQLProblem) -> PatternNode {
        var choices = [try sequence()]
        while take("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .either(choices)
    }

    private mutating func sequence() throws(SQLProblem) -> PatternNode {
        var parts: [PatternNode] = []
        while at < pattern.count, pattern[at] != "|", pattern[at] != ")" {
            parts.append(try repeated(try atom()))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repeated(_ node: PatternNode) throws(SQLProblem) -> PatternNode {
        let bounds: (Int, Int)
        if take("*") {
            bounds = (0, .max)
        } else if take("+") {
            bounds = (1, .max)
        } else if take("?") {
            bounds = (0, 1)
        } else if let braces = try braces() {
            bounds = braces
        } else {
            return node
        }
        let isLazy = take("?")
        if at < pattern.count, "*+".unicodeScalars.contains(pattern[at]) { throw problem("a repeat is repeated") }
        return .repeated(node, least: bounds.0, most: bounds.1, isLazy: isLazy)
    }

    /// {n}, {n,} or {n,m}; a brace that is none of these stands for itself.
    private mutating func braces() throws(SQLProblem) -> (Int, Int)? {
        guard at < pattern.count, pattern[at] == "{", let close = pattern[at...].firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(pattern[(at + 1)..<close]))
        let ends = inside.split(separator: ",", omittingEmptySubsequences: false)
        guard ends.count <= 2, let least = Int(ends[0]) else { return nil }
        let most = ends.count == 1 ? least : ends[1].isEmpty ? Int.max : Int(ends[1])
        guard let most else { return nil }
        guard least <= most, least <= 1000, most == .max || most <= 1000 else { throw problem("a repeat is too large") }
        at = close + 1
        return (least, most)
    }

    private mutating func atom() throws(SQLProblem) -> PatternNode {
        let scalar = pattern[at]
        at += 1
        switch scalar {
        case "(": return try group()
        case "[": return try scalarClass()
        case ".": return .scalars([0x0A...0x0A], isNegated: true)
        case "^": return .start
        case "$": return .end
        case "\\": return try escaped()
        case "*", "+", "?": throw problem("a repeat has nothing to repeat")
        default: return .scalars([scalar.value...scalar.value], isNegated: false)
        }
    }

    private mutating func group() throws(SQLProblem) -> PatternNode {
        var number: Int?
        if take("?") {
            guard take(":") else { throw problem("only (?: ) is known here among groups with a question mark") }
        } else {
            groups += 1
            number = groups
        }
        let inner = try either()
        guard take(")") else { throw problem("a bracket is not closed") }
        return number.map { .group(inner, number: $0) } ?? inner
    }

    private mutating func escaped() throws(SQLProblem) -> PatternNode {
        guard at < pattern.count else { throw problem("it ends in a backslash") }
        let scalar = pattern[at]
        at += 1
        if let (ranges, isNegated) = Self.named(scalar) { return .scalars(ranges, isNegated: isNegated) }
        if scalar == "b" || scalar == "B" { return .wordEdge(isNegated: scalar == "B") }
        let plain = try plainEscape(scalar)
        return .scalars([plain...plain], isNegated: false)
    }

    private static func named(_ scalar: Unicode.Scalar) -> ([ClosedRange<UInt32>], isNegated: Bool)? {
        switch scalar {
        case "d": (digit, false)
        case "D": (digit, true)
        case "w": (word, false)
        case "W": (word, true)
        case "s": (space, false)
        case "S": (space, true)
        default: nil
        }
    }

    private func plainEscape(_ scalar: Unicode.Scalar) throws(SQLProblem) -> UInt32 {
        switch scalar {
        case "n": return 0x0A
        case "t": return 0x09
        case "r": return 0x0D
        case let sign where sign.isASCII && !Self.word.contains(where: { $0.contains(sign.value) }): return sign.value
        default: throw problem("\\\(scalar) is not known here")
        }
    }

    private mutating func scalarClass() throws(SQLProblem) -> PatternNode {
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while at < pattern.count, isFirst || pattern[at] != "]" {
            isFirst = false
            guard !(pattern[at] == "[" && at + 1 < pattern.count && pattern[at + 1] == ":") else {
                throw problem("[: :] is not known here")
            }
            if pattern[at] == "\\", at + 1 < pattern.count, let (inner, isOpposite) = Self.named(pattern[at + 1]) {
                guard !isOpposite else { throw problem("an opposite inside [ ] is not known here") }
                ranges += inner
                at += 2
                continue
            }
            let low = try classScalar()
            var high = low
            if at + 1 < pattern.count, pattern[at] == "-", pattern[at + 1] != "]" {
                at += 1
                high = try classScalar()
            }
            guard low <= high else { throw problem("a range runs backwards") }
            ranges.append(low...high)
        }
        guard take("]") else { throw problem("a [ is not closed") }
        return .scalars(ranges, isNegated: isNegated)
    }

    private mutating func classScalar() throws(SQLProblem) -> UInt32 {
        let scalar = pattern[at]
        at += 1
        guard scalar == "\\" else { return scalar.value }
        guard at < pattern.count else { throw problem("it ends in a backslash") }
        at += 1
        return try plainEscape(pattern[at - 1])
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard at < pattern.count, pattern[at] == scalar else { return false }
        at += 1
        return true
    }

    private func problem(_ text: String) -> SQLProblem {
        SQLProblem("the pattern “\(String(String.UnicodeScalarView(pattern)))”: \(text)")
    }
}
