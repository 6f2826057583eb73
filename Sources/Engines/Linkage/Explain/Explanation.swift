import Foundation

/// Why two records are taken for one person, or not: parts in bits that add up to the weight.
public struct Explanation: Sendable, Equatable {
    /// What one comparison contributes.
    public struct Part: Sendable, Equatable {
        /// The comparison, or what the part is about.
        public var name: String
        /// How the two values agree; nil for a part that is no comparison.
        public var level: Level?
        /// The agreement in words.
        public var words: String
        /// The evidence in bits: each doubles the odds.
        public var weight: Double
        /// How much of it comes from how common the value is.
        public var fromFrequency: Double
    }

    /// The parts; the first is where every pair starts, the last what speaks for a household.
    public var parts: [Part]
    /// Their sum, the log2 odds that the two are one person.
    public var weight: Double
    /// The probability that they are.
    public var probability: Double
    /// One sentence.
    public var sentence: String
}

/// Explains the pairs, clusters and lonely records of a table by a model.
public struct Explainer: Sendable {
    private let table: RecordTable
    private let plan: ComparisonPlan
    private let scorer: Scorer
    private let frequencies: Frequencies

    /// Makes an explainer for the table a model was learnt from, or is used on.
    /// - Complexity: O(*n*), to count how common each value is.
    public init(table: RecordTable, model: LinkageModel) throws(LinkageError) {
        self.table = table
        plan = try ComparisonPlan(table.spec)
        scorer = try Scorer(model, plan: plan, sources: table.sources)
        frequencies = Frequencies(table, plan: plan)
    }

    /// The evidence between two records, field by field.
    public func explain(_ one: Int, _ other: Int) -> Explanation {
        table.withView { view in
            var comparer = Comparer(view: view, plan: plan, memoBits: 4)
            let terms = TermReader(view: view, plan: plan, frequencies: frequencies)
            let a = min(one, other)
            let b = max(one, other)
            return Explanation(comparer.vector(a, b), a, b, terms, by: scorer, plan)
        }
    }

    /// The link of a cluster that carries least: the strongest evidence between its two least connected halves.
    /// - Returns: nil for a cluster of one.
    public func weakestBridge(of cluster: [Int]) -> (a: Int, b: Int, explanation: Explanation)? {
        let members = cluster.sorted()
        guard members.count > 1 else { return nil }
        // Prim's tree of strongest links; its weakest link is the bottleneck of the cluster.
        var best = [Int: (from: Int, weight: Double)]()
        for member in members.dropFirst() { best[member] = (members[0], explain(members[0], member).weight) }
        var weakest: (a: Int, b: Int, weight: Double)?
        while let next = best.max(by: { ($0.value.weight, $1.key) < ($1.value.weight, $0.key) }) {
            best[next.key] = nil
            if weakest == nil || next.value.weight < (weakest?.weight ?? 0) {
                weakest = (next.value.from, next.key, next.value.weight)
            }
            for key in Array(best.keys) {
                let weight = explain(next.key, key).weight
                if weight > (best[key]?.weight ?? -.infinity) { best[key] = (next.key, weight) }
            }
        }
        return weakest.map { ($0.a, $0.b, explain($0.a, $0.b)) }
    }

    /// Why a record could not be linked even with its equal; nil if it could.
    ///
    /// A record that says too little ("Mohammed Khan", nothing else) stays alone however many rows say the same.
    public func tooLittle(_ place: Int) -> (best: Explanation, missing: [String])? {
        let best = explain(place, place)
        guard best.weight < 0 else { return nil }
        return (best, best.parts.filter { $0.level == .missing }.map(\.name))
    }
}

extension Explanation {
    /// What a pair's vector and the frequencies of its values say by a model.
    init(_ vector: UInt64, _ a: Int, _ b: Int, _ terms: TermReader, by scorer: Scorer, _ plan: ComparisonPlan) {
        var weights = scorer.start(scorer.householdShift(vector))
        var parts = [
            Explanation.Part(
                name: "before comparing", level: nil, words: "two records taken at random are seldom one person",
                weight: scorer.againstStranger, fromFrequency: 0)
        ]
        for (index, item) in plan.items.enumerated() {
            let code = Vector.code(vector, index)
            var part = scorer.part(vector, index)
            var term = 0.0
            if code != 0 {
                term = Double(terms.term(index, code, a, b))
                part.stranger += term
                if TermReader.tellsHousehold(item.kind) { part.household += term }
            }
            weights.add(part, item.kind)
            let level = item.kind.levels[code]
            parts.append(
                Explanation.Part(
                    name: item.name, level: level, words: LevelWords.words(item.kind, level), weight: part.stranger,
                    fromFrequency: term))
        }
        let total = weights.total
        let compared = parts.reduce(0) { $0 + $1.weight }
        parts.append(
            Explanation.Part(
                name: "others at home", level: nil,
                words: "how likely brothers, sisters or twins agree as much, or gave each other's details",
                weight: total - compared, fromFrequency: 0))
        let sum = parts.reduce(0) { $0 + $1.weight }
        self.init(
            parts: parts, weight: sum, probability: Odds.probability(log2: sum),
            sentence: LevelWords.sentence(parts, probability: Odds.probability(log2: sum)))
    }
}
