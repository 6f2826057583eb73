/// The comparisons a specification's fields give rise to, in the order of the vector.
struct ComparisonPlan: Sendable {
    struct Item: Sendable {
        var name: String
        var kind: ComparisonKind
        var fields: [String]
        /// Which identifier or category, by slot.
        var slot: Int
        /// How an identifier's digits are compared.
        var identifier: FieldKind
    }

    let items: [Item]
    /// The kinds of the comparisons alone, for the inner loops.
    let kinds: [ComparisonKind]
    /// The levels by comparison and code, sixteen codes a comparison.
    let levels: [Level]
    /// Which levels of which comparisons depend on frequency, by comparison and code.
    let adjusted: [UInt16]
    /// Identifiers and categories: their comparison and slot.
    let identifiers: [(comparison: Int, slot: Int, kind: FieldKind)]
    let categories: [(comparison: Int, slot: Int)]
    /// The place of each kind that occurs once; -1 for one that does not occur.
    let forename: Int
    let surname: Int
    let given: Int
    let birth: Int
    let sex: Int
    let place: Int
    let local: Int

    init(_ spec: LinkageSpec) throws(LinkageError) {
        let plan = try FieldPlan(spec)
        func names(_ kinds: [FieldKind]) -> [String] { spec.fields.filter { kinds.contains($0.kind) }.map(\.name) }
        var items: [Item] = []
        func add(_ kind: ComparisonKind, from kinds: [FieldKind], name: String? = nil) {
            let fields = names(kinds)
            guard let first = fields.first else { return }
            items.append(Item(name: name ?? first, kind: kind, fields: fields, slot: 0, identifier: .identifier))
        }
        let isWhole = spec.field(.fullName) != nil
        add(.forename, from: [.forename, .fullName], name: isWhole ? "forename" : nil)
        add(.surname, from: [.surname, .fullName], name: isWhole ? "surname" : nil)
        add(.middleNames, from: [.middleNames])
        add(.dateOfBirth, from: [.dateOfBirth])
        add(.sex, from: [.sex])
        add(.place, from: [.postcode, .address, .houseNumber, .street], name: "place")
        for (slot, field) in plan.identifiers.enumerated() {
            items.append(
                Item(name: field.name, kind: .identifier, fields: [field.name], slot: slot, identifier: field.kind))
        }
        add(.localID, from: [.localID])
        for (slot, field) in plan.categories.enumerated() {
            items.append(
                Item(name: field.name, kind: .category, fields: [field.name], slot: slot, identifier: .category))
        }
        guard items.count <= 12 else { throw .badSpec("at most 12 comparisons can be made, not \(items.count)") }
        self.items = items
        kinds = items.map(\.kind)
        levels = items.flatMap { item in
            item.kind.levels + Array(repeating: .missing, count: 16 - item.kind.levels.count)
        }
        adjusted = items.map { item in
            var bits: UInt16 = 0
            for (code, level) in item.kind.levels.enumerated() where item.kind.frequencyLevels.contains(level) {
                bits |= 1 << UInt16(code)
            }
            return bits
        }
        identifiers = items.enumerated().filter { $0.element.kind == .identifier }.map {
            ($0.offset, $0.element.slot, $0.element.identifier)
        }
        categories = items.enumerated().filter { $0.element.kind == .category }.map { ($0.offset, $0.element.slot) }
        func place(_ kind: ComparisonKind) -> Int { items.firstIndex { $0.kind == kind } ?? -1 }
        forename = place(.forename)
        surname = place(.surname)
        given = place(.middleNames)
        birth = place(.dateOfBirth)
        sex = place(.sex)
        self.place = place(.place)
        local = place(.localID)
    }
}

/// A comparison vector: four bits for each of up to twelve comparisons, and in the highest eight the pair of sources.
///
/// The eight between hold, where pairs are counted for learning, how rare the agreeing values are.
enum Vector {
    static func code(_ vector: UInt64, _ comparison: Int) -> Int {
        Int(vector >> UInt64(comparison * 4) & 15)
    }

    /// The part without the sources.
    static func levels(_ vector: UInt64) -> UInt64 { vector & (1 << 48 - 1) }

    /// The pair of sources, as `larger * (larger + 1) / 2 + smaller`.
    static func sources(_ vector: UInt64) -> Int { Int(vector >> 56) }

    /// The vector with the rarity of its agreeing values, in steps of four bits.
    @inline(__always)
    static func withTerms(_ vector: UInt64, _ terms: Terms) -> UInt64 {
        let all = UInt64(max(0, min(15, Int(terms.all) >> 8)))
        let own = UInt64(max(0, min(15, Int(terms.own) >> 8)))
        return vector | all << 48 | own << 52
    }

    static func sourceCode(_ one: UInt8, _ other: UInt8) -> UInt64 {
        let low = UInt64(min(one, other))
        let high = UInt64(max(one, other))
        return high > 20 ? 0 : (high * (high + 1) / 2 + low) << 56
    }
}
