import Crypto
import Kernel

/// Brings a database to the schema this program was written for, forwards only.
package struct Migrator: Sendable {
    private static let record = Table(
        "migration", key: ["name"],
        columns: [
            .text("name"), .text("purpose"), .text("checksum"), .integer("applied"),
        ])

    private let migrations: [Migration]

    /// - Parameter migrations: In the order they are to be applied: by module as composed, then by number.
    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Applies what is missing, each migration in a transaction of its own, so that a run cut short is simply repeated.
    ///
    /// - Parameters:
    ///   - database: The one to bring up to date.
    ///   - backup: Where to copy it first if there is anything in it to lose.
    ///   - now: The moment recorded beside each.
    /// - Returns: The names of those applied.
    /// - Throws: `MigrationError` when the database is not one these migrations can lead on from.
    @discardableResult
    package func migrate(_ database: some Database, backup: String, now: Instant) async throws -> [String] {
        let pending = try await pending(in: database)
        if pending.isEmpty { return [] }
        if pending.count < migrations.count { try await database.backUp(to: backup) }
        var applied: [String] = []
        for migration in pending {
            if try await apply(migration, to: database, now: now) { applied.append(migration.name) }
        }
        return applied
    }

    /// The migrations not yet applied, once it is sure that the others were these and no others.
    package func pending(in database: some Database) async throws -> [Migration] {
        let dialect = database.dialect
        let recorded = try await recorded(in: database)
        let known = Dictionary(migrations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard known.count == migrations.count else { throw MigrationError.duplicate }
        let unknown = recorded.keys.filter { known[$0] == nil }.sorted()
        guard unknown.isEmpty else { throw MigrationError.newer(unknown) }
        let changed = migrations.filter { migration in
            recorded[migration.name].map { $0 != migration.checksum(for: dialect) } ?? false
        }
        guard changed.isEmpty else { throw MigrationError.changed(changed.map(\.name)) }
        return migrations.filter { recorded[$0.name] == nil }
    }

    private func recorded(in database: some Database) async throws -> [String: String] {
        let definition = Self.record.definition(for: database.dialect)[0]
        let create = definition.replacing("CREATE TABLE ", with: "CREATE TABLE IF NOT EXISTS ", maxReplacements: 1)
        let rows = try await database.write { tx in
            try tx.run(SQL(trustedText: create))
            return try tx.rows("SELECT name, checksum FROM migration")
        }
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0["name"], try $0["checksum"]) })
    }

    private func apply(_ migration: Migration, to database: some Database, now: Instant) async throws -> Bool {
        try await database.write { tx in
            // Another process may have come first.
            if try tx.count("SELECT COUNT(*) FROM migration WHERE name = \(migration.name)") > 0 { return false }
            if tx.dialect == .postgres { try tx.run("SET LOCAL statement_timeout = 0") }
            for statement in migration.statements(for: tx.dialect) { try tx.run(statement) }
            try tx.run(
                """
                INSERT INTO migration (name, purpose, checksum, applied)
                VALUES (\(migration.name), \(migration.purpose), \(migration.checksum(for: tx.dialect)), \(now))
                """)
            return true
        }
    }
}

/// Why the program will not start on this database. Nothing has been changed.
package enum MigrationError: Error, Equatable, CustomStringConvertible {
    /// These migrations were applied with other steps than this program has.
    case changed([String])
    /// The database has had migrations this program does not know.
    case newer([String])
    /// Two migrations share a name: our mistake.
    case duplicate

    package var description: String {
        switch self {
        case .changed(let names):
            """
            This database was set up by a different build of the program: \(names.joined(separator: ", ")) is not what \
            was applied. Nothing has been changed. Run the build that set it up, or ask for help before going on.
            """
        case .newer(let names):
            """
            This database is newer than the program: it has \(names.joined(separator: ", ")), which this version does \
            not know. Nothing has been changed. Install the newer version again, or restore an older backup.
            """
        case .duplicate:
            "Two migrations have the same name. This is a mistake in the program; nothing has been changed."
        }
    }
}

extension Migration {
    /// SHA-256 over the rendered statements and the values bound in them.
    func checksum(for dialect: Dialect) -> String {
        var hash = SHA256()
        for statement in statements(for: dialect) {
            let (text, values) = statement.rendered()
            hash.update(data: Array("\(text)\n\(values)\n".utf8))
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0\(digits)" : digits
        }.joined()
    }
}
