import Foundation
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

/// Whom the desk is shown before a record is made: by the engine and what it learnt, as far as a search shows.
@Suite(.serialized) struct KnownPeopleTests {
    private func query(_ kid: KnownTown.Kid, given: String? = nil, postcode: String? = nil) -> LookedFor {
        LookedFor(
            given: given ?? kid.first, family: kid.last, born: kid.born, postcode: postcode ?? kid.postcode,
            nhsNumber: "", upn: "")
    }

    private func ready(_ known: KnownTown) async throws -> KnownPeople {
        let index = KnownPeople(settings: .standard)
        try await index.refresh(from: known.database, patience: .seconds(120))
        return index
    }

    @Test func `without a model there is no answer, and with one it follows what is changed`() async throws {
        let empty = try await LinkWorld.make()
        let nobody = KnownPeople(settings: .standard)
        try await nobody.refresh(from: empty.database)
        let anyone = LookedFor(given: "Kai", family: "Brennan", born: nil, postcode: "", nhsNumber: "", upn: "")
        #expect(nobody.matches(anyone, also: [], most: 6) == nil)

        let known = try await KnownTown.make()
        let index = try await ready(known)
        let (kid, person) = (known.kids[4], known.people[4])
        // A letter too much, and the engine still knows who it is.
        let found = try #require(index.matches(query(kid, given: kid.first + "e"), also: [], most: 6))
        #expect(found.first?.person == person)
        #expect(found.first?.isWorthAsking == true)
        for match in found {
            let evidence = match.evidence(shows: [.identity, .contact])
            #expect(abs(evidence.total - match.weight) < 0.3, "the picture adds up to the weight")
        }
        // Somebody whom the engine would not ask about is weighed when a search by letters found them.
        let other = try #require(index.matches(query(kid), also: [known.people[9]], most: 6))
        #expect(other.contains { $0.person == known.people[9] && !$0.isWorthAsking })

        // A new record and a changed one are known at once; a name that no longer stands is not.
        let later = known.world.now.adding(hours: 3)
        let changed = kid
        let fresh = try await known.database.write { tx in
            var renamed = try #require(try tx.identities(of: [person]).first?.person)
            (renamed.givenName, renamed.familyName) = ("Zebedee", "Quillfeather")
            renamed.born = changed.born.adding(days: 700)
            try tx.update(renamed, at: later)
            var new = Person(
                id: .make(), number: try tx.nextPersonNumber(), givenName: "Xanthe", familyName: "Ploverdale")
            new.born = changed.born
            try tx.insert(new, at: later)
            return new.id
        }
        try await index.refresh(from: known.database)
        let old = try #require(index.matches(query(kid), also: [], most: 6))
        #expect(!old.contains { $0.person == person && $0.isWorthAsking })
        let xanthe = LookedFor(
            given: "Xanthe", family: "Ploverdale", born: kid.born, postcode: "", nhsNumber: "", upn: "")
        #expect(index.matches(xanthe, also: [], most: 6)?.first?.person == fresh)
    }

    @Test func `nothing tells where somebody lives to whoever may not see it`() async throws {
        let known = try await KnownTown.make()
        let index = try await ready(known)
        let (kid, person) = (known.kids[7], known.people[7])
        let elsewhere = kid.postcode.hasPrefix("KX1") ? "KX2 9ZZ" : "KX1 9ZZ"
        let near = String(kid.postcode.dropLast(2)) + "ZZ"
        for told in [elsewhere, near] {
            let match = try #require(index.matches(query(kid, postcode: told), also: [person], most: 6))
                .first { $0.person == person }
            let seen = try #require(match)
            #expect(seen.evidence(shows: [.identity, .contact]).parts.contains { $0.field == "Address" })
            let masked = seen.evidence(shows: [.identity])
            #expect(!masked.parts.contains { $0.field == "Address" })
            // What is shown is what somebody who was told no postcode would be shown.
            let blind = try #require(index.matches(query(kid, postcode: ""), also: [person], most: 6))
                .first { $0.person == person }
            #expect(masked == blind?.evidence(shows: [.identity]))
        }
        let same = try #require(index.matches(query(kid), also: [person], most: 6)).first { $0.person == person }
        #expect(same?.evidence(shows: [.identity]).parts.contains { $0.words == "Same postcode" } == true)

        // A secret address finds nobody and weighs nothing.
        let later = known.world.now.adding(hours: 3)
        try await known.database.write { tx in
            var secret = try #require(try tx.identities(of: [person]).first?.person)
            secret.safeContact = [.addressIsSecret]
            try tx.update(secret, at: later)
        }
        try await index.refresh(from: known.database)
        let hidden = try #require(index.matches(query(kid), also: [person], most: 6)).first { $0.person == person }
        #expect(hidden?.evidence(shows: [.identity, .contact]).parts.contains { $0.field == "Address" } == false)
    }

    @Test func `the desk shows how sure the engine is and why, and no record that is closed`() async throws {
        let known = try await KnownTown.make()
        let (kid, person) = (known.kids[4], known.people[4])
        let now = known.world.now
        var report = Referral(
            id: .make(), reference: "EM-AAA-AAB", channel: .publicForm, status: .received, sourceCode: "1B",
            sourceWords: "A neighbour", receivedAt: now)
        report.answers = [
            "given_name": [kid.first + "e"], "family_name": [kid.last], "born-day": ["\(kid.born.day)"],
            "born-month": ["\(kid.born.month)"], "born-year": ["\(kid.born.year)"],
        ]
        let referral = report
        try await known.database.write { try $0.insert(referral) }
        let hub = try await known.world.browser(known.world.coordinator)
        let name = "\(kid.first) \(kid.last), YP-"
        // The town is loaded while the first page is made; in a slow build that may take a second look.
        for _ in 0..<50 where !(await hub.text.contains("links like this")) {
            await hub.open("/desk/\(referral.id)")
            try await Task.sleep(for: .milliseconds(200))
        }
        for words in [name, "links like this", "not yet calibrated", "Each step doubles", "First name"] {
            #expect(await hub.text.contains(words), "\(words)")
        }
        await hub.open("/desk/\(referral.id)/new-record")
        #expect(await hub.text.contains(name))
        #expect(await hub.text.contains("links like this"))
        let looks = try await known.database.read { tx in
            try tx.count(
                """
                SELECT COUNT(*) FROM audit WHERE subject_id = \(person) AND action = \(Action.handleReferral)
                    AND detail = 'possible match'
                """)
        }
        #expect(looks >= 2)

        let coordinator = known.world.coordinator
        try await known.database.write { tx in
            try tx.restrict(person, excluding: true, coordinator.id, because: "Family", by: coordinator.id, at: now)
        }
        await hub.open("/desk/\(referral.id)")
        #expect(await hub.status == 200)
        #expect(!(await hub.text.contains(name)))
    }
}
