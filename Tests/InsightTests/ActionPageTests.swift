import Foundation
import Governance
import HouseSupport
import Kernel
import Statistics
import Storage
import Testing
import Web

@testable import Insight

@Suite struct `What is done about places` {
    private func fields(_ world: PlaceWorld, _ more: [(String, String)] = []) throws -> [(String, String)] {
        let lead = try #require(world.house.agencies[.voluntary])
        let typed = [
            ("title", "Lighting & cameras <b>steps</b>"), ("lead", lead.id.text), ("areas", "Area 3\nE01000004"),
            ("starts-day", "1"), ("starts-month", "11"), ("starts-year", "2025"), ("how_far", "Half of it"),
        ]
        let names = Set(more.map(\.0))
        return typed.filter { !names.contains($0.0) } + more
    }

    @Test func `an action is added, said how far, and ended with a reason`() async throws {
        let world = try await PlaceWorld.make([9])
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/insight/actions/new?area=Area%203")
        #expect(await browser.text.contains("Area 3</textarea>"))
        await browser.submit("/insight/actions", try fields(world))
        let path = await browser.lastPath
        #expect(await browser.text.contains("Lighting &amp; cameras &lt;b&gt;steps&lt;/b&gt;"))
        #expect(await browser.text.contains("Running"))
        await browser.submit(path + "/how-far", [("how_far", "All of it")])
        #expect(await browser.text.contains("All of it"))
        let lines: [String] = try await world.house.database.read { tx in
            try tx.values("SELECT detail FROM audit")
        }
        #expect(lines.contains { $0.contains("how far was “Half of it”") })
        await browser.submit(path + "/end", [("outcome", " ")])
        #expect(await browser.status == 422)
        await browser.submit(path + "/end", [("outcome", "Lit since May")])
        #expect(await browser.text.contains("Lit since May"))
        await browser.open("/insight/actions")
        #expect(await browser.text.contains("Lit since May"))
    }

    @Test(arguments: [
        ("title", ""), ("title", String(repeating: "a", count: 201)), ("areas", "Nowhere at all"), ("areas", ""),
        ("starts-day", "31"), ("ends-year", "1"), ("lead", "nobody"), ("how_far", String(repeating: "b", count: 1001)),
    ])
    func `what is wrong is said and what was typed is kept`(_ name: String, _ value: String) async throws {
        let world = try await PlaceWorld.make([9])
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/actions/new")
        await browser.submit("/insight/actions", try fields(world, [(name, value)]))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("<title>Error:"))
        #expect(await browser.text.contains(name == "areas" ? "Half of it" : "Area 3"))
        let count: Int? = try await world.house.database.read { try $0.value("SELECT COUNT(*) FROM place_action") }
        #expect(count == 0)
    }

    @Test func `the second of two is shown what the first wrote`() async throws {
        let world = try await PlaceWorld.make([9])
        let path = "/insight/actions/\(try await world.act("Rail staff briefed"))"
        let one = try await world.house.browser(as: .analyst)
        let two = try await world.house.browser(as: .hubCoordinator)
        await one.open(path)
        await two.open(path)
        await one.submit(path + "/how-far", [("how_far", "140 of 180")])
        await two.submit(path + "/how-far", [("how_far", "Going well")])
        #expect(await two.status == 422)
        #expect(await two.text.contains("140 of 180"))
        #expect(await two.text.contains("Going well"))
        await two.submit(path + "/how-far", [("how_far", "Going well")])
        #expect(await two.status == 200)
    }

    @Test func `a board member reads actions and changes none`() async throws {
        let world = try await PlaceWorld.make([9])
        let id = try await world.act("Lighting", ends: world.house.now.day.adding(days: -2))
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/actions")
        #expect(await browser.text.contains("Late"))
        #expect(await !browser.text.contains("Add an action"))
        await browser.open("/insight/actions/\(id)")
        #expect(await browser.status == 200)
        #expect(await !browser.text.contains("End this action"))
        await browser.open("/insight/actions/new")
        #expect(await browser.status == 403)
    }
}
