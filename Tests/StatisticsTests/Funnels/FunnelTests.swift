import Testing

@testable import Statistics

@Suite struct FunnelTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            let count: [Double]
            let denominator: [Double]
            let target: Double
            let z: [Double]
            let phi: Double
            let tau2: Double
            let zWide: [Double]
            let exact: [[Double]]
            let wide: [[Double]]

            var units: [Funnel.Unit] {
                zip(count, denominator).map { Funnel.Unit(count: $0, denominator: $1) }
            }
        }
        let funnelProportion: Case
        let funnelRatio: Case
    }

    private func check(_ wanted: Reference.Case, _ kind: FunnelKind) throws {
        let exact = try Funnel(wanted.units, kind: kind, rule: .exact)
        let wide = try Funnel(wanted.units, kind: kind, rule: .additive)
        #expect(abs(exact.target - wanted.target) < 1e-14)
        #expect(Fixture.gap(wide.scatter.phi, wanted.phi) < 1e-11)
        #expect(Fixture.gap(wide.scatter.tauSquared, wanted.tau2) < 1e-11)
        for index in wanted.units.indices {
            let plain = try #require(exact.places[index])
            let adjusted = try #require(wide.places[index])
            #expect(abs(plain.score - wanted.z[index]) < 1e-10)
            #expect(abs(adjusted.score - wanted.zWide[index]) < 1e-10)
            for (place, limits) in [(plain, wanted.exact[index]), (adjusted, wanted.wide[index])] {
                let found = [
                    place.limits.ninetyFive.lower, place.limits.ninetyFive.upper, place.limits.ninetyNineEight.lower,
                    place.limits.ninetyNineEight.upper,
                ]
                for (one, two) in zip(found, limits) { #expect(abs(one - two) < 1e-9 * max(1, two), "unit \(index)") }
            }
        }
    }

    @Test func `limits, scores and scatter of proportions are those of the formulas in R`() throws {
        try check(try Fixture.read("counts/counts.json", as: Reference.self).funnelProportion, .proportion)
    }

    @Test func `limits, scores and scatter of ratios are those of the formulas in R`() throws {
        try check(try Fixture.read("counts/counts.json", as: Reference.self).funnelRatio, .ratio)
    }

    @Test func `a rate's funnel is the ratio's, told per so many`() throws {
        let wanted = try Fixture.read("counts/counts.json", as: Reference.self).funnelRatio
        let people = wanted.units.map { Funnel.Unit(count: $0.count, denominator: $0.denominator * 500) }
        let ratio = try Funnel(wanted.units, kind: .ratio, rule: .additive)
        let rate = try Funnel(people, kind: .rate(per: 1000), target: 1.0 / 500, rule: .additive)
        #expect(abs(rate.target - 2) < 1e-12)
        for (one, two) in zip(ratio.places, rate.places) {
            let small = try #require(one)
            let large = try #require(two)
            #expect(small.position == large.position)
            #expect(abs(small.limits.ninetyFive.upper * 2 - large.limits.ninetyFive.upper) < 1e-9)
            #expect(abs(small.score - large.score) < 1e-9)
        }
    }

    @Test func `by chance alone about 1 unit in 20 lies outside 95, and 1 in 500 outside 99,8`() throws {
        var generator = Generator(seed: 31)
        var outside95 = 0
        var outside998 = 0
        let units = (0..<20_000).map { _ in
            let people = 2000 + Double(generator.integer(below: 60_000))
            return Funnel.Unit(count: Double(generator.poisson(mean: people * 0.01)), denominator: people)
        }
        let funnel = try Funnel(units, kind: .rate(per: 1000), target: 0.01, rule: .exact)
        for place in funnel.places {
            switch try #require(place).position {
            case .inside: break
            case .outside95: outside95 += 1
            case .outside998: outside998 += 1
            }
        }
        #expect(abs(Double(outside95 + outside998) / 20_000 - 0.05) < 0.006)
        #expect(abs(Double(outside998) / 20_000 - 0.002) < 0.001)
        #expect(abs(funnel.scatter.phi - 1) < 0.4)
    }

    @Test func `wider scatter widens the limits, never narrows them`() throws {
        let wanted = try Fixture.read("counts/counts.json", as: Reference.self).funnelRatio
        let chance = try Funnel(wanted.units, kind: .ratio, rule: .exact)
        let times = try Funnel(wanted.units, kind: .ratio, rule: .multiplicative)
        for (one, two) in zip(chance.places, times.places) {
            let narrow = try #require(one)
            let wide = try #require(two)
            #expect(abs(wide.score) <= abs(narrow.score))
            #expect(abs(narrow.score - narrow.scoreByChance) < 1e-15)
        }
    }

    @Test func `a unit without people has no place, and does not disturb the others`() throws {
        let units = [(5.0, 100.0), (3, 0), (9, 150)].map { Funnel.Unit(count: $0.0, denominator: $0.1) }
        let funnel = try Funnel(units, kind: .rate(per: 1000), rule: .exact)
        #expect(funnel.places.map { $0 == nil } == [false, true, false])
        #expect(abs(funnel.target - 56) < 1e-12)
        #expect(funnel.limits(denominator: 0) == nil)
    }

    @Test func `all zeros put every unit on the target, and a single unit has no scatter`() throws {
        let zeros = [Funnel.Unit(count: 0, denominator: 10), Funnel.Unit(count: 0, denominator: 90)]
        for kind in [FunnelKind.proportion, .rate(per: 10)] {
            let funnel = try Funnel(zeros, kind: kind, rule: .additive)
            for place in funnel.places {
                let found = try #require(place)
                #expect(found.position == .inside && found.score == 0 && found.value == 0)
            }
        }
        let single = try Funnel([Funnel.Unit(count: 4, denominator: 9)], kind: .proportion, rule: .additive)
        #expect(single.scatter == Overdispersion(phi: 1, tauSquared: 0))
        #expect(single.places.first??.position == .inside)
    }

    @Test func `units that cannot be are refused`() {
        #expect(throws: CountError.partAboveWhole(part: 5, whole: 4)) {
            try Funnel([.init(count: 5, denominator: 4)], kind: .proportion, rule: .exact)
        }
        #expect(throws: CountError.negative(what: "The count of a unit", value: -1)) {
            try Funnel([.init(count: -1, denominator: 4)], kind: .ratio, rule: .exact)
        }
        #expect(throws: CountError.tooFew(what: "Units with a denominator", found: 0, needed: 1)) {
            try Funnel([], kind: .ratio, rule: .exact)
        }
    }
}
