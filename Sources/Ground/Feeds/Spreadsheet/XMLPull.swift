/// Walks through XML in constant memory: elements, attributes and text, which is all a spreadsheet's parts hold.
///
/// There is no document type, so no entities but the five of XML itself, nothing from elsewhere, nothing that grows.
struct XMLPull {
    enum Token {
        case start, end, text
    }

    /// The text of a `.text` token, its entities read.
    private(set) var text: [UInt8] = []
    /// What stands between `<` and `>` of a `.start` token.
    private var tag: [UInt8] = []
    private var name: Range<Int> = 0..<0
    private var isClosing = false
    private let chunks: () throws -> [UInt8]?
    private let limit: Int
    private var buffer: [UInt8] = []
    private var place = 0

    /// - Parameters:
    ///   - limit: bytes of one tag or one text.
    ///   - chunks: the document's bytes, in order; nil at the end.
    init(limit: Int, chunks: @escaping () throws -> [UInt8]?) {
        self.limit = limit
        self.chunks = chunks
    }

    /// The next token; nil at the end of the document.
    mutating func next() throws -> Token? {
        if isClosing {
            isClosing = false
            return .end
        }
        while try has(1) {
            if buffer[place] != 60 {
                text = try taken(until: 60)
                Self.resolve(&text)
                return .text
            }
            if let token = try markup() { return token }
        }
        return nil
    }

    /// Whether the element just met is called so, whatever its prefix.
    func isNamed(_ wanted: StaticString) -> Bool {
        guard name.count == wanted.utf8CodeUnitCount else { return false }
        return tag[name].elementsEqual(UnsafeBufferPointer(start: wanted.utf8Start, count: name.count))
    }

    /// The value of an attribute of the element just met, whatever its prefix.
    func attribute(_ wanted: StaticString) -> String? {
        value(of: wanted).map { range in
            var bytes = Array(tag[range])
            Self.resolve(&bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func value(of wanted: StaticString) -> Range<Int>? {
        let count = wanted.utf8CodeUnitCount
        let letters = UnsafeBufferPointer(start: wanted.utf8Start, count: count)
        var place = name.upperBound
        while let equals = tag[place...].firstIndex(of: 61) {
            let quote = tag[equals...].firstIndex { $0 == 34 || $0 == 39 }
            guard let quote, let end = tag[(quote + 1)...].firstIndex(of: tag[quote]) else { return nil }
            var key = tag[place..<equals].drop { $0 <= 32 || $0 == 47 }
            while let last = key.last, last <= 32 { key.removeLast() }
            if let colon = key.lastIndex(of: 58) { key = key[(colon + 1)...] }
            if key.elementsEqual(letters) { return (quote + 1)..<end }
            place = end + 1
        }
        return nil
    }

    /// Tags, comments, instructions and sections of plain text.
    private mutating func markup() throws -> Token? {
        guard try has(2) else { throw Self.broken }
        switch buffer[place + 1] {
        case 63:
            try skip(through: [63, 62])
            return nil
        case 33:
            if try starts(with: Array("<!--".utf8)) {
                try skip(through: Array("-->".utf8))
                return nil
            }
            guard try starts(with: Array("<![CDATA[".utf8)) else {
                throw FeedError.brokenSpreadsheet("it holds a document type, which is not read")
            }
            place += 9
            text = try taken(through: Array("]]>".utf8))
            return .text
        default:
            try readTag()
            return tag.first == 47 ? .end : .start
        }
    }

    private mutating func readTag() throws {
        place += 1
        tag.removeAll(keepingCapacity: true)
        var quote: UInt8 = 0
        while try has(1) {
            let byte = buffer[place]
            place += 1
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 34 || byte == 39 {
                quote = byte
            } else if byte == 62 {
                nameTag()
                return
            }
            tag.append(byte)
            guard tag.count <= limit else { throw Self.broken }
        }
        throw Self.broken
    }

    private mutating func nameTag() {
        let first = tag.first == 47 ? 1 : 0
        if tag.last == 47, first == 0 {
            isClosing = true
            tag.removeLast()
        }
        let end = tag[first...].firstIndex { $0 <= 32 } ?? tag.count
        let colon = tag[first..<end].firstIndex(of: 58)
        name = (colon.map { $0 + 1 } ?? first)..<end
    }

    /// Makes sure of so many bytes from `place` on; false at the document's end.
    private mutating func has(_ count: Int) throws -> Bool {
        while buffer.count - place < count {
            guard let chunk = try chunks() else { return false }
            if place == buffer.count {
                buffer = chunk
            } else {
                buffer.removeSubrange(..<place)
                buffer += chunk
            }
            place = 0
        }
        return true
    }

    private mutating func starts(with sign: [UInt8]) throws -> Bool {
        try has(sign.count) && buffer[place..<(place + sign.count)].elementsEqual(sign)
    }

    private mutating func taken(until sign: UInt8) throws -> [UInt8] {
        var output: [UInt8] = []
        while try has(1) {
            let end = buffer[place...].firstIndex(of: sign)
            output += buffer[place..<(end ?? buffer.count)]
            guard output.count <= limit else { throw Self.broken }
            place = end ?? buffer.count
            if end != nil { break }
        }
        return output
    }

    private mutating func taken(through sign: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        while try has(sign.count) {
            if try starts(with: sign) {
                place += sign.count
                return output
            }
            output.append(buffer[place])
            place += 1
            guard output.count <= limit else { throw Self.broken }
        }
        throw Self.broken
    }

    private mutating func skip(through sign: [UInt8]) throws {
        while try has(sign.count) {
            if try starts(with: sign) {
                place += sign.count
                return
            }
            place += 1
        }
        throw Self.broken
    }

    private static let broken = FeedError.brokenSpreadsheet("a part of it is not written as it should be")

    /// Reads `&lt;`, `&#233;` and their like; what is none of them stays as it stands.
    private static func resolve(_ bytes: inout [UInt8]) {
        guard bytes.contains(38) else { return }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let rest = bytes[place...].prefix(12)
            guard bytes[place] == 38, let end = rest.firstIndex(of: 59),
                let sign = sign(String(decoding: bytes[(place + 1)..<end], as: UTF8.self))
            else {
                output.append(bytes[place])
                place += 1
                continue
            }
            output.append(contentsOf: String(sign).utf8)
            place = end + 1
        }
        bytes = output
    }

    private static func sign(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        default: nil
        }
    }
}
