/// Finds the pairs of encoded records worth comparing.
struct BloomBlocking {
    /// A way of finding pairs: by equal parts, an equal pseudonym, or equal samples of bits.
    enum Rule: Sendable {
        case parts([BloomName.Part])
        case identifier(Int)
        case sample([Int])

        /// The fields that agree by the rule alone, of which nothing can be learnt from its pairs.
        var fields: Set<Int> {
            switch self {
            case .parts(let parts): Set(parts.map(\.rawValue))
            case .identifier(let kind): [BloomName.Part.allCases.count + kind]
            case .sample: []
            }
        }
    }

    /// The largest block compared; a larger one is counted and left to the other rules.
    static let cap = 100

    let rules: [Rule]

    /// Rules that suit the number of records: a sample has so many bits that strangers seldom share one.
    ///
    /// Samples of bits find pairs no part of which is quite equal (Hamming locality-sensitive hashing: Indyk and Motwani
    /// 1998, doi:10.1145/276698.276876; for Bloom filters Durham 2012).
    init(records: Int, identifiers: Int, seed: UInt64) {
        var rules = (0..<identifiers).map { Rule.identifier($0) }
        rules += [
            .parts([.given, .birth]), .parts([.family, .birth]), .parts([.given, .family]), .parts([.birth, .place]),
            .parts([.given, .place]),
        ]
        var random = BloomRandom(state: seed)
        let bits = max(24, 2 * (UInt64.bitWidth - UInt64(records).leadingZeroBitCount) + 4)
        for _ in 0..<12 {
            // From names and birth alone: people move.
            rules.append(.sample((0..<bits).map { _ in Int(random.next() % 768) }))
        }
        self.rules = rules
    }

    /// The pairs, each once, as the earlier record in the high half; and for each rule the pairs it found.
    func pairs(_ table: BloomTable) -> (pairs: [UInt64], byRule: [[UInt64]], skipped: Int) {
        var all: [UInt64] = []
        var byRule: [[UInt64]] = []
        var skipped = 0
        for rule in rules {
            var keys: [(key: UInt64, record: UInt32)] = []
            for record in 0..<table.count {
                let key = key(rule, table, record)
                if key != 0 { keys.append((key, UInt32(record))) }
            }
            keys.sort { ($0.key, $0.record) < ($1.key, $1.record) }
            var found: [UInt64] = []
            var start = 0
            while start < keys.count {
                var end = start + 1
                while end < keys.count, keys[end].key == keys[start].key { end += 1 }
                if end - start > Self.cap {
                    skipped += (end - start) * (end - start - 1) / 2
                } else {
                    for a in start..<end {
                        for b in (a + 1)..<end {
                            found.append(UInt64(keys[a].record) << 32 | UInt64(keys[b].record))
                        }
                    }
                }
                start = end
            }
            all += found
            byRule.append(found)
        }
        all.sort()
        var unique: [UInt64] = []
        unique.reserveCapacity(all.count)
        for pair in all where unique.last != pair { unique.append(pair) }
        return (unique, byRule, skipped)
    }

    private func key(_ rule: Rule, _ table: BloomTable, _ record: Int) -> UInt64 {
        switch rule {
        case .parts(let parts):
            var mixed: UInt64 = 0
            for part in parts {
                let pattern = table.pattern(of: record, part)
                if pattern == 0 { return 0 }
                mixed = (mixed ^ pattern) &* 0x94D0_49BB_1331_11EB
                mixed ^= mixed >> 31
            }
            return mixed | 1
        case .identifier(let kind):
            return table.pseudonyms[record * table.identifiers.count + kind]
        case .sample(let bits):
            var mixed: UInt64 = 0
            for bit in bits {
                let word = table.words[record * BloomName.wordCount + bit / 64]
                mixed = mixed &* 0x5851_F42D_4C95_7F2D &+ (word >> UInt64(bit % 64) & 1) &+ 1
                mixed ^= mixed >> 33
            }
            // A record with nothing in it agrees with everything, which says nothing.
            return (0..<12).contains { table.words[record * BloomName.wordCount + $0] != 0 } ? mixed | 1 : 0
        }
    }
}

/// A small generator whose numbers are the same everywhere (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
struct BloomRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
