import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@Suite struct `What a record shows` {
    private static let pages = ["", "/chronology", "/people", "/details", "/access", "/print", "/notes/new"]

    private static let pairs: [(Role, TestRelation)] = Role.allCases.flatMap { role in
        TestRelation.allCases.map { (role, $0) }
    }

    /// SECURITY.md 8.4, written out again: what each pair may see.
    private static func expected(_ role: Role, _ relation: TestRelation) -> Set<Governance.Category> {
        let shared: Set<Governance.Category> = [
            .identity, .contact, .concerns, .risk, .decisions, .plan, .notes, .education, .health, .police,
            .socialCare, .youthJustice,
        ]
        switch (role, relation) {
        case (.leadPractitioner, .lead), (.leadPractitioner, .team), (.leadPractitioner, .meeting),
            (.panelMember, .lead), (.panelMember, .team), (.panelMember, .meeting):
            return shared
        case (.hubCoordinator, .lead), (.hubCoordinator, .team), (.hubCoordinator, .meeting):
            return shared.union([.source])
        case (.provider, .lead), (.provider, .team), (.provider, .provider): return [.identity, .contact, .risk]
        default: return []
        }
    }

    @Test(arguments: pairs)
    func `is what the policy says, token by token`(_ role: Role, _ relation: TestRelation) async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(role, relation)
        let allowed = Self.expected(role, relation)
        var all = ""
        for page in Self.pages {
            await browser.open(world.record + page)
            let status = await browser.status
            #expect(allowed.isEmpty ? [403, 404].contains(status) : status == 200, "\(page): \(status)")
            all += await browser.text
        }
        for (token, category) in PeopleWorld.tokens {
            #expect(all.contains(token) == allowed.contains(category), "\(token) for \(role) \(relation)")
        }
    }

    @Test func `somebody kept out by name finds nothing anywhere`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        let worker = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write { tx in
            try tx.restrict(
                world.person, excluding: true, worker.id, because: "Family", by: worker.id, at: world.house.now)
        }
        for page in Self.pages {
            await browser.open(world.record + page)
            #expect(await browser.status == 404)
            #expect(await !browser.text.contains("token"))
        }
        await browser.open("/young-people")
        #expect(await !browser.text.contains("Brennantoken"))
        await browser.submit("/young-people", [("q", "Brennantoken")])
        #expect(await browser.text.contains("Nothing found"))
    }

    @Test(arguments: ["", "/chronology", "/print"])
    func `a provider does not learn whether anybody holds more`(_ page: String) async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.provider, .provider)
        await browser.open(world.record + page)
        let text = await browser.text
        #expect(await browser.status == 200)
        for words in ["holds", "hold information", "More is held", "Nothing yet", "Title "] {
            #expect(!text.contains(words), "\(words)")
        }
    }

    @Test func `what a provider writes, the provider can read back`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.provider, .provider)
        await browser.open(world.record)
        await browser.submit("\(world.record)/notes", [("body", "Kai came to the gym. Owntoken.")])
        #expect(await browser.status == 200)
        await browser.open(world.record)
        #expect(await browser.text.contains("Owntoken"))
    }

    @Test func `a secret address is for the named team alone, and cannot be opened by a form`() async throws {
        let world = try await PeopleWorld.make()
        try await world.house.database.write { tx in
            try tx.run("UPDATE person SET safe_contact = 'addressIsSecret' WHERE id = \(world.person)")
        }
        let browser = try await world.browser(.panelMember, .meeting)
        await browser.open(world.record + "/details")
        #expect(await !browser.text.contains("Streettoken"))
        #expect(await browser.text.contains("Secret. Ask the lead professional"))
        await browser.open(world.record + "/details/change")
        #expect(await !browser.text.contains("Streettoken"))
        let form = try #require(
            PageForm.all(in: await browser.text).first { $0.action == "\(world.record)/details/change" })
        await browser.send(
            form.action, form.fields.filter { $0.0 != "safe" } + [("address", "Elsewhere"), ("reason", "Test")])
        #expect(await browser.status == 200)
        await browser.open(world.record + "/details")
        #expect(await !browser.text.contains("Streettoken"))
        let kept: String? = try await world.house.database.read { tx in
            try tx.value("SELECT address FROM person WHERE id = \(world.person)")
        }
        #expect(kept == "7 Streettoken Row")
        let lead = try await world.browser(.leadPractitioner, .lead)
        await lead.open(world.record + "/details")
        #expect(await lead.text.contains("Streettoken"))
    }

    @Test func `every page of a record leaves a line, and so does a refusal`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        let other = try await world.house.browser(as: .provider)
        for page in Self.pages { await browser.open(world.record + page) }
        await other.open(world.record)
        let views = try await world.house.database.read { tx in
            try tx.views(of: world.person.text, since: world.house.now.adding(days: -1), most: 100)
        }
        #expect(views.count { $0.outcome == .permitted } == Self.pages.count)
        #expect(views.count { $0.outcome == .refused } == 1)
    }

    @Test func `an emergency opening says so on every page`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("\(world.record)/emergency")
        await browser.submit(
            "\(world.record)/emergency", [("reason", "He is at the door of the ward and afraid to leave")])
        await browser.open(world.record)
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("You opened this record in an emergency"))
    }
}
