import ArgumentParser
import Composition
import Foundation
import Governance
import Kernel
import Logging
import Storage
import StoragePostgres
import StorageSQLite
import Tasks
import Web

/// Where one partnership's data lies: what every command needs to know first.
struct Place: ParsableArguments {
    @Option(
        help:
            "Folder with this partnership's settings, key and backups, and its database unless --database says otherwise."
    )
    var data = "data"

    @Option(
        help:
            "postgres://user@host/name?schema=partnership, or a SQLite file. Default: breakwater.sqlite in the data folder."
    )
    var database: String?

    var keyPath: String { "\(data)/breakwater.key" }
    var settingsPath: String { "\(data)/partnership.json" }
    var backupFolder: String { "\(data)/backups" }
    var databaseAddress: String { database ?? "\(data)/breakwater.sqlite" }
    var isPostgres: Bool { databaseAddress.hasPrefix("postgres://") || databaseAddress.hasPrefix("postgresql://") }

    /// Opens the database, making the folder when it is not there.
    func open() throws -> any Database {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        if isPostgres { return try PostgresDatabase.open(url: databaseAddress) }
        return try SQLiteDatabase.open(path: databaseAddress)
    }

    /// Opens the database and brings its tables up to date, after a backup when there is anything to lose.
    func openUpToDate() async throws -> any Database {
        let database = try open()
        try FileManager.default.createDirectory(atPath: backupFolder, withIntermediateDirectories: true)
        let now = Instant.now
        let applied = try await migrate(database, backup: "\(backupFolder)/before-\(now.milliseconds)", now: now)
        for name in applied { Console.note("Updated the database: \(name)") }
        return database
    }

    private func migrate(_ database: some Database, backup: String, now: Instant) async throws -> [String] {
        try await Migrator(Composed.migrations).migrate(database, backup: backup, now: now)
    }

    func keys() throws -> Keys { try Keys.load(from: keyPath) }

    func settings() throws -> Settings {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        return try Settings.load(from: settingsPath)
    }
}

/// What a partnership says about itself, in `partnership.json`.
struct Settings: Codable {
    var name: String
    var shortName: String
    var tagline: String
    var phone: String
    var phoneHours: String
    var isDemonstration: Bool
    /// What every page of a demonstration says, where not everything in it is invented.
    var demonstrationWords: String?
    /// How e-mail is sent; nothing is sent without it.
    var mail: MailSettings?

    var theme: Theme {
        Theme(
            name: name, shortName: shortName, tagline: tagline, phone: phone, phoneHours: phoneHours,
            isDemonstration: isDemonstration, demonstrationWords: demonstrationWords ?? Theme.allInvented)
    }

    /// Reads the file, or starts one to be filled in.
    static func load(from path: String) throws -> Settings {
        if let data = FileManager.default.contents(atPath: path) {
            do {
                let settings = try JSONDecoder().decode(Settings.self, from: data)
                if let fault = settings.mail?.fault { throw ValidationError("\(path), under “mail”: \(fault).") }
                return settings
            } catch let fault as ValidationError {
                throw fault
            } catch {
                throw ValidationError(
                    "\(path) cannot be read. It needs name, shortName, tagline, phone, phoneHours and isDemonstration.")
            }
        }
        let fresh = Settings(
            name: "Your Violence Prevention Partnership", shortName: "Your area",
            tagline: "Council, health, police, schools and charities, working together", phone: "101",
            phoneHours: "day and night", isDemonstration: false)
        try fresh.save(to: path)
        return fresh
    }

    func save(to path: String) throws {
        try JSONEncoder.readable.encode(self).write(to: URL(fileURLWithPath: path))
    }
}
