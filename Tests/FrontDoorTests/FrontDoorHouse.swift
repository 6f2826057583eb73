import Composition
import FrontDoor
import Governance
import HouseSupport
import Kernel
import Logging
import Storage
import Web

/// The program with the front door's own routes, whatever else has been composed.
struct FrontDoorHouse {
    let house: TestHouse
    let site: Site

    static func make() async throws -> FrontDoorHouse {
        let house = try await TestHouse.make()
        let theme = Theme(
            name: "Eastmere Violence Prevention Partnership", shortName: "Eastmere", tagline: "Working together",
            phone: "01632 960144", phoneHours: "weekdays 8am to 8pm", isDemonstration: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (whole, files) = Composed.house(house.database, keys: house.keys, theme: theme, logger: logger)
        let own = professionalRoutes(whole) + deskRoutes(whole)
        let names = Set(own.map(\.name))
        let others = Composed.routes(whole).filter { !names.contains($0.name) }
        let site = Site(routes: others + own, files: files, logger: logger) { whole.problemPage($0) }
        return FrontDoorHouse(house: house, site: site)
    }

    var now: Instant { house.now }
    var database: any Database { house.database }

    func browser(as role: Role) async throws -> Browser {
        let browser = Browser(site, now: house.now)
        guard let worker = house.workers[role] else { return browser }
        await browser.open("/sign-in")
        await browser.send("/sign-in/demonstration", [("worker", worker.id.text)])
        return browser
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

    func referral(_ id: String) async throws -> Referral? {
        guard let id = ID<Referral>(id) else { return nil }
        return try await database.read { try $0.referral(id) }
    }
}
