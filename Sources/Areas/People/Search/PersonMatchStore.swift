import Kernel
import Storage

extension Transaction {
    /// The records that may be this young person, likeliest first. Whom the viewer may see is asked afterwards.
    ///
    /// Several passes over indexed keys gather candidates, so that one wrong part never hides a match.
    package func matches(
        given: String, family: String, born: Day?, postcode: String, school: String, most: Int
    ) throws -> [PersonMatch] {
        let query = PersonQuery(given: given, family: family, born: born, postcode: postcode, school: school)
        guard !query.isEmpty else { return [] }
        var found: [ID<Person>: PersonKeys] = [:]
        for condition in PersonPasses.conditions(for: query) {
            let rows: [PersonKeys] = try all(
                """
                SELECT p.id, p.given_key, p.family_key, p.known_key, p.born, p.born_estimated, p.postcode, p.school,
                    p.safe_contact
                FROM person p WHERE p.joined_into IS NULL AND (\(sql: condition)) ORDER BY p.id LIMIT 500
                """)
            for row in rows { found[row.id] = row }
        }
        let matches = found.values.compactMap { PersonScore.match(query, $0) }
        return Array(matches.sorted(by: PersonMatch.isLikelier).prefix(most))
    }

    /// The record with this number, for somebody who typed a reference.
    package func person(numbered number: Int) throws -> ID<Person>? {
        try value("SELECT id FROM person WHERE number = \(number)")
    }
}

extension PersonMatch {
    /// By score; records that score the same keep one order, so that a page reads the same twice.
    static func isLikelier(_ left: PersonMatch, _ right: PersonMatch) -> Bool {
        left.score == right.score ? left.person < right.person : left.score > right.score
    }
}

/// The passes: each a condition one index answers.
enum PersonPasses {
    static func conditions(for query: PersonQuery) -> [SQL] {
        names(query) + birthdays(query) + places(query)
    }

    private static func names(_ query: PersonQuery) -> [SQL] {
        let (given, family) = (query.given, query.family)
        switch (given.isEmpty, family.isEmpty) {
        case (true, true): return []
        case (false, false):
            var passes: [SQL] = [
                "p.family_key = \(family) AND p.given_key = \(given)",
                "p.family_key = \(given) AND p.given_key = \(family)",
                "p.known_key = \(given) AND p.family_key = \(family)",
                "p.family_key = \(family)",
                // A slip later in the name leaves its beginning; the first name's first letter keeps the pass small.
                "\(sql: begins("p.family_key", family.prefix(3))) AND \(sql: begins("p.given_key", given.prefix(1)))",
                "p.given_key = \(given) AND \(sql: begins("p.family_key", family.prefix(1)))",
            ]
            passes += family.split(separator: " ").dropFirst().map { "p.family_key = \(String($0))" }
            if family.contains(" ") { passes.append(begins("p.family_key", family.prefix { $0 != " " })) }
            return passes
        case (false, true), (true, false):
            let name = given.isEmpty ? family : given
            let start = name.prefix(max(2, min(name.count - 1, 4)))
            return [
                "p.family_key = \(name)", "p.given_key = \(name)", "p.known_key = \(name)",
                begins("p.family_key", name[...]), begins("p.given_key", name[...]), begins("p.family_key", start),
            ]
        }
    }

    private static func birthdays(_ query: PersonQuery) -> [SQL] {
        [query.born, query.bornSwapped].compactMap { $0 }.map { "p.born = \($0)" }
    }

    private static func places(_ query: PersonQuery) -> [SQL] {
        query.postcode.isEmpty ? [] : ["p.postcode = \(query.postcode)"]
    }

    /// A range over an index that says "begins with": LIKE would not mean the same in both databases.
    private static func begins(_ column: SQL, _ start: Substring) -> SQL {
        let first = String(start)
        return "\(sql: column) >= \(first) AND \(sql: column) < \(first + "\u{10FFFF}")"
    }
}
