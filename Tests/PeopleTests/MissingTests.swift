import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import People

@Suite struct `Missing episodes` {
    private func at(_ day: String, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        London.instant(try #require(Day(day)), hour: hour, minute: minute)
    }

    @Test(arguments: [
        // Clocks go back on 25 October 2026, forward on 28 March 2027: 72 hours pass all the same.
        ("2026-10-23", 22, "2026-10-26", "9pm"), ("2027-03-26", 22, "2027-03-29", "11pm"),
        ("2026-11-10", 22, "2026-11-13", "10pm"), ("2026-12-30", 9, "2027-01-02", "9am"),
    ])
    func `the talk is due 72 hours after coming back, whatever the clocks do`(
        _ back: String, _ hour: Int, _ due: String, _ clock: String
    ) throws {
        let episode = MissingEpisode(until: try at(back, hour))
        let talkDue = try #require(episode.openTalkDue())
        #expect(talkDue.day.description == due)
        #expect(talkDue.clock == clock)
        #expect(talkDue.seconds(since: try at(back, hour)) == 72 * 3600)
    }

    @Test func `no clock runs while missing, or once the talk was held or not wanted`() throws {
        let back = try at("2026-11-10", 9)
        #expect(MissingEpisode().openTalkDue() == nil)
        #expect(MissingEpisode(until: back, talk: .offered).openTalkDue() != nil)
        #expect(MissingEpisode(until: back, talk: .declined).openTalkDue() == nil)
        let late = MissingEpisode(until: back, talk: .held, talkAt: back.adding(hours: 73))
        #expect(late.openTalkDue() == nil)
        #expect(late.wasTalkInTime == false)
        #expect(MissingEpisode(until: back, talk: .held, talkAt: back.adding(hours: 72)).wasTalkInTime == true)
    }

    @Test(arguments: [(40 * 60, "40 minutes"), (60, "1 minute"), (19 * 3600, "19 hours"), (80 * 3600, "3 days")])
    func `a length is said as people say it`(_ seconds: Int, _ words: String) {
        #expect(MissingEpisode.length(seconds) == words)
    }

    @Test func `from missing to talked, on the record`() async throws {
        let world = try await PeopleWorld.make()
        let browser = try await world.browser(.leadPractitioner, .lead)
        await browser.open("\(world.record)/notes/new")
        let yesterday = world.house.now.day.adding(days: -1)
        await browser.submit(
            "\(world.record)/notes",
            [
                ("body", "Did not come home from school."), ("kind", "missing"), ("weight", "serious"),
                ("when-day", "\(yesterday.day)"), ("when-month", "\(yesterday.month)"),
                ("when-year", "\(yesterday.year)"), ("when-time", "4pm"),
            ])
        #expect(await browser.lastPath == world.record)
        #expect(await browser.text.contains("Kai is missing"))
        #expect(await browser.text.contains("Missing since 4pm"))
        let note = try #require(
            PageForm.links(in: await browser.text).first { $0.contains("/notes/") && !$0.hasSuffix("/new") })
        await browser.open(note)
        let today = world.house.now.day
        await browser.submit(
            "\(note)/missing",
            [
                ("until-day", "\(today.day)"), ("until-month", "\(today.month)"), ("until-year", "\(today.year)"),
                ("until-time", "9:00"), ("found", "A station 60 miles away"), ("talk", "notYet"),
            ])
        #expect(await browser.status == 200)
        await browser.open(world.record)
        #expect(await browser.text.contains("Return talk due"))
        #expect(await browser.text.contains("Missing for 17 hours"))
        #expect(await browser.text.contains("Found: A station 60 miles away"))
        await browser.wait(minutes: 10)
        let latest = try #require(
            PageForm.links(in: await browser.text).first { $0.contains("/notes/") && !$0.hasSuffix("/new") })
        await browser.open(latest)
        await browser.submit("\(latest)/missing", [("talk", "held")])
        await browser.open(world.record)
        #expect(await !browser.text.contains("Return talk due"))
        #expect(await browser.text.contains("Return talk held"))
    }

    @Test func `of two who bring it up to date at once, the second does not make the child missing again`() async throws
    {
        let world = try await PeopleWorld.make()
        let worker = try #require(world.house.workers[.leadPractitioner])
        let now = world.house.now
        let note = ID<Note>.make()
        try await world.house.database.write { tx in
            try tx.insert(
                Note(
                    id: note, person: world.person, kind: .missing, at: now.adding(hours: -18), precision: .minute,
                    body: "Did not come home from school.", by: worker, addedAt: now))
        }
        let first = try await world.browser(.leadPractitioner, .lead)
        let second = try await world.house.browser(as: .leadPractitioner)
        let entry = "\(world.record)/notes/\(note)"
        await first.open(entry)
        await second.open(entry)
        await first.submit(
            "\(entry)/missing",
            [
                ("until-day", "\(now.day.day)"), ("until-month", "\(now.day.month)"),
                ("until-year", "\(now.day.year)"), ("until-time", "9am"), ("found", "At his nan’s"),
            ])
        #expect(await first.status == 200)
        await second.wait(minutes: 5)
        await second.submit("\(entry)/missing", [("talk", "offered")])
        #expect(await second.status == 409)
        #expect(await second.text.contains("Test Lead practitioner changed this first, at 10am"))
        #expect(await second.text.contains("Back at 9am on"))
        let kept = try #require(PageForm.all(in: await second.text).first { $0.action.hasSuffix("/missing") })
        #expect(kept.fields.contains { $0 == ("talk", "offered") })
        #expect(kept.fields.contains { $0 == ("found", "At his nan’s") })
        await second.send(kept.action, kept.fields)
        #expect(await second.status == 200)
        await second.open(world.record)
        #expect(await !second.text.contains("Kai is missing"))
        #expect(await second.text.contains("Return talk offered"))
        let untils: [Int] = try await world.house.database.read { tx in
            try tx.values("SELECT until FROM note WHERE kind = 'missing' AND superseded_by IS NULL")
        }
        #expect(untils == [now.adding(hours: -1).milliseconds])
    }
}
