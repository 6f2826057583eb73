import Governance

/// A run's counts as one audience may see them.
///
/// Each flag and its complement are protected as a table with the whole as their total. Flags and combinations are
/// also tables of each other, so a combination is shown only where, with the others that are, it leaves what is hidden
/// under every shown count open (see `violated`): nobody can subtract their way to a small one.
struct ShownCohort: Sendable, Equatable {
    struct Combination: Sendable, Equatable {
        let mask: Int
        let count: ShownCount
    }

    let audience: CountAudience
    let total: ShownCount
    let flags: [ShownCount]
    /// Largest first.
    let combinations: [Combination]
    /// Whether there are combinations that are not listed.
    let isCut: Bool
    let medianAge: Double?
    let medianWait: Double?
    /// Helped after a sign, helped before any, and not yet.
    let help: [ShownCount]

    init(_ result: CohortResult, for audience: CountAudience, rule: Suppression) {
        self.audience = audience
        let parts = [result.waits.count, result.helpedFirst, result.notHelped]
        switch audience {
        case .team:
            total = .exact(result.total)
            flags = result.flags.map { .exact($0) }
            combinations = result.combinations.map { Combination(mask: $0.mask, count: .exact($0.count)) }
            isCut = false
            medianAge = CohortResult.median(result.ages)
            medianWait = CohortResult.median(result.waits)
            help = parts.map { .exact($0) }
        case .outside:
            total = rule.protect(result.total, for: .outside)
            let isTiny = total.value == nil
            flags = result.flags.map { count in
                isTiny ? .notShown : rule.protect([count, result.total - count], for: .outside).cells[0]
            }
            let shown = isTiny ? [] : ShownCohort.showable(result, rule)
            combinations = shown.map { Combination(mask: $0.mask, count: rule.protect($0.count, for: .outside)) }
            isCut = shown.count < result.combinations.count
            // A middle of few is somebody's own age; of many it is rounded to whole years and weeks.
            medianAge =
                result.ages.count > 2 * rule.largest ? CohortResult.median(result.ages)?.rounded() : nil
            medianWait =
                result.waits.count > 2 * rule.largest
                ? CohortResult.median(result.waits).map { ($0 / 7).rounded() * 7 } : nil
            help = isTiny ? parts.map { _ in .notShown } : rule.protect(parts, for: .outside).cells
        }
    }

    /// The combinations that can be shown: large ones, less those that would give away what is not.
    private static func showable(_ result: CohortResult, _ rule: Suppression) -> [CohortResult.Combination] {
        var shown = result.combinations.filter { $0.count > rule.largest }
        while let bad = violated(shown, result, rule) {
            guard let smallest = shown.lastIndex(where: { bad($0.mask) }) else { return [] }
            shown.remove(at: smallest)
        }
        return shown
    }

    /// A shown count, and which combinations it is made of.
    private struct Whole {
        let count: Int
        let holds: (Int) -> Bool
    }

    /// A shown count under which what is hidden is not open: which combinations it is made of.
    private static func violated(
        _ shown: [CohortResult.Combination], _ result: CohortResult, _ rule: Suppression
    ) -> ((Int) -> Bool)? {
        let wholes = wholes(result, rule)
        for whole in wholes {
            let left = left(of: whole, shown, rule)
            if shown.contains(where: { whole.holds($0.mask) }), !isOpen(left) { return whole.holds }
        }
        // What several counts say of a combination that each of them leaves alone, taken together.
        let masks = Set(0..<(1 << result.flags.count)).subtracting(shown.map(\.mask))
        var lone: [Int: ClosedRange<Int>] = [:]
        for whole in wholes {
            let inside = masks.filter(whole.holds)
            guard inside.count == 1, let mask = inside.first else { continue }
            let left = left(of: whole, shown, rule)
            let known = lone[mask] ?? left
            let least = max(known.lowerBound, left.lowerBound)
            // Whoever knows the rule knows too that a larger one would be shown.
            lone[mask] = least...max(least, min(known.upperBound, left.upperBound, rule.largest))
        }
        return lone.values.allSatisfy(isOpen) ? nil : { _ in true }
    }

    /// The whole, and each flag and its complement where their counts are shown.
    private static func wholes(_ result: CohortResult, _ rule: Suppression) -> [Whole] {
        var wholes = [Whole(count: result.total) { _ in true }]
        for (flag, count) in result.flags.enumerated() {
            let pair = rule.protect([count, result.total - count], for: .outside)
            guard pair.cells[0].value != nil else { continue }
            wholes.append(Whole(count: count) { $0 & (1 << flag) != 0 })
            wholes.append(Whole(count: result.total - count) { $0 & (1 << flag) == 0 })
        }
        return wholes
    }

    /// From the least to the most that a shown count leaves for the combinations not shown.
    private static func left(
        of whole: Whole, _ shown: [CohortResult.Combination], _ rule: Suppression
    ) -> ClosedRange<Int> {
        let all = rule.range(whole.count)
        let ranges = shown.filter { whole.holds($0.mask) }.map { rule.range($0.count) }
        let most = max(0, all.upperBound - ranges.reduce(0) { $0 + $1.lowerBound })
        return min(most, max(0, all.lowerBound - ranges.reduce(0) { $0 + $1.upperBound }))...most
    }

    /// Whether what is left is nothing at all, or can be shared in more ways than one.
    private static func isOpen(_ left: ClosedRange<Int>) -> Bool {
        left.upperBound <= 0 || left.upperBound - left.lowerBound >= 2
    }
}
