/// Identifiers of a person packed in 64 bits; 0 is "not known".
///
/// The two highest bits say how far a value can be relied on: a value that fails its check is kept for comparison with
/// a near one, but can never stand against another; a temporary pupil number can never either.
enum Identifier {
    /// Set on a value that fails its own check.
    static let suspect: UInt64 = 1 << 63
    /// Set on a value that is known to be replaced later.
    static let temporary: UInt64 = 1 << 62

    /// Whether two different values of this kind can tell two people apart.
    static func isFirm(_ value: UInt64) -> Bool { value != 0 && value >> 62 == 0 }

    /// The value without its marks.
    static func plain(_ value: UInt64) -> UInt64 { value & (temporary - 1) }

    /// An NHS number of ten digits, checked by Modulus 11 (NHS Data Dictionary, "NHS NUMBER").
    static func nhs(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        var count = 0
        var total = 0
        var last = 0
        var allSame = true
        var first = -1
        for byte in cell {
            if byte == 32 || byte == 45 { continue }
            guard byte >= 48, byte <= 57, count < 10 else { return 0 }
            last = Int(byte - 48)
            if first < 0 { first = last }
            if last != first { allSame = false }
            if count < 9 { total += (10 - count) * last }
            value = value * 10 + UInt64(last)
            count += 1
        }
        guard count == 10, !allSame, value >= 1_000 else { return 0 }
        let check = (11 - total % 11) % 11
        return check == last && check != 10 ? value : value | suspect
    }

    /// The letters a pupil number is checked with, in the order of their values (DfE, "Unique pupil numbers", annex A).
    private static let upnLetters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    /// A Unique Pupil Number: check letter, eleven digits, and a digit or, for a temporary one, a letter.
    ///
    /// Packed as letter, eleven decimal digits (37 bits) and last character (6 bits).
    static func upn(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var lead: UInt64 = 0
        var digits: UInt64 = 0
        var last: UInt64 = 0
        var total = 0
        var count = 0
        for raw in cell where raw != 32 {
            let byte = raw >= 97 && raw <= 122 ? raw - 32 : raw
            let isLetter = byte >= 65 && byte <= 90
            guard isLetter || (byte >= 48 && byte <= 57), count < 13 else { return 0 }
            guard isLetter == (count == 0) || count == 12 else { return 0 }
            switch count {
            case 0: lead = UInt64(byte - 64)
            case 12: last = UInt64(isLetter ? byte - 54 : byte - 47)
            default: digits = digits * 10 + UInt64(byte - 48)
            }
            if count > 0 { total += (count + 1) * (isLetter ? upnWorth(byte) : Int(byte - 48)) }
            count += 1
        }
        guard count == 13, digits % 11_111_111_111 != 0 else { return 0 }
        let checks = upnLetters[total % 23] == UInt8(lead + 64)
        return lead << 43 | digits << 6 | last | (last > 10 ? temporary : 0) | (checks ? 0 : suspect)
    }

    private static func upnWorth(_ letter: UInt8) -> Int {
        upnLetters.firstIndex(of: letter) ?? 0
    }

    /// Whether one character of two pupil numbers is wrong, or two neighbouring digits changed places.
    static func isOneUpnEdit(_ one: UInt64, _ other: UInt64) -> Bool {
        let lead = one >> 43 != other >> 43
        let last = one & 0x3F != other & 0x3F
        let left = one >> 6 & (1 << 37 - 1)
        let right = other >> 6 & (1 << 37 - 1)
        if left == right { return lead != last }
        return !lead && !last && isOneEdit(left, right, base: 10)
    }

    /// Any other identifier: its letters and digits in capitals, up to ten packed, more hashed.
    static func generic(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var count = 0
        var allSame = true
        var first: UInt8 = 0
        for raw in cell {
            let byte = raw >= 97 && raw <= 122 ? raw - 32 : raw
            guard (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte >= 128 else { continue }
            if count == 0 { first = byte }
            if byte != first { allSame = false }
            let code: UInt64 = byte <= 57 ? UInt64(byte - 47) : byte <= 90 ? UInt64(byte - 54) : 37
            packed = packed << 6 | code
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            count += 1
        }
        guard count > 0, !(allSame && count > 2) else { return 0 }
        return count <= 10 ? packed : hash >> 3 | 1 << 61
    }

    /// Whether one character is wrong or two neighbours changed places; only packed values can tell.
    static func isOneEdit(_ one: UInt64, _ other: UInt64, base: UInt64) -> Bool {
        guard one >> 61 == 0, other >> 61 == 0 else { return false }
        var left = one
        var right = other
        var count = 0
        var place = 0
        var firstPlace = 0
        var first: (UInt64, UInt64) = (0, 0)
        var second: (UInt64, UInt64) = (0, 0)
        while left != 0 || right != 0 {
            let a = left % base
            let b = right % base
            left /= base
            right /= base
            if a != b {
                count += 1
                if count == 1 { (first, firstPlace) = ((a, b), place) }
                if count == 2 {
                    guard place == firstPlace + 1 else { return false }
                    second = (a, b)
                }
                if count > 2 { return false }
            }
            place += 1
        }
        return count == 1 || (count == 2 && first.0 == second.1 && first.1 == second.0)
    }
}
