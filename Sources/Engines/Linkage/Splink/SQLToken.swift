/// A word, number, text or sign of a SQL condition.
enum SQLToken: Equatable {
    /// A bare word, upper-cased for comparison, with the spelling it had.
    case word(upper: String, as: String)
    /// A name in double quotes: never a keyword.
    case quoted(String)
    case text(String)
    case integer(Int64)
    case real(Double)
    case sign(String)

    /// Splits a condition into tokens.
    static func split(_ sql: String) throws(SQLProblem) -> [SQLToken] {
        var reader = SQLReader(bytes: Array(sql.utf8))
        var tokens: [SQLToken] = []
        while let token = try reader.next() {
            tokens.append(token)
        }
        return tokens
    }
}

/// Walks over the bytes of a condition.
private struct SQLReader {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() throws(SQLProblem) -> SQLToken? {
        try skipBlank()
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        if byte == UInt8(ascii: "'") { return .text(try quoted(by: byte)) }
        if byte == UInt8(ascii: "\"") { return .quoted(try quoted(by: byte)) }
        if isDigit(byte) || (byte == UInt8(ascii: ".") && at + 1 < bytes.count && isDigit(bytes[at + 1])) {
            return try number()
        }
        if isLetter(byte) { return word() }
        return try sign()
    }

    private mutating func skipBlank() throws(SQLProblem) {
        while at < bytes.count {
            if bytes[at] <= 0x20 {
                at += 1
            } else if has("--") {
                while at < bytes.count, bytes[at] != 0x0A { at += 1 }
            } else if has("/*") {
                while at < bytes.count, !has("*/") { at += 1 }
                guard at < bytes.count else { throw SQLProblem("a comment is not closed") }
                at += 2
            } else {
                return
            }
        }
    }

    private func has(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            at + wanted.count <= bytes.count && bytes[at..<(at + wanted.count)].elementsEqual(wanted)
        }
    }

    /// Text up to the closing quote; a doubled quote is one.
    private mutating func quoted(by mark: UInt8) throws(SQLProblem) -> String {
        var kept: [UInt8] = []
        at += 1
        while at < bytes.count {
            if bytes[at] == mark {
                guard at + 1 < bytes.count, bytes[at + 1] == mark else {
                    at += 1
                    return String(decoding: kept, as: UTF8.self)
                }
                at += 1
            }
            kept.append(bytes[at])
            at += 1
        }
        throw SQLProblem("a quotation mark is not closed")
    }

    private mutating func number() throws(SQLProblem) -> SQLToken {
        let start = at
        var isWhole = true
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: ".") {
                isWhole = false
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
                isWhole = false
                if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "-") || bytes[at + 1] == UInt8(ascii: "+") {
                    at += 1
                }
            } else if !isDigit(byte) {
                break
            }
            at += 1
        }
        let spelt = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let whole = Int64(spelt) { return .integer(whole) }
        guard let real = Double(spelt) else { throw SQLProblem("“\(spelt)” is not a number") }
        return .real(real)
    }

    private mutating func word() -> SQLToken {
        let start = at
        while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) { at += 1 }
        let spelt = String(decoding: bytes[start..<at], as: UTF8.self)
        return .word(upper: spelt.uppercased(), as: spelt)
    }

    private mutating func sign() throws(SQLProblem) -> SQLToken {
        for pair in ["<=", ">=", "<>", "!=", "||", "::", "//", "=="] where starts(with: pair) {
            at += 2
            return .sign(pair)
        }
        let one = Character(UnicodeScalar(bytes[at]))
        guard "()=<>+-*/%,.[]".contains(one) else { throw SQLProblem("the sign “\(one)” is not known here") }
        at += 1
        return .sign(String(one))
    }

    private func starts(with text: String) -> Bool {
        bytes[at...].starts(with: text.utf8)
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        let folded = byte | 0x20
        return (folded >= UInt8(ascii: "a") && folded <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
