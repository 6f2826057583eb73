/// Gives clusters ids that last: a cluster keeps the confirmed id most of its records stand under.
struct ClusterNames {
    let table: RecordTable
    let clusters: [Int32]
    let count: Int
    let standing: [String: String]

    func names() -> [String] {
        var names = [String](repeating: "", count: count)
        keepStanding(&names)
        let digests = newDigests(names)
        if standing.isEmpty, areDistinct(digests) {
            for (digest, cluster) in digests { names[Int(cluster)] = Self.name(digest) }
            return names
        }
        let confirmed = Set(standing.values)
        var taken = Set<UInt64>(minimumCapacity: count)
        for (first, cluster) in digests {
            var digest = first
            while !taken.insert(digest).inserted || confirmed.contains(Self.name(digest)) {
                digest = Mix.mix(digest) & Self.nameBits
            }
            names[Int(cluster)] = Self.name(digest)
        }
        return names
    }

    /// For each cluster without a name the digest of its first id.
    private func newDigests(_ names: [String]) -> [(key: UInt64, place: UInt32)] {
        var digests: [(key: UInt64, place: UInt32)] = []
        digests.reserveCapacity(count)
        table.idBytes.withUnsafeBufferPointer { bytes in
            for (cluster, first) in smallestIDs().enumerated() where names[cluster].isEmpty {
                let range = table.idRanges[first]
                let start = Int(range >> 16)
                let text = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(range & 0xFFFF)])
                digests.append((BytePool.hash(text) & Self.nameBits, UInt32(cluster)))
            }
        }
        return digests
    }

    /// Whether no two digests are one, as is all but certain.
    private func areDistinct(_ digests: [(key: UInt64, place: UInt32)]) -> Bool {
        var sorted = digests
        Radix.sort(&sorted, bits: 60)
        return sorted.indices.dropFirst().allSatisfy { sorted[$0].key != sorted[$0 - 1].key }
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
