import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@Suite struct SignInTests {
    /// Opens the set-up link, takes the secret from the page as a person's app would, and returns what signs in.
    private func setUp(_ role: Role, in house: TestHouse, _ browser: Browser) async throws -> OneTimeCode {
        let worker = try #require(house.workers[role])
        let now = house.now
        let link = try await house.database.write { try $0.inviteToSetUp(worker.id, at: now) }
        await browser.open("/set-up/\(link)")
        let typed = try #require(await browser.text.split(separator: "secret=").dropFirst().first?.prefix(32))
        let code = OneTimeCode(secret: base32(String(typed)))
        await browser.submit(
            "/set-up", [("password", "tide table on the shelf"), ("code", code.digits(at: step(now)))])
        #expect(await browser.text.contains("Keep these codes safe"))
        return code
    }

    private func step(_ now: Instant) -> Int { now.milliseconds / 30_000 }

    private func base32(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = 0
        var bits = 0
        for letter in text.utf8 {
            let value = letter >= 65 ? Int(letter) - 65 : Int(letter) - 24
            buffer = buffer << 5 | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 255))
            }
        }
        return bytes
    }

    @Test func `somebody sets up an account and signs in with both steps`() async throws {
        let house = try await TestHouse.make()
        let browser = house.browser()
        let code = try await setUp(.leadPractitioner, in: house, browser)
        await browser.wait(minutes: 1)
        await browser.open("/account")
        #expect(await browser.lastPath == "/sign-in")
        await browser.submit(
            "/sign-in", [("email", "LeadPractitioner@eastmere.example"), ("password", "tide table on the shelf")])
        #expect(await browser.text.contains("Enter your code"))
        await browser.submit("/sign-in/code", [("code", code.digits(at: step(await browser.now)))])
        #expect(await browser.lastPath == "/account")
        #expect(await browser.text.contains("Test Lead practitioner"))
    }

    @Test func `a code never works twice`() async throws {
        let house = try await TestHouse.make()
        let browser = house.browser()
        let code = try await setUp(.leadPractitioner, in: house, browser)
        let used = code.digits(at: step(house.now))
        await browser.open("/sign-in")
        await browser.submit(
            "/sign-in", [("email", "leadpractitioner@eastmere.example"), ("password", "tide table on the shelf")])
        await browser.submit("/sign-in/code", [("code", used)])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("That code is not right"))
    }

    @Test func `the answer is the same for somebody unknown and a wrong password`() async throws {
        let house = try await TestHouse.make()
        let browser = house.browser()
        _ = try await setUp(.leadPractitioner, in: house, browser)
        func answer(_ email: String) async -> String {
            await browser.open("/sign-in")
            await browser.submit("/sign-in", [("email", email), ("password", "not the right one")])
            return await browser.text.replacing(email, with: "")
        }
        let known = await answer("leadpractitioner@eastmere.example")
        let unknown = await answer("nobody.at.all@eastmere.example")
        #expect(known == unknown)
        #expect(known.contains("do not go together"))
    }

    @Test func `guessing is slowed, and ends of itself`() async throws {
        let house = try await TestHouse.make()
        let browser = house.browser()
        for _ in 0..<7 {
            await browser.open("/sign-in")
            await browser.submit("/sign-in", [("email", "guess@eastmere.example"), ("password", "wrong wrong wrong")])
        }
        #expect(await browser.status == 429)
        await browser.wait(minutes: 20)
        await browser.open("/sign-in")
        await browser.submit("/sign-in", [("email", "guess@eastmere.example"), ("password", "wrong wrong wrong")])
        #expect(await browser.status == 422)
    }

    @Test func `a form sent after the session ended waits for its writer`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .administrator)
        await browser.open("/people-and-roles")
        await browser.wait(minutes: 20)
        let agency = try #require(house.agencies[.police])
        await browser.submit(
            "/people-and-roles",
            [
                ("name", "Nadia Osei"), ("email", "nadia@eastmere.example"), ("role", "panelMember"),
                ("agency", agency.id.text), ("job_title", "A long title that would hurt to type again"),
            ])
        #expect(await browser.status == 401)
        #expect(await browser.text.contains("What you wrote is kept"))
        let held = try #require(PageForm.all(in: await browser.text).first { $0.action == "/sign-in" })
        let administrator = try #require(house.workers[.administrator])
        await browser.send("/sign-in/demonstration", held.fields + [("worker", administrator.id.text)])
        #expect(await browser.text.contains("A long title that would hurt to type again"))
        await browser.submit("/people-and-roles")
        #expect(await browser.text.contains("Nadia Osei is added"))
    }

    @Test func `a disabled worker is out at the next request`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .analyst)
        await browser.open("/account")
        #expect(await browser.status == 200)
        let worker = try #require(house.workers[.analyst])
        try await house.database.write { try $0.disable(worker.id) }
        await browser.open("/account")
        #expect(await browser.lastPath == "/sign-in")
    }

    @Test func `a form without the session's token changes nothing`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .analyst)
        await browser.send("/account/display", [("appearance", "dark")])
        #expect(await browser.status == 403)
        await browser.open("/account")
        await browser.submit("/account/display", [("appearance", "dark")])
        #expect(await browser.text.contains("Display changed"))
    }

    @Test func `the same form sent twice counts once`() async throws {
        let house = try await TestHouse.make()
        let browser = try await house.browser(as: .administrator)
        await browser.open("/people-and-roles")
        let form = try #require(PageForm.all(in: await browser.text).first { $0.action == "/people-and-roles" })
        let agency = try #require(house.agencies[.police])
        let values =
            form.fields.filter { $0.0.hasPrefix("_") } + [
                ("name", "Tunde Adeyemi"), ("email", "tunde@eastmere.example"), ("role", "panelMember"),
                ("agency", agency.id.text), ("job_title", ""),
            ]
        await browser.send("/people-and-roles", values)
        await browser.send("/people-and-roles", values)
        let count = try await house.database.read {
            try $0.count("SELECT COUNT(*) FROM worker WHERE name = 'Tunde Adeyemi'")
        }
        #expect(count == 1)
    }
}
