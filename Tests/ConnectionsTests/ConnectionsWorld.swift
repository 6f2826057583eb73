import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Connections

/// Two young people, of whom the lead practitioner leads for the first alone, and words that stand nowhere else.
struct ConnectionsWorld {
    let house: TestHouse
    let person: ID<Person>
    let other: ID<Person>

    static func make(onPostgres: Bool = false) async throws -> ConnectionsWorld {
        let house = onPostgres ? try await TestHouse.makeOnPostgres() : try await TestHouse.make()
        let lead = try #require(house.workers[.leadPractitioner])
        let (person, other) = try await house.database.write { tx -> (ID<Person>, ID<Person>) in
            var first = Person(id: .make(), number: 2047, givenName: "Ilya", familyName: "Marsh")
            first.born = Day(year: 2010, month: 5, day: 1)
            first.address = "7 Capstan Court"
            try tx.insert(first, at: house.now)
            let second = Person(id: .make(), number: 2051, givenName: "Bea", familyName: "Zqvother")
            try tx.insert(second, at: house.now)
            try tx.involve(lead, as: .lead, with: first.id, why: "test", at: house.now)
            return (first.id, second.id)
        }
        return ConnectionsWorld(house: house, person: person, other: other)
    }

    var today: Day { house.now.day }
    var around: String { "/young-people/\(person)/around" }
    func worker(_ role: Role) throws -> Worker { try #require(house.workers[role]) }

    static func day(_ name: String, _ day: Day) -> [(String, String)] {
        [("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)), ("\(name)-year", String(day.year))]
    }

    /// A connection to an adult, as its form sends it.
    static let adult: [(String, String)] = [
        ("to", "named"), ("name", "Adult Zqvadult"), ("about", "Grey car"), ("type", "suspectedExploiter"),
        ("words", "Waited outside"), ("source", "Zqvsource"), ("source_grade", "2"), ("information_grade", "D"),
        ("handling", "P"),
    ]

    func connection(
        _ person: ID<Person>, _ other: Other, type: String = "friend", words: String = "Zqvwords",
        handling: Handling = Handling(.permitted, copies: true), since: Day? = nil, until: Day? = nil,
        lookIn days: Int = 90
    ) -> Relationship {
        Relationship(
            id: .make(), person: person, other: other, type: type, words: words, source: "Zqvsource",
            grade: Grade(.untested, .unknown), handling: handling, since: since, until: until,
            lookAgainBy: today.adding(days: days))
    }

    func keep(_ connection: Relationship, by role: Role = .leadPractitioner) async throws {
        let (worker, now) = (try worker(role), house.now)
        try await house.database.write { try $0.insert(connection, by: worker.id, at: now) }
    }

    func place(_ name: String = "Flat Zqvplace", sort: Context.Sort = .place) async throws -> ID<Context> {
        let (id, worker, now) = (ID<Context>.make(), try worker(.hubCoordinator), house.now)
        try await house.database.write {
            try $0.add(
                Context(
                    name: name, kind: sort == .place ? "takenOverHome" : "", area: "Quayside", numbers: "07700 900461",
                    drugs: "", status: "active", firstSeen: nil, lastSeen: nil, risks: "Adults have taken it over"),
                as: id, sort: sort, by: worker.id, at: now)
        }
        return id
    }

    func relate(_ role: Role, to person: ID<Person>, as involvement: Involvement = .team) async throws {
        let (worker, now) = (try worker(role), house.now)
        try await house.database.write { try $0.involve(worker, as: involvement, with: person, why: "test", at: now) }
    }

    /// The first connection a page leads to.
    func connectionLink(in page: String) throws -> String {
        try #require(
            PageForm.links(in: page).first {
                $0.hasPrefix("\(around)/") && !$0.hasSuffix("/new") && !$0.hasSuffix("/print")
            })
    }

    func audited(_ words: String) async throws -> Int {
        let like = "%\(words)%"
        return try await house.database.read { try $0.count("SELECT COUNT(*) FROM audit WHERE detail LIKE \(like)") }
    }
}
