/// How good clusters are against the truth.
public struct ClusterAccuracy: Sendable, Equatable {
    /// How one group of people or records fared.
    public struct Group: Codable, Sendable, Equatable {
        /// The column of the truth.
        public let column: String
        /// The value in it; a person whose records differ counts under each.
        public let value: String
        /// People of the group of whom a record shares a cluster with a record of somebody else.
        public let sharing: Proportion
        /// People of the group whose records are spread over several clusters.
        public let split: Proportion
        /// Records of the group whose cluster holds exactly their person's records.
        public let exact: Proportion
    }

    /// The records measured.
    public let records: Int
    /// The clusters they are in.
    public let clusters: Int
    /// Over all pairs of records in one cluster, the links that follow from links included.
    public let closure: Accuracy
    /// B-cubed: the mean over records of how pure and how complete their cluster is (Bagga and Baldwin 1998).
    public let bCubed: Accuracy
    /// Records whose cluster holds exactly their person's records.
    public let exact: Proportion
    /// People of whom a record shares a cluster with a record of somebody else.
    public let sharing: Proportion
    /// People whose records are spread over several clusters.
    public let split: Proportion
    /// The same for each value of each column of the truth, in the order of the values.
    public let groups: [Group]

    /// Measures clusters, given as a number for each record, in the truth's order.
    ///
    /// - Complexity: O(*n* log *n*) for *n* records.
    public init(_ cluster: [Int32], truth: Truth) {
        let fates = Fates(cluster, truth)
        records = fates.places.count
        clusters = fates.clusterSizes.count
        closure = fates.closure
        bCubed = fates.bCubed
        exact = Proportion(fates.places.reduce(0) { $0 + (fates.isExact[$1] ? 1 : 0) }, of: fates.places.count)
        sharing = Proportion(fates.isSharing.reduce(0) { $0 + ($1 ? 1 : 0) }, of: truth.people)
        split = Proportion(fates.isSplit.reduce(0) { $0 + ($1 ? 1 : 0) }, of: truth.people)
        groups = truth.groups.flatMap { fates.groups(name: $0.name, values: $0.values, truth) }
    }

    /// The best and the worst served group of a column by people wrongly sharing, among those of at least `people`.
    public func extremes(of column: String, people: Int) -> (best: Group, worst: Group)? {
        let large = groups.filter { $0.column == column && $0.sharing.total >= people }
            .sorted { ($0.sharing.share ?? 0) < ($1.sharing.share ?? 0) }
        guard let best = large.first, let worst = large.last else { return nil }
        return (best, worst)
    }
}

/// What became of each record and person, worked out once.
private struct Fates {
    /// The records of which the truth is known.
    let places: [Int]
    private(set) var clusterSizes: [Int32: Int] = [:]
    private(set) var isExact: [Bool]
    private(set) var isSharing: [Bool]
    private(set) var isSplit: [Bool]
    private(set) var closure = Accuracy(precision: 1, recall: 1)
    private(set) var bCubed = Accuracy(precision: 1, recall: 1)

    init(_ cluster: [Int32], _ truth: Truth) {
        places = truth.person.indices.filter { truth.person[$0] >= 0 }
        isExact = [Bool](repeating: false, count: truth.person.count)
        isSharing = [Bool](repeating: false, count: truth.people)
        isSplit = isSharing
        var personSizes = [Int](repeating: 0, count: truth.people)
        for place in places {
            clusterSizes[cluster[place], default: 0] += 1
            personSizes[Int(truth.person[place])] += 1
        }
        let sorted = places.sorted {
            (cluster[$0], truth.person[$0], $0) < (cluster[$1], truth.person[$1], $1)
        }
        var right = 0
        var purity = 0.0
        var completeness = 0.0
        var start = 0
        while start < sorted.count {
            let (number, person) = (cluster[sorted[start]], Int(truth.person[sorted[start]]))
            var end = start
            while end < sorted.count, cluster[sorted[end]] == number, truth.person[sorted[end]] == person { end += 1 }
            let (shared, ofCluster) = (end - start, clusterSizes[number] ?? 0)
            right += shared * (shared - 1) / 2
            purity += Double(shared) * Double(shared) / Double(ofCluster)
            completeness += Double(shared) * Double(shared) / Double(personSizes[person])
            if shared < ofCluster { isSharing[person] = true }
            if shared < personSizes[person] { isSplit[person] = true }
            if shared == ofCluster, shared == personSizes[person] {
                for place in sorted[start..<end] { isExact[place] = true }
            }
            start = end
        }
        let pairs = { (sizes: any Collection<Int>) in sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
        closure = Accuracy(right: right, said: pairs(clusterSizes.values), true: pairs(personSizes))
        guard !places.isEmpty else { return }
        bCubed = Accuracy(
            precision: purity / Double(places.count), recall: completeness / Double(places.count))
    }

    /// Each value of a column with how its people and records fared.
    func groups(name: String, values: [String], _ truth: Truth) -> [ClusterAccuracy.Group] {
        var people: [String: Set<Int32>] = [:]
        var records: [String: (exact: Int, total: Int)] = [:]
        for place in places {
            people[values[place], default: []].insert(truth.person[place])
            records[values[place], default: (0, 0)].total += 1
            if isExact[place] { records[values[place], default: (0, 0)].exact += 1 }
        }
        return people.keys.sorted().map { value in
            let members = people[value] ?? []
            let found = records[value] ?? (0, 0)
            let count = { (isSo: [Bool]) in
                Proportion(members.reduce(0) { $0 + (isSo[Int($1)] ? 1 : 0) }, of: members.count)
            }
            return ClusterAccuracy.Group(
                column: name, value: value, sharing: count(isSharing), split: count(isSplit),
                exact: Proportion(found.exact, of: found.total))
        }
    }
}
