import Foundation
import Kernel

/// What kind of place some words speak of.
package enum PlaceType: String, Codable, Sendable, CaseIterable {
    case home, licensed, street, school, workplace, transport, shop, park, custody, hospital, other
}

/// Where somebody was hurt, in the words of the person at the desk: "o/s Kings Arms, High st nr stn".
///
/// It is read on this machine alone. Nothing of it needs to be kept once a small area is found.
package struct PlaceText: Hashable, Sendable {
    /// The words with abbreviations written out, folded, the postcode taken out.
    package let words: [String]
    /// The whole postcode that stood in the text.
    package let postcode: Postcode?
    /// The kind of place; nil when the words do not say.
    package let type: PlaceType?

    package init(_ text: String) {
        let lists = PlaceWords.shipped
        let short = String(text.prefix(500))
        let (rest, found) = Self.takingPostcode(short)
        let raw = lists.phrases(rest.lowercased()).folded.split(separator: " ").map { String($0) }
        words = raw.enumerated().flatMap { place, word in lists.written(word, at: place, in: raw) }
        postcode = found
        type = lists.type(of: words)
    }

    private static func takingPostcode(_ text: String) -> (rest: String, postcode: Postcode?) {
        let parts = text.split { $0 == " " || $0 == "," || $0 == ";" || $0 == "\n" || $0 == "(" || $0 == ")" }
        for (place, part) in parts.enumerated() {
            let next = place + 1 < parts.count ? parts[place + 1] : ""
            for (candidate, count) in [(String(part) + next, 2), (String(part), 1)] {
                guard count == 1 || !next.isEmpty, let postcode = Postcode(candidate),
                    candidate.contains(where: \.isNumber)
                else { continue }
                let kept = parts[..<place] + parts[(place + count)...]
                return (kept.joined(separator: " "), postcode)
            }
        }
        return (text, nil)
    }
}

/// Abbreviations and telling words. From `Resources/places.json`.
struct PlaceWords: Sendable {
    /// Words that stand for others: "rd" → "road".
    private let short: [String: [String]]
    /// Signs that folding would break: "o/s" → "outside".
    private let signs: [(sign: String, words: String)]
    /// Phrases that say what kind of place it is, the most telling kind first.
    private let kinds: [(type: PlaceType, phrases: [[String]])]
    let empty: Set<String>
    /// Words that tell one Mill from another: Mill Lane is not Mill Street.
    let types: Set<String>
    /// Words that say what kind of place it is and are no name of it: "pub", "shop".
    let kindWords: Set<String>

    /// Whether a word only says what kind of place it is.
    func isKind(_ word: String) -> Bool { kindWords.contains(word) || empty.contains(word) }

    /// The text with signs such as "o/s" written out.
    func phrases(_ text: String) -> String {
        var padded = " \(text) "
        for (sign, words) in signs {
            padded = padded.replacingOccurrences(of: " \(sign) ", with: " \(words) ")
        }
        // What a comma parts does not belong together; "at" is a word that parts as well, and survives folding.
        for sign in [",", ";", "/", "(", ")", " - ", "\n"] {
            padded = padded.replacingOccurrences(of: sign, with: " at ")
        }
        return padded.replacingOccurrences(of: "&", with: " and ")
    }

    /// A word written out. "St" is a saint before a name and a street after one.
    func written(_ word: String, at place: Int, in words: [String]) -> [String] {
        if word == "st" || word == "saint" {
            let isLast = place + 1 == words.count
            let follows = place > 0 && !empty.contains(short[words[place - 1]]?.first ?? words[place - 1])
            return isLast || follows && word == "st" ? ["street"] : ["saint"]
        }
        return short[word] ?? [word]
    }

    /// The first kind of which a phrase stands in the text, unless it is only part of a longer phrase: a car park is
    /// no park.
    func type(of words: [String]) -> PlaceType? {
        var spans: [(type: PlaceType, span: Range<Int>)] = []
        for kind in kinds {
            for phrase in kind.phrases where !phrase.isEmpty && phrase.count <= words.count {
                for start in 0...(words.count - phrase.count)
                where words[start..<(start + phrase.count)].elementsEqual(phrase) {
                    spans.append((kind.type, start..<(start + phrase.count)))
                }
            }
        }
        return spans.first { own in
            !spans.contains { $0.span.count > own.span.count && $0.span.contains(own.span.lowerBound) }
        }?.type
    }

    static let shipped: PlaceWords = {
        struct Written: Decodable {
            struct Kind: Decodable {
                let type: PlaceType
                let phrases: [String]
            }

            let short, signs: [String: String]
            let empty, types: [String]
            let kinds: [Kind]
        }
        guard let url = Bundle.module.url(forResource: "places", withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let written = try? JSONDecoder().decode(Written.self, from: data)
        else { preconditionFailure("The list of words for places is missing from the program's own files.") }
        func split(_ text: String) -> [String] { text.split(separator: " ").map { String($0) } }
        let types = Set(written.types)
        let kindWords = written.kinds.flatMap { $0.phrases.flatMap { split($0.folded) } }
        return PlaceWords(
            short: written.short.mapValues(split),
            signs: written.signs.sorted { ($0.key.count, $0.key) > ($1.key.count, $1.key) }.map { ($0.key, $0.value) },
            kinds: written.kinds.map { ($0.type, $0.phrases.map { split($0.folded) }) }, empty: Set(written.empty),
            types: types, kindWords: Set(kindWords).subtracting(types))
    }()
}
