import Kernel
import Testing

@testable import Governance

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
