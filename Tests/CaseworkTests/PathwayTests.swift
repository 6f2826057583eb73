import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Casework

@Suite struct PathwayTests {
    private static let lists = PathwayLists(
        ladders: [("safety", "Safety"), ("peers", "Friends")], sessions: [("one-to-one", "One to one")])

    private func pathway(_ id: String) throws -> Pathway {
        try #require(Pathway.shipped.first { $0.pathway.id == id }).pathway
    }

    /// A day that is there: a mistyped one would be the first of all days, and fail.
    private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    @Test func `every pathway that comes with the program can be typed in again`() throws {
        let all = Pathway.shipped.map(\.pathway)
        let lists = PathwayLists(
            ladders: Set(all.flatMap(\.ladders)).sorted().map { ($0, $0) },
            sessions: Set(all.flatMap(\.sessions)).sorted().map { ($0, $0) })
        let today = day("2026-11-24")
        for pathway in all {
            var form = PathwayForm.fill(pathway, starts: today)
            form.set("reason", "To see that nothing is lost")
            let typed = try PathwayForm(form, over: pathway, all: all, lists: lists, today: today)
            #expect(typed.pathway == pathway)
        }
    }

    @Test func `every pathway names interim help that is there`() throws {
        let ids = Set(Pathway.shipped.map(\.pathway.id))
        for pathway in Pathway.shipped.map(\.pathway) {
            #expect(Set(pathway.interim).isSubset(of: ids.subtracting([pathway.id])), "\(pathway.id)")
        }
    }

    @Test func `eight-week reviews keep their weekday over both clock changes`() throws {
        let dates = PathwayDates(try pathway("one-to-one-advocate"), calendar: .england)
        // Over 25 October 2026 and over 28 March 2027.
        #expect(dates.reviews(from: day("2026-09-07")).first == day("2026-11-02"))
        #expect(dates.reviews(from: day("2027-02-08")).first == day("2027-04-05"))
        #expect(dates.reviews(from: day("2026-09-07")).count == 3)
    }

    @Test func `twelve weeks are asked about in week eight and end on the same weekday`() throws {
        let dates = PathwayDates(try pathway("diversion"), calendar: .england)
        let start = day("2026-02-04")
        #expect(dates.exitPrompt(from: start) == day("2026-04-01"))
        #expect(dates.end(from: start) == day("2026-04-29"))
        #expect(dates.reviews(from: start) == [day("2026-03-04"), day("2026-04-01"), day("2026-04-29")])
    }

    @Test func `working days leave out a bank holiday and hours do not`() throws {
        let plan = PathwayDates(try pathway("one-to-one-advocate"), calendar: .england)
        // Thursday before Easter 2026: Good Friday 3 April and Easter Monday 6 April are bank holidays.
        let yes = London.instant(day("2026-04-02"), hour: 10, minute: 0)
        let first = try #require(plan.milestones(from: .accepted, at: yes).first)
        #expect(first.id == "first-contact" && first.at == London.instant(day("2026-04-08"), hour: 10, minute: 0))
        let ward = PathwayDates(try pathway("hospital-navigator"), calendar: .england)
        let seen = try #require(ward.milestones(from: .opened, at: yes).first)
        #expect(seen.at == London.instant(day("2026-04-04"), hour: 10, minute: 0))
    }

    @Test func `forty-eight hours are real hours when the clocks change`() throws {
        let ward = PathwayDates(try pathway("hospital-navigator"), calendar: .england)
        let autumn = London.instant(day("2026-10-24"), hour: 12, minute: 0)
        #expect(
            ward.milestones(from: .opened, at: autumn).first?.at
                == London.instant(day("2026-10-26"), hour: 11, minute: 0))
        let spring = London.instant(day("2026-03-28"), hour: 12, minute: 0)
        #expect(
            ward.milestones(from: .opened, at: spring).first?.at
                == London.instant(day("2026-03-30"), hour: 13, minute: 0))
    }

    @Test(arguments: [
        ("most", "8", "The most weeks must not be below the usual 12"),
        ("exit_prompt", "14", "Ask about the ending before week 12"),
        ("youngest", "200", "Enter an age from 0 to 25"),
        ("review", "20", "so a review after 20 would never come"),
        ("m0_count", "", "Enter how many"),
        ("f0_weeks", "0", "Enter weeks from 1 to 260"),
        ("name", "", "Enter the pathway’s name"),
        ("reason", "", "Say why it changes"),
    ])
    func `what cannot be is said beside its field`(field: String, value: String, message: String) throws {
        let before = try pathway("diversion")
        let today = day("2026-11-24")
        var form = PathwayForm.fill(before, starts: today)
        form.set("reason", "A test")
        form.set("ladders", "safety")
        form.set("sessions", "one-to-one")
        form.set(field, value)
        let errors = #expect(throws: FieldErrors.self) {
            _ = try PathwayForm(form, over: before, all: [before], lists: Self.lists, today: today)
        }
        #expect(errors?.message(for: field)?.contains(message) == true, "\(errors?.list.description ?? "")")
    }

    @Test func `a change is looked at first, then kept as a version from its day on`() async throws {
        let world = try await HubWorld.make()
        let browser = try await world.house.browser(as: .administrator)
        await browser.open("/settings/pathways/diversion/change")
        let action = "/settings/pathways/diversion/change"
        let fields = [
            ("usual", "10"), ("sessions", "accompanied"), ("ladders", "safety"), ("reason", "Shorter waits at court"),
        ]
        await browser.submit(action, fields + [("then", "preview")])
        #expect(await browser.text.contains("If it were decided, accepted and begun today"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM pathway_version") } == 0)
        await browser.submit(action, fields + [("then", "save")])
        #expect(await browser.text.contains("Version 2 is kept"))
        let today = world.now.day
        let (used, first) = try await world.house.database.read { tx in
            (try tx.pathway("diversion", on: today), try tx.pathway("diversion", version: 1))
        }
        #expect(used?.number == 2 && used?.pathway.usualWeeks == 10)
        #expect(first?.pathway.usualWeeks == 12)
    }

    @Test func `two administrators at once: the second is told and loses nothing`() async throws {
        let world = try await HubWorld.make()
        let browser = try await world.house.browser(as: .administrator)
        let second = try await world.house.browser(as: .administrator)
        let action = "/settings/pathways/youth-work/change"
        await browser.open(action)
        await second.open(action)
        let fields = [("sessions", "activity"), ("ladders", "peers")]
        await browser.submit(action, fields + [("reason", "First of two"), ("then", "save")])
        await second.submit(action, fields + [("reason", "Second of two"), ("then", "save")])
        #expect(await second.status == 422)
        #expect(await second.text.contains("First of two"))
        #expect(await second.text.contains("Second of two"))
        #expect(try await world.house.database.read { try $0.count("SELECT COUNT(*) FROM pathway_version") } == 1)
    }

    @Test func `nobody but an administrator changes a pathway`() async throws {
        let world = try await HubWorld.make()
        for role in Role.allCases where role != .administrator {
            let browser = try await world.house.browser(as: role)
            await browser.open("/settings/pathways")
            #expect(await browser.status == 403, "\(role)")
        }
    }
}
