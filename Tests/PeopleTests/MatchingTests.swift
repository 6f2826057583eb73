import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import People

@Suite struct `Finding a young person` {
    private struct Known: Sendable {
        let number: Int
        let given: String
        let family: String
        let born: String?
        var knownAs = ""
        var postcode = ""
        var isSecret = false
    }

    private static let known: [Known] = [
        Known(number: 1, given: "Kai", family: "Brennan", born: "2011-03-07", postcode: "EM4 7QT"),
        Known(number: 2, given: "José", family: "García-López", born: "2010-11-02"),
        Known(number: 3, given: "Siân", family: "O'Brien", born: nil),
        Known(number: 4, given: "Mohammed", family: "Ali", born: "2009-06-15", knownAs: "Mo"),
        Known(number: 5, given: "Grace", family: "James", born: "2012-01-30"),
        Known(number: 6, given: "", family: "", born: "2013-05-05"),
        Known(number: 7, given: "Ella", family: "Hidden", born: "2011-09-09", postcode: "EM9 9ZZ", isSecret: true),
        Known(number: 8, given: "Noah", family: "Patel", born: "2010-02-02"),
    ]

    private func search(
        _ given: String, _ family: String, _ born: String = "", postcode: String = "", school: String = ""
    ) async throws -> [(number: Int, reasons: [String])] {
        let store = try await TemporaryDatabase.make(GovernanceSchema.migrations + PeopleSchema.migrations)
        return try await store.database.write { tx in
            for one in Self.known {
                var person = Person(id: .make(), number: one.number, givenName: one.given, familyName: one.family)
                person.born = one.born.flatMap { Day($0) }
                person.knownAs = one.knownAs
                person.postcode = one.postcode
                person.school = "Fairmead Academy"
                if one.isSecret { person.safeContact = [.addressIsSecret] }
                try tx.insert(person, at: Instant(milliseconds: 0))
            }
            let found = try tx.matches(
                given: given, family: family, born: Day(born), postcode: postcode, school: school, most: 20)
            return try found.map { match in
                let number: Int? = try tx.value("SELECT number FROM person WHERE id = \(match.person)")
                return (number ?? 0, match.reasons)
            }
        }
    }

    @Test(arguments: [
        ("Kai", "Brennan", "2011-03-07", 1, "same birthday"),
        ("Brennan", "Kai", "", 1, "same names the other way round"),
        ("Kai", "Brenan", "", 1, "nearly the same family name"),
        ("Kia", "Brennan", "", 1, "nearly the same first name"),
        ("KAI", "brennan", "2011-07-03", 1, "same birthday with day and month swapped"),
        ("Xavier", "Zzz", "2011-03-07", 1, "same birthday"),
        ("Jose", "Garcia Lopez", "", 2, "same family name"),
        ("jose", "garcia", "", 2, "part of the family name is the same"),
        ("Sian", "OBrien", "", 3, "same first name"),
        ("Mo", "Ali", "", 4, "known by that name"),
        ("", "Jam", "", 5, "family name begins the same"),
        ("Bren", "", "", 1, "family name begins the same"),
        ("Grace", "", "", 5, "same first name"),
        ("", "", "2013-05-05", 6, "same birthday"),
    ])
    func `finds them first, and says why`(
        _ given: String, _ family: String, _ born: String, _ number: Int, _ reason: String
    ) async throws {
        let found = try await search(given, family, born)
        let first = try #require(found.first)
        #expect(first.number == number)
        #expect(first.reasons.contains(reason), "\(first.reasons)")
    }

    @Test func `somebody else is not found`() async throws {
        #expect(try await search("Olivia", "Thornbury", "2011-12-12").isEmpty)
        #expect(try await search("", "", "").isEmpty)
        // The same family name alone is not enough when first name and birthday both say otherwise.
        #expect(try await search("Theodora", "Brennan", "2008-10-19").isEmpty)
    }

    @Test func `a postcode adds to a match, and a secret address is never found by it`() async throws {
        let found = try await search("", "", "", postcode: "em47qt")
        #expect(found.map(\.number) == [1])
        #expect(found.first?.reasons == ["same postcode"])
        #expect(try await search("", "", "", postcode: "EM9 9ZZ").isEmpty)
        let hidden = try await search("Ella", "Hidden", "", postcode: "EM9 9ZZ")
        #expect(hidden.first?.reasons.contains("same postcode") == false)
    }

    @Test func `a school is said when the rest fits, and finds nobody alone`() async throws {
        #expect(
            try await search("Noah", "Patel", "", school: "fairmead academy").first?.reasons.contains("same school")
                == true)
        #expect(try await search("", "", "", school: "Fairmead Academy").isEmpty)
    }

    @Test(arguments: [
        ("brennan", "brenan", true), ("brennan", "brennaan", true), ("brennan", "bernnan", true),
        ("brennan", "brannan", true), ("brennan", "brannon", false), ("ali", "alo", true), ("li", "lo", false),
        ("abcd", "badc", false), ("anna", "hannah", false), ("same", "same", true),
    ])
    func `one slip is one slip`(_ left: String, _ right: String, _ isNear: Bool) {
        #expect(Edits.isWithinOne(left, right) == isNear)
        #expect(Edits.isWithinOne(right, left) == isNear)
    }

    @Test func `one box takes names as people write them`() {
        #expect(PersonQuery.names("Kai Brennan") == ("Kai", "Brennan"))
        #expect(PersonQuery.names("Brennan, Kai") == ("Kai", "Brennan"))
        #expect(PersonQuery.names("  Kai ") == ("Kai", ""))
        #expect(PersonQuery.names("Mary Jane Smith") == ("Mary Jane", "Smith"))
        #expect(PersonQuery.names("") == ("", ""))
    }

    @Test(arguments: [
        ("YP-2047", 2047), ("yp 2047", 2047), ("2047", 2047), ("YP2047", 2047), ("Kai", nil), ("YP-", nil),
        ("99999999999999999999", nil),
    ])
    func `a reference is told from a name`(_ text: String, _ number: Int?) {
        #expect(SearchForm.number(text) == number)
    }
}
