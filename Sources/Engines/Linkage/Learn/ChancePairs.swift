import Foundation
import Threads

/// How random pairs agree: counted exactly where equality can be, on a seeded sample where likeness must be.
struct ChancePairs {
    /// Vectors of the sampled pairs with their counts.
    var vectors: [UInt64]
    var counts: [Int]
    /// For each comparison the probability that two random records have one value; nil where only the sample tells.
    var equality: [Double?]

    /// The probability that two random records have one postcode.
    var postcode: Double

    /// The chance for which a value's own frequency stands: of equality, or of the level where it is rarer than that.
    func base(_ index: Int, _ kind: ComparisonKind, _ level: Level, stranger: Double) -> Double {
        switch (kind, level) {
        case (.place, .postcode): postcode
        case (_, .exact), (.place, .home): equality[index] ?? stranger
        default: stranger
        }
    }

    /// How many pairs are drawn.
    private static func sample(_ records: Int) -> Int { min(200_000, max(20_000, 20 * records)) }

    init(view: TableView, plan: ComparisonPlan, frequencies: Frequencies, seed: UInt64, threads: Int) {
        let records = UInt64(view.rows.count)
        let wanted = min(Self.sample(view.rows.count), view.rows.count * max(0, view.rows.count - 1) / 2)
        let pieces = 8
        let parts = SharedWork.map(pieces, threads: threads) { piece -> VectorCounts in
            var random = SplitMix(seed: Mix.mix(seed &+ UInt64(piece)))
            var comparer = Comparer(view: view, plan: plan)
            var counts = VectorCounts()
            for _ in 0..<wanted * (piece + 1) / pieces - wanted * piece / pieces {
                let a = Int(random.next() % records)
                let b = Int(random.next() % records)
                if a != b { _ = counts.add(Vector.levels(comparer.vector(min(a, b), max(a, b)))) }
            }
            return counts
        }
        var all: [UInt64: Int] = [:]
        for part in parts { for (vector, count) in zip(part.vectors, part.counts) { all[vector, default: 0] += count } }
        postcode = Self.equality(frequencies.postcode)
        vectors = all.keys.sorted()
        counts = vectors.map { all[$0] ?? 0 }
        equality = plan.items.map { item in
            switch item.kind {
            case .forename: Self.equality(view.rows.lazy.map { frequencies.forename[Int($0.forename)] })
            case .surname: Self.equality(view.rows.lazy.map { frequencies.surname[Int($0.surname)] })
            case .dateOfBirth: Self.equality(frequencies.birth)
            case .place: Self.equality(frequencies.home)
            case .category:
                Self.equality(view.categories[item.slot].lazy.map { frequencies.categories[item.slot][Int($0)] })
            case .identifier: Self.distinctChance(view, item)
            case .localID: Self.distinctLocals(view)
            case .sex, .middleNames: nil
            }
        }
    }

    /// The mean over known records of the share of the others with the same value.
    private static func equality(_ terms: some Sequence<Float>) -> Double {
        var total = 0.0
        var known = 0.0
        for term in terms where term > 0 {
            total += exp2(-Double(term))
            known += 1
        }
        guard known > 1 else { return 0.01 }
        return max(0.1 / known, (total / known - 1 / known) * known / (known - 1))
    }

    /// Two people share an identifier by error alone: about as likely as meeting one value among those there are.
    private static func distinctChance(_ view: TableView, _ item: ComparisonPlan.Item) -> Double {
        var values: [(key: UInt64, place: UInt32)] = []
        for place in view.rows.indices {
            let value = item.slot < 2 ? view.rows[place].ids[item.slot] : view.moreIDs[item.slot - 2][place]
            if value != 0 { values.append((Identifier.plain(value), 0)) }
        }
        return inverseOfDistinct(&values)
    }

    private static func distinctLocals(_ view: TableView) -> Double {
        var values: [(key: UInt64, place: UInt32)] = []
        for row in view.rows where row.local != 0 { values.append((row.local ^ UInt64(row.source) << 56, 0)) }
        return inverseOfDistinct(&values)
    }

    private static func inverseOfDistinct(_ values: inout [(key: UInt64, place: UInt32)]) -> Double {
        Radix.sort(&values, bits: 64)
        var distinct = 0.0
        for index in values.indices where index == 0 || values[index].key != values[index - 1].key { distinct += 1 }
        return 1 / max(100, distinct)
    }
}
