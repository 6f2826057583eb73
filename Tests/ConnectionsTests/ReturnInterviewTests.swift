import Governance
import HouseSupport
import Kernel
import People
import Storage
import Tasks
import Testing
import Web

@testable import Connections

@Suite struct ReturnInterviewTests {
    private struct Open: Equatable {
        let what: String
        let due: String
        let worker: String?
    }

    private func open(_ world: ConnectionsWorld) async throws -> [Open] {
        try await world.house.database.read { tx in
            try tx.rows("SELECT what, due, worker_id FROM task WHERE ended_at IS NULL").map {
                Open(what: try $0["what"], due: try $0["due"], worker: try $0["worker_id"])
            }
        }
    }

    @Test func `coming back raises a task for whoever leads, and holding the talk ends it`() async throws {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .leadPractitioner)
        let record = "/young-people/\(world.person)"
        let yesterday = world.today.adding(days: -1)
        await browser.open("\(record)/notes/new")
        await browser.submit(
            "\(record)/notes",
            [("body", "Did not come home."), ("kind", "missing"), ("weight", "serious"), ("when-time", "4pm")]
                + ConnectionsWorld.day("when", yesterday))
        #expect(try await open(world).isEmpty)
        await browser.open("\(record)/around")
        #expect(await browser.text.contains("Missing now"))
        let note = try #require(
            PageForm.links(in: await browser.text).first { $0.contains("/notes/") && !$0.hasSuffix("/new") })
        await browser.open(note)
        await browser.submit(
            "\(note)/missing",
            [("until-time", "9:00"), ("found", "A station"), ("talk", "notYet")]
                + ConnectionsWorld.day("until", world.today))
        let lead = try world.worker(.leadPractitioner)
        let due = world.today.adding(days: 3)
        #expect(
            try await open(world) == [Open(what: "Return interview due", due: due.description, worker: lead.id.text)])
        await browser.open("\(record)/around")
        #expect(await browser.text.contains("71 hours left"))
        await browser.open(record)
        #expect(await browser.text.contains("Return talk due: 71 hours left"))
        await browser.open("/tasks")
        let task = try #require(
            PageForm.links(in: await browser.text).first { $0.hasPrefix("/tasks/") && $0.count > 30 })
        await browser.open(task)
        let way = try #require(PageForm.links(in: await browser.text).first { $0.hasPrefix("\(record)/notes/") })
        await browser.open(way)
        #expect(await browser.status == 200)
        await browser.wait(minutes: 10)
        await browser.submit("\(record)/notes/", [("talk", "held")])
        #expect(try await open(world).isEmpty)
        let how: String? = try await world.house.database.read { try $0.value("SELECT ended_how FROM task") }
        #expect(how == "The return interview was held")
        await browser.open("\(record)/around")
        #expect(await browser.text.contains("Held within 72 hours"))
    }

    @Test func `the task is due on the day the hours run out, across the autumn change, once for each episode`()
        async throws
    {
        let world = try await ConnectionsWorld.make()
        let worker = try world.worker(.panelMember)
        // Back at half past midnight in summer time: 72 hours on, the clock on the wall says half past eleven the day before.
        let back = London.instant(try #require(Day("2025-10-24")), hour: 0, minute: 30)
        let note = Note(
            id: .make(), person: world.person, kind: .missing, at: back.adding(hours: -9), precision: .minute,
            body: "x",
            missing: MissingEpisode(until: back), by: worker, addedAt: back)
        try await world.house.database.write { tx in
            try tx.insert(note)
            try tx.followReturnInterview(note, by: worker, at: back)
            try tx.followReturnInterview(note, by: worker, at: back)
        }
        #expect(try await open(world).map(\.due) == ["2025-10-26"])
        var amended = note.amended(id: .make(), by: worker.id, because: "Not missing after all", at: back)
        amended.kind = .note
        amended.missing = nil
        let last = amended
        try await world.house.database.write { try $0.followReturnInterview(last, by: worker, at: back) }
        #expect(try await open(world).isEmpty)
    }

    @Test func `where nobody leads, the agency that wrote it has to see to it`() throws {
        let agency = Agency(id: .make(), name: "A", kind: .police, isOnHub: true)
        func worker(_ role: Role) -> Worker {
            Worker(
                id: .make(), name: "W", email: "w@eastmere.example", role: role, agency: agency, jobTitle: "",
                isDisabled: false)
        }
        let (writer, lead) = (worker(.panelMember), worker(.leadPractitioner))
        #expect(ReturnInterview.holder(lead: nil, writer: writer).worker == nil)
        #expect(ReturnInterview.holder(lead: nil, writer: writer).agency == agency.id)
        #expect(ReturnInterview.holder(lead: lead, writer: writer).worker == lead.id)
        // Somebody who keeps no tasks is not left with one nobody sees.
        #expect(ReturnInterview.holder(lead: worker(.referrer), writer: writer).worker == nil)
    }
}
