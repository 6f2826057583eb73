import Casework
import Governance
import HouseSupport
import Kernel
import People
import Providers
import Storage
import Testing
import Web

@testable import SupportWork

@Suite struct OfferTests {
    @Test(arguments: [false, true])
    func `from decision to first day`(onPostgres: Bool) async throws {
        let world = try await SupportWorld.make(onPostgres: onPostgres)
        let browser = try await world.begun()
        await browser.open(world.link)
        let text = await browser.text
        #expect(text.contains("Ilya, at the library") && text.contains("Under way"))
        #expect(try await world.openTasks().contains("A plan, in their own words"))
        await browser.open("\(world.link)/history")
        for step in ["Opened", "Offered to Harbour advocates", "Harbour advocates said yes", "Began"] {
            #expect(await browser.text.contains(step), "\(step)")
        }
        let stored = try await world.stored()
        #expect(stored.startedOn == world.today && stored.service == world.service)
    }

    @Test func `a provider sees no name, no police and nobody else before it says yes`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        let offer = try await world.offer(by: lead)
        let provider = try await world.house.browser(as: .provider)
        for page in ["/offers", offer, "/home"] {
            await provider.open(page)
            #expect(await provider.status == 200, "\(page)")
            let text = await provider.text
            #expect(!text.contains("Ilya") && !text.contains("Marsh") && !text.contains("EM4"), "\(page)")
        }
        #expect(await provider.text.isEmpty == false)
        await provider.open(offer)
        #expect(await provider.text.contains("loves football"))
        #expect(await provider.text.contains("15"))
        for page in [world.link, "\(world.link)/offers", "/young-people/\(world.person)"] {
            await provider.open(page)
            #expect(await provider.status == 403, "\(page)")
        }
        for role in [Role.panelMember, .analyst, .boardMember, .privacyOfficer, .administrator, .referrer] {
            let other = try await world.house.browser(as: role)
            await other.open(offer)
            #expect([403, 404].contains(await other.status), "\(role)")
        }
    }

    @Test func `the name may not be written into an offer`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open("\(world.link)/offers")
        await lead.submit("\(world.link)/ask", [("needs", "education")])
        await lead.submit("\(world.link)/offers", [("to", world.service.text), ("to_know", "Ilya is kind")])
        #expect(await lead.status == 422)
        #expect(await lead.text.contains("Leave out their name"))
        #expect(await lead.text.contains("Ilya is kind"))
    }

    @Test(arguments: [
        ("ineligible", "", "Offer it to the next that fits"),
        ("full", "", "Wait for a place, and offer help meanwhile"),
        ("safety", "Somebody who hurt him comes here", "Bring it back to the daily meeting"),
    ])
    func `why a provider says no decides what happens next`(reason: String, words: String, next: String) async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        let offer = try await world.offer(by: lead)
        let provider = try await world.house.browser(as: .provider)
        await provider.open(offer)
        await provider.submit(offer, [("answer", "no"), ("reason", reason), ("words", words)])
        #expect(await provider.text.contains(next))
        #expect(try await world.openTasks() == [next])
        #expect(try await world.stored().status == .seeking)
        let due: [String] = try await world.house.database.read { tx in
            try tx.values("SELECT a.kind FROM task t JOIN agency a ON a.id = t.agency_id WHERE t.ended_at IS NULL")
        }
        #expect(due == [reason == "safety" ? "partnership" : "youthJustice"])
    }

    @Test func `a worry about safety needs words, and nothing is answered without a choice`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        let offer = try await world.offer(by: lead)
        let provider = try await world.house.browser(as: .provider)
        await provider.open(offer)
        await provider.submit(offer, [("answer", "no"), ("reason", "safety"), ("words", "")])
        #expect(await provider.text.contains("Say what worries you"))
        await provider.open(offer)
        await provider.submit(offer, [("words", "Kept words")])
        #expect(await provider.status == 422)
        #expect(await provider.text.contains("Choose yes or no"))
        #expect(await provider.text.contains("Kept words"))
        await provider.open(offer)
        await provider.submit(offer, [("answer", "yes"), ("worker", try world.worker(.leadPractitioner).id.text)])
        #expect(await provider.text.contains("Choose who of your agency"))
    }

    @Test func `two answers at once: the second is told`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        let offer = try await world.offer(by: lead)
        let (one, two) = (try await world.house.browser(as: .provider), try await world.house.browser(as: .provider))
        await one.open(offer)
        await two.open(offer)
        await one.submit(offer, [("answer", "no"), ("reason", "full")])
        await two.submit(offer, [("answer", "yes"), ("worker", try world.worker(.provider).id.text)])
        #expect(await two.status == 409)
        #expect(try await world.stored().status == .seeking)
    }

    @Test func `an offer nobody answers lapses after two working days, over a bank holiday`() async throws {
        let calendar = WorkingCalendar.england
        let thursday = try #require(Day("2026-04-02"))
        let made = London.instant(thursday, hour: 10, minute: 0)
        let by = calendar.adding(OfferSettings.standard.answerWorkingDays, to: made)
        // Good Friday and Easter Monday lie between.
        #expect(by == London.instant(try #require(Day("2026-04-08")), hour: 10, minute: 0))
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        let offer = try await world.offer(by: lead)
        let hub = try await world.later(.hubCoordinator, days: 8)
        for _ in 1...2 {
            await hub.open("/support/waiting")
            #expect(await hub.status == 200)
            let steps: [String] = try await world.house.database.read {
                try $0.values("SELECT what FROM support_move WHERE what LIKE '%nobody answered in time'")
            }
            #expect(steps.count == 1, "It lapses when who waits is looked at, and once")
        }
        let provider = try await world.later(.provider, days: 8)
        await provider.open(offer)
        #expect(await !provider.text.contains("name=\"answer\""), "There is nothing left to answer")
    }

    @Test func `help meanwhile is a support of its own, asked for the same`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open("\(world.link)/offers")
        await lead.submit("\(world.link)/ask", [("needs", "education")])
        await lead.submit("\(world.link)/interim", [("pathway", "exploitation-advocate")])
        #expect(await lead.text.contains("Choose what can begin today"))
        await lead.submit("\(world.link)/interim", [("pathway", "youth-work")])
        #expect(await lead.text.contains("Now offer it to somebody who can begin today"))
        await lead.open("/young-people/\(world.person)/support")
        #expect(await lead.text.contains("For now"))
        await lead.open("/support/waiting")
        #expect(await lead.text.contains("meanwhile"))
    }

    @Test func `what is chosen against the order keeps its reason, and who is ruled out cannot be chosen`() async throws
    {
        let world = try await SupportWorld.make()
        let better = try await world.house.database.write { tx -> ID<Service> in
            var terms = Service.Terms()
            terms.name = "Quay learning"
            terms.needs = ["education", "trusted-adult", "mental-health"]
            terms.minimumAge = 17
            terms.run(by: nil, named: "Quay")
            return try tx.add(terms, source: "", by: nil, because: "test", at: world.now)
        }
        let second = try await world.house.database.write { tx -> ID<Service> in
            var terms = Service.Terms()
            terms.name = "Half fitting"
            terms.needs = ["education"]
            terms.run(by: nil, named: "Half")
            return try tx.add(terms, source: "", by: nil, because: "test", at: world.now)
        }
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open("\(world.link)/offers")
        await lead.submit("\(world.link)/ask", [("needs", "education"), ("needs", "trusted-adult")])
        #expect(await lead.text.contains("Ruled out (1)"))
        await lead.submit("\(world.link)/offers", [("to", better.text), ("to_know", "x")])
        #expect(await lead.text.contains("Choose one that may be offered"))
        await lead.submit("\(world.link)/offers", [("to", second.text), ("to_know", "x")])
        #expect(await lead.text.contains("Say why this one"))
        await lead.submit("\(world.link)/offers", [("to", second.text), ("to_know", "x"), ("against", "Near home")])
        #expect(await lead.text.contains("Chosen because: Near home"))
        let rank: Int? = try await world.house.database.read { try $0.value("SELECT rank_number FROM support_offer") }
        #expect(rank == 2)
        // Nobody of theirs has an account: whoever offered it puts in what they said.
        let offer: String? = try await world.house.database.read { try $0.value("SELECT id FROM support_offer") }
        await lead.open("/offers/\(try #require(offer))")
        await lead.submit("/offers/\(try #require(offer))", [("answer", "yes"), ("words", "By telephone")])
        #expect(try await world.stored().status == .accepted)
    }

    @Test func `safety rules need their why and rule out whom they name`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open("\(world.link)/offers")
        let rules = [("needs", "education"), ("never", world.service.text)]
        await lead.submit("\(world.link)/ask", rules)
        #expect(await lead.text.contains("Say why these must be kept to"))
        await lead.submit("\(world.link)/ask", rules + [("safety_reason", "A relative works there")])
        await lead.submit("\(world.link)/offers", [("to", world.service.text), ("to_know", "x")])
        // The page no longer offers it: either there is nothing to choose from, or the choice is refused.
        let status = await lead.status
        #expect([422, 599].contains(status))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM support_offer") } == 0)
    }

    @Test func `a service is not archived while an offer or a support stands on it`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        _ = try await world.offer(by: lead)
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/directory/\(world.service)")
        await hub.submit("/directory/\(world.service)/archive", [("why", "Closing")])
        #expect(await hub.text.contains("offer waits for an answer"))
        let archived = try await world.house.database.read { try $0.service(world.service)?.terms.isArchived }
        #expect(archived == false)
    }

    @Test func `support cannot begin before it was decided, tomorrow, or without telling them what is shared`()
        async throws
    {
        let world = try await SupportWorld.make()
        try await world.accepted()
        let provider = try await world.house.browser(as: .provider)
        await provider.open("\(world.link)/begin")
        for (day, words) in [
            (world.today.adding(days: -1), "It cannot have begun before"), (world.today.adding(days: 1), "Enter today"),
        ] {
            await provider.submit(
                "\(world.link)/begin",
                world.yes.filter { !$0.0.hasPrefix("started") && $0.0 != "told" } + SupportWorld.day("started", day))
            #expect(await provider.status == 422)
            #expect(await provider.text.contains(words))
            #expect(await provider.text.contains("Tell them first"))
            #expect(await provider.text.contains("Ilya, at the library"))
        }
    }

    @Test func `a no is kept, and may be offered again`() async throws {
        let world = try await SupportWorld.make()
        try await world.accepted()
        let provider = try await world.house.browser(as: .provider)
        await provider.open("\(world.link)/begin")
        await provider.submit("\(world.link)/begin", [("agrees", "no"), ("why_not", "Not before the holidays")])
        #expect(try await world.stored().status == .withdrawn)
        #expect(try await world.openTasks().isEmpty)
        let later = try await world.later(.provider, days: 1)
        await later.open(world.link)
        #expect(await later.status == 403, "There is nothing left to give, so there is nothing left to see")
    }

    @Test func `a worker who leaves hands over everything, and both are told`() async throws {
        let world = try await SupportWorld.make()
        _ = try await world.begun()
        let leaving = try world.worker(.provider)
        let colleague = Worker(
            id: .make(), name: "Second Provider", email: "second@eastmere.example", role: .provider,
            agency: leaving.agency, jobTitle: "Advocate", isDisabled: false)
        try await world.house.database.write { tx in
            try tx.insert(colleague, at: world.now)
            for _ in 0..<39 {
                var support = Support(
                    person: world.person, pathway: "youth-work", pathwayVersion: 1, openedAt: world.now)
                support.status = .active
                support.agency = leaving.agency.id
                support.worker = leaving.id
                support.startedOn = world.today
                try tx.insert(support, why: "test", by: nil, at: world.now)
            }
        }
        let browser = try await world.house.browser(as: .provider)
        await browser.open("/support/reassign?from=\(leaving.id)")
        let all = try await world.house.database.read { try $0.openSupports(of: leaving.agency.id, worker: leaving.id) }
        #expect(all.count == 40)
        let chosen = all.map { ("supports", $0.support.id.text) }
        await browser.submit("/support/reassign/save", chosen + [("to", leaving.id.text), ("reason", "")])
        #expect(await browser.status == 422)
        await browser.submit("/support/reassign/save", chosen + [("to", colleague.id.text), ("reason", "Moving away")])
        #expect(await browser.status == 200)
        let after = try await world.house.database.read {
            try $0.openSupports(of: leaving.agency.id, worker: colleague.id)
        }
        #expect(after.count == 40)
        let told = try await world.openTasks()
        #expect(told.filter { $0 == "You took over support" }.count == 40)
        #expect(told.filter { $0 == "Support you gave was handed over" }.count == 40)
        let left: [String] = try await world.house.database.read {
            try $0.values("SELECT DISTINCT what FROM task WHERE worker_id = \(leaving.id) AND ended_at IS NULL")
        }
        #expect(left == ["Support you gave was handed over"], "Everything else is the new worker's to do")
    }

    @Test func `whoever hands over one of two supports still sees the young person they support`() async throws {
        let world = try await SupportWorld.make()
        let provider = try await world.begun()
        let giver = try world.worker(.provider)
        let colleague = Worker(
            id: .make(), name: "Second Provider", email: "second@eastmere.example", role: .provider,
            agency: giver.agency, jobTitle: "Advocate", isDisabled: false)
        let other = try await world.house.database.write { tx -> ID<Support> in
            try tx.insert(colleague, at: world.now)
            var support = Support(person: world.person, pathway: "youth-work", pathwayVersion: 1, openedAt: world.now)
            support.status = .active
            support.agency = giver.agency.id
            support.worker = giver.id
            support.startedOn = world.today
            try tx.insert(support, why: "test", by: nil, at: world.now)
            return support.id
        }
        await provider.open("/support/reassign?from=\(giver.id)")
        await provider.submit(
            "/support/reassign/save",
            [("supports", world.support.id.text), ("to", colleague.id.text), ("reason", "Fewer hours")])
        #expect(await provider.status == 200)
        let involved = try await world.house.database.read {
            try $0.count(
                """
                SELECT COUNT(*) FROM involvement WHERE worker_id = \(giver.id) AND subject_id = \(world.person)
                    AND kind = 'team' AND until IS NULL
                """)
        }
        #expect(involved == 1)
        await provider.open("/support/\(other)")
        #expect(await provider.status == 200)
    }

    @Test func `a mentor sees the support they give and not another's of the same agency`() async throws {
        let world = try await SupportWorld.make()
        _ = try await world.begun()
        let mentor = try world.worker(.provider)
        let other = try await world.house.database.write { tx -> ID<Support> in
            try tx.setMentorAccount(mentor.id, true, at: world.now)
            var support = Support(person: world.person, pathway: "youth-work", pathwayVersion: 1, openedAt: world.now)
            support.agency = mentor.agency.id
            try tx.insert(support, why: "test", by: nil, at: world.now)
            return support.id
        }
        let browser = try await world.house.browser(as: .provider)
        await browser.open(world.link)
        #expect(await browser.status == 200)
        await browser.open("/support/\(other)")
        #expect(await browser.status == 404)
        try await world.house.database.write { try $0.setMentorAccount(mentor.id, false, at: world.now) }
        await browser.open("/support/\(other)")
        #expect(await browser.status == 200)
    }

    @Test func `an interview on return begins without the meeting, once at a time and with its reason`() async throws {
        let world = try await SupportWorld.make()
        let lead = try await world.house.browser(as: .leadPractitioner)
        let page = "/young-people/\(world.person)/support"
        await lead.open(page)
        await lead.submit(page, [("pathway", "one-to-one-advocate"), ("why", "Back since this morning")])
        #expect(await lead.status == 422)
        #expect(await lead.text.contains("Back since this morning"))
        await lead.submit(page, [("pathway", "return-home-interview"), ("why", "Back since this morning")])
        #expect(await lead.text.contains("It is begun"))
        await lead.open(page)
        await lead.submit(page, [("pathway", "return-home-interview"), ("why", "Again")])
        #expect(await lead.text.contains("is open for them already"))
        let member = try await world.house.browser(as: .panelMember)
        await member.open(page)
        #expect(await member.status == 403)
    }
}
