import Governance
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Insight

/// What is found, and what is not.
@Suite struct SignalTests {
    @Test func `a planted rise is found once by each way of looking, and not again`() async throws {
        let world = try await SignalWorld.make()
        try await world.plant(SignalWorld.quiet(47, around: 22) + [48], "knife-crime")
        try await world.find()
        let first = try await world.signals()
        #expect(Set(first.map(\.method)) == [.xmr, .farrington] && first.count == 2)
        #expect(first.allSatisfy { $0.month == world.newest && $0.facts.isConcern && $0.state == .new })
        let years = try await world.signal("knife-crime", .farrington)
        #expect(years.observed == 48)
        #expect(try #require(years.threshold) < 48 && abs(try #require(years.expected) - 22) < 3)
        try await world.find()
        #expect(try await world.signals().map(\.id) == first.map(\.id))
    }

    @Test func `a run that goes on is not told of again, and a new month outside is`() async throws {
        let world = try await SignalWorld.make()
        let before = SignalWorld.quiet(20, around: 30)
        let run = before + [24, 25, 24, 26, 25, 24, 25]
        try await world.plant(run, "missing-episodes", last: world.newest.adding(-2))
        try await world.find()
        let told = try await world.signal("missing-episodes", .xmr)
        #expect(!told.facts.isHigh && !told.facts.isConcern)
        try await world.plant(run + [25], "missing-episodes", last: world.newest.adding(-1))
        try await world.find()
        #expect(try await world.signals().count == 1)
        try await world.plant(run + [25, 70], "missing-episodes")
        try await world.find()
        #expect(try await world.signals().count == 2)
    }

    @Test func `a quiet series yields none`() async throws {
        let world = try await SignalWorld.make()
        try await world.plant(SignalWorld.quiet(60, around: 22), "knife-crime")
        try await world.plant(SignalWorld.quiet(60, around: 40), "ae-assault-under-25")
        try await world.find()
        #expect(try await world.signals().isEmpty)
        let looks = try await world.house.database.read { try $0.signalLooks() }
        #expect(looks.contains { $0.measure == "knife-crime" && $0.method == .farrington && $0.outcome == .quiet })
    }

    @Test func `a month nobody sent is not taken for a fall`() async throws {
        let world = try await SignalWorld.make()
        let now = world.house.now
        let counts = SignalWorld.quiet(40, around: 22)
        let values = counts.enumerated().map { index, count in
            (
                area: "",
                value: MeasureValue(month: world.newest.adding(index - 39), numerator: index == 30 ? nil : count)
            )
        }
        try await world.house.database.write { try $0.replaceValues(of: "knife-crime", with: values, at: now) }
        try await world.find()
        #expect(try await world.signals().isEmpty)
    }

    @Test func `a closed signal stays closed, whatever comes again`() async throws {
        let world = try await SignalWorld.make()
        let counts = SignalWorld.quiet(47, around: 22) + [48]
        try await world.plant(counts, "knife-crime")
        try await world.find()
        let id = try await world.signal("knife-crime", .farrington).id
        let browser = try await world.house.browser(as: .analyst)
        await browser.open("/insight/signals/\(id)")
        await browser.submit(
            "/insight/signals/\(id)/decide", [("state", "closed"), ("reason", "A file counted twice")])
        #expect(await browser.status == 200)
        try await world.plant(counts.dropLast() + [50], "knife-crime")
        try await world.find()
        let after = try await world.signal("knife-crime", .farrington)
        #expect(after.id == id && after.state == .closed && after.observed == 48)
    }

    @Test func `a cluster in place and time is found once, in the areas where it was planted`() async throws {
        let world = try await SignalWorld.make()
        try await world.bringAreas()
        let now = world.house.now
        let newest = world.newest
        let planted: Set<String> = ["A22", "A23", "A32", "A33"]
        try await world.house.database.write { tx in
            var values: [(area: String, value: MeasureValue)] = []
            for back in 0..<24 {
                let month = newest.adding(-back)
                var total = 0
                for row in 0..<7 {
                    for column in 0..<7 {
                        let code = "A\(row)\(column)"
                        let usual = (row * 3 + column * 5 + back * 2) % 4 == 0 ? 1 : 0
                        let events = usual + (back == 0 && planted.contains(code) ? 5 : 0)
                        total += events
                        values.append((code, MeasureValue(month: month, numerator: events)))
                    }
                }
                values.append(("", MeasureValue(month: month, numerator: total)))
            }
            try tx.replaceValues(of: "ae-assault-under-25", with: values, at: now)
        }
        try await world.find()
        try await world.find()
        let found = try await world.signal("ae-assault-under-25", .scan)
        #expect(planted.isSubset(of: Set(found.facts.areas ?? [])) && (found.facts.areas?.count ?? 0) <= 6)
        #expect(found.month == newest && found.observed >= 20)
    }
}
