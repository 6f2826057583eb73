import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Governance

/// The pages of agreements, as the people who use them meet them.
@Suite struct AgreementPageTests {
    /// What somebody would type for an agreement between the police and the hub.
    private func typed(_ house: TestHouse, _ changes: [(String, String)] = []) throws -> [(String, String)] {
        let police = try #require(house.agencies[.police]).id
        let hub = try #require(house.agencies[.partnership]).id
        let fields: [(String, String)] = [
            ("reference", "ISA-003"), ("title", "Police custody"), ("purposes", "Offer help after an arrest"),
            ("part-\(police)", "gives"), ("signatory-\(police)", "A. Marsh, superintendent"),
            ("part-\(hub)", "receives"), ("signatory-\(hub)", "R. Ellis, coordinator"),
            ("categories", "identity"), ("categories", "police"), ("article6", "gdpr-6-1-e"),
            ("article10", "gdpr-10-authority"), ("gateway", "cda-1998-115"), ("control", "separate"),
            ("flow", "A file each week"), ("retention", "Five years"), ("breach_contact", "The desk, 01632 960170"),
            ("starts-day", "1"), ("starts-month", "10"), ("starts-year", "2025"), ("ends-day", "31"),
            ("ends-month", "3"), ("ends-year", "2027"), ("review-day", "1"), ("review-month", "10"),
            ("review-year", "2026"), ("signed-day", "20"), ("signed-month", "9"), ("signed-year", "2025"),
        ]
        let names = Set(changes.map(\.0))
        return fields.filter { !names.contains($0.0) } + changes
    }

    private func added(_ house: TestHouse) async throws -> (Browser, SharingAgreement) {
        let browser = try await house.browser(as: .privacyOfficer)
        await browser.open("/sharing/new")
        await browser.submit("/sharing/new", try typed(house))
        let agreement = try #require(try await house.database.read { try $0.agreement(reference: "ISA-003") })
        return (browser, agreement)
    }

    @Test func `with no agreements the list says what that means and where to begin`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .privacyOfficer)
        await browser.open("/sharing")
        let text = await browser.text
        #expect(text.contains("No agreements yet"))
        #expect(text.contains("file can be imported"))
        #expect(text.contains("href=\"/sharing/new\""))
    }

    @Test func `a privacy officer adds an agreement, and it says what was agreed`() async throws {
        let house = try await TestHouse.make()
        let (browser, agreement) = try await added(house)
        #expect(await browser.lastPath == "/sharing/\(agreement.id)")
        let text = await browser.text
        for words in [
            "ISA-003: Police custody", "Offer help after an arrest", "A. Marsh, superintendent",
            "Crime and Disorder Act 1998, section 115", "31 March 2027", "Five years", "Version 1 of 1",
            "Not used in the last 12 months",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        let audited = try await house.database.read {
            try $0.count("SELECT COUNT(*) FROM audit WHERE detail = 'added ISA-003' AND outcome = 'permitted'")
        }
        #expect(audited == 1)
        let sharing = try await house.database.read { try $0.sharing(on: house.now.day) }
        let police = try #require(house.agencies[.police]).id
        #expect(sharing.covers(.police, from: police, to: nil).isCovered)
    }

    @Test func `wrong input comes back with everything typed, and is not saved`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .privacyOfficer)
        await browser.open("/sharing/new")
        let title = "<script>alert('عنوان 🐟')</script>"
        await browser.submit(
            "/sharing/new",
            try typed(house, [("title", title), ("ends-day", "31"), ("ends-month", "2"), ("gateway", "")]))
        #expect(await browser.status == 422)
        let text = await browser.text
        #expect(text.contains("<title>Error: "))
        #expect(text.contains("Enter the last day as a real date"))
        #expect(text.contains("Name the legal gateway"))
        #expect(!text.contains("<script>alert"))
        let kept = try #require(PageForm.all(in: text).first { $0.action == "/sharing/new" })
        #expect(kept.fields.contains { $0 == ("title", title) })
        #expect(kept.fields.contains { $0 == ("purposes", "Offer help after an arrest") })
        #expect(kept.fields.filter { $0.0 == "categories" }.map(\.1) == ["identity", "police"])
        #expect(kept.fields.contains { $0 == ("ends-month", "2") })
        #expect(kept.fields.contains { $0.1 == "A. Marsh, superintendent" })
        #expect(try await house.database.read { try $0.agreements().isEmpty })
    }

    @Test func `a reference that is taken is refused and everything typed kept`() async throws {
        let house = try await TestHouse.make()
        let (browser, _) = try await added(house)
        await browser.open("/sharing/new")
        await browser.submit("/sharing/new", try typed(house, [("title", "Another one")]))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("There is already an agreement ISA-003"))
        #expect(await browser.text.contains("Another one"))
        #expect(try await house.database.read { try $0.agreements().count } == 1)
    }

    @Test func `sending the same form twice adds one agreement`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .privacyOfficer)
        await browser.open("/sharing/new")
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == "/sharing/new" })
        let fields = form.fields.filter { $0.0.hasPrefix("_") } + (try typed(house))
        await browser.send("/sharing/new", fields)
        await browser.send("/sharing/new", fields)
        #expect(await browser.status == 200)
        #expect(try await house.database.read { try $0.agreements().count } == 1)
    }

    @Test func `an amendment needs a reason, makes a version and leaves the old one to read`() async throws {
        let house = try await TestHouse.make()
        let (browser, agreement) = try await added(house)
        await browser.open("/sharing/\(agreement.id)/amend")
        await browser.submit("/sharing/\(agreement.id)/amend", [("retention", "Six years")])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("Say why the agreement changes"))
        #expect(await browser.text.contains("Six years"))
        await browser.submit("/sharing/\(agreement.id)/amend", [("reason", "The schedule changed.")])
        #expect(await browser.status == 200)
        let text = await browser.text
        #expect(text.contains("Version 2 of 2"))
        #expect(text.contains("How long it is kept"))
        #expect(text.contains("The schedule changed."))
        await browser.open("/sharing/\(agreement.id)/versions/1")
        #expect(await browser.text.contains("This is an older version"))
        #expect(await browser.text.contains("Five years"))
        #expect(!(await browser.text.contains("Six years")))
        await browser.open("/sharing/\(agreement.id)/versions/9")
        #expect(await browser.status == 404)
    }

    @Test func `the second of two who amend at once sees the first's version and loses nothing`() async throws {
        let house = try await TestHouse.make()
        let (first, agreement) = try await added(house)
        let second = try await house.browser(as: .privacyOfficer)
        let path = "/sharing/\(agreement.id)/amend"
        await first.open(path)
        await second.open(path)
        await first.submit(path, [("retention", "Six years"), ("reason", "First of the two.")])
        await second.submit(path, [("retention", "Nine years"), ("reason", "Second of the two.")])
        #expect(await second.status == 409)
        let text = await second.text
        #expect(text.contains("changed this agreement while you were writing"))
        #expect(text.contains("First of the two."))
        #expect(text.contains("Nine years"))
        await second.submit(path)
        #expect(await second.status == 200)
        let versions = try await house.database.read { try $0.versions(of: agreement.id) }
        #expect(versions.map(\.terms.retention) == ["Five years", "Six years", "Nine years"])
    }

    @Test func `ending early takes a day and a reason, works from that day and cannot be undone by amending`()
        async throws
    {
        let house = try await TestHouse.make()
        let (browser, agreement) = try await added(house)
        let (path, today) = ("/sharing/\(agreement.id)/end", house.now.day)
        func fields(_ day: Day, _ reason: String) -> [(String, String)] {
            [
                ("day-day", "\(day.day)"), ("day-month", "\(day.month)"), ("day-year", "\(day.year)"),
                ("reason", reason),
            ]
        }
        await browser.open(path)
        await browser.submit(path, fields(today.adding(days: -1), ""))
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("cannot end in the past"))
        await browser.submit(path, fields(agreement.terms.ends.adding(days: 1), "A breach"))
        #expect(await browser.text.contains("It ends by itself on 31 March 2027"))
        await browser.submit(path, fields(today, "A breach was reported."))
        #expect(await browser.status == 200)
        #expect(await browser.text.contains("A breach was reported."))
        let police = try #require(house.agencies[.police]).id
        let sharing = try await house.database.read { try $0.sharing(on: today) }
        #expect(
            sharing.covers(.police, from: police, to: nil).refusal?.words
                == "ISA-003 was ended early, on \(today.long). Nothing was imported.")
        await browser.open("/sharing/\(agreement.id)/amend")
        #expect(await browser.status == 409)
        await browser.open(path)
        #expect(await browser.status == 409)
    }

    @Test(arguments: Role.allCases)
    func `only the privacy officer changes agreements, and only the hub reads them too`(role: Role) async throws {
        let house = try await TestHouse.make()
        let (_, agreement) = try await added(house)
        let browser = try await house.browser(as: role)
        let reads = role == .privacyOfficer || role == .hubCoordinator
        for path in ["/sharing", "/sharing/flows", "/sharing/\(agreement.id)"] {
            await browser.open(path)
            #expect(await browser.status == (reads ? 200 : 403), "\(path)")
            #expect(
                (await browser.text.contains("/amend\""))
                    == (role == .privacyOfficer && path.hasSuffix(agreement.id.text)))
        }
        for path in ["/sharing/new", "/sharing/\(agreement.id)/amend", "/sharing/\(agreement.id)/end"] {
            await browser.open(path)
            #expect(await browser.status == (role == .privacyOfficer ? 200 : 403), "\(path)")
        }
        await browser.open("/home")
        #expect((await browser.text.contains("Sharing agreements</h2>")) == (role == .privacyOfficer))
    }

    @Test func `what flows where names the ways, the gaps and what was used`() async throws {
        let house = try await TestHouse.make()
        let (browser, agreement) = try await added(house)
        let police = try #require(house.agencies[.police]).id
        let now = house.now
        try await house.database.write { tx in
            let sharing = try tx.sharing(on: now.day)
            let verdict = sharing.covers(.police, from: police, to: nil)
            try tx.use(verdict, for: .import, .police, from: police, to: nil, items: 12_345, at: now)
            let refused = sharing.covers(.health, from: police, to: nil)
            try tx.use(refused, for: .import, .health, from: police, to: nil, items: 7, at: now)
        }
        await browser.open("/sharing/flows")
        let text = await browser.text
        #expect(text.contains("Eastmere Police"))
        #expect(text.contains("12,345"))
        #expect(text.contains("Refused import"))
        #expect(text.contains("may not give information to"))
        #expect(text.contains("Five years"))
        #expect(!text.contains("style="))
        await browser.open("/sharing/\(agreement.id)")
        #expect(await browser.text.contains("12,345"))
        await browser.open("/home")
        #expect(await browser.text.contains("did not cover what was tried 1 time in 30 days"))
    }
}
