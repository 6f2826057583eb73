import Kernel
import Storage
import Web

/// A record that may be the young person somebody means: which, why, and how strongly.
package struct PersonMatch: Sendable, Equatable {
    package let person: ID<Person>
    /// In words: "same family name", "day and month swapped".
    package let reasons: [String]
    package let score: Double
}

/// What somebody knows of the young person they look for. Anything may be unknown.
struct PersonQuery: Sendable, Equatable {
    let given: String
    let family: String
    let born: Day?
    let postcode: String
    let school: String

    init(given: String, family: String, born: Day?, postcode: String, school: String) {
        self.given = given.folded
        self.family = family.folded
        self.born = born
        self.postcode = Postcode(postcode)?.description ?? ""
        self.school = school.folded
    }

    /// The names as typed into one box: "Kai Brennan", "Brennan, Kai" or a single name of either kind.
    static func names(_ text: String) -> (given: String, family: String) {
        let halves = text.split(separator: ",", maxSplits: 1).map(\.trimmed).filter { !$0.isEmpty }
        if halves.count == 2 { return (halves[1], halves[0]) }
        let words = (halves.first ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        guard let last = words.last, words.count > 1 else { return (words.first ?? "", "") }
        return (words.dropLast().joined(separator: " "), last)
    }

    /// The birthday with day and month the other way round, when there is such a day.
    var bornSwapped: Day? {
        guard let born, born.day != born.month else { return nil }
        return Day(year: born.year, month: born.day, day: born.month)
    }

    var isEmpty: Bool { given.isEmpty && family.isEmpty && born == nil && postcode.isEmpty }
}

/// A record as it is compared: keys only, never shown to anyone.
struct PersonKeys: Sendable, Equatable, FromRow {
    let id: ID<Person>
    let given: String
    let family: String
    let known: String
    let born: Day?
    let isBirthEstimated: Bool
    /// Empty for a secret address: finding somebody by it would tell it.
    let postcode: String
    let school: String

    init(
        id: ID<Person>, given: String, family: String, known: String, born: Day?, isBirthEstimated: Bool,
        postcode: String, school: String
    ) {
        self.id = id
        self.given = given
        self.family = family
        self.known = known
        self.born = born
        self.isBirthEstimated = isBirthEstimated
        self.postcode = postcode
        self.school = school
    }

    init(row: Row) throws {
        id = try row["id"]
        given = try row["given_key"]
        family = try row["family_key"]
        known = try row["known_key"]
        born = try row["born"]
        isBirthEstimated = try row["born_estimated"]
        let flags: String = try row["safe_contact"]
        let isSecret = flags.split(separator: ",").contains { $0 == SafeContact.addressIsSecret.rawValue }
        postcode = isSecret ? "" : try row["postcode"]
        let name: String = try row["school"]
        school = name.folded
    }
}

/// How alike a record is to what somebody knows. Only ever a suggestion: a person says whether it is the same one.
enum PersonScore {
    /// Below this the likeness is chance.
    static let least = 1.5

    static func match(_ query: PersonQuery, _ keys: PersonKeys) -> PersonMatch? {
        let parts = [names(query, keys), birthday(query, keys), place(query, keys)].flatMap { $0 }
        let score = parts.reduce(0) { $0 + $1.points }
        let reasons = parts.filter { $0.points > 0 }.map(\.words)
        guard score >= least, !reasons.isEmpty else { return nil }
        return PersonMatch(person: keys.id, reasons: reasons, score: score)
    }

    private typealias Part = (points: Double, words: String)

    private static func names(_ query: PersonQuery, _ keys: PersonKeys) -> [Part] {
        let straight = given(query.given, keys) + family(query.family, keys.family)
        let turned = turnedNames(query, keys)
        return total(turned) > total(straight) ? turned : straight
    }

    private static func total(_ parts: [Part]) -> Double { parts.reduce(0) { $0 + $1.points } }

    /// The names the other way round; a single name is tried as a family name too.
    private static func turnedNames(_ query: PersonQuery, _ keys: PersonKeys) -> [Part] {
        if query.family.isEmpty || query.given.isEmpty {
            return given(query.family, keys) + family(query.given, keys.family)
        }
        guard query.given == keys.family, query.family == keys.given || query.family == keys.known else { return [] }
        return [(6, "same names the other way round")]
    }

    private static func family(_ wanted: String, _ key: String) -> [Part] {
        guard !wanted.isEmpty, !key.isEmpty else { return [] }
        if wanted == key { return [(4, "same family name")] }
        if !Set(wanted.split(separator: " ")).isDisjoint(with: key.split(separator: " ")) {
            return [(2.5, "part of the family name is the same")]
        }
        if Edits.isWithinOne(wanted, key) { return [(2.5, "nearly the same family name")] }
        if wanted.count >= 2, key.hasPrefix(wanted) { return [(1.5, "family name begins the same")] }
        return [(-1.5, "")]
    }

    private static func given(_ wanted: String, _ keys: PersonKeys) -> [Part] {
        guard !wanted.isEmpty, !keys.given.isEmpty || !keys.known.isEmpty else { return [] }
        if wanted == keys.given { return [(3, "same first name")] }
        if wanted == keys.known { return [(3, "known by that name")] }
        if !Set(wanted.split(separator: " ")).isDisjoint(with: keys.given.split(separator: " ")) {
            return [(2, "part of the first name is the same")]
        }
        if Edits.isWithinOne(wanted, keys.given) || Edits.isWithinOne(wanted, keys.known) {
            return [(2, "nearly the same first name")]
        }
        if wanted.count >= 2, keys.given.hasPrefix(wanted) || keys.known.hasPrefix(wanted) {
            return [(1.5, "first name begins the same")]
        }
        return [(-1.5, "")]
    }

    private static func birthday(_ query: PersonQuery, _ keys: PersonKeys) -> [Part] {
        guard let wanted = query.born, let born = keys.born else { return [] }
        if wanted == born { return keys.isBirthEstimated ? [(2, "same estimated birthday")] : [(5, "same birthday")] }
        if query.bornSwapped == born { return [(3, "same birthday with day and month swapped")] }
        if keys.isBirthEstimated {
            return abs(wanted.number - born.number) <= 550 ? [(1, "about the same age")] : [(-1, "")]
        }
        let same = [wanted.year == born.year, wanted.month == born.month, wanted.day == born.day].count { $0 }
        return same == 2 ? [(2, "birthday differs in one number")] : [(-2, "")]
    }

    private static func place(_ query: PersonQuery, _ keys: PersonKeys) -> [Part] {
        var parts: [Part] = []
        if !query.postcode.isEmpty, query.postcode == keys.postcode { parts.append((2.5, "same postcode")) }
        if !query.school.isEmpty, query.school == keys.school { parts.append((1, "same school")) }
        return parts
    }
}

/// Slips of the keyboard.
enum Edits {
    /// Whether one letter added, left out, changed or swapped with its neighbour makes the two the same.
    ///
    /// Names under three letters are never "nearly" another. Complexity: O(*n*).
    static func isWithinOne(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        guard min(a.count, b.count) >= 3, abs(a.count - b.count) <= 1 else { return false }
        let head = zip(a, b).prefix { $0 == $1 }.count
        let tail = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        let (restA, restB) = (a.count - head, b.count - head)
        if restA == 0 && restB == 0 { return true }
        if max(restA, restB) - tail <= 1 { return true }
        return a.count == b.count && head + 1 < a.count && a[head] == b[head + 1] && a[head + 1] == b[head]
            && head + tail + 2 >= a.count
    }
}
