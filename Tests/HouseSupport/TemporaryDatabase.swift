import Foundation
import Kernel
import Storage
import StorageSQLite

/// A database of a test's own, in a folder of its own, gone when the test is.
package final class TemporaryDatabase: Sendable {
    package let database: any Database
    package let folder: String

    private init(_ database: any Database, folder: String) {
        self.database = database
        self.folder = folder
    }

    deinit {
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

    /// Takes away the database's own guard on append-only tables, as somebody with the file in their hands could.
    package func dropTriggers() async throws {
        try await database.write { tx in
            let names: [String] = try tx.values("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in names { try tx.run(SQL(trustedText: "DROP TRIGGER \(name)")) }
        }
    }
}
