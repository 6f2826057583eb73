/// Text made comparable: lower-case Latin letters without marks, digits, single spaces.
///
/// Case, accents, apostrophes and punctuation differ between agencies for the same name, so none of them survives.
enum Folding {
    /// What U+00C0 to U+017F fold to; a space in the table means the character is dropped.
    private static let latin: [[UInt8]] = {
        let table = """
            a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th ss \
            a a a a a a ae c e e e e i i i i d n o o o o o . o u u u u y th y \
            a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h \
            i i i i i i i i i i ij ij j j k k k l l l l l l l l l l n n n n n n n n n o o o o o o oe oe \
            r r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s
            """
        return table.split(separator: " ").map { $0 == "." ? [] : Array($0.utf8) }
    }()

    /// What the Cyrillic letters from U+0430 are written as in Latin letters (Ukrainian, Russian and Bulgarian names).
    private static let cyrillic: [[UInt8]] = {
        let table = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch . y . e yu ya e yo . g ye z i yi y"
        return table.split(separator: " ").map { $0 == "." ? [] : Array($0.utf8) }
    }()

    /// Appends the folded form of UTF-8 `bytes` to `out`: letters and digits, one space between words.
    ///
    /// Apostrophes join (`O'Brien` is `obrien`), every other mark parts. Characters of other scripts are kept.
    static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        let start = out.count
        var isGap = false
        var place = 0
        func put(_ byte: UInt8) {
            if isGap, out.count > start { out.append(32) }
            isGap = false
            out.append(byte)
        }
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case 97...122, 48...57: put(byte)
            case 65...90: put(byte | 32)
            case 39, 96: continue
            case 0..<128: isGap = true
            default:
                let (scalar, length) = decode(bytes, from: place - 1)
                place += length - 1
                for piece in spelling(of: scalar, bytes, place - length, length) {
                    if piece == 32 { isGap = true } else { put(piece) }
                }
            }
        }
    }

    /// The folded form of a string.
    static func fold(_ text: some StringProtocol) -> [UInt8] {
        var out: [UInt8] = []
        var copy = String(text)
        copy.withUTF8 { fold($0, into: &out) }
        return out
    }

    private static func spelling(
        of scalar: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ length: Int
    ) -> [UInt8] {
        switch scalar {
        case 0xC0...0x17F: latin[Int(scalar - 0xC0)]
        case 0x0218...0x021B: scalar < 0x021A ? [115] : [116]
        case 0x0410...0x042F: cyrillic[Int(scalar - 0x0410)]
        case 0x0430...0x044F: cyrillic[Int(scalar - 0x0430)]
        case 0x0400...0x040F: cyrillic[min(32 + Int(scalar - 0x0400), cyrillic.count - 1)]
        case 0x0450...0x045F: cyrillic[min(32 + Int(scalar - 0x0450), cyrillic.count - 1)]
        case 0x02BB, 0x02BC, 0x02B9, 0x02BE, 0x02BF, 0x2018, 0x2019, 0x0300...0x036F, 0xFEFF, 0x200B...0x200F: []
        case 0x80...0xBF, 0x2000...0x206F, 0x3000, 0xFFFD: [32]
        default: Array(bytes[from..<from + length])
        }
    }

    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) -> (UInt32, Int) {
        let first = bytes[place]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        // A byte that starts no character is read as Windows-1252, which is what it nearly always is.
        guard length > 1, place + length <= bytes.count else { return (UInt32(first), 1) }
        var scalar = UInt32(first) & (0xFF >> UInt32(length + 1))
        for next in 1..<length {
            guard bytes[place + next] & 0xC0 == 0x80 else { return (UInt32(first), 1) }
            scalar = scalar << 6 | UInt32(bytes[place + next] & 0x3F)
        }
        return (scalar, length)
    }
}
