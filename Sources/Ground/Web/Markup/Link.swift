import Kernel

/// An address inside this site. Literal text is the path; every interpolated value is percent-encoded.
///
/// `"/young-people/\(person)?from=\(day)"`
package struct Link: ExpressibleByStringInterpolation, Sendable, Hashable {
    package let text: String

    package init(stringLiteral literal: String) {
        text = literal
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// A place to go back to that came with a request: only a plain path on this site is accepted.
    package init?(untrusted text: String) {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 512, isPlain else { return nil }
        self.text = text
    }

    /// The same address with its query replaced, each name and value encoded.
    package func with(query: [(name: String, value: String)]) -> Link {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        let pairs = query.map { "\(Link.encode($0.name))=\(Link.encode($0.value))" }
        return Link(stringLiteral: pairs.isEmpty ? String(path) : "\(path)?\(pairs.joined(separator: "&"))")
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ part: some StringProtocol) {
            text += Link.encode(part)
        }

        /// A longer address under one there is: "\(record)/print".
        package mutating func appendInterpolation(_ link: Link) {
            text += link.text
        }

        package mutating func appendInterpolation(_ number: Int) {
            text += String(number)
        }

        package mutating func appendInterpolation(_ day: Day) {
            text += day.description
        }

        package mutating func appendInterpolation<Subject>(_ id: ID<Subject>) {
            text += id.text
        }
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    package static func encode(_ part: some StringProtocol) -> String {
        var encoded = ""
        for byte in part.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(Character(UnicodeScalar(byte)))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
