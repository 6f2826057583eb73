import FrontDoor
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Web

/// The program, and the steps at the front door that many tests begin with.
struct FrontDoorHouse {
    let house: TestHouse

    static func make() async throws -> FrontDoorHouse {
        FrontDoorHouse(house: try await TestHouse.make())
    }

    var now: Instant { house.now }
    var database: any Database { house.database }

    func browser(as role: Role) async throws -> Browser {
        try await house.browser(as: role)
    }

    /// Begins a draft in a signed-in browser and gives its address.
    func draft(in browser: Browser) async throws -> String {
        await browser.open("/referrals/new")
        await browser.submit("/referrals/new")
        return await browser.lastPath
    }

    /// Sends a whole referral as a teacher would, and gives its identifier.
    func send(_ browser: Browser, given: String, family: String, more: [(String, String)] = []) async throws -> String {
        let draft = try await draft(in: browser)
        await browser.open(draft + "/person")
        await browser.submit(draft + "/person", [("given_name", given), ("family_name", family)] + more)
        await browser.open(draft + "/concerns")
        await browser.submit(
            draft + "/concerns", [("concern-1-what", "Adults wait for him at the gate in a grey car.")])
        await browser.open(draft + "/check")
        await browser.submit(draft + "/check")
        return String(draft.split(separator: "/").last ?? "")
    }

    /// Links a referral to a record in the database alone: nobody gains a need to know by it.
    func tie(_ id: String, to person: ID<Person>) async throws {
        guard let id = ID<Referral>(id) else { return }
        try await database.write { tx in
            guard var referral = try tx.referral(id) else { return }
            referral.person = person
            try tx.update(referral)
        }
    }

    /// Gives the worker of a role a need to know of their own, or their agency one at the meeting.
    func involve(_ role: Role, as kind: Involvement, with person: ID<Person>) async throws {
        guard let worker = house.workers[role] else { return }
        let now = now
        try await database.write { tx in
            if kind == .meeting {
                try tx.involve(worker.agency.id, as: kind, with: person, why: "Test", at: now)
            } else {
                try tx.involve(worker, as: kind, with: person, why: "Test", at: now)
            }
        }
    }

    func referral(_ id: String) async throws -> Referral? {
        guard let id = ID<Referral>(id) else { return nil }
        return try await database.read { try $0.referral(id) }
    }
}
