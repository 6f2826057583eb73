import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing

@testable import Joining

/// Three hundred invented young people in two agencies' files, each with a record of our own.
struct KnownTown {
    let world: LinkWorld
    let kids: [Kid]
    let people: [ID<Person>]

    var database: any Database { world.database }

    /// An invented young person in two agencies' files and with a record of our own.
    struct Kid {
        let first: String
        let last: String
        let born: Day
        let postcode: String
    }

    private static let firsts = [
        "Kai", "Ana", "Mohammed", "Aisha", "Liam", "Olivia", "Noah", "Zara", "Jakub", "Maja", "Daniel", "Chloe",
        "Samuel", "Grace", "Yusuf", "Fatima", "Ethan", "Ruby", "Leo", "Isla", "Tomasz", "Nadia", "Harvey", "Poppy",
    ]
    private static let lasts = [
        "Brennan", "Khan", "Smith", "Nowak", "Okafor", "Patel", "Jones", "Ali", "Walsh", "Lewandowski", "Brown",
        "Hussain", "Taylor", "Begum", "Wilson", "Adeyemi", "Clarke", "Kaur", "Hughes", "Mensah", "Fox", "Doyle",
        "Marsh", "Quinn", "Rowe", "Sesay", "Tran", "Usman", "Vaughan", "Yates", "Zaman", "Abbott", "Barker", "Cole",
    ]

    /// The town with its files kept; linked, so that there is a model, unless said otherwise.
    static func make(isLinked: Bool = true) async throws -> KnownTown {
        let world = try await LinkWorld.make()
        var dice = SplitMix(seed: 77)
        func roll(_ sides: Int) -> Int { Int(dice.next() % UInt64(sides)) }
        var kids: [Kid] = []
        for number in 0..<300 {
            let area = roll(180)
            kids.append(
                Kid(
                    first: firsts[roll(firsts.count)], last: lasts[number % lasts.count],
                    born: Day(number: 14_000 + roll(3000)),
                    postcode: "KX\(area % 9 + 1) \(area % 7 + 1)A\(["B", "D", "E"][area % 3])"))
        }
        for kind in [AgencyKind.education, .socialCare] {
            let agency = try #require(world.house.agencies[kind])
            let records = kids.enumerated().map { number, kid in
                SourceRecord(
                    id: .make(), agency: agency.id, localRef: "\(kind.code)\(number)",
                    forename: roll(12) == 0 ? String(kid.first.dropLast()) : kid.first, middleNames: "",
                    surname: roll(12) == 0 ? kid.last + "e" : kid.last, alsoKnownAs: "", born: kid.born, sex: "",
                    address: "", postcode: roll(6) == 0 ? "" : kid.postcode, nhsNumber: "", upn: "", pnc: "",
                    ethnicity: "", school: "")
            }
            try await world.add(records, category: Note.category(for: kind), in: try await world.file(kind))
        }
        let now = world.now
        let list = kids
        let people = try await world.database.write { tx in
            try list.map { kid in
                var person = Person(
                    id: .make(), number: try tx.nextPersonNumber(), givenName: kid.first, familyName: kid.last)
                (person.born, person.postcode) = (kid.born, kid.postcode)
                try tx.insert(person, at: now)
                return person.id
            }
        }
        if isLinked { try await world.run(.linkage(threads: 2)) }
        return KnownTown(world: world, kids: kids, people: people)
    }
}
