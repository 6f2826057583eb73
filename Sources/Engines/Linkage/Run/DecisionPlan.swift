/// People's decisions by the places of their records.
struct DecisionPlan {
    /// Pairs joined before anything is weighed.
    var must: [(UInt32, UInt32)] = []
    var constraints: Constraints
    /// Ids of the confirmed clusters, by number.
    var standingIDs: [String] = []

    /// Reads the decisions, and refuses those that contradict each other.
    init(_ decisions: Decisions, table: RecordTable, spec: LinkageSpec, heedingStanding: Bool) throws(LinkageError) {
        var cannot: [UInt32: Set<UInt32>] = [:]
        for pair in decisions.cannot {
            let (a, b) = try Self.places(pair, table)
            guard a != b else { throw .badDecision("\(pair.a) is said to be another person than itself") }
            cannot[a, default: []].insert(b)
            cannot[b, default: []].insert(a)
        }
        for pair in decisions.must { must.append(try Self.places(pair, table)) }
        var standing: [UInt32: Int32] = [:]
        if heedingStanding {
            standingIDs = Set(decisions.standing.values).sorted()
            standing = try Self.standing(decisions, table, standingIDs)
            must += Self.chains(standing)
        }
        constraints = Constraints(
            uniques: try FieldPlan(spec).identifiers.enumerated().filter { $0.element.isUniquePerPerson }.map {
                Constraints.Unique(slot: $0.offset, name: $0.element.name, kind: $0.element.kind)
            },
            onePerPerson: Set(
                spec.onePerPerson.compactMap { name in
                    table.sources.firstIndex(of: name).map { UInt8($0 + 1) }
                }),
            sources: table.sources, cannot: cannot, standing: standing)
        try checkAgreement(table)
    }

    private static func places(_ pair: Decisions.Pair, _ table: RecordTable) throws(LinkageError) -> (UInt32, UInt32) {
        guard let a = table.place(of: pair.a) else { throw .badDecision("there is no record \(pair.a)") }
        guard let b = table.place(of: pair.b) else { throw .badDecision("there is no record \(pair.b)") }
        return (UInt32(min(a, b)), UInt32(max(a, b)))
    }

    private static func standing(
        _ decisions: Decisions, _ table: RecordTable, _ ids: [String]
    ) throws(LinkageError) -> [UInt32: Int32] {
        var numbers: [String: Int32] = [:]
        for (number, id) in ids.enumerated() { numbers[id] = Int32(number) }
        var standing: [UInt32: Int32] = [:]
        for (record, cluster) in decisions.standing {
            // A confirmed record that is no longer in the files binds nobody.
            guard let place = table.place(of: record) else { continue }
            standing[UInt32(place)] = numbers[cluster]
        }
        return standing
    }

    /// Pairs that join the records of each confirmed cluster one after another.
    private static func chains(_ standing: [UInt32: Int32]) -> [(UInt32, UInt32)] {
        var pairs: [(UInt32, UInt32)] = []
        var last: [Int32: UInt32] = [:]
        for place in standing.keys.sorted() {
            guard let cluster = standing[place] else { continue }
            if let before = last[cluster] { pairs.append((before, place)) }
            last[cluster] = place
        }
        return pairs
    }

    /// Two records joined by decisions cannot be said to be two people as well.
    private func checkAgreement(_ table: RecordTable) throws(LinkageError) {
        guard !must.isEmpty, !constraints.cannot.isEmpty else { return }
        var joined = Clusters(must.flatMap { [$0.0, $0.1] })
        for (a, b) in must { joined.unite(a, b) }
        for members in joined.all {
            let inside = Set(members)
            for member in members {
                for foe in constraints.cannot[member] ?? [] where inside.contains(foe) {
                    throw .badDecision(
                        "\(table.id(Int(min(member, foe)))) and \(table.id(Int(max(member, foe)))) are decided to be one person "
                            + "and to be two")
                }
            }
        }
    }
}
