/// Counts and lists as people write them.
package enum Words {
    /// "1 referral", "1,204 referrals", "0 people".
    package static func plural(_ count: Int, _ noun: String) -> String {
        "\(number(count)) \(count == 1 ? noun : plural(of: noun))"
    }

    /// "referrals" for "referral", "young people" for "young person", "dates of birth" for "date of birth".
    package static func plural(of noun: String) -> String {
        let words = noun.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let head = words.indices.dropFirst().first { links.contains(words[$0]) } ?? words.count
        var result = words
        result[head - 1] = cased(English.plural(of: words[head - 1].lowercased()), like: words[head - 1])
        return result.joined(separator: " ")
    }

    /// "1,204". Four figures take a comma too, as in GOV.UK style.
    package static func number(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var grouped = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return grouped
    }

    /// "a", "a and b", "a, b and c".
    package static func list(_ items: [String]) -> String { list(items, joining: "and") }

    /// "a, b or c".
    package static func list(_ items: [String], joining word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) \(word) \(last)"
    }

    /// Words after which a noun is only being described: the plural goes on the word before.
    private static let links: Set<String> = [
        "of", "in", "for", "to", "with", "at", "from", "on", "by", "who", "that", "which", "under", "without",
    ]

    /// Keeps the capitals of "NHS number", "Person" and "GP".
    private static func cased(_ plural: String, like noun: String) -> String {
        guard noun != noun.lowercased() else { return plural }
        let shared = zip(noun.lowercased(), plural).prefix { $0 == $1 }.count
        return "\(noun.prefix(shared))\(plural.dropFirst(shared))"
    }
}
