import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import FrontDoor

@Suite struct ReportJourneyTests {
    private func walk() async throws -> Walk { try await Walk.start(try await PublicWorld.make()) }

    @Test func `a report becomes a referral with everything that was told`() async throws {
        let walk = try await walk()
        try await walk.toTheEnd()
        let referral = try #require(try await walk.referrals().first)
        #expect(referral.channel == .publicForm)
        #expect(referral.status == .received)
        #expect(referral.concerns.count == 3)
        #expect(referral.concerns.last == "He looks scared.")
        #expect(referral.answer("who_name") == "Kai")
        #expect(referral.answer("noticed") == "He looks scared.\nMore to say")
        #expect(referral.answer("reporter_contact") == "07700 900123")
        #expect(referral.answer("reporter_relation") == "A neighbour")
        #expect(referral.sourceCode == "9")
        #expect(referral.sourceWords == "Somebody who asked us not to say, online")
        #expect(referral.person == nil)
        #expect(await walk.text.contains("We have it. A person will read it the same working day"))
        let views = try await walk.world.house.database.read {
            try $0.rows("SELECT worker_id, action FROM audit WHERE subject_id = \(referral.id) ORDER BY sequence")
        }
        #expect(try views.map { try $0["action"] as String }.first == "report from the public")
        #expect(try views.map { try $0["worker_id"] as String }.first?.isEmpty == true)
    }

    @Test func `somebody in danger is told of 999 before anything else, and may go on`() async throws {
        let walk = try await walk()
        await walk.next([("danger", "yes")])
        #expect(await walk.text.contains("Call 999 now"))
        await walk.next()
        #expect(await walk.text.contains("What have you noticed?"))
    }

    @Test func `nobody in danger goes straight on`() async throws {
        let walk = try await walk()
        await walk.next([("danger", "no")])
        #expect(await walk.text.contains("What have you noticed?"))
    }

    @Test func `the least anybody can say is enough`() async throws {
        let walk = try await walk()
        await walk.next([("danger", "no")])
        await walk.next([("signs", "unsure")])
        for _ in 0..<4 { await walk.press("skip") }
        #expect(await walk.text.contains("Check your answers"))
        #expect(!(await walk.text).contains("We may say it was you"))
        await walk.browser.wait(minutes: 1)
        await walk.press("send")
        #expect(Walk.receipt(await walk.text) != nil)
        let referral = try #require(try await walk.referrals().first)
        #expect(referral.sourceCode == "9")
        #expect(referral.sourceWords == "Somebody who did not say, online")
        #expect(referral.concerns == [Signs.unsureWords])
    }

    @Test func `going back keeps what was typed, even half done`() async throws {
        let walk = try await walk()
        await walk.next([("danger", "no")])
        await walk.next([("signs", "phone"), ("noticed", "Two phones")])
        await walk.press("back", [("who_name", "Half a na")])
        #expect(await walk.text.contains("Two phones"))
        #expect(await walk.text.contains(#"value="phone" checked"#))
        await walk.next([("signs", "phone"), ("noticed", "Two phones")])
        #expect(await walk.text.contains("Half a na"))
        for _ in 0..<2 { await walk.press("back") }
        #expect(await walk.text.contains("Is someone in danger right now?"))
        await walk.press("back")
        #expect(await walk.text.contains("Before you start"))
        await walk.press("start")
        await walk.next([("danger", "no")])
        #expect(await walk.text.contains("Two phones"))
    }

    @Test func `an answer can be changed from the check page and leads back there`() async throws {
        let walk = try await walk()
        try await walk.toCheck()
        #expect(await walk.text.contains("By the bus station"))
        await walk.press("change-place")
        #expect(await walk.text.contains("Where and when?"))
        await walk.next([("where", "In the park"), ("when", ""), ("still", "no")])
        #expect(await walk.text.contains("Check your answers"))
        #expect(await walk.text.contains("In the park"))
        #expect(!(await walk.text).contains("bus station"))
        #expect(!(await walk.text).contains("Most nights"))
    }

    @Test func `errors stand first, beside the field, and everything typed is kept`() async throws {
        let walk = try await walk()
        await walk.next()
        #expect(await walk.browser.status == 422)
        #expect(await walk.text.contains("<title>Error: Local support – Eastmere</title>"))
        await walk.next([("danger", "no")])
        await walk.next()
        #expect(await walk.text.contains("Choose what you have noticed, or choose ‘I am not sure’"))
        #expect(await walk.text.contains(##"href="#signs""##))
        let long = String(repeating: "word ", count: 900)
        await walk.next([("signs", "hurt"), ("noticed", long)])
        #expect(await walk.browser.status == 422)
        #expect(await walk.text.contains("It can have up to 4,000 characters"))
        #expect(await walk.text.contains(long))
        #expect(await walk.text.contains(#"value="hurt" checked"#))
        await walk.next([("signs", "hurt"), ("noticed", "")])
        await walk.next([("who_name", "Kai"), ("who_age", "200")])
        #expect(await walk.browser.status == 422)
        #expect(await walk.text.contains("Check the age"))
        #expect(await walk.text.contains(#"value="Kai""#))
    }

    @Test(arguments: ["15", "about 15", "14 or 15", "Year 10", "", "خمسة عشر"])
    func `an age may be a guess`(age: String) {
        #expect(ReportCheck.errors(in: Form([("who_age", age)]), at: .who).isEmpty)
    }

    @Test func `markup, emoji and right-to-left are kept and shown as they were typed`() async throws {
        let walk = try await walk()
        let odd = "<script>alert('x')</script> \"; DROP TABLE referral; -- 😀 مرحبا O’Brien"
        await walk.next([("danger", "no")])
        await walk.next([("signs", "missing"), ("noticed", odd)])
        for fields in [ReportStep.who, .place, .more, .you] {
            await walk.next(fields.fields.map { ($0, $0 == "who_age" ? "<b>15</b>" : odd) })
        }
        await walk.next([("may_say", "yes")])
        let check = await walk.text
        #expect(check.contains("Check your answers"))
        #expect(!check.contains("<script>alert"))
        #expect(check.contains("&lt;script&gt;"))
        await walk.browser.wait(minutes: 1)
        await walk.press("send")
        let referral = try #require(try await walk.referrals().first)
        for name in ["noticed", "who_name", "where", "when", "others", "hope", "reporter_name"] {
            #expect(referral.answer(name) == odd, "\(name)")
        }
    }

    @Test func `sent twice, it is one report with one reference and one PIN`() async throws {
        let walk = try await walk()
        try await walk.toCheck()
        await walk.browser.wait(minutes: 1)
        let form = try #require(PageForm.all(in: await walk.text).first { $0.action == "/tell-us" })
        let fields = form.fields + [("_go", "send")]
        await walk.browser.send("/tell-us", fields)
        let first = try #require(Walk.receipt(await walk.text))
        await walk.browser.wait(minutes: 60 * 24)
        await walk.browser.send("/tell-us", fields)
        let second = try #require(Walk.receipt(await walk.text))
        #expect(first == second)
        #expect(try await walk.referrals().count == 1)
        #expect(first.reference.hasPrefix("EM-"))
        #expect(first.pin.count == 9)
    }

    @Test func `a page sealed yesterday can still be sent`() async throws {
        let walk = try await walk()
        try await walk.toCheck()
        await walk.browser.wait(minutes: 60 * 24 * 3)
        await walk.press("send")
        #expect(Walk.receipt(await walk.text) != nil)
    }

    @Test func `a state that was changed is not trusted, and what was typed stays`() async throws {
        let walk = try await walk()
        await walk.next([("danger", "no")])
        var form = try #require(PageForm.all(in: await walk.text).first { $0.action == "/tell-us" })
        for index in form.fields.indices where form.fields[index].0 == "_state" {
            let first = form.fields[index].1.first == "A" ? "B" : "A"
            form.fields[index].1 = first + form.fields[index].1.dropFirst()
        }
        await walk.browser.send("/tell-us", form.fields + [("_go", "next"), ("signs", "hurt"), ("noticed", "Keep me")])
        #expect(await walk.browser.status == 422)
        #expect(await walk.text.contains("We could not read your earlier answers"))
        #expect(await walk.text.contains("Keep me"))
        #expect(try await walk.referrals().isEmpty)
    }

    @Test(arguments: ["who", "check", "emergency", "nonsense", ""])
    func `a page that never was does no harm`(step: String) async throws {
        let walk = try await walk()
        await walk.browser.send("/tell-us", [("_state", "nonsense"), ("_step", step), ("_go", "send")])
        #expect(await walk.browser.status < 500)
        await walk.browser.send("/tell-us", [("_step", step), ("_go", "change-danger")])
        #expect(await walk.browser.status < 500)
        #expect(try await walk.referrals().isEmpty)
    }

    @Test func `too fast or filled by a program, it is held back and answered the same`() async throws {
        let world = try await PublicWorld.make()
        for (seconds, trap) in [(1, ""), (60, "http://example.test")] {
            let walk = try await Walk.start(world)
            try await walk.toCheck()
            await walk.browser.wait(minutes: seconds / 60)
            await walk.press("send", [("website", trap)])
            #expect(Walk.receipt(await walk.text) != nil)
            #expect(await walk.text.contains("Thank you. We have it"))
        }
        let kept = try await Walk.start(world).referrals()
        #expect(kept.map(\.status) == [.quarantined, .quarantined])
    }

    @Test func `a flood is held back, never refused, and reads the same to its sender`() async throws {
        let world = try await PublicWorld.make()
        var pages: [String] = []
        let most = ReportRules.standard.mostPerCallerPerHour
        for _ in 0..<(most + 2) {
            let walk = try await Walk.start(world)
            try await walk.toCheck()
            await walk.browser.wait(minutes: 1)
            await walk.press("send")
            let receipt = try #require(Walk.receipt(await walk.text))
            pages.append(
                await walk.text.replacing(receipt.reference, with: "REFERENCE").replacing(receipt.pin, with: "PIN"))
        }
        #expect(Set(pages).count == 1)
        let kept = try await Walk.start(world).referrals()
        #expect(kept.count { $0.status == .received } == most)
        #expect(kept.count { $0.status == .quarantined } == 2)
    }

    @Test func `the answer is the same whether or not anybody is known`() async throws {
        let world = try await PublicWorld.make()
        var pages: [String] = []
        for name in ["Kai", "Zed"] {
            let walk = try await Walk.start(world)
            try await walk.toCheck()
            await walk.press("change-who")
            await walk.next([("who_name", name)])
            await walk.browser.wait(minutes: 1)
            await walk.press("send")
            let receipt = try #require(Walk.receipt(await walk.text))
            pages.append(
                await walk.text.replacing(receipt.reference, with: "REFERENCE").replacing(receipt.pin, with: "PIN"))
        }
        #expect(pages[0] == pages[1])
    }

    @Test func `no cookie is set and no address is stored`() async throws {
        let walk = try await walk()
        try await walk.toCheck()
        await walk.browser.wait(minutes: 1)
        await walk.press("send")
        #expect(await walk.browser.last.header("Set-Cookie") == nil)
        #expect(await walk.browser.last.header("Cache-Control") == "no-store")
        let tables = try await walk.world.house.database.read { tx in
            try tx.rows("SELECT answers, source_words FROM referral").map { "\($0.values)" }.joined()
                + tx.rows("SELECT detail, subject_id FROM audit").map { "\($0.values)" }.joined()
        }
        #expect(!tables.contains("192.0.2.7"))
    }

    @Test func `the PIN is not in the database`() async throws {
        let walk = try await walk()
        try await walk.toCheck()
        await walk.browser.wait(minutes: 1)
        await walk.press("send")
        let receipt = try #require(Walk.receipt(await walk.text))
        let hash: String? = try await walk.world.house.database.read {
            try $0.value("SELECT pin_hash FROM referral WHERE reference = \(receipt.reference)")
        }
        #expect(hash?.count == 64)
        #expect(hash?.contains(receipt.pin.filter(\.isNumber)) == false)
    }
}
