/// The blocking rules of a run, laid out as key slots.
///
/// Each rule has one slot, or one for each name it can be keyed by. A record's keys for all slots lie together, so that
/// whether an earlier rule has already found a pair is one comparison of sixteen numbers.
struct BlockPlan: Sendable {
    /// At most this many keys a record.
    static let slots = 16

    struct Rule: Sendable {
        var rule: BlockingRule
        /// Its slots.
        var slots: Range<Int>
        /// Whether the key holds the day of birth, so that its blocks lie within one day's run of the table.
        var isDaily: Bool
    }

    let rules: [Rule]

    init(_ spec: LinkageSpec) throws(LinkageError) {
        let fields = try FieldPlan(spec)
        let wanted = spec.rules.isEmpty ? Self.usual(spec, fields) : spec.rules
        var rules: [Rule] = []
        var next = 0
        for rule in wanted {
            let width = rule.parts.map(Self.width).max() ?? 1
            guard next + width <= Self.slots else { throw .badSpec("the blocking rules need more than 16 keys") }
            for part in rule.parts + rule.refinements { try Self.check(part, fields) }
            rules.append(Rule(rule: rule, slots: next..<next + width, isDaily: rule.parts.contains(.dateOfBirth)))
            next += width
        }
        guard !rules.isEmpty else { throw .badSpec("no blocking rule can be made from these columns") }
        // Daily rules run day by day in one sweep, so they come together, after those that key by an identifier.
        self.rules = rules
    }

    private static func width(_ part: BlockingRule.Part) -> Int {
        switch part {
        case .anyName: 3
        case .surname: 2
        default: 1
        }
    }

    private static func check(_ part: BlockingRule.Part, _ fields: FieldPlan) throws(LinkageError) {
        switch part {
        case .identifier(let name):
            guard fields.identifiers.contains(where: { $0.name == name }) else { throw .columnMissing(name) }
        case .category(let name):
            guard fields.categories.contains(where: { $0.name == name }) else { throw .columnMissing(name) }
        default: return
        }
    }

    /// The rules that suit the fields there are.
    static func usual(_ spec: LinkageSpec, _ fields: FieldPlan) -> [BlockingRule] {
        func has(_ kinds: FieldKind...) -> Bool { spec.fields.contains { kinds.contains($0.kind) } }
        let forename = has(.forename, .fullName)
        let surname = has(.surname, .fullName)
        let birth = has(.dateOfBirth)
        let postcode = has(.postcode)
        let house = has(.address, .houseNumber)
        var rules: [BlockingRule] = fields.identifiers.prefix(3).map { field in
            BlockingRule(field.name, [.identifier(field.name)], cap: 100, refinements: [.birthYear, .initial])
        }
        if has(.localID) { rules.append(BlockingRule("local id", [.localID], cap: 100, refinements: [.birthYear])) }
        if birth {
            if forename || surname {
                rules.append(BlockingRule("name, birth", [.anyName, .dateOfBirth], cap: 250, refinements: [.sector, .initial]))
            }
            if postcode {
                rules.append(BlockingRule("postcode, birth", [.postcode, .dateOfBirth], refinements: [.initial]))
            }
            if forename {
                rules.append(
                    BlockingRule("forename sound, birth", [.forenameSound, .dateOfBirth], refinements: [.sector]))
            }
            if surname {
                rules.append(BlockingRule("surname sound, birth", [.surnameSound, .dateOfBirth], refinements: [.sector]))
            }
        }
        if forename, surname {
            let refinements: [BlockingRule.Part] = (birth ? [.birthYear] : []) + (postcode ? [.district, .sector] : [])
            rules.append(BlockingRule("forename, surname", [.forename, .surname], cap: 60, refinements: refinements))
            if birth {
                rules.append(
                    BlockingRule(
                        "names' sounds, year", [.forenameSound, .surnameSound, .birthYear], cap: 60,
                        refinements: postcode ? [.district, .sector] : []))
            }
        }
        if postcode, forename {
            rules.append(BlockingRule("forename, postcode", [.forename, .postcode], refinements: [.birthYear]))
        }
        if postcode, surname {
            rules.append(BlockingRule("surname, postcode", [.surnameSound, .postcode], cap: 100, refinements: [.initial]))
        }
        if house, !postcode, surname { rules.append(BlockingRule("surname, home", [.surname, .home])) }
        if !postcode, surname, rules.isEmpty { rules.append(BlockingRule("surname", [.surname], cap: 100)) }
        if rules.isEmpty, let category = fields.categories.first {
            rules.append(BlockingRule(category.name, [.category(category.name)]))
        }
        return rules
    }
}
