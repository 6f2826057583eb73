import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import FrontDoor

/// A form with every question answered "no".
func quietForm(_ changes: [(String, String)] = []) -> Form {
    var form = Form(Instrument.current.rows.map { (ScreeningForm.field($0.number), "no") })
    for (name, value) in [("screen-exploiter", "no"), ("screen-tells", "no"), ("screen-own", "none")] + changes {
        form.set(name, value)
    }
    return form
}

@Suite struct ScreeningFormTests {
    private func errors(_ form: Form) -> FieldErrors {
        do {
            _ = try ScreeningForm.read(form, instrument: .current)
            return FieldErrors()
        } catch {
            return error
        }
    }

    @Test func `answers come back as they were given`() throws {
        let form = quietForm([
            ("screen-1", "suspected"), ("screen-1-when", "older"), ("screen-age", " 14 "), ("screen-helps", "adult"),
            ("screen-helps-words", "Her aunt 👵 <b>"), ("screen-own", "emerging"), ("screen-own-reason", "أخاف عليها"),
        ])
        let entry = try ScreeningForm.read(form, instrument: .current)
        #expect(entry.input.answers[1] == .suspected(.older))
        #expect(entry.input.answers[2] == .no)
        #expect(entry.input.age == 14)
        #expect(entry.result.total == 1)
        #expect(entry.ownBand == .emerging)
        #expect(entry.ownReason == "أخاف عليها")
        #expect(entry.protective == ["adult"])
        #expect(entry.protectiveWords == "Her aunt 👵 <b>")
    }

    @Test func `an empty form says of every question that it needs an answer`() {
        let found = errors(Form())
        #expect(found.list.count == 25)
        #expect(found.message(for: "screen-22")?.contains("Not known") == true)
        #expect(!ScreeningForm.isStarted(Form([("screen-age", "14"), ("given_name", "Kai")])))
        #expect(ScreeningForm.isStarted(quietForm()))
    }

    @Test func `what is suspected needs a time, and the error stands at the time`() {
        let found = errors(quietForm([("screen-9", "known")]))
        #expect(found.list.map(\.field) == ["screen-9-when"])
    }

    @Test func `a judgement that differs from the tool needs a reason`() {
        let found = errors(quietForm([("screen-own", "high")]))
        #expect(found.list.map(\.field) == ["screen-own-reason"])
        #expect(found.list[0].message.contains("no indicators now"))
        #expect(errors(quietForm([("screen-own", "high"), ("screen-own-reason", "She told me")])).isEmpty)
    }

    @Test(arguments: ["200", "-1", "twelve", "٣", "12.5"])
    func `an age that nobody has is refused in plain words`(age: String) {
        #expect(errors(quietForm([("screen-age", age)])).list.map(\.field) == ["screen-age"])
    }

    @Test func `a reason that is too long is refused and says the limit`() {
        let found = errors(quietForm([("screen-own-reason", String(repeating: "ä", count: 4001))]))
        #expect(found.list.map(\.field) == ["screen-own-reason"])
        #expect(found.list[0].message.contains("4,000"))
    }

    @Test func `an answer that is not on the form is not taken`() {
        #expect(errors(quietForm([("screen-3", "certainly")])).list.map(\.field) == ["screen-3"])
        #expect(errors(quietForm([("screen-own", "extreme")])).list.map(\.field) == ["screen-own"])
    }

    @Test func `the questions stand in any form, with what was typed kept and escaped`() {
        let form = quietForm([("screen-own-reason", "<script>alert(1)</script>")])
        let page = ScreeningForm.fields(FormView(form, errors: errors(form)), instrument: .current).text
        #expect(page.components(separatedBy: "type=\"radio\"").count - 1 == 22 * 4 + 2 * 3 + 4)
        #expect(page.contains("Not validated"))
        #expect(page.contains("&lt;script&gt;"))
        #expect(!page.contains("<script>"))
    }
}

@Suite struct ScreeningJourneyTests {
    private struct Arranged {
        let house: TestHouse
        let site: Site
        let referral: Referral

        func browser(as role: Role) async throws -> Browser {
            let browser = Browser(site, now: house.now)
            guard let worker = house.workers[role] else { return browser }
            await browser.open("/sign-in")
            await browser.send("/sign-in/demonstration", [("worker", worker.id.text)])
            return browser
        }
    }

    private func arrange() async throws -> Arranged {
        let world = try await PublicWorld.make()
        let referral = Referral(
            id: .make(), reference: "EM-AAA-222", channel: .publicForm, status: .received, sourceCode: "9",
            sourceWords: "Somebody who did not say", receivedAt: world.house.now)
        try await world.house.database.write { try $0.insert(referral) }
        return Arranged(house: world.house, site: world.site, referral: referral)
    }

    @Test func `the hub screens a referral, sees the result, screens again and sees the change`() async throws {
        let world = try await arrange()
        let browser = try await world.browser(as: .hubCoordinator)
        let path = "/referrals/\(world.referral.id)/screening"
        await browser.open(path)
        #expect(await browser.text.contains("Not validated"))
        await browser.submit(path, [("screen-1", "no")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Error: "))
        await browser.submit(path, quietForm().fields.map { ($0.name, $0.value) })
        #expect(await browser.lastPath.hasPrefix("/screenings/"))
        #expect(await browser.text.contains("No indicators now"))

        await browser.wait(minutes: 10)
        await browser.open(path)
        #expect(await browser.text.contains("Last time: no"))
        let second = quietForm([
            ("screen-6", "known"), ("screen-6-when", "last3Months"), ("screen-own", "high"),
            ("screen-own-reason", "Men came to the door"),
        ])
        await browser.submit(path, second.fields.map { ($0.name, $0.value) })
        let page = await browser.text
        #expect(page.contains("from no indicators now to significant, from 0 to 6 points"))
        #expect(page.contains("Men came to the door"))
        #expect(page.contains("Both are kept"))
        #expect(page.contains("Talk to children’s social care and police today."))
        await browser.open("\(await browser.lastPath)/print")
        #expect(await browser.text.contains("Not validated"))
        #expect(await browser.text.components(separatedBy: "<h1").count == 2)

        let kept = try await world.house.database.read { try $0.screenings(of: world.referral.id) }
        try #require(kept.count == 2)
        #expect(kept[0].input.answers[6] == .known(.last3Months))
        #expect(kept[0].isDisputed)
        let change = try #require(ScreeningChange(from: kept[1], to: kept[0]))
        #expect(change.rows.map(\.number) == [6])
        #expect(kept[0].suggestion == "EX-22: Significant, 6 of 98")
    }

    @Test func `a referral nobody is linked to is screened by the hub alone`() async throws {
        let world = try await arrange()
        for role in [Role.panelMember, .leadPractitioner] {
            let browser = try await world.browser(as: role)
            await browser.open("/referrals/\(world.referral.id)/screening")
            #expect(await browser.status == 404, "\(role)")
        }
        for role in [Role.referrer, .provider, .administrator, .analyst] {
            let browser = try await world.browser(as: role)
            await browser.open("/referrals/\(world.referral.id)/screening")
            #expect(await browser.status == 403, "\(role)")
        }
    }

    @Test func `sent twice, a screening is kept once`() async throws {
        let world = try await arrange()
        let browser = try await world.browser(as: .hubCoordinator)
        let path = "/referrals/\(world.referral.id)/screening"
        await browser.open(path)
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == path })
        let names = Set(quietForm().fields.map(\.name))
        let fields = form.fields.filter { !names.contains($0.0) } + quietForm().fields.map { ($0.name, $0.value) }
        await browser.send(path, fields)
        let first = await browser.lastPath
        await browser.send(path, fields)
        #expect(await browser.lastPath == first)
        #expect(try await world.house.database.read { try $0.screenings(of: world.referral.id) }.count == 1)
    }

    @Test func `a screening follows the link of its referral to a record`() async throws {
        let world = try await arrange()
        let coordinator = try #require(world.house.workers[.hubCoordinator])
        let now = world.house.now
        let person = Person(id: .make(), number: 2001, givenName: "Kai", familyName: "Brennan")
        let entry = try ScreeningForm.read(quietForm(), instrument: .current)
        let made = Screening(
            id: .make(), referral: world.referral.id, person: nil, instrument: .current, entry: entry,
            by: coordinator, at: now)
        try await world.house.database.write { tx in
            try tx.insert(made)
            try tx.insert(person, at: now)
            try tx.run("UPDATE referral SET person_id = \(person.id) WHERE id = \(world.referral.id)")
            try tx.involve(coordinator, as: .team, with: person.id, why: "test", at: now)
        }
        let browser = try await world.browser(as: .hubCoordinator)
        await browser.open("/screenings/\(made.id)")
        #expect(await browser.text.contains("Kai Brennan"))
        let stranger = try await world.browser(as: .leadPractitioner)
        await stranger.open("/screenings/\(made.id)")
        #expect(await stranger.status == 403)
        #expect(!(await stranger.text).contains("Brennan"))
    }
}
