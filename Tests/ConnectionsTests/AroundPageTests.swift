import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Connections

@Suite struct AroundPageTests {
    @Test(arguments: [false, true])
    func `from a form to the list and the picture, looked at again and ended`(onPostgres: Bool) async throws {
        let world = try await ConnectionsWorld.make(onPostgres: onPostgres)
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open("\(world.around)/new")
        await browser.submit("\(world.around)/new", ConnectionsWorld.adult)
        let text = await browser.text
        #expect(await browser.status == 200)
        #expect(text.contains("Adult Zqvadult") && text.contains("2/D/P") && text.contains("Grey car"))
        #expect(text.contains("Suspected of exploiting them") && text.contains("<svg class=\"ui-plot\""))
        #expect(text.contains("Zqvsource"))
        let link = try world.connectionLink(in: text)
        await browser.open(link)
        await browser.submit("\(link)/check", [("words", "")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Say what shows that it is still so"))
        await browser.submit(
            "\(link)/check", [("words", "Seen on Tuesday")] + ConnectionsWorld.day("look", world.today.adding(days: 20))
        )
        #expect(await browser.text.contains("Still so. Look again by \(world.today.adding(days: 20).long)"))
        await browser.submit("\(link)/end", [("words", "They moved away")])
        #expect(await browser.text.contains("They moved away"))
        await browser.open(world.around)
        #expect(await browser.text.contains("Not any more"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM connection") } == 1)
    }

    @Test func `bad input is said beside its field and everything typed is kept`() async throws {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open("\(world.around)/new")
        let wrong =
            ConnectionsWorld.adult.filter { !["source_grade", "handling", "type"].contains($0.0) } + [
                ("type", "usedByLine"), ("handling", "C"), ("conditions", ""), ("since-day", "31"),
                ("since-month", "2"),
                ("since-year", "2026"),
            ]
        await browser.submit("\(world.around)/new", wrong)
        let text = await browser.text
        #expect(await browser.status == 422)
        for words in [
            "does not fit a person", "Choose how good the source is", "Write the conditions",
            "Choose at least one agency or role", "Enter a real date", "Adult Zqvadult", "Waited outside", "Zqvsource",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM connection") } == 0)
    }

    @Test func `a reference this worker may not open is refused in the same words as one that is nobody’s`()
        async throws
    {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .leadPractitioner)
        let rest =
            ConnectionsWorld.adult.filter { !["to", "type"].contains($0.0) } + [("to", "record"), ("type", "friend")]
        for reference in ["YP-2051", "YP-99999", "", "Bea", "YP-2047"] {
            await browser.open("\(world.around)/new")
            await browser.submit("\(world.around)/new", rest + [("reference", reference)])
            #expect(await browser.status == 422, "\(reference)")
            let words = reference == "YP-2047" ? "This is the same young person" : ConnectionForm.unknownRecord
            #expect(await browser.text.contains(words), "\(reference)")
            #expect(!(await browser.text.contains("Zqvother")))
        }
        try await world.relate(.leadPractitioner, to: world.other)
        await browser.open("\(world.around)/new")
        await browser.submit("\(world.around)/new", rest + [("reference", "yp-2051")])
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("Bea Zqvother"))
    }

    @Test func `the other’s name and what is written are masked until this worker may see them, from both sides`()
        async throws
    {
        let world = try await ConnectionsWorld.make()
        let agencies = Set(world.house.agencies.values.map(\.id))
        try await world.keep(
            world.connection(
                world.person, .record(world.other), type: "suspectedExploiter",
                handling: Handling(.conditions, conditions: "Zqvcondition", agencies: agencies, copies: true)),
            by: .hubCoordinator)
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open(world.around)
        let link = try world.connectionLink(in: await lead.text)
        let pages = [
            world.around, "\(world.around)/print", link, "/young-people/\(world.person)",
            "/young-people/\(world.person)/chronology",
            "/young-people/\(world.person)/nrm", "/young-people/\(world.person)/print",
        ]
        for page in pages {
            await lead.open(page)
            #expect(await lead.status == 200, "\(page)")
            #expect(!(await lead.text.contains("Zqvother")), "\(page)")
            #expect(!(await lead.text.contains("Zqvwords")), "\(page)")
            #expect(!(await lead.text.contains("Zqvcondition")), "\(page)")
        }
        await lead.open(link)
        #expect(await lead.text.contains(ShownConnection.maskedLabel))
        #expect(!(await lead.text.contains("action=\"\(link)/end\"")))
        await lead.open("\(world.around)/new")
        let token = try #require(PageForm.all(in: await lead.text).first { $0.action == "\(world.around)/new" })
        await lead.send("\(link)/end", token.fields.filter { $0.0.hasPrefix("_") } + [("words", "x")])
        #expect(await lead.status == 404)
        // Somebody who works with the other sees the same from the other side, and does not see Ilya.
        try await world.relate(.panelMember, to: world.other)
        let panel = try await world.house.browser(as: .panelMember)
        await panel.open("/young-people/\(world.other)/around")
        #expect(await panel.text.contains("Is said to have been exploited through them"))
        #expect(!(await panel.text.contains("Marsh")))
        try await world.relate(.leadPractitioner, to: world.other)
        await lead.open(world.around)
        #expect(await lead.text.contains("Bea Zqvother"))
        #expect(await lead.text.contains("Zqvwords"))
    }

    @Test func `whoever is kept out by name does not learn that the other record is there`() async throws {
        let world = try await ConnectionsWorld.make()
        try await world.keep(world.connection(world.person, .record(world.other)), by: .hubCoordinator)
        let (lead, hub, now) = (try world.worker(.leadPractitioner), try world.worker(.hubCoordinator), world.house.now)
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open(world.around)
        #expect(await browser.text.contains(ShownConnection.maskedLabel))
        try await world.house.database.write {
            try $0.restrict(world.other, excluding: true, lead.id, because: "test", by: hub.id, at: now)
        }
        for page in [world.around, "/young-people/\(world.person)", "/young-people/\(world.person)/chronology"] {
            await browser.open(page)
            #expect(!(await browser.text.contains(ShownConnection.maskedLabel)), "\(page)")
            #expect(!(await browser.text.contains("Another young person")), "\(page)")
        }
    }

    @Test func `what has lapsed says so, and who helps comes first with those of the people list`() async throws {
        let world = try await ConnectionsWorld.make()
        try await world.keep(world.connection(world.person, .named("Adult Zqvharm", about: ""), type: "harms"))
        try await world.keep(
            world.connection(world.person, .named("Coach Zqvold", about: ""), type: "trustedAdult", lookIn: -3))
        let (lead, now, person, today) = (
            try world.worker(.leadPractitioner), world.house.now, world.person, world.today
        )
        try await world.house.database.write {
            try $0.insert(
                Tie(
                    id: .make(), person: person, name: "Nan Zqvtie", relation: "Grandmother", kind: .helps,
                    isAgreed: true, source: "Ilya", lookAgainBy: today.adding(days: 20)), by: lead.id, at: now)
        }
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open(world.around)
        let text = await browser.text
        func place(_ words: String) throws -> String.Index { try #require(text.firstRange(of: words)).lowerBound }
        #expect(try place("Nan Zqvtie") < place("Coach Zqvold") && place("Coach Zqvold") < place("Adult Zqvharm"))
        #expect(text.contains("Lapsed: ask again"))
        #expect(try place("<table") < place("<svg class=\"ui-plot\" viewBox=\"0 0 920"))
        await browser.open("/young-people/\(world.person)")
        #expect(await browser.text.contains("1 lapsed: ask again"))
    }

    @Test func `a form sent twice counts once, and two who end it do not cross`() async throws {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open("\(world.around)/new")
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == "\(world.around)/new" })
        let fields = form.fields.filter { $0.0.hasPrefix("_") } + ConnectionsWorld.adult
        await browser.send(form.action, fields)
        await browser.send(form.action, fields)
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM connection") } == 1)
        let link = try world.connectionLink(in: await browser.text)
        let second = try await world.house.browser(as: .leadPractitioner)
        await second.open(link)
        await browser.open(link)
        await browser.submit("\(link)/end", [("words", "Over")])
        await second.submit("\(link)/check", [("words", "Still so")])
        #expect(await second.status == 409)
    }

    @Test func `who may see it at all`() async throws {
        let world = try await ConnectionsWorld.make()
        try await world.keep(world.connection(world.person, .named("Adult Zqvadult", about: "")))
        for role in Role.allCases where role != .leadPractitioner {
            let browser = try await world.house.browser(as: role)
            for page in [world.around, "\(world.around)/new", "/young-people/\(world.person)/nrm"] {
                await browser.open(page)
                #expect([403, 404].contains(await browser.status), "\(role), \(page)")
                #expect(!(await browser.text.contains("Zqvadult")), "\(role), \(page)")
            }
            await browser.open("/home")
            let sees = Policy.allows(role, .seeConnections)
            #expect(await browser.text.contains("href=\"/places\"") == sees, "\(role)")
        }
        // A provider who supports them opens the record and finds no way to this, nor the thing itself.
        try await world.relate(.provider, to: world.person, as: .provider)
        let provider = try await world.house.browser(as: .provider)
        await provider.open("/young-people/\(world.person)")
        #expect(await provider.status == 200)
        #expect(!(await provider.text.contains("/around")))
        #expect(!(await provider.text.contains("Zqvadult")))
    }
}
