import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Tasks

@Suite struct TaskTests {
    private func make(
        _ house: TestHouse, key: String, due: Int, worker: Role?, person: ID<Person>? = nil,
        what: String = "A step is due"
    )
        async throws
    {
        let lead = try #require(house.workers[.leadPractitioner])
        let own = worker.flatMap { house.workers[$0] }
        try await house.database.write { tx in
            try tx.add(
                StoredTask(
                    key: key, person: person, what: what, link: "/tasks", agency: lead.agency.id, worker: own?.id,
                    due: house.now.day.adding(days: due), askedBy: nil, at: house.now))
        }
    }

    private func id(_ house: TestHouse, _ key: String) async throws -> String {
        let found: String? = try await house.database.read { try $0.value("SELECT id FROM task WHERE key = \(key)") }
        return try #require(found)
    }

    @Test(arguments: [false, true])
    func `the same need is one task, done once, and can be taken back`(onPostgres: Bool) async throws {
        let house = onPostgres ? try await TestHouse.makeOnPostgres() : try await TestHouse.make()
        try await make(house, key: "a", due: 3, worker: .leadPractitioner)
        try await make(house, key: "a", due: -1, worker: .leadPractitioner)
        #expect(try await house.database.read { try $0.count("SELECT COUNT(*) FROM task") } == 1)
        let browser = try await house.browser(as: .leadPractitioner)
        await browser.open("/tasks")
        #expect(await browser.text.contains("Overdue"))
        let page = "/tasks/\(try await id(house, "a"))"
        await browser.open(page)
        await browser.submit(page, [("do", "done")])
        #expect(await browser.text.contains("Say in a few words how it was done"))
        await browser.submit(page, [("do", "done"), ("how", "Rang the school")])
        await browser.open("/tasks?view=done")
        #expect(await browser.text.contains("Rang the school"))
        await browser.open(page)
        await browser.submit(page, [("do", "back")])
        await browser.open("/tasks")
        #expect(await browser.text.contains("A step is due"))
        let lead = try #require(house.workers[.leadPractitioner])
        let open = try await house.database.read { try $0.dueTasks(of: lead, on: house.now.day) }
        #expect(open == 1)
    }

    @Test func `put off it comes back on its day, and stays overdue meanwhile`() async throws {
        let house = try await TestHouse.make()
        try await make(house, key: "a", due: -2, worker: .leadPractitioner)
        let browser = try await house.browser(as: .leadPractitioner)
        let page = "/tasks/\(try await id(house, "a"))"
        func day(_ days: Int) -> [(String, String)] {
            let day = house.now.day.adding(days: days)
            return [("until-day", "\(day.day)"), ("until-month", "\(day.month)"), ("until-year", "\(day.year)")]
        }
        await browser.open(page)
        await browser.submit(page, [("do", "later"), ("why", "Exams")] + day(20))
        #expect(await browser.text.contains("at most"))
        await browser.submit(page, [("do", "later"), ("why", "Exams")] + day(3))
        await browser.open("/tasks")
        #expect(await browser.text.contains("Nothing here"))
        await browser.open("/tasks?view=overdue")
        #expect(await browser.text.contains("A step is due"))
        let lead = try #require(house.workers[.leadPractitioner])
        let later = try await house.database.read {
            try $0.tasks(.mine, of: lead, on: house.now.day.adding(days: 3)).count
        }
        #expect(later == 1)
    }

    @Test func `two at once: the second is told`() async throws {
        let house = try await TestHouse.make()
        try await make(house, key: "a", due: 0, worker: nil)
        let (one, two) = (
            try await house.browser(as: .leadPractitioner), try await house.browser(as: .leadPractitioner)
        )
        let page = "/tasks/\(try await id(house, "a"))"
        await one.open(page)
        await two.open(page)
        await one.submit(page, [("do", "done"), ("how", "Done")])
        await two.submit(page, [("do", "take")])
        #expect(await two.status == 409)
    }

    @Test func `tasks of somebody who left are nobody's, and another agency sees none`() async throws {
        let house = try await TestHouse.make()
        let lead = try #require(house.workers[.leadPractitioner])
        let gone = Worker(
            id: .make(), name: "Gone Worker", email: "gone@eastmere.example", role: .leadPractitioner,
            agency: lead.agency, jobTitle: "", isDisabled: false)
        try await house.database.write { tx in
            try tx.insert(gone, at: house.now)
            try tx.add(
                StoredTask(
                    key: "g", person: nil, what: "Left behind", link: "", agency: lead.agency.id, worker: gone.id,
                    due: house.now.day, askedBy: nil, at: house.now))
            try tx.disable(gone.id)
        }
        let browser = try await house.browser(as: .leadPractitioner)
        await browser.open("/tasks?view=unassigned")
        #expect(await browser.text.contains("Left behind"))
        #expect(!(await browser.text.contains("Gone Worker")))
        let page = "/tasks/\(try await id(house, "g"))"
        for role in [Role.panelMember, .provider, .hubCoordinator] {
            let other = try await house.browser(as: role)
            for view in TaskView.allCases {
                await other.open("/tasks?view=\(view.rawValue)")
                #expect(!(await other.text.contains("Left behind")), "\(role) \(view)")
            }
            await other.open(page)
            #expect(await other.status == 404, "\(role)")
        }
    }

    @Test func `a task about somebody the worker may not know of shows no name and no way to them`() async throws {
        let house = try await TestHouse.make()
        let added = try await house.addPeople(1).first
        let person = try #require(added.flatMap { ID<Person>($0) })
        try await make(house, key: "p", due: 0, worker: .leadPractitioner, person: person)
        let browser = try await house.browser(as: .leadPractitioner)
        await browser.open("/tasks")
        #expect(await browser.text.contains("Not shown to you"))
        #expect(!(await browser.text.contains("Canary0")))
        await browser.open("/tasks/\(try await id(house, "p"))")
        #expect(!(await browser.text.contains("Go to where it is done")))
        let lead = try #require(house.workers[.leadPractitioner])
        try await house.database.write { try $0.involve(lead, as: .lead, with: person, why: "test", at: house.now) }
        await browser.open("/tasks")
        #expect(await browser.text.contains("Canary0"))
    }

    @Test func `what is wrong with a task by hand is said and kept`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .provider)
        await browser.open("/tasks/new")
        await browser.submit(
            "/tasks/new", [("what", "Book the hall"), ("due-day", "31"), ("due-month", "2"), ("due-year", "2026")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Enter a real date"))
        #expect(await browser.text.contains("Book the hall"))
    }
}
