import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Governance

/// Decisions to share outside any agreement, on one young person's record.
@Suite struct AgreementDecisionTests {
    private enum Record {}

    private let complete: [(String, String)] = [
        ("what", "That Kai stays with his aunt this week"), ("recipient", "Ms Park, Reedbed School"),
        ("why", "So that nobody sends him home alone"), ("gateways", "ca-2004-11"),
        ("necessity", "Only where he stays, nothing on why"), ("consent", "notSought"),
        ("consent_reason", "Asking would have put him in danger"), ("decided_by", "Test lead, social worker"),
    ]

    /// A house with one young person whom this role's worker leads for.
    private func house(_ role: Role) async throws -> (TestHouse, Browser, String) {
        let house = try await TestHouse.make()
        let person = try await house.addPeople(1)[0]
        try await involve(role, with: person, in: house)
        return (house, try await house.browser(as: role), "/young-people/\(person)/sharing")
    }

    private func involve(_ role: Role, with person: String, in house: TestHouse) async throws {
        let id = try #require(ID<Record>(person))
        let worker = try #require(house.workers[role])
        let now = house.now
        try await house.database.write { try $0.involve(worker, as: .team, with: id, why: "test", at: now) }
    }

    private func count(_ house: TestHouse) async throws -> Int {
        try await house.database.read { try $0.count("SELECT COUNT(*) FROM sharing_decision") }
    }

    @Test func `a complete decision is kept, shown and in the audit`() async throws {
        let (house, browser, path) = try await house(.leadPractitioner)
        await browser.open(path)
        #expect(await browser.text.contains("No decisions recorded"))
        await browser.open("\(path)/new")
        #expect(await browser.text.contains("Test Lead practitioner"))
        await browser.submit("\(path)/new", complete)
        #expect(await browser.status == 200)
        let text = await browser.text
        for words in complete.map(\.1) where words != "ca-2004-11" && words != "notSought" {
            #expect(text.contains(words), "\(words)")
        }
        #expect(text.contains("Children Act 2004, section 11"))
        #expect(text.contains("They were not asked"))
        let audited = try await house.database.read {
            try $0.count("SELECT COUNT(*) FROM audit WHERE detail = 'recorded a decision to share'")
        }
        #expect(audited == 1)
        let inAudit = try await house.database.read { tx -> Bool in
            let details: [String] = try tx.values("SELECT detail FROM audit")
            return details.contains { $0.contains("aunt") }
        }
        #expect(!inAudit)
    }

    @Test(arguments: [
        ("what", "", "Say what was shared"), ("recipient", " ", "Say who it was shared with"),
        ("why", "", "Say why it was shared"), ("gateways", "made-up", "Name the power or duty to share"),
        ("necessity", "", "Say why it was necessary"), ("consent", "maybe", "Say whether they were asked"),
        ("consent_reason", "", "Say why they were not asked"), ("decided_by", "", "Enter who decided"),
        ("decided-month", "13", "as a real date"), ("decided-year", "2026", "cannot be in the future"),
        ("decided-year", "2001", "more than ten years ago"),
        ("recipient", String(repeating: "x", count: 201), "Shorten this to 200 characters. It has 201"),
    ])
    func `what is missing is said and what was typed kept`(field: String, value: String, message: String) async throws {
        let (house, browser, path) = try await house(.leadPractitioner)
        await browser.open("\(path)/new")
        await browser.submit("\(path)/new", complete.filter { $0.0 != field } + [(field, value)])
        #expect(await browser.status == 422)
        let text = await browser.text
        #expect(text.contains("<title>Error: "))
        #expect(text.contains(message))
        let form = try #require(PageForm.all(in: text).first { $0.action == "\(path)/new" })
        for (name, typed) in complete where name != field { #expect(form.fields.contains { $0 == (name, typed) }) }
        #expect(try await count(house) == 0)
    }

    @Test func `consent that was given needs no reason`() async throws {
        let (house, browser, path) = try await house(.leadPractitioner)
        await browser.open("\(path)/new")
        let given = complete.filter { !$0.0.hasPrefix("consent") } + [("consent", "given")]
        await browser.submit("\(path)/new", given)
        #expect(await browser.status == 200)
        #expect(try await count(house) == 1)
    }

    @Test func `a mistake is put right by another entry, once, and the first stays`() async throws {
        let (house, browser, path) = try await house(.leadPractitioner)
        await browser.open("\(path)/new")
        await browser.submit("\(path)/new", complete)
        let link = try #require(PageForm.links(in: await browser.text).first { $0.contains("corrects=") })
        await browser.open(link)
        #expect(await browser.text.contains("Put a decision right"))
        await browser.submit("\(path)/new", [("recipient", "Mr Lund, Reedbed School")])
        #expect(await browser.status == 200)
        let text = await browser.text
        #expect(text.contains("Ms Park, Reedbed School (put right since)"))
        #expect(text.contains("Mr Lund, Reedbed School"))
        #expect(try await count(house) == 2)
        await browser.open(link)
        #expect(await browser.status == 409)
        await browser.open("\(path)/new?corrects=nothing")
        #expect(await browser.status == 404)
    }

    @Test func `a provider reads back its own decisions and nobody else's`() async throws {
        let (house, lead, path) = try await house(.leadPractitioner)
        let person = String(path.split(separator: "/")[1])
        try await involve(.provider, with: person, in: house)
        try await involve(.panelMember, with: person, in: house)
        await lead.open("\(path)/new")
        await lead.submit("\(path)/new", complete)
        let provider = try await house.browser(as: .provider)
        await provider.open(path)
        #expect(await provider.status == 200)
        #expect(!(await provider.text.contains("aunt")))
        #expect(!(await provider.text.contains("Ms Park")))
        await provider.open("\(path)/new")
        await provider.submit(
            "\(path)/new", complete.filter { $0.0 != "what" } + [("what", "What the mentor told the club")])
        #expect(await provider.text.contains("What the mentor told the club"))
        let panel = try await house.browser(as: .panelMember)
        await panel.open(path)
        #expect(await panel.text.contains("aunt"))
        #expect(await panel.text.contains("What the mentor told the club"))
        // Another agency's entry is not theirs to put right.
        #expect(!(await panel.text.contains("corrects=")))
    }

    @Test(arguments: [Role.referrer, .analyst, .boardMember, .privacyOfficer, .administrator])
    func `whoever opens no record reads and writes no decision`(role: Role) async throws {
        let (house, lead, path) = try await house(.leadPractitioner)
        await lead.open("\(path)/new")
        await lead.submit("\(path)/new", complete)
        let browser = try await house.browser(as: role)
        for address in [path, "\(path)/new"] {
            await browser.open(address)
            #expect(await browser.status == 403)
            #expect(!(await browser.text.contains("aunt")))
        }
    }
}
