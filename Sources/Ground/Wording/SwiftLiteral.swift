/// A string literal in a Swift source file, with interpolations left out.
struct SwiftLiteral: Hashable, Sendable {
    let line: Int
    let text: String

    /// Every literal of a file, also those inside interpolations, in the order they end.
    ///
    /// Knows line and block comments, raw strings and multi-line strings. Regex literals are read as code.
    static func all(in source: String) -> [SwiftLiteral] {
        var reader = Reader(source)
        reader.readCode(upToParenthesis: false)
        return reader.found
    }
}

/// Reads Swift just well enough to tell literals from code and comments.
private struct Reader {
    private(set) var found: [SwiftLiteral] = []
    private let letters: [Character]
    private var index = 0
    private var line = 1

    init(_ source: String) { letters = Array(source) }

    /// Reads code to the end, or to the parenthesis that closes an interpolation.
    mutating func readCode(upToParenthesis: Bool) {
        var depth = 0
        while index < letters.count {
            if isAt("//") {
                while index < letters.count, !letters[index].isNewline { index += 1 }
            } else if isAt("/*") {
                skipComment()
            } else if let hashes = literalHashes() {
                readLiteral(hashes: hashes)
            } else {
                if letters[index] == "(" { depth += 1 }
                if letters[index] == ")" {
                    if depth == 0, upToParenthesis { return step(1) }
                    depth -= 1
                }
                step(1)
            }
        }
    }

    private mutating func skipComment() {
        var depth = 0
        while index < letters.count {
            if isAt("/*") {
                depth += 1
                step(2)
            } else if isAt("*/") {
                depth -= 1
                step(2)
                if depth == 0 { return }
            } else {
                step(1)
            }
        }
    }

    /// The number of # before the quotation mark of a literal that begins here.
    private func literalHashes() -> Int? {
        var end = index
        while end < letters.count, letters[end] == "#" { end += 1 }
        return end < letters.count && letters[end] == "\"" ? end - index : nil
    }

    private mutating func readLiteral(hashes: Int) {
        let start = line
        step(hashes)
        let isLong = isAt("\"\"\"")
        let mark = String(repeating: "\"", count: isLong ? 3 : 1)
        let end = "\(mark)\(String(repeating: "#", count: hashes))"
        let escape = "\\\(String(repeating: "#", count: hashes))"
        step(mark.count)
        var text = ""
        while index < letters.count, !isAt(end) {
            if !isLong, letters[index].isNewline { break }
            if isAt("\(escape)(") {
                step(escape.count + 1)
                readCode(upToParenthesis: true)
                text.append("#")
            } else if isAt(escape) {
                step(escape.count)
                text.append(unescaped())
            } else {
                text.append(letters[index])
                step(1)
            }
        }
        step(end.count)
        found.append(SwiftLiteral(line: start, text: text))
    }

    /// The character an escape stands for; a line break after a backslash joins two lines.
    private mutating func unescaped() -> String {
        guard index < letters.count else { return "" }
        let letter = letters[index]
        step(1)
        switch letter {
        case "n", "t", "r", "0": return " "
        case "u":
            while index < letters.count, letters[index] != "}", !letters[index].isNewline { step(1) }
            step(1)
            return "’"
        default: return letter.isNewline ? "" : String(letter)
        }
    }

    private func isAt(_ text: String) -> Bool {
        var place = index
        for character in text {
            guard place < letters.count, letters[place] == character else { return false }
            place += 1
        }
        return true
    }

    private mutating func step(_ count: Int) {
        for _ in 0..<count where index < letters.count {
            if letters[index].isNewline { line += 1 }
            index += 1
        }
    }
}
