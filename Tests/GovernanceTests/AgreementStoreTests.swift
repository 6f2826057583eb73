import HouseSupport
import Kernel
import Storage
import Testing

@testable import Governance

/// Agreements as they are kept: every version, and how often each was used.
@Suite struct AgreementStoreTests {
    private typealias World = AgreementWorld

    private func store(_ agreements: SharingAgreement...) async throws -> TemporaryDatabase {
        let store = try await TemporaryDatabase.make(GovernanceSchema.migrations)
        try await store.database.write { tx in
            for agency in World.agencies { try tx.insert(agency) }
            for agreement in agreements { try tx.insert(agreement) }
        }
        return store
    }

    @Test func `an agreement comes back as it was recorded`() async throws {
        let agreement = World.agreement("ISA-003") {
            $0.otherBasis = "The force's own power\nand duty"
            $0.earlyEnd = SharingAgreement.EarlyEnd(day: World.day("2026-02-20"), reason: "A breach")
        }
        let store = try await store(agreement)
        let read = try await store.database.read { try $0.agreement(reference: "ISA-003") }
        #expect(read == agreement)
        #expect(try await store.database.read { try $0.agreement(reference: "isa-003") } == nil)
    }

    @Test func `an amended agreement is a new version, and the old one stays`() async throws {
        let first = World.agreement("ISA-003")
        let store = try await store(first)
        var terms = first.terms
        terms.ends = World.day("2026-12-31")
        terms.parties.removeAll { $0.agency == World.care.id }
        let second = SharingAgreement(
            id: first.id, reference: first.reference, version: 2, terms: terms,
            recordedAt: first.recordedAt.adding(days: 3), recordedBy: nil, reason: "Social care has left.")
        try await store.database.write { try $0.append(second) }
        let versions = try await store.database.read { try $0.versions(of: first.id) }
        #expect(versions == [first, second])
        #expect(try await store.database.read { try $0.agreements() } == [second])
        #expect(second.terms.changes(from: first.terms) == ["parties", "last day"])
        let sharing = try await store.database.read { try $0.sharing(on: World.day("2026-06-01")) }
        #expect(sharing.covers(.police, from: World.police.id, to: World.hub.id) == .covered(by: second))
        #expect(!sharing.covers(.police, from: World.police.id, to: World.care.id).isCovered)
    }

    @Test func `two agreements cannot share a reference, nor two versions a number`() async throws {
        let first = World.agreement("ISA-003")
        let store = try await store(first)
        await #expect(throws: StorageError.self) {
            try await store.database.write { try $0.insert(World.agreement("ISA-003")) }
        }
        await #expect(throws: StorageError.self) { try await store.database.write { try $0.append(first) } }
        #expect(try await store.database.read { try $0.agreements().count } == 1)
    }

    @Test func `use is counted in one row a day for each way, refused attempts apart`() async throws {
        let agreement = World.agreement("ISA-003")
        let store = try await store(agreement)
        let noon = London.instant(World.inside, hour: 12, minute: 0)
        let (police, care, school) = (World.police.id, World.care.id, World.school.id)
        try await store.database.write { tx in
            let sharing = try tx.sharing(on: World.inside)
            for minute in 0..<50 {
                let at = noon.adding(minutes: minute)
                let view = sharing.covers(.police, from: police, to: care)
                try tx.use(view, for: .view, .police, from: police, to: care, items: 1, at: at)
            }
            let imported = sharing.covers(.police, from: police, to: nil)
            try tx.use(imported, for: .import, .police, from: police, to: nil, items: 4000, at: noon)
            let own = sharing.covers(.police, from: police, to: police)
            try tx.use(own, for: .view, .police, from: police, to: police, items: 1, at: noon)
            let refused = sharing.covers(.health, from: police, to: care)
            try tx.use(refused, for: .view, .health, from: police, to: care, items: 1, at: noon)
            let unknown = sharing.covers(.education, from: school, to: nil)
            try tx.use(unknown, for: .import, .education, from: school, to: nil, items: 9, at: noon)
            try tx.use(imported, for: .import, .police, from: police, to: nil, items: 10, at: noon.adding(days: 1))
        }
        let uses = try await store.database.read { try $0.agreementUse(since: World.inside) }
        #expect(uses.count == 5)
        let view = try #require(uses.first { $0.kind == .view && $0.outcome == .permitted })
        #expect((view.times, view.items) == (50, 50))
        #expect(view.agreement == agreement.id)
        #expect(view.day == World.inside)
        let refused = uses.filter { $0.outcome == .refused }
        #expect(Set(refused.map(\.agreement)) == [agreement.id, nil])
        let later = try await store.database.read { try $0.agreementUse(since: World.inside.adding(days: 1)) }
        #expect(later.map(\.items) == [10])
        #expect(later.map(\.to) == [nil])
    }

    @Test func `lines of use add the days up, the most used first`() throws {
        func use(_ day: String, _ times: Int, _ kind: AgreementUse.Kind) throws -> AgreementUse {
            let columns = Columns([
                "day", "agreement_id", "kind", "category", "from_id", "to_id", "outcome", "times", "items",
            ])
            return try AgreementUse(
                row: Row(
                    columns: columns,
                    values: [
                        .text(day), .text("a"), .text(kind.rawValue), .text("police"), .text(World.police.id.text),
                        .text(""), .text("permitted"), .integer(times), .integer(times * 2),
                    ]))
        }
        let uses = [
            try use("2026-02-01", 2, .import), try use("2026-02-02", 3, .import), try use("2026-02-02", 9, .view),
        ]
        let lines = UseLine.lines(uses, AgencyNames(World.agencies))
        #expect(lines.map(\.times) == [9, 5])
        #expect(lines.map(\.items) == [18, 10])
        #expect(lines[1].from == "Eastmere Police")
        #expect(lines[1].to == "The partnership")
    }
}
