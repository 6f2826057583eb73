import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

/// What the hub does with a referral before the meeting, and what everybody else may see of it meanwhile.
@Suite struct DeskJourneyTests {
    @Test func `a referral is read, acknowledged, given a record and put before the meeting`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(
            teacher, given: "Kai", family: "Secretname", more: [("about_age", "15"), ("upn", "h801 2000 0100 1")])
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk")
        #expect(await hub.text.contains("Kai Secretname"))
        await hub.open("/desk/\(id)")
        await hub.submit("/desk/\(id)/reply")
        #expect(await hub.status == 200)
        await teacher.open("/my-referrals/\(id)")
        #expect(await teacher.text.contains("A person at the hub has read it"))
        #expect(try await house.referral(id)?.acknowledgedAt == house.now)

        // No meeting without knowing who: the form is not even there.
        await hub.open("/desk/\(id)")
        #expect(!(await hub.text.contains("Put on today's meeting")))
        await hub.open("/desk/\(id)/new-record")
        #expect(await hub.text.contains(#"value="Secretname""#))
        await hub.submit("/desk/\(id)/new-record")
        let person = try #require(try await house.referral(id)?.person)
        let record = try await house.database.read { tx in
            try tx.rows("SELECT family_name, born_estimated, upn FROM person WHERE id = \(person)")
        }
        #expect(try record[0]["family_name"] as String == "Secretname")
        #expect(try record[0]["born_estimated"] as Bool)
        #expect(try record[0]["upn"] as String == "H801200001001")

        await hub.submit(
            "/desk/\(id)/lines", [("concerns", "- Adults wait for him\n- New phone"), ("helps", "Boxing")])
        await hub.open("/desk/\(id)")
        await hub.submit("/desk/\(id)/meeting")
        let waiting = try #require(try await house.referral(id))
        #expect(waiting.status == .waiting)
        #expect(waiting.concerns == ["Adults wait for him", "New phone"] && waiting.helps == ["Boxing"])

        // The meeting reads it now; an agency that is not at the meeting does not; the teacher keeps their receipt.
        let health = try await house.browser(as: .panelMember)
        await health.open("/referrals/\(id)")
        #expect(await health.status == 200)
        #expect(await health.text.contains("grey car"))
        for role in [Role.referrer, .provider, .administrator] {
            let other = try await house.browser(as: role)
            await other.open("/referrals/\(id)")
            #expect(await other.status == 403)
            #expect(!(await other.text.contains("grey car")))
        }
        await teacher.open("/my-referrals/\(id)")
        #expect(await teacher.status == 200)
        #expect(await teacher.text.contains("We are working on it together"))
        #expect(!(await teacher.text.contains("YP-")))
    }

    @Test func `before the meeting only the hub reads it`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Secretname")
        for role in Role.allCases where role != .hubCoordinator {
            let other = try await house.browser(as: role)
            for path in ["/referrals/\(id)", "/desk/\(id)", "/desk"] {
                await other.open(path)
                #expect([403, 404].contains(await other.status), "\(role.name): \(path)")
                #expect(!(await other.text.contains("Secretname")), "\(role.name): \(path)")
            }
        }
    }

    @Test func `somebody we know is found, with the reasons, and linking is undone with its own reason`() async throws {
        let house = try await FrontDoorHouse.make()
        let known = try await house.house.addPeople(2)
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Canary0", family: "Secretname0")
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(id)")
        #expect(await hub.text.contains("same family name"))
        let form = try #require(
            PageForm.all(in: await hub.text).first { $0.fields.contains { $0.0 == "person" && $0.1 == known[0] } })
        await hub.send(form.action, form.fields)
        #expect(try await house.referral(id)?.person?.text == known[0])
        await hub.open("/desk/\(id)")
        await hub.submit("/desk/\(id)/unlink")
        #expect(await hub.status == 422)
        await hub.submit("/desk/\(id)/unlink", [("reason", "A cousin of the same name")])
        #expect(try await house.referral(id)?.person == nil)
        await hub.open("/desk/\(id)")
        #expect(await hub.text.contains("A cousin of the same name"))
        let looks = try await house.database.read { tx in
            try tx.count(
                "SELECT COUNT(*) FROM audit WHERE subject_id = \(known[0]) AND action = \(Action.handleReferral)")
        }
        #expect(looks > 0)
    }

    @Test func `a record closed to the coordinator is never suggested, and a linked one does not open`() async throws {
        let house = try await FrontDoorHouse.make()
        let known = try await house.house.addPeople(1)
        let person = try #require(ID<Person>(known[0]))
        let worker = try #require(house.house.workers[.hubCoordinator])
        let now = house.now
        try await house.database.write { tx in
            try tx.restrict(person, excluding: true, worker.id, because: "Family", by: worker.id, at: now)
        }
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Canary0", family: "Secretname0")
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(id)")
        #expect(!(await hub.text.contains("YP-")))
        let unread = try await house.database.read { try frontDoorMenuCount($0, worker, now) }
        #expect(unread == 1)
        try await house.tie(id, to: person)
        await hub.open("/desk/\(id)")
        #expect(await hub.status == 404)
        let reference = try #require(try await house.referral(id)?.reference)
        await hub.open("/desk")
        for words in ["Secretname0", "Restricted record", reference] {
            #expect(!(await hub.text.contains(words)), "\(words)")
        }
        #expect(await hub.text.contains("Nothing waits to be read."))
        #expect(try await house.database.read { try frontDoorMenuCount($0, worker, now) } == 0)
    }

    @Test func `a record open to named staff alone is on the list as restricted`() async throws {
        let house = try await FrontDoorHouse.make()
        let known = try await house.house.addPeople(1)
        let person = try #require(ID<Person>(known[0]))
        let worker = try #require(house.house.workers[.leadPractitioner])
        let now = house.now
        try await house.database.write { tx in
            try tx.restrict(
                person, excluding: false, worker.id, because: "A relative works here", by: worker.id, at: now)
        }
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Canary0", family: "Secretname0")
        try await house.tie(id, to: person)
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk")
        #expect(await hub.text.contains("Restricted record"))
        #expect(!(await hub.text.contains("Secretname0")))
    }

    @Test func `who it may be is said again when a new record could not be made`() async throws {
        let house = try await FrontDoorHouse.make()
        _ = try await house.house.addPeople(1)
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Canary0", family: "Secretname0")
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(id)/new-record")
        #expect(await hub.text.contains("Look again before you make a second record"))
        await hub.submit("/desk/\(id)/new-record", [("postcode", "EM4")])
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Look again before you make a second record"))
        #expect(await hub.text.contains(#"value="EM4""#))
    }

    @Test func `two tellings of one concern are joined, and both senders read the same reply`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let first = try await house.send(teacher, given: "Kai", family: "Brennan")
        let mentor = try await house.browser(as: .provider)
        let second = try await house.send(mentor, given: "Kai", family: "Brennan")
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(first)")
        await hub.submit("/desk/\(first)/reply")
        await hub.open("/desk/\(second)")
        #expect(await hub.text.contains("same name"))
        await hub.submit("/desk/\(second)/join")
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Say why you think it is the same concern"))
        await hub.submit("/desk/\(second)/join", [("reason", "Same name, same gate, same car")])
        let joined = try #require(try await house.referral(second))
        #expect(joined.status == .duplicate && joined.duplicateOf?.text == first)
        await mentor.open("/my-referrals/\(second)")
        #expect(await mentor.text.contains("A person at the hub has read what you wrote"))
        #expect(!(await mentor.text.contains("oined")))

        // Decided, and told once to both.
        let worker = try #require(house.house.workers[.hubCoordinator])
        let now = house.now.adding(hours: 3)
        let id = try #require(ID<Referral>(first))
        try await house.database.write { tx in
            guard var decided = try tx.referral(id) else { return }
            decided.status = .decided
            decided.decidedAt = now
            try tx.update(decided)
            try tx.reply(to: id, saying: "Youth workers will meet him this week.", by: worker, at: now)
        }
        for (browser, referral) in [(teacher, first), (mentor, second)] {
            await browser.open("/my-referrals/\(referral)")
            #expect(await browser.text.contains("Youth workers will meet him this week."))
            #expect(await browser.text.contains("We have decided what to do"))
            #expect(try await house.referral(referral)?.toldAt == now)
        }
    }

    @Test func `joining tells a sender nothing that was said or decided before`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let first = try await house.send(teacher, given: "Kai", family: "Brennan")
        let worker = try #require(house.house.workers[.hubCoordinator])
        let (id, before) = (try #require(ID<Referral>(first)), house.now.adding(hours: -3))
        try await house.database.write { tx in
            guard var decided = try tx.referral(id) else { return }
            decided.status = .decided
            decided.decidedAt = before
            try tx.update(decided)
            try tx.reply(to: id, saying: "Youth workers meet him already.", by: worker, at: before)
        }
        let mentor = try await house.browser(as: .provider)
        let second = try await house.send(mentor, given: "Kai", family: "Brennan")
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(second)")
        await hub.submit("/desk/\(second)/join", [("reason", "Same name, same car"), ("reply", " ")])
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Write what to tell them"))
        await hub.open("/desk/\(second)")
        await hub.submit("/desk/\(second)/join", [("reason", "Same name, same car")])
        let joined = try #require(try await house.referral(second))
        #expect(joined.duplicateOf == id && joined.acknowledgedAt == house.now && joined.toldAt == house.now)
        await mentor.open("/my-referrals/\(second)")
        #expect(await mentor.text.contains("A person at the hub has read what you wrote"))
        for words in ["Youth workers", "decided", "7am"] { #expect(!(await mentor.text.contains(words)), "\(words)") }

        // What is said later reaches both.
        await hub.open("/desk/\(first)")
        await hub.submit("/desk/\(first)/reply", [("text", "Thank you both.")])
        await mentor.open("/my-referrals/\(second)")
        #expect(await mentor.text.contains("Thank you both."))
    }

    @Test func `telling stops the clock only once it is decided`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Brennan")
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(id)")
        await hub.submit("/desk/\(id)/reply", [("text", "We are reading it.")])
        #expect(try await house.referral(id)?.toldAt == nil)
    }

    @Test func `the second of two coordinators is told what the first did`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Kai", family: "Brennan")
        let (one, two) = (try await house.browser(as: .hubCoordinator), try await house.browser(as: .hubCoordinator))
        await one.open("/desk/\(id)")
        await two.open("/desk/\(id)")
        await one.submit("/desk/\(id)/lines", [("concerns", "The first one's line")])
        await two.submit("/desk/\(id)/lines", [("concerns", "The second one's line")])
        #expect(await two.status == 422)
        #expect(await two.text.contains("changed these lines at 10am"))
        #expect(await two.text.contains("The second one&#39;s line"))
        await one.wait(minutes: 5)
        await one.open("/desk/\(id)")
        await one.submit("/desk/\(id)/close", [("reason", "A test")])
        await two.submit("/desk/\(id)/close", [("reason", "Another reason")])
        #expect(await two.status == 409)
        #expect(await two.text.contains("was first, at 10:05am: closed without a meeting"))
    }

    @Test func `held-back reports are let in or closed together, and each is kept`() async throws {
        let house = try await FrontDoorHouse.make()
        let now = house.now
        let ids = try await house.database.write { tx in
            try (0..<4).map { number in
                var report = Referral(
                    id: .make(), reference: "EM-AAA-AA\(number)", channel: .publicForm, status: .quarantined,
                    sourceCode: "9", sourceWords: "Somebody online", receivedAt: now)
                report.answers = ["noticed": ["Flood number \(number)"]]
                try tx.insert(report)
                return report.id.text
            }
        }
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk")
        #expect(await hub.text.contains("4 public reports are held back"))
        await hub.open("/desk/held-back")
        await hub.submit("/desk/held-back", [("referral", ids[0]), ("referral", ids[1]), ("do", "close")])
        #expect(await hub.status == 422)
        await hub.submit(
            "/desk/held-back", [("referral", ids[0]), ("referral", ids[1]), ("do", "close"), ("reason", "Same words")])
        await hub.open("/desk/held-back")
        await hub.submit("/desk/held-back", [("referral", ids[2]), ("do", "release")])
        var statuses: [ReferralStatus?] = []
        for id in ids { statuses.append(try await house.referral(id)?.status) }
        #expect(statuses == [.closed, .closed, .received, .quarantined])
        let panel = try await house.browser(as: .panelMember)
        await panel.open("/desk/held-back")
        #expect(await panel.status == 403)
    }

    @Test func `a call is entered for somebody, with its source and the day it came`() async throws {
        let house = try await FrontDoorHouse.make()
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/referrals/enter")
        await hub.submit("/referrals/enter")
        #expect(await hub.status == 422)
        await hub.submit("/referrals/enter", [("channel", "letter")])
        let draft = await hub.lastPath
        await hub.open(draft + "/source")
        await hub.submit(
            draft + "/source",
            [
                ("source_code", "1B"), ("source_words", "A neighbour"), ("reporter_name", "Mrs Alder"),
                ("came-day", "21"), ("came-month", "11"), ("came-year", "2025"),
            ])
        await hub.open(draft + "/person")
        await hub.submit(draft + "/person", [("who_looks", "Tall, red coat")])
        await hub.open(draft + "/concerns")
        await hub.submit(draft + "/concerns", [("concern-1-what", "Men shout at him from a van.")])
        await hub.open(draft + "/check")
        await hub.submit(draft + "/check")
        let id = String(draft.split(separator: "/").last ?? "")
        #expect(await hub.lastPath == "/desk/\(id)")
        let entered = try #require(try await house.referral(id))
        #expect(entered.channel == .letter && entered.sourceCode == "1B" && entered.referrer == nil)
        #expect(entered.sourceWords == "A neighbour, by letter or e-mail")
        #expect(entered.receivedAt == London.instant(try #require(Day("2025-11-21")), hour: 9, minute: 0))
        let teacher = try await house.browser(as: .referrer)
        await teacher.open("/referrals/enter")
        #expect(await teacher.status == 403)
    }
}
