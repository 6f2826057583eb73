import Testing

@testable import Statistics

@Suite struct MultipleTestingTests {
    struct Reference: Decodable {
        struct Adjust: Decodable {
            let p: [Double]
            let bh: [Double]
            let bonferroni: [Double]
            let holm: [Double]
        }
        let adjust: Adjust
    }

    @Test func `corrected p values are those of R`() throws {
        let wanted = try Fixture.read("counts/counts.json", as: Reference.self).adjust
        for (method, values) in [
            (MultipleTesting.benjaminiHochberg, wanted.bh), (.bonferroni, wanted.bonferroni), (.holm, wanted.holm),
        ] {
            let found = try method.adjusted(wanted.p).compactMap(\.self)
            for (one, two) in zip(found, values) { #expect(abs(one - two) < 1e-15) }
            // Places without a test stay so and change nothing.
            let gaps = try method.adjusted([nil] + wanted.p.map(Optional.some) + [nil])
            #expect(gaps.first == .some(nil) && gaps.last == .some(nil))
            #expect(gaps.compactMap(\.self) == found)
        }
        #expect(try MultipleTesting.holm.adjusted([]) == [])
        #expect(throws: CountError.self) { try MultipleTesting.holm.adjusted([0.1, .nan]) }
        #expect(throws: CountError.badShare(what: "A p value", value: 1.2)) {
            try MultipleTesting.bonferroni.adjusted([1.2])
        }
    }
}
