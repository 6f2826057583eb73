import Foundation
import Threads

/// Learns the probabilities of levels by expectation and maximisation on counts of vectors.
///
/// Dempster, Laird and Rubin 1977, doi:10.1111/j.2517-6161.1977.tb01600.x, with three classes as in Winkler 1988 ("Using
/// the EM algorithm for weight computation in the Fellegi-Sunter model"), where the third takes up pairs of one household.
/// The probabilities among strangers come from chance, not from the candidates, which are chosen for agreeing.
struct Trainer {
    let plan: ComparisonPlan
    let free: FreeFields
    let chance: ChancePairs
    /// The records learnt from, and all there are.
    let records: Int
    let allRecords: Int
    /// How many pairs of one person there are for each that is learnt from.
    let repetition: Double
    let classes: Int
    let threads: Int

    static let rounds = 200
    static let tolerance = 1e-5

    struct Learnt {
        var probabilities: Probabilities
        var convergence: LinkageModel.Convergence
        /// Expected pairs of one person behind each level, by comparison and code.
        var support: [Double]
    }

    /// Learns from distinct vectors without sources.
    func learn(_ lessons: [Lesson]) -> Learnt {
        var now = start()
        let masks = lessons.map { free.mask(Vector.levels($0.vector)) }
        var convergence = LinkageModel.Convergence(rounds: 0, largestChange: 1, hasConverged: false)
        var support: [Double] = []
        for round in 1...Self.rounds {
            let sums = expect(now, lessons, masks)
            let next = maximise(sums, now)
            support = sums.same
            let change = Self.change(now, next)
            now = next
            convergence = .init(rounds: round, largestChange: change, hasConverged: change < Self.tolerance)
            if convergence.hasConverged { break }
        }
        return Learnt(probabilities: now, convergence: convergence, support: support)
    }

    /// Expected counts by class, comparison and code.
    struct Sums {
        var same: [Double]
        var household: [Double]
        var stranger: [Double]
        var sameTotal = 0.0
        var borrowedTotal = 0.0
        var lentTotal = 0.0
        var twinTotal = 0.0
        var twin: [Double]
        var householdTotal = 0.0

        init(comparisons: Int) {
            same = [Double](repeating: 0, count: comparisons * 16)
            household = same
            stranger = same
            twin = same
        }

        mutating func add(_ other: Sums) {
            for place in same.indices {
                same[place] += other.same[place]
                household[place] += other.household[place]
                stranger[place] += other.stranger[place]
                twin[place] += other.twin[place]
            }
            sameTotal += other.sameTotal
            borrowedTotal += other.borrowedTotal
            lentTotal += other.lentTotal
            householdTotal += other.householdTotal
            twinTotal += other.twinTotal
        }
    }

    private var pairs: Double { max(1, Double(records) * Double(records - 1) / 2) }

    private func start() -> Probabilities {
        var start = Probabilities(comparisons: plan.items.count)
        for (index, item) in plan.items.enumerated() {
            for (code, value) in Priors.same(item.kind).enumerated() where code > 0 {
                start.same[index * 16 + code] = value
            }
            for (code, value) in Priors.household(item.kind).enumerated() where code > 0 {
                start.household[index * 16 + code] = value
            }
            for (code, value) in Priors.twin(item.kind).enumerated() where code > 0 {
                start.twin[index * 16 + code] = value
            }
        }
        // Half a further record for each, and a fifth of a brother or sister: far from decisive, and soon learnt.
        start.sameShare = min(0.1, 0.5 * Double(records) / pairs)
        start.householdShare = classes > 2 ? min(0.1, 0.2 * Double(records) / pairs) : 0
        start.twinShare = classes > 2 && plan.birth >= 0 ? 0.03 : 0
        start.lentShare = classes > 2 && plan.items.contains { $0.kind.isNumber } ? 0.001 : 0
        start.borrowedShare = classes > 2 && plan.items.contains { $0.kind.isNumber } ? 0.001 : 0
        var counted = Sums(comparisons: plan.items.count)
        for (vector, count) in zip(chance.vectors, chance.counts) {
            Self.add(&counted.stranger, vector, Double(count), plan)
        }
        setStrangers(&start, counted)
        return start
    }

    /// The expected counts under the present probabilities, summed in eight parts whatever the number of threads.
    private func expect(_ now: Probabilities, _ lessons: [Lesson], _ masks: [UInt16]) -> Sums {
        let logs = now.logs
        let pieces = 8
        let parts = SharedWork.map(pieces, threads: threads) { piece in
            var sums = Sums(comparisons: plan.items.count)
            let range = lessons.count * piece / pieces..<lessons.count * (piece + 1) / pieces
            gather(&sums, logs, lessons[range], masks[range])
            return sums
        }
        var total = Sums(comparisons: plan.items.count)
        for part in parts { total.add(part) }
        gatherStrangers(&total, logs)
        return total
    }

    private func gather(
        _ sums: inout Sums, _ logs: Probabilities.Logs, _ lessons: ArraySlice<Lesson>, _ masks: ArraySlice<UInt16>
    ) {
        for (lesson, mask) in zip(lessons, masks) {
            let vector = lesson.vector
            let posterior = Probabilities.joint(vector, plan, logs, all: lesson.all, own: lesson.own).posterior
            let count = lesson.count
            sums.lentTotal += count * posterior.lent
            sums.twinTotal += count * posterior.twin
            if posterior.twin > 1e-6 { Self.add(&sums.twin, vector, count * posterior.twin, plan) }
            sums.sameTotal += count * posterior.same
            sums.borrowedTotal += count * posterior.borrowed
            sums.householdTotal += count * posterior.household
            if posterior.same > 1e-6 {
                Self.add(&sums.same, vector, count * posterior.same, plan, free: mask)
            }
            if posterior.household > 1e-6 { Self.add(&sums.household, vector, count * posterior.household, plan) }
        }
    }

    private func gatherStrangers(_ sums: inout Sums, _ logs: Probabilities.Logs) {
        var average = logs
        average.bases = average.bases.map { _ in 0 }
        for (vector, count) in zip(chance.vectors, chance.counts) {
            let posterior = Probabilities.joint(vector, plan, average, all: 0, own: 0).posterior
            Self.add(&sums.stranger, vector, Double(count) * posterior.stranger, plan)
        }
    }

    private static func add(
        _ sums: inout [Double], _ vector: UInt64, _ weight: Double, _ plan: ComparisonPlan, free: UInt16 = .max
    ) {
        for comparison in plan.kinds.indices where free >> UInt16(comparison) & 1 == 1 {
            sums[comparison * 16 + Vector.code(vector, comparison)] += weight
        }
    }

    private func maximise(_ sums: Sums, _ now: Probabilities) -> Probabilities {
        var next = now
        // Particulars are borrowed within a household, so where there are none there is no borrowing either.
        let borrowed = min(sums.borrowedTotal, 0.1 * sums.householdTotal)
        let lent = min(sums.lentTotal, 0.1 * sums.householdTotal)
        let own = max(1e-9, sums.sameTotal + borrowed)
        next.sameShare = min(0.5, max(1e-15, (sums.sameTotal + sums.borrowedTotal + 1e-6) / pairs))
        next.borrowedShare = now.borrowedShare > 0 ? max(1e-15, borrowed / own) : 0
        next.lentShare = now.lentShare > 0 ? max(1e-15, lent / own) : 0
        // Twins are 1.6 % of births (ONS, "Birth characteristics in England and Wales"), so that among a household's pairs
        // they are far below a tenth. Held there, the class cannot take in one person's records where there are no
        // households at all.
        let twins = min(sums.twinTotal, 0.1 * sums.householdTotal)
        next.householdShare =
            classes > 2
            ? min(0.4, max(1e-15, (sums.householdTotal + twins + 1e-6) / pairs)) : 0
        next.twinShare = now.twinShare > 0 ? max(1e-6, (twins + 0.03) / (sums.householdTotal + twins + 1)) : 0
        for (index, item) in plan.items.enumerated() {
            Self.shrink(&next.same, sums.same, index, toward: Priors.same(item.kind))
            // Twins share what households share, and are seldom enough to learn it with them.
            var household = sums.household
            for code in 0..<16 where item.kind != .dateOfBirth && !item.kind.isNumber {
                household[index * 16 + code] += sums.twin[index * 16 + code]
            }
            Self.shrink(&next.household, household, index, toward: Priors.household(item.kind))
            if item.kind.isNumber { Self.shrink(&next.twin, sums.twin, index, toward: Priors.twin(item.kind)) }
        }
        setStrangers(&next, sums)
        for index in plan.items.indices { keepApart(&next, index) }
        return next
    }

    /// Holds the household class to what it means: other people, with names, birthdays and numbers of their own.
    ///
    /// Left free it would describe whichever pairs of one person agree least, which is no household. Forenames of
    /// a household agree by chance; two people share a number by error alone; one birthday is a twin's.
    private func keepApart(_ next: inout Probabilities, _ index: Int) {
        let item = plan.items[index]
        let codes = 1..<item.kind.levels.count
        switch item.kind {
        case .forename: Self.limit(&next.household, index, codes, to: max(0.02, 2 * next.stranger[index * 16 + 1]))
        case .identifier, .localID:
            Self.limit(&next.household, index, codes, to: 0.01)
            Self.limit(&next.twin, index, codes, to: 0.1)
        case .dateOfBirth:
            // A shared birthday makes twins of a household's pair; others share one by chance.
            Self.limit(&next.household, index, codes, to: next.twinShare > 0 ? next.stranger[index * 16 + 1] : 0.1)
        case .surname, .middleNames, .sex, .place, .category: return
        }
    }

    /// Takes the probability of equality down to a limit and gives the rest to the other levels.
    private static func limit(_ values: inout [Double], _ index: Int, _ codes: Range<Int>, to most: Double) {
        let exact = values[index * 16 + 1]
        guard exact > most else { return }
        for code in codes.dropFirst() {
            values[index * 16 + code] *= (1 - most) / max(1e-9, 1 - exact)
        }
        values[index * 16 + 1] = most
    }

    private static func shrink(_ values: inout [Double], _ sums: [Double], _ index: Int, toward prior: [Double]) {
        var total = 0.0
        for code in 1..<prior.count { total += sums[index * 16 + code] }
        for code in 1..<prior.count {
            values[index * 16 + code] =
                (sums[index * 16 + code] + Priors.weight * prior[code]) / (total + Priors.weight)
        }
    }

    /// Chance agreement: equality from frequencies less what one person's own records explain, the rest from the sample.
    private func setStrangers(_ next: inout Probabilities, _ sums: Sums) {
        // Equality was counted on all records, so what is one person's or one household's is reckoned on all as well.
        let all = max(1, Double(allRecords) * Double(allRecords - 1) / 2)
        let scale = min(1, repetition * pairs / all)
        for (index, item) in plan.items.enumerated() {
            let codes = 1..<item.kind.levels.count
            var total = 0.0
            for code in codes { total += sums.stranger[index * 16 + code] }
            // Half a pair for a level the sample never showed.
            let whole = total + 0.5 * Double(codes.count)
            for code in codes { next.stranger[index * 16 + code] = (sums.stranger[index * 16 + code] + 0.5) / whole }
            guard let equality = chance.equality[index] else { continue }
            let isIdentity = item.kind == .identifier || item.kind == .localID
            let own =
                scale
                * (next.sameShare * next.same[index * 16 + 1] + next.householdShare * next.household[index * 16 + 1])
            let floor = item.kind == .place ? 0.5 * equality : 0.01 * equality
            // However alike the records are, the other levels keep some chance.
            let exact = min(0.9999, isIdentity ? equality : max(floor, equality - own))
            let rest = 1 - next.stranger[index * 16 + 1]
            for code in codes.dropFirst() { next.stranger[index * 16 + code] *= (1 - exact) / max(1e-9, rest) }
            next.stranger[index * 16 + 1] = exact
        }
        setBases(&next)
    }

    /// The chance for which a value's own frequency stands, where it does.
    private func setBases(_ next: inout Probabilities) {
        for (index, item) in plan.items.enumerated() {
            for (code, level) in item.kind.levels.enumerated() where item.kind.frequencyLevels.contains(level) {
                let base = chance.base(index, item.kind, level, stranger: next.stranger[index * 16 + code])
                next.bases[index * 16 + code] = log2(base)
            }
        }
    }

    private static func change(_ one: Probabilities, _ other: Probabilities) -> Double {
        var largest = abs(one.sameShare - other.sameShare) / max(one.sameShare, 1e-15)
        largest = min(1, largest)
        for (before, after) in [(one.same, other.same), (one.household, other.household)] {
            for index in before.indices { largest = max(largest, abs(before[index] - after[index])) }
        }
        return largest
    }
}
