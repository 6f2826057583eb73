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

/// Where a young person's picture comes from, and parting two who were taken for one.
@Suite struct LinkPersonTests {
    /// Kai's own record with a police row that is his and a health row that is his twin's.
    private struct Mixed {
        let world: LinkWorld
        let kai: ID<Person>
        let police: ID<SourceRecord>
        let health: ID<SourceRecord>
    }

    private func mixed() async throws -> Mixed {
        let world = try await LinkWorld.make()
        let kai = try await world.person("Kai", "Brennan")
        try await world.run(together: [])
        let mirror = try #require(try await world.database.read { try $0.links(to: kai).first?.record })
        let files = (try await world.file(.police), try await world.file(.health))
        let police = try await world.record(.police, "Kai", "Brennan", ref: "N1", in: files.0)
        let health = try await world.record(.health, "Kyle", "Brennan", nhs: "9990000018", in: files.1)
        try await world.run(together: [[mirror, police, health]])
        let (coordinator, now) = (world.coordinator, world.now)
        try await world.database.write { tx in
            try tx.involve(coordinator, as: .team, with: kai, why: "test", at: now)
        }
        return Mixed(world: world, kai: kai, police: police, health: health)
    }

    @Test func `the page says which agency, how, when, how sure, and under which agreement`() async throws {
        let mixed = try await mixed()
        let browser = try await mixed.world.browser(mixed.world.coordinator)
        await browser.open("/young-people/\(mixed.kai)/links")
        let text = await browser.text
        #expect(await browser.status == 200)
        for words in [
            "Eastmere Police", "Eastmere Health", "By the engine", "Our own record", "Under ISA-001", "999 000 0018",
            "links like this are wrong", "Undo this link", "Separate into two", "person-list, 2025-11",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test func `others read numbers by their end, and nothing of agencies no agreement covers`() async throws {
        let mixed = try await mixed()
        let world = mixed.world
        let (panel, lead, now) = (
            try #require(world.house.workers[.panelMember]), try #require(world.house.workers[.leadPractitioner]),
            world.now
        )
        try await world.database.write { tx in
            try tx.involve(panel, as: .team, with: mixed.kai, why: "test", at: now)
            try tx.involve(lead, as: .team, with: mixed.kai, why: "test", at: now)
        }
        let health = try await world.browser(panel)
        await health.open("/young-people/\(mixed.kai)/links")
        #expect(await health.text.contains("999 000 0018"))
        #expect(!(await health.text.contains("Undo this link")))
        let justice = try await world.browser(lead)
        await justice.open("/young-people/\(mixed.kai)/links")
        #expect(await justice.text.contains("ends in 018"))
        #expect(!(await justice.text.contains("999 000 0018")))
        try await world.database.write { tx in try tx.run("UPDATE agreement_version SET ends = '2025-01-01'") }
        await justice.open("/young-people/\(mixed.kai)/links")
        let text = await justice.text
        #expect(!text.contains("Kyle") && !text.contains("ends in 018"))
        #expect(text.contains("Eastmere Health holds information"))
    }

    @Test func `undoing a link gives the record one of its own, for good`() async throws {
        let mixed = try await mixed()
        let world = mixed.world
        let browser = try await world.browser(world.coordinator)
        await browser.open("/young-people/\(mixed.kai)/links")
        await browser.send(
            "/young-people/\(mixed.kai)/links/undo",
            try await token(browser) + [("record", mixed.health.text)])
        #expect(await browser.status == 422, "a reason is needed")
        await browser.send(
            "/young-people/\(mixed.kai)/links/undo",
            try await token(browser) + [("record", mixed.health.text), ("reason", "That is his twin")])
        #expect(await browser.status == 200)
        let other = try #require(try await world.person(of: mixed.health))
        #expect(other != mixed.kai)
        #expect(await browser.text.contains("Never to be linked with"))
        let mirror = try #require(
            try await world.database.read { tx in try tx.links(to: mixed.kai).first { $0.maker == .identity }?.record })
        try await world.run(together: [[mirror, mixed.police, mixed.health]])
        #expect(try await world.person(of: mixed.health) == other)
        let asked = try await world.items().map { "\($0.state) \($0.cause)" }
        #expect(asked.isEmpty)
    }

    @Test func `never link is kept, shown on both, and can be taken back`() async throws {
        let world = try await LinkWorld.make()
        let (one, other) = (try await world.person("Kai", "Brennan"), try await world.person("Kyle", "Brennan"))
        let (coordinator, now) = (world.coordinator, world.now)
        try await world.database.write { tx in
            for person in [one, other] { try tx.involve(coordinator, as: .team, with: person, why: "test", at: now) }
        }
        let browser = try await world.browser(world.coordinator)
        await browser.open("/young-people/\(one)/links")
        let reference = try await world.database.read { try $0.reference(of: other) }
        await browser.submit("/young-people/\(one)/links/never", [("reference", "YP-99999"), ("reason", "twins")])
        #expect(await browser.status == 422)
        await browser.open("/young-people/\(one)/links")
        await browser.submit(
            "/young-people/\(one)/links/never", [("reference", reference), ("reason", "They are twins")])
        #expect(await browser.status == 200)
        await browser.open("/young-people/\(other)/links")
        #expect(await browser.text.contains("They are twins"))
        await browser.submit("/young-people/\(other)/links/never/end", [("reason", "A mistake")])
        #expect(await browser.status == 200)
        #expect(try await world.database.read { try $0.neverLinks(of: one).isEmpty })
        let kept = try await world.database.read { try $0.count("SELECT COUNT(*) FROM never_link") }
        #expect(kept == 1)
    }

    /// A year on one record: notes, a referral, risk, a restriction and everybody's looks; then it turns out.
    @Test func `a person merged wrongly for a year and then split: each half gets what is its own`() async throws {
        let mixed = try await mixed()
        let (world, kai, now) = (mixed.world, mixed.kai, mixed.world.now)
        let (panel, lead) = (
            try #require(world.house.workers[.panelMember]), try #require(world.house.workers[.leadPractitioner])
        )
        let excluded = try #require(world.house.workers[.provider])
        let officer = Worker(
            id: .make(), name: "PC Morgan", email: "morgan@eastmere.example", role: .panelMember,
            agency: try #require(world.house.agencies[.police]), jobTitle: "Officer", isDisabled: false)
        let referral = Referral(
            id: .make(), reference: "EM-TST-1", channel: .professional, status: .decided, sourceCode: "2A",
            sourceWords: "A school", receivedAt: now)
        try await world.database.write { tx in
            try tx.insert(officer, at: now)
            for worker in [panel, lead, officer] { try tx.involve(worker, as: .team, with: kai, why: "test", at: now) }
            func note(_ body: String, by worker: Worker, day: Int) throws {
                let at = now.adding(days: day)
                try tx.insert(
                    Note(
                        id: .make(), person: kai, kind: .note, at: at, precision: .day, title: body, body: body,
                        by: worker, addedAt: at))
            }
            try note("Zqvhealthnote", by: panel, day: 30)
            try note("Zqvpolicenote", by: officer, day: 60)
            try note("Zqvjusticenote", by: lead, day: 90)
            try tx.setRisk(
                .medium, on: kai, headline: "Zqvrisk", reason: "x", suggested: "", keepingSafe: [], goingWell: [],
                by: lead, at: now.adding(days: 100))
            try tx.restrict(kai, excluding: true, excluded.id, because: "family", by: lead.id, at: now)
            var told = referral
            told.person = kai
            told.concerns = ["Zqvconcern"]
            try tx.insert(told)
        }
        // Somebody looks, long before it is known.
        let looker = try await world.browser(lead)
        await looker.open("/young-people/\(kai)")
        #expect(await looker.status == 200)

        let browser = try await world.browser(world.coordinator)
        let path = "/young-people/\(kai)/links/separate"
        await browser.open(path)
        await browser.submit(path, [])
        #expect(await browser.status == 422, "at least one record has to go")
        await browser.submit(path, [("record", mixed.health.text)])
        #expect(await browser.status == 200)
        let page = await browser.text
        #expect(page.contains("Zqvhealthnote") && page.contains("You choose"))
        // What is clear is suggested, what is not has to be chosen.
        await browser.submit(path, [("reason", "Both were seen together")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Choose where this goes"))
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == path })
        #expect(form.fields.contains { $0.0.hasPrefix("thing:note:") && $0.1 == "go" })
        #expect(form.fields.contains { $0.0.hasPrefix("thing:note:") && $0.1 == "stay" })
        let unclear = names(in: await browser.text).filter { name in !form.fields.contains { $0.0 == name } }
        let chosen = unclear.map { name -> (String, String) in
            if name.hasPrefix("thing:referral:") { return (name, "go") }
            if name.hasPrefix("thing:risk:") || name.hasPrefix("thing:involvement:") { return (name, "both") }
            return (name, "stay")
        }
        await browser.submit(path, chosen)
        #expect(await browser.status == 200)

        let kyle = try #require(try await world.person(of: mixed.health))
        #expect(kyle != kai)
        #expect(try await world.person(of: mixed.police) == kai)
        let (onKai, onKyle) = (try await things(on: kai, world), try await things(on: kyle, world))
        #expect(onKyle.contains("Zqvhealthnote") && !onKai.contains("Zqvhealthnote"))
        #expect(onKai.contains("Zqvpolicenote") && !onKyle.contains("Zqvpolicenote"))
        #expect(onKai.contains("Zqvjusticenote") && !onKyle.contains("Zqvjusticenote"))
        #expect(onKai.contains("Medium risk: Zqvrisk") && onKyle.contains("Medium risk: Zqvrisk"), "risk on both")
        #expect(onKyle.contains("Referral EM-TST-1, \(referral.channel.name.lowercased())"))
        #expect(!onKai.contains { $0.hasPrefix("Referral") })
        #expect(onKai.contains { $0.contains("is kept out") } && onKyle.contains { $0.contains("is kept out") })

        // The new record has a number and its own name; both say what happened; nothing was overwritten without trace.
        let names = try await world.database.read { try $0.identities(of: [kai, kyle]).map(\.person.fullName) }
        #expect(Set(names) == ["Kai Brennan", "Kyle Brennan"])
        let (kaisNumber, kylesNumber) = try await world.database.read {
            (try $0.reference(of: kai), try $0.reference(of: kyle))
        }
        #expect(kaisNumber != kylesNumber)
        await browser.open("/young-people/\(kai)/links")
        #expect(await browser.text.contains("Separated from"))
        #expect(await browser.text.contains(kylesNumber))
        await browser.open("/young-people/\(kyle)/links")
        #expect(await browser.text.contains(kaisNumber))
        let moves = try await world.database.read { try $0.count("SELECT COUNT(*) FROM record_move") }
        #expect(moves >= 4)

        // Who looked while they were one is seen on both.
        await looker.open("/young-people/\(kyle)/views")
        #expect(await looker.status == 200)
        #expect(await looker.text.contains(lead.name))
        let whole = try await world.database.read { tx in
            try Audit(key: world.house.keys.audit).verify(in: tx).faults
        }
        #expect(whole.isEmpty)

        // No run puts them back together.
        let mirror = try #require(
            try await world.database.read { tx in try tx.links(to: kai).first { $0.maker == .identity }?.record })
        try await world.run(together: [[mirror, mixed.police, mixed.health]])
        #expect(try await world.person(of: mixed.health) == kyle)

        // And a separation that was wrong is undone as it was made.
        await browser.open("/young-people/\(kai)/links")
        await browser.submit("/young-people/\(kai)/links/take-back", [("reason", "It was one after all")])
        #expect(await browser.status == 200)
        #expect(try await world.person(of: mixed.health) == kai)
        #expect(try await things(on: kai, world).contains("Zqvhealthnote"))
        #expect(try await world.database.read { try $0.joinedInto(kyle) } == kai)
    }

    @Test func `separating needs the role, and says so to others`() async throws {
        let mixed = try await mixed()
        let world = mixed.world
        let (lead, now) = (try #require(world.house.workers[.leadPractitioner]), world.now)
        try await world.database.write { try $0.involve(lead, as: .lead, with: mixed.kai, why: "test", at: now) }
        let browser = try await world.browser(lead)
        await browser.open("/young-people/\(mixed.kai)/links/separate")
        #expect(await browser.status == 403)
    }

    @Test func `a row of a file that does not count any longer is said to be from a replaced one`() async throws {
        let mixed = try await mixed()
        try await mixed.world.database.write { tx in
            try tx.run("UPDATE import_run SET state = \(ImportRun.State.replaced)")
        }
        let browser = try await mixed.world.browser(mixed.world.coordinator)
        await browser.open("/young-people/\(mixed.kai)/links")
        #expect(await browser.text.contains("From a replaced file"))
    }

    @Test func `the desk is told that an agency's file may know somebody, and no more than that`() async throws {
        let world = try await LinkWorld.make()
        let police = try await world.file(.police)
        try await world.record(.police, "Zqvname", "Brennan", born: "2011-03-27", postcode: "KX1 2AB", in: police)
        let coordinator = world.coordinator
        let now = world.now
        let found = try await world.database.read { tx in
            try tx.lookAlikes(
                LookedFor(
                    given: "Zqvname", family: "Brennan", born: Day("2011-03-27"), postcode: "", nhsNumber: "", upn: ""),
                most: 10)
        }
        #expect(found.count == 1)
        let none = try await world.database.read { tx in
            try tx.lookAlikes(
                LookedFor(
                    given: "Other", family: "Person", born: Day("2011-03-27"), postcode: "", nhsNumber: "", upn: ""),
                most: 10)
        }
        #expect(none.isEmpty, "a birthday alone says nothing")
        var referral = Referral(
            id: .make(), reference: "EM-TST-2", channel: .professional, status: .received, sourceCode: "2A",
            sourceWords: "A school", receivedAt: now)
        referral.answers = [
            "given_name": ["Zqvname"], "family_name": ["Brennan"], "born-day": ["27"], "born-month": ["3"],
            "born-year": ["2011"],
        ]
        let told = referral
        try await world.database.write { try $0.insert(told) }
        let browser = try await world.browser(coordinator)
        await browser.open("/desk/\(referral.id)")
        #expect(await browser.text.contains("An agency’s file may know this young person"))
        #expect(await browser.text.contains("Eastmere Police"))
        #expect(!(await browser.text.contains("KX1 2AB")))
    }

    // MARK: Reading pages

    private func token(_ browser: Browser) async throws -> [(String, String)] {
        let form = try #require(PageForm.all(in: await browser.text).first { $0.fields.contains { $0.0 == "_token" } })
        return form.fields.filter { $0.0 == "_token" } + [("_once", ID<Browser>.make().text)]
    }

    /// The names of every radio on the page.
    private func names(in page: String) -> Set<String> {
        Set(
            page.split(separator: "type=\"radio\"").dropFirst().compactMap { piece in
                piece.firstMatch(of: /name="([^"]+)"/).map { String($0.output.1) }
            })
    }

    private func things(on person: ID<Person>, _ world: LinkWorld) async throws -> [String] {
        try await world.database.read { tx in
            try LinkWorld.movables.flatMap { try $0.list(tx, person).map(\.title) }
        }
    }
}
