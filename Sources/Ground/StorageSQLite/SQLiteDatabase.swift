import Storage

/// A partnership's database in one file: one thread writes, several read, and nobody else may open it.
package final class SQLiteDatabase: Database {
    package let dialect = Dialect.sqlite

    let path: String
    private let lock: Held
    private let writer: WriteQueue
    private let readers: ReadPool

    private init(path: String, readers count: Int) throws {
        self.path = path
        lock = Held(try FileLock(on: path))
        if !Files.exists(path) {
            try Files.create(path)
            try Files.syncFolder(of: path)
        }
        // The thread keeps the lock too, so that nobody is let in before it has ended.
        writer = try WriteQueue(name: "sqlite-writer") { [lock] in
            try withExtendedLifetime(lock) { try SQLiteConnection(path: path, for: .writing) }
        }
        readers = try ReadPool(name: "sqlite-reader", threads: count) {
            try SQLiteConnection(path: path, for: .reading)
        }
    }

    /// Opens the file, or makes it.
    ///
    /// - Throws: `StorageError.owned` when another process has it open, `.notDurable` when it could lose writes.
    package static func open(path: String, readers: Int = 4) throws -> SQLiteDatabase {
        try SQLiteDatabase(path: path, readers: readers)
    }

    package func read<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await readers.read(work)
    }

    @discardableResult
    package func write<Result: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await writer.write(work)
    }

    package func faults() async throws -> [String] {
        try await onOwnThread("sqlite-check") { [path] in
            try SQLiteConnection(path: path, for: .reading).faults()
        }
    }

    /// Finishes what is waiting, lets the file go, and refuses what comes after.
    package func close() async throws {
        await readers.close()
        await writer.close()
        lock.release()
    }
}
