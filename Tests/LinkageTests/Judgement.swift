import Linkage

/// Clusters held against the truth.
struct Judgement {
    /// B-cubed precision and recall (Bagga and Baldwin 1998).
    var precision = 0.0
    var recall = 0.0
    /// People whose cluster holds somebody else.
    var sharing: Set<Int> = []
    /// The share of one person's pairs that were among the candidates kept.
    var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

    init(_ town: Town, _ table: RecordTable, _ clusters: [Int32]) {
        var person: [Int] = Array(repeating: -1, count: table.count)
        for record in town.records { if let place = table.place(of: record.id) { person[place] = record.person } }
        var sizes: [Int32: Int] = [:]
        var people: [Int: Int] = [:]
        var joint: [Int32: [Int: Int]] = [:]
        for (place, cluster) in clusters.enumerated() {
            sizes[cluster, default: 0] += 1
            people[person[place], default: 0] += 1
            joint[cluster, default: [:]][person[place], default: 0] += 1
        }
        for (cluster, counts) in joint {
            for (who, count) in counts {
                precision += Double(count * count) / Double(sizes[cluster] ?? 1)
                recall += Double(count * count) / Double(people[who] ?? 1)
                if counts.count > 1 { sharing.insert(who) }
            }
        }
        precision /= Double(table.count)
        recall /= Double(table.count)
    }
}

extension LinkageResult {
    /// The clusters as sets of ids, which do not depend on any numbering.
    func groups(_ table: RecordTable) -> Set<Set<String>> {
        var members: [Int32: Set<String>] = [:]
        for (place, cluster) in clusters.enumerated() { members[cluster, default: []].insert(table.id(place)) }
        return Set(members.values)
    }

    /// Whether two records are in one cluster.
    func joins(_ one: String, _ other: String, _ table: RecordTable) -> Bool {
        guard let a = table.place(of: one), let b = table.place(of: other) else { return false }
        return clusters[a] == clusters[b]
    }
}
