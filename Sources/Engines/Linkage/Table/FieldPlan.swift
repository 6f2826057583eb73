/// Where each field of a specification is kept in a table.
struct FieldPlan: Sendable {
    let spec: LinkageSpec
    /// A target for each field, in the specification's order.
    let targets: [ColumnPlan.Target]
    /// The identifier fields in the order of their slots.
    let identifiers: [LinkageSpec.Field]
    /// The category fields in the order of their columns.
    let categories: [LinkageSpec.Field]

    init(_ spec: LinkageSpec) throws(LinkageError) {
        self.spec = spec
        let order: [FieldKind] = [.nhsNumber, .upn, .pncID, .identifier]
        let identifiers = order.flatMap { kind in spec.fields.filter { $0.kind == kind } }
        let categories = spec.fields.filter { $0.kind == .category }
        guard Set(spec.fields.map(\.name)).count == spec.fields.count else {
            throw .badSpec("two fields have one name")
        }
        for kind in FieldKind.allCases
        where ![.nhsNumber, .upn, .pncID, .identifier, .category, .ignored].contains(kind) {
            guard spec.fields.count(where: { $0.kind == kind }) <= 1 else {
                throw .badSpec("two fields are of the kind \(kind.rawValue)")
            }
        }
        targets = spec.fields.map { field in
            let slot = identifiers.firstIndex { $0.name == field.name } ?? 0
            switch field.kind {
            case .id: return .id
            case .source: return .source
            case .localID: return .local
            case .forename: return .forename
            case .surname: return .surname
            case .fullName: return .fullName
            case .middleNames: return .given
            case .alias: return .alias
            case .dateOfBirth: return .birth
            case .sex: return .sex
            case .postcode: return .postcode
            case .address: return .address
            case .houseNumber: return .house
            case .street: return .street
            case .nhsNumber: return .nhs(slot)
            case .upn: return .upn(slot)
            case .pncID, .identifier: return .generic(slot)
            case .category: return .category(categories.firstIndex { $0.name == field.name } ?? 0)
            case .ignored: return .ignored
            }
        }
        self.identifiers = identifiers
        self.categories = categories
    }

    func reader() -> RowReader {
        RowReader(identifiers: identifiers.count, categories: categories.count)
    }

    /// What each column of a file is read as.
    func targets(headers: [String], file: String) throws(LinkageError) -> [ColumnPlan.Target] {
        let keys = headers.map(HeaderName.key)
        for (index, key) in keys.enumerated() where !key.isEmpty && keys[..<index].contains(key) {
            throw .columnTwice(file: file, column: headers[index])
        }
        var found = [ColumnPlan.Target](repeating: .ignored, count: headers.count)
        var used = false
        for (field, target) in zip(spec.fields, targets) {
            guard let column = field.columns.lazy.compactMap({ keys.firstIndex(of: HeaderName.key($0)) }).first else {
                continue
            }
            found[column] = target
            if ![.id, .source, .localID, .ignored].contains(field.kind) { used = true }
        }
        guard used else { throw .nothingToCompare(file: file) }
        return found
    }
}

/// Headers made comparable.
enum HeaderName {
    /// Lower-case letters and digits, with one underscore between words.
    static func key(_ header: String) -> String {
        String(decoding: Folding.fold(header), as: UTF8.self).split(separator: " ").joined(separator: "_")
    }
}
