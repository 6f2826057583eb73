/// A name of at most 16 bytes, laid out for comparison.
struct ShortName: Sendable {
    /// The bytes, padded with noughts.
    var bytes: SIMD16<UInt8>
    /// The number of bytes used.
    var count: Int
    /// One bit for each letter a to z that occurs, and one for anything else.
    var letters: UInt32

    /// Lays out the first 16 of `text`.
    init(_ text: some Sequence<UInt8>) {
        bytes = .zero
        count = 0
        letters = 0
        for byte in text.prefix(16) {
            bytes[count] = byte
            count += 1
            letters |= byte >= 97 && byte <= 122 ? 1 << UInt32(byte - 97) : 1 << 26
        }
    }
}

/// The likeness of two names by Jaro and Winkler.
///
/// Jaro 1989, doi:10.1080/01621459.1989.10478785; Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules
/// in the Fellegi-Sunter Model of Record Linkage". The prefix scale is 0.1, over at most four letters, and the boost is
/// applied whatever the Jaro likeness, as DuckDB, rapidfuzz and Splink do from 0.7.
public enum JaroWinkler {
    /// The likeness of two strings, from 0 to 1, by their first 16 bytes.
    /// - Complexity: O(*n* · *m*) in the worst case, both at most 16.
    public static func similarity(_ one: some StringProtocol, _ other: some StringProtocol) -> Double {
        similarity(ShortName(one.utf8), ShortName(other.utf8))
    }

    /// Jaro's likeness alone.
    public static func jaro(_ one: some StringProtocol, _ other: some StringProtocol) -> Double {
        jaro(ShortName(one.utf8), ShortName(other.utf8))
    }

    static func similarity(_ one: ShortName, _ other: ShortName) -> Double {
        let base = jaro(one, other)
        guard base > 0.7 else { return base }
        return base + Double(commonPrefix(one, other)) * 0.1 * (1 - base)
    }

    /// The most that `similarity` can be, from the letters that occur alone.
    ///
    /// Each kind of letter that one name has and the other lacks is a letter that cannot match, so at most `matched`
    /// letters match; Jaro grows with them, and Winkler's prefix adds at most 0.4 of what is left.
    static func bound(_ one: ShortName, _ other: ShortName) -> Double {
        guard one.count > 0, other.count > 0 else { return 0 }
        let shared = one.letters & other.letters
        let matched = min(
            one.count - (one.letters & ~shared).nonzeroBitCount, other.count - (other.letters & ~shared).nonzeroBitCount
        )
        guard matched > 0 else { return 0 }
        let hits = Double(matched)
        let most = (hits / Double(one.count) + hits / Double(other.count) + 1) / 3
        return most + Double(commonPrefix(one, other)) * 0.1 * (1 - most)
    }

    private static func commonPrefix(_ one: ShortName, _ other: ShortName) -> Int {
        let limit = min(4, one.count, other.count)
        var length = 0
        while length < limit, one.bytes[length] == other.bytes[length] { length += 1 }
        return length
    }

    static func jaro(_ one: ShortName, _ other: ShortName) -> Double {
        guard one.count > 0, other.count > 0 else { return 0 }
        let reach = max(0, max(one.count, other.count) / 2 - 1)
        var takenOther: UInt32 = 0
        var takenOne: UInt32 = 0
        for place in 0..<one.count {
            let equal = positions(of: one.bytes[place], in: other)
            let low = max(0, place - reach)
            let high = min(other.count - 1, place + reach)
            guard low <= high else { continue }
            let window = ((UInt32(1) << UInt32(high + 1)) &- 1) & ~((UInt32(1) << UInt32(low)) &- 1)
            let free = equal & window & ~takenOther
            guard free != 0 else { continue }
            takenOther |= free & (~free &+ 1)
            takenOne |= 1 << UInt32(place)
        }
        let matched = takenOne.nonzeroBitCount
        guard matched > 0 else { return 0 }
        var swapped = 0
        var left = takenOne
        var right = takenOther
        while left != 0 {
            if one.bytes[left.trailingZeroBitCount] != other.bytes[right.trailingZeroBitCount] { swapped += 1 }
            left &= left &- 1
            right &= right &- 1
        }
        let hits = Double(matched)
        let transposed = Double(swapped / 2)
        return (hits / Double(one.count) + hits / Double(other.count) + (hits - transposed) / hits) / 3
    }

    /// One bit for each place of `name` that holds `byte`.
    private static func positions(of byte: UInt8, in name: ShortName) -> UInt32 {
        let bits = SIMD16<UInt8>(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
        let hits = SIMD16<UInt8>.zero.replacing(with: bits, where: name.bytes .== SIMD16(repeating: byte))
        return UInt32(hits.lowHalf.wrappedSum()) | UInt32(hits.highHalf.wrappedSum()) << 8
    }
}
