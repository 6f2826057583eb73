import Foundation
import Threads

/// A step of a run, for a progress line.
public enum LinkageStep: String, Sendable, CaseIterable {
    /// Candidates are found and compared.
    case compare
    /// Error rates are learnt.
    case learn
    /// Pairs are weighed.
    case score
    /// Pairs become people.
    case cluster
    /// Everything is done.
    case done
}

/// Links the records of a table: finds candidates, learns from them, weighs them and joins them into people.
///
/// - Parameters:
///   - table: The records.
///   - spec: The settings; nil takes those the table was read with. Its fields must be the table's.
///   - model: A model learnt before, to score with instead of learning.
///   - decisions: What people have decided, which is followed.
///   - threads: How many threads to use; the answer is the same for any number. Nil takes the specification's.
///   - progress: Told when a step starts.
/// - Returns: The people, the pairs, and all that was refused, is weak, or would change.
/// - Throws: What is wrong with the specification, the model or the decisions.
/// - Complexity: O(*n* log *n*) in the records for sorting, and linear in the candidates, of which there are a few a record.
public func run(
    _ table: RecordTable, _ spec: LinkageSpec? = nil, model: LinkageModel? = nil, decisions: Decisions = Decisions(),
    threads: Int? = nil,
    progress: (LinkageStep) -> Void = { _ in }
) throws(LinkageError) -> LinkageResult {
    let spec = spec ?? table.spec
    let engine = try Engine(table: table, spec: spec, decisions: decisions, threads: threads ?? spec.threads)
    return try engine.run(model: model, progress: progress)
}

/// One run over one table.
struct Engine {
    let table: RecordTable
    let spec: LinkageSpec
    let plan: ComparisonPlan
    let decisions: Decisions
    let threads: Int

    init(table: RecordTable, spec: LinkageSpec, decisions: Decisions, threads: Int) throws(LinkageError) {
        guard spec.fields == table.spec.fields else { throw .badSpec("its fields are not those the table was read by") }
        self.table = table
        self.spec = spec
        plan = try ComparisonPlan(table.spec)
        self.decisions = decisions
        self.threads = max(1, threads)
        guard spec.classes == 2 || spec.classes == 3 else { throw .badSpec("there are two or three classes") }
        guard spec.linkFrom > 0, spec.linkFrom < 1, spec.askFrom > 0, spec.askFrom <= spec.linkFrom else {
            throw .badSpec("thresholds are probabilities, and asking starts below linking")
        }
    }

    func run(model given: LinkageModel?, progress: (LinkageStep) -> Void) throws(LinkageError) -> LinkageResult {
        do {
            return try table.withView { view in try run(view, given, progress) }
        } catch let error as LinkageError {
            throw error
        } catch {
            throw .badSpec("\(error)")
        }
    }

    private func run(
        _ view: TableView, _ given: LinkageModel?, _ progress: (LinkageStep) -> Void
    ) throws -> LinkageResult {
        progress(.compare)
        let blocks = try BlockPlan(spec, records: table.count)
        let frequencies = Frequencies(table, plan: plan, threads: threads)
        let terms = TermReader(view: view, plan: plan, frequencies: frequencies)
        let keys = try BlockKeys(view: view, plan: blocks, spec: spec)
        let found = Blocker(
            view: view, plan: blocks, keyMaker: keys, comparisons: plan, terms: terms, threads: threads
        ).run()

        progress(.learn)
        let model = try given ?? learn(view, blocks, frequencies, found.store)

        progress(.score)
        let scorer = try Scorer(model, plan: plan, sources: table.sources)
        let pairs = score(found.store, scorer)

        progress(.cluster)
        let people = try settle(view, scorer, terms, pairs, heedingStanding: true)
        let names = ClusterNames(
            table: table, clusters: people.clusters, count: people.count, standing: decisions.standing
        ).names()
        let changes =
            decisions.standing.isEmpty
            ? []
            : StandingChanges(table: table, standing: decisions.standing).between(
                try settle(view, scorer, terms, pairs, heedingStanding: false))
        progress(.done)
        return LinkageResult(
            model: model, pairs: pairs, clusters: people.clusters, clusterIDs: names, refusals: people.refusals,
            bridges: people.bridges, changes: changes, blocking: found.reports, comparedPairs: found.store.count)
    }

    private func settle(
        _ view: TableView, _ scorer: Scorer, _ terms: TermReader, _ pairs: [ScoredPair], heedingStanding: Bool
    ) throws(LinkageError) -> Clustering.Answer {
        let settled = try DecisionPlan(decisions, table: table, spec: spec, heedingStanding: heedingStanding)
        let cut = Self.log2Odds(spec.linkFrom)
        // The pairs come strongest first, so those to link are the first of them.
        let edges = pairs.prefix { Double($0.weight) >= cut }.map {
            Agglomeration.Edge(a: UInt32($0.a), b: UInt32($0.b), weight: $0.weight)
        }
        return Clustering(
            view: view, scorer: scorer, terms: terms, constraints: settled.constraints, threads: threads, cut: cut
        ).run(edges, must: settled.must)
    }

    private func learn(
        _ view: TableView, _ blocks: BlockPlan, _ frequencies: Frequencies, _ store: CandidateStore
    ) throws(LinkageError) -> LinkageModel {
        let chance = ChancePairs(
            view: view, plan: plan, frequencies: frequencies, seed: spec.seed, threads: threads)
        let free = FreeFields(plan, blocks)
        let trainer = Trainer(
            plan: plan, free: free, chance: chance, records: store.distinctRecords, allRecords: table.count,
            repetition: store.repetition, classes: spec.classes,
            threads: threads)
        let learnt = trainer.learn(store.lessons)
        let agencies =
            spec.perAgencyPair
            ? AgencyRates(plan: plan, free: free).learn(
                learnt.probabilities, store.lessons)
            : AgencyRates.Learnt()
        let maker = ModelMaker(
            spec: spec, plan: plan, sources: table.sources, records: table.count, chance: chance)
        return try maker.model(learnt, agencies: agencies)
    }

    /// Every pair at or above the probability to ask from, strongest first.
    private func score(_ store: CandidateStore, _ scorer: Scorer) -> [ScoredPair] {
        let ratios = store.vectors.map { Ratios(scorer.base($0)) }
        let least = spec.askFrom / (1 - spec.askFrom)
        let parts = SharedWork.map(store.parts.count, threads: threads) { part in
            var kept: [ScoredPair] = []
            for candidate in store.parts[part] {
                let odds = ratios[Int(candidate.vector)].odds(candidate.terms)
                guard odds >= least else { continue }
                kept.append(
                    ScoredPair(
                        a: Int32(candidate.a), b: Int32(candidate.b), weight: Float(log2(odds)),
                        vector: store.vectors[Int(candidate.vector)]))
            }
            return kept
        }
        return Self.strongestFirst(Array(parts.joined()))
    }

    /// Orders pairs by weight, equal ones by their records.
    private static func strongestFirst(_ pairs: [ScoredPair]) -> [ScoredPair] {
        var keys: [(key: UInt64, place: UInt32)] = []
        keys.reserveCapacity(pairs.count)
        for (place, pair) in pairs.enumerated() {
            let bits = pair.weight.bitPattern
            // Ascending in this number is descending in the weight.
            let rank = bits >> 31 == 0 ? 0x7FFF_FFFF - bits : bits
            keys.append((UInt64(rank), UInt32(place)))
        }
        Radix.sort(&keys, bits: 33)
        var sorted = keys.map { pairs[Int($0.place)] }
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].weight == sorted[start].weight { end += 1 }
            if end - start > 1 { sorted[start..<end].sort { ($0.a, $0.b) < ($1.a, $1.b) } }
            start = end
        }
        return sorted
    }

    static func log2Odds(_ probability: Double) -> Double { log2(probability / (1 - probability)) }
}
