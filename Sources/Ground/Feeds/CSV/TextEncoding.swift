/// How a text file's bytes are letters.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16Little = "UTF-16 LE"
    case utf16Big = "UTF-16 BE"
    case windows1252 = "Windows-1252"

    /// Told from the first bytes of a file, and how many of them are a byte order mark.
    ///
    /// A sample that ends in the middle of a letter is still UTF-8.
    static func detect(_ sample: [UInt8]) -> (encoding: TextEncoding, mark: Int) {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if sample.starts(with: [0xFF, 0xFE]) { return (.utf16Little, 2) }
        if sample.starts(with: [0xFE, 0xFF]) { return (.utf16Big, 2) }
        if let wide = withoutMark(sample) { return (wide, 0) }
        return (isUTF8(sample) ? .utf8 : .windows1252, 0)
    }

    /// UTF-16 without a mark: in English text nearly every second byte is zero, and those all on one side.
    private static func withoutMark(_ sample: [UInt8]) -> TextEncoding? {
        let pairs = sample.count / 2
        guard pairs >= 4 else { return nil }
        var zeros = (even: 0, odd: 0)
        for place in 0..<pairs * 2 where sample[place] == 0 {
            if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        if zeros.odd * 10 > pairs * 7 && zeros.even * 20 < pairs { return .utf16Little }
        if zeros.even * 10 > pairs * 7 && zeros.odd * 20 < pairs { return .utf16Big }
        return nil
    }

    private static func isUTF8(_ sample: [UInt8]) -> Bool {
        var end = sample.count
        // At most three bytes of a letter may be cut off.
        while end > 0, sample.count - end < 3, sample[end - 1] & 0xC0 == 0x80 { end -= 1 }
        if end > 0, sample[end - 1] >= 0xC0, sample.count - end < 3 { end -= 1 }
        return (try? UTF8Span(validating: sample.span.extracting(0..<end))) != nil
    }
}

/// Windows-1252, the letters of Western Windows: Latin-1 but for 32 signs.
enum Windows1252 {
    /// 0x80 to 0x9F; five of them are nothing (U+FFFD).
    private static let signs: [Unicode.Scalar] = [
        "\u{20AC}", "\u{FFFD}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{FFFD}", "\u{017D}", "\u{FFFD}",
        "\u{FFFD}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{FFFD}", "\u{017E}", "\u{0178}",
    ]

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            text.append(byte & 0xE0 == 0x80 ? signs[Int(byte & 0x1F)] : Unicode.Scalar(byte))
        }
        return String(text)
    }
}

/// Turns UTF-16 into UTF-8, a chunk at a time; half a letter at a chunk's end waits for the next.
///
/// A half that is never completed becomes U+FFFD.
struct UTF16Translator {
    let isBigEndian: Bool
    private var kept: [UInt8] = []

    init(isBigEndian: Bool) {
        self.isBigEndian = isBigEndian
    }

    mutating func translate(_ chunk: [UInt8], isLast: Bool) -> [UInt8] {
        let bytes = kept + chunk
        kept = []
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            guard place + 1 < bytes.count else {
                hold(bytes[place...], isLast: isLast, into: &output)
                return output
            }
            let unit = self.unit(bytes, at: place)
            guard unit & 0xFC00 == 0xD800 else {
                Self.append(unit & 0xFC00 == 0xDC00 ? 0xFFFD : UInt32(unit), to: &output)
                place += 2
                continue
            }
            guard place + 3 < bytes.count else {
                hold(bytes[place...], isLast: isLast, into: &output)
                return output
            }
            let low = self.unit(bytes, at: place + 2)
            if low & 0xFC00 == 0xDC00 {
                Self.append(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)), to: &output)
                place += 4
            } else {
                Self.append(0xFFFD, to: &output)
                place += 2
            }
        }
        return output
    }

    /// How many bytes of UTF-16 this UTF-8 was: two a letter, four for the rare ones.
    static func width(of bytes: ArraySlice<UInt8>) -> Int {
        var units = 0
        for byte in bytes where byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
        return units * 2
    }

    private mutating func hold(_ rest: ArraySlice<UInt8>, isLast: Bool, into output: inout [UInt8]) {
        if isLast {
            // One sign for each unit begun, so that the bytes still add up.
            for _ in stride(from: 0, to: rest.count, by: 2) { Self.append(0xFFFD, to: &output) }
        } else {
            kept = Array(rest)
        }
    }

    private func unit(_ bytes: [UInt8], at place: Int) -> UInt16 {
        let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    private static func append(_ value: UInt32, to output: inout [UInt8]) {
        switch value {
        case 0..<0x80: output.append(UInt8(value))
        case 0x80..<0x800:
            output.append(UInt8(0xC0 | value >> 6))
            output.append(UInt8(0x80 | value & 0x3F))
        case 0x800..<0x10000:
            output.append(UInt8(0xE0 | value >> 12))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        default:
            output.append(UInt8(0xF0 | value >> 18))
            output.append(UInt8(0x80 | value >> 12 & 0x3F))
            output.append(UInt8(0x80 | value >> 6 & 0x3F))
            output.append(UInt8(0x80 | value & 0x3F))
        }
    }
}
