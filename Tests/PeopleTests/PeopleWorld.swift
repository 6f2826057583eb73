import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

/// Who stands how to the young person of a test.
enum TestRelation: String, CaseIterable {
    case lead, team, provider, meeting, known, none
}

/// A partnership with one young person whose record holds a token of every kind of information.
struct PeopleWorld {
    let house: TestHouse
    let person: ID<Person>
    let note: ID<Note>

    /// A word that stands nowhere else, and the kind of information it is part of.
    static let tokens: [(token: String, category: Governance.Category)] = [
        ("Brennantoken", .identity), ("Streettoken", .contact), ("Livestoken", .contact), ("Risktoken", .risk),
        ("Safetoken", .risk), ("Notetoken", .notes), ("Healthtoken", .health), ("Policetoken", .police),
        ("Schooltoken", .education), ("Helpertoken", .contact), ("Harmertoken", .concerns), ("Sourcetoken", .source),
    ]

    static func make() async throws -> PeopleWorld {
        let house = try await TestHouse.make()
        let person = ID<Person>.make()
        let note = ID<Note>.make()
        try await house.database.write { tx in
            var kai = Person(id: person, number: 2047, givenName: "Kai", familyName: "Brennantoken")
            kai.born = Day(year: 2010, month: 3, day: 27)
            kai.pronouns = "he/him"
            kai.address = "7 Streettoken Row"
            kai.postcode = "EM4 7QT"
            kai.livesWith = "Mum, Livestoken"
            kai.school = "Fairmead Academy"
            kai.safeContact = [.notAtHome]
            try tx.insert(kai, at: house.now)
            try seed(tx, house, kai.id, note)
        }
        return PeopleWorld(house: house, person: person, note: note)
    }

    private static func seed(_ tx: Transaction, _ house: TestHouse, _ person: ID<Person>, _ first: ID<Note>) throws {
        let words: [(AgencyKind, String)] = [
            (.socialCare, "Notetoken"), (.health, "Healthtoken"), (.police, "Policetoken"), (.education, "Schooltoken"),
        ]
        for (index, (kind, token)) in words.enumerated() {
            let writer = try worker(at: kind, in: house, tx)
            try tx.insert(
                Note(
                    id: index == 0 ? first : .make(), person: person, kind: .visit,
                    at: house.now.adding(days: -index - 1), precision: .day, title: "Title \(token)",
                    body: "Body \(token).", by: writer, addedAt: house.now))
        }
        let writer = try worker(at: .socialCare, in: house, tx)
        try tx.setRisk(
            .high, on: person, headline: "Adults are using Kai. Risktoken", reason: "Because", suggested: "Medium",
            keepingSafe: ["Lift to school. Safetoken"], goingWell: ["Back in school"], by: writer, at: house.now)
        for (name, kind) in [("Helpertoken", TieKind.helps), ("Harmertoken", .harms)] {
            try tx.insert(
                Tie(
                    id: .make(), person: person, name: name, relation: "Known", kind: kind, isAgreed: true,
                    source: "Sourcetoken", lookAgainBy: house.now.day.adding(days: 90)),
                by: writer.id, at: house.now)
        }
    }

    /// Somebody who works for an agency of this kind and is nobody's need to know.
    static func worker(at kind: AgencyKind, in house: TestHouse, _ tx: Transaction) throws -> Worker {
        let agency = try #require(house.agencies[kind])
        let email = "writer-\(kind.rawValue)@eastmere.example"
        if let found = try tx.worker(email: email) { return found }
        let worker = Worker(
            id: .make(), name: "Writer at \(kind.name)", email: email, role: .panelMember, agency: agency,
            jobTitle: "Writer", isDisabled: false)
        try tx.insert(worker, at: house.now)
        return worker
    }

    /// Gives the worker of this role this relation to the young person.
    func relate(_ role: Role, _ relation: TestRelation) async throws {
        let worker = try #require(house.workers[role])
        let (person, now) = (person, house.now)
        try await house.database.write { tx in
            switch relation {
            case .lead: try tx.involve(worker, as: .lead, with: person, why: "Test", at: now)
            case .team: try tx.involve(worker, as: .team, with: person, why: "Test", at: now)
            case .provider: try tx.involve(worker.agency.id, as: .provider, with: person, why: "Test", at: now)
            case .meeting: try tx.involve(worker.agency.id, as: .meeting, with: person, why: "Test", at: now)
            case .known: try tx.involve(worker.agency.id, as: .known, with: person, why: "Test", at: now)
            case .none: break
            }
        }
    }

    /// The browser of a worker of this role who stands so.
    func browser(_ role: Role, _ relation: TestRelation) async throws -> Browser {
        try await relate(role, relation)
        return try await house.browser(as: role)
    }

    var record: String { "/young-people/\(person)" }
}
