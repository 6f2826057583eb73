import Governance

/// A run's counts as one audience may see them.
///
/// Each flag and its complement are protected as a table with the whole as their total. Combinations are shown
/// together or not at all: nobody can subtract their way to a small one.
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

    /// All the combinations, or none: beside flags and a whole that are shown, a single hidden one could be worked out
    /// from the others, however they are rounded.
    private static func showable(_ result: CohortResult, _ rule: Suppression) -> [CohortResult.Combination] {
        result.combinations.allSatisfy { $0.count > rule.largest } ? result.combinations : []
    }
}
