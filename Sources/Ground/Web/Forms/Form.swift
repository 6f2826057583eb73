/// What a form or a query carried: names with one or more values, in order, cleaned of control characters.
package struct Form: Sendable, Equatable {
    package private(set) var fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }

    /// The last value with this name, or an empty string.
    package subscript(_ name: String) -> String {
        fields.last { $0.name == name }?.value ?? ""
    }

    /// Every value with this name: the ticked boxes of a list.
    package func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    package func has(_ name: String) -> Bool {
        fields.contains { $0.name == name }
    }

    /// Puts one value in place of whatever had this name.
    package mutating func set(_ name: String, _ value: String) {
        fields.removeAll { $0.name == name }
        fields.append((name, value))
    }

    /// The fields of `other` in place of ours of the same names.
    package mutating func replace(with other: Form) {
        let names = Set(other.fields.map(\.name))
        fields.removeAll { names.contains($0.name) }
        fields.append(contentsOf: other.fields)
    }

    package static func == (left: Form, right: Form) -> Bool {
        left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }

    /// Reads `application/x-www-form-urlencoded` text.
    ///
    /// Line ends become `\n`; other control characters, which no keyboard makes, are dropped. Broken percent signs and
    /// broken UTF-8 are kept as readable text rather than refused: a frightened person's words are never thrown away.
    package init(urlEncoded text: some StringProtocol) {
        fields = text.split(separator: "&", omittingEmptySubsequences: true).prefix(2000).map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Form.decode(halves[0]), halves.count > 1 ? Form.decode(halves[1]) : "")
        }
    }

    /// Takes fields as they came in another shape than a URL's, cleaned the same way.
    package init(cleaning raw: [(name: String, value: String)]) {
        fields = raw.map { (Form.clean($0.name), Form.clean($0.value)) }
    }

    private static func decode(_ part: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.utf8.count)
        var rest = part.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(0x20)
            } else if byte == UInt8(ascii: "%"), rest.count >= 2, let high = hex(rest.first),
                let low = hex(rest.dropFirst().first)
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return clean(String(decoding: bytes, as: UTF8.self))
    }

    private static func hex(_ byte: UInt8?) -> UInt8? {
        switch byte {
        case .some(let digit) where (48...57).contains(digit): digit - 48
        case .some(let letter) where (65...70).contains(letter): letter - 55
        case .some(let letter) where (97...102).contains(letter): letter - 87
        default: nil
        }
    }

    private static func clean(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n")
        let isClean = lines.unicodeScalars.allSatisfy(isWanted)
        guard !isClean else { return lines }
        return String(String.UnicodeScalarView(lines.unicodeScalars.filter(isWanted)))
    }

    private static func isWanted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F: false
        // Overrides that make text read in another order than it is stored; ordinary right-to-left letters are kept.
        case 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
