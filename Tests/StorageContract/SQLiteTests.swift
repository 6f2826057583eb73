import Foundation
import PostgresSupport
import Storage
import StorageSQLite
import Testing

@Suite struct `SQLite` {
    @Test func `a second opener is refused, and let in when the first is gone`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/db"
        let first = try SQLiteDatabase.open(path: path)
        #expect(throws: StorageError.owned(path: path)) { try SQLiteDatabase.open(path: path) }
        #expect(throws: StorageError.owned(path: path)) { try SQLiteDatabase.restore(from: path, to: path) }
        try await first.close()
        try await SQLiteDatabase.open(path: path).close()
    }

    @Test func `the files are for their owner only`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = try SQLiteDatabase.open(path: "\(folder.path)/db")
        try await database.write { tx in try tx.run("CREATE TABLE t (id INTEGER)") }
        try await database.backUp(to: "\(folder.path)/backup")
        for name in ["db", "db-wal", "db-shm", "db.lock", "backup"] {
            let facts = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
            #expect(facts[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        try await database.close()
    }

    @Test func `what is not a database is refused`() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/db"
        try Data("This is a letter, not a database, and it goes on for a while.\n".utf8).write(to: URL(filePath: path))
        #expect(throws: StorageError.damaged("file is not a database (26)")) { try SQLiteDatabase.open(path: path) }
    }

    @Test func `damage is found`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = "\(folder.path)/db"
        var database = try SQLiteDatabase.open(path: path)
        try await database.write { tx in
            try tx.run("CREATE TABLE t (id INTEGER, words TEXT)")
            let words = String(repeating: "x", count: 99)
            for id in 0..<2000 { try tx.run("INSERT INTO t (id, words) VALUES (\(id), \(words))") }
        }
        try await database.close()
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: 3 * 4096)
        try file.write(contentsOf: Data(repeating: 0xAB, count: 4096))
        try file.close()
        database = try SQLiteDatabase.open(path: path)
        #expect(try await database.faults() != [])
        await #expect(throws: StorageError.self) { try await database.backUp(to: "\(folder.path)/backup") }
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/backup"))
        try await database.close()
    }

    @Test func `a full disk stops writes, not reads, and is forgotten when there is room again`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let disk = "\(folder.path)/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        do {
            try PostgresServer.command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk])
        } catch {
            print("SKIPPED: a full disk cannot be made here, because a tmpfs cannot be mounted: \(error)")
            return
        }
        defer { try? PostgresServer.command("/usr/bin/umount", ["-l", disk]) }
        let database = try SQLiteDatabase.open(path: "\(disk)/db")
        try await database.write { tx in try tx.run("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT) STRICT") }
        try Data(count: 400_000).write(to: URL(filePath: "\(disk)/ballast"))
        var kept = 0
        var problem: StorageError?
        while problem == nil, kept < 10_000 {
            let id = kept
            problem = await storageError {
                try await database.write { tx in
                    try tx.run("INSERT INTO t (id, words) VALUES (\(id), \(String(repeating: "x", count: 3000)))")
                }
            }
            if problem == nil { kept += 1 }
        }
        #expect(problem == .full)
        #expect(kept > 10)
        for _ in 0..<20 {
            #expect(try await database.count("SELECT COUNT(*) FROM t") == kept)
            let still = await storageError {
                try await database.write { tx in
                    try tx.run("INSERT INTO t (words) VALUES (\(String(repeating: "y", count: 50_000)))")
                }
            }
            #expect(still == .full)
        }
        let backup = await storageError { try await database.backUp(to: "\(disk)/backup") }
        #expect(backup == .full)
        try FileManager.default.removeItem(atPath: "\(disk)/ballast")
        try await database.write { tx in try tx.run("INSERT INTO t (words) VALUES ('room')") }
        #expect(try await database.count("SELECT COUNT(*) FROM t") == kept + 1)
        #expect(try await database.faults() == [])
        try await database.close()
    }

    @Test(arguments: [
        (3_040_001, true), (3_044_006, false), (3_045_000, true), (3_050_006, true), (3_050_007, false),
        (3_051_002, true), (3_051_003, false), (3_006_023, false),
    ])
    func `versions with the WAL-reset bug are known`(_ version: Int, _ isAffected: Bool) {
        #expect((SQLiteDatabase.warning(forVersion: version) != nil) == isAffected)
    }
}
