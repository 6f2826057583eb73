import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@Suite struct AccessTests {
    private func planted(_ house: TestHouse) async throws -> ID<Person> {
        try #require(ID<Person>(try await house.addPeople(1)[0]))
    }

    @Test func `an emergency opens a record for an hour, shows it, and waits for review`() async throws {
        let house = try await TestHouse.make()
        let person = try await planted(house)
        let browser = try await house.browser(as: .leadPractitioner)
        await browser.open("/young-people/\(person)")
        #expect(await browser.status == 403)
        #expect(await browser.text.contains("Emergency access"))
        await browser.open("/emergency")
        await browser.submit("/emergency", [("reference", "YP-2001"), ("reason", "short")])
        #expect(await browser.status == 422)
        await browser.submit(
            "/emergency",
            [("reference", "YP-2001"), ("reason", "She has rung from a station and nobody else is at work")])
        #expect(await browser.text.contains("Secretname0"))
        #expect(await browser.text.contains("You opened this record in an emergency"))
        for _ in 0..<5 {
            await browser.wait(minutes: 13)
            await browser.open("/young-people/\(person)")
        }
        #expect(await browser.status == 403)
        let officer = try await house.browser(as: .privacyOfficer)
        await officer.open("/access/alerts")
        #expect(await officer.text.contains("rung from a station"))
        #expect(await !officer.text.contains("Secretname0"))
        await officer.submit("/access/alerts/", [("review", "Asked her; it was right.")])
        #expect(await officer.text.contains("Review recorded"))
    }

    @Test func `a reference that is nobody's answers as a record one is kept out of`() async throws {
        let house = try await TestHouse.make()
        let person = try await planted(house)
        let (worker, other) = (try #require(house.workers[.panelMember]), try #require(house.workers[.privacyOfficer]))
        let now = house.now
        try await house.database.write {
            try $0.restrict(person, excluding: true, worker.id, because: "family", by: other.id, at: now)
        }
        let browser = try await house.browser(as: .panelMember)
        func answer(_ reference: String) async -> (Int, String) {
            await browser.open("/emergency")
            await browser.submit(
                "/emergency", [("reference", reference), ("reason", "There is danger and it cannot wait")])
            let page = await browser.text
            let end = page.range(of: "Tell us this reference")?.lowerBound ?? page.endIndex
            return (await browser.status, String(page[..<end]))
        }
        let (kept, nobody) = (await answer("YP-2001"), await answer("YP-9999"))
        #expect(kept.0 == 404)
        #expect(kept == nobody)
    }

    @Test func `an emergency cannot be made permanent`() async throws {
        let house = try await TestHouse.make()
        let person = try await planted(house)
        let (worker, other) = (
            try #require(house.workers[.hubCoordinator]), try #require(house.workers[.privacyOfficer])
        )
        let now = house.now
        try await house.database.write { tx in
            try tx.restrict(person, excluding: false, other.id, because: "named only", by: other.id, at: now)
            try tx.involve(worker.agency.id, as: .meeting, with: person, why: "test", at: now)
        }
        let browser = try await house.browser(as: .hubCoordinator)
        await browser.open("/young-people/\(person)/emergency")
        await browser.submit(
            "/young-people/\(person)/emergency", [("reason", "He is in danger tonight, his sister rang")])
        #expect(await browser.status == 200)
        await browser.open("/young-people/\(person)/restrictions")
        #expect(await browser.status == 403)
    }

    @Test func `a privacy officer kept out by name is kept out`() async throws {
        let house = try await TestHouse.make()
        let person = try await planted(house)
        let (officer, other) = (
            try #require(house.workers[.privacyOfficer]), try #require(house.workers[.hubCoordinator])
        )
        let now = house.now
        let browser = try await house.browser(as: .privacyOfficer)
        await browser.open("/young-people/\(person)/views")
        #expect(await browser.status == 200)
        try await house.database.write {
            try $0.restrict(person, excluding: true, officer.id, because: "own child", by: other.id, at: now)
        }
        for page in ["views", "why", "restrictions"] {
            await browser.open("/young-people/\(person)/\(page)")
            #expect(await browser.status == 404, "\(page)")
        }
    }

    @Test func `keeping out the only person named does not open the record, and lifting leaves a trace`() async throws {
        let house = try await TestHouse.make()
        let person = try await planted(house)
        let named = try #require(house.workers[.leadPractitioner])
        let browser = try await house.browser(as: .privacyOfficer)
        let here = "/young-people/\(person)/restrictions"
        await browser.open(here)
        await browser.submit(here, [("worker", named.id.text), ("how", "only"), ("reason", "witness")])
        await browser.submit(here, [("worker", named.id.text), ("how", "exclude"), ("reason", "conflict")])
        #expect(await browser.status == 409)
        await browser.open(here)
        await browser.submit("\(here)/lift/")
        #expect(await browser.text.contains("Restriction lifted"))
        let (kept, lines) = try await house.database.read { tx in
            (
                try tx.count("SELECT COUNT(*) FROM restriction WHERE ended_at IS NOT NULL"),
                try tx.count("SELECT COUNT(*) FROM audit WHERE detail = \("lifted for \(named.id)")")
            )
        }
        #expect(kept == 1)
        #expect(lines == 1)
    }

    @Test func `nobody but those who may know it learns who told us from the page that explains`() async throws {
        let house = try await TestHouse.make()
        let person = try await planted(house)
        let (lead, school) = (try #require(house.workers[.leadPractitioner]), try #require(house.workers[.referrer]))
        let now = house.now
        try await house.database.write { tx in
            try tx.involve(lead, as: .lead, with: person, why: "test", at: now)
            try tx.involve(school, as: .referrer, with: person, why: "told us", at: now)
        }
        let browser = try await house.browser(as: .leadPractitioner)
        await browser.open("/young-people/\(person)/why?worker=\(school.id)")
        #expect(await browser.status == 200)
        #expect(await !browser.text.contains("the person who told us"))
    }

    @Test func `a colleague who also told us still finds that a record exists`() async throws {
        let both = Standing(relations: [.referrer, .sameAgency], restriction: .open, hasBrokenGlass: false)
        #expect(Policy.decide(.leadPractitioner, .viewRecord, both) == .permit([.existence, .receipt]))
        #expect(!Policy.decide(.leadPractitioner, .viewRecord, both).opensRecord)
        let meeting = Standing(relations: [.provider, .meeting], restriction: .open, hasBrokenGlass: false)
        #expect(Policy.decide(.panelMember, .viewRecord, meeting).opensRecord)
    }
}

@Suite struct HeldFormTests {
    /// Sends a form of this worker's page after the session ended, and returns what the sign-in page holds.
    private func held(_ browser: Browser, token: String? = nil) async throws -> [(String, String)] {
        await browser.open("/account")
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == "/account/display" })
        await browser.wait(minutes: 20)
        let fields = form.fields.map { ($0.0, $0.0 == "_token" ? token ?? $0.1 : $0.1) }
        await browser.send("/account/display", fields + [("note", "words about a child that took long to write")])
        #expect(await browser.status == 401)
        return try #require(PageForm.all(in: await browser.text).first { $0.action == "/sign-in" }).fields
    }

    @Test func `the next person at a shared computer is not shown the words`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .analyst)
        let fields = try await held(browser)
        let other = try #require(house.workers[.boardMember])
        await browser.send("/sign-in/demonstration", fields + [("worker", other.id.text)])
        #expect(await browser.lastPath == "/home")
        #expect(await !browser.text.contains("words about a child"))
    }

    @Test func `a form that did not come from our page is not held`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .analyst)
        let fields = try await held(browser, token: "made.up.by.somebody.else")
        #expect(fields.allSatisfy { $0.0 != "held" || $0.1.isEmpty })
    }

    @Test func `another site cannot post to any page`() async throws {
        let house = try await TestHouse.make()
        for path in ["/sign-in", "/sign-in/code", "/account/display", "/people-and-roles"] {
            let request = Request(
                method: .post, path: path, form: Form([("email", "a@b")]),
                headers: ["host": "localhost", "sec-fetch-site": "cross-site"], remoteAddress: "192.0.2.9",
                now: house.now)
            #expect(await house.site.answer(request).status == 403, "\(path)")
        }
    }

    @Test func `many guesses at once do not slip past the limit`() async throws {
        let house = try await TestHouse.make()
        let now = house.now
        let site = house.site
        let tried = await withTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let request = Request(
                        method: .post, path: "/sign-in",
                        form: Form([("email", "a@b.example"), ("password", "guess \(number)")]),
                        headers: ["host": "localhost", "sec-fetch-site": "same-origin"], remoteAddress: "192.0.2.9",
                        now: now)
                    return await site.answer(request).status
                }
            }
            return await group.reduce(into: 0) { $0 += $1 == 422 ? 1 : 0 }
        }
        #expect(tried <= 6)
    }
}
