import Testing

@testable import Linkage

/// Takes each rule and each comparison away in turn: one that makes no difference is dead, one that is better away harms.
@Suite struct AblationTests {
    private let town = Town(people: 500, seed: 61, errorRate: 0.1, missingRate: 0.08)

    private func usualRules() throws -> [BlockingRule] {
        try BlockPlan(Town.spec, records: 100_000).rules.map(\.rule)
    }

    @Test func `every blocking rule finds pairs, and none does harm`() throws {
        var spec = Town.spec
        spec.rules = try usualRules()
        let table = try town.table(spec)
        let model = try Linkage.run(table, spec).model
        let whole = Judgement(town, table, try Linkage.run(table, spec, model: model).clusters).f1
        for (index, rule) in spec.rules.enumerated() {
            var alone = spec
            alone.rules = [rule]
            #expect(try Linkage.run(table, alone, model: model).comparedPairs > 0, "\(rule.name) finds nothing")
            var less = spec
            less.rules.remove(at: index)
            let without = Judgement(town, table, try Linkage.run(table, less).clusters).f1
            #expect(whole > without - 0.002, "\(rule.name): \(whole) with, \(without) without")
        }
    }

    @Test func `every comparison tells something, and none does harm`() throws {
        let table = try town.table()
        let result = try Linkage.run(table)
        let whole = Judgement(town, table, result.clusters).f1
        for index in result.model.comparisons.indices {
            var model = result.model
            let name = model.comparisons[index].name
            for level in model.comparisons[index].levels.indices {
                // A level of one probability in every class says nothing.
                model.comparisons[index].levels[level].same = 0.5
                model.comparisons[index].levels[level].household = 0.5
                model.comparisons[index].levels[level].twin = 0.5
                model.comparisons[index].levels[level].stranger = 0.5
                model.comparisons[index].levels[level].frequencyBase = nil
            }
            model.agencyPairs = []
            let without = try Linkage.run(table, model: model)
            #expect(without.pairs != result.pairs, "\(name) makes no difference")
            let f1 = Judgement(town, table, without.clusters).f1
            #expect(whole > f1 - 0.002, "\(name): \(whole) with, \(f1) without")
        }
    }

    @Test func `every level occurs where it should`() throws {
        let table = try Town(people: 1_200, seed: 62, errorRate: 0.12).table()
        let result = try Linkage.run(table)
        var seen: [ComparisonKind: Set<Level>] = [:]
        for pair in result.pairs {
            for (index, comparison) in result.model.comparisons.enumerated() {
                seen[comparison.kind, default: []].insert(comparison.kind.levels[Vector.code(pair.vector, index)])
            }
        }
        #expect(seen[.forename]?.isSuperset(of: [.exact, .near, .close, .different]) == true)
        #expect(seen[.surname]?.isSuperset(of: [.exact, .near, .close]) == true)
        #expect(seen[.dateOfBirth]?.isSuperset(of: [.exact, .dayMonth, .oneEdit, .newYear]) == true)
        #expect(seen[.place]?.isSuperset(of: [.home, .district]) == true)
        #expect(seen[.sex]?.contains(.exact) == true)
        #expect(seen[.identifier]?.contains(.exact) == true)
    }

    @Test func `the household class keeps brothers, sisters and twins apart better than two classes do`() throws {
        var two = Town.spec
        two.classes = 2
        let table = try town.table()
        let three = Judgement(town, table, try Linkage.run(table).clusters)
        let pair = Judgement(town, table, try Linkage.run(table, two).clusters)
        #expect(three.sharing.count <= pair.sharing.count, "\(three.sharing.count) against \(pair.sharing.count)")
        #expect(three.f1 > pair.f1 - 0.002)
    }

    @Test func `rates for each pair of agencies do no harm`() throws {
        var pooled = Town.spec
        pooled.perAgencyPair = false
        let table = try town.table()
        let own = Judgement(town, table, try Linkage.run(table).clusters)
        let shared = Judgement(town, table, try Linkage.run(table, pooled).clusters)
        #expect(own.f1 > shared.f1 - 0.002, "\(own.f1) against \(shared.f1)")
    }
}
