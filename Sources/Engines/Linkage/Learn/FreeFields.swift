/// Which fields a pair says something about that it was not chosen for.
///
/// A pair found because its postcodes agree says nothing about how often one person's postcodes agree. It does if another
/// rule finds it without. That is read off the vector: a rule finds the pairs whose levels show its key agreeing.
struct FreeFields {
    /// For each way of finding a pair: for each comparison used, the codes that let the pair be found.
    private let ways: [[(comparison: Int, codes: UInt16)]]
    private let count: Int

    init(_ plan: ComparisonPlan, _ blocks: BlockPlan) {
        count = plan.items.count
        ways = blocks.rules.flatMap { rule in Self.ways(rule.rule.parts, plan) }
    }

    /// For each comparison whether it is free in pairs with this vector.
    func mask(_ vector: UInt64) -> UInt16 {
        var free: UInt16 = 0
        for way in ways where way.allSatisfy({ $0.codes >> UInt16(Vector.code(vector, $0.comparison)) & 1 == 1 }) {
            var used: UInt16 = 0
            for part in way { used |= 1 << UInt16(part.comparison) }
            free |= ~used
        }
        return free & (1 << UInt16(count) - 1)
    }

    private static func ways(
        _ parts: [BlockingRule.Part], _ plan: ComparisonPlan
    ) -> [[(comparison: Int, codes: UInt16)]] {
        var ways: [[(comparison: Int, codes: UInt16)]] = [[]]
        for part in parts {
            let options = options(part, plan)
            guard !options.isEmpty else { return [] }
            ways = ways.flatMap { way in options.map { way + $0 } }
        }
        return ways
    }

    /// The comparisons a part of a key uses, in each way it can be met.
    private static func options(
        _ part: BlockingRule.Part, _ plan: ComparisonPlan
    ) -> [[(comparison: Int, codes: UInt16)]] {
        func one(_ comparison: Int, _ levels: Set<Level>) -> [[(comparison: Int, codes: UInt16)]] {
            guard comparison >= 0 else { return [] }
            return [[(comparison, codes(plan.items[comparison].kind, levels))]]
        }
        func named(_ kind: ComparisonKind, _ name: String) -> Int {
            plan.items.firstIndex { $0.kind == kind && $0.name == name } ?? -1
        }
        let nameFamily: Set<Level> = [.exact, .variant]
        let surnames: Set<Level> = [.exact, .variant, .shared]
        let year: Set<Level> = [.exact, .dayMonth, .newYear, .sameYear]
        let sounds: Set<Level> = [.exact, .sound]
        switch part {
        case .dateOfBirth: return one(plan.birth, [.exact, .dayMonth])
        case .birthYear: return one(plan.birth, year)
        case .forename: return one(plan.forename, nameFamily)
        case .forenameSound: return one(plan.forename, sounds)
        case .initial: return one(plan.forename, nameFamily.union([.near, .close, .sound, .initial]))
        case .surname: return one(plan.surname, surnames)
        case .surnameSound: return one(plan.surname, sounds)
        case .anyName:
            return one(plan.forename, nameFamily.union([.swapped])) + one(plan.surname, surnames)
        case .bothNames:
            let straight = one(plan.forename, sounds).flatMap { way in one(plan.surname, sounds).map { way + $0 } }
            return straight + one(plan.forename, [.swapped])
        case .postcode: return one(plan.place, [.home, .postcode, .neighbour])
        case .home, .house: return one(plan.place, [.home])
        case .sector: return one(plan.place, [.home, .postcode, .neighbour, .sector])
        case .district: return one(plan.place, [.home, .postcode, .neighbour, .sector, .district])
        case .identifier(let name): return one(named(.identifier, name), [.exact])
        case .localID: return one(plan.local, [.exact])
        case .category(let name): return one(named(.category, name), [.exact])
        }
    }

    private static func codes(_ kind: ComparisonKind, _ levels: Set<Level>) -> UInt16 {
        var codes: UInt16 = 0
        for (code, level) in kind.levels.enumerated() where levels.contains(level) { codes |= 1 << UInt16(code) }
        return codes
    }
}
