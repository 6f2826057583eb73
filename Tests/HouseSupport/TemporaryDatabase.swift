import Foundation
import Kernel
import PostgresSupport
import Storage
import StoragePostgres
import StorageSQLite

/// A database of a test's own, in a folder of its own, gone when the test is.
package final class TemporaryDatabase: Sendable {
    package let database: any Database
    package let folder: String

    /// Where it lies in PostgreSQL; nil for a file.
    private let schema: String?

    private init(_ database: any Database, folder: String, schema: String? = nil) {
        self.database = database
        self.folder = folder
        self.schema = schema
    }

    deinit {
        if let schema { try? PostgresServer.psql("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Opens an empty database and brings it to this schema.
    package static func make(_ migrations: [Migration]) async throws -> TemporaryDatabase {
        let folder = NSTemporaryDirectory() + "breakwater-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase.open(path: folder + "/test.sqlite", readers: 2)
        try await Migrator(migrations).migrate(database, backup: folder + "/backup", now: .now)
        return TemporaryDatabase(database, folder: folder)
    }

    /// The same in a schema of the tests' own PostgreSQL.
    package static func makeOnPostgres(_ migrations: [Migration]) async throws -> TemporaryDatabase {
        let folder = NSTemporaryDirectory() + "breakwater-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let (url, schema) = try PostgresServer.freshSchema()
        let database = try PostgresDatabase.open(url: url, readers: 2)
        try await Migrator(migrations).migrate(database, backup: folder + "/backup", now: .now)
        return TemporaryDatabase(database, folder: folder, schema: schema)
    }

    /// Takes away the database's own guard on append-only tables, as somebody with the file in their hands could.
    package func dropTriggers() async throws {
        try await database.write { tx in
            let names: [String] = try tx.values("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in names { try tx.run(SQL(trustedText: "DROP TRIGGER \(name)")) }
        }
    }
}
