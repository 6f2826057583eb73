import Storage

/// A partnership's database in a PostgreSQL schema: one thread writes, several read, each with its own connection.
///
/// Writing takes turns with other processes through an advisory lock, so that PostgreSQL reasons like SQLite's one
/// writer; what writes without the lock meets SERIALIZABLE, and our side tries again.
package final class PostgresDatabase: Database {
    package let dialect = Dialect.postgres

    let settings: PostgresSettings
    private let writer: WriteQueue
    private let readers: ReadPool

    private init(_ settings: PostgresSettings, readers count: Int) throws {
        self.settings = settings
        writer = try WriteQueue(name: "postgres-writer") {
            let connection = PostgresConnection(settings)
            try connection.prepareDatabase(schema: settings.schema)
            return connection
        }
        readers = try ReadPool(name: "postgres-reader", threads: count) { PostgresConnection(settings) }
    }

    /// Connects, and makes the schema if it is missing and we may.
    ///
    /// The address is `postgres://user:password@host:port/database?schema=eastmere&sslmode=verify-full`. Without
    /// `sslmode`, a server on another machine must prove who it is (`verify-full`).
    ///
    /// - Throws: `StorageError.unavailable` when it cannot be reached, `.notDurable` when it could lose writes.
    package static func open(url: String, readers: Int = 8) throws -> PostgresDatabase {
        try PostgresDatabase(PostgresSettings(url: url), readers: readers)
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

    /// Keys and indexes the server itself no longer trusts.
    package func faults() async throws -> [String] {
        try await read { tx in
            let schema = "SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = CAST(current_schema() AS TEXT)"
            let keys = try tx.rows(
                SQL(
                    trustedText: """
                        SELECT CAST(conname AS TEXT) AS name FROM pg_catalog.pg_constraint
                        WHERE NOT convalidated AND connamespace = (\(schema))
                        """))
            let indexes = try tx.rows(
                SQL(
                    trustedText: """
                        SELECT CAST(relname AS TEXT) AS name
                        FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid
                        WHERE NOT (indisvalid AND indisready) AND relnamespace = (\(schema))
                        """))
            return try keys.map { "The rule \(try $0["name"] as String) has not been checked on every row." }
                + indexes.map { "The index \(try $0["name"] as String) is not valid." }
        }
    }

    /// Finishes what is waiting, disconnects, and refuses what comes after.
    package func close() async throws {
        await readers.close()
        await writer.close()
    }
}

extension PostgresConnection {
    /// Refuses a server that acknowledges what it might lose, and makes the schema.
    fileprivate func prepareDatabase(schema: String) throws {
        try connect()
        for setting in ["fsync", "full_page_writes"] {
            let value = try rows("SELECT current_setting($1) AS value", [.text(setting)]).first?.values.first
            guard value == .text("on") else {
                throw StorageError.notDurable("PostgreSQL's setting \(setting) is off: it could lose data.")
            }
        }
        let encoding = try rows("SELECT current_setting('server_encoding') AS value", []).first?.values.first
        guard encoding == .text("UTF8") else {
            throw StorageError.unavailable("The PostgreSQL database must have the encoding UTF8.")
        }
        let found = try rows("SELECT 1 AS found FROM pg_catalog.pg_namespace WHERE nspname = $1", [.text(schema)])
        if !found.isEmpty { return }
        do {
            _ = try run("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"", [])
        } catch StorageError.statement {
            throw StorageError.unavailable(
                "There is no schema \(schema), and this user may not make it. Ask for: CREATE SCHEMA \(schema).")
        }
    }
}
