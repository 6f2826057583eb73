import Foundation

/// Error rates for each pair of agencies, shrunk to the pooled ones as far as the data ask for.
///
/// Empirical Bayes: the counts of levels of an agency pair are taken as multinomial with a Dirichlet prior around the
/// pooled probabilities, whose strength is the one under which all pairs' counts are likeliest (Minka 2000, "Estimating
/// a Dirichlet distribution").
struct AgencyRates {
    let plan: ComparisonPlan
    let free: FreeFields

    struct Learnt {
        /// For each pair of sources, by its code, the `same` probabilities; the pooled ones stand for a pair not here.
        var rates: [Int: [Double]] = [:]
        /// The expected number of one person's pairs.
        var pairs: [Int: Double] = [:]
        /// The expected number of a household's pairs.
        var households: [Int: Double] = [:]

        /// log2 of how much likelier than with all agencies a pair is one person's rather than a household's.
        ///
        /// One school has a pupil once and the twin once; a ward has one child many times. The counts are shrunk to all
        /// agencies' by a few pairs' weight.
        func shift(_ sources: Int) -> Double {
            // In one order always: sums of fractions depend on it.
            let same = pairs.keys.sorted().reduce(0) { $0 + (pairs[$1] ?? 0) }
            let household = households.keys.sorted().reduce(0) { $0 + (households[$1] ?? 0) }
            guard same > 0, household > 0 else { return 0 }
            let share = same / (same + household)
            let own = (pairs[sources] ?? 0) + AgencyRates.prior * share
            let other = (households[sources] ?? 0) + AgencyRates.prior * (1 - share)
            return log2(own / other) - log2(same / household)
        }
    }

    /// The weight of all agencies' share in that of a pair of them, in pairs.
    private static let prior = 20.0

    func learn(_ pooled: Probabilities, _ lessons: [Lesson]) -> Learnt {
        let logs = pooled.logs
        var sums: [Int: [Double]] = [:]
        var learnt = Learnt()
        for lesson in lessons {
            let vector = lesson.vector
            let posterior = Probabilities.joint(vector, plan, logs, all: lesson.all, own: lesson.own).posterior
            let sources = Vector.sources(vector)
            learnt.households[sources, default: 0] += (posterior.household + posterior.twin) * lesson.count
            guard posterior.same > 1e-4 else { continue }
            let weight = posterior.same * lesson.count
            learnt.pairs[sources, default: 0] += weight
            let mask = free.mask(Vector.levels(vector))
            for comparison in plan.items.indices where mask >> UInt16(comparison) & 1 == 1 {
                let code = Vector.code(vector, comparison)
                if code != 0 {
                    sums[sources, default: [Double](repeating: 0, count: pooled.same.count)][comparison * 16 + code] +=
                        weight
                }
            }
        }
        let sources = sums.keys.sorted()
        guard sources.count > 1 else { return Learnt() }
        for source in sources { learnt.rates[source] = pooled.same }
        for (index, item) in plan.items.enumerated() {
            let range = index * 16 + 1..<index * 16 + item.kind.levels.count
            let centre = Array(pooled.same[range])
            let tables = sources.map { Array((sums[$0] ?? [])[range]) }
            let strength = Self.strength(tables, centre)
            for (source, table) in zip(sources, tables) {
                let total = table.reduce(0, +)
                for (offset, place) in range.enumerated() {
                    learnt.rates[source]?[place] = (table[offset] + strength * centre[offset]) / (total + strength)
                }
            }
        }
        return learnt
    }

    /// The strength of the prior under which the tables are likeliest, on a grid of doublings.
    private static func strength(_ tables: [[Double]], _ centre: [Double]) -> Double {
        var best = (strength: 1e6, likelihood: -Double.infinity)
        for step in 2...20 {
            let strength = exp2(Double(step))
            var likelihood = 0.0
            for table in tables {
                let total = table.reduce(0, +)
                likelihood += lgamma(strength) - lgamma(strength + total)
                for (count, share) in zip(table, centre) where count > 0 {
                    likelihood += lgamma(strength * share + count) - lgamma(strength * share)
                }
            }
            if likelihood > best.likelihood { best = (strength, likelihood) }
        }
        return best.strength
    }
}
