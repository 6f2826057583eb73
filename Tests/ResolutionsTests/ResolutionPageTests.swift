import Casework
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import SupportWork
import Tasks
import Testing
import Web

@testable import Resolutions

/// A young person whose lead practitioner works in youth justice.
private struct World {
    let house: TestHouse
    let person: ID<Person>
    let browser: Browser

    static func make(onPostgres: Bool = false) async throws -> World {
        let house = onPostgres ? try await TestHouse.makeOnPostgres() : try await TestHouse.make()
        let lead = try #require(house.workers[.leadPractitioner])
        let person = try await house.database.write { tx in
            var person = Person(
                id: .make(), number: try tx.nextPersonNumber(), givenName: "Ilya", familyName: "Marsh")
            person.born = Day(year: 2010, month: 5, day: 1)
            try tx.insert(person, at: house.now)
            try tx.involve(lead, as: .lead, with: person.id, why: "test", at: house.now)
            return person.id
        }
        return World(house: house, person: person, browser: try await house.browser(as: .leadPractitioner))
    }

    var today: Day { house.now.day }

    static func day(_ name: String, _ day: Day) -> [(String, String)] {
        [("\(name)-day", String(day.day)), ("\(name)-month", String(day.month)), ("\(name)-year", String(day.year))]
    }

    static let through: [(String, String)] = ResolutionLists.standard.eligibility.map {
        ("check-\($0.id)", $0.stopsWhen == "yes" ? "no" : "yes")
    }

    static let proposal =
        through + [
            ("kind", "deferredProsecution"), ("offence", "Carried a knife near the arcade"),
            ("admission", "takesResponsibility"), ("victim_asked", ""), ("victim_view", "Nobody was hurt"),
            ("decided_by", "Police and youth justice, joint panel"), ("gravity", "3"),
        ]

    /// Proposes, and answers the address of the agreement.
    func propose() async throws -> String {
        let form = "/young-people/\(person)/resolutions/new"
        await browser.open(form)
        await browser.submit(form, Self.proposal)
        let id: String? = try await house.database.read { try $0.value("SELECT id FROM resolution") }
        return "/resolutions/\(try #require(id))"
    }

    var condition: [(String, String)] {
        [
            ("type", "rehabilitative"), ("what", "Meet a mentor twelve times"), ("provider", "Harbour Youth"),
            ("frequency", "Every Tuesday"), ("evidence", "The mentor’s record"),
        ] + Self.day("due", today.adding(days: 60))
    }

    var agreeing: [(String, String)] {
        [("understood", "yes"), ("legal_advice", "Saw the duty solicitor"), ("agreed_with", "Ilya and his aunt")]
            + Self.day("agreed_on", today) + Self.day("ends_on", today.adding(days: 182))
    }

    /// An agreement that runs, with one condition.
    func running() async throws -> String {
        let link = try await propose()
        await browser.submit("\(link)/conditions", condition)
        await browser.submit("\(link)/agree", agreeing)
        return link
    }

    func condition(of link: String) async throws -> String {
        let id: String? = try await house.database.read { try $0.value("SELECT id FROM condition") }
        return "\(link)/conditions/\(try #require(id))"
    }
}

@Suite struct ResolutionPageTests {
    @Test(arguments: [false, true])
    func `from proposal to certificate`(onPostgres: Bool) async throws {
        let world = try await World.make(onPostgres: onPostgres)
        let link = try await world.running()
        let browser = world.browser
        #expect(await browser.text.contains("The agreement has begun"))
        let condition = try await world.condition(of: link)
        await browser.submit(
            "\(link)/end", [("way", "kept"), ("reason", "Too soon")] + World.day("police_told", world.today))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("One condition is not met yet"))
        #expect(await browser.text.contains("Too soon"))
        await browser.submit(condition, [("kind", "met"), ("words", "")])
        #expect(await browser.text.contains("evidence is needed"))
        await browser.submit(condition, [("kind", "met"), ("words", "Twelve meetings in the mentor’s record")])
        await browser.submit(
            "\(link)/end", [("way", "kept"), ("reason", "Joint panel")] + World.day("police_told", world.today))
        #expect(await browser.text.contains("Outcome 22"))
        await browser.open("\(link)/certificate")
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("Meet a mentor twelve times"))
        #expect(!(await browser.text.contains("knife")))
        let open = try await world.house.database.read {
            try $0.count("SELECT COUNT(*) FROM task WHERE ended_at IS NULL")
        }
        #expect(open == 0)
    }

    @Test func `what stops it is said beside its question and nothing typed is lost`() async throws {
        let world = try await World.make()
        let form = "/young-people/\(world.person)/resolutions/new"
        await world.browser.open(form)
        await world.browser.submit(
            form,
            World.proposal.filter { $0.0 != "check-exploited" && $0.0 != "kind" } + [
                ("check-exploited", "no"), ("kind", "youthCaution"),
            ])
        let text = await world.browser.text
        #expect(await world.browser.status == 422)
        #expect(text.contains("Ask first whether they were made to do it"))
        #expect(text.contains("needs an admission"))
        #expect(text.contains("Carried a knife near the arcade"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM resolution") } == 0)
    }

    @Test func `it cannot begin without a condition, advice or understanding, nor run too long`() async throws {
        let world = try await World.make()
        let link = try await world.propose()
        await world.browser.open(link)
        await world.browser.submit(
            "\(link)/agree",
            [("agreed_with", "Ilya")] + World.day("agreed_on", world.today.adding(days: 1))
                + World.day("ends_on", world.today.adding(days: 400)))
        let text = await world.browser.text
        #expect(await world.browser.status == 422)
        for words in [
            "Go through it with them first", "legal advice", "Add at least one condition",
            "Enter today or a day before",
            "lasts at most 39 weeks",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test func `a condition with no evidence or after the end is refused`() async throws {
        let world = try await World.make()
        let link = try await world.running()
        await world.browser.submit(
            "\(link)/conditions",
            world.condition.filter { !$0.0.hasPrefix("due") && $0.0 != "evidence" }
                + World.day("due", world.today.adding(days: 190)))
        let text = await world.browser.text
        #expect(await world.browser.status == 422)
        #expect(text.contains("Say what will show that it was done"))
        #expect(text.contains("The agreement ends on"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM condition") } == 1)
    }

    @Test func `a breach goes to a person step by step and never by itself`() async throws {
        let world = try await World.make()
        let link = try await world.running()
        let browser = world.browser
        let condition = try await world.condition(of: link)
        await browser.submit(condition, [("kind", "notKept"), ("words", "The bus stopped running")])
        #expect(await browser.text.contains("Not kept"))
        await browser.submit(
            "\(link)/end", [("way", "returned"), ("reason", "x")] + World.day("police_told", world.today))
        #expect(await browser.text.contains("Take the gentler steps first"))
        for step in ["return", "meeting"] {
            await browser.open(link)
            await browser.submit("\(link)/steps", [("step", step), ("words", "x")])
            #expect(await browser.status == 422, "\(step)")
        }
        for step in ["contact", "letter", "meeting", "vary", "return"] {
            await browser.open(link)
            await browser.submit("\(link)/steps", [("step", step), ("words", "Why \(step)")])
            #expect(await browser.status == 200, "\(step)")
        }
        let status: String? = try await world.house.database.read { try $0.value("SELECT status FROM resolution") }
        #expect(status == "running")
        await browser.submit(
            "\(link)/end",
            [("way", "returned"), ("reason", "Sergeant and panel")] + World.day("police_told", world.today))
        #expect(await browser.text.contains("Given back to police"))
    }

    @Test func `a changed condition is kept beside the one it replaces and two workers do not cross`() async throws {
        let world = try await World.make()
        let link = try await world.running()
        let condition = try await world.condition(of: link)
        let second = try await world.house.browser(as: .leadPractitioner)
        await second.open(link)
        await world.browser.open(link)
        await world.browser.submit(
            "\(condition)/change", world.condition.filter { $0.0 != "what" } + [("what", "Meet a mentor eight times")])
        #expect(await world.browser.text.contains("Meet a mentor twelve times"))
        #expect(await world.browser.text.contains("Meet a mentor eight times"))
        await second.submit(condition, [("kind", "met"), ("words", "Done")])
        #expect(await second.status == 409)
    }

    @Test func `who may see it`() async throws {
        let world = try await World.make()
        let link = try await world.running()
        for role in Role.allCases where role != .leadPractitioner {
            let browser = try await world.house.browser(as: role)
            await browser.open(link)
            #expect([403, 404].contains(await browser.status), "\(role)")
            #expect(!(await browser.text.contains("arcade")), "\(role)")
        }
        let provider = try #require(world.house.workers[.provider])
        try await world.house.database.write {
            try $0.involve(provider.agency.id, as: .provider, with: world.person, why: "test", at: world.house.now)
        }
        let browser = try await world.house.browser(as: .provider)
        await browser.open(link)
        #expect(await browser.status == 403)
    }
}
