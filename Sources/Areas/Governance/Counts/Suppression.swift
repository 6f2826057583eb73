import Foundation

/// Who reads a count: the team that knows the young people anyway, or anybody else.
package enum CountAudience: String, Sendable, CaseIterable {
    case team, outside
}

/// A count as it may be shown.
package enum ShownCount: Sendable, Hashable {
    case exact(Int)
    /// To the nearest step: the true count lies around it.
    case rounded(Int)
    /// One of the small counts the rule hides.
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
/// Small counts are hidden and others rounded, as the rule says. Where a small one is hidden beside larger ones, the smallest of
/// those are hidden with it, under the same words, until what the total leaves for them could be shared in more than
/// one way: nobody can tell which is which, nor work one out, even knowing these rules.
package struct Suppression: Sendable, Decodable {
    package let smallest: Int
    package let largest: Int
    package let roundTo: Int

    /// For people outside the partnership, and wherever counts of young people we know are shown to others.
    package static let standard = shipped("suppression")

    /// For partners round the table who are not on the team: counts of events that name nobody.
    package static let partner = shipped("suppression-partner")

    /// A rule that comes with the program.
    ///
    /// - Precondition: The file comes with the program; one that is missing or broken is our own mistake.
    private static func shipped(_ name: String) -> Suppression {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"),
            let data = try? Data(contentsOf: url), let rule = try? JSONDecoder().decode(Suppression.self, from: data)
        else { preconditionFailure("\(name).json is missing from the program's own files, or cannot be read.") }
        return rule
    }

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
    package func protect(_ counts: [Int], for audience: CountAudience) -> ShownCounts {
        let total = counts.reduce(0, +)
        guard audience == .outside else {
            return ShownCounts(cells: counts.map { .exact($0) }, total: .exact(total))
        }
        let small = Set(counts.indices.filter { isSmall(counts[$0]) })
        guard !small.isEmpty else { return ShownCounts(cells: counts.map(shown), total: shown(total)) }
        let larger = counts.indices.filter { counts[$0] > largest }.sorted { (counts[$0], $0) < (counts[$1], $1) }
        guard !larger.isEmpty else {
            // Only small counts and zeros: a total of them that is itself not small, or hardly more than one each,
            // would narrow them down.
            let cells = counts.map { $0 == 0 ? ShownCount.exact(0) : .few }
            let leavesRoom = isSmall(total) && largest - small.count * smallest >= Self.room
            return ShownCounts(cells: cells, total: leavesRoom ? .few : .notShown)
        }
        let companions = (1...larger.count).first { isOpen(counts, small, larger.prefix($0)) }
        let hidden = small.union(larger.prefix(companions ?? larger.count))
        let cells = counts.indices.map { hidden.contains($0) ? ShownCount.notShown : shown(counts[$0]) }
        return ShownCounts(cells: cells, total: companions == nil ? .notShown : shown(total))
    }

    /// Whether the most the total can leave for what is hidden is more than the least it must be, by two or more.
    private func isOpen(_ counts: [Int], _ small: Set<Int>, _ larger: ArraySlice<Int>) -> Bool {
        let visible = counts.indices.filter { !small.contains($0) && !larger.contains($0) }
        let most = range(counts.reduce(0, +)).upperBound - visible.map { range(counts[$0]).lowerBound }.reduce(0, +)
        let least = small.count * smallest + larger.count * (largest + 1)
        return most - least >= Self.room
    }

    // MARK: One whole on many pages

    /// The parts of a whole that other pages part in other ways: by month, by place, by hour.
    ///
    /// Whoever reads them all knows the whole wherever each of its months is shown, so what is hidden has to stay open
    /// even then. Where a month is hidden, nothing may tell the whole: the total goes, and parts with it.
    package func protect(parts counts: [Int], isWholeKnown: Bool, for audience: CountAudience) -> ShownCounts {
        let total = counts.reduce(0, +)
        guard audience == .outside else {
            return ShownCounts(cells: counts.map { .exact($0) }, total: .exact(total))
        }
        var hidden = Set(counts.indices.filter { isSmall(counts[$0]) })
        var larger = counts.indices.filter { counts[$0] > largest }.sorted { (counts[$0], $0) < (counts[$1], $1) }[...]
        if hidden.isEmpty, !isWholeKnown, let first = larger.popFirst() { hidden.insert(first) }
        if !hidden.isEmpty {
            while !hasRoom(counts, hidden), let next = larger.popFirst() { hidden.insert(next) }
            // One count among noughts, or one each: some noughts are hidden too, so that none has to be more than that.
            if !hasRoom(counts, hidden) {
                hidden.formUnion(counts.indices.filter { counts[$0] == 0 }.prefix(Self.room))
            }
        }
        let cells = counts.indices.map { hidden.contains($0) ? ShownCount.notShown : shown(counts[$0]) }
        return ShownCounts(cells: cells, total: isWholeKnown && !isSmall(total) ? shown(total) : .notShown)
    }

    /// Parts in groups whose sums another page tells, each sum itself one of the parts of a whole.
    package func protect(
        groups: [[Int]], isWholeKnown: Bool, for audience: CountAudience
    ) -> (cells: [[ShownCount]], sums: ShownCounts) {
        let sums = protect(parts: groups.map { $0.reduce(0, +) }, isWholeKnown: isWholeKnown, for: audience)
        let cells = zip(groups, sums.cells).map { group, sum in
            group.count == 1 ? [sum] : protect(parts: group, isWholeKnown: sum.value != nil, for: audience).cells
        }
        return (cells, sums)
    }

    /// What is hidden has room to be so much more or less, each one, even where their sum is known.
    private static let room = 2

    private func hasRoom(_ counts: [Int], _ hidden: Set<Int>) -> Bool {
        let least = hidden.map { counts[$0] == 0 ? 0 : isSmall(counts[$0]) ? smallest : largest + 1 }.reduce(0, +)
        return hidden.count >= 2 && hidden.map { counts[$0] }.reduce(0, +) - least >= Self.room
    }

    /// The true counts a shown one can stand for.
    package func range(_ count: Int) -> ClosedRange<Int> {
        guard case .rounded(let number) = shown(count) else { return count...count }
        return max(largest + 1, number - roundTo / 2)...(number + roundTo / 2)
    }

    package func isSmall(_ count: Int) -> Bool { (smallest...largest).contains(count) }

    private func shown(_ count: Int) -> ShownCount {
        count == 0 || roundTo == 1 ? .exact(count) : .rounded((count + roundTo / 2) / roundTo * roundTo)
    }
}
