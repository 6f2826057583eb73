import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Connections

/// No one outside a handling condition reads its words: every role, every way a condition can be written, every page.
@Suite struct HandlingTests {
    private static let canary = "Zqvintelligence"

    /// Every way conditions can be written, as seen from one worker.
    private static func handlings(_ own: Worker, _ other: Worker) -> [Handling] {
        let agencies: [Set<ID<Agency>>] = [[], [own.agency.id], [other.agency.id], [own.agency.id, other.agency.id]]
        let roles: [Set<Role>] = [[], [own.role], [other.role]]
        let bound = agencies.flatMap { agencies in
            roles.flatMap { roles in
                [false, true].flatMap { tells in
                    [false, true].map { copies in
                        Handling(
                            .conditions, conditions: "Zqvcondition", agencies: agencies, roles: roles, tells: tells,
                            copies: copies)
                    }
                }
            }
        }
        return bound + [Handling(.permitted, copies: true)]
    }

    @Test(arguments: Role.allCases)
    func `no one outside sees the words, on any page`(role: Role) async throws {
        let world = try await ConnectionsWorld.make()
        let house = world.house
        let own = try world.worker(role)
        let other = try #require(house.workers[role == .panelMember ? .hubCoordinator : .panelMember])
        let writer = try world.worker(.referrer)
        if role != .leadPractitioner { try await world.relate(role, to: world.person) }
        let place = try await world.place()
        let subjects: [Intelligence.Subject] = [.person(world.person), .context(place)]
        var planted: [(id: ID<Intelligence>, words: String, handling: Handling, isPerson: Bool)] = []
        for (number, handling) in Self.handlings(own, other).enumerated() {
            for subject in subjects {
                let isPerson = subject == .person(world.person)
                let words = "\(Self.canary)\(isPerson ? "p" : "c")\(number)x"
                let item = Intelligence(
                    id: .make(), subject: subject, text: words, source: "Zqvinformant",
                    grade: Grade(.untested, .indirect),
                    handling: handling, receivedOn: world.today, lookAgainBy: world.today.adding(days: 9))
                try await house.database.write { try $0.insert(item, by: writer, at: house.now) }
                planted.append((item.id, words, handling, isPerson))
            }
            // A connection under the same handling.
            try await world.keep(
                world.connection(
                    world.person, .named("\(Self.canary)n\(number)x", about: "\(Self.canary)a\(number)x"),
                    type: "harms",
                    words: "\(Self.canary)w\(number)x", handling: handling), by: .referrer)
        }
        let browser = try await house.browser(as: role)
        let root = "/young-people/\(world.person)"
        var pages = [
            root, "\(root)/around", "\(root)/around/print", "\(root)/intelligence", "\(root)/nrm", "\(root)/nrm/print",
            "\(root)/chronology", "\(root)/print", "/places", "/places/\(place)", "/tasks", "/home",
        ]
        pages += planted.map { "/intelligence/\($0.id)" }
        let reader = Reader(own)
        let mayRead = { (handling: Handling) in
            Policy.allows(role, .seeConnections) && handling.reach(of: reader, author: writer.id) == .read
        }
        // Somebody inside has kept a draft, so that there is one to print and to read.
        if Policy.allows(role, .keepConnections) {
            await browser.open("\(root)/nrm")
            await browser.submit("\(root)/nrm", [("account", "What happened")])
        }
        var seen: Set<String> = []
        for page in pages {
            await browser.open(page)
            let text = await browser.text
            let isPrint = page.hasSuffix("/print") || page.hasSuffix("/nrm")
            for (number, handling) in Self.handlings(own, other).enumerated() {
                for kind in ["p", "c", "n", "a", "w"] where text.contains("\(Self.canary)\(kind)\(number)x") {
                    seen.insert("\(kind)\(number)")
                    #expect(mayRead(handling), "\(role): \(page) shows \(kind)\(number) to somebody outside")
                    if isPrint { #expect(handling.mayBeCopied, "\(role): \(page) copies \(kind)\(number)") }
                }
            }
            if role != .hubCoordinator { #expect(!text.contains("Zqvinformant"), "\(role): \(page)") }
        }
        // The test would pass on empty pages, so whoever is inside must find every word.
        for (number, handling) in Self.handlings(own, other).enumerated() where mayRead(handling) {
            for kind in ["p", "c", "n", "w"] { #expect(seen.contains("\(kind)\(number)"), "\(role): \(kind)\(number)") }
        }
        for item in planted {
            await browser.open("/intelligence/\(item.id)")
            let status = await browser.status
            guard Policy.allows(role, .seeConnections) else {
                #expect([403, 404].contains(status), "\(role)")
                continue
            }
            switch item.handling.reach(of: reader, author: writer.id) {
            case .read: #expect(status == 200)
            case .told:
                #expect(status == 200)
                #expect(await browser.text.contains("Something is held"))
            case .nothing: #expect(status == 404)
            }
        }
    }

    @Test func `an emergency opening does not loosen a condition`() async throws {
        let world = try await ConnectionsWorld.make()
        let house = world.house
        let health = try world.worker(.panelMember)
        let writer = try world.worker(.hubCoordinator)
        let item = Intelligence(
            id: .make(), subject: .person(world.person), text: "Zqvsecret", source: "",
            grade: Grade(.reliable, .direct),
            handling: Handling(.conditions, conditions: "Hub only", agencies: [writer.agency.id]),
            receivedOn: world.today,
            lookAgainBy: world.today.adding(days: 9))
        try await house.database.write { tx in
            try tx.insert(item, by: writer, at: house.now)
            try tx.run(
                """
                INSERT INTO break_glass (id, subject_id, worker_id, reason, opened_at, until)
                VALUES (\(ID<Worker>.make()), \(world.person), \(health.id), 'test', \(house.now), \(house.now.adding(hours: 1)))
                """)
        }
        let browser = try await house.browser(as: .panelMember)
        await browser.open("/young-people/\(world.person)/intelligence")
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("Nothing is held that you may be told of"))
        await browser.open("/intelligence/\(item.id)")
        #expect(await browser.status == 404)
    }

    @Test func `each reading is in the audit, and the list is not a reading`() async throws {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .leadPractitioner)
        let root = "/young-people/\(world.person)/intelligence"
        await browser.open("\(root)/new")
        await browser.submit(
            "\(root)/new",
            [
                ("text", "Zqvtold about a flat"), ("source", "Zqvneighbour"), ("source_grade", "2"),
                ("information_grade", "D"), ("handling", "C"), ("conditions", "Youth justice only"),
                ("roles", "leadPractitioner"),
            ] + ConnectionsWorld.day("received", world.today))
        #expect(await browser.status == 200)
        #expect(!(await browser.text.contains("Zqvtold")))
        #expect(try await world.audited("intelligence 2/D/C read") == 0)
        let link = try #require(PageForm.links(in: await browser.text).first { $0.hasPrefix("/intelligence/") })
        for count in 1...2 {
            await browser.open(link)
            #expect(await browser.text.contains("Zqvtold about a flat"))
            #expect(await browser.text.contains("Youth justice only"))
            #expect(try await world.audited("intelligence 2/D/C read") == count)
        }
        #expect(await browser.text.contains("It may not be printed, copied or put into any pack"))
        #expect(await browser.text.contains("class=\"ui-noprint\""))
    }

    @Test func `a name of the source in the text is refused, and what was typed is kept`() async throws {
        let world = try await ConnectionsWorld.make()
        let browser = try await world.house.browser(as: .leadPractitioner)
        let root = "/young-people/\(world.person)/intelligence"
        await browser.open("\(root)/new")
        await browser.submit("\(root)/new", [("text", "Mrs Zqvlane saw a car"), ("source", "mrs zqvlane")])
        let text = await browser.text
        #expect(await browser.status == 422)
        for words in [
            "Take out who told it", "Enter the day it was received", "Choose what may be done with it",
            "Mrs Zqvlane saw a car",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM intelligence") } == 0)
    }
}
