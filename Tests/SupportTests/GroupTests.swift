import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import SupportWork

@Suite struct GroupTests {
    /// Sets up a club by the provider and puts the young person into its register.
    private func club(_ world: SupportWorld) async throws -> (Browser, String) {
        let provider = try await world.begun()
        await provider.open("/groups/new")
        await provider.submit(
            "/groups/new",
            [("kind", "club"), ("name", "Tuesday boxing"), ("hours", "Tuesdays, 6pm"), ("place", "The gym")])
        let group = await provider.lastPath
        await provider.open("\(world.link)/contacts")
        await provider.submit("\(world.link)/group", [("group", String(group.dropFirst("/groups/".count)))])
        #expect(await provider.text.contains("in the register of Tuesday boxing"))
        await provider.open(group)
        await provider.submit("\(group)/members", [("called", "Zed")])
        return (provider, group)
    }

    private func session(
        _ world: SupportWorld, came: [String], others: String = "3", notes: String = "A loud and friendly evening"
    ) -> [(String, String)] {
        SupportWorld.day("day", world.today) + came.map { ("came", $0) } + [
            ("time", "9am"), ("minutes", "120"), ("place", "The gym"), ("others", others),
            ("ran_by", "Joel, and Ada as a volunteer"), ("notes", notes),
        ]
    }

    private func members(_ world: SupportWorld) async throws -> [String] {
        try await world.house.database.read { try $0.values("SELECT id FROM group_member ORDER BY called") }
    }

    @Test(arguments: [false, true])
    func `coming to a club counts on the record, and the club's pages tell nobody who was referred`(
        onPostgres: Bool
    ) async throws {
        let world = try await SupportWorld.make(onPostgres: onPostgres)
        let (provider, group) = try await club(world)
        let all = try await members(world)
        await provider.open("\(group)/sessions/new")
        // The referred young person and the other stand alike: only the name differs.
        let page = await provider.text
        #expect(page.contains("Ilya") && page.contains("Zed"))
        for word in ["referred", "support/", "Marsh"] { #expect(!page.contains(word), "\(word)") }
        await provider.submit("\(group)/sessions/new", session(world, came: all))
        #expect(await provider.text.contains("The session is kept"))
        #expect(await provider.text.contains(">5<"))
        await provider.open("\(world.link)/contacts")
        #expect(await provider.text.contains("Came to Tuesday boxing."))
        let contacts = try await world.house.database.read {
            try $0.count("SELECT COUNT(*) FROM support_contact WHERE kind = 'club' AND minutes = 120")
        }
        #expect(contacts == 1)
        let seen = try await world.house.database.read {
            try $0.count(
                "SELECT COUNT(*) FROM audit WHERE subject_id = \(world.person) AND detail LIKE '%under the name used there'"
            )
        }
        #expect(seen > 0)
    }

    @Test func `whoever was not there has no contact, and one whose support ended is in the club all the same`()
        async throws
    {
        let world = try await SupportWorld.make()
        let (provider, group) = try await club(world)
        let zed = try #require(try await members(world).last)
        await provider.open("\(group)/sessions/new")
        await provider.submit("\(group)/sessions/new", session(world, came: [zed]))
        let contacts = try await world.house.database.read {
            try $0.count("SELECT COUNT(*) FROM support_contact WHERE kind = 'club'")
        }
        #expect(contacts == 0)
        try await world.house.database.write { tx in
            var support = try #require(try tx.supportWithoutGrant(world.support.id))
            (support.status, support.endedOn) = (.ended, world.today)
            try tx.move(support, "Ended", why: "test", by: nil, at: world.now)
        }
        await provider.open("\(group)/sessions/new")
        #expect(await provider.text.contains("Ilya"))
        await provider.submit("\(group)/sessions/new", session(world, came: try await members(world)))
        let after = try await world.house.database.read {
            try $0.count("SELECT COUNT(*) FROM support_contact WHERE kind = 'club'")
        }
        #expect(after == 0)
    }

    @Test func `a session says what is wrong, keeps what was typed and takes no name in its notes`() async throws {
        let world = try await SupportWorld.make()
        let (provider, group) = try await club(world)
        await provider.open("\(group)/sessions/new")
        await provider.submit(
            "\(group)/sessions/new",
            session(world, came: [], others: "", notes: "Zed was upset").filter { !["time", "minutes"].contains($0.0) })
        #expect(await provider.status == 422)
        for words in [
            "Leave names out here", "Enter when it began", "how long it was", "Tick who came", "Zed was upset",
        ] {
            #expect(await provider.text.contains(words), "\(words)")
        }
        await provider.submit(
            "\(group)/sessions/new",
            session(world, came: [], others: "0").filter { $0.0 != "time" } + [("time", "11pm")])
        #expect(await provider.text.contains("It cannot have been yet"))
        await provider.open(group)
        await provider.submit("\(group)/members", [("called", "zed")])
        #expect(await provider.text.contains("Add a letter"))
    }

    @Test func `another agency sees no group of this one, and nobody kept out by name finds them in the register`()
        async throws
    {
        let world = try await SupportWorld.make()
        let (provider, group) = try await club(world)
        let lead = try await world.house.browser(as: .leadPractitioner)
        await lead.open(group)
        #expect(await lead.status == 404)
        let worker = try world.worker(.provider)
        try await world.house.database.write {
            try $0.restrict(
                world.person, excluding: true, worker.id, because: "test", by: worker.id, at: world.now)
        }
        await provider.open(group)
        #expect(await provider.status == 200)
        #expect(!(await provider.text.contains("Ilya")))
        #expect(await provider.text.contains("Zed"))
    }

    @Test func `the caseload puts those nobody has met for longest first and home says how many`() async throws {
        let world = try await SupportWorld.make()
        _ = try await world.begun()
        let later = try await world.later(.provider, days: 20)
        await later.open("/support/mine")
        #expect(await later.text.contains("Ilya M"))
        #expect(await later.text.contains("Not yet"))
        await later.open("/home")
        #expect(await later.text.contains("1 young person"))
        #expect(await later.text.contains("you have not met for"))
        #expect(!(await later.text.contains("Ilya")))
        let lead = try await world.house.browser(as: .panelMember)
        await lead.open("/support/mine?view=team")
        #expect(!(await lead.text.contains("Ilya")))
    }
}
