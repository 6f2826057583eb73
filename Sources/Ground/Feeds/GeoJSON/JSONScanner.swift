import Foundation

/// Walks through JSON once, byte by byte, and builds nothing that is not asked for.
struct JSONScanner {
    /// What is wrong with the text, and where.
    struct Fault: Error, Equatable {
        let offset: Int
        let problem: String
    }

    private let bytes: [UInt8]
    private(set) var offset = 0
    /// Lists and objects inside each other, at most so many: deeper ones are an attack, not a map.
    private static let deepest = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// The next sign that is no space, left where it is.
    mutating func peek() -> UInt8? {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return bytes[offset]
            }
        }
        return nil
    }

    func fault(_ problem: String) -> Fault { Fault(offset: offset, problem: problem) }

    mutating func take(_ sign: UInt8) -> Bool {
        guard peek() == sign else { return false }
        offset += 1
        return true
    }

    mutating func expect(_ sign: UInt8) throws(Fault) {
        guard take(sign) else {
            throw fault("a “\(Character(Unicode.Scalar(sign)))” is missing")
        }
    }

    /// Calls `body` for each name of an object, which must read its value.
    mutating func object(_ body: (String, inout JSONScanner) throws(Fault) -> Void) throws(Fault) {
        try expect(UInt8(ascii: "{"))
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let name = try string()
            try expect(UInt8(ascii: ":"))
            try body(name, &self)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    /// Calls `body` for each item of a list, which must read it.
    mutating func list(_ body: (inout JSONScanner) throws(Fault) -> Void) throws(Fault) {
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return }
        repeat { try body(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    mutating func string() throws(Fault) -> String {
        try expect(UInt8(ascii: "\""))
        let start = offset
        var hasEscapes = false
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            if bytes[offset] == UInt8(ascii: "\\") {
                hasEscapes = true
                offset += 1
            }
            offset += 1
        }
        guard offset < bytes.count else {
            offset = bytes.count
            throw fault("a text is not closed")
        }
        let end = offset
        offset += 1
        guard hasEscapes else { return String(decoding: bytes[start..<end], as: UTF8.self) }
        let quoted = Data(bytes[(start - 1)...end])
        guard let text = try? JSONDecoder().decode(String.self, from: quoted) else {
            throw Fault(offset: start, problem: "a text has a \\ where none may be")
        }
        return text
    }

    /// A number. Up to 15 figures are exact by one multiplication or division; others are left to the C library.
    mutating func number() throws(Fault) -> Double {
        guard let first = peek() else { throw fault("a number is missing") }
        let start = offset
        let isNegative = first == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        var digits: UInt64 = 0
        var count = 0
        var decimals = 0
        var isPlain = true
        var isAfterPoint = false
        scan: while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case 48...57:
                if count < 19 { digits = digits &* 10 &+ UInt64(byte - 48) } else { isPlain = false }
                if digits > 0 { count += 1 }
                if isAfterPoint { decimals += 1 }
            case UInt8(ascii: "."):
                guard !isAfterPoint else { throw fault("a number has two points") }
                isAfterPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"): isPlain = false
            default: break scan
            }
            offset += 1
        }
        guard offset > start + (isNegative ? 1 : 0) else { throw fault("a number is missing") }
        if isPlain, digits < 1 << 53, decimals <= 22 {
            let value = Double(digits) / Self.tens[decimals]
            return isNegative ? -value : value
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw Fault(offset: start, problem: "“\(text.prefix(30))” is no number")
        }
        return value
    }

    private static let tens: [Double] = (0...22).map { pow(10, Double($0)) }

    /// A text, number, true, false or null as text; a list or an object as nil.
    mutating func scalar() throws(Fault) -> String? {
        switch peek() {
        case UInt8(ascii: "\""): return try string()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try skip()
            return nil
        case UInt8(ascii: "t"):
            try word("true")
            return "true"
        case UInt8(ascii: "f"):
            try word("false")
            return "false"
        case UInt8(ascii: "n"):
            try word("null")
            return nil
        default:
            let start = offset
            _ = try number()
            return String(decoding: bytes[start..<offset], as: UTF8.self).tidied
        }
    }

    private mutating func word(_ word: String) throws(Fault) {
        guard bytes[offset...].starts(with: word.utf8) else { throw fault("a value is missing") }
        offset += word.utf8.count
    }

    /// Passes over any value.
    mutating func skip() throws(Fault) {
        try skip(depth: 0)
    }

    private mutating func skip(depth: Int) throws(Fault) {
        guard depth < Self.deepest else { throw fault("lists lie inside each other too deeply") }
        switch peek() {
        case UInt8(ascii: "{"):
            try object { _, scanner throws(Fault) in try scanner.skip(depth: depth + 1) }
        case UInt8(ascii: "["):
            try list { scanner throws(Fault) in try scanner.skip(depth: depth + 1) }
        case nil: throw fault("a value is missing")
        default: _ = try scalar()
        }
    }

    /// The line and column of an offset, both from 1.
    func place(of offset: Int) -> CellPlace {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return CellPlace(line: line, column: String(decoding: before[start...], as: UTF8.self).count + 1)
    }
}
