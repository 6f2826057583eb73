/// Gives clusters ids that last: a cluster keeps the confirmed id most of its records stand under.
struct ClusterNames {
    let table: RecordTable
    let clusters: [Int32]
    let count: Int
    let standing: [String: String]

    func names() -> [String] {
        var names = [String](repeating: "", count: count)
        keepStanding(&names)
        var taken = Set(names)
        for (cluster, first) in smallestIDs().enumerated() where names[cluster].isEmpty {
            var text = first
            var digest = text.withUTF8 { BytePool.hash($0) }
            while !taken.insert(Self.name(digest)).inserted { digest = Mix.mix(digest) }
            names[cluster] = Self.name(digest)
        }
        return names
    }

    /// Each confirmed id goes to the cluster with most of its records; of equals to the first.
    private func keepStanding(_ names: inout [String]) {
        guard !standing.isEmpty else { return }
        var votes: [String: [Int32: Int]] = [:]
        for (record, id) in standing {
            guard let place = table.place(of: record) else { continue }
            votes[id, default: [:]][clusters[place], default: 0] += 1
        }
        var ballots: [(votes: Int, id: String, cluster: Int32)] = []
        for (id, counts) in votes { for (cluster, count) in counts { ballots.append((count, id, cluster)) } }
        ballots.sort { ($1.votes, $0.id, $0.cluster) < ($0.votes, $1.id, $1.cluster) }
        var given = Set<String>()
        for ballot in ballots where names[Int(ballot.cluster)].isEmpty && given.insert(ballot.id).inserted {
            names[Int(ballot.cluster)] = ballot.id
        }
    }

    /// The alphabetically first record id of each cluster, from which a new cluster's id is made.
    private func smallestIDs() -> [String] {
        var smallest = [Int](repeating: -1, count: count)
        for (place, cluster) in clusters.enumerated() {
            let known = smallest[Int(cluster)]
            if known < 0 || table.idText(place).lexicographicallyPrecedes(table.idText(known)) {
                smallest[Int(cluster)] = place
            }
        }
        return smallest.map { $0 < 0 ? "" : table.id($0) }
    }

    /// Twelve letters and digits that cannot be taken for one another (Crockford's base 32).
    static func name(_ digest: UInt64) -> String {
        let symbols = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var rest = digest
        var text: [UInt8] = [112]
        for _ in 0..<12 {
            text.append(symbols[Int(rest & 31)])
            rest >>= 5
        }
        return String(decoding: text, as: UTF8.self)
    }
}
