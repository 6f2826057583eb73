import Casework
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Providers
import Storage
import Testing
import Web

@testable import SupportWork

/// A young person for whom support was just decided, a service that could give it, and a lead practitioner.
struct SupportWorld: Sendable {
    let house: TestHouse
    let person: ID<Person>
    let support: Support
    let service: ID<Service>

    static func make(pathway: String = "one-to-one-advocate", onPostgres: Bool = false) async throws -> SupportWorld {
        let house = onPostgres ? try await TestHouse.makeOnPostgres() : try await TestHouse.make()
        let lead = try #require(house.workers[.leadPractitioner])
        let voluntary = try #require(house.agencies[.voluntary])
        let now = house.now
        return try await house.database.write { tx in
            var person = Person(
                id: .make(), number: try tx.nextPersonNumber(), givenName: "Ilya", familyName: "Marsh")
            person.born = Day(year: 2010, month: 5, day: 1)
            person.postcode = "EM4 7QT"
            try tx.insert(person, at: now)
            try tx.involve(lead, as: .lead, with: person.id, why: "test", at: now)
            var terms = Service.Terms()
            terms.name = "Harbour advocates"
            terms.needs = ["trusted-adult", "education"]
            terms.run(by: voluntary, named: "")
            let service = try tx.add(terms, source: "", by: nil, because: "test", at: now)
            let version = try #require(try tx.pathway(pathway, on: now.day))
            let support = Support(
                person: person.id, pathway: pathway, pathwayVersion: version.number, openedAt: now)
            try tx.insert(support, why: "test", by: lead.id, at: now)
            return SupportWorld(house: house, person: person.id, support: support, service: service)
        }
    }

    var now: Instant { house.now }
    var today: Day { house.now.day }
    var link: String { "/support/\(support.id)" }

    func worker(_ role: Role) throws -> Worker { try #require(house.workers[role]) }

    static func day(_ name: String, _ day: Day) -> [(String, String)] {
        [("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)), ("\(name)-year", String(day.year))]
    }

    func stored() async throws -> Support {
        try #require(try await house.database.read { try $0.supportWithoutGrant(support.id) })
    }

    func openTasks() async throws -> [String] {
        try await house.database.read { try $0.values("SELECT what FROM task WHERE ended_at IS NULL ORDER BY what") }
    }

    /// Says what is asked for, and offers it to the service; answers the offer's address.
    func offer(by browser: Browser) async throws -> String {
        await browser.open("\(link)/offers")
        await browser.submit(
            "\(link)/ask", [("needs", "trusted-adult"), ("needs", "education"), ("times", "evenings")])
        await browser.submit(
            "\(link)/offers", [("to", service.text), ("to_know", "Wants somebody patient; loves football")])
        let id: String? = try await house.database.read {
            try $0.value("SELECT id FROM support_offer ORDER BY made_at DESC LIMIT 1")
        }
        return "/offers/\(try #require(id))"
    }

    /// The provider says yes with its own worker.
    func accepted() async throws {
        let lead = try await house.browser(as: .leadPractitioner)
        let offer = try await offer(by: lead)
        let provider = try await house.browser(as: .provider)
        await provider.open(offer)
        await provider.submit(offer, [("answer", "yes"), ("worker", try worker(.provider).id.text)])
        #expect(try await stored().status == .accepted)
    }

    /// Support that began today, given by the provider's worker.
    func begun() async throws -> Browser {
        try await accepted()
        let provider = try await house.browser(as: .provider)
        await provider.open("\(link)/begin")
        await provider.submit("\(link)/begin", yes)
        #expect(try await stored().status == .active)
        return provider
    }

    /// A browser some days later, signed in anew.
    func later(_ role: Role, days: Int) async throws -> Browser {
        let browser = house.browser()
        await browser.wait(minutes: days * 24 * 60)
        await browser.open("/sign-in")
        await browser.send("/sign-in/demonstration", [("worker", try worker(role).id.text)])
        return browser
    }

    var yes: [(String, String)] {
        [
            ("agrees", "yes"), ("heard_from", "Ilya, at the library"),
            ("understanding", "He can decide; his aunt was there"),
            ("told", "yes"),
        ] + Self.day("started", today)
    }
}
