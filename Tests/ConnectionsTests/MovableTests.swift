import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing

@testable import Connections

@Suite struct MovableTests {
    @Test func `each end of a connection goes with its record and comes back, and its list names nobody else`()
        async throws
    {
        let world = try await ConnectionsWorld.make()
        let third = ID<Person>.make()
        let now = world.house.now
        try await world.house.database.write {
            try $0.insert(Person(id: third, number: 2060, givenName: "Third", familyName: "One"), at: now)
        }
        try await world.keep(world.connection(world.person, .record(world.other)))
        let writer = try world.worker(.hubCoordinator)
        let item = Intelligence(
            id: .make(), subject: .person(world.person), text: "Zqvwords", source: "Zqvsource",
            grade: Grade(.untested, .unknown),
            handling: Handling(.conditions, conditions: "x", roles: [.hubCoordinator]), receivedOn: world.today,
            lookAgainBy: world.today)
        try await world.house.database.write { tx in
            try tx.insert(item, by: writer, at: now)
            try tx.keepPack(["account": "Zqvwords"], as: 1, of: world.person, by: writer.id, at: now)
        }
        let (person, other) = (world.person, world.other)
        try await world.house.database.write { tx in
            for movable in connectionMovables() {
                let from = movable.kind == "connected" ? other : person
                let things = try movable.list(tx, from)
                #expect(things.count == 1, "\(movable.kind)")
                for thing in things {
                    #expect(!thing.title.contains("Zqv"), "\(movable.kind)")
                    #expect(try movable.move(tx, thing.id, from, third, now), "\(movable.kind)")
                    #expect(try !movable.move(tx, thing.id, from, third, now), "\(movable.kind)")
                    #expect(try movable.list(tx, third).map(\.id).contains(thing.id))
                    #expect(try movable.move(tx, thing.id, third, from, now), "\(movable.kind)")
                }
            }
            #expect(
                try tx.count("SELECT COUNT(*) FROM connection WHERE person_id = \(person) AND other_id = \(other)") == 1
            )
        }
    }
}
