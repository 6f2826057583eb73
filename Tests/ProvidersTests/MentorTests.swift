import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Providers

@Suite struct MentorTests {
    /// The last table of docs/policy.md, by role and standing.
    private func written() throws -> [String: [String]] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/policy.md"), encoding: .utf8)
        let rest = try #require(page.components(separatedBy: "## Services, mentors and advocates").last)
        var rows: [String: [String]] = [:]
        for line in rest.split(separator: "\n") where line.hasPrefix("|") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            rows[cells[0]] = Array(cells.dropFirst())
        }
        return rows
    }

    @Test(arguments: Role.allCases)
    func `what each role sees of a mentor is as written`(role: Role) throws {
        let cells = try #require(try written()[role.name])
        let standings: [MentorStanding] = [.themselves, .ownAgency, .fellowMentor, .otherAgency]
        for (standing, cell) in zip(standings, cells) {
            let seen = Policy.sees(role, of: standing)
            switch cell {
            case "all": #expect(seen == Set(MentorField.allCases), "\(role), \(standing)")
            case "no": #expect(seen.isEmpty, "\(role), \(standing)")
            default:
                let names = Set(cell.components(separatedBy: ", "))
                #expect(Set(seen.map(\.rawValue)) == names, "\(role), \(standing)")
            }
            if !Policy.allows(role, .seeMentors) { #expect(seen.isEmpty, "\(role), \(standing)") }
        }
    }

    @Test(arguments: Role.allCases)
    func `no page shows of a mentor what the policy keeps from this role`(role: Role) async throws {
        let world = try await DirectoryWorld.make()
        let worker = try #require(world.house.workers[role])
        let of: [(ID<Mentor>, String)] = [(world.tess, "Zqtess"), (world.noor, "Zqnoor")]
        for (id, name) in of {
            let mentor = try #require(try await world.house.database.read { try $0.mentor(id) })
            let standing: MentorStanding = mentor.agency.id == worker.agency.id ? .ownAgency : .otherAgency
            let seen = Policy.sees(role, of: standing)
            let page = try await world.page(role, "/directory/mentors/\(id)")
            let list = try await world.page(role, "/directory/mentors")
            let expected = Policy.allows(role, .seeMentors) ? seen.isEmpty ? 404 : 200 : 403
            #expect(page.status == expected, "\(role), \(name)")
            for text in [page.text, list.text] {
                #expect(text.contains(name) == seen.contains(.who), "\(role), \(name)")
                if !seen.contains(.experience) { #expect(!text.contains("\(name)lived")) }
                if !seen.contains(.work) {
                    #expect(!text.contains("\(name)note") && !text.contains("\(name)boss"))
                }
            }
            #expect(page.text.contains("\(name)training") == seen.contains(.work))
            #expect(page.text.contains("Supervision was due") == seen.contains(.work))
            if seen.contains(.experience) { #expect(page.text.contains("\(name)lived")) }
        }
    }

    @Test func `a mentor sees of a fellow mentor that they are there, and no more`() async throws {
        let world = try await DirectoryWorld.make()
        let worker = try #require(world.house.workers[.provider])
        let now = world.house.now
        let own = try await world.house.database.write { tx in
            var terms = DirectoryWorld.mentor("Zqself", worker.agency, now.day)
            terms.worker = worker.id
            return try tx.add(terms, by: nil, because: "Taken on.", at: now)
        }
        let fellow = try await world.page(.provider, "/directory/mentors/\(world.tess)").text
        #expect(fellow.contains("Zqtess") && !fellow.contains("Zqtesslived") && !fellow.contains("Enhanced DBS"))
        #expect(!fellow.contains("Somali") && !fellow.contains("EM2"))
        let mine = try await world.page(.provider, "/directory/mentors/\(own)").text
        #expect(mine.contains("Zqselfnote") && mine.contains("Enhanced DBS") && !mine.contains("/change"))
        // Nobody is found by what may not be seen of them.
        let list = try await world.page(.provider, "/directory/mentors?language=so").text
        #expect(list.contains("Zqself") && !list.contains("Zqtess"))
        let audit = try await world.house.database.read {
            try $0.count(
                "SELECT COUNT(*) FROM audit WHERE action = \(Action.seeMentors) AND subject_id = \(world.tess)")
        }
        #expect(audit == 1)
    }

    @Test func `vetting lapses on its day, and is warned of before`() throws {
        let agency = Agency(id: .make(), name: "A", kind: .voluntary, isOnHub: false)
        var terms = Mentor.Terms(agency: agency.id)
        terms.vetting = "dbs-enhanced"
        terms.vetted = Day(year: 2022, month: 2, day: 28)
        terms.references = 2
        terms.mostAtOnce = 3
        terms.elsewhere = 1
        let mentor = Mentor(
            id: .make(), version: 1, terms: terms, agency: agency, recordedAt: Instant(milliseconds: 0),
            recordedName: nil, reason: "")
        let last = try #require(Day("2025-02-27"))
        #expect(mentor.isVetted(on: last) && !mentor.isVetted(on: last.adding(days: 1)))
        #expect(mentor.vettingWarning(on: last) == "Vetting lapses 28 February 2025")
        #expect(mentor.vettingWarning(on: last.adding(days: 1)) == "Vetting lapsed 28 February 2025")
        #expect(mentor.vettingWarning(on: last.adding(days: -90)) == nil)
        #expect(mentor.mayBeAsked(on: last) && !mentor.mayBeAsked(on: last.adding(days: 9)))
        #expect(mentor.places(supporting: 1) == 1 && mentor.places(supporting: 5) == 0)
        #expect(Day("2024-02-29")?.adding(months: 12) == Day("2025-02-28"))
        #expect(Day("2024-10-31")?.adding(months: 4) == Day("2025-02-28"))
    }

    @Test func `only vetted mentors with a place are offered, fullest last`() async throws {
        let world = try await DirectoryWorld.make()
        let (now, tess) = (world.house.now, world.tess)
        let hooks = ProviderHooks(openOn: { _, _ in [] }, load: { _ in [tess: 1] })
        let found = try await world.house.database.write { tx in
            var lapsed = DirectoryWorld.mentor("Zqlapsed", try #require(world.house.agencies[.health]), now.day)
            lapsed.vetted = now.day.adding(days: -1200)
            try tx.add(lapsed, by: nil, because: "Taken on.", at: now)
            return try tx.mentorsWithPlaces(MentorFilter(), hooks, on: now.day)
        }
        #expect(found.map(\.mentor.name) == ["Zqnoor", "Zqtess"] && found.map(\.places) == [2, 1])
    }

    @Test func `nobody whose checks are not in order is shown with a place`() async throws {
        let world = try await DirectoryWorld.make()
        let (now, agency) = (world.house.now, try #require(world.house.agencies[.health]))
        try await world.house.database.write { tx in
            var lapsed = DirectoryWorld.mentor("Zqlapsed", agency, now.day)
            lapsed.vetted = now.day.adding(days: -1200)
            try tx.add(lapsed, by: nil, because: "Taken on.", at: now)
        }
        let all = try await world.page(.leadPractitioner, "/directory/mentors").text
        #expect(all.contains("Zqlapsed") && all.contains("Do not ask yet"))
        let free = try await world.page(.leadPractitioner, "/directory/mentors?places=yes").text
        #expect(!free.contains("Zqlapsed") && free.contains("Zqnoor"))
    }

    @Test func `lived experience is kept only when they wish to say it`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        let path = "/directory/mentors/new"
        await browser.open(path)
        let agency = try #require(world.house.agencies[.voluntary])
        let typed = [
            ("name", "O’Neill <i>Zed</i>"), ("agency", agency.id.text), ("paid", "no"), ("most_at_once", "2"),
            ("lived_experience", "zqsaid"), ("reason", "New."),
        ]
        await browser.submit(path, typed + [("vetted-day", "1"), ("vetted-month", "1"), ("vetted-year", "2030")])
        var text = await browser.text
        #expect(await browser.status == 422)
        #expect(text.contains("Tick that they wish to say it") && text.contains("Enter today or a day before it"))
        #expect(text.contains("zqsaid"))
        await browser.submit(
            path, [("lived_wished", "yes"), ("vetted-day", ""), ("vetted-month", ""), ("vetted-year", "")])
        text = await browser.text
        #expect(await browser.status == 200 && text.contains("O’Neill &lt;i&gt;Zed&lt;/i&gt;"))
        #expect(text.contains("zqsaid") && text.contains("Not vetted"))
    }
}
