import Foundation

/// Finds words that blame a child, says why, and offers others.
///
/// It suggests and never changes or blocks anything. Quoted speech is left alone: a child's own words stay as the
/// child said them.
package struct LanguageCheck: Sendable {
    /// The list that comes with Breakwater.
    package static let standard: LanguageCheck = bundled()

    /// The date of the list.
    package let version: String
    /// Where the list comes from.
    package let source: String
    package let phrases: [Phrase]

    private let variants: [(phrase: Int, variant: Variant)]
    private let variantsByOpening: [String: [Int]]

    /// Reads a phrase file, such as one a partnership has edited.
    package init(json: Data) throws(PhraseListError) {
        let list: PhraseList
        do {
            list = try JSONDecoder().decode(PhraseList.self, from: json)
        } catch {
            throw .unreadable("\(error)")
        }
        (version, source, phrases) = (list.version, list.source, list.phrases)
        var variants: [(phrase: Int, variant: Variant)] = []
        var seen: Set<String> = []
        for (index, phrase) in phrases.enumerated() {
            guard seen.insert(phrase.id).inserted else { throw .repeatedID(phrase.id) }
            for text in phrase.variants {
                do {
                    variants.append((index, try Variant(text, groups: list.groups)))
                } catch {
                    throw .badVariant(phrase: phrase.id, variant: text, why: error.why)
                }
            }
        }
        var byOpening: [String: [Int]] = [:]
        for (index, entry) in variants.enumerated() {
            for word in entry.variant.openings { byOpening[word, default: []].append(index) }
        }
        self.variants = variants
        variantsByOpening = byOpening
    }

    /// The phrases found in a text, in order and without overlap; of two that begin together, the longer.
    ///
    /// - Complexity: O(*n* log *n*) in the length of the text: each word is looked up once by the words that can begin
    ///   a phrase, and the sort is of quotation marks alone.
    package func check(_ text: String) -> [Finding] {
        let tokens = Token.words(of: text)
        var findings: [Finding] = []
        var index = 0
        while index < tokens.count {
            guard let (end, phrase) = longestMatch(in: tokens, at: index) else {
                index += 1
                continue
            }
            let range = tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound
            findings.append(Finding(range: range, matched: String(text[range]), phrase: phrases[phrase]))
            index = end
        }
        return findings
    }

    private func longestMatch(in tokens: [Token], at index: Int) -> (end: Int, phrase: Int)? {
        guard !tokens[index].isQuoted, let candidates = variantsByOpening[tokens[index].key] else { return nil }
        var best: (end: Int, phrase: Int)?
        for candidate in candidates {
            let entry = variants[candidate]
            guard let end = entry.variant.end(in: tokens, from: index) else { continue }
            if end > best?.end ?? index { best = (end, entry.phrase) }
        }
        return best
    }

    private static func bundled() -> LanguageCheck {
        let url = Bundle.module.url(
            forResource: "blaming-phrases", withExtension: "json", subdirectory: "Resources")
        guard let url, let json = try? Data(contentsOf: url) else {
            preconditionFailure("blaming-phrases.json is missing from the bundle of Wording")
        }
        do {
            return try LanguageCheck(json: json)
        } catch {
            preconditionFailure("blaming-phrases.json cannot be used: \(error)")
        }
    }
}
