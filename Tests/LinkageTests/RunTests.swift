import Testing

@testable import Linkage

@Suite struct RunTests {
    @Test func `a town is put together nearly without fault`() throws {
        let town = Town(people: 900, seed: 21)
        let table = try town.table()
        let result = try Linkage.run(table)
        let judgement = Judgement(town, table, result.clusters)
        #expect(judgement.f1 > 0.99, "B-cubed \(judgement.f1)")
        let twins = Set(town.people.filter(\.isTwin).map(\.number))
        #expect(judgement.sharing.intersection(twins).count * 20 <= twins.count)
    }

    @Test func `the answer is the same for any order of rows and any number of threads`() throws {
        let town = Town(people: 300, seed: 22)
        var dice = Dice(seed: 1)
        var answers: [(pairs: [Set<String>: Float], groups: Set<Set<String>>, model: LinkageModel)] = []
        for (shuffled, threads) in [(false, 1), (false, 2), (true, 1), (true, 3)] {
            var order = Array(town.records.indices)
            if shuffled { for place in order.indices.dropFirst() { order.swapAt(place, dice.below(place + 1)) } }
            var text = town.csv(order: order)
            var spec = Town.spec
            spec.threads = threads
            let table = try text.withUTF8 {
                var builder = try TableBuilder(spec: spec)
                try builder.append(csv: UnsafeRawBufferPointer($0), name: "town")
                return try builder.build()
            }
            var result = try Linkage.run(table, threads: threads)
            result.model.spec.threads = 2
            let pairs = result.pairs.map { (Set([table.id(Int($0.a)), table.id(Int($0.b))]), $0.weight) }
            answers.append((Dictionary(uniqueKeysWithValues: pairs), result.groups(table), result.model))
        }
        for answer in answers.dropFirst() {
            #expect(answer.pairs == answers[0].pairs)
            #expect(answer.groups == answers[0].groups)
            #expect(answer.model == answers[0].model)
        }
    }

    @Test func `forty cells in a hundred missing leave a usable answer`() throws {
        let town = Town(people: 700, seed: 23, missingRate: 0.4)
        let table = try town.table()
        let judgement = Judgement(town, table, try Linkage.run(table).clusters)
        #expect(judgement.precision > 0.95, "\(judgement.precision)")
        #expect(judgement.f1 > 0.7, "\(judgement.f1)")
    }

    @Test func `one surname for half the town joins nobody by it`() throws {
        let town = Town(people: 800, seed: 24, commonSurname: 0.5)
        let table = try town.table()
        let result = try Linkage.run(table)
        let judgement = Judgement(town, table, result.clusters)
        #expect(judgement.f1 > 0.985, "\(judgement.f1)")
        #expect(judgement.sharing.count * 100 <= town.people.count, "\(judgement.sharing.count)")
    }

    @Test func `a block of fifty thousand is cut down and reported, not compared`() throws {
        let spec = LinkageSpec(fields: [
            .init(.id, name: "id"), .init(.forename, name: "forename"), .init(.surname, name: "surname"),
            .init(.postcode, name: "postcode"), .init(.dateOfBirth, name: "dob"),
        ])
        var builder = try TableBuilder(spec: spec)
        for row in 0..<50_000 {
            builder.append(
                id: "\(row)", source: "",
                values: ["forename": "John", "surname": "Smith", "postcode": "KX\(1 + row % 20) \(row % 10)AB"])
        }
        let table = try builder.build()
        let result = try Linkage.run(table)
        let report = try #require(result.blocking.first { $0.rule == "forename, surname" })
        #expect(report.largestBlock == 50_000)
        #expect(report.refinedBlocks > 0 && report.skippedPairs > 1_000_000_000)
        #expect(!report.skipped.isEmpty)
        #expect(result.comparedPairs < 2_000_000)
    }

    @Test func `columns that are empty throughout change nothing`() throws {
        let town = Town(people: 500, seed: 25)
        var wide = Town.spec
        wide.fields.append(.init(.pncID, name: "pnc"))
        wide.fields.append(.init(.alias, name: "alias"))
        wide.fields.append(.init(.category, name: "suburb"))
        let plain = try town.table()
        let padded = try town.table(wide)
        let one = try Linkage.run(plain)
        let other = try Linkage.run(padded)
        #expect(one.groups(plain) == other.groups(padded))
    }

    @Test func `nothing known of anybody links nobody`() throws {
        var builder = try TableBuilder(spec: Town.spec)
        for row in 0..<50 { builder.append(id: "\(row)", source: "school", values: ["forename": "", "surname": " "]) }
        let table = try builder.build()
        let result = try Linkage.run(table)
        #expect(Set(result.clusters).count == 50 && result.pairs.isEmpty)
    }

    @Test func `a single record is an answer too`() throws {
        var builder = try TableBuilder(spec: Town.spec)
        builder.append(
            id: "only", source: "school", values: ["forename": "Ann", "surname": "Lee", "dob": "2010-01-05"])
        let table = try builder.build()
        let result = try Linkage.run(table)
        #expect(result.clusters == [0] && result.clusterIDs.count == 1)
    }

    @Test func `settings that make no sense are refused`() throws {
        let table = try Town(people: 50, seed: 1).table()
        var spec = Town.spec
        spec.classes = 4
        #expect(throws: LinkageError.self) { try Linkage.run(table, spec) }
        spec = Town.spec
        spec.linkFrom = 1.5
        #expect(throws: LinkageError.self) { try Linkage.run(table, spec) }
        spec = Town.spec
        spec.fields.removeLast()
        #expect(throws: LinkageError.self) { try Linkage.run(table, spec) }
        spec = Town.spec
        spec.rules = [BlockingRule("nowhere", [.category("suburb")])]
        #expect(throws: LinkageError.columnMissing("suburb")) { try Linkage.run(table, spec) }
    }
}
