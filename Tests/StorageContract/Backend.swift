import Foundation
import Kernel
import PostgresSupport
import Storage
import StoragePostgres
import StorageSQLite

/// The databases every contract is held against.
enum Backend: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// Both, unless `BREAKWATER_NO_POSTGRES=1` says that PostgreSQL cannot be had here.
    static var all: [Backend] {
        PostgresServer.isWanted ? allCases : [.sqlite]
    }

    static var hasPostgres: Bool { all.contains(.postgres) }

    /// Lends a new, empty database.
    func withDatabase<Result>(
        _ tables: [Table] = [], _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        try await withPlace { place in
            let database = try place.open()
            do {
                let setUp = Migration("test-001", "Makes what the test needs.", steps: tables.map { .create($0) })
                try await Migrator([setUp]).migrate(database, backup: "", now: Instant(milliseconds: 0))
                let result = try await body(database)
                try await database.close()
                return result
            } catch {
                try? await database.close()
                throw error
            }
        }
    }

    /// Lends a place for a database and removes it afterwards.
    func withPlace<Result>(_ body: (Place) async throws -> Result) async throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        switch self {
        case .sqlite:
            return try await body(Place(backend: self, address: "\(folder.path)/db", folder: folder.path))
        case .postgres:
            let (url, schema) = try PostgresServer.freshSchema()
            defer { try? PostgresServer.psql("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
            return try await body(Place(backend: self, address: url, folder: folder.path))
        }
    }

    /// Where one test's database is.
    struct Place: Sendable {
        let backend: Backend
        let address: String
        let folder: String

        func open() throws -> any Database {
            switch backend {
            case .sqlite: try SQLiteDatabase.open(path: address)
            case .postgres: try PostgresDatabase.open(url: address, readers: 2)
            }
        }

        func restore(from backup: String) async throws {
            switch backend {
            case .sqlite: try SQLiteDatabase.restore(from: backup, to: address)
            case .postgres: try await PostgresDatabase.restore(from: backup, to: address)
            }
        }
    }
}

/// A folder that a test has to itself.
struct TemporaryFolder {
    let path: String

    init() throws {
        path = "/tmp/breakwater-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// The error a database call threw, if it threw one of ours.
func storageError<Result>(_ work: () async throws -> Result) async -> StorageError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? StorageError
    }
}

extension Database {
    /// The first column of the first row.
    func value<Item: Storable>(_ sql: SQL) async throws -> Item? {
        try await read { tx in try tx.value(sql) }
    }

    /// The first column of every row.
    func values<Item: Storable>(_ sql: SQL) async throws -> [Item] {
        try await read { tx in try tx.values(sql) }
    }

    func count(_ sql: SQL) async throws -> Int {
        try await read { tx in try tx.count(sql) }
    }
}
