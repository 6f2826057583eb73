/// Makes the keys under which records are looked for.
struct BlockKeys {
    let view: TableView
    let plan: BlockPlan
    let identifiers: [LinkageSpec.Field]
    let categories: [LinkageSpec.Field]
    /// What each slot is made of: the salt of its rule, its variant, and a stretch of `parts`.
    private let recipes: [(slot: Int, salt: UInt64, variant: Int, parts: Range<Int>)]
    private let parts: [SimplePart]

    /// A part with its field already found.
    private struct SimplePart {
        var part: Kind
        var slot: Int

        enum Kind: UInt8 {
            case birth, year, forename, forenameSound, initial, surname, surnameSound, anyName, bothNames, postcode,
                sector
            case district, home, house, identifier, local, category
        }
    }

    init(view: TableView, plan: BlockPlan, spec: LinkageSpec) throws(LinkageError) {
        let fields = try FieldPlan(spec)
        self.view = view
        self.plan = plan
        identifiers = fields.identifiers
        categories = fields.categories
        var parts: [SimplePart] = []
        var recipes: [(slot: Int, salt: UInt64, variant: Int, parts: Range<Int>)] = []
        for rule in plan.rules {
            let start = parts.count
            for part in rule.rule.parts { parts.append(Self.simple(part, fields)) }
            for (variant, slot) in rule.slots.enumerated() {
                recipes.append((slot, UInt64(rule.slots.lowerBound + 1), variant, start..<parts.count))
            }
        }
        self.parts = parts
        self.recipes = recipes
    }

    /// A record's keys for all slots; 0 where a part is not known.
    func keys(_ place: Int) -> SIMD16<UInt32> {
        let row = view.rows[place]
        var keys = SIMD16<UInt32>.zero
        for (slot, salt, variant, range) in recipes {
            var hash = salt
            var isKnown = true
            for index in range {
                let value = value(of: parts[index], row, place, variant)
                isKnown = isKnown && value != 0
                hash = Mix.mix(hash ^ value)
            }
            if isKnown { keys[slot] = max(1, UInt32(truncatingIfNeeded: hash >> 32)) }
        }
        return keys
    }

    /// The value of a part, 0 if it is not known.
    func value(of part: BlockingRule.Part, _ place: Int) -> UInt64 {
        let slot: Int
        switch part {
        case .identifier(let name): slot = identifiers.firstIndex { $0.name == name } ?? 0
        case .category(let name): slot = categories.firstIndex { $0.name == name } ?? 0
        default: slot = 0
        }
        return value(of: SimplePart(part: Self.kind(part), slot: slot), view.rows[place], place, 0)
    }

    private static func simple(_ part: BlockingRule.Part, _ fields: FieldPlan) -> SimplePart {
        switch part {
        case .identifier(let name):
            SimplePart(part: .identifier, slot: fields.identifiers.firstIndex { $0.name == name } ?? 0)
        case .category(let name):
            SimplePart(part: .category, slot: fields.categories.firstIndex { $0.name == name } ?? 0)
        default: SimplePart(part: kind(part), slot: 0)
        }
    }

    private static func kind(_ part: BlockingRule.Part) -> SimplePart.Kind {
        switch part {
        case .dateOfBirth: .birth
        case .birthYear: .year
        case .forename: .forename
        case .forenameSound: .forenameSound
        case .initial: .initial
        case .surname: .surname
        case .surnameSound: .surnameSound
        case .anyName: .anyName
        case .bothNames: .bothNames
        case .postcode: .postcode
        case .sector: .sector
        case .district: .district
        case .home: .home
        case .house: .house
        case .identifier: .identifier
        case .localID: .local
        case .category: .category
        }
    }

    /// The value of a part; `variant` picks among several names.
    @inline(__always)
    private func value(of part: SimplePart, _ row: Row, _ place: Int, _ variant: Int) -> UInt64 {
        switch part.part {
        case .birth: UInt64(DayOfBirth(digits: row.birth).swapless)
        case .year: UInt64(row.birth / 10_000)
        case .forename: UInt64(nameKey(row.forename))
        case .forenameSound: UInt64(view.words[Int(row.forename)].sound)
        case .initial: UInt64(view.words[Int(row.forename)].short.bytes[0])
        case .surname: UInt64(family(row, variant))
        case .surnameSound: UInt64(view.words[Int(view.entries[Int(row.surname)][0])].sound)
        case .anyName: UInt64(variant == 0 ? nameKey(row.forename) : family(row, variant - 1))
        case .bothNames: bothSounds(row)
        case .postcode: Postcode(packed: row.postcode).isFull ? row.postcode : 0
        case .sector: Postcode(packed: row.postcode).sector
        case .district: Postcode(packed: row.postcode).district
        case .home: row.house == 0 || row.street == 0 ? 0 : UInt64(row.house) << 32 | UInt64(row.street)
        case .house:
            row.house == 0 || !Postcode(packed: row.postcode).isFull
                ? 0 : Mix.mix(row.postcode ^ UInt64(row.house) << 40)
        case .identifier: Identifier.plain(part.slot < 2 ? row.ids[part.slot] : view.moreIDs[part.slot - 2][place])
        case .local: row.local == 0 ? 0 : row.local ^ UInt64(row.source) << 56
        case .category: UInt64(view.categories[part.slot][place])
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
}
