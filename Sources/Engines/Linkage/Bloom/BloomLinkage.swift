import Foundation

/// Links records of which only bits are known.
///
/// Less accurate than a linkage in clear: nicknames, spellings, addresses and households cannot be used, and a slip in a
/// short name changes many bits. Measure both on the same rows before relying on it.
public struct BloomLinkage: Sendable {
    /// What came out.
    public struct Answer: Sendable {
        /// What was learnt.
        public let model: BloomModel
        /// The pairs at or above `askFrom`, strongest first: places in the table, weight and probability.
        public let pairs: [JudgedPair]
        /// For each record the number of its cluster, by first record.
        public let clusters: [Int32]
        /// Links refused because an identifier or the clusters as wholes spoke against them.
        public let refused: Int
        /// The pairs compared.
        public let compared: Int
        /// The pairs no rule compared because a block was too large.
        public let skipped: Int
    }

    /// The probability from which two records are linked.
    public var linkFrom: Double
    /// The probability from which a pair is reported.
    public var askFrom: Double
    /// The seed of the random samples.
    public var seed: UInt64

    /// A linkage with its thresholds.
    public init(linkFrom: Double, askFrom: Double, seed: UInt64) {
        self.linkFrom = linkFrom
        self.askFrom = askFrom
        self.seed = seed
    }

    /// Links the records of a table.
    ///
    /// - Complexity: O(*n* log *n* + pairs).
    public func run(_ table: BloomTable) -> Answer {
        let levels = BloomLevels(identifiers: table.identifiers.count)
        let blocking = BloomBlocking(records: table.count, identifiers: table.identifiers.count, seed: seed)
        let found = blocking.pairs(table)
        let vectors = found.pairs.map { levels.vector(table, Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
        var counts: [UInt64: Int] = [:]
        for vector in vectors { counts[vector, default: 0] += 1 }
        let model = BloomLearning(table: table, levels: levels)
            .model(byRule: found.byRule, rules: blocking.rules, pairs: counts, seed: seed)
        let scorer = BloomScorer(table: table, model: model)
        let lowest = log2(askFrom / (1 - askFrom))
        var edges: [BloomEdge] = []
        for (pair, vector) in zip(found.pairs, vectors) {
            let (a, b) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
            let weight = scorer.weight(vector, a, b)
            if weight >= lowest { edges.append(BloomEdge(a: a, b: b, weight: weight)) }
        }
        edges.sort { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
        var clustering = BloomClustering(table: table, levels: levels, scorer: scorer)
        let clusters = clustering.run(edges, cut: log2(linkFrom / (1 - linkFrom)))
        let pairs = edges.map { JudgedPair($0.a, $0.b, score: 1 / (1 + exp2(-$0.weight))) }
        return Answer(
            model: model, pairs: pairs, clusters: clusters, refused: clustering.refused, compared: found.pairs.count,
            skipped: found.skipped)
    }
}

/// A pair of encoded records with its evidence.
struct BloomEdge {
    let a: Int
    let b: Int
    let weight: Double
}

/// Weighs pairs of encoded records.
struct BloomScorer {
    private let model: BloomModel
    private let prior: Double
    private let weights: [[Double]]
    /// For each record and part, what having equal bits is worth beside the average: rare patterns are worth more.
    private let rarity: [Float]

    init(table: BloomTable, model: BloomModel) {
        self.model = model
        prior = log2(model.sameShare / (1 - model.sameShare))
        weights = model.same.indices.map { field in
            model.same[field].indices.map { model.weight(field, $0) }
        }
        let parts = BloomName.Part.allCases
        var rarity = [Float](repeating: 0, count: table.count * parts.count)
        for part in parts {
            var counts: [UInt64: Int] = [:]
            let patterns = (0..<table.count).map { table.pattern(of: $0, part) }
            for pattern in patterns where pattern != 0 { counts[pattern, default: 0] += 1 }
            let total = Double(counts.values.reduce(0, +))
            let average = log2(model.chance[part.rawValue][1])
            for (record, pattern) in patterns.enumerated() where pattern != 0 {
                let share = Double(counts[pattern, default: 1]) / total
                rarity[record * parts.count + part.rawValue] = Float(average - log2(share))
            }
        }
        self.rarity = rarity
    }

    /// The log2 odds that two records with this vector are one person.
    func weight(_ vector: UInt64, _ a: Int, _ b: Int) -> Double {
        let parts = BloomName.Part.allCases.count
        var sum = prior
        for field in weights.indices {
            let level = BloomLevels.level(vector, field)
            sum += weights[field][level]
            if level == 1, field < parts { sum += Double(rarity[a * parts + field]) }
        }
        return sum
    }
}

/// Joins encoded records, strongest evidence first, refusing what cannot be.
struct BloomClustering {
    private let table: BloomTable
    private let levels: BloomLevels
    private let scorer: BloomScorer
    private(set) var refused = 0
    private var roots: [Int32]
    private var members: [[Int32]]
    /// At most this many records of a cluster are weighed against another's.
    private static let most = 8

    init(table: BloomTable, levels: BloomLevels, scorer: BloomScorer) {
        self.table = table
        self.levels = levels
        self.scorer = scorer
        roots = (0..<Int32(table.count)).map { $0 }
        members = roots.map { [$0] }
    }

    /// The cluster of each record, numbered by first record.
    mutating func run(_ edges: [BloomEdge], cut: Double) -> [Int32] {
        for edge in edges where edge.weight >= cut {
            let one = Int(roots[edge.a])
            let other = Int(roots[edge.b])
            guard one != other else { continue }
            if conflicts(members[one], members[other]) || evidence(members[one], members[other]) < cut {
                refused += 1
                continue
            }
            let (root, child) = (min(one, other), max(one, other))
            for record in members[child] { roots[Int(record)] = Int32(root) }
            members[root] = (members[root] + members[child]).sorted()
            members[child] = []
        }
        var numbers: [Int32: Int32] = [:]
        return roots.map { root in
            if let known = numbers[root] { return known }
            let number = Int32(numbers.count)
            numbers[root] = number
            return number
        }
    }

    /// Whether two different pseudonyms of one identifier would come together.
    private func conflicts(_ one: [Int32], _ other: [Int32]) -> Bool {
        let kinds = table.identifiers.count
        for kind in 0..<kinds {
            let values = { (records: [Int32]) in
                Set(records.map { table.pseudonyms[Int($0) * kinds + kind] }).subtracting([0])
            }
            let (mine, theirs) = (values(one), values(other))
            if !mine.isEmpty, !theirs.isEmpty, mine.isDisjoint(with: theirs) { return true }
        }
        return false
    }

    /// The mean weight of the pairs across two clusters.
    private func evidence(_ one: [Int32], _ other: [Int32]) -> Double {
        var sum = 0.0
        var count = 0.0
        for a in one.prefix(Self.most) {
            for b in other.prefix(Self.most) {
                let (low, high) = (Int(min(a, b)), Int(max(a, b)))
                sum += scorer.weight(levels.vector(table, low, high), low, high)
                count += 1
            }
        }
        return sum / count
    }
}
