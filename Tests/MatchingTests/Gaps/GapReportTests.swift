import Testing

@testable import Matching

@Suite struct GapReportTests {
    private func asked(
        _ person: String, _ need: String, place: String? = nil, age: Int? = nil, hour: Int? = nil, level: Int? = nil,
        _ outcome: AskedFor.Outcome
    ) -> AskedFor {
        AskedFor(person: person, need: need, place: place, age: age, hour: hour, level: level, outcome: outcome)
    }

    private var asks: [AskedFor] {
        [
            asked("p1", "club", place: "North", age: 10, hour: 18, level: 3, .unmet(.noService)),
            asked("p1", "mentor", place: "North", age: 10, level: 3, .met),
            asked("p2", "club", place: "North", age: 13, hour: 10, level: 3, .unmet(.hour)),
            asked("p2", "club", place: "North", age: 13, hour: 18, level: 3, .interim),
            asked("p3", "club", age: 9, level: 4, .waiting),
            asked("p4", "club", place: "South", age: 17, level: 4, .unmet(.full)),
        ]
    }

    @Test func `cells hold every ask once, and people once`() {
        let report = GapReport(of: asks, by: [.place])
        #expect(report.cells.map(\.keys) == [["North"], ["South"], [nil]])
        let north = report.cells[0]
        #expect((north.asked, north.met, north.interim, north.unmet, north.waiting) == (4, 1, 1, 2, 0))
        #expect((north.people, north.peopleUnmet) == (2, 2))
        #expect(north.shareUnmet == 0.5)
        #expect(report.cells[2].shareUnmet == nil)
        #expect(report.cells.reduce(0) { $0 + $1.asked } == asks.count)
        #expect((report.total.asked, report.total.people, report.total.unmet) == (6, 4, 3))
    }

    @Test func `ages fall in bands, hours in parts of the week, and what is missing is not guessed`() {
        let bands = GapReport(of: asks, by: [.age(from: [10, 13, 17])])
        #expect(Set(bands.cells.map(\.keys)) == [["10 to 12"], ["13 to 16"], ["under 10"], ["17 and over"]])
        let evenings = GapDimension.hour([.init("evening", WeekHours(days: [0], from: 17, until: 21))])
        let slots = GapReport(of: asks, by: [evenings, .level])
        #expect(slots.cells.first { $0.keys == ["evening", "3"] }?.asked == 2)
        #expect(slots.cells.first { $0.keys == [nil, "3"] }?.unmet == 1)
    }

    @Test func `reasons count only what was not met`() {
        let report = GapReport(of: asks, by: [.lack])
        #expect(report.total.asked == 3)
        #expect(report.cells.map(\.keys) == [["full"], ["hour"], ["noService"]])
    }

    @Test func `no asks make no cells`() {
        let report = GapReport(of: [], by: [.need, .place])
        #expect(report.cells.isEmpty && report.total.asked == 0 && report.total.shareUnmet == nil)
    }

    @Test func `the order of asks changes nothing`() {
        var random = SplitMix(state: 2)
        let report = GapReport(of: asks, by: [.need, .level])
        for _ in 0..<5 { #expect(GapReport(of: asks.shuffled(using: &random), by: [.need, .level]) == report) }
    }

    @Test func `why a ranking holds nobody is what stands nearest in the way`() {
        var full = Provision(id: "a", name: "A", kind: .service, vetting: .byService)
        (full.meets, full.places) = (["club"], 0)
        var grown = full
        (grown.youngest, grown.places) = (18, 3)
        var ask = Ask(id: "x")
        (ask.needs, ask.age) = ([.init("club")], 12)
        func lack(_ provisions: [Provision], _ need: String) -> AskedFor.Lack? {
            AskedFor.Lack.found(
                in: Ranking(of: provisions, for: ask, today: 0, weights: .standard), for: need)
        }
        #expect(lack([full, grown], "club") == .full)
        #expect(lack([grown], "club") == .age)
        #expect(lack([full], "mentor") == .noService)
        full.places = 1
        #expect(lack([full], "club") == nil)
    }
}
