import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import FrontDoor

@Suite struct ReplyTests {
    private typealias Sent = (world: PublicWorld, browser: Browser, receipt: (reference: String, pin: String))

    private func sent() async throws -> Sent {
        let world = try await PublicWorld.make()
        let walk = try await Walk.start(world)
        try await walk.toCheck()
        await walk.browser.wait(minutes: 1)
        await walk.press("send")
        let receipt = try #require(Walk.receipt(await walk.text))
        await walk.browser.open("/reply")
        return (world, walk.browser, receipt)
    }

    @Test func `the reply is there for whoever holds reference and PIN, however they type them`() async throws {
        let (world, browser, receipt) = try await sent()
        let coordinator = try #require(world.house.workers[.hubCoordinator])
        let now = world.house.now
        let referral = try #require(try await world.house.database.read { try $0.referrals(in: [.received]).first })
        try await world.house.database.write {
            try $0.reply(to: referral.id, saying: "Thank you.\n\nWe have <made> contact.", by: coordinator, at: now)
        }
        let typed = receipt.reference.lowercased().replacing("-", with: " ")
        await browser.submit("/reply", [("reference", typed), ("pin", receipt.pin.replacing(" ", with: "-"))])
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("We have &lt;made&gt; contact."))
        #expect(!(await browser.text).contains(coordinator.name))
        let actions: [String] = try await world.house.database.read {
            try $0.values("SELECT action FROM audit WHERE subject_id = \(referral.id) ORDER BY sequence")
        }
        #expect(actions.last == "reply looked for by who told us")
    }

    @Test func `an unknown reference and a wrong PIN read the same, byte for byte`() async throws {
        let (_, browser, receipt) = try await sent()
        let wrong = receipt.pin == "0000 0000" ? "1111 1111" : "0000 0000"
        let unknown = receipt.reference == "EM-222-333" ? "EM-222-334" : "EM-222-333"
        await browser.submit("/reply", [("reference", receipt.reference), ("pin", wrong)])
        let wrongPIN = await browser.last
        await browser.open("/reply")
        await browser.submit("/reply", [("reference", unknown), ("pin", wrong)])
        let unknownReference = await browser.last
        #expect(wrongPIN.status == 422)
        #expect(wrongPIN.status == unknownReference.status)
        #expect(
            String(decoding: wrongPIN.body, as: UTF8.self).replacing(receipt.reference, with: unknown)
                == String(decoding: unknownReference.body, as: UTF8.self))
        #expect(wrongPIN.headers.map(\.name) == unknownReference.headers.map(\.name))
    }

    @Test func `guessing is slowed alike for known and unknown references, and the holder gets in`() async throws {
        let (_, browser, receipt) = try await sent()
        for reference in [receipt.reference, "EM-222-333"] {
            for _ in 0..<12 { await browser.send("/reply", [("reference", reference), ("pin", "0000 0000")]) }
            #expect(await browser.status == 429, "\(reference)")
            #expect(await browser.text.contains("Wait a little"))
            await browser.wait(minutes: 2)
        }
        await browser.send("/reply", [("reference", receipt.reference), ("pin", receipt.pin)])
        #expect(await browser.status == 200)
    }

    @Test func `an empty or endless answer is asked for again, in plain words`() async throws {
        let (_, browser, _) = try await sent()
        await browser.submit("/reply")
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Type your reference"))
        #expect(await browser.text.contains("Type your PIN"))
        await browser.send("/reply", [("reference", String(repeating: "é", count: 5000)), ("pin", "😀")])
        #expect(await browser.status == 422)
    }

    @Test func `the brake doubles the wait, forgets after an hour, and never locks out`() {
        let brake = GuessBrake(GuessBrake.Allowance(free: 2, longest: 5))
        let start = Instant(milliseconds: 0)
        for _ in 0..<2 { brake.fail("a", at: start) }
        #expect(brake.wait("a", at: start) == 0)
        brake.fail("a", at: start)
        #expect(brake.wait("a", at: start) == 2)
        for _ in 0..<100 { brake.fail("a", at: start) }
        #expect(brake.wait("a", at: start) == 5)
        #expect(brake.wait("a", at: start.adding(seconds: 5)) == 0)
        #expect(brake.wait("b", at: start) == 0)
        brake.fail("a", at: start.adding(hours: 2))
        #expect(brake.wait("a", at: start.adding(hours: 2)) == 0)
    }

    @Test func `the gate counts each caller and all together, by the hour`() {
        let rules = ReportRules.standard
        let gate = FloodGate(rules)
        let start = Instant(milliseconds: 0)
        for _ in 0..<rules.mostPerCallerPerHour { #expect(gate.admit("one", at: start)) }
        #expect(!gate.admit("one", at: start))
        #expect(gate.admit("two", at: start))
        for index in 0..<rules.mostPerHour { _ = gate.admit("many \(index)", at: start) }
        #expect(!gate.admit("three", at: start))
        #expect(gate.admit("one", at: start.adding(hours: 1)))
    }
}
