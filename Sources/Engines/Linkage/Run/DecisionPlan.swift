/// People's decisions by the places of their records.
struct DecisionPlan {
    var must: [(UInt32, UInt32)] = []
    var constraints: Constraints

    init(_ decisions: Decisions, table: RecordTable, plan: FieldPlan, spec: LinkageSpec) throws(LinkageError) {
        func places(_ pair: Decisions.Pair) throws(LinkageError) -> (UInt32, UInt32) {
            guard let a = table.place(of: pair.a) else { throw .badDecision("there is no record \(pair.a)") }
            guard let b = table.place(of: pair.b) else { throw .badDecision("there is no record \(pair.b)") }
            return (UInt32(min(a, b)), UInt32(max(a, b)))
        }
        for pair in decisions.must { must.append(try places(pair)) }
        var cannot: [UInt32: Set<UInt32>] = [:]
        for pair in decisions.cannot {
            let (a, b) = try places(pair)
            guard a != b else { throw .badDecision("\(pair.a) is said to be another person than itself") }
            cannot[a, default: []].insert(b)
            cannot[b, default: []].insert(a)
        }
        let uniques = plan.identifiers.enumerated().filter { $0.element.isUniquePerPerson }.map {
            Constraints.Unique(slot: $0.offset, name: $0.element.name, kind: $0.element.kind)
        }
        let single = spec.onePerPerson.compactMap { name in
            table.sources.firstIndex(of: name).map { UInt8($0 + 1) }
        }
        constraints = Constraints(
            uniques: uniques, onePerPerson: Set(single), sources: table.sources, cannot: cannot, standing: [:])
    }
}
