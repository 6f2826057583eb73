/// What two records, and so two clusters, cannot be together.
struct Constraints: Sendable {
    /// Identifiers a person has one of: slot in the row, name of the field, how digits are compared.
    struct Unique: Sendable {
        var slot: Int
        var name: String
        var kind: FieldKind
    }

    let uniques: [Unique]
    /// Sources with one live row a person, by number.
    let onePerPerson: Set<UInt8>
    let sources: [String]
    /// For a record the records it is decided to be another person than.
    let cannot: [UInt32: Set<UInt32>]
    /// For a record the confirmed cluster it stands in.
    let standing: [UInt32: Int32]

    /// Why two sets of records cannot be one person; nil if nothing forbids it.
    func refusal(_ one: [UInt32], _ other: [UInt32], _ view: TableView) -> Refusal.Reason? {
        if !cannot.isEmpty {
            for a in one { if let foes = cannot[a], other.contains(where: foes.contains) { return .decision } }
        }
        if !standing.isEmpty {
            let ours = Set(one.compactMap { standing[$0] })
            let theirs = Set(other.compactMap { standing[$0] })
            if !ours.isEmpty, !theirs.isEmpty, ours != theirs { return .standing }
        }
        for unique in uniques {
            for a in one {
                let value = identifier(a, unique.slot, view)
                guard Identifier.isFirm(value) else { continue }
                for b in other {
                    let against = identifier(b, unique.slot, view)
                    guard Identifier.isFirm(against), against != value else { continue }
                    if Comparer.identifier(value, against, unique.kind) == 3 { return .identifiers(field: unique.name) }
                }
            }
        }
        if !onePerPerson.isEmpty {
            for a in one where onePerPerson.contains(view.rows[Int(a)].source) {
                let source = view.rows[Int(a)].source
                if other.contains(where: { view.rows[Int($0)].source == source }) {
                    return .onePerPerson(source: sources[Int(source) - 1])
                }
            }
        }
        return nil
    }

    private func identifier(_ place: UInt32, _ slot: Int, _ view: TableView) -> UInt64 {
        slot < 2 ? view.rows[Int(place)].ids[slot] : view.moreIDs[slot - 2][Int(place)]
    }
}
