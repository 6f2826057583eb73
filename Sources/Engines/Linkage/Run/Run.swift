import Foundation

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
///   - model: A model learnt before, to score with instead of learning.
///   - decisions: What people have decided, which is followed.
///   - threads: How many threads to use; the answer is the same for any number. Nil takes the specification's.
///   - progress: Told when a step starts.
/// - Complexity: O(*n* log *n*) in the records for sorting, and linear in the candidates, of which there are a few a record.
public func run(
    _ table: RecordTable, model: LinkageModel? = nil, decisions: Decisions = Decisions(), threads: Int? = nil,
    progress: (LinkageStep) -> Void = { _ in }
) throws(LinkageError) -> LinkageResult {
    let engine = try Engine(table: table, decisions: decisions, threads: threads ?? table.spec.threads)
    return try engine.run(model: model, progress: progress)
}

/// One run over one table.
struct Engine {
    let table: RecordTable
    let spec: LinkageSpec
    let plan: ComparisonPlan
    let decisions: Decisions
    let threads: Int

    init(table: RecordTable, decisions: Decisions, threads: Int) throws(LinkageError) {
        self.table = table
        spec = table.spec
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
        let blocks = try BlockPlan(spec)
        let frequencies = Frequencies(table)
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
        let settled = try DecisionPlan(decisions, table: table, plan: FieldPlan(spec), spec: spec)
        let cut = Self.log2Odds(spec.linkFrom)
        let edges = pairs.filter { Double($0.weight) >= cut }.map {
            Agglomeration.Edge(a: UInt32($0.a), b: UInt32($0.b), weight: $0.weight)
        }
        let answer = Clustering(
            view: view, scorer: scorer, terms: terms, constraints: settled.constraints, threads: threads, cut: cut
        ).run(edges, must: settled.must)
        progress(.done)
        return LinkageResult(
            model: model, pairs: pairs, clusters: answer.clusters, clusterIDs: [], refusals: answer.refusals,
            bridges: answer.bridges, changes: [], blocking: found.reports, comparedPairs: found.store.count)
    }

    private func learn(
        _ view: TableView, _ blocks: BlockPlan, _ frequencies: Frequencies, _ store: CandidateStore
    ) throws(LinkageError) -> LinkageModel {
        let chance = ChancePairs(
            view: view, plan: plan, frequencies: frequencies, seed: spec.seed, threads: threads)
        let free = FreeFields(plan, blocks)
        let trainer = Trainer(plan: plan, free: free, chance: chance, records: table.count, classes: spec.classes)
        let learnt = trainer.learn(store.lessons)
        let agencies = spec.perAgencyPair
            ? AgencyRates(plan: plan, free: free).learn(
                learnt.probabilities, store.lessons)
            : (rates: [:], pairs: [:])
        let maker = ModelMaker(
            spec: spec, plan: plan, sources: table.sources, records: table.count, chance: chance)
        return try maker.model(learnt, rates: agencies.rates, pairs: agencies.pairs)
    }

    /// Every pair at or above the probability to ask from, strongest first.
    private func score(_ store: CandidateStore, _ scorer: Scorer) -> [ScoredPair] {
        let bases = store.vectors.map(scorer.base)
        let least = Self.log2Odds(spec.askFrom)
        let parts = Parallel.map(store.parts.count, threads: threads) { part in
            var kept: [ScoredPair] = []
            for candidate in store.parts[part] {
                let weight = Scorer.weight(bases[Int(candidate.vector)], candidate.terms)
                guard weight >= least else { continue }
                kept.append(
                    ScoredPair(
                        a: Int32(candidate.a), b: Int32(candidate.b), weight: Float(weight),
                        vector: store.vectors[Int(candidate.vector)]))
            }
            return kept
        }
        return parts.flatMap { $0 }.sorted { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
    }

    static func log2Odds(_ probability: Double) -> Double { log2(probability / (1 - probability)) }
}
