import Storage

/// How a referral is spoken of: the number a person who told us keeps, such as "EM-7Q4-K2P".
package enum ReferralReference {
    /// Letters and digits that cannot be taken for one another, by eye or by ear: no 0 or O, no 1, I or L, no 5 or S, no 8
    /// or B, no Z, no U or V.
    static let alphabet = Array("234679ACDEFGHJKMNPQRTWXY")

    /// The two letters a partnership's references begin with, from its short name: "Eastmere" gives "EM".
    ///
    /// Of two words or more their first letters; of one its first letter and its last consonant but one.
    package static func prefix(of shortName: String) -> String {
        let words = shortName.uppercased().split { !($0.isASCII && $0.isLetter) }
        guard let word = words.first, let first = word.first else { return "BW" }
        if words.count > 1 { return String(words.prefix(2).compactMap(\.first)) }
        let consonants = word.dropFirst().filter { !"AEIOU".contains($0) }
        return String([first, consonants.dropLast().last ?? consonants.last ?? first])
    }

    /// A reference from chance alone; whether it is free is for the caller to see.
    package static func make(prefix: String, using chance: inout some RandomNumberGenerator) -> String {
        func three() -> String {
            String((0..<3).map { _ in alphabet[Int.random(in: alphabet.indices, using: &chance)] })
        }
        return "\(prefix)-\(three())-\(three())"
    }

    /// A reference as somebody typed it, in the form it is kept: any case, with or without its hyphens.
    package static func read(_ typed: String) -> String {
        let letters = typed.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard letters.count > 6 else { return letters }
        return "\(letters.dropLast(6))-\(letters.suffix(6).prefix(3))-\(letters.suffix(3))"
    }
}

extension Transaction {
    /// A reference nobody has yet: tried again until it is free.
    package func freeReference(prefix: String, using chance: inout some RandomNumberGenerator) throws -> String {
        for _ in 0..<20 {
            let reference = ReferralReference.make(prefix: prefix, using: &chance)
            if try count("SELECT COUNT(*) FROM referral WHERE reference = \(reference)") == 0 { return reference }
        }
        throw StorageError.conflict
    }

    /// A reference nobody has yet, from the system's own randomness.
    package func freeReference(prefix: String) throws -> String {
        var chance = SystemRandomNumberGenerator()
        return try freeReference(prefix: prefix, using: &chance)
    }
}
