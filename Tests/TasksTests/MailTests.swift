import Foundation
import Governance
import HouseSupport
import Kernel
import People
import Storage
import Testing
import Web

@testable import Tasks

@Suite struct MailTests {
    @Test(arguments: [false, true])
    func `somebody who is asked for something is told once, in the same words for everybody`(onPostgres: Bool)
        async throws
    {
        let world = try await MailWorld.make(onPostgres: onPostgres)
        // A Tuesday at ten: an hour at which digests are made too.
        let now = world.house.now
        try await world.ask(due: now.day.adding(days: 3), at: now)
        #expect(try await world.service(at: now).pass() == 1)
        #expect(try await world.service(at: now.adding(minutes: 1)).pass() == 0)
        let messages = try world.sink.messages()
        #expect(messages.count == 1)
        let message = try #require(messages.first)
        for words in [
            "rcpt to:<leadpractitioner@eastmere.example>", "Subject: You have something new in Breakwater",
            "Auto-Submitted: auto-generated", "https://hub.eastmere.example/tasks",
        ] { #expect(message.lowercased().contains(words.lowercased()), "\(words)") }
        #expect(try await world.states() == ["sent"])
    }

    @Test func `what is undone sends nothing`() async throws {
        let world = try await MailWorld.make()
        let worker = try world.worker(.leadPractitioner)
        struct Undone: Error {}
        await #expect(throws: Undone.self) {
            try await world.house.database.write { tx in
                try tx.tell(worker.id, .answer, key: "x", at: world.house.now)
                throw Undone()
            }
        }
        #expect(try await world.service(at: world.house.now).pass() == 0)
        #expect(try world.sink.messages().isEmpty)
    }

    @Test func `several things make one e-mail, and the next waits a quarter of an hour`() async throws {
        let world = try await MailWorld.make()
        let now = world.house.now
        for _ in 0..<5 { try await world.ask(due: now.day.adding(days: 3), at: now) }
        #expect(try await world.service(at: now).pass() == 1)
        try await world.ask(due: now.day.adding(days: 3), at: now.adding(minutes: 2))
        #expect(try await world.service(at: now.adding(minutes: 3)).pass() == 0)
        #expect(try await world.service(at: now.adding(minutes: 16)).pass() == 1)
        #expect(try world.sink.messages().count == 2)
    }

    @Test func `whoever wants only a digest or nothing is not sent more`() async throws {
        let world = try await MailWorld.make()
        let now = world.house.now
        let browser = try await world.house.browser(as: .leadPractitioner)
        await browser.open("/account/messages")
        await browser.submit("/account/messages", [("wish", "")])
        #expect(await browser.status == 422)
        await browser.submit("/account/messages", [("wish", "digest")])
        #expect(await browser.text.contains("Kept: only once each working day"))
        try await world.ask(due: now.day, at: now)
        #expect(try await world.states() == [])
        #expect(try await world.service(at: now).pass() == 1)
        await browser.open("/account/messages")
        await browser.submit("/account/messages", [("wish", "none")])
        try await world.ask(due: now.day.adding(days: 1), at: now)
        #expect(try await world.service(at: now.adding(days: 1)).pass() == 0)
        #expect(try world.sink.messages().count == 1)
    }

    /// The Sunday nights on which clocks change lie before Mondays: the digest of each working day leaves once.
    @Test(arguments: [
        // The clocks go back on Sunday 26 October 2025 and forward on Sunday 29 March 2026.
        (Day(year: 2025, month: 10, day: 24), 5), (Day(year: 2026, month: 3, day: 27), 5),
        // Christmas Day and Boxing Day 2025 are a Thursday and a Friday.
        (Day(year: 2025, month: 12, day: 24), 7),
    ])
    func `a digest leaves once each working day over clock changes and holidays`(from: Day?, days: Int) async throws {
        let world = try await MailWorld.make()
        let first = try #require(from)
        try await world.ask(due: first, at: London.instant(first, hour: 5, minute: 0))
        try await world.house.database.write { try $0.run("DELETE FROM letter") }
        var expected = 0
        for offset in 0..<days {
            let day = first.adding(days: offset)
            if WorkingCalendar.england.isWorkingDay(day) { expected += 1 }
            // Every half hour of the day in real time, from before midnight to after: more than any clock can show.
            var at = London.instant(day, hour: 0, minute: 0).adding(minutes: -30)
            for _ in 0..<52 {
                _ = try await world.service(at: at).pass()
                at = at.adding(minutes: 30)
            }
        }
        #expect(try world.sink.messages().count == expected)
        let early = try world.sink.messages().filter { $0.contains(" 05:") || $0.contains(" 04:") }
        #expect(early.isEmpty)
    }

    @Test func `sendmail that fails or hangs is tried again later, and given up in the end with the reason`()
        async throws
    {
        let world = try await MailWorld.make()
        var now = world.house.now
        try await world.ask(due: now.day.adding(days: 30), at: now)
        let began = ContinuousClock.now
        #expect(try await world.service(at: now, mood: "hang", patience: 0.5).pass() == 0)
        #expect(ContinuousClock.now - began < .seconds(20))
        for _ in 1..<MailService.mostTries {
            #expect(try await world.states() == ["waiting"])
            now = now.adding(minutes: 600)
            #expect(try await world.service(at: now, mood: "fail").pass() == 0)
        }
        #expect(try await world.states() == ["givenUp"])
        let admin = try await world.house.browser(as: .administrator)
        await admin.open("/settings/mail")
        #expect(await admin.text.contains("sendmail ended with status 75"))
        await admin.submit("/settings/mail")
        #expect(try await world.service(at: now.adding(minutes: 1)).pass() == 1)
        #expect(try world.sink.messages().count == 1)
    }

    @Test func `a failed try does not come again before its time`() async throws {
        let world = try await MailWorld.make()
        let now = world.house.now
        try await world.ask(due: now.day.adding(days: 30), at: now)
        _ = try await world.service(at: now, mood: "fail").pass()
        #expect(try await world.service(at: now.adding(minutes: 1)).pass() == 0)
        #expect(try await world.service(at: now.adding(minutes: 2)).pass() == 1)
    }

    @Test func `two servers do not send the same e-mail twice`() async throws {
        let world = try await MailWorld.make(onPostgres: true)
        let now = world.house.now
        for role in [Role.leadPractitioner, .provider, .panelMember, .referrer, .analyst, .boardMember] {
            try await world.ask(role, due: now.day.adding(days: 3), at: now)
        }
        async let one = world.service(at: now).pass()
        async let two = world.service(at: now).pass()
        #expect(try await one + two == 6)
        #expect(try world.sink.messages().count == 6)
    }

    @Test(arguments: [
        "a@b.example\r\nBcc: x@y.example", "a b@c.example", "a@b", "@b.example", "a@.example", "a@b.example.",
        "a@b@c.example",
        "é@b.example", "<a@b.example>", "",
    ])
    func `no address can end a header or begin another`(address: String) {
        #expect(!MailAddress.isPlain(address))
        #expect(MailSettings(from: address, link: "https://a.example").fault != nil)
    }

    @Test func `an account whose address e-mail cannot go to is said, and nothing is sent`() async throws {
        let world = try await MailWorld.make()
        let now = world.house.now
        let worker = try world.worker(.leadPractitioner)
        try await world.house.database.write { tx in
            try tx.run("UPDATE worker SET email = \("odd one@x") WHERE id = \(worker.id)")
        }
        try await world.ask(due: now.day.adding(days: 3), at: now)
        #expect(try await world.service(at: now).pass() == 0)
        let admin = try await world.house.browser(as: .administrator)
        await admin.open("/settings/mail")
        #expect(await admin.text.contains("has no address e-mail can go to"))
    }

    @Test func `dates are written as e-mail writes them`() {
        #expect(Instant(milliseconds: 1_764_064_800_000).mailDate == "Tue, 25 Nov 2025 10:00:00 +0000")
        #expect(Instant(milliseconds: 951_827_696_000).mailDate == "Tue, 29 Feb 2000 12:34:56 +0000")
        #expect(MailSettings(from: "hub@a.example", link: "https://a.example").fault == nil)
        #expect(MailSettings(from: "hub@a.example", link: "https://a.example/").fault != nil)
        #expect(MailSettings(from: "hub@a.example", link: "javascript:x").fault != nil)
    }
}
