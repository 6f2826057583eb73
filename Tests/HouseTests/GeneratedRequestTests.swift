import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

/// Words that have broken other programs.
private let awkward: [String] = [
    "", " ", "0", "-1", "31", "99999999999999999999", "2026-02-31", "NaN", "'", "\"", "';DROP TABLE person;--",
    "<script>alert(1)</script>", "\" onmouseover=\"x", "{{7*7}}", "${7*7}", "../../etc/passwd", "%00", "%", "%zz",
    "\u{0}",
    "\u{202E}gnirts", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "نص عربي", "שלום", "日本語の名前",
    "e\u{301}\u{301}\u{301}",
    String(repeating: "a", count: 5000), String(repeating: "é\n", count: 3000), "a@b", "yes", "on", "null", "true",
]

@Suite struct GeneratedRequestTests {
    /// Requests in one run; BREAKWATER_REQUESTS=1000000 for a long one.
    private let wanted = Int(ProcessInfo.processInfo.environment["BREAKWATER_REQUESTS"] ?? "") ?? 10_000
    private let seed = UInt64(ProcessInfo.processInfo.environment["BREAKWATER_SEED"] ?? "") ?? 20_261_123

    @Test(.timeLimit(.minutes(10)))
    func `no generated request breaks or hangs the program`() async throws {
        var chance = SplitMix(seed: seed)
        let house = try await TestHouse.make()
        let people = try await house.addPeople(6)
        var browsers: [Browser] = [house.browser()]
        for role in Role.allCases { browsers.append(try await house.browser(as: role)) }
        var forms: [[PageForm]] = []
        for browser in browsers { forms.append(await Crawl.forms(browser, house.site.routes, people)) }
        #expect(forms.reduce(0) { $0 + $1.count } > 30)
        var counts: [Int: Int] = [:]
        for number in 0..<wanted {
            let who = Int.random(in: browsers.indices, using: &chance)
            // Time passes, so that limits on forms a minute do not answer for the pages.
            await browsers[who].wait(minutes: 1)
            if who > 0, await browsers[who].lastPath == "/sign-in" {
                browsers[who] = try await house.browser(as: Role.allCases[who - 1])
            }
            let browser = browsers[who]
            let what: String
            if number % 2 == 0, let form = forms[who].randomElement(using: &chance), form.action.hasPrefix("/"),
                form.action != "/sign-out"
            {
                let fields = mutated(form.fields, using: &chance)
                what = "\(form.method) \(form.action)"
                await browser.send(form.action, fields)
            } else {
                let route = house.site.routes[Int.random(in: house.site.routes.indices, using: &chance)]
                if route.path == "/sign-out" { continue }
                let path = filled(route.path, people, using: &chance)
                what = "\(route.name) as \(path.prefix(120))"
                if route.method == .get {
                    await browser.open(path + query(using: &chance))
                } else {
                    await browser.send(path, mutated([("a", "b")], using: &chance))
                }
            }
            let status = await browser.status
            counts[status / 100, default: 0] += 1
            #expect(status < 500, "seed \(seed), request \(number): \(what) gave \(status)")
        }
        print("generated requests: \(wanted), by hundred of status: \(counts.sorted { $0.key < $1.key })")
        #expect(try await house.database.faults() == [])
        let audit = Audit(key: house.keys.audit)
        #expect(try await house.database.read { try audit.verify(in: $0).faults } == [])
    }

    private func mutated(
        _ fields: [(String, String)], using chance: inout SplitMix
    ) -> [(String, String)] {
        var changed = fields.map { field -> (String, String) in
            let keeps =
                field.0.hasPrefix("_") ? Int.random(in: 0..<20, using: &chance) > 0 : Bool.random(using: &chance)
            return keeps ? field : (field.0, awkward.randomElement(using: &chance) ?? "")
        }
        if Int.random(in: 0..<6, using: &chance) == 0, !changed.isEmpty { changed.removeLast() }
        if Int.random(in: 0..<6, using: &chance) == 0 {
            changed.append((awkward.randomElement(using: &chance) ?? "", awkward.randomElement(using: &chance) ?? ""))
        }
        return changed
    }

    private func filled(_ pattern: String, _ people: [String], using chance: inout SplitMix) -> String {
        pattern.split(separator: "/").map { part -> String in
            guard part.hasPrefix("{") else { return String(part) }
            if Bool.random(using: &chance), let person = people.randomElement(using: &chance) { return person }
            return Link.encode(awkward.randomElement(using: &chance) ?? "x")
        }.reduce("") { "\($0)/\($1)" }
    }

    private func query(using chance: inout SplitMix) -> String {
        guard Bool.random(using: &chance) else { return "" }
        let names = ["q", "page", "from", "to", "sort", "worker", "kind", "then", "agency", "month", "day", "area"]
        let name = names.randomElement(using: &chance) ?? "q"
        return "?\(name)=\(Link.encode(awkward.randomElement(using: &chance) ?? ""))"
    }
}

/// Reads every page one browser can reach.
enum Crawl {
    /// The forms of every page behind a GET route, with its `{person}` and other parts filled from `known`.
    static func forms(_ browser: Browser, _ routes: [Route], _ known: [String]) async -> [PageForm] {
        var found: [PageForm] = []
        for route in routes where route.method == .get && route.path != "/exit" {
            let targets = route.path.contains("{") ? known : [""]
            for target in targets.prefix(2) {
                let path = route.path.split(separator: "/").map { $0.hasPrefix("{") ? target : String($0) }
                await browser.open("/" + path.joined(separator: "/"))
                found += PageForm.all(in: await browser.text)
            }
        }
        return found.filter { !$0.action.isEmpty }
    }

    /// Follows every link from a page on, and returns those that lead nowhere, as "page → link".
    static func deadLinks(_ browser: Browser, from start: String, most: Int) async -> [String] {
        var waiting = [(from: "", to: start)]
        var seen: Set<String> = [start]
        var dead: [String] = []
        while let (from, to) = waiting.popLast(), seen.count < most {
            await browser.open(to)
            let status = await browser.status
            if status == 404 || status == 405 || status >= 500 { dead.append("\(from) → \(to)") }
            guard (await browser.last.header("Content-Type"))?.hasPrefix("text/html") == true else { continue }
            for link in PageForm.links(in: await browser.text) where !link.hasPrefix("/exit") {
                let bare = String(link.prefix { $0 != "#" })
                if seen.insert(bare).inserted { waiting.append((to, bare)) }
            }
        }
        return dead
    }
}

@Suite struct LinkTests {
    @Test(arguments: Role.allCases)
    func `no page a worker can reach has a dead link`(role: Role) async throws {
        let house = try await TestHouse.make()
        _ = try await house.addPeople(2)
        let browser = try await house.browser(as: role)
        let dead = await Crawl.deadLinks(browser, from: "/home", most: 400)
        #expect(dead == [])
    }

    @Test func `no public page has a dead link`() async throws {
        let house = try await TestHouse.make()
        let dead = await Crawl.deadLinks(house.browser(), from: "/", most: 400)
        #expect(dead == [])
    }
}
