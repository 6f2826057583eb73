import Testing

@testable import Linkage

/// What tells somebody's other name from a brother's, sister's or twin's.
@Suite struct ForenameTests {
    @Test(arguments: [
        ("penny", "penelope"), ("immy", "imogen"), ("haz", "harry"), ("dija", "khadija"), ("bertie", "albert"),
        ("ibs", "ibrahim"), ("manny", "emmanuel"), ("tima", "fatima"),
    ])
    func `a short form is known by its shape, whichever comes first`(_ short: String, _ whole: String) {
        #expect(ShortForm.isShort(ShortName(short.utf8), ShortName(whole.utf8)))
        #expect(ShortForm.isShort(ShortName(whole.utf8), ShortName(short.utf8)))
    }

    @Test(arguments: [
        ("amy", "amelia"), ("reuben", "charlie"), ("al", "khalid"), ("holly", "hope"), ("isla", "ava"),
        ("mo", "mohsin"), ("ezra", "lucas"), ("", "anna"),
    ])
    func `names that only begin alike or share two letters are no short forms`(_ one: String, _ other: String) {
        #expect(!ShortForm.isShort(ShortName(one.utf8), ShortName(other.utf8)))
    }

    /// The level of two given names, each written as an agency wrote it.
    private func level(_ one: (String, String), _ other: (String, String)) throws -> Level {
        var builder = try TableBuilder(
            spec: LinkageSpec(fields: [
                .init(.forename, name: "forename"), .init(.middleNames, name: "middle_names"),
                .init(.surname, name: "surname"),
            ]))
        for (id, name) in [one, other].enumerated() {
            builder.append(
                id: "\(id)", source: "", values: ["forename": name.0, "middle_names": name.1, "surname": "Knight"])
        }
        let table = try builder.build()
        let plan = try ComparisonPlan(table.spec)
        return table.withView { view in
            var comparer = Comparer(view: view, plan: plan)
            return ComparisonKind.forename.levels[Vector.code(comparer.vector(0, 1), plan.forename)]
        }
    }

    @Test func `a further name, or its first letter, shows who is called by it`() throws {
        #expect(try level(("Reuben", "Charlie"), ("Charlie", "")) == .shared)
        #expect(try level(("Reuben", "C"), ("Charlie", "")) == .initial)
        #expect(try level(("Reuben", "T"), ("Charlie", "")) == .apart)
    }

    @Test func `where further names are known and do not hold the other name, it stands apart`() throws {
        #expect(try level(("Reuben", "Carter"), ("Charlie", "")) == .apart)
        #expect(try level(("Reuben", ""), ("Charlie", "Carter")) == .apart)
        #expect(try level(("Reuben", ""), ("Charlie", "")) == .different)
        // A name of honour beside the name is not a name the person might be called by.
        #expect(try level(("Mohammed Bilal", ""), ("Yusuf", "")) == .different)
    }

    @Test func `a name of honour alone is neither the same name nor another`() throws {
        #expect(try level(("Mohammed", ""), ("Yusuf", "")) == .honour)
        #expect(try level(("Mohammed Yusuf", ""), ("Yusuf", "")) == .exact)
        #expect(try level(("Mohammed", "Yusuf"), ("Yusuf", "")) == .shared)
    }

    @Test func `agencies that see one child often say so in the odds`() throws {
        let plan = try ComparisonPlan(Town.spec)
        var learnt = AgencyRates.Learnt()
        learnt.pairs = [1: 9_000, 2: 100, 3: 0]
        learnt.households = [1: 1_000, 2: 9_000, 3: 0]
        #expect(learnt.shift(1) > 3 && learnt.shift(2) < -5)
        #expect(abs(learnt.shift(3)) < 1e-9, "nothing seen: as all agencies")
        #expect(AgencyRates.Learnt().shift(1) == 0)
        let model = try Linkage.run(try Town(people: 600, seed: 71).table()).model
        #expect(!model.agencyPairs.isEmpty)
        #expect(model.agencyPairs.allSatisfy { $0.againstHousehold?.isFinite == true })
        // The shift moves the odds against a household and nothing else.
        let scorer = try Scorer(model, plan: plan, sources: model.agencyPairs.flatMap(\.agencies).uniqued())
        let moved = scorer.start(2)
        let still = scorer.start(0)
        #expect(moved.household == still.household + 2 && moved.borrowed == still.borrowed + 2)
        #expect(moved.stranger == still.stranger && moved.twin == still.twin && moved.lent == still.lent)
    }

    @Test func `a twin with further names of her own is not taken for an alias`() throws {
        // One town twice: once every further name is written down, once none is.
        func joined(_ hasMiddle: Bool) throws -> Int {
            let town = Town(people: 900, seed: 73, errorRate: 0.08)
            var plain = Town.spec
            if !hasMiddle { plain.fields.removeAll { $0.kind == .middleNames } }
            let table = try town.table(plain)
            return Judgement(town, table, try Linkage.run(table, plain).clusters).sharing.count
        }
        #expect(try joined(true) <= joined(false))
    }
}

extension Array where Element: Hashable {
    /// The elements in order, each once.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
