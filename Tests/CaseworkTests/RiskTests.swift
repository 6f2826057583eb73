import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Casework

@Suite struct RiskFormTests {
    private func form(_ fields: [(String, String)]) -> Form {
        Form(
            ([("level", "low"), ("headline", "Adults are using Kai"), ("reason", "He told us")] + fields).map {
                (name: $0.0, value: $0.1)
            })
    }

    @Test func `another level than the tool's needs a reason, and both are kept`() throws {
        #expect(throws: FieldErrors.self) { try RiskForm(form([]), suggested: .high) }
        let typed = try RiskForm(form([("disagreement", "He is away until May")]), suggested: .high)
        #expect(typed.reason.contains("He told us"))
        #expect(typed.reason.contains("The tool suggested high. Why it is not followed: He is away until May"))
    }

    @Test func `the tool's own level needs none, nor does a level no tool spoke of`() throws {
        #expect(try RiskForm(form([]), suggested: .low).reason == "He told us")
        #expect(try RiskForm(form([]), suggested: nil).reason == "He told us")
    }

    @Test(arguments: ["level", "headline", "reason"])
    func `nothing that is asked for may be left out`(field: String) {
        var empty = form([])
        empty.set(field, " ")
        #expect { try RiskForm(empty, suggested: nil) } throws: { error in
            (error as? FieldErrors)?.message(for: field) != nil
        }
    }

    @Test func `lines are one to a line, whatever bullets people type`() throws {
        let typed = try RiskForm(form([("safe", "- Aunt collects him\n\n • No phone at night\n")]), suggested: nil)
        #expect(typed.keepingSafe == ["Aunt collects him", "No phone at night"])
    }
}

@Suite struct RiskTests {
    @Test func `a level set at the meeting stands, with the old one kept`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now.adding(days: -1), level: .low)
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open("/hub/\(referral.id)/risk")
        await browser.submit(
            "/hub/\(referral.id)/risk",
            [("level", "high"), ("headline", "Adults are using Kai to hold drugs"), ("reason", "Two new facts")])
        #expect(await browser.lastPath == "/hub/\(referral.id)")
        #expect(await browser.text.contains("Adults are using Kai to hold drugs"))
        let levels = try await world.house.database.read { tx -> [String] in
            try tx.values("SELECT level FROM risk_judgement ORDER BY set_at DESC")
        }
        #expect(levels == ["high", "low"])
        await browser.open("/hub")
        #expect(await browser.text.contains("High risk: 1 to decide"))
    }

    @Test func `the second of two is shown what the first set`() async throws {
        let world = try await HubWorld.make()
        let referral = try await world.referral(("Kai", "Brennan"), receivedAt: world.now.adding(days: -1), level: .low)
        let action = "/hub/\(referral.id)/risk"
        let first = try await world.house.browser(as: .leadPractitioner)
        let second = try await world.house.browser(as: .hubCoordinator)
        await first.open(action)
        await second.open(action)
        await first.submit(action, [("level", "high"), ("headline", "Theirs"), ("reason", "First reason")])
        await second.submit(action, [("level", "medium"), ("headline", "Mine"), ("reason", "Second reason")])
        #expect(await second.status == 409)
        let text = await second.text
        #expect(text.contains("Test Lead practitioner set the level to high") && text.contains("First reason"))
        #expect(text.contains("Mine") && text.contains("Second reason"))
        await second.submit(action)
        #expect(await second.lastPath == "/hub/\(referral.id)")
    }
}
