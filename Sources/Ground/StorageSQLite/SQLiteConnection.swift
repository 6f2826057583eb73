import Storage

/// One SQLite connection, set up to survive power cuts and used by one thread.
package final class SQLiteConnection: WriteConnection, ReadConnection {
    /// What the connection may do.
    package enum Purpose: Sendable {
        case reading, writing
        /// A plain single file rather than one with a log beside it: for copies.
        case copying
    }

    /// How long one read may take, as in PostgreSQL.
    private static let longestRead = Duration.seconds(30)

    private let handle: SQLiteHandle
    private var isMarked = false

    package var dialect: Dialect { .sqlite }

    /// - Throws: `StorageError.notDurable` when the file cannot be used in the way that survives a power cut.
    package init(path: String, for purpose: Purpose) throws {
        handle = try SQLiteHandle(path: path, mayWrite: purpose != .reading)
        for setting in ["foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"] {
            _ = try rows("PRAGMA \(setting)", [])
        }
        // Sorting must not leave case records in /tmp; REPLACE must not slip past the guards on append-only tables.
        for setting in ["temp_store=MEMORY", "recursive_triggers=ON"] { _ = try rows("PRAGMA \(setting)", []) }
        switch purpose {
        case .reading: handle.watchTheClock()
        case .writing: try makeDurable()
        case .copying: _ = try rows("PRAGMA journal_mode=DELETE", [])
        }
    }

    private func makeDurable() throws {
        _ = try rows("PRAGMA journal_size_limit=67108864", [])
        // 32 MB of pages: with SQLite's own 2 MB, rows added under many keys read the indexes' pages again and again.
        _ = try rows("PRAGMA cache_size=-32768", [])
        // 16 MB of log between checkpoints rather than 4: a page changed in many transactions is copied back once.
        _ = try rows("PRAGMA wal_autocheckpoint=4000", [])
        let journal = try rows("PRAGMA journal_mode=WAL", []).first?.values.first
        _ = try rows("PRAGMA synchronous=FULL", [])
        let sync = try rows("PRAGMA synchronous", []).first?.values.first
        let keys = try rows("PRAGMA foreign_keys", []).first?.values.first
        guard journal == .text("wal"), sync == .integer(2), keys == .integer(1) else {
            throw StorageError.notDurable(
                "SQLite would not keep every acknowledged write through a power cut on this file.")
        }
    }

    package func rows(_ text: String, _ values: [Value]) throws -> [Row] { try handle.rows(text, values) }
    package func run(_ text: String, _ values: [Value]) throws -> Int { try handle.run(text, values) }
    package func close() { handle.close() }

    /// Copies every page as it is in this connection's transaction to a new file.
    func copy(to other: SQLiteConnection) throws { try handle.copy(to: other.handle) }

    package var isInTransaction: Bool { handle.isInTransaction }

    package func begin() throws {
        isMarked = false
        _ = try run("BEGIN IMMEDIATE", [])
    }

    package func mark() throws {
        if isMarked { _ = try run("RELEASE mark", []) }
        isMarked = false
        _ = try run("SAVEPOINT mark", [])
        isMarked = true
    }

    package func rollBackToMark() throws { _ = try run("ROLLBACK TO mark", []) }
    package func commit() throws { _ = try run("COMMIT", []) }

    package func rollBack() {
        // SQLite has rolled back by itself if this finds nothing to do; any other failure shows at the next BEGIN.
        if isInTransaction { _ = try? run("ROLLBACK", []) }
    }

    package func beginReading() throws {
        handle.deadline = ContinuousClock.now + Self.longestRead
        _ = try run("BEGIN", [])
    }

    package func endReading() {
        handle.deadline = nil
        rollBack()
    }
}
