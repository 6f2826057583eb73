import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import People

@Suite struct `Details and people around` {
    private func change(_ fields: [(String, String)], reason: String = "Test") async throws -> (
        Int, String, PeopleWorld
    ) {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/details/change")
        await browser.submit("\(world.record)/details/change", fields + [("reason", reason)])
        return (await browser.status, await browser.text, world)
    }

    @Test(arguments: [
        ([("born-day", "31"), ("born-month", "2"), ("born-year", "2011")], "Date of birth must be a real date"),
        ([("born-day", "29"), ("born-month", "2"), ("born-year", "2011")], "Date of birth must be a real date"),
        ([("born-day", "1"), ("born-month", "1"), ("born-year", "1825")], "it would make them 200 years old"),
        ([("born-day", "1"), ("born-month", "1"), ("born-year", "2026")], "Date of birth must be in the past"),
        ([("nhsNumber", "943 476 5918")], "Check the NHS number"),
        ([("postcode", "EM4")], "Enter a full postcode"),
        ([("upn", "123")], "A pupil number has 13 letters and digits"),
        ([("school", String(repeating: "s", count: 201))], "School must be 200 characters or fewer"),
    ])
    func `what cannot be is refused, and kept on the page`(_ fields: [(String, String)], _ message: String) async throws
    {
        let (status, text, _) = try await change(fields)
        #expect(status == 422)
        #expect(text.contains(message))
        #expect(text.contains("value=\"\(fields[0].1)\""))
    }

    @Test func `a change keeps what was before, and why`() async throws {
        let (status, text, world) = try await change(
            [("school", "Hill Top School"), ("nhsNumber", "943 476 5919")], reason: "Moved in September")
        #expect(status == 200)
        for words in ["Fairmead Academy", "Hill Top School", "Moved in September", "943 476 5919"] {
            #expect(text.contains(words), "\(words)")
        }
        let rows: Int = try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM person_change") }
        #expect(rows == 2)
    }

    @Test func `a change needs a reason`() async throws {
        let (status, text, _) = try await change([("school", "Hill Top School")], reason: "")
        #expect(status == 422)
        #expect(text.contains("Say why you are changing this"))
        #expect(text.contains("value=\"Hill Top School\""))
    }

    @Test func `of two who change details at once the second sees what the first did`() async throws {
        let world = try await PeopleWorld.make()
        let first = try await world.browser(.leadPractitioner, .lead)
        let second = try await world.browser(.panelMember, .team)
        await second.wait(minutes: 1)
        await first.wait(minutes: 1)
        await first.open("\(world.record)/details/change")
        await second.open("\(world.record)/details/change")
        await first.submit("\(world.record)/details/change", [("school", "Hill Top School"), ("reason", "Moved")])
        await second.submit("\(world.record)/details/change", [("phone", "07700 900123"), ("reason", "New phone")])
        #expect(await second.status == 409)
        #expect(await second.text.contains("Test Lead practitioner changed these details first"))
        #expect(await second.text.contains("Hill Top School"))
        #expect(await second.text.contains("value=\"07700 900123\""))
    }

    @Test func `people are added with a source and a date, and taken off with a reason`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.hubCoordinator, .team)
        await browser.open("\(world.record)/people")
        await browser.submit("\(world.record)/people", [("name", "Tunde A")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Say whether the young person agreed"))
        #expect(await browser.text.contains("value=\"Tunde A\""))
        await browser.submit(
            "\(world.record)/people",
            [
                ("relation", "Mentor"), ("kind", "harms"), ("agreed", "no"), ("source", "Police"),
            ])
        #expect(await browser.text.contains("Say why it is written down without their agreement"))
        await browser.submit("\(world.record)/people", [("kind", "helps"), ("agreed", "yes")])
        #expect(await browser.status == 200)
        let text = await browser.text
        let helps = try #require(text.firstRange(of: ">Tunde A<"))
        let harms = try #require(text.firstRange(of: ">Harmertoken<"))
        #expect(helps.lowerBound < harms.lowerBound)
        let tie: String? = try await world.house.database.read {
            try $0.value("SELECT id FROM tie WHERE name = 'Tunde A'")
        }
        await browser.submit("\(world.record)/people/end", [("tie", try #require(tie)), ("why", "")])
        #expect(await browser.status == 422)
        await browser.submit("\(world.record)/people/end", [("tie", try #require(tie)), ("why", "Moved away")])
        #expect(await browser.text.contains("Moved away"))
    }
}
