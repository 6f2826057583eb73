import FrontDoor
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

/// A professional's referral, from the first word to the reply, as its writer sees it.
@Suite struct DraftJourneyTests {
    @Test func `a referral is written in parts, sent once and followed`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Brennan", more: [("about_age", "15")])
        #expect(await teacher.lastPath == "/my-referrals/\(id)/sent")
        let sent = try #require(try await house.referral(id))
        #expect(await teacher.text.contains(sent.reference))
        #expect(sent.reference.hasPrefix("EM-") && sent.status == .received && sent.sourceCode == "2A")
        #expect(sent.concerns == ["Adults wait for him at the gate in a grey car."])
        #expect(sent.answer("about_age") == "15")

        // The same draft sent again, from another tab, leads to the same referral.
        await teacher.open("/my-referrals")
        #expect(await teacher.text.contains("Kai Brennan"))
        let count = try await house.database.read { try $0.count("SELECT COUNT(*) FROM referral") }
        #expect(count == 1)
        await teacher.open("/referrals/drafts/\(id)/check")
        #expect(await teacher.status == 404)
    }

    @Test func `a form sent twice makes one referral`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/person")
        await teacher.submit(draft + "/person", [("known_as", "Smiley")])
        await teacher.open(draft + "/concerns")
        await teacher.submit(draft + "/concerns", [("concern-1-what", "New phone, new fear.")])
        await teacher.open(draft + "/check")
        let form = try #require(PageForm.all(in: await teacher.text).first { $0.action.hasSuffix("/check") })
        await teacher.send(form.action, form.fields)
        let first = await teacher.lastPath
        await teacher.send(form.action, form.fields)
        #expect(await teacher.lastPath == first)
        // With a new key, as from a second tab: the referral is there already.
        let fields = form.fields.map { $0.0 == "_once" ? ("_once", "another-key-of-a-second-tab") : $0 }
        await teacher.send(form.action, fields)
        #expect(await teacher.lastPath == first)
        let count = try await house.database.read { try $0.count("SELECT COUNT(*) FROM referral") }
        #expect(count == 1)
    }

    @Test func `nobody else opens a draft, changes it, sends it or deletes it`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/person")
        await teacher.submit(draft + "/person", [("given_name", "Secretname")])
        let other = try await house.browser(as: .hubCoordinator)
        for path in ["", "/person", "/check", "/delete"] {
            await other.open(draft + path)
            #expect(await other.status == 404, "\(path)")
            #expect(!(await other.text.contains("Secretname")), "\(path)")
        }
        await other.open("/referrals/new")
        let token = try #require(PageForm.all(in: await other.text).first { $0.action == "/referrals/new" })
        for path in ["/person", "/person/save", "/check", "/delete"] {
            await other.send(draft + path, token.fields + [("given_name", "Changed")])
            #expect(await other.status == 404, "\(path)")
        }
        await teacher.open(draft + "/person")
        #expect(await teacher.text.contains("Secretname"))
    }

    @Test func `what is wrong is said, what was typed is kept, and it cannot be sent yet`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/person")
        await teacher.submit(
            draft + "/person",
            [("given_name", "Kai <i>"), ("born-day", "31"), ("born-month", "2"), ("born-year", "2011")])
        #expect(await teacher.status == 422)
        let page = await teacher.text
        #expect(page.contains("<title>Error:") && page.contains("must be a real date"))
        #expect(page.contains(#"value="Kai &lt;i&gt;""#) && page.contains(#"value="31""#))
        await teacher.open(draft + "/check")
        await teacher.submit(draft + "/check")
        #expect(await teacher.status == 422)
        #expect(await teacher.text.contains("Say at least one thing that worries you"))
        let count = try await house.database.read { try $0.count("SELECT COUNT(*) FROM referral") }
        #expect(count == 0)
    }

    @Test func `typing is saved meanwhile, and another row can be asked for`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/concerns")
        let form = try #require(PageForm.all(in: await teacher.text).first { $0.action == draft + "/concerns" })
        let answer = await teacher.send(
            draft + "/concerns/save", form.fields.filter { $0.0 == "_token" } + [("concern-1-what", "Half a sen")])
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self) == #"{"saved":"10am"}"#)
        await teacher.open(draft + "/concerns")
        #expect(await teacher.text.contains("Half a sen"))
        #expect(!(await teacher.text.contains("Concern 2")))
        await teacher.submit(draft + "/concerns", [("do", "add")])
        #expect(await teacher.text.contains("Concern 2"))
    }

    @Test func `a draft nobody goes on with for thirty days is deleted, and says so before`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        #expect(await teacher.text.contains("we delete it on"))
        let now = house.now
        let (before, after) = try await house.database.write { tx in
            (try tx.deleteOldDrafts(at: now.adding(days: 29)), try tx.deleteOldDrafts(at: now.adding(days: 30)))
        }
        #expect(before == 0 && after == 1)
        await teacher.open(draft)
        #expect(await teacher.status == 404)
    }

    @Test func `a worker sees only what they sent`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Secretname")
        for role in [Role.hubCoordinator, .panelMember, .leadPractitioner, .provider] {
            let other = try await house.browser(as: role)
            await other.open("/my-referrals/\(id)")
            #expect(await other.status == 404)
            await other.open("/my-referrals")
            #expect(!(await other.text.contains("Secretname")))
        }
        let stranger = try await house.browser(as: .administrator)
        await stranger.open("/my-referrals")
        #expect(await stranger.status == 403)
    }

    @Test func `telling us again about somebody shows what was told before`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        _ = try await house.send(teacher, given: "Kai", family: "Brennan")
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/person")
        await teacher.submit(draft + "/person", [("given_name", "KAI"), ("do", "look")])
        #expect(await teacher.text.contains("Have you told us about them before?"))
        await teacher.submit(draft + "/person", [("given_name", "Mia"), ("do", "look")])
        #expect(await teacher.text.contains("Nobody found"))
    }
}
