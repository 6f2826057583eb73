/// The records that stand, ready to say at once whom a new one is.
///
/// Holds the table with every record's blocking keys in one sorted list, and what came since in a small one beside it. A
/// look-up is some twenty searches and a few dozen comparisons: far below a millisecond against a million records. It does
/// what a full run does for one record; it never joins or parts what stands, but says where a full run might.
public struct LiveIndex: Sendable {
    var table: RecordTable
    let plan: ComparisonPlan
    let blocks: BlockPlan
    let scorer: Scorer
    var frequencies: Frequencies
    let spec: LinkageSpec
    /// Keys in the upper half, places in the lower, ascending.
    private let keys: [UInt64]
    /// Keys of records added since.
    private var newKeys: [UInt32: [UInt32]] = [:]
    var dictionary: LiveDictionary
    /// The cluster of each record.
    private(set) var clusterOf: [Int32]
    private var members: [[UInt32]]
    private var names: [String]
    private var numberOfName: [String: Int32]
    private var idsOfNew: [String: Int] = [:]
    private var constraints: Constraints

    /// Builds the index over a table as a run has clustered it.
    /// - Complexity: O(*n* log *n*); about a second for a million records.
    public init(table: RecordTable, result: LinkageResult, decisions: Decisions = Decisions()) throws(LinkageError) {
        try self.init(
            table: table, model: result.model, clusters: result.clusters, clusterIDs: result.clusterIDs,
            decisions: decisions)
    }

    /// Builds the index over a table of which each record is a person's own.
    public init(eachAlone table: RecordTable, model: LinkageModel) throws(LinkageError) {
        try self.init(
            table: table, model: model, clusters: (0..<table.count).map(Int32.init),
            clusterIDs: (0..<table.count).map { table.id($0) })
    }

    /// Builds the index over a table whose clusters are known.
    public init(
        table: RecordTable, model: LinkageModel, clusters: [Int32], clusterIDs: [String],
        decisions: Decisions = Decisions()
    ) throws(LinkageError) {
        guard clusters.count == table.count else { throw .modelMismatch("the clusters are not this table's") }
        self.table = table
        spec = model.spec.fields == table.spec.fields ? model.spec : table.spec
        plan = try ComparisonPlan(table.spec)
        blocks = try BlockPlan(spec, records: max(table.count, 1_000_000))
        scorer = try Scorer(model, plan: plan, sources: table.sources)
        frequencies = Frequencies(table, plan: plan)
        dictionary = LiveDictionary(table)
        clusterOf = clusters
        var members = [[UInt32]](repeating: [], count: clusterIDs.count)
        for (place, cluster) in clusters.enumerated() { members[Int(cluster)].append(UInt32(place)) }
        self.members = members
        names = clusterIDs
        numberOfName = Dictionary(clusterIDs.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
        constraints = try DecisionPlan(decisions, table: table, spec: spec, heedingStanding: false).constraints
        keys = try Self.sortedKeys(table, blocks, spec)
        // The first look-up makes the tables of names and streets; better now than while somebody waits.
        _ = try search(source: "", values: [:])
    }

    /// The number of records that stand.
    public var count: Int { table.count }

    /// The id of the cluster a record is in.
    public func cluster(of id: String) -> String? {
        place(of: id).map { names[Int(clusterOf[$0])] }
    }

    /// The ids of the records in a cluster.
    public func records(in cluster: String) -> [String] {
        numberOfName[cluster].map { members[Int($0)].map { table.id(Int($0)) } } ?? []
    }

    /// Whom a record would be, without keeping it. The values are by the names of the specification's fields.
    public mutating func search(source: String, values: [String: String]) throws(LinkageError) -> LiveAnswer {
        let place = try stage(id: "", source: source, values: values)
        defer { unstage() }
        return answer(place).answer
    }

    /// Keeps a record: in the cluster the evidence puts it in, or in a new one.
    public mutating func insert(id: String, source: String, values: [String: String]) throws(LinkageError) -> LiveAnswer
    {
        guard self.place(of: id) == nil else { throw .idTwice(id) }
        let place = try stage(id: id, source: source, values: values)
        var (answer, cluster) = answer(place)
        answer.cluster = names[Int(settle(place, id, in: cluster))]
        return answer
    }

    /// Keeps a record by itself, whatever it is like: for records of which each is a person's own already.
    public mutating func keep(id: String, source: String, values: [String: String]) throws(LinkageError) {
        guard place(of: id) == nil else { throw .idTwice(id) }
        _ = settle(try stage(id: id, source: source, values: values), id, in: nil)
    }

    /// Puts the last record into a cluster, or into one of its own, and among what look-ups find.
    private mutating func settle(_ place: Int, _ id: String, in cluster: Int32?) -> Int32 {
        let number: Int32
        if let cluster {
            number = cluster
        } else {
            var text = id
            var digest = text.withUTF8 { BytePool.hash($0) }
            while numberOfName[ClusterNames.name(digest)] != nil { digest = Mix.mix(digest) }
            number = Int32(names.count)
            names.append(ClusterNames.name(digest))
            numberOfName[names[Int(number)]] = number
            members.append([])
        }
        clusterOf.append(number)
        members[Int(number)].append(UInt32(place))
        idsOfNew[id] = place
        for key in Set(liveKeys(place)) { newKeys[key, default: []].append(UInt32(place)) }
        return number
    }

    func place(of id: String) -> Int? { idsOfNew[id] ?? table.place(of: id) }

    // MARK: Looking up

    private func answer(_ place: Int) -> (answer: LiveAnswer, cluster: Int32?) {
        table.withView { view in
            let terms = TermReader(view: view, plan: plan, frequencies: frequencies)
            var comparer = Comparer(view: view, plan: plan, memoBits: 6)
            var found: [(place: Int, weight: Double)] = []
            for other in candidates(place, view) {
                let vector = comparer.vector(other, place)
                let weight = Scorer.weight(scorer.base(vector), terms.terms(vector, other, place))
                found.append((other, weight))
            }
            found.sort { ($1.weight, $0.place) < ($0.weight, $1.place) }
            return decide(place, found, view, terms)
        }
    }

    private func decide(
        _ place: Int, _ found: [(place: Int, weight: Double)], _ view: TableView, _ terms: TermReader
    ) -> (answer: LiveAnswer, cluster: Int32?) {
        let ask = Engine.log2Odds(spec.askFrom)
        let link = Engine.log2Odds(spec.linkFrom)
        var evidence = ClusterEvidence(view: view, scorer: scorer, terms: terms, memoBits: 6)
        var fits: [LiveAnswer.Fit] = []
        var seen = Set<Int32>()
        var best: (cluster: Int32, weight: Double)?
        for candidate in found where candidate.weight >= ask && fits.count < 20 {
            let cluster = clusterOf[candidate.place]
            guard seen.insert(cluster).inserted else { continue }
            let all = members[Int(cluster)]
            let reason = constraints.refusal([UInt32(place)], all, view)
            let weight = all.count == 1 ? candidate.weight : evidence.weight([UInt32(place)], all)
            fits.append(
                LiveAnswer.Fit(
                    cluster: names[Int(cluster)], record: table.id(candidate.place), recordWeight: candidate.weight,
                    weight: weight, refusal: reason))
            if reason == nil, weight >= link, candidate.weight >= link, weight > best?.weight ?? -.infinity {
                best = (cluster, weight)
            }
        }
        fits.sort { ($1.weight, $0.cluster) < ($0.weight, $1.cluster) }
        return (LiveAnswer(cluster: best.map { names[Int($0.cluster)] }, fits: fits), best?.cluster)
    }

    /// The records that share a key, of large blocks those that share a further part.
    func candidates(_ place: Int, _ view: TableView) -> [Int] {
        guard let maker = try? BlockKeys(view: view, plan: blocks, spec: spec) else { return [] }
        let own = maker.keys(place)
        var found = Set<Int>()
        for rule in blocks.rules {
            for slot in rule.slots where own[slot] != 0 {
                var block = standing(own[slot])
                for part in rule.rule.refinements where block.count > rule.rule.cap {
                    let value = maker.value(of: part, place)
                    block = block.filter { maker.value(of: part, $0) == value }
                }
                found.formUnion(block.prefix(4 * rule.rule.cap))
            }
        }
        found.remove(place)
        return found.sorted()
    }

    private func standing(_ key: UInt32) -> [Int] {
        var low = 0
        var high = keys.count
        let least = UInt64(key) << 32
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < least { low = middle + 1 } else { high = middle }
        }
        var block: [Int] = []
        while low < keys.count, keys[low] >> 32 == UInt64(key) {
            block.append(Int(UInt32(truncatingIfNeeded: keys[low])))
            low += 1
        }
        return block + (newKeys[key] ?? []).map(Int.init)
    }

    private func liveKeys(_ place: Int) -> [UInt32] {
        table.withView { view in
            guard let maker = try? BlockKeys(view: view, plan: blocks, spec: spec) else { return [] }
            let own = maker.keys(place)
            return (0..<BlockPlan.slots).map { own[$0] }.filter { $0 != 0 }
        }
    }

    private static func sortedKeys(
        _ table: RecordTable, _ blocks: BlockPlan, _ spec: LinkageSpec
    ) throws(LinkageError) -> [UInt64] {
        var keys: [UInt64] = []
        keys.reserveCapacity(table.count * 10)
        do {
            try table.withView { view in
                let maker = try BlockKeys(view: view, plan: blocks, spec: spec)
                for place in view.rows.indices {
                    let own = maker.keys(place)
                    for slot in 0..<BlockPlan.slots where own[slot] != 0 {
                        keys.append(UInt64(own[slot]) << 32 | UInt64(place))
                    }
                }
            }
        } catch let error as LinkageError {
            throw error
        } catch {
            throw .badSpec("\(error)")
        }
        Radix.sortByUpperHalf(&keys)
        return keys
    }
}

/// Whom a record is taken for.
public struct LiveAnswer: Sendable, Equatable {
    /// A cluster the record might belong to.
    public struct Fit: Sendable, Equatable {
        /// The cluster.
        public var cluster: String
        /// Its record that is most like the new one.
        public var record: String
        /// The weight of the pair.
        public var recordWeight: Double
        /// The weight against the cluster as a whole.
        public var weight: Double
        /// What forbids the link, if anything does.
        public var refusal: Refusal.Reason?

        /// The probability that the record belongs to the cluster.
        public var probability: Double { Odds.probability(log2: weight) }
    }

    /// The cluster it is linked to; after an insertion always one, after a search nil if it would be new.
    public var cluster: String?
    /// All clusters worth a look, likeliest first.
    public var fits: [Fit]
}
