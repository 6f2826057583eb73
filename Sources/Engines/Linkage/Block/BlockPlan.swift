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

    init(_ spec: LinkageSpec, records: Int) throws(LinkageError) {
        let fields = try FieldPlan(spec)
        let wanted = spec.rules.isEmpty ? Self.usual(spec, fields, records: records) : spec.rules
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
    static func usual(_ spec: LinkageSpec, _ fields: FieldPlan, records: Int) -> [BlockingRule] {
        func has(_ kinds: FieldKind...) -> Bool { spec.fields.contains { kinds.contains($0.kind) } }
        let forename = has(.forename, .fullName)
        let surname = has(.surname, .fullName)
        let birth = has(.dateOfBirth)
        let postcode = has(.postcode)
        let house = has(.address, .houseNumber)
        let isSmall = records <= smallTable
        var rules: [BlockingRule] = fields.identifiers.prefix(3).map { field in
            BlockingRule(field.name, [.identifier(field.name)], cap: 100, refinements: [.birthYear, .initial])
        }
        if has(.localID) { rules.append(BlockingRule("local id", [.localID], cap: 100, refinements: [.birthYear])) }
        if birth {
            if forename || surname {
                rules.append(
                    BlockingRule("name, birth", [.anyName, .dateOfBirth], cap: 250, refinements: [.sector, .initial]))
            }
            // In a small table a birthday alone brings few together, and these are not needed.
            if isSmall {
                rules.append(BlockingRule("birth", [.dateOfBirth], cap: 40, refinements: [.initial]))
            }
            if postcode, !isSmall {
                rules.append(BlockingRule("postcode, birth", [.postcode, .dateOfBirth], refinements: [.initial]))
            }
            if forename, !isSmall {
                rules.append(
                    BlockingRule("forename sound, birth", [.forenameSound, .dateOfBirth], refinements: [.sector]))
            }
            if surname, !isSmall {
                rules.append(
                    BlockingRule("surname sound, birth", [.surnameSound, .dateOfBirth], refinements: [.sector]))
            }
        }
        if forename, surname {
            let refinements: [BlockingRule.Part] = (birth ? [.birthYear] : []) + (postcode ? [.district, .sector] : [])
            rules.append(BlockingRule("forename, surname", [.forename, .surname], cap: 16, refinements: refinements))
            rules.append(BlockingRule("names' sounds", [.bothNames], cap: 12, refinements: refinements))
        }
        if forename || surname {
            // Brothers and sisters come in here, which the household class is learnt from.
            if postcode {
                rules.append(
                    BlockingRule(
                        "name, postcode", [.anyName, .postcode], cap: 100, refinements: [.initial, .birthYear]))
            } else if house {
                rules.append(
                    BlockingRule("name, home", [.anyName, .home], cap: 100, refinements: [.initial, .birthYear]))
            }
        }
        if !postcode, surname, rules.isEmpty { rules.append(BlockingRule("surname", [.surname], cap: 100)) }
        if isSmall { rules += wider(spec, fields, room: slots - rules.reduce(0) { $0 + width($1.parts) }) }
        if rules.isEmpty, let category = fields.categories.first {
            rules.append(BlockingRule(category.name, [.category(category.name)]))
        }
        return rules
    }

    /// Up to this many records a birthday alone brings few together.
    private static let smallTable = 20_000

    /// Rules for a small table, which can afford to look further: fewer parts agree.
    private static func wider(_ spec: LinkageSpec, _ fields: FieldPlan, room: Int) -> [BlockingRule] {
        func has(_ kinds: FieldKind...) -> Bool { spec.fields.contains { kinds.contains($0.kind) } }
        var rules: [BlockingRule] = []
        if has(.address) || (has(.houseNumber) && has(.street)) {
            rules.append(BlockingRule("home", [.home], cap: 40, refinements: [.initial]))
        }
        if has(.postcode), has(.houseNumber, .address) {
            rules.append(BlockingRule("house, postcode", [.house], cap: 40, refinements: [.initial]))
        }
        for category in fields.categories where has(.postcode) {
            rules.append(
                BlockingRule(
                    "postcode, \(category.name)", [.postcode, .category(category.name)], cap: 40,
                    refinements: [.initial, .birthYear]))
        }
        return Array(rules.prefix(max(0, room)))
    }

    private static func width(_ parts: [BlockingRule.Part]) -> Int { parts.map(width).max() ?? 1 }
}
