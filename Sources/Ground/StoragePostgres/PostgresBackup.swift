import Foundation
import Kernel
import Storage

extension PostgresDatabase {
    /// Copies the schema, while it is in use, with `pg_dump` to a new file, and checks that the file can be read.
    package func backUp(to path: String) async throws {
        try await onOwnThread("postgres-backup") { [settings] in
            let files = FileManager.default
            guard !files.fileExists(atPath: path) else {
                throw StorageError.unavailable("There is already a file \(path).")
            }
            let partial = path + ".partial"
            guard files.createFile(atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw StorageError.unavailable("The file \(partial) could not be made.")
            }
            do {
                let address = settings.addressWithoutPassword
                try PostgresTool.run(
                    "pg_dump",
                    [
                        "--format=custom", "--schema=\(settings.schema)", "--no-owner", "--no-privileges",
                        "--file=\(partial)", "--dbname=\(address)",
                    ], password: settings.password)
                try PostgresTool.run("pg_restore", ["--list", partial], password: nil)
                try keep(partial, as: path)
            } catch {
                try? files.removeItem(atPath: partial)
                throw error
            }
        }
    }

    /// Puts a backup in the place of the schema it was taken from; what was there stays, renamed `…_replaced`.
    ///
    /// - Throws: `StorageError.damaged` when the backup is of another schema than the address names.
    package static func restore(from backup: String, to url: String) async throws {
        let settings = try PostgresSettings(url: url)
        let old = "\(settings.schema)_replaced"
        try await onOwnThread("postgres-restore") {
            try PostgresTool.run("pg_restore", ["--list", backup], password: nil)
            let connection = PostgresConnection(settings)
            try connection.connect()
            defer { connection.close() }
            let hasSchema = try connection.has(schema: settings.schema)
            if hasSchema {
                _ = try connection.run("DROP SCHEMA IF EXISTS \"\(old)\" CASCADE", [])
                _ = try connection.run("ALTER SCHEMA \"\(settings.schema)\" RENAME TO \"\(old)\"", [])
            }
            do {
                try PostgresTool.run(
                    "pg_restore",
                    [
                        "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                        "--dbname=\(settings.addressWithoutPassword)", backup,
                    ], password: settings.password)
                guard try connection.has(schema: settings.schema) else {
                    throw StorageError.damaged("The backup is of another schema than \(settings.schema).")
                }
            } catch {
                if hasSchema {
                    _ = try connection.run("ALTER SCHEMA \"\(old)\" RENAME TO \"\(settings.schema)\"", [])
                }
                throw error
            }
        }
    }
}

extension PostgresConnection {
    fileprivate func has(schema: String) throws -> Bool {
        try !rows("SELECT 1 AS found FROM pg_catalog.pg_namespace WHERE nspname = $1", [.text(schema)]).isEmpty
    }
}

/// Waits until the file is on the disk, then gives it its real name.
private func keep(_ partial: String, as path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    guard sync(partial), rename(partial, path) == 0, sync(folder) else {
        throw StorageError.unavailable("The backup \(path) could not be written to the disk.")
    }
}

private func sync(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return fsync(file) == 0
}

/// PostgreSQL's own programs.
private enum PostgresTool {
    /// - Throws: `StorageError.unavailable` with the first line the program wrote about what went wrong.
    static func run(_ name: String, _ arguments: [String], password: String?) throws {
        // A password among the arguments could be read by everyone on the machine.
        let environment = password.map { ["PGPASSWORD": $0] } ?? [:]
        let ended = try MachineProgram(at: [try find(name)]).runHere(
            arguments, environment: environment, patience: patience)
        guard ended.status == 0 else {
            let line = ended.complaints.split(separator: "\n").first ?? "no reason was given"
            throw StorageError.unavailable("\(name) did not finish: \(line)")
        }
    }

    /// The longest a backup of any size may take, in seconds: a day.
    private static let patience = 86400.0

    private static func find(_ name: String) throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        var folders = path.split(separator: ":").map(String.init)
        folders += (13...18).reversed().map { "/usr/lib/postgresql/\($0)/bin" }
        for folder in folders where access("\(folder)/\(name)", X_OK) == 0 { return "\(folder)/\(name)" }
        throw StorageError.unavailable("\(name) is not installed: install the package postgresql-client.")
    }
}
