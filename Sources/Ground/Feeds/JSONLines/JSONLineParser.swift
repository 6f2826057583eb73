/// Reads one line that is a JSON object of plain values; numbers stay as they are written.
///
/// RFC 8259. Lists and objects inside are passed over and reported: a row has no room for them.
struct JSONLineParser {
    struct Field: Equatable {
        let name: String
        let value: String
        /// Where the name begins, counted from the line's first byte.
        let offset: Int
        var isNested = false
        var hasNul = false
        var hasLostLetters = false
    }

    /// Why the line is no object, and where that shows.
    struct Refusal: Error, Equatable {
        let offset: Int
        let problem: String
    }

    private(set) var fields: [Field] = []
    private let bytes: [UInt8]
    private var place = 0
    private let most: Int
    private static let deepest = 64

    /// Of an object with more than `most` names the rest is refused.
    init(_ bytes: [UInt8], most: Int) {
        self.bytes = bytes
        self.most = most
    }

    /// Fills `fields`; those before a mistake are kept.
    mutating func parse() throws(Refusal) {
        skipSpaces()
        try expect(123, "It does not begin with {")
        skipSpaces()
        if peek == 125 {
            place += 1
        } else {
            repeat {
                skipSpaces()
                try field()
                skipSpaces()
            } while take(44)
            try expect(125, "A comma or } is missing")
        }
        skipSpaces()
        if place < bytes.count { throw refusal("There is something after the object's end") }
    }

    private mutating func field() throws(Refusal) {
        let start = place
        guard fields.count < most else { throw refusal("It has more than \(most) names") }
        guard peek == 34 else { throw refusal("A name in quotation marks is missing") }
        let name = try string()
        skipSpaces()
        try expect(58, "A colon is missing after the name")
        skipSpaces()
        var field: Field
        switch peek {
        case 34:
            let value = try string()
            field = Field(name: name.text.tidied, value: value.text, offset: start)
            field.hasNul = value.hasNul
            field.hasLostLetters = value.hasLostLetters
        case 123, 91:
            try skipNested()
            field = Field(name: name.text.tidied, value: "", offset: start, isNested: true)
        default:
            field = Field(name: name.text.tidied, value: try word(), offset: start)
        }
        fields.append(field)
    }

    /// A number as it is written, `true`, `false`, or nothing for `null`.
    private mutating func word() throws(Refusal) -> String {
        let start = place
        while let byte = peek, byte != 44, byte != 125, byte != 93, byte > 32 { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        switch text {
        case "null": return ""
        case "true", "false": return text
        default:
            guard Self.isNumber(bytes[start..<place]) else {
                place = start
                throw refusal("The value is no text, number, true, false or null")
            }
            return text
        }
    }

    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func digits() -> Int {
            let found = rest.prefix { (48...57).contains($0) }.count
            rest = rest.dropFirst(found)
            return found
        }
        if rest.first == 45 { rest = rest.dropFirst() }
        guard digits() > 0 else { return false }
        if rest.first == 46 {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let letter = rest.first, letter | 32 == 101 {
            rest = rest.dropFirst()
            if rest.first == 43 || rest.first == 45 { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func skipNested() throws(Refusal) {
        var depth = 0
        repeat {
            switch peek {
            case nil: throw refusal("A list or object is never closed")
            case 34: _ = try string()
            case 123, 91:
                depth += 1
                guard depth <= Self.deepest else { throw refusal("Lists and objects are nested too deep") }
                place += 1
            case 125, 93:
                depth -= 1
                place += 1
            default: place += 1
            }
        } while depth > 0
    }

    private mutating func string() throws(Refusal) -> (text: String, hasNul: Bool, hasLostLetters: Bool) {
        let start = place
        place += 1
        var output: [UInt8] = []
        while let byte = peek {
            place += 1
            switch byte {
            case 34:
                let hasNul = output.contains(0)
                if hasNul { output.removeAll { $0 == 0 } }
                if let text = String(validating: output, as: UTF8.self) {
                    return (text, hasNul, text.unicodeScalars.contains("\u{FFFD}"))
                }
                return (Windows1252.text(output), hasNul, true)
            case 92: try escape(into: &output)
            case 0..<32 where byte != 0 && byte != 9: throw refusal("There is a control sign in a text")
            default: output.append(byte)
            }
        }
        place = start
        throw refusal("A quotation mark opens here and is never closed")
    }

    private mutating func escape(into output: inout [UInt8]) throws(Refusal) {
        guard let letter = peek else { throw refusal("The line ends in the middle of a text") }
        place += 1
        switch letter {
        case 34, 92, 47: output.append(letter)
        case 98: output.append(8)
        case 102: output.append(12)
        case 110: output.append(10)
        case 114: output.append(13)
        case 116: output.append(9)
        case 117:
            var value = UInt32(try unit())
            if value & 0xFC00 == 0xD800, place + 1 < bytes.count, bytes[place] == 92, bytes[place + 1] == 117 {
                let before = place
                place += 2
                let low = UInt32(try unit())
                if low & 0xFC00 == 0xDC00 {
                    value = 0x10000 + ((value & 0x3FF) << 10 | (low & 0x3FF))
                } else {
                    place = before
                }
            }
            output.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        default: throw refusal("A backslash stands before a sign it may not stand before")
        }
    }

    private mutating func unit() throws(Refusal) -> UInt16 {
        guard place + 4 <= bytes.count, let unit = UInt16(ascii: bytes[place..<place + 4]) else {
            throw refusal("\\u is not followed by four hexadecimal digits")
        }
        place += 4
        return unit
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ problem: String) throws(Refusal) {
        guard take(byte) else { throw refusal(problem) }
    }

    private mutating func skipSpaces() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 13 { place += 1 }
    }

    private func refusal(_ problem: String) -> Refusal { Refusal(offset: place, problem: problem) }
}

extension UInt16 {
    /// Four hexadecimal digits, no sign.
    fileprivate init?(ascii digits: ArraySlice<UInt8>) {
        var value: UInt16 = 0
        for digit in digits {
            switch digit {
            case 48...57: value = value << 4 | UInt16(digit - 48)
            case 65...70, 97...102: value = value << 4 | UInt16((digit | 32) - 87)
            default: return nil
            }
        }
        self = value
    }
}
