import FrontDoor
import Governance
import Kernel
import People
import Testing

@testable import Casework

@Suite struct ReferralCountTests {
    private func at(_ text: String, _ hour: Int, _ minute: Int = 0) throws -> Instant {
        London.instant(try #require(Day(text)), hour: hour, minute: minute)
    }

    private func counts(_ times: [(Instant, Instant?)], source: String = "2A") -> ReferralCounts {
        let all = times.map { ReferralTimes(receivedAt: $0.0, decidedAt: $0.1, sourceCode: source) }
        return ReferralCounts(all, calendar: .england)
    }

    @Test func `financial years run from April to March`() throws {
        let march = FinancialYear(of: try #require(Day("2026-03-31")))
        let april = FinancialYear(of: try #require(Day("2026-04-01")))
        #expect(march.name == "2025 to 2026" && april.name == "2026 to 2027")
        #expect(april.before == march)
        #expect(april.months.count == 13)
        #expect(april.months[0] == Day("2026-04-01") && april.months[9] == Day("2027-01-01"))
        #expect(april.months[12] == Day("2027-04-01"))
    }

    @Test func `months are counted in London, not in UTC`() throws {
        // 11:30pm UTC on 31 May is half past midnight on 1 June in London.
        let late = Instant(milliseconds: try at("2026-06-01", 0, 30).milliseconds)
        let counts = counts([
            (late, nil), (try at("2026-05-31", 23, 59), nil), (try at("2026-04-01", 0), nil),
            (try at("2027-03-31", 23, 59), nil), (try at("2027-04-01", 0), nil), (try at("2026-03-31", 23, 59), nil),
        ])
        #expect(counts.byMonth(FinancialYear(start: 2026)) == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(counts.byMonth(FinancialYear(start: 2025)) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func `a working day leaps over weekends and bank holidays`() throws {
        // Good Friday and Easter Monday 2026 are 3 and 6 April: Thursday 2pm is due on Tuesday 7 at 2pm.
        let received = try at("2026-04-02", 14)
        let inTime = counts([(received, try at("2026-04-07", 13, 59))])
        let late = counts([(received, try at("2026-04-07", 14, 1))])
        let april = try #require(Day("2026-04-30"))
        let now = try at("2026-04-30", 17)
        #expect(inTime.decidedInTime(inMonthOf: april, at: now) == Share(part: 1, whole: 1))
        #expect(late.decidedInTime(inMonthOf: april, at: now) == Share(part: 0, whole: 1))
    }

    @Test func `Christmas moves what is due into the next month that people work`() throws {
        // Thursday 31 December 2026, 4pm: 1 January is a holiday, so it is due on Monday 4 January at 4pm.
        let counts = counts([(try at("2026-12-31", 16), try at("2027-01-04", 9))])
        let (december, january) = (try #require(Day("2026-12-31")), try #require(Day("2027-01-15")))
        let now = try at("2027-01-15", 12)
        #expect(counts.decidedInTime(inMonthOf: december, at: now).whole == 0)
        #expect(counts.decidedInTime(inMonthOf: january, at: now) == Share(part: 1, whole: 1))
    }

    @Test func `what is late and still open counts against the share, what is not due yet does not`() throws {
        let now = try at("2026-11-23", 10)
        let counts = counts([
            (try at("2026-11-02", 10), try at("2026-11-02", 15)),  // in time
            (try at("2026-11-06", 10), try at("2026-11-09", 9)),  // Friday to Monday: in time
            (try at("2026-11-07", 11), try at("2026-11-10", 8)),  // Saturday: due Tuesday 9am, in time
            (try at("2026-11-04", 10), try at("2026-11-06", 10)),  // a day late
            (try at("2026-11-19", 10), nil),  // due on 20 November, still open
            (try at("2026-11-20", 14), nil),  // due today at 2pm
            (try at("2026-11-20", 15), try at("2026-11-20", 16)),  // due today, decided already
        ])
        let share = counts.decidedInTime(inMonthOf: now.day, at: now)
        #expect(share == Share(part: 4, whole: 6))
        #expect(share.percent == 66)
        #expect(Share(part: 0, whole: 0).percent == nil)
    }

    @Test func `sources are counted under their headings`() throws {
        let day = try at("2026-05-05", 10)
        let times = ["2A", "2B", "6", "9", "1B"].map { ReferralTimes(receivedAt: day, decidedAt: nil, sourceCode: $0) }
        let counts = ReferralCounts(times, calendar: .england)
        let year = FinancialYear(start: 2026).boundaries
        #expect(counts.bySource(["Education", "Justice", "Public", "Health"], year[0]..<year[12]) == [2, 1, 2, 0])
        #expect(Set(ReferralSource.groups) == Set(ReferralSource.all.map(\.group)))
    }

    @Test func `first contact follows the level, and an unset level counts as high`() throws {
        let thursday = try #require(Day("2026-04-02"))
        let settings = HubSettings.standard
        func first(_ level: RiskLevel?) -> Day {
            settings.firstContact(level, decidedOn: thursday, calendar: .england)
        }
        #expect(first(.high) == thursday && first(nil) == thursday)
        #expect(first(.medium) == Day("2026-04-09"))
        #expect(first(.low) == Day("2026-04-13"))
    }

    @Test func `the target is the one that held on the day`() throws {
        #expect(HubSettings.standard.target(on: try #require(Day("2026-03-31"))) == 85)
        #expect(HubSettings.standard.target(on: try #require(Day("2026-04-01"))) == 90)
        #expect(HubSettings.standard.target(on: try #require(Day("2020-01-01"))) == nil)
    }
}

@Suite struct SuppressionTests {
    private let rule = Suppression.standard

    @Test func `those who know the young people see counts as they are`() {
        let shown = rule.protect([3, 0, 12], for: .team)
        #expect(shown.cells == [.exact(3), .exact(0), .exact(12)] && shown.total == .exact(15))
    }

    @Test(arguments: [
        (0, ShownCount.exact(0)), (1, .few), (7, .few), (8, .rounded(10)), (12, .rounded(10)), (13, .rounded(15)),
        (103, .rounded(105)),
    ])
    func `1 to 7 are hidden, others rounded to 5, and none is none`(count: Int, shown: ShownCount) {
        #expect(rule.protect(count, for: .outside) == shown)
    }

    @Test func `a small count takes the next smallest with it, and nobody can tell which is which`() {
        let shown = rule.protect([4, 40, 60], for: .outside)
        #expect(shown.cells == [.notShown, .notShown, .rounded(60)] && shown.total == .rounded(105))
        #expect(shown == rule.protect([40, 4, 60], for: .outside))
    }

    @Test func `where all are small, a total that would narrow them down goes too`() {
        let shown = rule.protect([7, 7, 0], for: .outside)
        #expect(shown == ShownCounts(cells: [.few, .few, .exact(0)], total: .notShown))
    }

    @Test func `a small total is hidden with its only part`() {
        let shown = rule.protect([3, 0], for: .outside)
        #expect(shown == ShownCounts(cells: [.few, .exact(0)], total: .few))
    }

    /// Every table of two or three counts up to a limit: whoever knows the rules and sees what is shown cannot tell a
    /// hidden count, because another table with another count there looks the same.
    @Test(arguments: [(2, 60), (3, 24)])
    func `no hidden count of any small table can be worked out`(size: Int, limit: Int) {
        var tables: [[Int]] = [[]]
        for _ in 0..<size { tables = tables.flatMap { table in (0...limit).map { table + [$0] } } }
        var possible: [ShownCounts: [Set<Int>]] = [:]
        for table in tables {
            let shown = rule.protect(table, for: .outside)
            var seen = possible[shown] ?? table.map { _ in [] }
            for index in table.indices { seen[index].insert(table[index]) }
            possible[shown] = seen
        }
        var hidden = 0
        for (shown, values) in possible {
            for (index, cell) in shown.cells.enumerated() where cell.value == nil {
                hidden += 1
                #expect(values[index].count >= 2, "\(shown): \(values[index].sorted())")
            }
            #expect(shown.cells.allSatisfy { $0.value.map { $0 == 0 || $0 > 7 } ?? true })
        }
        #expect(hidden > 20)
    }

    /// Longer tables at random: what the shown cells and the total leave for each hidden one.
    @Test func `no hidden count of a long table can be worked out from its total`() {
        var chance = SplitMix(seed: 20_261_123)
        for _ in 0..<5000 {
            let count = Int.random(in: 2...14, using: &chance)
            let counts = (0..<count).map { _ in
                Bool.random(using: &chance)
                    ? Int.random(in: 0...9, using: &chance) : Int.random(in: 0...80, using: &chance)
            }
            let shown = rule.protect(counts, for: .outside)
            guard let total = shown.total.value else { continue }
            let hidden = shown.cells.count { $0.value == nil }
            guard hidden > 0 else { continue }
            #expect(hidden > 1, "\(counts)")
            // The shown cells are at least this; each of the other hidden ones is at least 1.
            let low = shown.cells.compactMap(\.value).map { $0 == 0 ? 0 : max(8, $0 - 2) }.reduce(0, +)
            let most = total + 2 - low - (hidden - 1)
            #expect(most >= 3 && !shown.cells.contains(.few), "\(counts)")
        }
    }

    @Test func `words say about and fewer than, and never a small number`() {
        #expect(rule.words(.few) == "fewer than 8")
        #expect(rule.words(.rounded(40)) == "about 40")
        #expect(rule.words(.exact(0)) == "0")
    }
}
