/// What the evidence alone would change in what people have confirmed; told, never done.
struct StandingChanges {
    let table: RecordTable
    let standing: [String: String]

    /// The confirmed records that a free run would part from most of their cluster, or put with another.
    func between(_ free: Clustering.Answer) -> [StandingChange] {
        var placed: [(place: Int, id: String)] = []
        for (record, id) in standing { if let place = table.place(of: record) { placed.append((place, id)) } }
        placed.sort { $0.place < $1.place }
        let names = ClusterNames(
            table: table, clusters: free.clusters, count: free.count, standing: standing
        ).names()
        let known = Set(standing.values)
        return placed.compactMap { place, id in
            let now = names[Int(free.clusters[place])]
            guard now != id else { return nil }
            return StandingChange(record: Int32(place), from: id, to: known.contains(now) ? now : nil)
        }
    }
}
