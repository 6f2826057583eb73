/// Distinct byte strings, each with a number in the order it was first seen.
///
/// Open addressing over one block of bytes, so that a name met again costs one hash and one comparison.
struct BytePool {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [UInt32] = [0]
    private var slots: [UInt32]
    private var hashes: [UInt32] = []
    private var mask: Int

    /// The number of distinct strings.
    var count: Int { starts.count - 1 }

    init(capacity: Int = 1024) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    /// The number of a string, and whether it is new.
    mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> (UInt32, Bool) {
        let hash = Self.hash(text)
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 {
            let found = Int(slots[place] - 1)
            if hashes[found] == short, equals(found, text) { return (UInt32(found), false) }
            place = (place + 1) & mask
        }
        let number = UInt32(count)
        bytes.append(contentsOf: text)
        starts.append(UInt32(bytes.count))
        hashes.append(short)
        slots[place] = number + 1
        if count * 2 > mask { grow() }
        return (number, true)
    }

    mutating func intern(_ text: [UInt8]) -> UInt32 {
        text.withUnsafeBufferPointer { intern($0).0 }
    }

    /// The number of a string that is already here.
    func find(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let hash = Self.hash(text)
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 {
            let found = Int(slots[place] - 1)
            if hashes[found] == short, equals(found, text) { return UInt32(found) }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The bytes of a string.
    subscript(number: Int) -> ArraySlice<UInt8> {
        bytes[Int(starts[number])..<Int(starts[number + 1])]
    }

    /// The string as text.
    func text(_ number: Int) -> String {
        String(decoding: self[number], as: UTF8.self)
    }

    private func equals(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == text.count else { return false }
        for offset in 0..<text.count where bytes[start + offset] != text[offset] { return false }
        return true
    }

    private mutating func grow() {
        mask = mask * 2 + 1
        slots = [UInt32](repeating: 0, count: mask + 1)
        for number in 0..<count {
            let range = Int(starts[number])..<Int(starts[number + 1])
            let hash = bytes.withUnsafeBufferPointer { Self.hash(UnsafeBufferPointer(rebasing: $0[range])) }
            var place = Int(truncatingIfNeeded: hash) & mask
            while slots[place] != 0 { place = (place + 1) & mask }
            slots[place] = UInt32(number) + 1
        }
    }

    /// A 64-bit digest, eight bytes at a time (the mixing step is that of Steele's SplitMix64).
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 &+ UInt64(text.count)
        var place = 0
        let raw = UnsafeRawBufferPointer(text)
        while place + 8 <= text.count {
            hash = Mix.mix(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        while place < text.count {
            rest = rest << 8 | UInt64(text[place])
            place += 1
        }
        return Mix.mix(hash ^ rest)
    }
}

/// Mixing of 64-bit numbers into ones that look random (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
enum Mix {
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// A seeded source of random numbers, the same on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Mix.mix(state)
    }
}
