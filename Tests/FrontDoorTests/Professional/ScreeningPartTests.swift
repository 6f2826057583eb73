import FrontDoor
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

/// The screening tool as a part of a professional's referral.
@Suite struct ScreeningPartTests {
    private var answers: [(String, String)] {
        Instrument.current.rows.map { ("screen-\($0.number)", "no") } + [
            ("screen-exploiter", "yes"), ("screen-tells", "no"), ("screen-own", Band.significant.rawValue),
            ("screen-own-reason", "Two grown men wait for him every day."),
        ]
    }

    @Test func `a finished screening goes with the referral, and the desk sees it`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/person")
        await teacher.submit(draft + "/person", [("given_name", "Kai")])
        await teacher.open(draft + "/concerns")
        await teacher.submit(draft + "/concerns", [("concern-1-what", "Men wait for him.")])
        await teacher.open(draft + "/screening")
        await teacher.submit(draft + "/screening", answers)
        #expect(await teacher.lastPath == draft)
        await teacher.open(draft + "/check")
        #expect(await teacher.text.contains("Two grown men wait for him every day."))
        await teacher.submit(draft + "/check")
        let id = try #require(ID<Referral>(String(draft.split(separator: "/").last ?? "")))
        let kept = try await house.database.read { try $0.screenings(of: id) }
        #expect(kept.map(\.ownBand) == [.significant])
        #expect(try await house.referral(id.text)?.answers.keys.contains { $0.hasPrefix("screen-") } == false)
        let hub = try await house.browser(as: .hubCoordinator)
        await hub.open("/desk/\(id)")
        #expect(await hub.text.contains("Screen again"))
    }

    @Test func `half a screening is kept, cannot be sent, and can be emptied`() async throws {
        let house = try await FrontDoorHouse.make()
        let teacher = try await house.browser(as: .referrer)
        let draft = try await house.draft(in: teacher)
        await teacher.open(draft + "/screening")
        await teacher.submit(draft + "/screening", [("screen-1", "no")])
        #expect(await teacher.status == 422)
        await teacher.open(draft + "/check")
        await teacher.submit(draft + "/check")
        #expect(await teacher.status == 422)
        #expect(await teacher.text.contains("Finish the screening tool, or empty it"))
        await teacher.open(draft + "/screening")
        #expect(await teacher.text.contains("Empty this part"))
        await teacher.submit(draft + "/screening", [("do", "empty")])
        await teacher.open(draft + "/check")
        await teacher.submit(draft + "/check")
        #expect(!(await teacher.text.contains("Finish the screening tool")))
    }
}
