import Foundation

extension StringProtocol {
    /// The text as a search compares it: no accents, no case, no punctuation, single spaces.
    ///
    /// Databases disagree on case beyond ASCII, so keys are folded here and stored.
    package var folded: String {
        let plain = folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        var words: [String] = []
        var word = ""
        for character in plain {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else if character.isWhitespace || character == "-", !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words.joined(separator: " ")
    }
}
