import Foundation
import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Joining

@Suite struct `Cohorts on screen` {
    /// Young people told of, some with rows of police and health, some restricted; and an agreement with the hub.
    private func world(people: Int = 30, agreed: Bool = true) async throws -> PictureWorld {
        let world = try await PictureWorld.make()
        if agreed {
            try await world.agree("ISA-011", from: [.police, .health], to: [.partnership], [.police, .health])
        }
        for number in 0..<people {
            let person = try await PictureWorld.add("Given\(number)", "Cohortname\(number)", to: world.house)
            let now = world.house.now
            try await world.house.database.write { tx in
                var referral = Referral(
                    id: .make(), reference: "EM-C-\(number)", channel: .professional, status: .decided,
                    sourceCode: "2A", sourceWords: "A school", receivedAt: now.adding(days: -20))
                referral.person = person
                try tx.insert(referral)
            }
            var row = PictureWorld.Row(.police, .police)
            row.eventKind = "arrest"
            row.title = "Was arrested"
            row.signs = "arrest"
            row.at = world.house.now.adding(days: -30)
            if number % 3 != 0 { try await world.add(row, about: person) }
            var injury = PictureWorld.Row(.health, .health)
            injury.eventKind = "injury"
            injury.title = "Was hurt"
            injury.signs = "injury victim"
            injury.at = world.house.now.adding(days: -10)
            if number < 3 { try await world.add(injury, about: person) }
        }
        return world
    }

    /// Runs a shipped cohort as a coordinator, and returns where the run is.
    private func run(_ world: PictureWorld, _ cohort: String = "everyone-referred") async throws -> (Browser, String) {
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/cohorts/\(cohort)")
        #expect(await hub.status == 200)
        await hub.submit("/cohorts/\(cohort)/runs")
        return (hub, await hub.lastPath)
    }

    @Test func `a run counts who was told of, with shares, what goes together and its agreement`() async throws {
        let world = try await world()
        let (hub, path) = try await run(world)
        let text = await hub.text
        #expect(await hub.status == 200)
        #expect(path.hasPrefix("/cohorts/everyone-referred/runs/"))
        // 30 people: 20 arrested, 3 hurt, of whom one was not arrested.
        #expect(text.contains(">67%<") && text.contains("49% and 81%"))
        #expect(text.contains("Counted under ISA-011"))
        #expect(text.contains("Injury, Arrest and Harmed by others"))
        #expect(text.contains("<svg") && text.contains("What the letters mean"))
        #expect(!text.contains("Cohortname"))
        #expect(try await world.auditDetails().contains { $0.contains("run for 2025-11-25") && $0.contains("ISA-011") })
        await hub.open(path + "/csv")
        #expect(await hub.last.header("Content-Type")?.hasPrefix("text/csv") == true)
        #expect(await hub.text.contains("flag,Arrest,20,0.667,0.488,0.808"))
    }

    @Test func `names stand there only for those the coordinator may open`() async throws {
        let world = try await world()
        let (worker, now) = (try world.worker(.hubCoordinator), world.house.now)
        let person: ID<Person>? = try await world.house.database.read { tx in
            try tx.value("SELECT id FROM person WHERE family_name = 'Cohortname4'")
        }
        let known = try #require(person)
        try await world.house.database.write { try $0.involve(worker, as: .lead, with: known, why: "T", at: now) }
        let (hub, _) = try await run(world)
        let text = await hub.text
        #expect(text.contains("Given4 Cohortname4") && text.contains("Show 1 of 30"))
        #expect(text.components(separatedBy: "Cohortname").count == 2)
    }

    @Test(arguments: [Role.analyst, .boardMember])
    func `outside the team small counts and names are not there`(_ role: Role) async throws {
        let world = try await world()
        let (_, path) = try await run(world)
        let reader = try await world.house.browser(as: role)
        for address in ["/cohorts", "/cohorts/everyone-referred", path, path + "/csv"] {
            await reader.open(address)
            #expect(await reader.status == 200)
            #expect(await !reader.text.contains("Cohortname"))
        }
        await reader.open(path)
        let text = await reader.text
        // Injury is known of 3: neither the flag nor any combination with it says so.
        #expect(!text.contains("data-label=\"Known to have it\">3<"))
        #expect(!text.contains("Injury, Arrest and Harmed by others"))
        #expect(text.contains("about 20") && text.contains("about 30"))
        #expect(!text.contains("Records in it that you may open"))
        await reader.open("/cohorts/new")
        #expect(await reader.status == 403)
        await reader.submit("/cohorts/everyone-referred/runs")
        #expect(await reader.status != 200)
    }

    @Test func `what no agreement lets pass is not counted, and it says so`() async throws {
        let world = try await world(people: 9, agreed: false)
        let (hub, _) = try await run(world)
        let text = await hub.text
        #expect(text.contains("Eastmere Police, police: There is no sharing agreement"))
        #expect(text.contains("No agency’s file was counted") || !text.contains("ISA-011"))
        #expect(text.contains("data-label=\"Known to have it\">0<"))
    }

    @Test func `restricted records are in none, by list or by number`() async throws {
        let world = try await world(people: 9)
        let (worker, other, now) = (try world.worker(.hubCoordinator), try world.worker(.panelMember), world.house.now)
        let numbers: [Int] = try await world.house.database.write { tx in
            let people: [ID<Person>] = try tx.values(
                "SELECT id FROM person WHERE family_name IN ('Cohortname1', 'Cohortname2', 'Cohortname5') ORDER BY number"
            )
            try tx.restrict(people[0], excluding: false, other.id, because: "T", by: other.id, at: now)
            try tx.involve(worker, as: .lead, with: people[0], why: "T", at: now)
            try tx.involve(worker, as: .lead, with: people[1], why: "T", at: now)
            return try tx.values(
                "SELECT number FROM person WHERE family_name IN ('Cohortname1', 'Cohortname2', 'Cohortname5')")
        }
        let (hub, _) = try await run(world)
        #expect(await hub.text.contains("<dd>8<small>"))
        await hub.open("/cohorts/new")
        await hub.submit(
            "/cohorts/new",
            [("name", "Three"), ("who", "numbers"), ("numbers", numbers.map { "yp-\($0)" }.joined(separator: ", "))])
        #expect(await hub.status == 200)
        let place = await hub.lastPath
        await hub.submit(place + "/runs")
        let text = await hub.text
        // One is restricted, one is nobody's business of this coordinator's: one is left.
        #expect(text.contains("<dd>1<small>") && text.contains("2 of 3 numbers: no record you may open."))
    }

    @Test func `a definition is changed with a reason, kept, and two runs stand side by side`() async throws {
        let world = try await world(people: 12)
        let hub = try await world.house.browser(as: .hubCoordinator)
        await hub.open("/cohorts/new?from=everyone-referred")
        #expect(await hub.text.contains("Everyone told of in the last 12 months"))
        await hub.submit("/cohorts/new", [("name", "<i>Ours</i>"), ("who", "referred"), ("referred-months", "6")])
        let place = await hub.lastPath
        #expect(await hub.text.contains("&lt;i&gt;Ours&lt;/i&gt;"))
        await hub.submit(place + "/runs", [("day-day", "25"), ("day-month", "11"), ("day-year", "2025")])
        let first = await hub.lastPath
        await hub.open(place + "/change")
        await hub.submit(place + "/change", [("referred-months", "1"), ("reason", "")])
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("Say why you are changing it"))
        await hub.submit(place + "/change", [("referred-months", "1"), ("reason", "Too many")])
        #expect(await hub.text.contains("Too many"))
        await hub.submit(place + "/runs")
        let second = await hub.lastPath
        let run = try #require(first.split(separator: "/").last)
        await hub.open("\(second)?with=\(run)")
        let text = await hub.text
        #expect(text.contains("Compared with 25 November 2025") && text.contains("The rule changed between these runs"))
        #expect(text.contains("points ("))
        await hub.open(place)
        await hub.submit(place + "/runs", [("day-day", "1"), ("day-month", "1"), ("day-year", "2099")])
        #expect(await hub.status == 422)
        #expect(await hub.text.contains("must not be in the future"))
        await hub.open("/cohorts/exploitation-mapping/runs/\(run)")
        #expect(await hub.status == 404)
        await hub.open("/cohorts/everyone-referred/change")
        #expect(await hub.status == 404)
    }

    @Test func `a run's numbers that leave as a file are counted under each agreement they came by`() async throws {
        let world = try await world()
        let (hub, path) = try await run(world)
        await hub.open("\(path)/csv")
        #expect(await hub.status == 200)
        let since = world.house.now.day.adding(days: -1)
        let exports = try await world.house.database.read { try $0.agreementUse(since: since) }
            .filter { $0.kind == .export }
        #expect(exports.map(\.category).sorted { $0.rawValue < $1.rawValue } == [.health, .police])
        #expect(exports.allSatisfy { $0.outcome == .permitted && $0.agreement != nil && $0.items > 0 })
    }
}
