/// Makes the keys under which records are looked for.
struct BlockKeys {
    let view: TableView
    let plan: BlockPlan
    let identifiers: [LinkageSpec.Field]
    let categories: [LinkageSpec.Field]

    init(view: TableView, plan: BlockPlan, spec: LinkageSpec) throws(LinkageError) {
        let fields = try FieldPlan(spec)
        self.view = view
        self.plan = plan
        identifiers = fields.identifiers
        categories = fields.categories
    }

    /// A record's keys for all slots; 0 where a part is not known.
    func keys(_ place: Int) -> SIMD16<UInt32> {
        let row = view.rows[place]
        var keys = SIMD16<UInt32>.zero
        for rule in plan.rules {
            for (variant, slot) in rule.slots.enumerated() {
                var hash = UInt64(truncatingIfNeeded: rule.slots.lowerBound + 1)
                var isKnown = true
                for part in rule.rule.parts {
                    let value = value(of: part, row, place, variant)
                    if value == 0 {
                        isKnown = false
                        break
                    }
                    hash = Mix.mix(hash ^ value)
                }
                if isKnown { keys[slot] = max(1, UInt32(truncatingIfNeeded: hash >> 32)) }
            }
        }
        return keys
    }

    /// The value of a part, 0 if it is not known; `variant` picks among several names.
    func value(of part: BlockingRule.Part, _ row: Row, _ place: Int, _ variant: Int) -> UInt64 {
        switch part {
        case .dateOfBirth: UInt64(DayOfBirth(digits: row.birth).swapless)
        case .birthYear: UInt64(row.birth / 10_000)
        case .forename: UInt64(nameKey(row.forename))
        case .forenameSound: UInt64(view.words[Int(row.forename)].sound)
        case .initial: UInt64(view.words[Int(row.forename)].short.bytes[0])
        case .surname: UInt64(family(row, variant))
        case .surnameSound: UInt64(view.words[Int(view.entries[Int(row.surname)][0])].sound)
        case .anyName:
            switch variant {
            case 0: UInt64(nameKey(row.forename))
            case 1: UInt64(family(row, 0))
            default: UInt64(family(row, 1))
            }
        case .bothNames: bothSounds(row)
        case .postcode: Postcode(packed: row.postcode).isFull ? row.postcode : 0
        case .sector: Postcode(packed: row.postcode).sector
        case .district: Postcode(packed: row.postcode).district
        case .home: row.house == 0 || row.street == 0 ? 0 : UInt64(row.house) << 32 | UInt64(row.street)
        case .house:
            row.house == 0 || !Postcode(packed: row.postcode).isFull ? 0 : Mix.mix(row.postcode ^ UInt64(row.house) << 40)
        case .identifier(let name): identifier(name, row, place)
        case .localID: row.local == 0 ? 0 : row.local ^ UInt64(row.source) << 56
        case .category(let name):
            categories.firstIndex { $0.name == name }.map { UInt64(view.categories[$0][place]) } ?? 0
        }
    }

    private func nameKey(_ word: UInt32) -> UInt32 {
        word == 0 ? 0 : view.words[Int(word)].blockingKey(word)
    }

    private func family(_ row: Row, _ index: Int) -> UInt32 {
        nameKey(view.entries[Int(row.surname)][index])
    }

    private func bothSounds(_ row: Row) -> UInt64 {
        let one = view.words[Int(row.forename)].sound
        let other = view.words[Int(view.entries[Int(row.surname)][0])].sound
        return one == 0 || other == 0 ? 0 : UInt64(min(one, other)) << 32 | UInt64(max(one, other))
    }

    private func identifier(_ name: String, _ row: Row, _ place: Int) -> UInt64 {
        guard let slot = identifiers.firstIndex(where: { $0.name == name }) else { return 0 }
        return Identifier.plain(slot < 2 ? row.ids[slot] : view.moreIDs[slot - 2][place])
    }
}
