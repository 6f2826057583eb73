/// A word of a name, ready for comparison.
struct NameWord: Sendable {
    /// Its letters.
    var short: ShortName
    /// How it sounds.
    var sound: UInt32
    /// Its families of nicknames and spellings; 0 for none.
    var families: SIMD4<UInt16>
    /// Whether it is a forename of honour before another.
    var isHonorific: Bool

    /// The key under which spellings of one name are looked for.
    func blockingKey(_ word: UInt32) -> UInt32 {
        families[0] == 0 ? word : 0x8000_0000 | UInt32(families[0])
    }

    /// Whether two words are spellings or short forms of one name.
    func isVariant(of other: NameWord) -> Bool {
        guard families[0] != 0, other.families[0] != 0 else { return false }
        for index in 0..<4 where families[index] != 0 {
            if any(other.families .== SIMD4(repeating: families[index])) { return true }
        }
        return false
    }
}

/// All words that occur in names, in alphabetical order from 1, and the names made of several.
struct NameBook: Sendable {
    /// The spelling of each word; 0 is empty.
    var texts: [String] = [""]
    /// Each word, ready for comparison.
    var words: [NameWord] = [NameWord(short: ShortName([]), sound: 0, families: .zero, isHonorific: false)]
    /// Names of up to four words, filled from the left; 0 is the name that is not known.
    var entries: [SIMD4<UInt32>] = [.zero]

    /// Lays out a word.
    static func word(_ text: some Collection<UInt8>) -> NameWord {
        let name = String(decoding: text, as: UTF8.self)
        var families = SIMD4<UInt16>.zero
        for (index, number) in (NameFamilies.numbers[name] ?? []).prefix(4).enumerated() { families[index] = number }
        return NameWord(
            short: ShortName(text), sound: Sound.key(text), families: families,
            isHonorific: NameFamilies.honorifics.contains(name))
    }

    /// The entry's words as text, with spaces between.
    func text(entry: UInt32) -> String {
        let entry = entries[Int(entry)]
        return (0..<4).filter { entry[$0] != 0 }.map { texts[Int(entry[$0])] }.joined(separator: " ")
    }
}

/// How a cell with names is taken apart into words.
enum NamePreparation {
    /// The words of given names: the one used first, then the rest; marks of honour go last.
    ///
    /// `Mohammed Bilal` is Bilal, as he is called, and so is not taken for his brother `Mohammed Amir`.
    static func given(_ folded: [UInt8]) -> [[UInt8]] {
        guard !isNothing(folded) else { return [] }
        var words = split(folded)
        while let first = words.first, words.count > 1, NameFamilies.titles.contains(text(first)) {
            words.removeFirst()
        }
        var honours: [[UInt8]] = []
        while words.count > 1, let first = words.first, NameFamilies.honorifics.contains(text(first)) {
            honours.append(words.removeFirst())
        }
        return Array((words + honours).prefix(4))
    }

    /// The words of family names: prefixes joined to the next word, particles left out beside another word.
    static func family(_ folded: [UInt8]) -> [[UInt8]] {
        guard !isNothing(folded) else { return [] }
        var words: [[UInt8]] = []
        var prefix: [UInt8] = []
        let all = split(folded)
        for (index, word) in all.enumerated() {
            let isLast = index == all.count - 1
            let name = text(word)
            if !isLast, NameFamilies.prefixes.contains(name) {
                prefix += word
            } else if !isLast, prefix.isEmpty, NameFamilies.particles.contains(name) {
                continue
            } else {
                words.append(prefix + word)
                prefix = []
            }
        }
        return Array(words.prefix(4))
    }

    /// The given names and family names of a whole name: the last word, with its particles, is the family's.
    static func whole(_ folded: [UInt8]) -> (given: [UInt8], family: [UInt8]) {
        let words = split(folded)
        guard words.count > 1 else { return ([], folded) }
        var split = words.count - 1
        while split > 1, NameFamilies.particles.union(NameFamilies.prefixes).contains(text(words[split - 1])) {
            split -= 1
        }
        return (Array(words[..<split].joined(separator: [32])), Array(words[split...].joined(separator: [32])))
    }

    private static func isNothing(_ folded: [UInt8]) -> Bool {
        folded.isEmpty || NameFamilies.notNames.contains(text(folded))
    }

    private static func split(_ folded: [UInt8]) -> [[UInt8]] {
        folded.split(separator: 32).map(Array.init)
    }

    private static func text(_ word: [UInt8]) -> String {
        String(decoding: word, as: UTF8.self)
    }
}
