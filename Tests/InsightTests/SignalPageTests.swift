import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Insight

/// Who reads what of a signal, and who decides.
@Suite struct SignalPageTests {
    private func planted() async throws -> (SignalWorld, ID<Signal>) {
        let world = try await SignalWorld.make()
        try await world.plant(SignalWorld.quiet(23, around: 22) + [48], "knife-crime")
        try await world.find()
        return (world, try await world.signal("knife-crime", .xmr).id)
    }

    @Test func `the list says what, how sure, its state and who had it last`() async throws {
        let (world, _) = try await planted()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/signals")
        let text = await browser.text
        #expect(text.contains("Offences with a knife or sharp object, October 2025"))
        #expect(text.contains("the most we would expect by chance") && text.contains("Nobody yet"))
        await browser.open("/insight/signals?state=closed")
        #expect(await browser.text.contains("No signal is like that."))
        await browser.open("/home")
        #expect(await browser.text.contains("new signal waits"))
    }

    @Test func `with too little history the page says what is missing`() async throws {
        let (world, _) = try await planted()
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/signals")
        #expect(
            await browser.text.contains("24 months so far; comparing with the same months of earlier years needs 37"))
    }

    @Test func `before anything was found the list says so`() async throws {
        let world = try await SignalWorld.make()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/signals")
        #expect(await browser.text.contains("No signals."))
    }

    @Test func `a board member reads but does not decide`() async throws {
        let (world, id) = try await planted()
        let browser = try await world.house.browser(as: .boardMember)
        await browser.open("/insight/signals/\(id)")
        let text = await browser.text
        #expect(await browser.status == 200)
        #expect(text.contains("48 in October 2025: higher than usual") && !text.contains("Save the decision"))
        #expect(!text.contains("threshold"))
        await browser.open("/account")
        let token = PageForm.all(in: await browser.text).flatMap(\.fields).first { $0.0 == "_token" }?.1 ?? ""
        await browser.send(
            "/insight/signals/\(id)/decide",
            [("_token", token), ("_once", "x"), ("state", "closed"), ("reason", "no"), ("seen", "0")])
        #expect(await browser.status == 403)
        #expect(try await world.signals().first?.state == .new)
    }

    @Test func `others never read a hidden count, nor that there is a signal about one`() async throws {
        let world = try await SignalWorld.make()
        let rare = Array(repeating: 0, count: 12) + [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 4]
        try await world.plant(rare, "firearm-crime")
        var counts = SignalWorld.quiet(36, around: 22) + [48]
        counts[24] = 3
        try await world.plant(counts, "knife-crime")
        try await world.find()
        let hidden = try await world.signal("firearm-crime", .xmr).id
        let shown = try await world.signal("knife-crime", .xmr).id
        let team = try await world.house.browser(as: .hubCoordinator)
        await team.open("/insight/signals/\(hidden)")
        #expect(await team.status == 200)
        #expect(await team.text.contains("4 found"))
        for role in [Role.boardMember, .panelMember] {
            let browser = try await world.house.browser(as: role)
            for page in ["/insight/signals", "/insight/signals/digest", "/insight/signals/digest/text"] {
                await browser.open(page)
                #expect(await browser.status == 200)
                #expect(await !browser.text.contains("Offences with a firearm, October"))
                #expect(await browser.text.contains("Offences with a knife or sharp object, October 2025"))
            }
            await browser.open("/insight/signals/\(hidden)")
            #expect(await browser.status == 404)
            await browser.open("/insight/signals/\(shown)")
            let text = await browser.text
            #expect(text.contains("fewer than 5") && text.contains(">22</td>"))
            #expect(!text.contains(">3</td>"))
        }
    }

    @Test func `without a reason nothing is saved and what was chosen is kept`() async throws {
        let (world, id) = try await planted()
        let browser = try await world.house.browser(as: .hubCoordinator)
        await browser.open("/insight/signals/\(id)")
        await browser.submit("/insight/signals/\(id)/decide", [("state", "watching"), ("reason", "  ")])
        #expect(await browser.status == 422)
        let text = await browser.text
        #expect(text.contains("Error:") && text.contains("Say why"))
        #expect(PageForm.all(in: text).contains { $0.fields.contains { $0 == ("state", "watching") } })
        await browser.submit(
            "/insight/signals/\(id)/decide", [("reason", String(repeating: "long ", count: 500))])
        #expect(await browser.status == 422)
        #expect(await browser.text.contains("2,000 characters or fewer"))
        #expect(try await world.signals().first?.state == .new)
    }

    @Test func `of two who decide at once the second is shown what the first decided`() async throws {
        let (world, id) = try await planted()
        let first = try await world.house.browser(as: .hubCoordinator)
        let second = try await world.house.browser(as: .analyst)
        await first.open("/insight/signals/\(id)")
        await second.open("/insight/signals/\(id)")
        await first.submit(
            "/insight/signals/\(id)/decide", [("state", "explained"), ("reason", "A new <b>hospital</b> sends")])
        #expect(await first.status == 200)
        await second.wait(minutes: 1)
        await second.submit("/insight/signals/\(id)/decide", [("state", "closed"), ("reason", "Mine & kept")])
        #expect(await second.status == 409)
        let text = await second.text
        #expect(text.contains("Somebody decided while you were writing") && text.contains("Mine &amp; kept"))
        #expect(text.contains("A new &lt;b&gt;hospital&lt;/b&gt; sends"))
        #expect(try await world.signals().first?.state == .explained)
        await second.submit("/insight/signals/\(id)/decide")
        #expect(await second.status == 200)
        #expect(try await world.signals().first?.state == .closed)
        let steps = try await world.house.database.read { try $0.signalSteps(of: id) }
        #expect(steps.map(\.state) == [.explained, .closed])
    }

    @Test func `a decision is taken back by a further step, and both stay`() async throws {
        let (world, id) = try await planted()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/signals/\(id)")
        await browser.submit("/insight/signals/\(id)/decide", [("state", "closed"), ("reason", "Counted twice")])
        await browser.submit("/insight/signals/\(id)/decide", [("state", "new"), ("reason", "It was not")])
        #expect(try await world.signals().first?.state == .new)
        let text = await browser.text
        #expect(text.contains("Counted twice") && text.contains("It was not"))
    }

    @Test func `the digest tells what is new, decided, watched for long and late`() async throws {
        let (world, id) = try await planted()
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/signals/\(id)")
        await browser.submit("/insight/signals/\(id)/decide", [("state", "watching"), ("reason", "See what comes")])
        await browser.open("/insight/signals/digest/text")
        let text = await browser.text
        #expect(text.contains("New signals: 1") && text.contains("watching. Test"))
        #expect(text.contains("See what comes") && text.contains("Watched for more than 28 days: 0"))
        let later = world.house.now.adding(days: 30).day
        let digest = try await world.house.database.read {
            try $0.signalDigest(until: later, for: .team, partnership: "Eastmere", today: later)
        }
        #expect(digest.watchedLong.map(\.signal.id) == [id] && digest.new.isEmpty && digest.decided.isEmpty)
        #expect(digest.late.map(\.measure.id) == ["knife-crime"])
        #expect(text.contains("read here by everyone who sees measures") && text.contains("do not pass it on"))
    }

    @Test func `who may read the digest is told of it at home, with no number that is hidden`() async throws {
        let (world, _) = try await planted()
        for role in [Role.boardMember, .panelMember] {
            let browser = try await world.house.browser(as: role)
            await browser.open("/home")
            let home = await browser.text
            #expect(home.contains("Signals this week") && home.contains("<strong>1</strong> new"))
            await browser.open("/insight/signals/digest")
            let digest = await browser.text
            #expect(digest.contains("New signals: 1") && digest.contains("Control chart, by month"))
            #expect(digest.contains("may be passed on to boards"))
        }
        let referrer = try await world.house.browser(as: .referrer)
        await referrer.open("/insight/signals/digest")
        #expect(await referrer.status == 403)
        await referrer.open("/home")
        #expect(await !referrer.text.contains("Signals this week"))
    }

    @Test func `ages that do not lie in one band are not known`() {
        #expect(WhoCounts.band(from: 14, to: 15) == "14 to 15" && WhoCounts.band(from: 25, to: nil) == "25 and over")
        #expect(WhoCounts.band(from: 10, to: 17) == "Not known" && WhoCounts.band(from: nil, to: nil) == "Not known")
    }
}
