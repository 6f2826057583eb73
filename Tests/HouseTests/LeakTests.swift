import Foundation
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

/// Planted words that must stay where they are: in no page of anybody the policy keeps out.
@Suite struct LeakTests {
    /// Reads every page a role can ask for, with every planted identifier, and looks for words it may not see.
    @Test(arguments: Role.allCases)
    func `no page shows a name or a concern the policy keeps from this worker`(role: Role) async throws {
        let house = try await TestHouse.make()
        let worker = try #require(house.workers[role])
        let planted = try await Planted.all(in: house, around: worker)
        let browser = try await house.browser(as: role)
        var pages = 0
        for route in house.site.routes where route.method == .get && route.path != "/exit" {
            let targets = route.path.contains("{") ? planted.flatMap { [$0.person.text, $0.referral.text] } : [""]
            for target in targets {
                let path = route.path.split(separator: "/").map { $0.hasPrefix("{") ? target : String($0) }
                await browser.open("/" + path.joined(separator: "/"))
                let text = await browser.text
                pages += 1
                for plant in planted {
                    let isOwn = target == plant.person.text || target == plant.referral.text
                    let isReview = isOwn && route.path.hasPrefix("/young-people/{person}/links/")
                    for word in plant.forbidden(role, onDesk: route.path.hasPrefix("/desk"), inReview: isReview) {
                        #expect(
                            !text.contains(word),
                            "\(role.name), \(plant.name): \(route.name)\(isOwn ? "" : " of another")")
                    }
                }
            }
        }
        print("leaks, \(role.name): \(pages) pages read")
    }

    /// A search is a page too.
    @Test(arguments: Role.allCases)
    func `no search finds a name the policy keeps from this worker`(role: Role) async throws {
        let house = try await TestHouse.make()
        let worker = try #require(house.workers[role])
        let planted = try await Planted.all(in: house, around: worker)
        let browser = try await house.browser(as: role)
        for plant in planted where plant.forbidden(role, onDesk: false, inReview: false).contains(plant.secret) {
            await browser.open("/young-people")
            let found = PageForm.all(in: await browser.text).first {
                $0.fields.contains { $0.0 == "family" || $0.0 == "q" || $0.0 == "name" }
            }
            guard let form = found else { continue }
            let fields = form.fields.map { ($0.0, ["family", "q", "name"].contains($0.0) ? plant.family : $0.1) }
            await browser.send(form.action, fields)
            let rest = await browser.text.replacing("value=\"\(plant.family)\"", with: "")
                .replacing("\u{201C}\(plant.family)\u{201D}", with: "")
            #expect(!rest.contains(plant.secret), "\(role.name), \(plant.name)")
        }
    }
}

/// A young person with words nobody else has, and how the worker under test stands to them.
private struct Planted: Sendable {
    let name: String
    let person: ID<Person>
    let referral: ID<Referral>
    let family: String
    let secret: String
    let concern: String
    /// In a row of a police file that no sharing agreement covers: for nobody here, whatever their role.
    let row: String
    let standing: Standing

    /// What this role must not read anywhere. The desk's coordinators read what was told before anybody's standing to
    /// the young person exists, unless the record is restricted against them.
    func forbidden(_ role: Role, onDesk: Bool, inReview: Bool) -> [String] {
        let isDesk = onDesk && Policy.allows(role, .handleReferral) && standing.restriction == .open
        if isDesk { return [row] }
        // Reviewing links shows who it is, and nothing else that the record holds.
        let mayName = inReview && Policy.allows(role, .reviewLinks) && standing.restriction == .open
        switch Policy.decide(role, .viewRecord, standing) {
        case .permit(let categories):
            return (categories.contains(.identity) || mayName ? [] : [secret])
                + (categories.contains(.concerns) ? [] : [concern]) + [row]
        case .refuse: return (mayName ? [] : [secret]) + [concern, row]
        }
    }

    static func all(in house: TestHouse, around worker: Worker) async throws -> [Planted] {
        let ways: [(String, Relation, Restriction)] = [
            ("nobody to them", .none, .open), ("a colleague knows them", .sameAgency, .open),
            ("told us", .referrer, .open), ("at the meeting", .meeting, .open), ("in the team", .team, .open),
            ("asked to support", .provider, .open), ("restricted, not named", .team, .notListed),
            ("kept out by name", .team, .excluded), ("restricted, at the meeting", .meeting, .notListed),
        ]
        var planted: [Planted] = []
        for (number, way) in ways.enumerated() {
            planted.append(try await plant(way, number, in: house, around: worker))
        }
        return planted
    }

    private static func plant(
        _ way: (String, Relation, Restriction), _ number: Int, in house: TestHouse, around worker: Worker
    ) async throws -> Planted {
        let now = house.now
        let (family, concern, row) = ("Zqvfamily\(number)x", "zqvconcern\(number)x", "zqvrow\(number)x")
        let police = try #require(house.agencies[.police])
        let other = try #require(house.workers.values.filter { $0.id != worker.id }.min { $0.id < $1.id })
        return try await house.database.write { tx in
            var person = Person(id: .make(), number: try tx.nextPersonNumber(), givenName: "Ana", familyName: family)
            person.born = Day(year: 2011, month: 3, day: 2)
            try tx.insert(person, at: now)
            var referral = Referral(
                id: .make(), reference: "EM-TST-\(number)", channel: .professional, status: .waiting, sourceCode: "2A",
                sourceWords: "A school", receivedAt: now)
            referral.person = person.id
            referral.concerns = ["\(concern) near the station"]
            referral.answers = ["family_name": [family], "concern_what_1": [concern]]
            try tx.insert(referral)
            try tx.plantRow(
                of: police, .police, kind: "arrest", title: "Was arrested \(row)", surname: row, about: person.id,
                at: now)
            try arrange(way.1, worker, person.id, now, in: tx)
            switch way.2 {
            case .open, .listed: break
            case .notListed:
                try tx.restrict(person.id, excluding: false, other.id, because: "test", by: other.id, at: now)
            case .excluded:
                try tx.restrict(person.id, excluding: true, worker.id, because: "test", by: other.id, at: now)
            }
            return Planted(
                name: way.0, person: person.id, referral: referral.id, family: family, secret: family, concern: concern,
                row: row, standing: Standing(relation: way.1, restriction: way.2, hasBrokenGlass: false))
        }
    }

    private static func arrange(
        _ relation: Relation, _ worker: Worker, _ person: ID<Person>, _ now: Instant, in tx: Transaction
    ) throws {
        switch relation {
        case .team, .mentor: try tx.involve(worker, as: .lead, with: person, why: "test", at: now)
        case .provider: try tx.involve(worker.agency.id, as: .provider, with: person, why: "test", at: now)
        case .meeting: try tx.involve(worker.agency.id, as: .meeting, with: person, why: "test", at: now)
        case .referrer: try tx.involve(worker, as: .referrer, with: person, why: "test", at: now)
        case .sameAgency: try tx.involve(worker.agency.id, as: .known, with: person, why: "test", at: now)
        case .none: break
        }
    }
}
