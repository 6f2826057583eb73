import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@Suite struct `What a search shows` {
    private func search(_ role: Role, _ relation: TestRelation, _ query: [(String, String)]) async throws -> String {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(role, relation)
        await browser.open("/young-people")
        await browser.submit("/young-people", query)
        return await browser.text
    }

    @Test func `somebody who works with them sees the name, the age and the way in`() async throws {
        let text = try await search(.leadPractitioner, .team, [("q", "Brennantoken, Kai")])
        #expect(text.contains("Kai Brennantoken</a>"))
        #expect(text.contains("same family name"))
        #expect(text.contains(">15<"))
    }

    @Test(arguments: ["YP-2047", "Brennantoken", "brenantoken"])
    func `somebody whose agency knows them sees initials, and whom to ask`(_ query: String) async throws {
        let text = try await search(.leadPractitioner, .known, [("q", query)])
        #expect(
            !text.replacing("“\(query)”", with: "").replacing("value=\"\(query)\"", with: "").contains("Brennantoken"))
        #expect(text.contains(">KB<"))
        #expect(text.contains("knows this young person. Ask them"))
        #expect(!text.contains("same family name"))
    }

    @Test func `somebody else is told nothing, not even that there is something`() async throws {
        let known = try await search(.leadPractitioner, .none, [("q", "YP-2047")])
        let unknown = try await search(.leadPractitioner, .none, [("q", "YP-9999")])
        #expect(known.contains("Nothing found"))
        #expect(!known.contains("KB"))
        #expect(unknown.contains("Nothing found"))
    }

    @Test func `by date of birth and postcode`() async throws {
        let text = try await search(
            .leadPractitioner, .team,
            [("born-day", "27"), ("born-month", "mar"), ("born-year", "2010"), ("postcode", "em47qt")])
        #expect(text.contains("Kai Brennantoken</a>"))
        #expect(text.contains("same birthday and same postcode"))
    }

    @Test(arguments: [
        ([("q", "")], "Enter a name, a reference, a date of birth or a postcode"),
        ([("school", "Fairmead")], "A school alone has too many young people"),
        ([("born-day", "31"), ("born-month", "2"), ("born-year", "2011")], "Date of birth must be a real date"),
        ([("born-day", "1"), ("born-month", "2"), ("born-year", "1826")], "it would make them 199 years old"),
        ([("born-day", "1"), ("born-month", "2"), ("born-year", "2090")], "Date of birth must be in the past"),
        ([("q", "Kai"), ("postcode", "EM4")], "Enter a full postcode"),
        ([("q", String(repeating: "x", count: 201))], "200 characters or fewer"),
    ])
    func `what cannot be searched for is said, and kept`(_ query: [(String, String)], _ message: String) async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .team)
        await browser.open("/young-people")
        await browser.submit("/young-people", query)
        #expect(await browser.status == 422)
        #expect(await browser.text.contains(message))
        #expect(await browser.text.contains("<title>Error: "))
    }

    @Test func `a search is recorded with its purpose, and without what was typed`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .team)
        await browser.open("/young-people")
        await browser.submit("/young-people", [("q", "Brennantoken"), ("purpose", "duplicate")])
        let details: [String] = try await world.house.database.read { tx in
            try tx.values("SELECT detail FROM audit WHERE action = 'search for a young person' ORDER BY sequence")
        }
        #expect(details.last == "1 shown, purpose: To see whether we know them before adding a record")
        #expect(!details.contains { $0.contains("Brennantoken") })
    }

    @Test func `people find their own young people without searching`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        await browser.open("/young-people")
        let text = await browser.text
        #expect(text.components(of: "Kai Brennantoken</a>") == 2)
        #expect(text.contains("Opened by me"))
    }
}

extension String {
    /// How often a text stands in this one.
    func components(of text: String) -> Int { ranges(of: text).count }
}
