import Kernel

extension Extracts {
    /// Puts the numbers 0 up to a size in another order, without a table: no two share a place.
    struct Scramble: Sendable {
        private let size: Int
        private let factor: Int
        private let shift: Int

        init(_ size: Int, seed: UInt64, part: String) {
            var dice = Dice(seed: seed, part: part)
            self.size = max(1, size)
            shift = dice.number(0...self.size - 1)
            // Near the golden section of the size, so that neighbours end up far apart.
            var factor = max(1, self.size * 618 / 1000 + dice.number(0...max(0, self.size / 50)))
            while Scramble.commonDivisor(factor, self.size) != 1 { factor += 1 }
            self.factor = factor
        }

        func callAsFunction(_ number: Int) -> Int { (number % size * factor + shift) % size }

        private static func commonDivisor(_ one: Int, _ other: Int) -> Int {
            other == 0 ? one : commonDivisor(other, one % other)
        }
    }

    /// One number out of several, spread evenly, to seed the chance of one home, person or row.
    static func seed(_ parts: UInt64...) -> UInt64 {
        var mixed: UInt64 = 0
        for part in parts {
            var source = SplitMix(seed: mixed &* 0x9E37_79B9_7F4A_7C15 &+ part)
            mixed = source.next()
        }
        return mixed
    }
}
