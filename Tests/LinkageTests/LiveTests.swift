import Foundation
import Testing

@testable import Linkage

@Suite struct LiveTests {
    @Test func `a record at a time comes to where a full run comes`() throws {
        let town = Town(people: 500, seed: 51)
        let held = 80
        var builder = try TableBuilder(spec: Town.spec)
        for record in town.records.dropLast(held) {
            builder.append(id: record.id, source: record.source, values: record.values)
        }
        let part = try builder.build()
        let first = try Linkage.run(part)
        var index = try LiveIndex(table: part, result: first)
        for record in town.records.suffix(held) {
            _ = try index.insert(id: record.id, source: record.source, values: record.values)
        }
        let whole = try town.table()
        let full = try Linkage.run(whole, model: first.model)
        // Of every record that came late: whether it lies with the records of the full run's cluster.
        var agree = 0
        for record in town.records.suffix(held) {
            let live = Set(index.records(in: try #require(index.cluster(of: record.id))))
            let place = try #require(whole.place(of: record.id))
            let batch = Set(
                whole.rows.indices.filter { full.clusters[$0] == full.clusters[place] }.map { whole.id($0) })
            if live == batch { agree += 1 }
        }
        #expect(agree >= held - 2, "\(agree) of \(held)")
        #expect(index.count == town.records.count)
    }

    @Test func `a search keeps nothing, and an insertion is found at once`() throws {
        let town = Town(people: 300, seed: 52)
        let table = try town.table()
        let result = try Linkage.run(table)
        var index = try LiveIndex(table: table, result: result)
        let values = ["forename": "Xanthippe", "surname": "Quillfeather", "dob": "2012-02-29", "postcode": "KX1 1AA"]
        #expect(try index.search(source: "school", values: values).cluster == nil)
        #expect(index.count == table.count)
        let first = try index.insert(id: "x1", source: "school", values: values)
        let again = try index.search(source: "hospital", values: values)
        #expect(first.cluster != nil && again.cluster == first.cluster)
        #expect(throws: LinkageError.idTwice("x1")) { try index.insert(id: "x1", source: "school", values: values) }
    }

    @Test func `a record whose number forbids it starts a cluster of its own`() throws {
        let town = Town(people: 300, seed: 53)
        let table = try town.table()
        let result = try Linkage.run(table)
        var index = try LiveIndex(table: table, result: result)
        let known = try #require(town.records.first { !($0.values["nhs_number"] ?? "").isEmpty })
        var values = known.values
        #expect(try index.search(source: "hospital", values: values).cluster == index.cluster(of: known.id))
        values["nhs_number"] = Numbers.nhs(77_777)
        let answer = try index.insert(id: "other", source: "hospital", values: values)
        #expect(answer.cluster != index.cluster(of: known.id))
        #expect(answer.fits.contains { $0.refusal == .identifiers(field: "nhs_number") })
    }

    @Test func `matches are the records a look-up finds, each with evidence that adds up`() throws {
        let town = Town(people: 300, seed: 54)
        let table = try town.table()
        let model = try Linkage.run(table).model
        var index = try LiveIndex(eachAlone: table, model: model)
        let explainer = try Explainer(table: table, model: model)
        let ask = log2(0.05 / 0.95)
        var met = 0
        for record in town.records.prefix(60) {
            let found = try index.matches(source: record.source, values: record.values, from: ask, most: 20)
            let itself = try #require(found.first { $0.id == record.id }, "\(record.values)")
            #expect(found.map(\.explanation.weight) == found.map(\.explanation.weight).sorted(by: >))
            for match in found {
                let sum = match.explanation.parts.reduce(0) { $0 + $1.weight }
                #expect(abs(sum - match.explanation.weight) < 1e-9)
            }
            // Another record of the person is weighed as in the table itself, but for how common its values are.
            let place = try #require(table.place(of: record.id))
            for match in found where match.id != itself.id {
                let other = try #require(table.place(of: match.id))
                let levels = explainer.explain(place, other).parts.map(\.level)
                #expect(match.explanation.parts.map(\.level) == levels)
                met += 1
            }
            let weighed = try index.weigh(source: record.source, values: record.values, against: found.map(\.id))
            #expect(weighed == found)
        }
        #expect(met > 20)
        #expect(index.count == table.count, "a look-up keeps nothing")
    }

    @Test func `a record kept alone joins nobody and is found`() throws {
        let town = Town(people: 300, seed: 55)
        let table = try town.table()
        var index = try LiveIndex(eachAlone: table, model: try Linkage.run(table).model)
        let record = town.records[0]
        try index.keep(id: "again", source: record.source, values: record.values)
        #expect(index.records(in: try #require(index.cluster(of: "again"))) == ["again"])
        let found = try index.matches(source: record.source, values: record.values, from: 0, most: 20)
        #expect(Set(found.map(\.id)).isSuperset(of: ["again", record.id]))
        #expect(try index.weigh(source: "", values: record.values, against: ["nobody"]).isEmpty)
    }
}
