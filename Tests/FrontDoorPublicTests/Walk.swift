import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import FrontDoor

/// Somebody telling us something, page by page, with a browser that keeps no cookie.
struct Walk: Sendable {
    let world: PublicWorld
    let browser: Browser

    /// Before the first question.
    static func start(_ world: PublicWorld) async throws -> Walk {
        let browser = Browser(world.site, now: world.house.now)
        await browser.open("/tell-us")
        await browser.submit("/tell-us", [("_go", "start")])
        return Walk(world: world, browser: browser)
    }

    var text: String { get async { await browser.text } }

    func press(_ way: String, _ values: [(String, String)] = []) async {
        await browser.submit("/tell-us", values + [("_go", way)])
    }

    func next(_ values: [(String, String)] = []) async { await press("next", values) }

    /// What most people would type.
    static let answers: [(step: String, values: [(String, String)])] = [
        ("danger", [("danger", "yes")]), ("emergency", []),
        ("noticed", [("signs", "missing"), ("signs", "people"), ("noticed", "He looks scared.\nMore to say")]),
        ("who", [("who_name", "Kai"), ("who_age", "about 15"), ("who_school", "Fairmead")]),
        ("place", [("where", "By the bus station"), ("when", "Most nights"), ("still", "yes")]),
        ("more", [("others", "A grey van"), ("knows", "no")]),
        ("you", [("reporter_relation", "neighbour"), ("reporter_name", "Bo"), ("reporter_contact", "07700 900123")]),
        ("share", [("may_say", "no")]),
    ]

    /// Answers everything, showing each page to `visit`, up to the page that checks the answers.
    func toCheck(_ visit: (String, String) -> Void = { _, _ in }) async throws {
        for (step, values) in Walk.answers {
            visit(step, await text)
            let held = PageForm.all(in: await text).first { $0.action == "/tell-us" }
            let shown = held?.fields.first { $0.0 == "_step" }?.1
            try #require(shown == step, "expected \(step), saw \(shown ?? "nothing")")
            await next(values)
        }
        visit("check", await text)
    }

    /// The same, sent after a minute, with the reply looked for.
    func toTheEnd(_ visit: (String, String) -> Void = { _, _ in }) async throws {
        try await toCheck(visit)
        await browser.wait(minutes: 1)
        await press("send")
        visit("done", await text)
        let receipt = try #require(Walk.receipt(await text))
        await browser.open("/reply")
        await browser.submit("/reply", [("reference", receipt.reference), ("pin", receipt.pin)])
        visit("reply", await text)
    }

    /// Reference and PIN as the last page shows them.
    static func receipt(_ page: String) -> (reference: String, pin: String)? {
        func after(_ mark: String) -> String? {
            page.split(separator: mark).dropFirst().first.map { String($0.prefix { $0 != "<" }) }
        }
        guard let reference = after("ui-confirmation__ref\">"), let pin = after("Your PIN is <strong>") else {
            return nil
        }
        return (reference, pin)
    }

    func referrals() async throws -> [Referral] {
        try await world.house.database.read { try $0.referrals(in: [.received, .quarantined]) }
    }
}
