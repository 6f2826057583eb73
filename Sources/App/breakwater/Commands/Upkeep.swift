import ArgumentParser
import Foundation
import Governance
import Kernel
import Storage
import StoragePostgres
import StorageSQLite

/// The audit log, checked line by line.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the audit log.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the whole audit log and say whether anything in it was changed.")

        @OptionGroup var place: Place
        @Option(help: "A head noted earlier, as printed by this command: LINE:HASH.") var against: String?
        @Flag(help: "Answer as JSON.") var json = false

        func run() async throws {
            let database = try place.open()
            let audit = Audit(key: try place.keys().audit)
            let anchor = try noted()
            let report = try await database.read { try audit.verify(in: $0, against: anchor) }
            try await database.close()
            if json {
                let body: [String: Any] = ["lines": report.lines, "head": report.head, "faults": report.faults]
                let data = try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])
                print(String(decoding: data, as: UTF8.self))
            } else {
                for fault in report.faults { print(fault) }
                print(
                    report.faults.isEmpty
                        ? "\(report.lines) lines, all in order."
                        : "\(report.faults.count) faults in \(report.lines) lines.")
                print("Note this outside the machine: \(report.lines):\(report.head)")
            }
            if !report.faults.isEmpty { throw ExitCode(1) }
        }

        private func noted() throws -> (sequence: Int, hash: String)? {
            guard let against else { return nil }
            let halves = against.split(separator: ":")
            guard halves.count == 2, let line = Int(halves[0]) else {
                throw ValidationError("--against takes LINE:HASH, as this command prints it.")
            }
            return (line, String(halves[1]))
        }
    }
}

/// A copy of everything, while the program runs.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the database to a new file, and open and check the copy.")

    @OptionGroup var place: Place
    @Argument(help: "The file to write.") var file: String

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw ValidationError("\(file) is already there. Choose another name: a backup never overwrites one.")
        }
        if place.isPostgres {
            let database = try place.open()
            try await database.backUp(to: file)
            try await database.close()
        } else {
            try await SQLiteDatabase.backUp(of: place.databaseAddress, to: file)
        }
        print("Copied and checked: \(file). Keep \(place.keyPath) with it, but not in the same place.")
    }
}

/// Puts a backup back.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a backup in the database's place. The database as it was is kept beside it.")

    @OptionGroup var place: Place
    @Argument(help: "The backup.") var file: String

    func run() async throws {
        if place.isPostgres {
            try await PostgresDatabase.restore(from: file, to: place.databaseAddress)
        } else {
            try FileManager.default.createDirectory(atPath: place.data, withIntermediateDirectories: true)
            try SQLiteDatabase.restore(from: file, to: place.databaseAddress)
        }
        print("Restored from \(file). Run \u{201C}breakwater check\u{201D} before you let people in.")
    }
}

/// Whether everything is as it should be.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the database, its keys, the audit log and the free space.")

    @OptionGroup var place: Place

    func run() async throws {
        let database = try place.open()
        var faults = try await database.faults()
        let audit = Audit(key: try place.keys().audit)
        faults += try await database.read { try audit.verify(in: $0).faults }
        if let space = try? URL(fileURLWithPath: place.data).resourceValues(forKeys: [.volumeAvailableCapacityKey]),
            let free = space.volumeAvailableCapacity
        {
            print("Free space: \(free / 1_048_576) MB")
            if free < 512 * 1_048_576 { faults.append("Less than 512 MB of space is left.") }
        }
        if let warning = SQLiteDatabase.sqliteVersionWarning(), !place.isPostgres { print("Note: \(warning)") }
        try await database.close()
        for fault in faults { print(fault) }
        print(faults.isEmpty ? "Everything is in order." : "\(faults.count) things need attention.")
        if !faults.isEmpty { throw ExitCode(1) }
    }
}

/// Brings the tables up to date without serving.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's tables up to date, after a backup.")

    @OptionGroup var place: Place

    func run() async throws {
        let database = try await place.openUpToDate()
        try await database.close()
        print("The database is up to date.")
    }
}
