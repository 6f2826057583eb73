import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import People

@Suite struct `The record page` {
    @Test func `says who, how risky, until when, and what helps`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        let text = await browser.text
        for words in [
            "15 years old, he/him", "YP-2047", "Test Lead practitioner, Youth justice", "Fairmead Academy",
            "High risk", "Set by Writer at Social care on 25 November", "Look again by 2 December",
            "Keeping Kai safe now",
            "What is going well", "The tool suggested", "Differs", "Before you make contact", "Do not contact at home",
            "Who can see this", "You can see it because you are named in the team", "data-wording=\"/wording/check\"",
            "data-autosave=\"\(world.record)/notes/draft\"",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(text.components(of: "<h1") == 1)
        #expect(!text.contains(" style=\""))
        let contact = try #require(text.firstRange(of: "Before you make contact"))
        let risk = try #require(text.firstRange(of: "High risk"))
        #expect(contact.lowerBound < risk.lowerBound)
    }

    @Test func `a look-again date that has passed says so`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        try await world.house.database.write { try $0.run("UPDATE risk_judgement SET look_again_by = '2025-11-20'") }
        await browser.open(world.record)
        #expect(await browser.text.contains("This date has passed."))
        #expect(await browser.text.contains("Overdue"))
    }

    @Test func `is a light page`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record)
        let size = await browser.last.body.count
        #expect(size < 40_000, "\(size) bytes")
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "Robert'); DROP TABLE person;--", "🦊 Fox", "عمر", "\"><img src=x>",
        "O’Neill-Škoda",
    ])
    func `any name is kept as it is and never becomes markup`(_ name: String) async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/details/change")
        await browser.submit("\(world.record)/details/change", [("familyName", name), ("reason", "Their name")])
        #expect(await browser.status == 200)
        for page in ["", "/chronology", "/details", "/print", "/details/change"] {
            await browser.open(world.record + page)
            let text = await browser.text
            #expect(text.contains(HTML(name).text))
            #expect(!text.contains("<script>alert") && !text.contains("<img src=x"))
        }
        let kept: String? = try await world.house.database.read { try $0.value("SELECT family_name FROM person") }
        #expect(kept == name)
    }

    @Test func `an overriding mark in a name is dropped, its letters kept`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        let form = Form(urlEncoded: "familyName=%E2%80%AEgnihtemos")
        await browser.open("\(world.record)/details/change")
        await browser.submit(
            "\(world.record)/details/change", [("familyName", form["familyName"]), ("reason", "Their name")])
        let kept: String? = try await world.house.database.read { try $0.value("SELECT family_name FROM person") }
        #expect(kept == "gnihtemos")
    }

    @Test func `the print view has everything and nothing to press`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open(world.record + "/print")
        let text = await browser.text
        #expect(!text.contains("<textarea") && !text.contains("<details"))
        #expect(text.contains("Printed by Test Lead practitioner"))
        #expect(text.contains("Reference YP-2047"))
        #expect(text.contains("Body Policetoken"))
    }
}
