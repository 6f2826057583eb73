import Foundation

/// What was learnt about encoded records: how likely each level of each field is for one person and by chance.
public struct BloomModel: Codable, Sendable, Equatable {
    /// The share of all pairs that are one person's.
    public var sameShare: Double
    /// By field and level, the probability among one person's pairs; level 0 is not known.
    public var same: [[Double]]
    /// By field and level, the probability among random pairs.
    public var chance: [[Double]]

    /// The weight of a level in bits; nought when not known.
    func weight(_ field: Int, _ level: Int) -> Double {
        level == 0 ? 0 : log2(same[field][level] / chance[field][level])
    }
}

/// Learns a model of encoded records without being shown which are one person.
///
/// Chance agreement comes from random pairs. What one person's records look like is learnt by expectation and
/// maximisation (Winkler 1988) for each field from the pairs of blocking rules that leave it free, all rules together.
struct BloomLearning {
    let table: BloomTable
    let levels: BloomLevels

    private static let rounds = 60
    private static let enough = 1e-5
    /// Invented observations that keep a level nobody showed from being impossible.
    private static let spread = 0.5

    func model(byRule: [[UInt64]], rules: [BloomBlocking.Rule], pairs: [UInt64: Int], seed: UInt64) -> BloomModel {
        let chance = chance(seed: seed)
        var sums = levels.sizes.map { [Double](repeating: 0, count: $0) }
        for (rule, found) in zip(rules, byRule) {
            let bound = rule.fields
            // Pairs of sampled bits are alike in every field: nothing is free.
            guard !bound.isEmpty, !found.isEmpty else { continue }
            let free = (0..<levels.fields).filter { !bound.contains($0) }
            learn(from: found, free: free, chance: chance, into: &sums)
        }
        let same = sums.enumerated().map { field, counts in Self.shares(counts, prior: chance[field]) }
        var model = BloomModel(sameShare: 1e-4, same: same, chance: chance)
        model.sameShare = sameShare(model, pairs)
        return model
    }

    /// The probability of each level among pairs drawn at random.
    private func chance(seed: UInt64) -> [[Double]] {
        var random = BloomRandom(state: seed ^ 0xB10C)
        var counts = levels.sizes.map { [Double](repeating: 0, count: $0) }
        guard table.count > 1 else { return counts.map { Self.shares($0, prior: nil) } }
        for _ in 0..<min(400_000, max(20_000, 20 * table.count)) {
            let a = Int(random.next() % UInt64(table.count))
            let b = Int(random.next() % UInt64(table.count))
            guard a != b else { continue }
            let vector = levels.vector(table, a, b)
            for field in 0..<levels.fields { counts[field][BloomLevels.level(vector, field)] += 1 }
        }
        return counts.enumerated().map { field, counts in
            var shares = Self.shares(counts, prior: nil)
            // Equal values are too rare to be met: they are counted.
            let equal = equalShare(field)
            guard equal > 0 else { return shares }
            let rest = 1 - shares[1]
            for level in shares.indices.dropFirst(2) { shares[level] *= (1 - equal) / rest }
            shares[1] = equal
            return shares
        }
    }

    /// How likely two random records are equal in a field, from how often each value occurs.
    private func equalShare(_ field: Int) -> Double {
        var counts: [UInt64: Int] = [:]
        let parts = BloomName.Part.allCases
        for record in 0..<table.count {
            let value =
                field < parts.count
                ? table.pattern(of: record, parts[field])
                : table.pseudonyms[record * table.identifiers.count + field - parts.count]
            if value != 0 { counts[value, default: 0] += 1 }
        }
        let total = Double(counts.values.reduce(0, +))
        guard total > 1 else { return 0 }
        return counts.values.reduce(0) { $0 + Double($1) * Double($1 - 1) } / (total * (total - 1)) + 0.1
            / (total * total)
    }

    private func learn(from found: [UInt64], free: [Int], chance: [[Double]], into sums: inout [[Double]]) {
        var vectors: [UInt64: Double] = [:]
        // Evenly spread over the pairs, and few enough that a rule takes no time.
        let step = max(1, found.count / 200_000)
        for place in stride(from: 0, to: found.count, by: step) {
            let pair = found[place]
            vectors[levels.vector(table, Int(pair >> 32), Int(pair & 0xFFFF_FFFF)), default: 0] += Double(step)
        }
        let counted = vectors.sorted { $0.key < $1.key }
        var same = levels.sizes.map(Self.opening)
        var share = 0.5
        for _ in 0..<Self.rounds {
            var counts = levels.sizes.map { [Double](repeating: 0, count: $0) }
            var matches = 0.0
            for (vector, count) in counted {
                var (one, other) = (share, 1 - share)
                for field in free {
                    let level = BloomLevels.level(vector, field)
                    guard level > 0 else { continue }
                    one *= same[field][level]
                    other *= chance[field][level]
                }
                let posterior = one / (one + other) * count
                matches += posterior
                for field in free { counts[field][BloomLevels.level(vector, field)] += posterior }
            }
            let before = share
            share = min(max(matches / Double(found.count), 1e-6), 1 - 1e-6)
            for field in free { same[field] = Self.shares(counts[field], prior: chance[field]) }
            if abs(share - before) < Self.enough {
                for field in free {
                    for level in sums[field].indices { sums[field][level] += counts[field][level] }
                }
                return
            }
        }
    }

    /// What is thought of one person's pairs before anything is learnt: mostly equal, less and less of the rest.
    private static func opening(_ size: Int) -> [Double] {
        let known = (1..<size).map { exp2(-2.0 * Double($0 - 1)) }
        let total = known.reduce(0, +)
        return [1] + known.map { $0 / total }
    }

    /// Counts as probabilities of the levels that are known; level 0 is left at 1, for it counts nothing.
    private static func shares(_ counts: [Double], prior: [Double]?) -> [Double] {
        let total = counts.dropFirst().reduce(0, +) + spread
        let even = 1 / Double(counts.count - 1)
        var shares: [Double] = [1]
        for level in 1..<counts.count {
            let invented: Double = spread * (prior?[level] ?? even)
            shares.append((counts[level] + invented) / total)
        }
        return shares
    }

    /// The share of all pairs that are one person's, so that the posteriors of the pairs found add up to it.
    private func sameShare(_ model: BloomModel, _ pairs: [UInt64: Int]) -> Double {
        let all = Double(table.count) * Double(table.count - 1) / 2
        guard all > 0 else { return model.sameShare }
        var share = model.sameShare
        var weighed: [(odds: Double, count: Int)] = []
        for (vector, count) in pairs.sorted(by: { $0.key < $1.key }) {
            var weight = 0.0
            for field in 0..<levels.fields { weight += model.weight(field, BloomLevels.level(vector, field)) }
            weighed.append((exp2(weight), count))
        }
        for _ in 0..<50 {
            var expected = 0.0
            for item in weighed {
                let odds: Double = item.odds * share / (1 - share)
                expected += Double(item.count) * odds / (1 + odds)
            }
            share = min(max(expected / all, 1e-12), 0.5)
        }
        return share
    }
}
