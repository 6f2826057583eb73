import Foundation
import Storage

extension SQLiteDatabase {
    /// Copies the database, while it is in use, to a new file, and believes the copy only once it has been checked.
    package func backUp(to path: String) async throws {
        try await Self.backUp(of: self.path, to: path)
    }

    /// The same for a database that another Breakwater may be serving: it is only read.
    package static func backUp(of source: String, to path: String) async throws {
        guard Files.exists(source) else { throw StorageError.unavailable("There is no database at \(source).") }
        try await onOwnThread("sqlite-backup") {
            try copy(source, to: path)
        }
    }

    /// Puts a backup in the place of a database that is not open; what was there stays beside it as `.replaced`.
    ///
    /// - Throws: `StorageError.owned` when the database is open, `.damaged` when the backup is not sound.
    package static func restore(from backup: String, to path: String) throws {
        let lock = try FileLock(on: path)
        defer { withExtendedLifetime(lock) {} }
        guard Files.exists(backup) else { throw StorageError.unavailable("There is no file \(backup).") }
        let arriving = path + ".arriving"
        try removeAll(arriving)
        try copy(backup, to: arriving)
        if Files.exists(path) { try setAside(path) }
        for ending in ["-wal", "-shm", "-journal"] { try Files.remove(path + ending) }
        try Files.move(arriving, to: path)
    }

    private static func copy(_ source: String, to path: String) throws {
        guard !Files.exists(path) else { throw StorageError.unavailable("There is already a file \(path).") }
        let partial = path + ".partial"
        try removeAll(partial)
        try Files.create(partial)
        do {
            try copyAndCheck(source, to: partial)
            try Files.move(partial, to: path)
        } catch {
            try? removeAll(partial)
            throw error
        }
    }

    private static func copyAndCheck(_ source: String, to path: String) throws {
        let original = try SQLiteConnection(path: source, for: .reading)
        _ = try original.run("BEGIN", [])
        let expected = try original.rowCounts()
        let copy = try SQLiteConnection(path: path, for: .copying)
        try original.copy(to: copy)
        original.rollBack()
        // The copy says that it has a log beside it, as the original has: make it a single file.
        _ = try copy.rows("PRAGMA journal_mode=DELETE", [])
        let faults = try copy.faults()
        guard faults.isEmpty else {
            throw StorageError.damaged("The copy is not sound: \(faults.prefix(3).joined(separator: "; ")).")
        }
        guard try copy.rowCounts() == expected else {
            throw StorageError.damaged("The copy does not hold as many rows as the original.")
        }
    }

    private static func setAside(_ path: String) throws {
        // Brings the log into the file, so that one name is the whole database; a broken one is kept as it is.
        if let old = try? SQLiteConnection(path: path, for: .writing) {
            _ = try? old.rows("PRAGMA wal_checkpoint(TRUNCATE)", [])
        }
        try removeAll(path + ".replaced")
        for ending in ["", "-wal"] where Files.exists(path + ending) {
            guard link(path + ending, path + ".replaced" + ending) == 0 else {
                throw Files.problem("could not be kept", path + ending)
            }
        }
        try Files.syncFolder(of: path)
    }

    private static func removeAll(_ path: String) throws {
        for ending in ["", "-wal", "-shm", "-journal"] { try Files.remove(path + ending) }
    }

    /// Says so when this SQLite has the WAL-reset bug, which needs two writers of one file to lose data.
    ///
    /// Versions 3.7.0 to 3.51.2 have it, but for 3.44.6 and 3.50.7 and what follows them in their series.
    package static func sqliteVersionWarning() -> String? {
        warning(forVersion: SQLiteHandle.version)
    }

    package static func warning(forVersion version: Int) -> String? {
        let isFixed =
            version >= 3_051_003 || (3_050_007..<3_051_000).contains(version)
            || (3_044_006..<3_045_000).contains(version)
        if isFixed || version < 3_007_000 { return nil }
        let written = "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)"
        return """
            SQLite \(written) can lose committed data if two programs write to one file (fixed in 3.51.3). Breakwater \
            keeps other copies of itself out; do not open the live file with any other program.
            """
    }
}

extension SQLiteConnection {
    /// Broken pages, and keys that point to nothing.
    func faults() throws -> [String] {
        do {
            let broken = try rows("PRAGMA integrity_check", []).compactMap { row -> String? in
                guard case .text(let line)? = row.values.first, line != "ok" else { return nil }
                return line
            }
            if !broken.isEmpty { return broken }
            return try rows("PRAGMA foreign_key_check", []).map { row in
                let table: String = try row["table"]
                let parent: String = try row["parent"]
                return "A row of \(table) points to a row of \(parent) that is not there."
            }
        } catch StorageError.damaged(let words) {
            // Too broken to be checked to the end.
            return [words]
        }
    }

    func rowCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in try rows("SELECT name FROM sqlite_schema WHERE type = 'table'", []) {
            let name: String = try row["name"]
            let count = try rows("SELECT COUNT(*) AS count FROM \"\(name)\"", []).first
            counts[name] = try count?["count"]
        }
        return counts
    }
}
