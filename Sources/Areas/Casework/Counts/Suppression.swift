/// Who reads a count: the team that knows the young people anyway, or anybody else.
package enum CountAudience: String, Sendable, CaseIterable {
    case team, outside
}

/// A count as it may be shown.
package enum ShownCount: Sendable, Hashable {
    case exact(Int)
    /// To the nearest step: the true count lies around it.
    case rounded(Int)
    /// 1 to 7.
    case few
    /// Kept back so that another cannot be worked out; may be any count.
    case notShown

    /// The number, where there is one.
    package var value: Int? {
        switch self {
        case .exact(let count), .rounded(let count): count
        case .few, .notShown: nil
        }
    }
}

/// Counts of one table as they may be shown, with their total.
package struct ShownCounts: Sendable, Hashable {
    package let cells: [ShownCount]
    package let total: ShownCount
}

/// Protects small counts, and those a small one could be worked out from (DOMAIN.md 6.3).
///
/// Counts of 1 to 7 are hidden and others rounded; further cells are hidden until each small one could still be any of
/// several numbers, for somebody who knows these rules.
package struct Suppression: Sendable, Decodable {
    let smallest: Int
    let largest: Int
    let roundTo: Int
    /// Of how many numbers a hidden small count must still be able to be any.
    let leastDoubt: Int

    /// The rule that comes with the program.
    package static let standard: Suppression = Resource.load("suppression")

    /// What a hidden small count says.
    package var fewWords: String { "fewer than \(largest + 1)" }

    package func words(_ count: ShownCount) -> String {
        switch count {
        case .exact(let number): "\(number)"
        case .rounded(let number): "about \(number)"
        case .few: fewWords
        case .notShown: "not shown"
        }
    }

    /// One count on its own.
    package func protect(_ count: Int, for audience: CountAudience) -> ShownCount {
        switch audience {
        case .team: .exact(count)
        case .outside: isSmall(count) ? .few : shown(count)
        }
    }

    /// The counts of a table with one direction and a total.
    ///
    /// - Complexity: O(*n*²) in the number of cells.
    package func protect(_ counts: [Int], for audience: CountAudience) -> ShownCounts {
        let total = counts.reduce(0, +)
        guard audience == .outside else {
            return ShownCounts(cells: counts.map { .exact($0) }, total: .exact(total))
        }
        var hidden = Set(counts.indices.filter { isSmall(counts[$0]) })
        var extra = false
        var showsTotal = !isSmall(total)
        while showsTotal, isTooClear(counts, hidden, hasExtra: extra) {
            // The next smallest goes with it; when there is none, the total does.
            let next = counts.indices.filter { counts[$0] > 0 && !hidden.contains($0) }.min { counts[$0] < counts[$1] }
            if let next {
                hidden.insert(next)
                extra = true
            } else {
                showsTotal = false
            }
        }
        let cells = counts.indices.map { index -> ShownCount in
            hidden.contains(index) ? (extra ? .notShown : .few) : shown(counts[index])
        }
        let shownTotal: ShownCount = showsTotal ? shown(total) : isSmall(total) ? .few : .notShown
        return ShownCounts(cells: cells, total: shownTotal)
    }

    private func isSmall(_ count: Int) -> Bool { (smallest...largest).contains(count) }

    private func shown(_ count: Int) -> ShownCount {
        count == 0 ? .exact(0) : .rounded((count + roundTo / 2) / roundTo * roundTo)
    }

    /// The true counts a shown one can stand for.
    private func range(_ count: Int) -> ClosedRange<Int> {
        guard case .rounded(let number) = shown(count) else { return 0...0 }
        return max(largest + 1, number - roundTo / 2)...(number + roundTo / 2)
    }

    /// Whether what is shown leaves a hidden cell too few numbers it could be.
    private func isTooClear(_ counts: [Int], _ hidden: Set<Int>, hasExtra: Bool) -> Bool {
        guard !hidden.isEmpty else { return false }
        let shown = counts.indices.filter { !hidden.contains($0) }.map { range(counts[$0]) }
        let total = range(counts.reduce(0, +))
        let others = hidden.count - 1
        let mostOfOne = hasExtra ? Int.max / 4 : largest
        let high = min(
            mostOfOne, total.upperBound - shown.map(\.lowerBound).reduce(0, +) - others * smallest)
        let mostOfOthers = others == 0 ? 0 : hasExtra ? Int.max / 4 : others * largest
        let low = max(smallest, total.lowerBound - shown.map(\.upperBound).reduce(0, +) - mostOfOthers)
        return high - low + 1 < leastDoubt
    }
}
