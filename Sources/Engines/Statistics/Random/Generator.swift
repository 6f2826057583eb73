/// A seeded source of random numbers: the same seed gives the same numbers on every machine.
///
/// xoshiro256\*\* of Blackman and Vigna 2021, doi:10.1145/3460772, its state filled by SplitMix64 as they advise.
public struct Generator: RandomNumberGenerator, Sendable, Equatable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Starts the sequence that belongs to a seed.
    public init(seed: UInt64) {
        var seeds = SplitMix(state: seed)
        state = (seeds.next(), seeds.next(), seeds.next(), seeds.next())
    }

    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let result = Self.rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, by: 45)
        return result
    }

    /// This generator 2¹²⁸ numbers further on: what is drawn before and after never overlaps in practice.
    public var jumped: Generator {
        // The jump polynomial of the authors' reference code.
        let polynomial: [UInt64] = [
            0x180e_c6d3_3cfd_0aba, 0xd5a6_1266_f0c9_392c, 0xa958_2618_e03f_c9aa, 0x39ab_dc45_29b1_661c,
        ]
        var walker = self
        var sum: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for word in polynomial {
            for bit in 0..<64 {
                if word >> UInt64(bit) & 1 == 1 {
                    sum.0 ^= walker.state.0
                    sum.1 ^= walker.state.1
                    sum.2 ^= walker.state.2
                    sum.3 ^= walker.state.3
                }
                _ = walker.next()
            }
        }
        walker.state = sum
        return walker
    }

    /// The generator of one numbered task: it depends on this generator and the number only, so any thread may make it.
    ///
    /// The state is hashed with the number, at the same cost for every number. Two of 2²⁵⁶ states that meet within any
    /// run that could be made are not to be expected.
    public func stream(_ number: Int) -> Generator {
        var seeds = SplitMix(state: UInt64(bitPattern: Int64(number)))
        var stream = self
        for part in [state.0, state.1, state.2, state.3] {
            seeds.state = seeds.next() ^ part
        }
        stream.state = (seeds.next(), seeds.next(), seeds.next(), seeds.next())
        return stream
    }

    /// Equal states give equal numbers for ever.
    public static func == (left: Generator, right: Generator) -> Bool {
        left.state == right.state
    }

    private static func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
        word << bits | word >> (64 - bits)
    }
}

/// SplitMix64 of Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195: turns any seed into well-mixed words.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}
