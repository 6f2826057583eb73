import Foundation
import Testing

@testable import Linkage

/// Records whose error rates are known exactly: two of each person, each field wrong in the second with its own share.
private struct KnownRates {
    static let surnameError = 0.08
    static let townError = 0.15
    static let birthError = 0.05

    static func table(people: Int, seed: UInt64, classes: Int) throws -> RecordTable {
        var dice = Dice(seed: seed)
        var spec = LinkageSpec(
            fields: [
                .init(.id, name: "id"), .init(.forename, name: "forename"), .init(.surname, name: "surname"),
                .init(.dateOfBirth, name: "dob"), .init(.category, name: "town"), .init(.category, name: "work"),
            ], classes: classes)
        spec.perAgencyPair = false
        var builder = try TableBuilder(spec: spec)
        let letters = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa"]
        func name() -> String { dice.pick(letters) + dice.pick(letters) + dice.pick(letters) }
        func day() -> String { "\(1950 + dice.below(60))-\(10 + dice.below(3))-\(10 + dice.below(18))" }
        func place() -> String { "town " + dice.pick(letters) + dice.pick(letters) }
        for person in 0..<people {
            let truth = ["forename": name(), "surname": name(), "dob": day(), "town": place(), "work": name()]
            var second = truth
            if dice.chance(surnameError) { second["surname"] = name() }
            if dice.chance(townError) { second["town"] = place() }
            if dice.chance(birthError) { second["dob"] = day() }
            builder.append(id: "a\(person)", source: "", values: truth)
            builder.append(id: "b\(person)", source: "", values: second)
        }
        return try builder.build()
    }
}

@Suite struct LearningTests {
    @Test(arguments: [2, 3])
    func `known error rates are found again`(_ classes: Int) throws {
        let table = try KnownRates.table(people: 2_000, seed: 9, classes: classes)
        let model = try Linkage.run(table).model
        func same(_ name: String) -> Double { model.comparisons.first { $0.name == name }?.levels[0].same ?? 0 }
        // The binomial error of 2,000 pairs is below 0.8 %; within three of them.
        #expect(abs(same("surname") - (1 - KnownRates.surnameError)) < 0.024)
        #expect(abs(same("town") - (1 - KnownRates.townError)) < 0.024)
        #expect(abs(same("dob") - (1 - KnownRates.birthError)) < 0.024)
        // A row that says of a person what its agency has said before is no further record.
        let distinct = Double(
            Set(table.rows.map { [UInt64($0.forename), UInt64($0.surname), UInt64($0.birth)] }).count)
        let pairs = distinct * (distinct - 1) / 2
        #expect(abs(model.sameShare * pairs - 2_000) < 40)
        #expect(model.convergence.hasConverged)
    }

    @Test func `chance agreement is that of the frequencies`() throws {
        let table = try KnownRates.table(people: 2_000, seed: 10, classes: 2)
        let model = try Linkage.run(table).model
        // Sixteen syllables: three of them in a name, two in a town.
        let names = model.comparisons.first { $0.name == "surname" }?.levels[0].stranger ?? 0
        let towns = model.comparisons.first { $0.name == "town" }?.levels[0].stranger ?? 0
        #expect(abs(names * 4096 - 1) < 0.1)
        #expect(abs(towns * 256 - 1) < 0.1)
    }

    @Test func `a level is learnt from pairs found without its field alone`() throws {
        let plan = try ComparisonPlan(Town.spec)
        let free = FreeFields(plan, try BlockPlan(Town.spec, records: 100_000))
        func vector(_ codes: [Int: Int]) -> UInt64 {
            codes.reduce(0) { $0 | UInt64($1.value) << UInt64($1.key * 4) }
        }
        // Found by forename and birthday: surname and place are free, those two are not.
        let mask = free.mask(vector([plan.forename: 1, plan.birth: 1, plan.surname: 8, plan.place: 7]))
        #expect(mask >> UInt16(plan.surname) & 1 == 1 && mask >> UInt16(plan.place) & 1 == 1)
        #expect(mask >> UInt16(plan.forename) & 1 == 0 && mask >> UInt16(plan.birth) & 1 == 0)
        // Found by an NHS number as well: now they are.
        let number = plan.items.firstIndex { $0.name == "nhs_number" } ?? 0
        let wider = free.mask(vector([plan.forename: 1, plan.birth: 1, number: 1]))
        #expect(wider >> UInt16(plan.forename) & 1 == 1 && wider >> UInt16(plan.birth) & 1 == 1)
        // No rule finds a pair that agrees in nothing: it teaches nothing.
        #expect(free.mask(vector([plan.forename: 12, plan.surname: 8])) == 0)
    }

    @Test func `a model with an untrained level is refused by name`() throws {
        let town = Town(people: 150, seed: 2)
        let table = try town.table()
        var model = try Linkage.run(table).model
        model.comparisons[0].levels[1].same = 0
        let level = model.comparisons[0].levels[1].level
        #expect(throws: LinkageError.untrained(comparison: "forename", level: level)) {
            try Linkage.run(table, model: model)
        }
        model.comparisons.removeLast()
        #expect(throws: LinkageError.self) { try Linkage.run(table, model: model) }
    }

    @Test func `a saved model scores as the learnt one did`() throws {
        let table = try Town(people: 400, seed: 4).table()
        let first = try Linkage.run(table)
        let data = try JSONEncoder().encode(first.model)
        let model = try JSONDecoder().decode(LinkageModel.self, from: data)
        #expect(model == first.model)
        let second = try Linkage.run(table, model: model)
        #expect(second.pairs == first.pairs && second.clusters == first.clusters)
    }

    @Test func `a missing value says nothing`() throws {
        let table = try Town(people: 400, seed: 6).table()
        let result = try Linkage.run(table)
        let explainer = try Explainer(table: table, model: result.model)
        for pair in result.pairs.prefix(50) {
            let parts = explainer.explain(Int(pair.a), Int(pair.b)).parts
            #expect(parts.filter { $0.level == .missing }.allSatisfy { $0.weight == 0 && $0.fromFrequency == 0 })
        }
    }

    @Test func `every probability of every class adds up to one`() throws {
        let model = try Linkage.run(try Town(people: 400, seed: 7).table()).model
        for comparison in model.comparisons {
            #expect(abs(comparison.levels.reduce(0) { $0 + $1.same } - 1) < 1e-9, "\(comparison.name)")
            #expect(abs(comparison.levels.reduce(0) { $0 + $1.stranger } - 1) < 1e-5, "\(comparison.name)")
            #expect(abs(comparison.levels.reduce(0) { $0 + $1.household } - 1) < 1e-5, "\(comparison.name)")
        }
    }
}
