import Foundation

/// A word of a text, folded for comparison.
///
/// Folding makes curly apostrophes straight, drops a final 's, drops invisible characters and opens ligatures,
/// so that "the boy’s" and "the boy's" both give "the", "boy".
struct Token: Hashable {
    /// Lower case.
    let key: String
    /// As `key`, in the case it was written.
    let cased: String
    let range: Range<String.Index>
    /// True when only white space, one hyphen or an apostrophe stands between this word and the one before.
    let isJoined: Bool
    let isQuoted: Bool
}

extension Token {
    /// Cuts a text into words, in order.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    static func words(of text: String) -> [Token] {
        let quoted = Quotation.ranges(in: text)
        var quote = quoted.startIndex
        var tokens: [Token] = []
        var gap = Gap()
        var index = text.startIndex
        while index < text.endIndex {
            guard Letter(text[index]) == .word else {
                gap.add(text[index])
                index = text.index(after: index)
                continue
            }
            let end = wordEnd(in: text, from: index)
            while quote < quoted.endIndex, quoted[quote].upperBound <= index { quote += 1 }
            let isQuoted = quote < quoted.endIndex && quoted[quote].lowerBound <= index
            let (cased, cut) = fold(text[index..<end])
            let wordEnd = text.index(end, offsetBy: -cut)
            tokens.append(
                Token(
                    key: cased.lowercased(), cased: cased, range: index..<wordEnd, isJoined: gap.joins,
                    isQuoted: isQuoted))
            gap = Gap()
            index = end
        }
        return tokens
    }

    /// A word goes on over letters, invisible characters, and an apostrophe with a letter after it.
    private static func wordEnd(in text: String, from start: String.Index) -> String.Index {
        var end = start
        var index = start
        while index < text.endIndex {
            let next = text.index(after: index)
            switch Letter(text[index]) {
            case .word: end = next
            case .invisible: break
            case .apostrophe:
                guard end == index, next < text.endIndex, Letter(text[next]) == .word else { return end }
            case .space, .hyphen, .other: return end
            }
            index = next
        }
        return end
    }

    /// The folded word and how many characters of a final 's were dropped.
    static func fold(_ word: Substring) -> (cased: String, cut: Int) {
        var text = String(word)
        if !word.utf8.allSatisfy({ $0 < 0x80 }) {
            let plain = text.precomposedStringWithCompatibilityMapping.unicodeScalars.compactMap(plainScalar)
            text = String(String.UnicodeScalarView(plain))
        }
        guard text.count > 2, text.lowercased().hasSuffix("'s") else { return (text, 0) }
        let letters = word.reversed().prefix { Letter($0) != .apostrophe }
        // Opening a ligature can bring in an apostrophe that was not there; then nothing is cut.
        guard letters.count + 1 < word.count else { return (text, 0) }
        return (String(text.dropLast(2)), letters.count + 1)
    }

    private static func plainScalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.properties.isDefaultIgnorableCodePoint { return nil }
        return Letter.apostrophes.contains(Character(scalar)) ? "'" : scalar
    }
}

/// What a character means to someone cutting a text into words.
enum Letter {
    case word, apostrophe, hyphen, space, invisible, other

    static let apostrophes: Set<Character> = ["'", "\u{2019}", "\u{02BC}", "\u{FF07}"]
    private static let hyphens: Set<Character> = ["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2212}"]

    init(_ character: Character) {
        if let ascii = character.asciiValue {
            self = Letter(ascii: ascii)
        } else if character.isLetter || character.isNumber {
            self = Letter.apostrophes.contains(character) ? .apostrophe : .word
        } else if character.isWhitespace {
            self = .space
        } else if Letter.apostrophes.contains(character) {
            self = .apostrophe
        } else if Letter.hyphens.contains(character) {
            self = .hyphen
        } else if character.unicodeScalars.allSatisfy(\.properties.isDefaultIgnorableCodePoint) {
            self = .invisible
        } else {
            self = .other
        }
    }

    private init(ascii: UInt8) {
        switch ascii {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            self = .word
        case UInt8(ascii: " "), 9...13: self = .space
        case UInt8(ascii: "'"): self = .apostrophe
        case UInt8(ascii: "-"): self = .hyphen
        default: self = .other
        }
    }
}

/// What stands between two words, and whether they still read as one phrase.
private struct Gap {
    private(set) var joins = true
    private var lines = 0
    private var hasHyphen = false
    private var lastWasSpace = false
    private var isSpacedHyphen = false

    mutating func add(_ character: Character) {
        switch Letter(character) {
        case .space:
            if character.isNewline { lines += 1 }
            if lines > 1 || isSpacedHyphen { joins = false }
            lastWasSpace = true
        case .hyphen:
            if hasHyphen { joins = false }
            hasHyphen = true
            isSpacedHyphen = lastWasSpace
            lastWasSpace = false
        case .apostrophe, .invisible: break
        case .word, .other: joins = false
        }
    }
}
