/// A postcode packed so that a sector or a district is a shift away; 0 is "not known".
///
/// A British postcode fills six bits a character: four for the outward code, three for the inward one, each padded on
/// the right. A part of one (`KX7`, `KX7 4`) keeps what it has. Any other kind is packed from the left and marked.
struct Postcode: Equatable {
    /// Seven characters of six bits, and a mark at bit 42 for other countries' codes.
    var packed: UInt64

    static let foreignMark: UInt64 = 1 << 42

    init(packed: UInt64) { self.packed = packed }

    /// Reads a cell in any case, with or without its space.
    init(_ cell: UnsafeBufferPointer<UInt8>) {
        var codes: (UInt64, Int) = (0, 0)
        var shape: UInt32 = 0
        var gap = 0
        for byte in cell {
            let code: UInt64
            switch byte {
            case 48...57: code = UInt64(byte - 48) + 1
            case 65...90: code = UInt64(byte - 65) + 11
            case 97...122: code = UInt64(byte - 97) + 11
            case 46:  // A number written with decimals (`2119.0`) ends at its point.
                code = 0
            default:
                gap = codes.1
                continue
            }
            if code == 0 { break }
            guard codes.1 < 8 else { break }
            shape = shape << 1 | (code <= 10 ? 1 : 0)
            codes = (codes.0 << 6 | code, codes.1 + 1)
        }
        packed = Self.arrange(codes.0, codes.1, shape, gap: gap)
    }

    /// Whether the whole code is known, not its first part alone.
    var isFull: Bool { packed & Self.foreignMark != 0 || packed & 0x3F != 0 }
    /// The outward code and the first digit of the inward one; 0 if not known.
    var sector: UInt64 {
        packed & Self.foreignMark != 0 || packed >> 12 & 0x3F == 0 ? 0 : packed >> 12
    }
    /// The outward code; 0 for other countries' codes.
    var district: UInt64 { packed & Self.foreignMark != 0 ? 0 : packed >> 18 }

    /// Whether one character differs.
    static func isOneEdit(_ one: UInt64, _ other: UInt64) -> Bool {
        let difference = one ^ other
        guard difference != 0 else { return false }
        let low = difference.trailingZeroBitCount / 6
        return difference >> (UInt64(low + 1) * 6) == 0
    }

    private static func arrange(_ codes: UInt64, _ count: Int, _ digits: UInt32, gap: Int) -> UInt64 {
        guard count >= 2 else { return 0 }
        func isDigit(_ fromEnd: Int) -> Bool { digits >> UInt32(fromEnd) & 1 == 1 }
        let startsWithLetter = !isDigit(count - 1)
        // A full code ends in digit, letter, letter and starts with a letter.
        if startsWithLetter, count >= 5, count <= 7, isDigit(2), !isDigit(1), !isDigit(0) {
            let outward = (codes >> 18) << UInt64((7 - count) * 6)
            return outward << 18 | codes & 0x3FFFF
        }
        // The outward code and one digit, told apart by the gap between them: `KX7 4`.
        if startsWithLetter, gap >= 2, gap == count - 1, count <= 5, isDigit(0) {
            let outward = (codes >> 6) << UInt64((5 - count) * 6)
            return outward << 18 | (codes & 0x3F) << 12
        }
        let hasDigit = digits != 0
        if startsWithLetter, hasDigit, count <= 4, isDigit(0) || count >= 3 && isDigit(1) {
            return (codes << UInt64((4 - count) * 6)) << 18
        }
        if startsWithLetter, count == 5, isDigit(0), isDigit(1) || isDigit(2) {
            let outward = codes >> 6
            return outward << 18 | (codes & 0x3F) << 12
        }
        let kept = count > 7 ? codes >> UInt64((count - 7) * 6) : codes << UInt64((7 - count) * 6)
        return kept & (foreignMark - 1) | foreignMark
    }
}
