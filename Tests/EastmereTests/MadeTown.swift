import Composition
import Crypto
import Eastmere
import Foundation
import Governance
import HouseSupport
import Kernel
import Storage

/// Eastmere as a test finds it, in a database of its own.
struct MadeTown: Sendable {
    let store: TemporaryDatabase
    let keys: Keys
    let made: Eastmere.Made
    let now: Instant

    var database: any Database { store.database }

    /// A Monday at ten in the morning, in winter.
    static let monday = London.instant(Day(number: 20780), hour: 10, minute: 0)

    /// The whole town, made once for every test that only reads it.
    static let whole = Task { try await make(at: monday, scale: 1) }

    static func make(at now: Instant, seed: UInt64 = 1, scale: Double) async throws -> MadeTown {
        let store = try await TemporaryDatabase.make(Composed.migrations)
        let keys = Keys(master: SymmetricKey(data: Data(repeating: 7, count: 32)))
        let made = try await Eastmere.make(
            in: store.database, audit: Audit(key: keys.audit), Eastmere.Wish(seed: seed, now: now, scale: scale)
        ) { _ in }
        return MadeTown(store: store, keys: keys, made: made, now: now)
    }

    /// Every table there is, sessions aside, with its columns in order.
    static var tables: [Table] {
        Composed.migrations.flatMap(\.steps).compactMap { step in
            if case .create(let table) = step, table.name != "session" { table } else { nil }
        }
    }

    /// A hash over every row of every table.
    func hash() async throws -> String {
        try await database.read { tx in
            var hash = SHA256()
            for table in MadeTown.tables {
                let order = table.key.joined(separator: ", ")
                let rows = try tx.rows(SQL(trustedText: "SELECT * FROM \(table.name) ORDER BY \(order)"))
                hash.update(data: Array("\(table.name) \(rows.count)\n".utf8))
                for row in rows { hash.update(data: Array("\(row.values)\n".utf8)) }
            }
            return hash.finalize().map { String($0, radix: 16) }.joined()
        }
    }

    /// Every different text in columns that hold words people wrote.
    func writtenTexts() async throws -> Set<String> {
        try await database.read { tx in
            var texts: Set<String> = []
            for table in MadeTown.tables {
                for column in table.columns where column.kind == .text && column.personal == .freeText {
                    let found: [String?] = try tx.values(
                        SQL(trustedText: "SELECT DISTINCT \(column.name) FROM \(table.name)"))
                    texts.formUnion(found.compactMap { $0 })
                }
            }
            return texts
        }
    }

    func count(_ sql: SQL) async throws -> Int { try await database.read { try $0.count(sql) } }
}
