import Foundation
import Casework
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web
import Wording

@testable import SupportWork

@Suite struct PlanTests {
    static func typed(_ world: SupportWorld, by days: Int = 14) -> [(String, String)] {
        [
            ("own_words", "I want to be back at school and not look over my shoulder"),
            ("exit", "A place at the boxing gym and Ms Okoro at school to go to"), ("helps", "Music; my aunt"),
            ("safety", "Walk home with Dan. Ring my aunt"), ("family", ""),
            ("g0_goal", "Back at school"), ("g0_cause", "education-training"), ("g0_need", "A safe way there"),
            ("g0_s0_what", "Meet the school"), ("g0_s0_who", "Test Provider or mentor"),
        ] + SupportWorld.day("g0_s0_by", world.today.adding(days: days))
    }

    private func written(_ world: SupportWorld) async throws -> Browser {
        let browser = try await world.begun()
        await browser.open("\(world.link)/plan/change")
        await browser.submit("\(world.link)/plan/change", Self.typed(world))
        return browser
    }

    private func firstStep(_ world: SupportWorld) async throws -> String {
        let plan = try await world.house.database.read { tx -> Plan in
            let versions: [PlanVersion] = try tx.all(
                "SELECT p.body, p.number, p.reason, p.at, w.name AS by_name FROM support_plan p JOIN worker w ON w.id = p.by_id ORDER BY number DESC"
            )
            return try #require(versions.first).plan
        }
        return try #require(plan.steps.first).id
    }

    @Test(arguments: [false, true])
    func `written, agreed, kept up and changed, every version kept`(onPostgres: Bool) async throws {
        let world = try await SupportWorld.make(onPostgres: onPostgres)
        let browser = try await written(world)
        #expect(await browser.text.contains("I want to be back at school"))
        #expect(await browser.text.contains("Nobody has agreed to this version yet"))
        #expect(try await world.openTasks() == ["A review is due", "A step of a plan is due", "First contact"])
        await browser.submit(
            "\(world.link)/plan/agreements",
            [("who", "Ilya"), ("agrees", "yes"), ("words", "Read it aloud")] + SupportWorld.day("on", world.today))
        #expect(await browser.text.contains("Ilya agreed to version 1"))
        let step = try await firstStep(world)
        await browser.submit("\(world.link)/plan/steps/\(step)", [("state", "stuck"), ("words", "")])
        #expect(await browser.text.contains("Say what is in the way"))
        await browser.open("\(world.link)/plan")
        await browser.submit("\(world.link)/plan/steps/\(step)", [("state", "done"), ("words", "Met Ms Okoro")])
        #expect(await browser.text.contains("Met Ms Okoro"))
        await browser.open("\(world.link)/plan/change")
        await browser.submit("\(world.link)/plan/change", [("helps", "Music; my aunt; Dan")])
        #expect(await browser.text.contains("Say why the plan changes"))
        await browser.submit("\(world.link)/plan/change", [("reason", "He told me about Dan")])
        #expect(await browser.text.contains("What helps changed"))
        #expect(try await firstStep(world) == step)
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM support_plan") } == 2)
    }

    @Test func `what is missing is said and what was typed stays, broken days included`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await world.begun()
        await browser.open("\(world.link)/plan/change")
        await browser.submit(
            "\(world.link)/plan/change",
            [
                ("g0_goal", "Kept goal"), ("g0_s0_what", "Kept step"), ("g0_s0_by-day", "31"), ("g0_s0_by-month", "2"),
                ("g0_s0_by-year", "2026"), ("g1_need", "A need without a goal"),
            ])
        let text = await browser.text
        #expect(await browser.status == 422)
        for words in [
            "in their own words", "Say how it will end well", "Choose what lies behind it", "Say who does it",
            "Enter a real date", "Say what is wanted here", "Kept goal", "Kept step", "A need without a goal",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test func `two workers at once: the second is told and both are kept`() async throws {
        let world = try await SupportWorld.make()
        let one = try await world.begun()
        let two = try await world.house.browser(as: .leadPractitioner)
        await one.open("\(world.link)/plan/change")
        await two.open("\(world.link)/plan/change")
        await one.submit("\(world.link)/plan/change", Self.typed(world))
        await two.submit("\(world.link)/plan/change", Self.typed(world) + [("helps", "Swimming")])
        #expect(await two.status == 422)
        #expect(await two.text.contains("kept version 1 while you were writing"))
        #expect(await two.text.contains("Swimming"))
        await two.submit("\(world.link)/plan/change", [("reason", "Both")])
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM support_plan") } == 2)
    }

    @Test func `the paper says it plainly and nothing that could be held against them`() async throws {
        let world = try await SupportWorld.make()
        let browser = try await written(world)
        await browser.open("\(world.link)/plan/print")
        let text = await browser.text
        #expect(await browser.status == 200)
        for words in ["Ilya’s plan", "If I am not safe", "0800 1111", "This plan is yours"] {
            #expect(text.contains(words), "\(words)")
        }
        for words in ["Education", "school, learning", "Overdue", "risk"] {
            let start = try #require(text.range(of: "<main"))
            let end = try #require(text.range(of: "</main>"))
            #expect(!text[start.upperBound..<end.lowerBound].contains(words), "\(words)")
        }
    }

    @Test func `our own words on paper are for readers of nine to eleven`() {
        let words = """
            In danger now? Ring 999. To talk to somebody at any hour, ring Childline. It is free and does not show on the \
            bill. This plan is yours. You can change your mind. Tell your worker, and we change it together. How this \
            ends. Who I can ask. If I am not safe. What helps me.
            """
        #expect(Readability(of: words).age <= 11)
    }

    @Test func `nobody outside the support reads a plan`() async throws {
        let world = try await SupportWorld.make()
        _ = try await written(world)
        for role in [Role.panelMember, .referrer, .analyst, .boardMember, .privacyOfficer, .administrator] {
            let browser = try await world.house.browser(as: role)
            for page in ["plan", "plan/change", "plan/print"] {
                await browser.open("\(world.link)/\(page)")
                #expect([403, 404].contains(await browser.status), "\(role) \(page)")
                #expect(!(await browser.text.contains("over my shoulder")))
            }
        }
    }
}
