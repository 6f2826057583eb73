import Testing

@testable import Statistics

@Suite struct ConcentrationTests {
    struct Reference: Decodable {
        struct Gini: Decodable {
            let cells: [Double]
            let gini: Double
            let pairs: Double
            let few: [Double]
            let generalised: Double
        }
        let gini: Gini
    }

    @Test func `Gini's coefficient is half the mean difference of pairs over the mean`() throws {
        let wanted = try Fixture.read("counts/counts.json", as: Reference.self).gini
        let cells = try Concentration(wanted.cells)
        #expect(abs(try #require(cells.gini(corrected: false)) - wanted.pairs) < 1e-14)
        #expect(abs(try #require(cells.gini(corrected: false)) - wanted.gini) < 1e-14)
        let few = try Concentration(wanted.few)
        #expect(abs(try #require(few.generalisedGini) - wanted.generalised) < 1e-13)
    }

    @Test func `events that never share a place are not concentrated, however many places are empty`() throws {
        for places in [12, 500, 10_000] {
            let spread = try Concentration((0..<places).map { $0 % 12 == 0 && $0 < 120 ? 1 : 0 })
            #expect(abs(try #require(spread.generalisedGini)) < 1e-9)
            let pile = try Concentration([10] + [Double](repeating: 0, count: places))
            #expect(abs(try #require(pile.generalisedGini) - 0.9) < 1e-9)
        }
        // With more events than places it is Gini's own.
        let many = try Concentration([4, 9, 0, 1, 30])
        #expect(many.generalisedGini == many.gini(corrected: false))
        #expect(many.unavoidablyEmpty == 0)
        #expect(try Concentration([1, 0, 0, 1]).unavoidablyEmpty == 0.5)
    }

    @Test func `a few places hold half`() throws {
        let found = try #require(try Concentration([1, 0, 20, 3, 0, 8, 5, 2, 1, 0]).holding(0.5))
        #expect(found.places == [2])
        #expect(found.shareOfPlaces == 0.1 && found.shareOfEvents == 0.5)
        let alike = try #require(try Concentration([2, 2, 2, 2]).holding(0.5))
        #expect(alike.places == [0, 1])
        let third = try #require(try Concentration([Double](repeating: 0.1, count: 30)).holding(1.0 / 3))
        #expect(third.places.count == 10)
    }

    @Test func `the most even spread says what few places must hold`() throws {
        // 20 events on 1,000 places: half of them cannot be on more than 10 places.
        let few = try Concentration([Double](repeating: 1, count: 20) + [Double](repeating: 0, count: 980))
        #expect(try few.evenShareOfPlaces(0.5) == 0.01)
        // 7 events on 3 places: 3, 2 and 2; half (3.5) takes two of them.
        #expect(abs(try #require(try Concentration([7, 0, 0]).evenShareOfPlaces(0.5)) - 2.0 / 3) < 1e-15)
        #expect(try Concentration([4, 4, 4, 4]).evenShareOfPlaces(0.5) == 0.5)
    }

    @Test func `the Lorenz curve rises from nothing to everything below the line of equality`() throws {
        let curve = try #require(try Concentration([5, 1, 0, 4, 10]).lorenzCurve)
        #expect(curve.first?.shareOfEvents == 0 && curve.last?.shareOfEvents == 1 && curve.last?.shareOfPlaces == 1)
        for (one, two) in zip(curve, curve.dropFirst()) { #expect(one.shareOfEvents <= two.shareOfEvents) }
        #expect(curve.allSatisfy { $0.shareOfEvents <= $0.shareOfPlaces + 1e-15 })
        // Gini is twice the area between.
        let area = zip(curve, curve.dropFirst()).reduce(0) { $0 + ($1.0.shareOfEvents + $1.1.shareOfEvents) / 2 / 5 }
        let gini = try #require(try Concentration([5, 1, 0, 4, 10]).gini(corrected: false))
        #expect(abs(1 - 2 * area - gini) < 1e-14)
    }

    @Test func `order and unit do not matter, and one place with everything is 1 when corrected`() throws {
        var generator = Generator(seed: 12)
        for _ in 0..<100 {
            var counts = (0..<25).map { _ in Double(generator.negativeBinomial(mean: 3, size: 0.5)) }
            guard let gini = try Concentration(counts).gini(corrected: true) else { continue }
            generator.shuffle(&counts)
            let other = try #require(try Concentration(counts.map { $0 * 7 }).gini(corrected: true))
            #expect(abs(gini - other) < 1e-12)
            #expect(gini >= 0 && gini <= 1)
        }
        #expect(try Concentration([0, 0, 8, 0]).gini(corrected: true) == 1)
        #expect(try Concentration([3, 3, 3]).gini(corrected: false) == 0)
    }

    @Test func `without events there is no concentration, and without places no question`() throws {
        let none = try Concentration([0, 0])
        #expect(none.gini(corrected: false) == nil && none.generalisedGini == nil)
        #expect(try none.holding(0.5) == nil && none.lorenzCurve == nil)
        #expect(try Concentration([4]).gini(corrected: true) == nil)
        #expect(throws: CountError.tooFew(what: "Places", found: 0, needed: 1)) { try Concentration([]) }
        #expect(throws: CountError.negative(what: "The count of a place", value: -1)) { try Concentration([-1]) }
        #expect(throws: CountError.badShare(what: "The share of events", value: 1.5)) { try none.holding(1.5) }
    }

    @Test func `harm is weight times count, and codes without a weight are named`() throws {
        let weights = try HarmWeights(["robbery": 365, "assault": 1])
        let total = try weights.total(["assault": 10, "robbery": 2, "noise": 4, "other": 9, "none": 0])
        #expect(total.harm == 740 && total.counted == 12)
        #expect(total.withoutWeight.map(\.code) == ["other", "noise"])
        #expect(abs(try #require(total.shareCounted) - 0.48) < 1e-15)
        #expect(try weights.total([:]).shareCounted == nil)
        #expect(throws: CountError.negative(what: "The weight of x", value: -1)) { try HarmWeights(["x": -1]) }
        #expect(throws: CountError.negative(what: "The count of robbery", value: -3)) {
            try weights.total(["robbery": -3])
        }
    }
}
