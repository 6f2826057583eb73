/// Gives clusters ids that last: a cluster keeps the confirmed id most of its records stand under.
struct ClusterNames {
    let table: RecordTable
    let clusters: [Int32]
    let count: Int
    let standing: [String: String]

    func names() -> [String] {
        var names = [String](repeating: "", count: count)
        keepStanding(&names)
        let confirmed = Set(standing.values)
        var taken = Set<UInt64>(minimumCapacity: count)
        table.idBytes.withUnsafeBufferPointer { bytes in
            for (cluster, first) in smallestIDs().enumerated() where names[cluster].isEmpty {
                let range = table.idRanges[first]
                let start = Int(range >> 16)
                let text = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(range & 0xFFFF)])
                var digest = BytePool.hash(text) & Self.nameBits
                while !taken.insert(digest).inserted || confirmed.contains(Self.name(digest)) {
                    digest = Mix.mix(digest) & Self.nameBits
                }
                names[cluster] = Self.name(digest)
            }
        }
        return names
    }

    /// As much of a digest as a name holds.
    private static let nameBits: UInt64 = 1 << 60 - 1

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

    /// The record with the alphabetically first id of each cluster, from which a new cluster's id is made.
    private func smallestIDs() -> [Int] {
        var smallest = [Int](repeating: -1, count: count)
        for (place, cluster) in clusters.enumerated() {
            let known = smallest[Int(cluster)]
            if known < 0 || table.idText(place).lexicographicallyPrecedes(table.idText(known)) {
                smallest[Int(cluster)] = place
            }
        }
        return smallest
    }

    private static let symbols = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Twelve letters and digits that cannot be taken for one another (Crockford's base 32).
    static func name(_ digest: UInt64) -> String {
        String(unsafeUninitializedCapacity: 13) { text in
            text[0] = 112
            for place in 1...12 { text[place] = symbols[Int(digest >> UInt64((place - 1) * 5) & 31)] }
            return 13
        }
    }
}
