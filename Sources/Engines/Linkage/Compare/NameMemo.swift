/// Levels of name pairs that were compared before, so that a pair of names is compared letter by letter once.
///
/// One slot a key: a newcomer takes the place of what was there, which costs a comparison at worst.
struct NameMemo {
    private var keys: [UInt64]
    private var levels: [UInt8]
    private let shift: UInt64

    init(bits: Int = 16) {
        keys = [UInt64](repeating: 0, count: 1 << bits)
        levels = [UInt8](repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    @inline(__always)
    mutating func level(_ one: UInt32, _ other: UInt32, compare: () -> UInt8) -> UInt8 {
        let key = UInt64(min(one, other)) << 32 | UInt64(max(one, other))
        let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        if keys[slot] == key { return levels[slot] }
        let level = compare()
        keys[slot] = key
        levels[slot] = level
        return level
    }
}
