import Kernel

/// A piece of a page. Every interpolated value is escaped; only another `HTML` goes in as it stands.
///
/// Pages are functions from a value to `HTML`. Attributes are always written in double quotes.
package struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    package private(set) var text: String

    package init(stringLiteral literal: String) {
        text = literal
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// Text somebody wrote, escaped.
    package init(_ plain: String) {
        text = ""
        HTML.escape(plain, into: &text)
    }

    /// Markup from outside the type: nothing but our own server-made pictures may use it.
    package init(unsafe markup: String) {
        text = markup
    }

    package static let empty: HTML = ""

    package var isEmpty: Bool { text.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(unsafe: left.text + right.text)
    }

    package static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate(set) var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ markup: HTML) {
            text += markup.text
        }

        package mutating func appendInterpolation(_ plain: some StringProtocol) {
            HTML.escape(plain, into: &text)
        }

        package mutating func appendInterpolation(_ number: Int) {
            text += String(number)
        }

        package mutating func appendInterpolation(_ link: Link) {
            HTML.escape(link.text, into: &text)
        }

        package mutating func appendInterpolation<Subject>(_ id: ID<Subject>) {
            text += id.text
        }

        /// Nothing at all when there is no value.
        package mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { text += markup.text }
        }

        /// One piece after another: `\(rows.map(row))`.
        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }

        /// The markup, or nothing: `\(isLate, "<b>Late</b>")`.
        package mutating func appendInterpolation(_ condition: Bool, _ markup: @autoclosure () -> HTML) {
            if condition { text += markup().text }
        }
    }

    private static func escape(_ plain: some StringProtocol, into text: inout String) {
        var rest = plain[...]
        while let index = rest.utf8.firstIndex(where: needsEscape) {
            text += rest[..<index]
            switch rest.utf8[index] {
            case UInt8(ascii: "&"): text += "&amp;"
            case UInt8(ascii: "<"): text += "&lt;"
            case UInt8(ascii: ">"): text += "&gt;"
            case UInt8(ascii: "\""): text += "&quot;"
            default: text += "&#39;"
            }
            rest = rest[rest.utf8.index(after: index)...]
        }
        text += rest
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}

extension [HTML] {
    /// The pieces as one, with `separator` between them.
    package func joined(by separator: HTML = .empty) -> HTML {
        var whole = HTML.empty
        for (index, piece) in enumerated() {
            if index > 0 { whole += separator }
            whole += piece
        }
        return whole
    }
}
