import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

/// Who may open a record because a referral about it is at the hub, and how that ends.
@Suite struct HubAccessTests {
    /// A referral linked by the coordinator to a record nobody had to do with.
    private struct Linked {
        let house: FrontDoorHouse
        let hub: Browser
        let id: String
        let person: ID<Person>

        static func make() async throws -> Linked {
            let house = try await FrontDoorHouse.make()
            let known = try await house.house.addPeople(1)
            let teacher = try await house.browser(as: .referrer)
            let id = try await house.send(teacher, given: "Canary0", family: "Secretname0")
            let hub = try await house.browser(as: .hubCoordinator)
            let linked = Linked(house: house, hub: hub, id: id, person: try #require(ID<Person>(known[0])))
            await hub.open("/desk/\(id)")
            try await linked.link()
            return linked
        }

        func link() async throws {
            let form = try #require(
                PageForm.all(in: await hub.text).first { form in
                    form.fields.contains { $0.0 == "person" && $0.1 == person.text }
                })
            await hub.send(form.action, form.fields)
            #expect(try await house.referral(id)?.person == person)
        }

        func relation(_ worker: Worker?, at now: Instant? = nil) async throws -> Relation {
            let worker = try #require(worker)
            return try await house.database.read { tx in
                try tx.standing(of: worker, to: person, at: now ?? house.now).relation
            }
        }

        func relation(_ role: Role, at now: Instant? = nil) async throws -> Relation {
            try await relation(house.house.workers[role], at: now)
        }
    }

    @Test func `linking opens the record to the one who linked, and to no colleague`() async throws {
        let linked = try await Linked.make()
        let agency = try #require(linked.house.house.agencies[.partnership])
        let colleague = Worker(
            id: .make(), name: "Colleague", email: "colleague@eastmere.example", role: .leadPractitioner,
            agency: agency, jobTitle: "Youth worker", isDisabled: false)
        #expect(try await linked.relation(.hubCoordinator) == .team)
        #expect(try await linked.relation(colleague) == .sameAgency)
        #expect(try await linked.relation(.panelMember) == .none)
        let later = linked.house.now.adding(days: 29)
        #expect(try await linked.relation(.hubCoordinator, at: later) == .none)
    }

    @Test func `closing ends it`() async throws {
        let linked = try await Linked.make()
        await linked.hub.submit("/desk/\(linked.id)/close", [("reason", "It belongs elsewhere")])
        #expect(try await linked.house.referral(linked.id)?.status == .closed)
        #expect(try await linked.relation(.hubCoordinator) == .none)
    }

    @Test func `a wrong link is taken away from the meeting's list, and every agency's access with it`() async throws {
        let linked = try await Linked.make()
        await linked.hub.submit("/desk/\(linked.id)/lines", [("concerns", "Adults wait for him")])
        await linked.hub.submit("/desk/\(linked.id)/meeting")
        #expect(try await linked.relation(.panelMember) == .meeting)
        await linked.hub.open("/desk/\(linked.id)")
        await linked.hub.submit("/desk/\(linked.id)/unlink", [("reason", "A cousin of the same name")])
        let referral = try #require(try await linked.house.referral(linked.id))
        #expect(referral.status == .received && referral.person == nil)
        for role in [Role.panelMember, .leadPractitioner, .hubCoordinator] {
            #expect(try await linked.relation(role) == .none, "\(role.name)")
        }
        // And it can be linked again.
        await linked.hub.open("/desk/\(linked.id)")
        try await linked.link()
    }

    @Test func `an earlier decision keeps its own 28 days`() async throws {
        let linked = try await Linked.make()
        let (now, person) = (linked.house.now, linked.person)
        try await linked.house.database.write { tx in
            var earlier = Referral(
                id: .make(), reference: "EM-BBB-BBB", channel: .phone, status: .decided, sourceCode: "9",
                sourceWords: "By phone", receivedAt: now.adding(days: -11))
            earlier.person = person
            earlier.decidedAt = now.adding(days: -10)
            try tx.insert(earlier)
        }
        await linked.hub.submit("/desk/\(linked.id)/lines", [("concerns", "Adults wait for him")])
        await linked.hub.submit("/desk/\(linked.id)/meeting")
        await linked.hub.open("/desk/\(linked.id)")
        await linked.hub.submit("/desk/\(linked.id)/unlink", [("reason", "A cousin of the same name")])
        #expect(try await linked.relation(.panelMember, at: now.adding(days: 17)) == .meeting)
        #expect(try await linked.relation(.panelMember, at: now.adding(days: 19)) == .none)
    }

    @Test func `somebody in the team for a reason of their own stays in it`() async throws {
        let house = try await FrontDoorHouse.make()
        let known = try await house.house.addPeople(1)
        let person = try #require(ID<Person>(known[0]))
        try await house.involve(.hubCoordinator, as: .team, with: person)
        let teacher = try await house.browser(as: .referrer)
        let id = try await house.send(teacher, given: "Canary0", family: "Secretname0")
        let linked = Linked(house: house, hub: try await house.browser(as: .hubCoordinator), id: id, person: person)
        await linked.hub.open("/desk/\(id)")
        try await linked.link()
        await linked.hub.submit("/desk/\(id)/close", [("reason", "It belongs elsewhere")])
        #expect(try await linked.relation(.hubCoordinator, at: house.now.adding(days: 60)) == .team)
    }

    @Test func `who handles another referral about them may still open the record`() async throws {
        let linked = try await Linked.make()
        let teacher = try await linked.house.browser(as: .referrer)
        let second = try await linked.house.send(teacher, given: "Canary0", family: "Secretname0")
        await linked.hub.open("/desk/\(second)")
        let other = Linked(house: linked.house, hub: linked.hub, id: second, person: linked.person)
        try await other.link()
        await linked.hub.submit("/desk/\(second)/close", [("reason", "Sent twice")])
        #expect(try await linked.relation(.hubCoordinator) == .team)
        let id = try #require(ID<Referral>(linked.id))
        let (now, person) = (linked.house.now, linked.person)
        try await linked.house.database.write { try $0.endHandling(of: id, about: person, at: now) }
        #expect(try await linked.relation(.hubCoordinator) == .none)
    }
}
