import Foundation
import Governance
import HouseSupport
import Kernel
import Storage
import Testing
import Web

@testable import Insight

/// Whether a hidden number can be worked out from everything that is shown of the same events.
@Suite struct `No hidden number can be worked out` {
    private static let small = Suppression.partner.smallest...Suppression.partner.largest
    /// Each hidden small count must be able to be at least so many numbers.
    private static let room = 3

    @Test func `of random small towns, from all their pages together`() async throws {
        let town = try await SmallTown.make()
        let browser = try await town.house.browser(as: .boardMember)
        var hidden = 0
        var read = 0
        for seed in 1...Self.seeds {
            let events = town.events(seed)
            try await town.plant(events)
            let pages = await town.pages(browser)
            #expect(pages.count == town.paths.count || events.isEmpty)
            var attack = try await TownAttack(town, events).attack(pages)
            read += attack.cells.count { $0.low == $0.high }
            attack.solve()
            #expect(attack.mistakes.isEmpty, "seed \(seed): \(attack.mistakes.prefix(4))")
            hidden += attack.cells.count { Self.small.contains($0.truth) }
            let pinned = attack.pinned(Self.small, room: Self.room)
            #expect(
                pinned.isEmpty,
                "seed \(seed): \(pinned.prefix(6).map { "\($0.name) is \($0.truth), left \($0.low) to \($0.high)" })")
        }
        // The attack reads figures, and there was something to hide.
        #expect(read > 100 * Self.seeds && hidden > 20 * Self.seeds)
    }

    private static var seeds: Int {
        ProcessInfo.processInfo.environment["BREAKWATER_LONG_TESTS"] == nil ? 7 : 100
    }

    /// The attack is worth something: it solves what a table that hides its small counts alone gives away.
    @Test func `the attack finds what careless hiding gives away`() {
        var months = SolverAttack()
        for (name, count) in [("a", 12), ("b", 3), ("c", 7)] { months.add(name, count) }
        for (name, count) in [("x", 9), ("y", 4), ("z", 9)] { months.add(name, count) }
        months.equate(["a", "b", "c"], ["x", "y", "z"])
        months.learn("a", 12...12)
        months.learn("c", 7...7)
        months.learn("b", 1...4)
        var open = months
        open.solve()
        #expect(open.pinned(1...4, room: 3).isEmpty)
        for name in ["x", "z"] { months.learn(name, 9...9) }
        // One hidden month and one hidden place, known apart by two: 2 and 1, 3 and 2 … 4 and 3.
        months.learn("y", 1...4)
        months.solve()
        #expect(months.cells.first { $0.name == "b" }.map { $0.low...$0.high } == 1...3)
        months.learn("y", 4...4)
        months.solve()
        #expect(months.pinned(1...4, room: 3).map(\.name) == ["b", "y"])
    }

    @Test func `all under 25 is withheld where a table or a month withholds what it comes to`() throws {
        let month = Month(number: 24_305)
        func facts(_ count: Int, in month: Month, _ ages: ClosedRange<Int> = 15...17) -> [KnownToPolice.Fact] {
            (0..<count).map { number in
                KnownToPolice.Fact(
                    isTreated: true, month: month, ages: ages, method: number % 2 == 0 ? "knife" : "", hour: number % 24
                )
            }
        }
        let months = month...month.adding(1)
        let open = KnownToPolice(facts(60, in: month) + facts(40, in: month.adding(1)), months: months, for: .outside)
        #expect(open.whole.treated == .exact(100))
        let small = facts(60, in: month) + facts(3, in: month.adding(1))
        let closed = KnownToPolice(small, months: months, for: .outside)
        #expect(closed.whole.treated == .notShown && closed.whole.seen == nil)
        #expect(closed.tables.allSatisfy { table in table.groups.contains { $0.treated == .notShown } })
        #expect(KnownToPolice(small, months: months, for: .team).whole.treated == .exact(63))
        let whole = ComparePages(
            funnel: nil, placed: [], measure: "", parted: [], beside: nil, police: closed, mayImport: false)
        #expect(whole.html.text.contains("Too few to say how many") && !whole.html.text.contains("63"))
    }
}
