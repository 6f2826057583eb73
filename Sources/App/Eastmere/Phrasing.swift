import Kernel
import People

/// How a young person is spoken of.
enum Pronoun: String, Sendable, CaseIterable {
    case he = "he/him"
    case she = "she/her"
    case they = "they/them"

    /// The forms a sentence may ask for.
    var forms: [String: String] {
        switch self {
        case .he:
            [
                "they": "he", "them": "him", "their": "his", "theirs": "his", "themself": "himself",
                "was": "was", "has": "has", "is": "is",
                "do": "does", "go": "goes", "s": "s",
            ]
        case .she:
            [
                "they": "she", "them": "her", "their": "her", "theirs": "hers", "themself": "herself",
                "was": "was", "has": "has", "is": "is",
                "do": "does", "go": "goes", "s": "s",
            ]
        case .they:
            [
                "they": "they", "them": "them", "their": "their", "theirs": "theirs", "themself": "themself",
                "was": "were", "has": "have",
                "is": "are", "do": "do", "go": "go", "s": "",
            ]
        }
    }
}

/// What is known when a sentence is written: about whom, and on which day.
struct Facts: Sendable {
    var values: [String: String]
    let day: Day

    /// The words for a gap; a date is some days before the day it is told, another each time.
    func value(of gap: String, _ dice: inout Dice) -> String? {
        switch gap {
        case "date": day.adding(days: -dice.number(1...24)).short
        case "date2": day.adding(days: dice.number(2...9)).short
        case "month": day.adding(days: -dice.number(20...110)).monthName
        default: values[gap]
        }
    }
}

/// Fills the gaps of sentences, so that no two come out the same.
struct Phrasing {
    private let lists: [String: [String]]
    private var said: Set<String> = []

    init(_ words: [String: [String]]) {
        lists = words
    }

    /// Gaps that stay filled the same way through one referral: who does harm, and where from.
    mutating func scene(_ dice: inout Dice) -> [String: String] {
        var scene: [String: String] = [:]
        for gap in ["adult", "adults", "city", "relative"] { scene[gap] = dice.pick(lists[gap] ?? [""]) }
        return scene
    }

    /// One of the sentences, filled, that nobody has read before.
    mutating func line(_ sentences: [String], _ facts: Facts, _ dice: inout Dice) -> String {
        var line = ""
        for _ in 0..<200 {
            line = fill(dice.pick(sentences), facts, &dice)
            if said.insert(line).inserted { return line }
        }
        return line
    }

    /// Several, each from another sentence.
    mutating func lines(_ count: Int, of sentences: [String], _ facts: Facts, _ dice: inout Dice) -> [String] {
        var lines: [String] = []
        for sentence in dice.some(count, of: sentences) {
            // A sentence with few ways to fill it is used up in time: then another takes its place.
            lines.append(fresh(sentence, facts, &dice) ?? line(sentences, facts, &dice))
        }
        return lines
    }

    private mutating func fresh(_ sentence: String, _ facts: Facts, _ dice: inout Dice) -> String? {
        for _ in 0..<20 {
            let line = fill(sentence, facts, &dice)
            if said.insert(line).inserted { return line }
        }
        return nil
    }

    /// One of the sentences, filled, whether or not it was said before.
    func common(_ sentences: [String], _ facts: Facts, _ dice: inout Dice) -> String {
        fill(dice.pick(sentences), facts, &dice)
    }

    /// Writes each `{gap}`: first from the facts, then from the word lists; a capital asks for a capital.
    private func fill(_ sentence: String, _ facts: Facts, _ dice: inout Dice) -> String {
        var result = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let gap = rest[rest.index(after: open)..<close]
            let key = gap.lowercased()
            let value = facts.value(of: key, &dice) ?? lists[key].map { dice.pick($0) }
            precondition(value != nil, "Nothing fills the gap “\(key)” in “\(sentence)”.")
            // A word may have a gap of its own: "{their} aunt".
            let words = value.map { $0.contains("{") ? fill($0, facts, &dice) : $0 } ?? ""
            result += gap.first?.isUppercase == true ? words.capitalisedFirst : words
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension String {
    /// The same words at the head of a sentence.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
