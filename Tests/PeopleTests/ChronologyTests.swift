import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import People

@Suite struct `The chronology` {
    private func entry(_ at: Instant, _ category: Governance.Category, isOwn: Bool = false) -> ChronologyEntry {
        var entry = ChronologyEntry(
            at: at, precision: .day, category: category, kind: "note", title: "T", body: "B", agency: "A",
            agencyKind: .health, addedBy: "")
        entry.isOwn = isOwn
        return entry
    }

    @Test func `is newest first, and hides what the viewer lacks`() {
        let base = Instant(milliseconds: 1_764_064_800_000)
        let chronology = Chronology(
            [
                entry(base, .notes), entry(base.adding(days: 2), .health), entry(base.adding(days: 1), .notes),
                entry(base.adding(days: 3), .police, isOwn: true),
            ], for: [.existence, .decisions, .notes])
        #expect(chronology.entries.map(\.at) == [3, 1, 0].map { base.adding(days: $0) })
        #expect(chronology.held == [.health])
        let mentor = Chronology([entry(base, .health)], for: [.existence, .identity, .contact, .risk, .plan])
        #expect(mentor.entries.isEmpty && mentor.held.isEmpty)
    }

    @Test(arguments: [
        ("agency=police", ["Policetoken"]), ("kind=visit", ["Notetoken", "Healthtoken", "Policetoken", "Schooltoken"]),
        ("kind=call", []), ("mark=serious", []), ("from=24%2F11%2F2025", ["Notetoken"]),
        ("from=2025-11-22&to=2025-11-23", ["Healthtoken", "Policetoken"]),
    ])
    func `can be narrowed by kind, agency, mark and days`(_ query: String, _ tokens: [String]) async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/chronology?\(query)")
        #expect(await browser.status == 200)
        for token in ["Notetoken", "Healthtoken", "Policetoken", "Schooltoken"] {
            #expect(await browser.text.contains("Body \(token)") == tokens.contains(token), "\(token)")
        }
        #expect(await browser.text.contains("Clear all filters"))
    }

    @Test func `an impossible day is said, and the rest still shown`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/chronology?from=31%2F2%2F2025")
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Enter a real day"))
        #expect(await browser.text.contains("value=\"31/2/2025\""))
    }

    @Test func `a long one comes in pages`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        let worker = try #require(world.house.workers[.leadPractitioner])
        try await world.house.database.write { tx in
            for number in 0..<120 {
                try tx.insert(
                    Note(
                        id: .make(), person: world.person, kind: .note, at: world.house.now.adding(days: -10 - number),
                        precision: .day, body: "Entry number \(number).", by: worker, addedAt: world.house.now))
            }
        }
        // The 120 here, and from the world four notes and the risk level that was set: each once.
        await browser.open("\(world.record)/chronology")
        #expect(await browser.text.contains("Showing 1 to 50 of 125"))
        #expect(await browser.text.components(of: "Risk level set: high") == 1)
        await browser.open("\(world.record)/chronology?page=3")
        #expect(await browser.text.contains("Showing 101 to 125 of 125"))
        #expect(await browser.text.contains("Entry number 119."))
        await browser.open("\(world.record)/chronology?page=99")
        #expect(await browser.status == 200)
        await browser.open(world.record)
        #expect(await browser.text.contains("Showing 8 of 125"))
        for number in 0..<120 {
            #expect(await browser.text.contains("Entry number \(number).") == (number < 3), "\(number)")
        }
        let mentor = try await world.browser(.provider, .provider)
        await mentor.open(world.record)
        #expect(await mentor.text.contains("Showing 1 of 1."))
        #expect(await !mentor.text.contains("Entry number"))
    }

    @Test(arguments: [
        (Precision.minute, "20 November, 4:10pm"), (.hour, "20 November, about 4:10pm"), (.day, "20 November"),
        (.month, "in November"), (.about, "about 20 November"),
    ])
    func `says when no more exactly than is known`(_ precision: Precision, _ words: String) throws {
        let at = London.instant(try #require(Day("2026-11-20")), hour: 16, minute: 10)
        #expect(When.words(at, precision, until: nil) == words)
    }

    @Test func `says from when to when`() throws {
        let at = London.instant(try #require(Day("2026-11-16")), hour: 16, minute: 0)
        #expect(When.words(at, .minute, until: at.adding(hours: 3)) == "16 November, 4pm to 7pm")
        #expect(When.words(at, .minute, until: at.adding(hours: 19)) == "16 to 17 November")
        #expect(When.words(at, .minute, until: at.adding(days: 20)) == "16 November to 6 December")
    }
}
