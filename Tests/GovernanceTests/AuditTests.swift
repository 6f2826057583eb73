import Crypto
import Foundation
import HouseSupport
import Kernel
import Storage
import Testing

@testable import Governance

@Suite struct AuditTests {
    private let audit = Audit(key: SymmetricKey(data: Data(repeating: 7, count: 32)))

    private func entry(_ number: Int) -> Audit.Entry {
        Audit.Entry(
            at: Instant(milliseconds: 1_700_000_000_000 + number), worker: nil, action: "view a record",
            subject: "subject\(number % 7)", detail: "page \(number)", outcome: number % 5 == 0 ? .refused : .permitted,
            reference: "REF\(number)")
    }

    private func log(of lines: Int) async throws -> TemporaryDatabase {
        let store = try await TemporaryDatabase.make(GovernanceSchema.migrations)
        for number in 0..<lines {
            try await store.database.write { try audit.append(entry(number), in: $0) }
        }
        return store
    }

    private func report(_ store: TemporaryDatabase) async throws -> Audit.Report {
        try await store.database.read { try audit.verify(in: $0) }
    }

    @Test func `an untouched log is whole`() async throws {
        let report = try await report(log(of: 40))
        #expect(report.lines == 40)
        #expect(report.faults.isEmpty)
        #expect(report.head.count == 64)
    }

    @Test func `an empty log is whole`() async throws {
        #expect(try await report(log(of: 0)).faults.isEmpty)
    }

    @Test func `the log itself refuses change`() async throws {
        let store = try await log(of: 3)
        await #expect(throws: StorageError.self) {
            try await store.database.write { try $0.run("UPDATE audit SET detail = 'x' WHERE sequence = 2") }
        }
        await #expect(throws: StorageError.self) {
            try await store.database.write { try $0.run("DELETE FROM audit WHERE sequence = 2") }
        }
    }

    @Test func `every one of 200 random tamperings is found`() async throws {
        let seed: UInt64 = 20_261_123
        var chance = SplitMix(seed: seed)
        for round in 0..<200 {
            let lines = 12
            let store = try await log(of: lines)
            try await store.dropTriggers()
            let victim = Int.random(in: 1...lines, using: &chance)
            let other = 1 + (victim + Int.random(in: 0..<(lines - 1), using: &chance)) % lines
            let kind = Tampering.allCases[round % Tampering.allCases.count]
            try await store.database.write { try kind.apply(to: victim, and: other, lines: lines, in: $0) }
            let faults = try await report(store).faults
            #expect(!faults.isEmpty, "seed \(seed), round \(round): \(kind) of line \(victim) went unseen")
        }
    }

    @Test func `a log rewritten from end to end is found by its seal`() async throws {
        let store = try await log(of: 5)
        try await store.dropTriggers()
        let stranger = Audit(key: SymmetricKey(data: Data(repeating: 9, count: 32)))
        try await store.database.write { tx in
            try tx.run("DELETE FROM audit")
            try tx.run("DELETE FROM audit_head")
            for number in 0..<5 { try stranger.append(entry(number), in: tx) }
        }
        #expect(try await report(store).faults == ["The seal on the newest line is not ours."])
    }

    @Test func `a database rolled back is found by a head noted elsewhere`() async throws {
        let store = try await log(of: 5)
        let head = try await report(store)
        let older = try await log(of: 3)
        let faults = try await older.database.read {
            try audit.verify(in: $0, against: (sequence: head.lines, hash: head.head)).faults
        }
        #expect(faults == ["The log ends before the line that was noted."])
    }
}

/// Ways to falsify a log.
private enum Tampering: CaseIterable {
    case edit, remove, insert, swap, cutEnd, editPeople, blankHash

    func apply(to victim: Int, and other: Int, lines: Int, in tx: Transaction) throws {
        switch self {
        case .edit: try tx.run("UPDATE audit SET detail = 'something else' WHERE sequence = \(victim)")
        case .remove: try tx.run("DELETE FROM audit WHERE sequence = \(victim)")
        case .insert: try insert(lines + 1, copying: victim, in: tx)
        case .swap:
            try tx.run("UPDATE audit SET sequence = 1000 WHERE sequence = \(victim)")
            try tx.run("UPDATE audit SET sequence = \(victim) WHERE sequence = \(other)")
            try tx.run("UPDATE audit SET sequence = \(other) WHERE sequence = 1000")
        case .cutEnd: try tx.run("DELETE FROM audit WHERE sequence >= \(victim)")
        case .editPeople: try tx.run("UPDATE audit SET worker_id = 'somebody' WHERE sequence = \(victim)")
        case .blankHash: try tx.run("UPDATE audit SET hash = previous WHERE sequence = \(victim)")
        }
    }

    private func insert(_ place: Int, copying victim: Int, in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO audit (sequence, at, worker_id, agency_id, role, action, subject_id, detail, outcome, reference,
                previous, hash)
            SELECT \(place), at, worker_id, agency_id, role, action, subject_id, detail, outcome, reference, previous,
                hash FROM audit WHERE sequence = \(victim)
            """)
    }
}
