import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Connections

@Suite struct PackTests {
    private func fields(_ browser: Browser) async throws -> [String: String] {
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action.hasSuffix("/nrm") })
        return Dictionary(form.fields, uniquingKeysWith: { first, _ in first })
    }

    @Test(arguments: [false, true])
    func `a draft is filled from the record, says what is missing, and keeps its versions`(onPostgres: Bool)
        async throws
    {
        let world = try await ConnectionsWorld.make(onPostgres: onPostgres)
        let (place, line) = (try await world.place(), try await world.place("The Zqvline", sort: .line))
        try await world.keep(
            world.connection(world.person, .named("Adult Zqvadult", about: "Grey car"), type: "suspectedExploiter"))
        try await world.keep(world.connection(world.person, .context(place), type: "foundThere"))
        try await world.keep(world.connection(world.person, .context(line), type: "usedByLine"))
        try await world.keep(world.connection(world.person, .record(world.other), type: "coVictim"))
        try await world.keep(world.connection(world.person, .named("Zqvlapsed", about: ""), type: "harms", lookIn: -2))
        let (lead, now, person) = (try world.worker(.leadPractitioner), world.house.now, world.person)
        try await world.relate(.leadPractitioner, to: world.other)
        try await world.house.database.write {
            try $0.insert(
                Note(
                    id: .make(), person: person, kind: .missing, at: now.adding(days: -9), precision: .minute,
                    body: "Gone", missing: MissingEpisode(until: now.adding(days: -8), foundWhere: "Zqvstation"),
                    by: lead, addedAt: now))
        }
        let browser = try await world.house.browser(as: .leadPractitioner)
        let root = "/young-people/\(world.person)/nrm"
        await browser.open(root)
        let text = await browser.text
        #expect(text.contains("Home Office’s own online form"))
        #expect(text.contains("first responder organisation") && text.contains("A child’s agreement is not needed"))
        let filled = try await fields(browser)
        #expect(filled["name"] == "Ilya Marsh" && filled["address"] == "7 Capstan Court")
        #expect(filled["exploiters"]?.contains("Adult Zqvadult") == true)
        #expect(filled["places"]?.contains("Flat Zqvplace") == true && filled["lines"]?.contains("The Zqvline") == true)
        #expect(filled["signs"]?.contains("found: Zqvstation") == true)
        // No other young person is named in what leaves the house, even to somebody who may see them.
        #expect(filled["others"]?.contains("Another young person, known to us") == true)
        #expect(!filled.values.contains { $0.contains("Zqvother") || $0.contains("Zqvlapsed") })
        #expect(text.contains("answers still missing") && text.contains("Which first responder organisation sends it"))
        await browser.submit(root, [("account", "Zqvaccount of what happened")])
        #expect(await browser.text.contains("Draft 1 is kept. Nothing has been sent."))
        await browser.submit(root, [("responder", "Eastmere Council")])
        #expect(try await fields(browser)["account"] == "Zqvaccount of what happened")
        let versions: [Int] = try await world.house.database.read {
            try $0.values("SELECT version FROM referral_pack ORDER BY version")
        }
        #expect(versions == [1, 2])
        await browser.open("\(root)/print")
        #expect(await browser.text.contains("Zqvaccount of what happened"))
        #expect(await browser.text.contains("Eastmere Council"))
        #expect(await browser.text.contains("A draft, and not a referral yet"))
    }

    @Test func `what is under conditions is never kept in a draft, and only those inside see it beside one`()
        async throws
    {
        let world = try await ConnectionsWorld.make()
        let lead = try world.worker(.leadPractitioner)
        for (words, copies) in [("Zqvmay", true), ("Zqvmaynot", false)] {
            let handling = Handling(.conditions, conditions: "Ours", agencies: [lead.agency.id], copies: copies)
            let item = Intelligence(
                id: .make(), subject: .person(world.person), text: "\(words) be used", source: "",
                grade: Grade(.reliable, .direct),
                handling: handling, receivedOn: world.today, lookAgainBy: world.today.adding(days: 5))
            let now = world.house.now
            try await world.house.database.write { try $0.insert(item, by: lead, at: now) }
            try await world.keep(
                world.connection(world.person, .named("\(words)adult", about: ""), type: "harms", handling: handling))
        }
        let bound = Handling(.conditions, conditions: "Zqvmay", agencies: [lead.agency.id], copies: true)
        try await world.keep(world.connection(world.person, .record(world.other), type: "coVictim", handling: bound))
        let browser = try await world.house.browser(as: .leadPractitioner)
        let root = "/young-people/\(world.person)/nrm"
        await browser.open(root)
        #expect(try await fields(browser)["others"] == "")
        #expect(await browser.text.contains("Zqvmay be used"))
        #expect(await browser.text.contains("Zqvmayadult"))
        #expect(!(await browser.text.contains("Zqvmaynot")))
        #expect(await browser.text.contains("left out: handling does not let it go into a pack"))
        #expect(try await world.audited("read for a draft") == 1)
        await browser.submit(root, [("account", "What happened")])
        let kept: [String] = try await world.house.database.read { try $0.values("SELECT answers FROM referral_pack") }
        #expect(kept.count == 1 && !kept[0].contains("Zqvmay"))
        try await world.relate(.panelMember, to: world.person)
        let outside = try await world.house.browser(as: .panelMember)
        for page in [root, "\(root)/print"] {
            await outside.open(page)
            #expect(await outside.status == 200)
            #expect(!(await outside.text.contains("Zqvmay")), "\(page)")
        }
    }

    @Test func `two who write at once lose nothing, and an empty draft is refused`() async throws {
        let world = try await ConnectionsWorld.make()
        let (first, second) = (
            try await world.house.browser(as: .leadPractitioner), try await world.house.browser(as: .leadPractitioner)
        )
        let root = "/young-people/\(world.person)/nrm"
        await first.open("\(root)/print")
        #expect(await first.status == 409)
        await first.open(root)
        await second.open(root)
        await first.submit(root, [("account", "Zqvfirst")])
        await second.submit(root, [("account", "Zqvsecond")])
        #expect(await second.status == 409)
        #expect(await second.text.contains("Zqvsecond"))
        #expect(await second.text.contains("kept a draft while you were writing"))
        await second.submit(root, [])
        #expect(await second.text.contains("Draft 2 is kept"))
        await second.open(root)
        let empty = PackQuestions.standard.fields.map { ($0.id, "") }
        await second.submit(root, empty)
        #expect(await second.status == 422)
        await second.open(root)
        await second.submit(root, [("account", String(repeating: "a", count: PackForm.longest + 1))])
        #expect(await second.status == 422)
        #expect(await second.text.contains("Shorten this to 6,000 characters"))
    }
}
