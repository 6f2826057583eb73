/// How hard a text is to read, by the formulas of Flesch and Kincaid.
///
/// - Flesch reading ease = 206.835 − 1.015 × (words ÷ sentences) − 84.6 × (syllables ÷ words). Higher is easier;
///   80 to 90 suits a child of 11. R. Flesch, 1948, doi:10.1037/h0057532.
/// - Flesch–Kincaid grade = 0.39 × (words ÷ sentences) + 11.8 × (syllables ÷ words) − 15.59, a school year in the
///   United States. J. P. Kincaid and others, 1975, doi:10.21236/ADA006655.
///
/// Children in grade *g* are *g* + 5 to *g* + 6 years old, so a page for ages 9 to 11 should be at grade 5 or less.
/// A sentence ends at a full stop, question or exclamation mark, and at a line break, because headings and list
/// items have no full stop: join hard-wrapped lines before measuring. A number is one word.
package struct Readability: Hashable, Sendable {
    package let words: Int
    package let sentences: Int
    package let syllables: Int
    /// The sentence with the most words, as it stands in the text.
    package let longestSentence: String
    package let wordsInLongestSentence: Int

    /// - Complexity: O(*n*) in the length of the text.
    package init(of text: String) {
        var (words, sentences, syllables, most) = (0, 0, 0, 0)
        var longest: Substring = ""
        for sentence in Readability.sentences(of: text) {
            let inSentence = Readability.words(of: sentence)
            guard !inSentence.isEmpty else { continue }
            sentences += 1
            words += inSentence.count
            syllables += inSentence.reduce(0) { $0 + Syllables.count(in: $1) }
            if inSentence.count > most { (most, longest) = (inSentence.count, sentence) }
        }
        (self.words, self.sentences, self.syllables) = (words, sentences, syllables)
        longestSentence = longest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        wordsInLongestSentence = most
    }

    /// Words to a sentence, on average; 0 for an empty text.
    package var averageSentence: Double { sentences == 0 ? 0 : Double(words) / Double(sentences) }

    /// Syllables to a word, on average; 0 for an empty text.
    package var averageWord: Double { words == 0 ? 0 : Double(syllables) / Double(words) }

    /// Flesch reading ease; 100 for an empty text.
    package var ease: Double {
        words == 0 ? 100 : 206.835 - 1.015 * averageSentence - 84.6 * averageWord
    }

    /// Flesch–Kincaid grade; 0 for an empty text. Very easy texts are below 0.
    package var grade: Double {
        words == 0 ? 0 : 0.39 * averageSentence + 11.8 * averageWord - 15.59
    }

    /// The age, in years, of the youngest children expected to read the text with ease: grade + 5, at least 5.
    package var age: Double { max(5, grade + 5) }
}

extension Readability {
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "rev", "e.g", "i.e", "etc", "no", "vs", "p.m", "a.m",
    ]

    /// The sentences of a text, each with its closing mark.
    static func sentences(of text: String) -> [Substring] {
        var sentences: [Substring] = []
        var start = text.startIndex
        var index = text.startIndex
        var word = ""
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            let isEnd = isStop(character) && endsSentence(character, after: word, before: next, in: text)
            if isEnd || character.isNewline {
                sentences.append(text[start..<next])
                start = next
            }
            word = character.isWhitespace ? "" : "\(word.suffix(12))\(character)"
            index = next
        }
        sentences.append(text[start...])
        return sentences
    }

    private static func isStop(_ character: Character) -> Bool {
        character == "." || character == "!" || character == "?" || character == "…"
    }

    /// A stop ends a sentence before white space, a closing quote or bracket, or the end; not in "3.5" or "Dr. Khan".
    private static func endsSentence(
        _ stop: Character, after word: String, before next: String.Index, in text: String
    ) -> Bool {
        guard next < text.endIndex else { return true }
        let after = text[next]
        if "\"'”’)]".contains(after) { return true }
        guard after.isWhitespace else { return false }
        if stop != "." { return true }
        let letters = word.lowercased().drop { !$0.isLetter && !$0.isNumber }
        // "no." is short for "number" only with a figure after it.
        if letters == "no" { return !(text[next...].first { !$0.isWhitespace }?.isNumber ?? false) }
        return !abbreviations.contains(String(letters))
    }

    /// Runs of letters, figures, apostrophes and inner hyphens: "well-being" is one word.
    static func words(of sentence: Substring) -> [Substring] {
        sentence.split { character in
            switch Letter(character) {
            case .word, .apostrophe, .hyphen, .invisible: false
            case .space, .other: true
            }
        }
        .filter { $0.contains { Letter($0) == .word } }
    }
}
