import Casework
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWork

@Suite struct ContactTests {
    static func typed(
        _ world: SupportWorld, _ outcome: String, days: Int = 0, notes: String = "We walked by the harbour"
    )
        -> [(String, String)]
    {
        [
            ("outcome", outcome), ("kind", "one-to-one"), ("way", "inPerson"), ("minutes", "60"), ("around", "30"),
            ("notes", notes),
        ]
            + SupportWorld.day("day", world.today.adding(days: days))
    }

    private func count(_ world: SupportWorld) async throws -> Int {
        try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM support_contact") }
    }

    @Test(arguments: [false, true])
    func `planned, moved, held and amended, nothing overwritten`(onPostgres: Bool) async throws {
        let world = try await SupportWorld.make(onPostgres: onPostgres)
        let browser = try await world.begun()
        let page = "\(world.link)/contacts"
        await browser.open(page)
        await browser.submit(page, Self.typed(world, "planned", days: 2, notes: "") + [("time", "4:10pm")])
        #expect(await browser.text.contains("It is planned"))
        #expect(try await world.openTasks().contains("Say what came of a contact"))
        let planned: String? = try await world.house.database.read { try $0.value("SELECT id FROM support_contact") }
        let one = "\(page)/\(try #require(planned))"
        await browser.open(one)
        await browser.submit(one, Self.typed(world, "planned", days: 3, notes: ""))
        #expect(await browser.text.contains("Say who wanted to move it"))
        await browser.submit(one, Self.typed(world, "planned", days: 3, notes: "") + [("reason", "Ilya had an exam")])
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("Ilya had an exam"))
        // Whoever still has the earlier one open is told.
        await browser.open(one)
        #expect(await browser.status == 409)
        await browser.open(page)
        await browser.submit(page, Self.typed(world, "held"))
        #expect(!(try await world.openTasks().contains("First contact")))
        #expect(await browser.text.contains("We walked by the harbour"))
        #expect(try await count(world) == 3)
    }

    @Test(arguments: [
        ("held", 1, "It cannot have happened yet"), ("planned", -1, "A planned contact lies ahead"),
        ("held", -400, "Support was decided on"), ("planned", 900, "Choose a day within a year"),
    ])
    func `days that cannot be are said`(outcome: String, days: Int, words: String) async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        await browser.open("\(world.link)/contacts")
        await browser.submit("\(world.link)/contacts", Self.typed(world, outcome, days: days))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains(words))
        #expect(await browser.text.contains("We walked by the harbour"))
        #expect(try await count(world) == 0)
    }

    @Test func `the hour that is left out in spring is refused, and the one that comes twice is the first`() throws {
        let pathway = try #require(Pathway.shipped.first { $0.pathway.id == "one-to-one-advocate" }).pathway
        let spring = try #require(Day("2026-03-29"))
        let support = Support(
            person: .make(), pathway: pathway.id, pathwayVersion: 1,
            openedAt: London.instant(try #require(Day("2026-01-05")), hour: 9, minute: 0))
        func form(_ day: Day, _ time: String) -> Form {
            Form(
                ([("outcome", "held"), ("kind", "one-to-one"), ("way", "call"), ("notes", "x"), ("time", time)]
                    + SupportWorld.day("day", day)).map { (name: $0.0, value: $0.1) })
        }
        let now = London.instant(try #require(Day("2026-12-01")), hour: 9, minute: 0)
        let errors = #expect(throws: FieldErrors.self) {
            _ = try ContactForm.read(form(spring, "01:30"), support, pathway, replacing: nil, now: now)
        }
        #expect(errors?.message(for: "time")?.contains("The clocks go forward") == true)
        let autumn = try #require(Day("2026-10-25"))
        let twice = try ContactForm.read(form(autumn, "01:30"), support, pathway, replacing: nil, now: now)
        #expect(twice.at == London.instant(autumn, hour: 0, minute: 30).adding(hours: 1))
    }

    @Test func `every try counts as work`() {
        let start = Instant(milliseconds: 1_764_064_800_000)
        func contact(_ outcome: String, _ day: Int, _ minutes: Int) -> Contact {
            Contact(
                id: .make(), support: .make(), replaces: nil, kind: "one-to-one", way: "door",
                at: start.adding(days: day),
                hasTime: false, place: "", outcome: outcome, minutes: minutes, aroundMinutes: 20, notes: "",
                nextStep: "",
                reason: "")
        }
        let tries = (0..<7).map { contact(["tried", "notBrought", "couldNotCome"][$0 % 3], $0 * 3, 0) }
        let effort = Effort(
            tries + [contact("held", 19, 60), contact("tried", 30, 0), contact("", 40, 0)], since: start)
        #expect(effort.held == 1 && effort.tried == 8)
        #expect(effort.minutes == 60 + 9 * 20)
        #expect(effort.persistence == "7 tries in 19 days before the first conversation")
        #expect(Effort([], since: start).beforeFirst == nil)
        #expect(Effort([contact("weCancelled", 1, 0)], since: start).tried == 0)
    }

    @Test func `what is being written is kept, and a worry goes to the hub with it`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        let page = "\(world.link)/contacts"
        await browser.open(page)
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == page })
        await browser.send("\(page)/draft", form.fields.filter { $0.0 == "_token" } + [("notes", "Half a sentence")])
        await browser.open(page)
        #expect(await browser.text.contains("Half a sentence"))
        await browser.submit(page, [("notes", "Two men waited for him"), ("then", "concern")])
        #expect(await browser.text.contains("Look it over and send it"))
        let answers: [String] = try await world.house.database.read {
            try $0.values("SELECT answers FROM referral_draft")
        }
        #expect(answers.first?.contains("Two men waited for him") == true)
        await browser.open("\(world.link)/history")
        #expect(await browser.text.contains("A concern was begun for the hub"))
        let other = try await world.house.browser(as: .leadPractitioner)
        await other.open(page)
        #expect(!(await other.text.contains("Two men waited")))
    }

    @Test func `no words say that a young person failed to come`() {
        for outcome in ContactLists.standard.outcomes {
            #expect(!outcome.name.lowercased().contains("did not attend"))
            #expect(!outcome.name.lowercased().contains("no show"))
        }
    }

    @Test func `last contacts count tries since, and only what stands`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        let page = "\(world.link)/contacts"
        await browser.open(page)
        for outcome in ["held", "tried", "couldNotCome"] {
            await browser.wait(minutes: 5)
            await browser.open(page)
            await browser.submit(page, Self.typed(world, outcome))
        }
        let last = try await world.house.database.read { try $0.lastContacts() }
        let one = try #require(last[world.support.id])
        #expect(one.held != nil)
        // Without a time of day they all stand at the same moment, and a try at that moment is not after it.
        #expect(one.triesSince == 0)
    }

    @Test func `nobody outside the support reads or writes contacts`() async throws {
        let world = try await SupportWorld.make()
        let worker = try await world.begun()
        await worker.open("\(world.link)/contacts")
        await worker.submit("\(world.link)/contacts", Self.typed(world, "held"))
        for role in [Role.panelMember, .referrer, .analyst, .boardMember, .privacyOfficer, .administrator] {
            let browser = try await world.house.browser(as: role)
            await browser.open("\(world.link)/contacts")
            #expect([403, 404].contains(await browser.status), "\(role)")
            #expect(!(await browser.text.contains("harbour")))
        }
    }
}
