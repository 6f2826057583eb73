import Testing

@testable import Linkage

/// A town with a few records of the test's own among its people.
private func table(with extra: [(String, String, [String: String])], spec: LinkageSpec = Town.spec) throws
    -> RecordTable
{
    let town = Town(people: 350, seed: 31)
    var builder = try TableBuilder(spec: spec)
    for record in town.records { builder.append(id: record.id, source: record.source, values: record.values) }
    for (id, source, values) in extra { builder.append(id: id, source: source, values: values) }
    return try builder.build()
}

private func child(
    _ forename: String, _ surname: String = "Zawadzki", _ birth: String = "2011-04-09", sex: String = "M",
    nhs: String = "", upn: String = ""
) -> [String: String] {
    [
        "forename": forename, "surname": surname, "dob": birth, "sex": sex, "address": "77 Quay Road",
        "postcode": "KX9 9ZZ", "nhs_number": nhs, "upn": upn,
    ]
}

@Suite struct ClusteringTests {
    @Test func `twins are two people`() throws {
        let table = try table(with: [
            ("a1", "school", child("Bartosz", upn: Numbers.upn(90_001))),
            ("a2", "hospital", child("Bartosz", nhs: Numbers.nhs(90_001))),
            ("b1", "school", child("Kamila", sex: "F", upn: Numbers.upn(90_002))),
            ("b2", "hospital", child("Kamila", sex: "F", nhs: Numbers.nhs(90_002))),
        ])
        let result = try Linkage.run(table)
        #expect(result.joins("a1", "a2", table) && result.joins("b1", "b2", table))
        #expect(!result.joins("a1", "b1", table) && !result.joins("a2", "b1", table))
    }

    @Test func `two valid numbers of one kind are never one person, and the refusal says so`() throws {
        let table = try table(with: [
            ("a", "hospital", child("Bartosz", nhs: Numbers.nhs(90_001))),
            ("b", "hospital", child("Bartosz", nhs: Numbers.nhs(90_502))),
            ("c", "police", child("Bartosz")),
        ])
        let result = try Linkage.run(table)
        #expect(!result.joins("a", "b", table))
        #expect(result.refusals.contains { $0.reason == .identifiers(field: "nhs_number") })
    }

    @Test func `a slip in a number does not forbid the link`() throws {
        let wrong = String(Numbers.nhs(90_001).dropLast()) + (Numbers.nhs(90_001).hasSuffix("3") ? "4" : "3")
        let table = try table(with: [
            ("a", "hospital", child("Bartosz", nhs: Numbers.nhs(90_001))),
            ("b", "hospital", child("Bartosz", nhs: wrong)),
        ])
        #expect(try Linkage.run(table).joins("a", "b", table))
    }

    @Test func `names in each other's place count once, and chain nobody`() throws {
        var extra: [(String, String, [String: String])] = []
        // Eight men called Ahmed Ali or Ali Ahmed, each with his own birthday and home.
        for man in 0..<8 {
            let names = man % 2 == 0 ? ("Ahmed", "Ali") : ("Ali", "Ahmed")
            extra.append(
                (
                    "man\(man)", "school",
                    [
                        "forename": names.0, "surname": names.1, "dob": "20\(10 + man)-0\(1 + man)-1\(man)", "sex": "M",
                        "address": "\(man + 1) Quay Road", "postcode": "KX\(man + 1) 1AB",
                        "upn": Numbers.upn(80_000 + man),
                    ]
                ))
        }
        // One of them again, his names in each other's place.
        extra.append(
            (
                "again", "hospital",
                [
                    "forename": "Ali", "surname": "Ahmed", "dob": "2010-01-10", "sex": "M", "address": "1 Quay Road",
                    "postcode": "KX1 1AB",
                ]
            ))
        let table = try table(with: extra)
        let result = try Linkage.run(table)
        #expect(result.joins("man0", "again", table))
        for man in 1..<8 { #expect(!result.joins("man0", "man\(man)", table)) }
        let plan = try ComparisonPlan(Town.spec)
        let pair = try #require(
            result.pairs.first { Set([table.id(Int($0.a)), table.id(Int($0.b))]) == ["man0", "again"] })
        #expect(ComparisonKind.forename.levels[Vector.code(pair.vector, plan.forename)] == .swapped)
        #expect(Vector.code(pair.vector, plan.surname) == 0)
    }

    @Test func `two live rows of a source with one for each person are two people`() throws {
        var spec = Town.spec
        let extra = [("a", "register", child("Bartosz")), ("b", "register", child("Bartosz"))]
        let open = try table(with: extra, spec: spec)
        #expect(try Linkage.run(open).joins("a", "b", open))
        spec.onePerPerson = ["register"]
        let closed = try table(with: extra, spec: spec)
        let result = try Linkage.run(closed)
        #expect(!result.joins("a", "b", closed))
        #expect(result.refusals.contains { $0.reason == .onePerPerson(source: "register") })
    }

    @Test func `people's decisions are followed`() throws {
        let table = try table(with: [
            ("a", "school", child("Bartosz")), ("b", "hospital", child("Bartosz")),
            ("c", "police", child("Weronika", "Nowak", "2004-09-12", sex: "F")),
        ])
        let free = try Linkage.run(table)
        #expect(free.joins("a", "b", table) && !free.joins("a", "c", table))
        let decisions = Decisions(must: [.init("a", "c")], cannot: [.init("a", "b")])
        let bound = try Linkage.run(table, decisions: decisions)
        #expect(bound.joins("a", "c", table) && !bound.joins("a", "b", table))
        #expect(bound.refusals.contains { $0.reason == .decision })
    }

    @Test func `decisions that contradict each other are refused`() throws {
        let table = try table(with: [("a", "school", child("Bartosz")), ("b", "hospital", child("Bartosz"))])
        #expect(throws: LinkageError.self) {
            try Linkage.run(table, decisions: Decisions(must: [.init("a", "b")], cannot: [.init("b", "a")]))
        }
        #expect(throws: LinkageError.badDecision("there is no record zz")) {
            try Linkage.run(table, decisions: Decisions(must: [.init("a", "zz")]))
        }
    }

    @Test func `what people confirmed stays, and what the evidence would change is told`() throws {
        let table = try table(with: [
            ("a", "school", child("Bartosz")), ("b", "hospital", child("Bartosz")),
            ("c", "police", child("Weronika", "Nowak", "2004-09-12", sex: "F")), ("d", "hospital", child("Bartosz")),
        ])
        let decisions = Decisions(standing: ["a": "p-one", "c": "p-one", "b": "p-two"])
        let result = try Linkage.run(table, decisions: decisions)
        #expect(result.joins("a", "c", table) && !result.joins("a", "b", table))
        let place = try #require(table.place(of: "a"))
        #expect(result.clusterIDs[Int(result.clusters[place])] == "p-one")
        #expect(!result.changes.isEmpty)
        // One of the two that were confirmed together would part, whichever keeps the name.
        let moved = result.changes.filter { $0.from == "p-one" }.map { table.id(Int($0.record)) }
        #expect(moved == ["a"] || moved == ["c"])
    }

    @Test func `a cluster keeps its id when a record is added`() throws {
        let before = try table(with: [("a", "school", child("Bartosz")), ("b", "hospital", child("Bartosz"))])
        let first = try Linkage.run(before)
        let id = first.clusterIDs[Int(first.clusters[try #require(before.place(of: "a"))])]
        let after = try table(with: [
            ("0", "police", child("Bartosz")), ("a", "school", child("Bartosz")), ("b", "hospital", child("Bartosz")),
        ])
        let second = try Linkage.run(after, decisions: Decisions(standing: ["a": id, "b": id]))
        #expect(second.clusterIDs[Int(second.clusters[try #require(after.place(of: "0"))])] == id)
        #expect(Set(second.clusterIDs).count == second.clusterIDs.count)
    }

    @Test func `weak links are listed for a person to look at`() throws {
        let town = Town(people: 500, seed: 33, errorRate: 0.15, missingRate: 0.3)
        let table = try town.table()
        let result = try Linkage.run(table)
        #expect(!result.bridges.isEmpty)
        for bridge in result.bridges {
            #expect(
                result.clusters[Int(bridge.a)] == bridge.cluster && result.clusters[Int(bridge.b)] == bridge.cluster)
            #expect(bridge.weight < 6.64)
        }
        #expect(result.bridges.map(\.weight) == result.bridges.map(\.weight).sorted())
    }
}
