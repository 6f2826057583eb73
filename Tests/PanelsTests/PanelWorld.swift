import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Panels

/// Two young people: one in a lead practitioner's team, one whom nobody at the hub has to do with.
struct PanelWorld: Sendable {
    let house: TestHouse
    let person: ID<Person>
    let other: ID<Person>

    static func make(onPostgres: Bool = false) async throws -> PanelWorld {
        let house = onPostgres ? try await TestHouse.makeOnPostgres() : try await TestHouse.make()
        let lead = try #require(house.workers[.leadPractitioner])
        let people = try await house.database.write { tx in
            try ["Marsh", "Quill"].map { family -> ID<Person> in
                var person = Person(
                    id: .make(), number: try tx.nextPersonNumber(), givenName: "Ilya", familyName: family)
                person.born = Day(year: 2010, month: 5, day: 1)
                try tx.insert(person, at: house.now)
                return person.id
            }
        }
        try await house.database.write {
            try $0.involve(lead, as: .lead, with: people[0], why: "test", at: house.now)
            try $0.setRisk(
                .medium, on: people[0], headline: "Adults use Ilya to hold drugs", reason: "test", suggested: "",
                keepingSafe: [], goingWell: [], by: lead, at: house.now)
        }
        return PanelWorld(house: house, person: people[0], other: people[1])
    }

    var today: Day { house.now.day }

    static func day(_ name: String, _ day: Day) -> [(String, String)] {
        [("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)), ("\(name)-year", String(day.year))]
    }

    func agency(_ kind: AgencyKind) throws -> Agency { try #require(house.agencies[kind]) }

    /// Sets up a meeting for today; answers its address.
    func panel(
        _ kind: String = "monthly", by browser: Browser,
        inviting kinds: [AgencyKind] = [.socialCare, .police, .health, .youthJustice, .partnership]
    ) async throws -> String {
        await browser.open("/panels/new")
        let invited = try kinds.map { ("invited", try agency($0).id.text) }
        await browser.submit(
            "/panels/new",
            [("kind", kind), ("start", "10:00"), ("place", "Room 2"), ("chair", ""), ("co_chair", "")] + invited
                + Self.day("day", today))
        #expect(await browser.status == 200)
        return await browser.lastPath
    }

    /// A lead practitioner asks for the young person, and the coordinator puts them on the agenda; answers the item.
    func item(on panel: String, kind: String = "monthly", by browser: Browser) async throws -> String {
        let lead = try await house.browser(as: .leadPractitioner)
        let page = "/young-people/\(person)/panels"
        await lead.open(page)
        await lead.submit(page, [("kind", kind), ("sort", "victim"), ("why", "Out every night this week")])
        await browser.open(panel)
        await browser.submit("\(panel)/put/\(person)")
        let id: String? = try await house.database.read {
            try $0.value("SELECT id FROM panel_item WHERE person_id = \(person) ORDER BY made_at DESC LIMIT 1")
        }
        return "/panels/items/\(try #require(id))"
    }

    /// Everybody who has to be there is, and the statement was read.
    func quorate(_ panel: String, by browser: Browser, without absent: [AgencyKind] = []) async throws {
        await browser.open("\(panel)/here")
        let marks = try [AgencyKind.socialCare, .police, .health].map {
            ("presence-\(try agency($0).id)", absent.contains($0) ? "apologies" : "here")
        }
        await browser.submit("\(panel)/here", marks + [("statement", "yes")])
    }

    var decision: [(String, String)] {
        [
            ("outcome", "newPlan"), ("reason", "He said the evenings are the hard part"), ("risk", "high"),
            ("risk_reason", "Two adults wait for him outside school"), ("voice", "yes"),
            ("voice_words", "He wants the walks home to be safe"), ("parent", "no"),
            ("parent_words", "His aunt is told tomorrow, with him"),
        ] + Self.day("next", today.adding(days: 28))
    }
}
