import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import People

@Suite struct `Parts in an event` {
    private let kai = ID<Person>.make()

    @Test func `harmed comes before suspected, and one person can be both`() {
        let roles = [
            EventRole(.record(kai, reference: ""), .suspected), EventRole(.named("Adult 1"), .suspected),
            EventRole(.named("R"), .present), EventRole(.named("J"), .harmed),
            EventRole(.record(kai, reference: ""), .harmed),
        ]
        #expect(
            EventRole.lines(roles, on: kai, called: "Kai") == [
                "Harmed: Kai, J", "Suspected of causing harm: Kai, Adult 1", "Was there: R",
            ])
    }

    @Test func `another young person with a record is only ever a reference`() {
        let roles = [EventRole(.record(.make(), reference: "YP-2051"), .harmed)]
        #expect(EventRole.lines(roles, on: kai, called: "Kai") == ["Harmed: YP-2051"])
    }

    @Test func `an event stands on both records, its words on one`() async throws {
        let world = try await PeopleWorld.make()
        let other = ID<Person>.make()
        let now = world.house.now
        let worker = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write { tx in
            try tx.insert(Person(id: other, number: 2051, givenName: "Rae", familyName: "Otherton"), at: now)
            try tx.involve(worker, as: .team, with: other, why: "Test", at: now)
        }
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/notes/new")
        await browser.submit(
            "\(world.record)/notes",
            [
                ("body", "Two adults hurt them at the station. Bodytoken."), ("kind", "injury"), ("part", "harmed"),
                ("other1", "yp 2051"), ("other1-part", "harmed"), ("other2", "Adult 1"), ("other2-part", "suspected"),
            ])
        await browser.open(world.record)
        #expect(await browser.text.contains("Harmed: Kai, YP-2051<br>Suspected of causing harm: Adult 1"))
        await browser.open("/young-people/\(other)")
        #expect(await browser.text.contains("Injury, with another young person"))
        #expect(await browser.text.contains("Harmed. It is written on the record YP-2047."))
        #expect(await !browser.text.contains("Bodytoken"))
    }

    @Test(arguments: [true, false])
    func `a record closed to the reader is named nowhere on another's`(_ isKeptOut: Bool) async throws {
        let world = try await PeopleWorld.make()
        let other = ID<Person>.make()
        let here = ID<Note>.make()
        let now = world.house.now
        let worker = try #require(world.house.workers[.leadPractitioner])
        let colleague = try #require(world.house.workers[.panelMember])
        try await world.house.database.write { tx in
            try tx.insert(Person(id: other, number: 2063, givenName: "Rae", familyName: "Otherton"), at: now)
            for (id, holder, guest) in [(here, world.person, other), (.make(), other, world.person)] {
                try tx.insert(
                    Note(
                        id: id, person: holder, kind: .injury, at: now, precision: .day, body: "At the station.",
                        by: worker, addedAt: now),
                    roles: [EventRole(.record(guest, reference: ""), .harmed)])
            }
        }
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        #expect(await browser.text.contains("Harmed: YP-2063"))
        #expect(await browser.text.contains("It is written on the record YP-2063"))
        try await world.house.database.write { tx in
            try tx.restrict(
                other, excluding: isKeptOut, isKeptOut ? worker.id : colleague.id, because: "Family",
                by: colleague.id, at: now)
        }
        for page in ["", "/chronology", "/print", "/notes/\(here)", "/notes/\(here)/amend"] {
            await browser.open(world.record + page)
            #expect(await browser.status == 200)
            #expect(await !browser.text.contains("YP-2063"), "\(page)")
            #expect(await browser.text.contains("nother young person"), "\(page)")
        }
        await browser.submit("\(world.record)/notes/\(here)/amend", [("body", "Near it."), ("reason", "A slip")])
        let links: Int = try await world.house.database.read { tx in
            try tx.count("SELECT COUNT(*) FROM event_role WHERE person_id = \(other)")
        }
        #expect(links == 2)
    }

    @Test func `amending keeps the link to a record the amending worker may not know`() async throws {
        let world = try await PeopleWorld.make()
        let other = ID<Person>.make()
        let note = ID<Note>.make()
        let worker = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write { tx in
            try tx.insert(
                Person(id: other, number: 2051, givenName: "Rae", familyName: "Otherton"), at: world.house.now)
            try tx.insert(
                Note(
                    id: note, person: world.person, kind: .injury, at: world.house.now, precision: .day,
                    body: "At teh station.", by: worker, addedAt: world.house.now),
                roles: [
                    EventRole(.record(other, reference: ""), .harmed), EventRole(.named("Adult 1"), .suspected),
                ])
        }
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/notes/\(note)/amend")
        await browser.submit(
            "\(world.record)/notes/\(note)/amend",
            [
                ("body", "At the station."), ("reason", "A slip"), ("other2", "YP-2051 and Adult 1"),
                ("other2-part", "present"),
            ])
        #expect(await browser.status == 200)
        let rows = try await world.house.database.read { tx -> [String] in
            try tx.values(
                """
                SELECT e.role FROM event_role e JOIN note n ON n.id = e.note_id
                WHERE n.version = 2 AND e.person_id = \(other)
                """)
        }
        // What was retyped is words again, whatever it mentions.
        #expect(rows == ["harmed"])
    }

    @Test func `a reference the writer may not know stays the words they typed`() async throws {
        let world = try await PeopleWorld.make()
        try await world.house.database.write { tx in
            try tx.insert(
                Person(id: .make(), number: 2051, givenName: "Rae", familyName: "Otherton"), at: world.house.now)
        }
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/notes/new")
        await browser.submit("\(world.record)/notes", [("body", "Met them."), ("other1", "YP-2051")])
        let linked = try await world.house.database.read { tx in
            try tx.count("SELECT COUNT(*) FROM event_role WHERE person_id IS NOT NULL")
        }
        #expect(linked == 0)
        #expect(await browser.text.contains("Was there: YP-2051"))
    }
}

@Suite struct `Notes` {
    @Test(arguments: [
        (AgencyKind.health, Governance.Category.health), (.police, .police), (.education, .education),
        (.socialCare, .notes), (.voluntary, .notes), (.youthJustice, .notes), (.housing, .notes),
        (.partnership, .notes),
    ])
    func `an agency’s note is its own kind of information`(_ kind: AgencyKind, _ category: Governance.Category) {
        #expect(Note.category(for: kind) == category)
    }

    @Test func `words that blame are saved, and shown with others to choose from`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        await browser.submit("\(world.record)/notes", [("body", "Kai is putting himself at risk at the station.")])
        #expect(await browser.lastPath.contains("/notes/"))
        #expect(await browser.text.contains("putting himself at risk"))
        #expect(await browser.text.contains("Change the wording"))
        let kept: Int = try await world.house.database.read {
            try $0.count("SELECT COUNT(*) FROM note WHERE title = ''")
        }
        #expect(kept == 1)
    }

    @Test func `checking the wording saves nothing and keeps everything`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        await browser.submit("\(world.record)/notes", [("body", "He refuses to engage."), ("check", "1")])
        #expect(await browser.text.contains("Try: "))
        #expect(await browser.text.contains("He refuses to engage.</textarea>"))
        let kept: Int = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM note") }
        #expect(kept == 4)
    }

    @Test func `an amended note keeps both versions, and the reason`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        await browser.submit("\(world.record)/notes", [("body", "Came to the club. Firsttoken.")])
        let note = try #require(
            PageForm.links(in: await browser.text).first { $0.contains("/notes/") && !$0.hasSuffix("/new") })
        await browser.open("\(note)/amend")
        #expect(await browser.text.contains("Firsttoken"))
        await browser.submit("\(note)/amend", [("body", "Came to the gym. Secondtoken."), ("reason", "")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Say why you are amending it"))
        #expect(await browser.text.contains("Secondtoken"))
        await browser.submit("\(note)/amend", [("reason", "It was the gym")])
        #expect(await browser.status == 200)
        let text = await browser.text
        #expect(text.contains("Firsttoken") && text.contains("Secondtoken") && text.contains("It was the gym"))
        await browser.open(world.record)
        #expect(await browser.text.contains(", amended "))
        #expect(await !browser.text.contains("Firsttoken"))
        // The address of the first version still leads to the note.
        await browser.open(note)
        #expect(await browser.text.contains("Secondtoken"))
    }

    @Test func `of two who amend at once the second is shown the first’s words, and keeps theirs`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        await browser.submit("\(world.record)/notes", [("body", "Came to the club.")])
        let note = try #require(
            PageForm.links(in: await browser.text).first { $0.contains("/notes/") && !$0.hasSuffix("/new") })
        let second = try await world.house.browser(as: .leadPractitioner)
        await second.open("\(note)/amend")
        await browser.open("\(note)/amend")
        await browser.submit("\(note)/amend", [("body", "First words"), ("reason", "One")])
        await second.submit("\(note)/amend", [("body", "Second words"), ("reason", "Two")])
        #expect(await second.status == 409)
        #expect(await second.text.contains("First words"))
        #expect(await second.text.contains("Second words</textarea>"))
        let again = try #require(PageForm.all(in: await second.text).first { $0.action.hasSuffix("/amend") })
        await second.send(again.action, again.fields)
        #expect(await second.status == 200)
        let versions: Int = try await world.house.database.read { tx in
            try tx.count(
                "SELECT COUNT(*) FROM note WHERE body IN \(list: ["Came to the club.", "First words", "Second words"])")
        }
        #expect(versions == 3)
    }

    @Test func `another agency’s note cannot be amended`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/notes/\(world.note)/amend")
        #expect(await browser.status == 403)
        #expect(await browser.text.contains("You can add an entry of your own"))
    }

    @Test func `a note of another record is not found through this one`() async throws {
        let world = try await PeopleWorld.make()
        let other = ID<Person>.make()
        let worker = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write { tx in
            try tx.insert(Person(id: other, number: 2051, givenName: "R", familyName: "O"), at: world.house.now)
            try tx.involve(worker, as: .lead, with: other, why: "Test", at: world.house.now)
        }
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open("/young-people/\(other)/notes/\(world.note)")
        #expect(await browser.status == 404)
    }

    @Test func `a draft waits for its writer, and goes when the note is saved`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        let other = try await world.browser(.panelMember, .team)
        await browser.open("\(world.record)/notes/new")
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == "\(world.record)/notes" })
        let fields = form.fields.filter { $0.0 != "body" && $0.0 != "kind" }
        await browser.send(
            "\(world.record)/notes/draft", fields + [("body", "Half a thought & more"), ("kind", "call")])
        await browser.open(world.record)
        #expect(await browser.text.contains("Half a thought &amp; more</textarea>"))
        await other.open(world.record)
        #expect(await !other.text.contains("Half a thought"))
        await browser.submit("\(world.record)/notes")
        await browser.open("\(world.record)/notes/new")
        #expect(await !browser.text.contains("Half a thought"))
        let kind: String? = try await world.house.database.read { tx in
            try tx.value("SELECT kind FROM note WHERE body = 'Half a thought & more'")
        }
        #expect(kind == "call")
    }

    @Test func `a draft is not kept for somebody the record is closed to`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.house.browser(as: .panelMember)
        await browser.open("/young-people")
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == "/young-people" })
        await browser.send("\(world.record)/notes/draft", form.fields + [("body", "Words")])
        #expect(await browser.status == 404)
    }
}
