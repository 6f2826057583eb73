import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing

@testable import Joining

/// The real engine over a small town: 2,000 young people in the files of four agencies.
@Suite(.serialized) struct LinkEndToEndTests {
    /// An invented young person and what an agency makes of them.
    private struct Town {
        var dice = SplitMix(seed: 20_261_123)
        let firsts = [
            "Kai", "Ana", "Mohammed", "Aisha", "Liam", "Olivia", "Noah", "Zara", "Jakub", "Maja", "Daniel", "Chloe",
            "Samuel", "Grace", "Yusuf", "Fatima", "Ethan", "Ruby", "Leo", "Isla", "Tomasz", "Nadia", "Harvey", "Poppy",
            "Idris", "Amara", "Callum", "Freya", "Reece", "Tia", "Jayden", "Ellie", "Malachi", "Imani", "Oscar", "Ivy",
        ]
        let lasts = [
            "Brennan", "Khan", "Smith", "Nowak", "Okafor", "Patel", "Jones", "Ali", "Walsh", "Lewandowski", "Brown",
            "Hussain", "Taylor", "Begum", "Wilson", "Adeyemi", "Clarke", "Kaur", "Hughes", "Mensah", "Fox", "Doyle",
            "Marsh", "Quinn", "Rowe", "Sesay", "Tran", "Usman", "Vaughan", "Yates", "Zaman", "Abbott", "Barker", "Cole",
        ]

        mutating func roll(_ sides: Int) -> Int { Int(dice.next() % UInt64(sides)) }
        mutating func letter() -> Character { Array("ABCDEFGHJKLMNPRSTUVWXYZ")[roll(23)] }

        /// A word with one letter wrong.
        mutating func slip(_ word: String) -> String {
            var letters = Array(word)
            guard letters.count > 3 else { return word }
            letters[1 + roll(letters.count - 2)] = Character(String(letter()).lowercased())
            return String(letters)
        }
    }

    private struct Kid {
        let first: String
        let last: String
        let born: Day
        let postcode: String
        let address: String
        let nhs: String
        let upn: String
    }

    /// The check digit by Modulus 11; nil where there is none.
    private static func nhs(_ number: Int) -> String? {
        let nine = "999" + String(repeating: "0", count: 6 - String(number).count) + String(number)
        let sum = zip(nine.utf8.map { Int($0) - 48 }, (2...10).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        return check == 10 ? nil : nine + String(check)
    }

    @Test func `a town is linked, a second run changes nothing, and later files join whom there is`() async throws {
        let world = try await LinkWorld.make()
        var town = Town()
        var kids: [Kid] = []
        var number = 1
        while kids.count < 2000 {
            number += 1
            guard let nhs = Self.nhs(number) else { continue }
            let born = Day(number: 14_000 + town.roll(3000))
            let place = town.roll(900)
            kids.append(
                Kid(
                    first: town.firsts[town.roll(town.firsts.count)], last: town.lasts[town.roll(town.lasts.count)],
                    born: born, postcode: "KX\(place % 9 + 1) \(place % 7 + 1)\(town.letter())\(town.letter())",
                    address: "\(town.roll(80) + 1) Invented Road", nhs: nhs,
                    upn: "A\(String(100_000_000_000 + number))"))
        }
        var truth: [ID<SourceRecord>: Int] = [:]
        func describe(_ kind: AgencyKind, share: Int) throws -> [SourceRecord] {
            let agency = try #require(world.house.agencies[kind])
            var records: [SourceRecord] = []
            for (index, kid) in kids.enumerated() where town.roll(100) < share {
                let isSlip = town.roll(100) < 8
                let record = SourceRecord(
                    id: .make(), agency: agency.id, localRef: "\(kind.code)\(index)",
                    forename: isSlip ? town.slip(kid.first) : kid.first, middleNames: "",
                    surname: town.roll(100) < 5 ? town.slip(kid.last) : kid.last, alsoKnownAs: "", born: kid.born,
                    sex: "",
                    address: kid.address, postcode: town.roll(100) < 15 ? "" : kid.postcode,
                    nhsNumber: kind == .health || kind == .socialCare ? kid.nhs : "",
                    upn: kind == .education ? kid.upn : "", pnc: "", ethnicity: "", school: "")
                records.append(record)
                truth[record.id] = index
            }
            return records
        }
        for (kind, share) in [(AgencyKind.education, 95), (.health, 40), (.socialCare, 15)] {
            try await world.add(
                describe(kind, share: share), category: Note.category(for: kind), in: try await world.file(kind))
        }
        let start = Date()
        let first = try await world.run(.linkage(threads: 2))
        print("linked \(first.counts.records) records in \(Date().timeIntervalSince(start)) s: \(first.counts)")
        #expect(first.counts.links == first.counts.records)
        #expect(first.counts.people >= 1900 && first.counts.people <= 2500, "\(first.counts)")
        let wrong = try await mixedUp(world, truth)
        print("young people with another's rows: \(wrong)")
        #expect(wrong * 1000 <= first.counts.people * 5)

        let before = try await world.fingerprint()
        let again = try await world.run(.linkage(threads: 2))
        #expect(again.counts.links == 0)
        #expect(try await world.fingerprint() == before)

        let stood = try await persons(world, truth)
        try await world.add(
            describe(.police, share: 10), category: .police, in: try await world.file(.police))
        let later = try await world.run(.linkage(threads: 2))
        print("later file: \(later.counts)")
        #expect(later.counts.links > 150)
        // Whoever had a record keeps it, under the same identifier, unless nobody had touched it.
        var moved = 0
        for (record, person) in stood where try await world.person(of: record) != person { moved += 1 }
        #expect(moved * 100 <= stood.count, "\(moved) of \(stood.count) moved")
        #expect(try await mixedUp(world, truth) * 1000 <= first.counts.people * 8)

        // A question from the real engine, answered.
        if let item = try await world.items().first {
            #expect(!item.evidence.parts.isEmpty || item.cause != .between)
            #expect(item.cause != .between || abs(item.evidence.total - item.weight) < 0.2, "the picture adds up")
            let browser = try await world.browser(world.coordinator)
            await browser.open("/review/\(item.id)")
            #expect(await browser.status == 200)
            await browser.open("/links")
            #expect(await browser.text.contains("How pairs were found in the last run"))
        }
    }

    private func persons(_ world: LinkWorld, _ truth: [ID<SourceRecord>: Int]) async throws
        -> [ID<SourceRecord>: ID<Person>]
    {
        let records = truth.keys.sorted()
        return try await world.database.read { try $0.links(of: records).mapValues(\.person) }
    }

    /// Young people on whose record stand rows of two.
    private func mixedUp(_ world: LinkWorld, _ truth: [ID<SourceRecord>: Int]) async throws -> Int {
        let persons = try await persons(world, truth)
        let groups = Dictionary(grouping: persons.keys) { persons[$0] }
        return groups.values.count { Set($0.compactMap { truth[$0] }).count > 1 }
    }
}
