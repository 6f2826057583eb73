import Testing

@testable import Linkage

@Suite struct ExplanationTests {
    private let town = Town(people: 300, seed: 41)

    @Test func `the parts add up to the weight, and the weight is the pair's`() throws {
        let table = try town.table()
        let result = try Linkage.run(table)
        let explainer = try Explainer(table: table, model: result.model)
        #expect(!result.pairs.isEmpty)
        for pair in result.pairs {
            let explanation = explainer.explain(Int(pair.b), Int(pair.a))
            #expect(explanation.parts.reduce(0) { $0 + $1.weight } == explanation.weight)
            // Frequency terms are kept in 64ths of a bit while pairs are scored.
            #expect(abs(explanation.weight - Double(pair.weight)) < 0.03)
            #expect(explanation.sentence.hasSuffix("."))
        }
    }

    @Test func `a cluster's weakest link is in it`() throws {
        let table = try town.table()
        let result = try Linkage.run(table)
        let explainer = try Explainer(table: table, model: result.model)
        let members = Dictionary(grouping: Array(result.clusters.indices)) { result.clusters[$0] }
        let cluster = try #require(members.values.first { $0.count >= 4 })
        let bridge = try #require(explainer.weakestBridge(of: cluster))
        #expect(cluster.contains(bridge.a) && cluster.contains(bridge.b))
        #expect(explainer.weakestBridge(of: [cluster[0]]) == nil)
    }

    @Test func `a record that says too little is told so`() throws {
        var builder = try TableBuilder(spec: Town.spec)
        for record in town.records { builder.append(id: record.id, source: record.source, values: record.values) }
        builder.append(id: "bare", source: "police", values: ["forename": town.people[0].forename])
        let table = try builder.build()
        let explainer = try Explainer(table: table, model: try Linkage.run(table).model)
        let bare = try #require(table.place(of: "bare"))
        let little = try #require(explainer.tooLittle(bare))
        #expect(little.missing.contains("surname") && little.missing.contains("dob"))
        let full = try #require(table.place(of: town.records[0].id))
        #expect(explainer.tooLittle(full) == nil)
    }

    @Test func `a probability is said in words`() {
        #expect(LevelWords.chance(0.98) == "about 1 in 50 links like this are expected to be wrong")
        #expect(LevelWords.chance(0.5) == "links like this are as likely wrong as right")
        #expect(LevelWords.chance(0.999_999) == "fewer than 1 in 10,000 links like this are expected to be wrong")
        #expect(LevelWords.chance(0.1) == "about 1 in 10 pairs like this are one person")
    }
}
