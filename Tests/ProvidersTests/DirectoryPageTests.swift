import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Providers

@Suite struct DirectoryPageTests {
    @Test(arguments: Role.allCases)
    func `each role finds the services it may know of, and no word that is not for it`(role: Role) async throws {
        let world = try await DirectoryWorld.make()
        let (status, text) = try await world.page(role, "/directory")
        let clinic = try await world.page(role, "/directory/\(world.clinic)")
        let club = try await world.page(role, "/directory/\(world.club)")
        guard Policy.allows(role, .seeServices) else {
            #expect([status, clinic.status, club.status] == [403, 403, 403])
            return
        }
        #expect(status == 200 && text.contains("Zqclub &lt;b&gt;evenings&lt;/b&gt;"))
        #expect(text.contains("Zqclinic") == (role != .provider))
        #expect(clinic.status == (role == .provider ? 404 : 200))
        let isStaff = [.leadPractitioner, .panelMember, .hubCoordinator].contains(role)
        #expect(club.text.contains("zqnote") == (isStaff || role == .provider))
        #expect(club.text.contains("zqrefer") == (isStaff || role == .provider))
        #expect(clinic.text.contains("zqclinicnote") == isStaff)
        #expect(club.text.contains("What was changed") == (isStaff || role == .provider))
    }

    @Test func `the list is filtered by its address alone`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        let cases: [(String, club: Bool, clinic: Bool)] = [
            ("", true, true), ("need=activities", true, false), ("age=12", true, true), ("age=10", false, true),
            ("area=EM2", true, true), ("area=EM3", false, true), ("language=pl", true, false),
            ("when=evenings", true, false), ("when=weekends&when=evenings", true, false), ("places=yes", true, false),
            ("archived=yes", false, false), ("age=abc&need=nothing", true, true), ("area=%3Cscript%3E", false, true),
        ]
        for (query, club, clinic) in cases {
            await browser.open("/directory?\(query)")
            let text = await browser.text
            #expect(await browser.status == 200)
            #expect(text.contains("/directory/\(world.club)") == club, "\(query)")
            #expect(text.contains("/directory/\(world.clinic)") == clinic, "\(query)")
            #expect(!text.contains("<script>"))
        }
        #expect(await browser.text.contains("Remove filter"))
    }

    @Test func `a service is warned of when it was not assured lately`() async throws {
        let world = try await DirectoryWorld.make()
        #expect(try await world.page(.hubCoordinator, "/directory").text.contains("Not assured since 10 January 2025"))
        let club = try await world.page(.hubCoordinator, "/directory/\(world.club)").text
        #expect(!club.contains("Not assured since"))
    }

    @Test func `wrong answers are shown again beside what to do, and nothing is lost`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/directory/\(world.club)/change")
        await browser.submit(
            "/directory/\(world.club)/change",
            [
                ("name", ""), ("minimum_age", "200"), ("maximum_age", "x"), ("assured-day", "31"),
                ("assured-month", "2"), ("hours-monday", "sometimes"), ("summary", "Kept words 🏀 خدمة"),
                ("url", "nowhere"),
                ("amount", "1e3"), ("reason", ""),
            ])
        let text = await browser.text
        #expect(await browser.status == 422)
        #expect(text.contains("<title>Error: ") && text.contains("There is a problem"))
        for words in [
            "Enter the service’s name", "Enter an age from 0 to 120", "Enter a real date", "Write Monday’s hours",
            "Enter the whole address", "Enter pounds", "Say why you are making this change", "Kept words 🏀 خدمة",
            "sometimes",
        ] { #expect(text.contains(words), "\(words)") }
    }

    @Test func `a change supersedes, says who and why, and the second writer sees the first`() async throws {
        let world = try await DirectoryWorld.make()
        let (first, second) = (
            try await world.house.browser(as: .hubCoordinator), try await world.house.browser(as: .hubCoordinator)
        )
        let path = "/directory/\(world.club)/change"
        await first.open(path)
        await second.open(path)
        await first.submit(path, [("name", "Zqclub by night"), ("reason", "New name on the door.")])
        #expect(await first.status == 200)
        await second.submit(path, [("summary", "My own words."), ("reason", "Clearer.")])
        let shown = await second.text
        #expect(await second.status == 422)
        #expect(shown.contains("New name on the door.") && shown.contains("My own words."))
        await second.submit(path)
        #expect(await second.status == 200)
        let versions = try await world.house.database.read { try $0.versions(of: world.club) }
        #expect(versions.map(\.reason) == ["Clearer.", "New name on the door.", "First added."])
        #expect(versions.first?.terms.summary == "My own words.")
    }

    @Test func `archiving needs a reason, is refused while something depends on it, and can be undone`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = try await world.house.browser(as: .provider)
        let path = "/directory/\(world.club)"
        await browser.open(path)
        await browser.submit("\(path)/archive")
        #expect(await browser.status == 422)
        await browser.submit("\(path)/archive", [("why", "The room closed.")])
        #expect(await browser.text.contains("Archived"))
        await browser.open("/services/\(world.club)")
        #expect(await browser.status == 404)
        await browser.open(path)
        await browser.submit("\(path)/restore", [("why", "A new room.")])
        await browser.open("/services/\(world.club)")
        #expect(await browser.status == 200)
    }

    @Test func `places are said, and what was said before stays`() async throws {
        let world = try await DirectoryWorld.make()
        let browser = try await world.house.browser(as: .provider)
        let path = "/directory/\(world.club)"
        await browser.open(path)
        await browser.submit("\(path)/places", [("free", "many"), ("waiting", "3")])
        #expect(await browser.status == 422)
        await browser.submit("\(path)/places", [("free", "0"), ("waiting", "3"), ("wait_days", "")])
        let said = try await world.house.database.read { try $0.placesSaid(of: world.club, most: 9) }
        #expect(said.map(\.free) == [0, 4])
        let service = try #require(try await world.house.database.read { try $0.service(world.club) })
        #expect(service.placesNow == 0 && !service.hasPlaces)
    }

    @Test func `a provider keeps its own services and no others, and a mentor none`() async throws {
        let world = try await DirectoryWorld.make()
        #expect(try await world.page(.panelMember, "/directory/\(world.clinic)/change").status == 200)
        #expect(try await world.page(.panelMember, "/directory/\(world.club)/change").status == 403)
        #expect(try await world.page(.provider, "/directory/\(world.club)/change").status == 200)
        let worker = try #require(world.house.workers[.provider])
        let (now, agency) = (world.house.now, worker.agency)
        try await world.house.database.write { tx in
            var terms = DirectoryWorld.mentor("Zqself", agency, now.day)
            terms.worker = worker.id
            try tx.add(terms, by: nil, because: "Taken on.", at: now)
        }
        #expect(try await world.page(.provider, "/directory/\(world.club)/change").status == 403)
        #expect(try await world.page(.provider, "/directory/new").status == 403)
        #expect(try await world.page(.provider, "/directory/mentors/new").status == 403)
    }

    @Test func `an empty directory says what would be there`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .hubCoordinator)
        await browser.open("/directory")
        #expect(await browser.text.contains("No services yet"))
        await browser.open("/directory/mentors")
        #expect(await browser.text.contains("No mentors or advocates yet"))
        await browser.open("/services")
        #expect(await browser.text.contains(#""empty":true"#))
    }
}
